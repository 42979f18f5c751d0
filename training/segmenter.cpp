#include "segmenter.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "language/contexts.h"
#include "language/lines.h"
#include "language/tokenizer.h"
#include "language/word_tables.h"

namespace entente::training {
namespace {

constexpr int kShuffles = 4;
constexpr std::uint64_t kShuffleSeed = 20170731;

// A text and what gold says of it, in bytes of the text.
struct Sample {
  std::string text;
  std::set<std::uint32_t> sentence_ends;
  std::map<std::pair<std::uint32_t, std::uint32_t>, bool> tokens;  // written tokens; true: a contraction
};

Sample sample_of(const Treebank& bank) {
  Sample sample;
  sample.text = bank.text;
  for (const Sentence& sentence : bank.sentences) {
    sample.sentence_ends.insert(sentence.span.end);
    for (const Token& token : sentence.tokens) sample.tokens[{token.span.begin, token.span.end}] = false;
    for (const Contraction& contraction : sentence.contractions)
      sample.tokens[{sentence.tokens[contraction.first].span.begin, sentence.tokens[contraction.last - 1].span.end}] =
          true;
  }
  return sample;
}

// The same sentences in another order, joined by spaces: more pairs of an end and a start than the text has, so that
// titles and what follows them are not learnt by heart. Only for treebanks that do not tell of paragraphs.
Sample shuffled(const Sample& sample, std::mt19937_64& random) {
  std::vector<ByteSpan> sentences;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : sample.sentence_ends) {
    sentences.push_back({begin, end});
    begin = end;
  }
  for (std::size_t i = sentences.size(); i > 1; --i) std::swap(sentences[i - 1], sentences[random() % i]);
  Sample result;
  for (const ByteSpan sentence : sentences) {
    const std::size_t first = sample.text.find_first_not_of(" \n", sentence.begin);
    if (!result.text.empty()) result.text += ' ';
    result.text.append(sample.text, first, sentence.end - first);
    result.sentence_ends.insert(static_cast<std::uint32_t>(result.text.size()));
  }
  return result;
}

// Writes the words of a treebank that does not tell of spaces as they would be printed, contractions included.
class Printer {
 public:
  explicit Printer(std::string_view language) {
    for (const auto& [form, contraction] : word_tables(language).contractions)
      if (contraction.words.size() == 2) contracted_[contraction.words[0] + " " + contraction.words[1]] = form;
    elisions_ = &word_tables(language).elisions;
  }

  Sample print(const Treebank& bank) {
    for (const Sentence& sentence : bank.sentences) {
      bool quoted = false;
      glue_ = false;
      for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
        const Token& token = sentence.tokens[i];
        if (i + 1 < sentence.tokens.size() && try_contraction(token, sentence.tokens[i + 1])) {
          ++i;
          continue;
        }
        const std::string& form = token.form;
        const bool quote = form == "\"";
        if (quote) quoted = !quoted;
        if (form == "," || form == "." || form == ")" || form == "]" || form == "..." || form == "%" ||
            (quote && !quoted) || (form.size() > 1 && form[0] == '-' && form[1] >= 'a'))
          glue_ = true;
        add(form, false);
        glue_ = form == "(" || form == "[" || (quote && quoted) || elisions_->contains(lowered(form));
      }
      sample_.sentence_ends.insert(static_cast<std::uint32_t>(sample_.text.size()));
    }
    return std::move(sample_);
  }

 private:
  static std::string lowered(std::string form) {
    if (form.ends_with("\u2019")) form.replace(form.size() - 3, 3, "'");
    std::transform(form.begin(), form.end(), form.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return form;
  }

  bool try_contraction(const Token& first, const Token& second) {
    if (second.upos != Upos::DET && second.upos != Upos::PRON) return false;
    if (second.form == "le" && second.upos == Upos::PRON) return false;  // de le faire
    if (second.form == "les" && second.upos == Upos::PRON) return false;
    const auto found = contracted_.find(lowered(first.form) + " " + second.form);
    if (found == contracted_.end()) return false;
    std::string form = found->second;
    if (first.form != lowered(first.form)) form[0] = static_cast<char>(form[0] - 32);
    add(form, true);
    glue_ = false;
    return true;
  }

  void add(const std::string& form, bool contraction) {
    if (!glue_ && !sample_.text.empty()) sample_.text += ' ';
    const auto begin = static_cast<std::uint32_t>(sample_.text.size());
    sample_.text += form;
    sample_.tokens[{begin, static_cast<std::uint32_t>(sample_.text.size())}] = contraction;
  }

  std::map<std::string, std::string> contracted_;
  const StringSet* elisions_ = nullptr;
  Sample sample_;
  bool glue_ = false;
};

bool tells_of_spaces(const Treebank& bank) {
  return std::any_of(bank.sentences.begin(), bank.sentences.end(), [](const Sentence& sentence) {
    for (std::size_t i = 1; i < sentence.tokens.size(); ++i)
      if (sentence.tokens[i].span.begin == sentence.tokens[i - 1].span.end) return true;
    return false;
  });
}

struct Instance {
  std::vector<std::uint32_t> features;
  bool yes = false;
};

// Collects instances and fits weights to them.
class Trainer {
 public:
  Trainer() { features_.note_names(&names_); }

