#include "entities/antecedents.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

namespace entente::entities {
namespace {

using neural::Rows;
using neural::Then;

constexpr std::array<std::uint32_t, 6> kFarther = {1, 2, 3, 5, 9, 17};  // sentences at which the next bucket begins
constexpr std::size_t kBacks = kFarther.size() + 1, kLikenesses = 5;

/// The words by which a mention is known again: long ones, and those with a capital or a digit.
std::vector<std::string> content(const SentenceView& view, WordRange words) {
  std::vector<std::string> out;
  for (std::uint32_t at = words.first; at < words.last; ++at) {
    const Word& word = view.word(at);
    if (word.folded.empty()) continue;
    const bool is_marked = word.casing == Casing::capital || word.casing == Casing::upper ||
                           (word.folded.front() >= '0' && word.folded.front() <= '9');
    if (is_marked || word.folded.size() > 3) out.push_back(word.folded);
  }
  return out;
}

/// 0 nothing shared, 1 a word, 2 the last word, 3 all of one in the other, 4 equal.
std::size_t likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 4;
  const std::set<std::string> x(a.begin(), a.end()), y(b.begin(), b.end());
  const auto within = [](const auto& few, const auto& many) {
    return std::includes(many.begin(), many.end(), few.begin(), few.end());
  };
  if (within(x, y) || within(y, x)) return 3;
  if (a.back() == b.back()) return 2;
  return std::any_of(x.begin(), x.end(), [&y](const std::string& word) { return y.contains(word); }) ? 1 : 0;
}

std::size_t bucket(std::uint32_t sentences) {
  return static_cast<std::size_t>(std::upper_bound(kFarther.begin(), kFarther.end(), sentences) - kFarther.begin());
}

class Ranker {
 public:
  Ranker(const AntecedentWeights& weights, const neural::Encoding& encoding, std::span<const SentenceView> sentences,
         std::span<const MentionPlace> mentions)
      : weights_(weights), mentions_(mentions) {
    std::vector<std::size_t> start = {0};
    for (const SentenceView& view : sentences) start.push_back(start.back() + view.size());
    std::vector<MentionWords> words;
    for (const MentionPlace& mention : mentions) {
      const std::size_t at = start[mention.sentence];
      words.push_back({at + mention.words.first, at + mention.words.last - 1, mention.form});
      content_.push_back(content(sentences[mention.sentence], mention.words));
    }
    const std::vector<float> vectors = mention_vectors(weights.mentions, encoding, words, heads_);
    const Rows rows{vectors.data(), weights.mentions.size()};
    const std::size_t n = mentions.size();
    heads_.apply(weights.this_mention, rows, n, Then::nothing, this_);
    heads_.apply_again(weights.that_mention, n, Then::nothing, that_);
    heads_.apply_again(weights.same_query, n, Then::nothing, query_);
    heads_.apply_again(weights.same_key, n, Then::nothing, key_);
    heads_.apply_again(weights.is_new, n, Then::nothing, new_);
  }

  std::vector<std::vector<Antecedent>> run() {
    std::vector<std::vector<Antecedent>> out;
    for (std::size_t i = 0; i < mentions_.size(); ++i) out.push_back(rank(i));
    return out;
  }

 private:
  [[nodiscard]] std::vector<Antecedent> rank(std::size_t i) {
    std::vector<Antecedent> found;
    const MentionPlace& mention = mentions_[i];
    for (std::size_t j = i > kMostAntecedents ? i - kMostAntecedents : 0; j < i; ++j) {
      const bool is_around = mentions_[j].sentence == mention.sentence && mentions_[j].words.last > mention.words.first;
      if (!is_around) found.push_back({j, 0});
    }
    if (found.empty()) return found;
    std::vector<float> likelihoods = {new_[i * weights_.is_new.width()]};
    score(i, found, likelihoods);
    neural::softmax(likelihoods);
    for (std::size_t row = 0; row < found.size(); ++row) found[row].likelihood = likelihoods[row + 1];
    return found;
  }

  /// Appends the score of each.
  void score(std::size_t i, const std::vector<Antecedent>& found, std::vector<float>& scores) {
    const std::size_t width = weights_.this_mention.outputs;
    hidden_.assign(found.size() * width, 0.F);
    const float* a = this_.data() + i * weights_.this_mention.width();
    for (std::size_t row = 0; row < found.size(); ++row) {
      const std::size_t j = found[row].mention;
      const float* b = that_.data() + j * weights_.that_mention.width();
      const float* back = weights_.back_table.data() + bucket(mentions_[i].sentence - mentions_[j].sentence) * width;
      const float* like = weights_.like_table.data() + likeness(content_[i], content_[j]) * width;
      for (std::size_t k = 0; k < width; ++k) hidden_[row * width + k] = std::max(0.F, a[k] + b[k] + back[k] + like[k]);
    }
    heads_.apply(weights_.same, {hidden_.data(), width}, found.size(), Then::nothing, scores_);
    const float* query = query_.data() + i * weights_.same_query.width();
    const std::size_t depth = weights_.same_query.outputs;
    const float scale = 1 / std::sqrt(static_cast<float>(depth));
    for (std::size_t row = 0; row < found.size(); ++row) {
      const float* key = key_.data() + found[row].mention * weights_.same_key.width();
      float product = 0;
      for (std::size_t k = 0; k < depth; ++k) product += query[k] * key[k];
      scores.push_back(scores_[row * weights_.same.width()] + product * scale);
    }
  }

  const AntecedentWeights& weights_;
  std::span<const MentionPlace> mentions_;
  neural::Heads heads_;
  std::vector<std::vector<std::string>> content_;  // of each mention
  std::vector<float> this_, that_, query_, key_, new_, hidden_, scores_;
};

}  // namespace

AntecedentWeights AntecedentWeights::read(neural::ModelReader& in, std::size_t width) {
  AntecedentWeights w;
  w.mentions = MentionWeights::read(in, width);
  const std::size_t m = w.mentions.size();
  w.this_mention = in.linear("reading.this_mention");
  const std::size_t c = w.this_mention.outputs;
  w.that_mention = in.linear("reading.that_mention", m, c);
  w.same_query = in.linear("reading.same_query", m, c);
  w.same_key = in.linear("reading.same_key", m, c);
  w.same = in.linear("reading.same", c, 1);
  w.is_new = in.linear("reading.new", m, 1);
  w.back_table = in.numbers<float>("reading.back_table.weight", kBacks * c);
  w.like_table = in.numbers<float>("reading.like_table.weight", kLikenesses * c);
  if (w.this_mention.inputs != m) in.fail("reading.this_mention", "has the wrong size");
  return w;
}

std::vector<std::vector<Antecedent>> antecedents_of(const AntecedentWeights& weights, const neural::Encoding& encoding,
                                                    std::span<const SentenceView> sentences,
                                                    std::span<const MentionPlace> mentions) {
  return Ranker(weights, encoding, sentences, mentions).run();
}

}  // namespace entente::entities
