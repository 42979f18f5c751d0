#include "evaluate.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <set>

namespace entente::training {
namespace {

constexpr std::array<std::string_view, kMetrics> kNames = {"Tokens", "Sentences", "Words", "UPOS", "UFeats", "Lemmas",
                                                           "UAS",    "LAS",       "CLAS",  "MLAS", "BLEX"};
constexpr std::array<std::size_t, 7> kLengths = {10, 20, 30, 40, 60, 100, 1000000};

const std::set<std::string_view>& universal_features() {
  static const std::set<std::string_view> names = {"PronType", "NumType", "Poss",   "Reflex", "Foreign",  "Abbr",
                                                   "Gender",   "Animacy", "Number", "Case",   "Definite", "Degree",
                                                   "VerbForm", "Mood",    "Tense",  "Aspect", "Voice",    "Evident",
                                                   "Polarity", "Person",  "Polite"};
  return names;
}

const std::set<std::string_view>& content_relations() {
  static const std::set<std::string_view> names = {
      "nsubj",  "obj",        "iobj",       "csubj",  "ccomp",     "xcomp",    "obl",   "vocative",
      "expl",   "dislocated", "advcl",      "advmod", "discourse", "nmod",     "appos", "nummod",
      "acl",    "amod",       "conj",       "fixed",  "flat",      "compound", "list",  "parataxis",
      "orphan", "goeswith",   "reparandum", "root",   "dep"};
  return names;
}

const std::set<std::string_view>& function_relations() {
  static const std::set<std::string_view> names = {"aux", "cop", "mark", "det", "clf", "case", "cc"};
  return names;
}

std::string_view universal(std::string_view deprel) { return deprel.substr(0, deprel.find(':')); }

std::string universal_feats(std::string_view feats) {
  std::set<std::string_view> kept;
  while (!feats.empty()) {
    const std::size_t end = std::min(feats.find('|'), feats.size());
    const std::string_view entry = feats.substr(0, end);
    if (universal_features().contains(entry.substr(0, entry.find('=')))) kept.insert(entry);
    feats.remove_prefix(std::min(end + 1, feats.size()));
  }
  std::string result;
  for (const std::string_view entry : kept) result.append(entry).append("|");
  return result;
}

std::string lower(const std::string& form) {
  std::string result;
  icu::UnicodeString::fromUTF8(form).toLower(icu::Locale::getRoot()).toUTF8String(result);
  return result;
}

constexpr int kNone = -1;     // the root's head
constexpr int kUnknown = -2;  // a word that is not on the other side

struct Extent {
  std::size_t begin = 0;
  std::size_t end = 0;
  auto operator<=>(const Extent&) const = default;
};

struct Word {
  Extent extent;  // of the contraction for its words
  bool multiword = false;
  const Token* token = nullptr;
  int head = kNone;  // index of a word of this side
  std::vector<int> function_children;
  std::size_t sentence_length = 0;
  std::uint32_t line = 0;
};

// One file with its words on a line of characters that are no white space.
struct Side {
  explicit Side(const Treebank& bank) {
    positions.resize(bank.text.size() + 1);
    std::size_t at = 0;
    while (at < bank.text.size()) {
      const std::size_t begin = at;
      UChar32 code = 0;
      U8_NEXT_OR_FFFD(bank.text.data(), at, bank.text.size(), code);
      for (std::size_t i = begin; i < at; ++i) positions[i] = characters.size();
      if (!u_isUWhiteSpace(code)) characters.push_back(code);
    }
    positions[bank.text.size()] = characters.size();
    for (std::size_t s = 0; s < bank.sentences.size(); ++s) add(bank.sentences[s], bank.sources[s]);
  }

  Extent extent(ByteSpan span) const { return {positions[span.begin], positions[span.end]}; }

