// Every construction, in sentences that a linguist can read: tests/claims/<language>/*.txt and the examples of frames.
// Needs the trained models of the build folder.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "entente/extract/extractor.h"
#include "entente/schema/fold.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

const Resources& resources() {
  static const Resources* loaded = [] {
    const char* models = std::getenv("ENTENTE_MODELS");
    ResourceOptions options;
    options.models = models != nullptr ? fs::path(models) : fs::path(ENTENTE_BINARY_DIR) / "models";
    auto result = load_resources(options);
    if (!result) {
      ADD_FAILURE() << to_string(result.error());
      return new Resources();
    }
    result->reader = nullptr;  // what frames say by themselves: the heads of relations weigh whole articles
    return new Resources(*std::move(result));
  }();
  return *loaded;
}

std::vector<std::string> split(const std::string& text, const std::string& mark) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + mark.size();
  }
  return parts;
}

/// "deploys(Kim, soldats) reported quantity=10000" in its parts.
struct Expected {
  std::string relation, subject, object;
  std::vector<std::string> status;  // negated, reported, possible, planned
  std::vector<std::pair<std::string, std::string>> qualifiers;
};

Expected parse_expected(const std::string& text) {
  Expected expected;
  const std::size_t open = text.find('('), comma = text.find(", ", open), close = text.find(')', comma);
  if (close == std::string::npos) {
    ADD_FAILURE() << "not a claim: " << text;
    return expected;
  }
  expected.relation = text.substr(0, open);
  expected.subject = text.substr(open + 1, comma - open - 1);
  expected.object = text.substr(comma + 2, close - comma - 2);
  std::string key;
  for (const std::string& word : split(text.substr(close + 1), " ")) {
    const std::size_t equals = word.find('=');
    if (word.empty()) continue;
    if (equals != std::string::npos)
      expected.qualifiers.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    else if (!expected.qualifiers.empty())
      expected.qualifiers.back().second += " " + word;  // attributedTo=Corée du Nord
    else
      expected.status.push_back(word);
  }
  return expected;
}

struct Understood {
  Document document;
  Reading reading;
};

Understood understand(const std::string& text, const std::string& language) {
  Understood understood;
  understood.document.text = text;
  understood.document.article.language = language;
  understood.document.article.published = "2024-10-28";
  auto reading = read_document(understood.document, resources());
  if (reading)
    understood.reading = *std::move(reading);
  else
    ADD_FAILURE() << to_string(reading.error());
  return understood;
}

bool is_called(const Understood& understood, EntityId id, const std::string& name) {
  if (id.is_none()) return false;
  const Entity& entity = understood.reading.entities[id];
  if (fold_name(entity.name) == fold_name(name)) return true;
  return std::any_of(entity.mentions.begin(), entity.mentions.end(), [&](MentionId mention) {
    const std::string text = fold_name(slice(understood.document.text, understood.reading.entities[mention].bytes));
    return text == fold_name(name) || text.ends_with(" " + fold_name(name));  // "10 000 soldats russes"
  });
}

bool lacks(const Claim& claim, const std::string& qualifier) {
  return qualifier == "attributedTo"  ? claim.attributed_to.is_none()
         : qualifier == "time"        ? claim.time.empty()
         : qualifier == "quantity"    ? !claim.quantity
         : qualifier == "destination" ? claim.destination.entity.is_none() && claim.destination.text.empty()
                                      : false;
}

bool agrees(const Understood& understood, const Claim& claim, const Expected& expected) {
  const RelationType& relation = resources().ontology[claim.relation];
  if (relation.name != expected.relation) return false;
  const bool straight =
      is_called(understood, claim.subject, expected.subject) && is_called(understood, claim.object, expected.object);
  const bool crossed = relation.symmetric && is_called(understood, claim.subject, expected.object) &&
                       is_called(understood, claim.object, expected.subject);
  if (!straight && !crossed) return false;
  const auto has = [&](const char* word) {
    return std::find(expected.status.begin(), expected.status.end(), word) != expected.status.end();
  };
  if (has("negated") != (claim.polarity == Polarity::negated)) return false;
  if (claim.modality != Modality::actual ? !has(std::string(name(claim.modality)).c_str())
                                         : has("reported") || has("possible") || has("planned"))
    return false;
  for (const auto& [key, value] : expected.qualifiers) {
    if (value == "none") {
      if (!lacks(claim, key)) return false;
      continue;
    }
    if (key == "attributedTo" && !is_called(understood, claim.attributed_to, value)) return false;
    if (key == "time" && claim.time != value) return false;
    if (key == "quantity" && (!claim.quantity || std::to_string(static_cast<long>(claim.quantity->value)) != value))
      return false;
    if (key == "destination" && !is_called(understood, claim.destination.entity, value)) return false;
  }
  return true;
}

