#include "entities/vocabulary.h"

#include <algorithm>
#include <map>

#include "entente/schema/builtin.h"
#include "entente/schema/fold.h"

namespace entente::entities {
namespace {

// The classes of nouns.tsv that are finer than a node type; any other class is the first of its type.
NounClass class_of(const NounMatch& match) {
  const std::string_view finer = match.noun_class;
  switch (match.type) {
    case NodeType::person:
      return NounClass::person;
    case NodeType::state:
      return finer == "government" ? NounClass::government : NounClass::country;
    case NodeType::organization:
      return finer == "armed-group" ? NounClass::armed_group : NounClass::organization;
    case NodeType::military_unit:
      if (finer == "soldiers" || finer == "force") return NounClass::force;
      if (finer == "aircraft") return NounClass::aircraft;
      return finer == "vessel" ? NounClass::vessel : NounClass::unit;
    case NodeType::group:
      if (finer == "fighters") return NounClass::fighters;
      return finer == "allies" ? NounClass::counterpart : NounClass::people;
    case NodeType::place:
      return finer == "building" ? NounClass::building : NounClass::place;
    case NodeType::event:
      return NounClass::event;
  }
  return NounClass::person;
}

template <class Visit>
void split(std::string_view text, char separator, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) visit(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

Vocabulary::Vocabulary(const Lexicon& lexicon, std::string_view language, std::string_view reference)
    : lexicon_(&lexicon), language_(language) {
  split(reference, '\n', [&](std::string_view line) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) return;
    auto& words = words_[std::string(line.substr(0, tab))];
    split(line.substr(tab + 1), '|', [&](std::string_view word) { words.insert(fold_name(word)); });
  });
}

std::optional<NounSense> Vocabulary::noun(std::string_view folded) const {
  const std::vector<TitleMatch> titles = lexicon_->titles(folded, language_);
  const std::vector<NounMatch> nouns = lexicon_->nouns(folded, language_);
  if (titles.empty() && nouns.empty()) return std::nullopt;
  NounSense sense;
  sense.noun_class = nouns.empty() ? NounClass::title : class_of(nouns.front());
  if (!titles.empty()) sense.gender = titles.front().gender;
  for (const TitleMatch& title : titles) sense.roles.push_back((*lexicon_)[title.role].key);
  return sense;
}

bool Vocabulary::is_noun_prefix(std::string_view folded) const {
  return lexicon_->is_title_prefix(folded, language_) || lexicon_->is_noun_prefix(folded, language_);
}

bool Vocabulary::is(std::string_view word_class, std::string_view folded) const {
  const auto found = words_.find(word_class);
  return found != words_.end() && found->second.contains(folded);
}

bool Vocabulary::is_honorific(std::string_view folded, char* gender) const {
  const std::vector<HonorificMatch> matches = lexicon_->honorifics(folded, language_);
  if (gender != nullptr && !matches.empty()) *gender = matches.front().gender;
  return !matches.empty();
}

std::string_view builtin_reference(std::string_view language) {
  const std::string path = "reference/" + std::string(language) + ".tsv";
  const auto files = builtin_files(path);
  return files.empty() ? std::string_view() : files.front().content;
}

const Vocabulary& vocabulary_of(std::string_view language) {
  static const std::map<std::string, Vocabulary, std::less<>> kVocabularies = [] {
    std::map<std::string, Vocabulary, std::less<>> all;
    constexpr std::string_view kFolder = "reference/";
    for (const BuiltinFile& file : builtin_files(kFolder)) {
      const std::string_view code = file.path.substr(kFolder.size(), file.path.find('.') - kFolder.size());
      all.emplace(code, Vocabulary(builtin_lexicon(), code, file.content));
    }
    return all;
  }();
  static const Vocabulary kNone(builtin_lexicon(), "", "");
  const auto found = kVocabularies.find(language);
  return found == kVocabularies.end() ? kNone : found->second;
}

}  // namespace entente::entities