  void add(const Sentence& sentence, const ConlluSource& source) {
    sentences.push_back(extent(sentence.span));
    const int first = static_cast<int>(words.size());
    auto contraction = sentence.contractions.begin();
    for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
      while (contraction != sentence.contractions.end() && contraction->last <= i) ++contraction;
      Word word;
      word.token = &sentence.tokens[i];
      word.extent = extent(word.token->span);
      word.multiword = contraction != sentence.contractions.end() && contraction->first <= i;
      word.sentence_length = sentence.tokens.size();
      if (i < source.lines.size()) word.line = source.lines[i];
      if (word.multiword) {
        word.extent.begin = extent(sentence.tokens[contraction->first].span).begin;
        word.extent.end = extent(sentence.tokens[contraction->last - 1].span).end;
      }
      if (!word.multiword || contraction->first == i) tokens.push_back(word.extent);
      if (word.token->head >= 0) word.head = first + word.token->head;
      words.push_back(word);
    }
    for (std::size_t i = static_cast<std::size_t>(first); i < words.size(); ++i)
      if (words[i].head >= 0 && function_relations().contains(universal(words[i].token->deprel)))
        words[static_cast<std::size_t>(words[i].head)].function_children.push_back(static_cast<int>(i));
  }

  std::vector<UChar32> characters;
  std::vector<std::size_t> positions;  // byte → character
  std::vector<Extent> sentences;
  std::vector<Extent> tokens;
  std::vector<Word> words;
};

Result<void> same_characters(const Side& gold, const Side& system, std::string_view system_name) {
  if (gold.characters == system.characters) return {};
  const auto differ =
      std::mismatch(gold.characters.begin(), gold.characters.end(), system.characters.begin(), system.characters.end());
  const auto at = static_cast<std::size_t>(differ.second - system.characters.begin());
  std::uint32_t line = 0;
  std::string form = "its end";
  for (const Word& word : system.words) {
    if (word.extent.end <= at) continue;
    line = word.line;
    form = "\"" + word.token->form + "\"";
    break;
  }
  return InputError{std::string(system_name), line, "text differs from the gold text at " + form,
                    "score an analysis of the same text"};
}

Score common(const std::vector<Extent>& gold, const std::vector<Extent>& system) {
  Score score{gold.size(), system.size(), 0, 0};
  std::size_t g = 0;
  std::size_t s = 0;
  while (g < gold.size() && s < system.size()) {
    if (gold[g] == system[s])
      ++score.correct, ++g, ++s;
    else if (gold[g].begin < system[s].begin || (gold[g].begin == system[s].begin && gold[g].end < system[s].end))
      ++g;
    else
      ++s;
  }
  return score;
}

// Pairs of words that stand for each other.
class Alignment {
 public:
  Alignment(const Side& gold, const Side& system) : gold_(gold.words), system_(system.words) {
    gold_of.assign(system_.size(), kUnknown);
    while (g_ < gold_.size() && s_ < system_.size()) {
      if (gold_[g_].multiword || system_[s_].multiword)
        align_region();
      else if (gold_[g_].extent == system_[s_].extent)
        match(g_++, s_++);
      else if (gold_[g_].extent.begin <= system_[s_].extent.begin)
        ++g_;
      else
        ++s_;
    }
  }

  std::vector<std::pair<std::size_t, std::size_t>> pairs;  // (gold, system)
  std::vector<int> gold_of;                                // for each word of the system

 private:
  void match(std::size_t gold, std::size_t system) {
    pairs.emplace_back(gold, system);
    gold_of[system] = static_cast<int>(gold);
  }

  static bool is_beyond(const std::vector<Word>& words, std::size_t at, std::size_t end) {
    if (at >= words.size()) return true;
    return words[at].multiword ? words[at].extent.begin >= end : words[at].extent.end > end;
  }

