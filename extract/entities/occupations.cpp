#include "entities/occupations.h"

#include <algorithm>

#include "entente/schema/fold.h"

namespace entente::entities {
namespace {

class Reader {
 public:
  Reader(const Sentence& sentence, const Mention& mention, const Vocabulary& vocabulary)
      : tokens_(sentence.tokens), mention_(mention), vocabulary_(vocabulary) {}

  std::vector<std::string> read() && {
    if (mention_.form == MentionForm::title) {
      take(mention_.head);
    } else if (mention_.form == MentionForm::name) {
      before();
      after();
      predicate();
    }
    return std::move(found_);
  }

 private:
  void take(std::uint32_t at) {
    const Token& token = tokens_[at];
    if (token.upos != Upos::NOUN || token.lemma.empty() || has_feature(token, "Number=Plur")) return;
    const std::string folded = fold_name(token.lemma);
    const std::optional<NounSense> sense = vocabulary_.noun(folded);
    const bool says_something = sense ? sense->is_title() : !vocabulary_.is_honorific(folded);
    const bool is_capital = token.form[0] >= 'A' && token.form[0] <= 'Z';
    if (says_something && !is_capital) found_.push_back(token.lemma);
  }

  // "le boxeur britannique Michael Butler", "British boxer Michael Butler"
  void before() {
    std::uint32_t at = mention_.first;
    while (at > 0 && tokens_[at - 1].upos == Upos::ADJ) --at;
    if (at > 0) take(at - 1);
  }

  // "Michael Butler, professeur à …", "Michael Butler, a 30-year-old boxer"
  void after() {
    std::uint32_t at = mention_.last;
    if (at >= tokens_.size() || tokens_[at].form != ",") return;
    bool is_indefinite = false;
    for (++at; at < tokens_.size(); ++at) {
      const Token& token = tokens_[at];
      if (token.upos == Upos::NOUN) break;
      if (token.upos == Upos::DET) is_indefinite |= has_feature(token, "Definite=Ind");
      if (token.upos != Upos::DET && token.upos != Upos::ADJ && token.upos != Upos::NUM) return;
    }
    if (at >= tokens_.size()) return;
    while (at + 1 < tokens_.size() && tokens_[at + 1].upos == Upos::NOUN && has_relation(tokens_[at], "compound"))
      ++at;  // "a welterweight boxer"
    const bool is_apposition = has_relation(tokens_[at], "appos") && is_in_mention(tokens_[at].head);
    if (is_apposition || is_indefinite) take(at);
  }

  // "Michael Butler est boxeur", "Michael Butler was a professor"
  void predicate() {
    const Token& name = tokens_[mention_.head];
    if (!has_relation(name, "nsubj") || name.head < 0) return;
    const bool has_copula = std::any_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
      return token.head == name.head && has_relation(token, "cop");
    });
    if (has_copula) take(static_cast<std::uint32_t>(name.head));
  }

  [[nodiscard]] bool is_in_mention(std::int32_t at) const {
    return at >= static_cast<std::int32_t>(mention_.first) && at < static_cast<std::int32_t>(mention_.last);
  }

  const std::vector<Token>& tokens_;
  const Mention& mention_;
  const Vocabulary& vocabulary_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> occupations(const Sentence& sentence, const Mention& mention, const Vocabulary& vocabulary) {
  return Reader(sentence, mention, vocabulary).read();
}

}  // namespace entente::entities
