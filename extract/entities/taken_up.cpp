#include "entities/taken_up.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace entente::entities {
namespace {

constexpr float kTurns = 0.4F,
                kHardly = 0.2F;   // likelihoods of the choice of the head and of that of a rule, chosen likewise
constexpr float kTakesUp = 0.6F;  // mean likelihood over the mentions; chosen on articles left out of training

class Joiner {
 public:
  Joiner(std::span<const std::size_t> order, std::span<const std::vector<Antecedent>> antecedents, Discourse& discourse)
      : discourse_(discourse), order_(order), antecedents_(antecedents) {
    for (std::size_t i = 0; i < order.size(); ++i) mentions_[thing_of(i).value].push_back(i);
  }

  void run() {
    for (std::size_t i = 0; i < order_.size(); ++i) turn(i);
    // In order of the text, so that what a thing takes up is settled before it is.
    std::vector<ThingId> things;
    for (const auto& [value, mentions] : mentions_) things.emplace_back(static_cast<std::size_t>(value));
    std::sort(things.begin(), things.end(),
              [this](ThingId a, ThingId b) { return mentions_.at(a.value).front() < mentions_.at(b.value).front(); });
    for (const ThingId thing : things) settle(thing);
  }

 private:
  [[nodiscard]] const Draft& draft(std::size_t mention) const { return discourse_.drafts[order_[mention]]; }
  [[nodiscard]] ThingId thing_of(std::size_t mention) const { return discourse_.root(draft(mention).thing); }

  // "The government", "le régime": a description that a rule gave to the nearest that it fits goes to whom the head
  // sees instead, if the head is sure and sees hardly anything in the rule's choice.
  void turn(std::size_t mention) {
    Draft& draft = discourse_.drafts[order_[mention]];
    const ThingId thing = thing_of(mention);
    if (draft.form != MentionForm::description || mentions_.at(thing.value).size() < 2 || says_whose(mention)) return;
    std::map<std::int32_t, float> shares;
    for (const Antecedent& one : antecedents_[mention]) shares[thing_of(one.mention).value] += one.likelihood;
    const auto best = std::max_element(shares.begin(), shares.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == shares.end() || best->first == thing.value) return;
    const ThingId other(static_cast<std::size_t>(best->first));
    const auto own = shares.find(thing.value);
    if (best->second < kTurns || (own != shares.end() && own->second > kHardly)) return;
    if (!may_be_one(discourse_[thing], discourse_[other]) || is_known(thing) > is_known(other)) return;
    draft.thing = other;
    std::erase(mentions_.at(thing.value), mention);
    std::vector<std::size_t>& taken = mentions_.at(other.value);
    taken.insert(std::upper_bound(taken.begin(), taken.end(), mention), mention);
  }

  [[nodiscard]] bool is_known(ThingId thing) const {
    return discourse_[thing].is_named || !discourse_[thing].entry.is_none();
  }

  /// Whether another mention stands within it: "the French government" is France's, "his troops" may be anybody's.
  [[nodiscard]] bool says_whose(std::size_t mention) const {
    const Draft& whole = draft(mention);
    const auto is_in_it = [&](std::size_t i) {
      return draft(i).sentence == whole.sentence && whole.words.covers(draft(i).words);
    };
    return mention + 1 < order_.size() && is_in_it(mention + 1);  // the wider come first
  }

  void settle(ThingId thing) {
    const Thing& known = discourse_[thing];
    if (!known.entry.is_none() || !discourse_.is_root(thing)) return;
    const std::vector<std::size_t>& mentions = mentions_.at(thing.value);
    std::map<std::int32_t, float> likelihood;  // of things that are taken up, summed over the mentions
    for (const std::size_t mention : mentions) {
      std::map<std::int32_t, float> shares;
      float own = 0;
      for (const Antecedent& one : antecedents_[mention]) {
        const ThingId other = thing_of(one.mention);
        (other == thing ? own : shares[other.value]) += one.likelihood;
      }
      // A mention that takes up its own thing says nothing of others.
      for (const auto& [other, share] : shares) likelihood[other] += share / std::max(1 - own, 0.05F);
    }
    const auto best = std::max_element(likelihood.begin(), likelihood.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == likelihood.end()) return;
    const ThingId other(static_cast<std::size_t>(best->first));
    const float mean = best->second / static_cast<float>(mentions.size());
    if (mean >= kTakesUp && may_be_one(known, discourse_[other]) && !stand_within_each_other(thing, other))
      join(thing, other);
  }

  [[nodiscard]] static bool may_be_one(const Thing& a, const Thing& b) {
    const auto is_body = [](NodeType type) {
      return type == NodeType::organization || type == NodeType::military_unit || type == NodeType::group;
    };
    if (a.type != b.type && !(is_body(a.type) && is_body(b.type))) return false;
    return a.gender == 0 || b.gender == 0 || a.gender == b.gender || a.type != NodeType::person;
  }

  /// "the army of X" is not X.
  [[nodiscard]] bool stand_within_each_other(ThingId a, ThingId b) const {
    if (mentions_.at(b.value).size() < mentions_.at(a.value).size()) std::swap(a, b);
    const auto is_in_it = [&](std::size_t i, std::size_t j) {
      return thing_of(j) == b && draft(i).words.overlaps(draft(j).words);
    };
    for (const std::size_t i : mentions_.at(a.value)) {
      for (std::size_t j = i + 1; j < order_.size() && draft(j).sentence == draft(i).sentence; ++j)
        if (is_in_it(i, j)) return true;
      for (std::size_t j = i; j-- > 0 && draft(j).sentence == draft(i).sentence;)
        if (is_in_it(i, j)) return true;
    }
    return false;
  }

  void join(ThingId a, ThingId b) {
    const ThingId kept = discourse_.join(a, b), gone = kept == a ? b : a;
    std::vector<std::size_t>& mentions = mentions_[kept.value];
    const std::vector<std::size_t>& others = mentions_[gone.value];
    mentions.insert(mentions.end(), others.begin(), others.end());
  }

  Discourse& discourse_;
  std::span<const std::size_t> order_;
  std::span<const std::vector<Antecedent>> antecedents_;
  std::map<std::int32_t, std::vector<std::size_t>> mentions_;  // of each root, by the value of its id
};

}  // namespace

std::vector<std::size_t> mentions_in_order(const Discourse& discourse) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < discourse.drafts.size(); ++i)
    if (discourse.drafts[i].form != MentionForm::pronoun) order.push_back(i);
  const auto place = [&discourse](std::size_t i) {
    const Draft& draft = discourse.drafts[i];
    return std::tuple(draft.sentence, draft.words.first, ~draft.words.last);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  return order;
}

void join_taken_up(std::span<const std::size_t> mentions, std::span<const std::vector<Antecedent>> antecedents,
                   Discourse& discourse) {
  Joiner(mentions, antecedents, discourse).run();
}

namespace {

void join_seen(const Context& context, Discourse& discourse) {
  const std::vector<std::size_t> mentions = mentions_in_order(discourse);
  std::vector<MentionPlace> places;
  for (const std::size_t i : mentions) {
    const Draft& draft = discourse.drafts[i];
    places.push_back({draft.sentence, draft.words, draft.form});
  }
  join_taken_up(mentions, antecedents_of(*context.antecedents, *context.encoding, context.sentences, places),
                discourse);
}

}  // namespace

void join_taken_up(const Context& context, Discourse& discourse) {
  if (context.antecedents != nullptr) join_seen(context, discourse);
  std::erase_if(discourse.drafts, [&discourse](const Draft& draft) { return discourse[draft.thing].is_only_taken_up; });
}

}  // namespace entente::entities