  // The smallest region around a contraction whose ends both sides share.
  void align_region() {
    std::size_t end = 0;
    if (gold_[g_].multiword) {
      end = gold_[g_].extent.end;
      if (!system_[s_].multiword && system_[s_].extent.begin < gold_[g_].extent.begin) ++s_;
    } else {
      end = system_[s_].extent.end;
      if (gold_[g_].extent.begin < system_[s_].extent.begin) ++g_;
    }
    const std::size_t first_gold = g_;
    const std::size_t first_system = s_;
    while (!is_beyond(gold_, g_, end) || !is_beyond(system_, s_, end)) {
      const bool take_gold =
          g_ < gold_.size() && (s_ >= system_.size() || gold_[g_].extent.begin <= system_[s_].extent.begin);
      const Word& word = take_gold ? gold_[g_++] : system_[s_++];
      if (word.multiword) end = std::max(end, word.extent.end);
    }
    match_forms(first_gold, first_system);
  }

  // Longest common subsequence of the forms in lower case.
  void match_forms(std::size_t first_gold, std::size_t first_system) {
    const std::size_t rows = g_ - first_gold;
    const std::size_t columns = s_ - first_system;
    std::vector<std::string> left;
    std::vector<std::string> right;
    for (std::size_t i = 0; i < rows; ++i) left.push_back(lower(gold_[first_gold + i].token->form));
    for (std::size_t j = 0; j < columns; ++j) right.push_back(lower(system_[first_system + j].token->form));
    std::vector<std::vector<std::size_t>> longest(rows + 1, std::vector<std::size_t>(columns + 1, 0));
    for (std::size_t i = rows; i-- > 0;)
      for (std::size_t j = columns; j-- > 0;)
        longest[i][j] =
            left[i] == right[j] ? 1 + longest[i + 1][j + 1] : std::max(longest[i + 1][j], longest[i][j + 1]);
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (left[i] == right[j])
        match(first_gold + i++, first_system + j++);
      else if (longest[i + 1][j] >= longest[i][j + 1])
        ++i;
      else
        ++j;
    }
  }

  const std::vector<Word>& gold_;
  const std::vector<Word>& system_;
  std::size_t g_ = 0;
  std::size_t s_ = 0;
};

// Compares an aligned pair under each metric.
class Comparison {
 public:
  Comparison(const Side& gold, const Side& system, const Alignment& alignment)
      : gold_(gold.words), system_(system.words), alignment_(alignment) {}

  bool same(Metric metric, std::size_t g, std::size_t s) const {
    const Token& gold = *gold_[g].token;
    const Token& system = *system_[s].token;
    switch (metric) {
      case Metric::upos:
        return gold.upos == system.upos;
      case Metric::ufeats:
        return universal_feats(gold.feats) == universal_feats(system.feats);
      case Metric::lemmas:
        return gold.lemma.empty() || gold.lemma == system.lemma;
      case Metric::uas:
        return gold_[g].head == gold_head(s);
      case Metric::las:
      case Metric::clas:
        return gold_[g].head == gold_head(s) && universal(gold.deprel) == universal(system.deprel);
      case Metric::mlas:
        return same(Metric::las, g, s) && same_tags(g, s) && same_function_words(g, s);
      case Metric::blex:
        return same(Metric::las, g, s) && same(Metric::lemmas, g, s);
      default:
        return true;
    }
  }

  static bool counts(Metric metric, const Word& word) {
    if (metric != Metric::clas && metric != Metric::mlas && metric != Metric::blex) return true;
    return content_relations().contains(universal(word.token->deprel));
  }

 private:
  int gold_head(std::size_t s) const {
    const int head = system_[s].head;
    return head < 0 ? kNone : alignment_.gold_of[static_cast<std::size_t>(head)];
  }

  bool same_tags(std::size_t g, std::size_t s) const { return same(Metric::upos, g, s) && same(Metric::ufeats, g, s); }

  bool same_function_words(std::size_t g, std::size_t s) const {
    const std::vector<int>& left = gold_[g].function_children;
    const std::vector<int>& right = system_[s].function_children;
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [&](int l, int r) {
      const auto gold = static_cast<std::size_t>(l);
      const auto system = static_cast<std::size_t>(r);
      return alignment_.gold_of[system] == l && same_tags(gold, system) &&
             universal(gold_[gold].token->deprel) == universal(system_[system].token->deprel);
    });
  }

  const std::vector<Word>& gold_;
  const std::vector<Word>& system_;
  const Alignment& alignment_;
};