  FeatureList& features() { return features_; }

  void add(bool yes) {
    Instance instance;
    instance.yes = yes;
    for (const std::uint64_t hash : features_.hashes()) {
      const auto [entry, fresh] = index_.try_emplace(hash, static_cast<std::uint32_t>(hashes_.size()));
      if (fresh) hashes_.push_back(hash);
      instance.features.push_back(entry->second);
    }
    instances_.push_back(std::move(instance));
  }

  [[nodiscard]] std::string table(std::string_view title) {
    fit();
    std::map<std::string, int> lines;
    for (std::size_t f = 0; f < hashes_.size(); ++f) {
      const int weight = static_cast<int>(std::lround(weight_of(f) * LinearModel::kScale));
      if (std::abs(weight) >= kLeastWeight) lines[names_.at(hashes_[f])] = weight;
    }
    std::string out =
        "# " + std::string(title) + "; trained by entente-train segmenter. Feature, weight in 1/64 of log odds.\n";
    for (const auto& [name, weight] : lines) out += name + "\t" + std::to_string(weight) + "\n";
    return out;
  }

  [[nodiscard]] bool empty() const { return instances_.empty(); }

 private:
  static constexpr double kAlpha = 0.3;  // learning rate
  static constexpr double kBeta = 1.0;
  static constexpr double kL1 = 2.5;
  static constexpr double kL2 = 2;
  static constexpr int kEpochs = 12;
  static constexpr int kLeastWeight = 8;
  static constexpr std::uint64_t kSeed = 20180601;

  [[nodiscard]] double weight_of(std::size_t f) const {
    const double z = z_[f];
    if (std::abs(z) <= kL1) return 0;
    return -(z - std::copysign(kL1, z)) / ((kBeta + std::sqrt(n_[f])) / kAlpha + kL2);
  }

  void fit() {
    z_.assign(hashes_.size(), 0);
    n_.assign(hashes_.size(), 0);
    std::mt19937_64 random(kSeed);
    std::vector<std::uint32_t> order(instances_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (const std::uint32_t i : order) step(instances_[i]);
    }
  }

  void step(const Instance& instance) {
    double sum = 0;
    for (const std::uint32_t f : instance.features) sum += weight_of(f);
    const double gradient = 1 / (1 + std::exp(-sum)) - (instance.yes ? 1 : 0);
    for (const std::uint32_t f : instance.features) {
      const double sigma = (std::sqrt(n_[f] + gradient * gradient) - std::sqrt(n_[f])) / kAlpha;
      z_[f] += gradient - sigma * weight_of(f);
      n_[f] += gradient * gradient;
    }
  }

  FeatureList features_;
  std::unordered_map<std::uint64_t, std::string> names_;
  std::unordered_map<std::uint64_t, std::uint32_t> index_;
  std::vector<std::uint64_t> hashes_;
  std::vector<Instance> instances_;
  std::vector<double> z_;
  std::vector<double> n_;
};

void collect(const Sample& sample, std::string_view language, Trainer& breaks, Trainer& contractions) {
  Characters characters;
  std::vector<Piece> pieces;
  Tokenizer tokenizer(word_tables(language));
  for (const ByteSpan stretch : stretches(sample.text)) {
    characters.decode(sample.text, stretch);
    pieces.clear();
    tokenizer.tokenize(characters, pieces);
    Contexts contexts(characters, pieces, word_tables(language).common);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      if (i > 0) {
        const bool ends = sample.sentence_ends.contains(characters.byte(pieces[i - 1].end));
        if (contexts.may_break(i)) {
          contexts.describe_break(i, breaks.features());
          breaks.add(ends);
        }
        if (ends) contexts.start_sentence(i);
      }
      if (!pieces[i].doubtful) continue;
      const auto gold = sample.tokens.find({characters.byte(pieces[i].begin), characters.byte(pieces[i].end)});
      if (gold == sample.tokens.end()) continue;
      contexts.describe_contraction(i, contractions.features());
      contractions.add(gold->second);
    }
  }
}

}  // namespace

SegmenterTables train_segmenter(std::span<const Treebank> banks, std::string_view language) {
  Trainer breaks;
  Trainer contractions;
  std::mt19937_64 random(kShuffleSeed);
  for (const Treebank& bank : banks) {
    const Sample sample = tells_of_spaces(bank) ? sample_of(bank) : Printer(language).print(bank);
    collect(sample, language, breaks, contractions);
    const bool has_paragraphs = sample.text.find('\n') != std::string::npos;
    for (int i = 0; i < (has_paragraphs ? 0 : kShuffles); ++i)
      collect(shuffled(sample, random), language, breaks, contractions);
  }
  SegmenterTables tables;
  tables.breaks = breaks.table("Where sentences end");
  if (!contractions.empty()) tables.contractions = contractions.table("Which doubtful words are contractions");
  return tables;
}

}  // namespace entente::training
