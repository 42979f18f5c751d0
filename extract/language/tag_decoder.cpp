#include "language/decoders.h"
#include "language/sorted_keys.h"

namespace entente::language {

std::size_t best_of(const float* scores, std::size_t count, std::size_t first) {
  std::size_t best = first;
  float top = scores[first];
  for (std::size_t i = first + 1; i < count; ++i) {
    const bool better = scores[i] > top;
    top = better ? scores[i] : top;
    best = better ? i : best;
  }
  return best;
}

void TagDecoder::run(const Batch& batch, const LanguageWeights& language) {
  using neural::Then;
  heads_.apply(weights_.tag_hidden, batch.x, batch.words, Then::rectify, hidden_);
  const neural::Rows hidden{hidden_.data(), weights_.tag_hidden.width()};
  heads_.apply(weights_.upos, hidden, batch.words, Then::nothing, upos_);
  heads_.apply_again(weights_.feats, batch.words, Then::nothing, feats_);
  heads_.apply(weights_.lemma_hidden, batch.x, batch.words, Then::rectify, hidden_);
  heads_.apply(weights_.lemma_out, {hidden_.data(), weights_.lemma_hidden.width()}, batch.words, Then::nothing, rules_);
  std::size_t row = 0;
  for (const Piece& piece : batch.pieces)
    for (std::uint32_t i = 0; i < piece.count; ++i, ++row) {
      Token& token = piece.sentence->tokens[piece.first + i];
      const std::size_t tag = best_of(upos_.data() + row * weights_.upos.width(), kUposCount);
      token.upos = static_cast<Upos>(tag);
      const float* scores = feats_.data() + row * weights_.feats.width();
      const std::vector<std::uint32_t>& allowed = language.allowed[tag];
      token.feats.clear();
      if (!allowed.empty()) {
        std::uint32_t best = allowed.front();
        for (const std::uint32_t set : allowed)
          if (scores[set] > scores[best]) best = set;
        token.feats = weights_.feature_sets[best];
      }
      choose_lemma(token, rules_.data() + row * weights_.lemma_out.width(), language);
    }
}

// The lexicon if it knows the form with this tag, else the best rule that fits the form.
void TagDecoder::choose_lemma(Token& token, const float* scores, const LanguageWeights& language) {
  fold(token.form, word_);
  const std::size_t entry = find_key(language.lexicon_keys, lexicon_key(word_.lower, token.upos, key_));
  if (entry != language.lexicon_keys.size() &&
      weights_.lemma_rules[language.lexicon_rules[entry]].apply(word_.folded, word_.lower, token.lemma))
    return;
  const std::size_t none = weights_.lemma_out.outputs;
  std::size_t best = none;
  for (std::size_t rule = 0; rule < none; ++rule)
    if ((best == none || scores[rule] > scores[best]) && weights_.lemma_rules[rule].fits(word_.lower.size()))
      best = rule;
  if (best == none || !weights_.lemma_rules[best].apply(word_.folded, word_.lower, token.lemma))
    token.lemma = token.form;
}

}  // namespace entente::language