std::size_t length_class(std::size_t length) {
  return static_cast<std::size_t>(std::lower_bound(kLengths.begin(), kLengths.end(), length) - kLengths.begin());
}

void count_tables(const Side& gold, const Side& system, const Alignment& alignment, const Comparison& comparison,
                  Scores& scores) {
  for (const std::size_t length : kLengths) scores.by_length.emplace_back(length, Score{});
  auto relation = [&](const Word& word) -> Score& {
    return scores.by_relation[std::string(universal(word.token->deprel))];
  };
  for (const Word& word : gold.words) {
    ++relation(word).gold;
    ++scores.by_length[std::min(length_class(word.sentence_length), kLengths.size() - 1)].second.gold;
  }
  for (const Word& word : system.words) ++relation(word).system;
  for (const auto& [g, s] : alignment.pairs) {
    Score& by_relation = relation(gold.words[g]);
    Score& by_length =
        scores.by_length[std::min(length_class(gold.words[g].sentence_length), kLengths.size() - 1)].second;
    const bool correct = comparison.same(Metric::las, g, s);
    ++by_relation.aligned, by_relation.correct += correct ? 1 : 0;
    ++by_length.aligned, by_length.correct += correct ? 1 : 0;
    ++by_length.system;
  }
}

}  // namespace

std::string_view name(Metric metric) { return kNames[static_cast<std::size_t>(metric)]; }

Result<Scores> evaluate(const Treebank& gold_bank, const Treebank& system_bank, std::string_view system_name) {
  const Side gold(gold_bank);
  const Side system(system_bank);
  if (auto same = same_characters(gold, system, system_name); !same) return same.error();
  const Alignment alignment(gold, system);
  const Comparison comparison(gold, system, alignment);
  Scores scores;
  scores.metrics[static_cast<std::size_t>(Metric::tokens)] = common(gold.tokens, system.tokens);
  scores.metrics[static_cast<std::size_t>(Metric::sentences)] = common(gold.sentences, system.sentences);
  for (std::size_t m = static_cast<std::size_t>(Metric::words); m < kMetrics; ++m) {
    const auto metric = static_cast<Metric>(m);
    auto counts = [&](const Word& word) { return Comparison::counts(metric, word); };
    Score& score = scores.metrics[m];
    score.gold = static_cast<std::size_t>(std::count_if(gold.words.begin(), gold.words.end(), counts));
    score.system = static_cast<std::size_t>(std::count_if(system.words.begin(), system.words.end(), counts));
    for (const auto& [g, s] : alignment.pairs) {
      if (!counts(gold.words[g])) continue;
      ++score.aligned;
      if (comparison.same(metric, g, s)) ++score.correct;
    }
  }
  count_tables(gold, system, alignment, comparison, scores);
  return scores;
}

Result<std::map<std::string, Score>> evaluate_names(const Treebank& gold_bank, const Treebank& system_bank,
                                                    std::string_view system_name) {
  const Side gold(gold_bank);
  const Side system(system_bank);
  if (auto same = same_characters(gold, system, system_name); !same) return same.error();
  auto names = [](const Treebank& bank, const Side& side) {
    std::set<std::pair<Extent, NameType>> result;
    for (const Sentence& sentence : bank.sentences)
      for (const NameSpan& span : sentence.names)
        result.emplace(side.extent({sentence.tokens[span.first].span.begin, sentence.tokens[span.last - 1].span.end}),
                       span.type);
    return result;
  };
  std::map<std::string, Score> scores;
  const auto gold_names = names(gold_bank, gold);
  const auto system_names = names(system_bank, system);
  for (const auto& [extent, type] : gold_names) {
    for (const std::string& key : {std::string(), std::string(name(type))}) {
      ++scores[key].gold;
      if (system_names.contains({extent, type})) ++scores[key].correct;
    }
  }
  for (const auto& [extent, type] : system_names)
    for (const std::string& key : {std::string(), std::string(name(type))}) ++scores[key].system;
  return scores;
}

}  // namespace entente::training
