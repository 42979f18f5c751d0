// The models that are shipped, on the project's own test sentences: how well, and how well in capitals and small
// letters.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "entente/extract/conllu.h"
#include "entente/extract/language.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Latin letters of French and English in UTF-8: a to z, à to þ, œ.
std::string capitals(const std::string& form) {
  std::string out;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const auto byte = static_cast<unsigned char>(form[i]);
    const auto next = static_cast<unsigned char>(i + 1 < form.size() ? form[i + 1] : 0);
    if (byte >= 'a' && byte <= 'z') {
      out.push_back(static_cast<char>(byte - 32));
    } else if ((byte == 0xC3 && next >= 0xA0 && next != 0xB7) || (byte == 0xC5 && next == 0x93)) {
      out.push_back(form[i++]);
      out.push_back(static_cast<char>(byte == 0xC3 ? next - 32 : next - 1));
    } else {
      out.push_back(form[i]);
    }
  }
  return out;
}

std::string small_letters(const std::string& form) {
  std::string out = form;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    if (byte >= 'A' && byte <= 'Z') out[i] = static_cast<char>(byte + 32);
    const auto next = static_cast<unsigned char>(i + 1 < out.size() ? out[i + 1] : 0);
    if (byte == 0xC3 && next >= 0x80 && next < 0x9F && next != 0x97) out[i + 1] = static_cast<char>(next + 32);
    if (byte == 0xC5 && next == 0x92) out[i + 1] = static_cast<char>(next + 1);
  }
  return out;
}

// Words with the right head and the right label, subtypes left out, of a hundred.
double labelled_attachment(const LanguageModel& model, const Treebank& gold,
                           std::string (*change)(const std::string&)) {
  std::vector<Sentence> read = gold.sentences;
  for (Sentence& sentence : read)
    for (Token& token : sentence.tokens) {
      Token bare;
      bare.span = token.span;
      bare.form = change(token.form);
      token = bare;
    }
  annotate(read, model);
  const auto main_label = [](const std::string& label) { return label.substr(0, label.find(':')); };
  std::size_t right = 0, words = 0;
  for (std::size_t s = 0; s < read.size(); ++s)
    for (std::size_t i = 0; i < read[s].tokens.size(); ++i) {
      const Token &said = read[s].tokens[i], &meant = gold.sentences[s].tokens[i];
      ++words;
      right += said.head == meant.head && main_label(said.deprel) == main_label(meant.deprel) ? 1 : 0;
    }
  return 100.0 * static_cast<double>(right) / static_cast<double>(words);
}

TEST(Models, ReadCapitalsAndSmallLettersNearlyAsWell) {
  for (const std::string language : {"fr", "en"}) {
    const fs::path root = ENTENTE_SOURCE_DIR;
    const auto model = LanguageModel::open(root / "models" / (language + ".model"));
    ASSERT_TRUE(model) << to_string(model.error());
    const fs::path file = root / "training/treebank" / (language + "-test.conllu");
    const auto gold = read_conllu(read_file(file), file.string());
    ASSERT_TRUE(gold) << to_string(gold.error());
    const double written = labelled_attachment(*model, *gold, [](const std::string& form) { return form; });
    EXPECT_GT(written, 89) << language;
    EXPECT_GT(labelled_attachment(*model, *gold, capitals), written - 4) << language;
    EXPECT_GT(labelled_attachment(*model, *gold, small_letters), written - 4) << language;
  }
}

}  // namespace
}  // namespace entente