bool is_structural(const Claim& claim) { return resources().ontology[claim.relation].quad == QuadClass::structural; }

/// "" if all is as expected, else what is wrong, with what was found.
std::string complaint(const std::string& text, const std::string& meaning, const std::string& language) {
  const Understood understood = understand(text, language);
  const std::vector<Claim>& claims = understood.reading.claims;
  std::set<const Claim*> meant;
  std::string wrong;
  for (const std::string& part : split(meaning, "; ")) {
    const Expected expected = parse_expected(part);
    const auto found = std::find_if(claims.begin(), claims.end(),
                                    [&](const Claim& claim) { return agrees(understood, claim, expected); });
    if (found == claims.end())
      wrong += "\n    missing " + part;
    else
      meant.insert(&*found);
  }
  for (const Claim& claim : claims)
    if (!meant.contains(&claim) && (meaning.empty() || !is_structural(claim))) wrong += "\n    unexpected";
  if (wrong.empty()) return wrong;
  for (const Claim& claim : claims)
    wrong += "\n    found " + dump(claim, understood.reading.entities, resources().ontology);
  return wrong;
}

class ClaimSentences : public testing::TestWithParam<std::string> {};

TEST_P(ClaimSentences, AreUnderstood) {
  const fs::path folder = fs::path(ENTENTE_SOURCE_DIR) / "tests/claims" / GetParam();
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  int total = 0, right = 0, nothing = 0;
  for (const fs::path& path : files) {
    std::ifstream file(path);
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
      if (line.empty() || line.front() == '#') continue;
      const bool known_miss = line.front() == '~';
      if (known_miss) line.erase(0, line.find_first_not_of("~ "));
      const std::size_t arrow = line.find(" =>");
      ASSERT_NE(arrow, std::string::npos) << path << ":" << number << ": no \" => \"";
      const std::string meaning = line.size() > arrow + 4 ? line.substr(arrow + 4) : "";
      const std::string wrong = complaint(line.substr(0, arrow), meaning, GetParam());
      ++total;
      nothing += meaning.empty();
      right += wrong.empty();
      const std::string place = path.filename().string() + ":" + std::to_string(number) + ": " + line.substr(0, arrow);
      if (wrong.empty() && known_miss) std::cout << "now right, take the ~ away: " << place << "\n";
      if (!known_miss && !wrong.empty()) ADD_FAILURE() << place << wrong;
    }
  }
  std::cout << GetParam() << ": " << right << " of " << total << " sentences understood, " << nothing
            << " of them expect nothing\n";
  RecordProperty("right", right);
  RecordProperty("total", total);
}

INSTANTIATE_TEST_SUITE_P(Languages, ClaimSentences, testing::Values("fr", "en"),
                         [](const auto& info) { return info.param; });

class FrameExamples : public testing::TestWithParam<std::string> {};

TEST_P(FrameExamples, FireTheirFrame) {
  for (const Frame& frame : resources().frames.at(GetParam()).frames())
    for (const FrameExample& example : frame.examples)
      EXPECT_EQ(complaint(example.text, example.meaning, GetParam()), "") << frame.name << ": " << example.text;
}

TEST_P(FrameExamples, EveryFrameHasOneThatMeansSomething) {
  for (const Frame& frame : resources().frames.at(GetParam()).frames()) {
    const bool has_one = std::any_of(frame.examples.begin(), frame.examples.end(),
                                     [](const FrameExample& example) { return !example.meaning.empty(); });
    EXPECT_TRUE(has_one) << frame.name << ": give it examples = [[\"a sentence\", \"relation(subject, object)\"]]";
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, FrameExamples, testing::Values("fr", "en"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace entente
