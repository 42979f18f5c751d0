#include "entities/reconcile.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/schema/time_budget.h"
#include "entities/detection.h"

namespace entente::entities {
namespace {

// Chosen on 39 annotated articles left out of training.
constexpr float kSeenName = 0.3F;         // likelihood below which a name that only the text knows is none
constexpr float kSeenDescription = 0.4F;  // the same of a description
constexpr float kAdded = 0.55F;           // above which a description is added
constexpr float kAddedPerson = 0.7F;      // the same of a person: an office often means somebody named elsewhere
constexpr float kRedrawn = 0.5F;          // how likely a mention's own words are, against others, to be given up
constexpr float kTakenUp = 0.5F;          // above which it is added if it takes up something else
constexpr float kRetyped = 1.5F;          // how many times likelier another type has to be

std::size_t index(NodeType type) { return static_cast<std::size_t>(type); }

class Reconciler {
 public:
  Reconciler(const Context& context, Discourse& discourse, Registry& registry)
      : context_(context), detection_(*context.detection), discourse_(discourse), registry_(registry) {}

  void run() {
    sum_up();
    drop_unseen();
    retype();
    add_descriptions();
  }

 private:
  struct Seen {
    float likeliest = 0;           // that some mention of the thing is one
    std::array<float, 7> types{};  // summed over its mentions
    bool has_name = false;
  };

  void sum_up() {
    for (const Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (draft.form == MentionForm::pronoun) continue;
      Seen& seen = seen_[discourse_.root(draft.thing).value];
      seen.likeliest = std::max(seen.likeliest, detection_.likeliest_near(draft.sentence, draft.words));
      const SpanScores p = detection_.of(draft.sentence, draft.words);
      for (std::size_t t = 0; t < seen.types.size(); ++t) seen.types[t] += p[t + 1];
      seen.has_name = seen.has_name || draft.form == MentionForm::name;
    }
  }

  // A gazetteer entry is what it is, wherever it is named; words that only describe are seen or mean something else.
  void drop_unseen() {
    std::erase_if(discourse_.drafts, [this](const Draft& draft) {
      const ThingId thing = discourse_.root(draft.thing);
      if (draft.form == MentionForm::description && likeliest_of_head(draft) < kSeenDescription) return true;
      if (!discourse_[thing].entry.is_none()) return false;
      const auto found = seen_.find(thing.value);
      if (found == seen_.end()) return false;
      return found->second.likeliest < (found->second.has_name ? kSeenName : kSeenDescription);
    });
  }

  /// The best probability of being a mention among spans with the draft's head.
  [[nodiscard]] float likeliest_of_head(const Draft& draft) const {
    const std::uint32_t first = draft.head - std::min(draft.head, kWidestMention);
    float best = 0;
    for (std::uint32_t from = first; from <= draft.head; ++from)
      for (std::uint32_t to = draft.head + 1; to <= from + kWidestMention; ++to)
        if (to <= context_.sentences[draft.sentence].size()) {
          const float p = 1 - detection_.of(draft.sentence, {from, to})[0];
          if (p > best && context_.sentences[draft.sentence].head_of({from, to}) == draft.head) best = p;
        }
    return best;
  }

  void retype() {
    for (const auto& [value, seen] : seen_) {
      Thing& thing = discourse_[ThingId(static_cast<std::size_t>(value))];
      if (!thing.entry.is_none() || thing.type == NodeType::person || thing.type == NodeType::state) continue;
      const auto best = std::max_element(seen.types.begin(), seen.types.end());
      const auto type = static_cast<NodeType>(best - seen.types.begin());
      const bool is_surer = *best > kRetyped * seen.types[index(thing.type)] && *best > 0.5F;
      if (is_surer && type != NodeType::state) thing.type = type;
    }
  }

  [[nodiscard]] bool is_taken(std::uint32_t sentence, WordRange words, std::uint32_t head, NodeType type) const {
    const auto [first, last] = by_sentence_.equal_range(sentence);
    return std::any_of(first, last, [&](const auto& entry) {
      const Draft& draft = discourse_.drafts[entry.second];
      // Also "les armées française et malienne", where one word stands for two armies.
      if (draft.form == MentionForm::pronoun) return draft.words == words || draft.head == head;
      // "Lavrov, Sergey", "the Houthi movement": no part of a person's or a known body's name is another of its kind.
      const Thing& whole = discourse_[discourse_.root(draft.thing)];
      const bool is_one = draft.form == MentionForm::name && draft.words.covers(words) && draft.words != words;
      if (is_one && type != NodeType::state && whole.type == NodeType::person) return true;
      if (is_one && whole.type == type && !whole.entry.is_none()) return true;
      const std::uint32_t from = std::max(draft.words.first, words.first);
      const std::uint32_t to = std::min(draft.words.last, words.last);
      const std::uint32_t shared = to > from ? to - from : 0;
      return draft.head == head || 3 * shared > 2 * std::max(draft.words.size(), words.size());
    });
  }

  void add_descriptions() {
    for (std::size_t i = 0; i < discourse_.drafts.size(); ++i) by_sentence_.emplace(discourse_.drafts[i].sentence, i);
    Known known;
    for (const Draft& draft : discourse_.drafts) {
      if (draft.form == MentionForm::pronoun) continue;
      const ThingId thing = discourse_.root(draft.thing);
      known.emplace(std::pair(discourse_[thing].type, context_.sentences[draft.sentence].folded(draft.words)), thing);
    }
    for (std::uint32_t sentence = 0; sentence < context_.sentences.size(); ++sentence) {
      TimeBudget::check();
      for (const DetectedMention& mention : detection_.mentions(sentence)) add(sentence, mention, known);
    }
  }

  using Known = std::map<std::pair<NodeType, std::string>, ThingId>;

  void add(std::uint32_t sentence, const DetectedMention& mention, Known& known) {
    const SentenceView& view = context_.sentences[sentence];
    const std::uint32_t head = view.head_of(mention.words);
    if (redrawn(sentence, mention, head)) return;
    const bool is_sure = mention.score >= (mention.type == NodeType::person ? kAddedPerson : kAdded);
    if (mention.score < kTakenUp || is_taken(sentence, mention.words, head, mention.type)) return;
    if (view.token(head).upos == Upos::PRON || view.token(head).upos == Upos::DET) return;
    if (!is_one_phrase(view, mention.words)) return;
    const std::pair key(mention.type, view.folded(mention.words));
    if (key.second.empty()) return;
    const bool is_body = mention.type == NodeType::military_unit || mention.type == NodeType::organization;
    ThingId thing;
    if (mention.type == NodeType::state) {  // "government of X" is X; no other states than the gazetteer's
      thing = state_within(sentence, mention.words);
      if (thing.is_none()) thing = known_state(view.surface(mention.words));
      if (thing.is_none()) thing = only_taken_up(view, mention, head);
    } else if (const ThingId body = body_within(sentence, mention.words, head); !body.is_none()) {
      thing = body;
    } else if (const auto found = known.find(key); found != known.end()) {
      thing = found->second;
    } else if (!is_sure) {
      thing = only_taken_up(view, mention, head);
    } else {
      thing = discourse_.add_thing(
          described(view, mention, head, is_body && !state_within(sentence, mention.words).is_none()));
      known.emplace(key, thing);
    }
    Draft draft;
    draft.sentence = sentence;
    draft.words = mention.words;
    draft.head = head;
    draft.type = mention.type;
    draft.form = MentionForm::description;
    draft.thing = thing;
    by_sentence_.emplace(sentence, discourse_.drafts.size());
    discourse_.drafts.push_back(draft);
  }

  /// "160 soldats français encore présents": a mention of the same head that ends or begins where the head of mentions
  /// sees no end takes the words that it sees. Whether there is one.
  bool redrawn(std::uint32_t sentence, const DetectedMention& mention, std::uint32_t head) {
    const SentenceView& view = context_.sentences[sentence];
    const auto [first, last] = by_sentence_.equal_range(sentence);
    for (auto at = first; at != last; ++at) {
      Draft& draft = discourse_.drafts[at->second];
      if (draft.head != head || draft.words == mention.words) continue;
      if (draft.form != MentionForm::description && draft.form != MentionForm::name) continue;
      Thing& thing = discourse_[draft.thing];
      if (!thing.entry.is_none() && draft.form == MentionForm::name) continue;
      if (1 - detection_.of(sentence, draft.words)[0] > kRedrawn * mention.score || !is_one_phrase(view, mention.words))
        continue;
      if (thing.name == view.surface(draft.words)) thing.name = std::string(view.surface(mention.words));
      thing.names.push_back(view.folded(mention.words));
      draft.words = mention.words;
      return true;
    }
    return false;
  }

  /// The state of that name or demonym, also within the name of a body ("Haitian National Police"); none if there is
  /// none.
  [[nodiscard]] ThingId known_state(std::string_view surface) const {
    for (const GazetteerMatch& match : context_.gazetteer.readings(surface, context_.language))
      if (context_.gazetteer[match.entry].type == NodeType::state)
        return discourse_.root(registry_.of_entry(match.entry));
    return {};
  }

  /// The state whose mention lies within these words; none if there is none.
  [[nodiscard]] ThingId state_within(std::uint32_t sentence, WordRange words) const {
    const auto [first, last] = by_sentence_.equal_range(sentence);
    for (auto at = first; at != last; ++at) {
      const Draft& draft = discourse_.drafts[at->second];
      const ThingId thing = discourse_.root(draft.thing);
      if (words.covers(draft.words) && discourse_[thing].type == NodeType::state) return thing;
    }
    return {};
  }

  /// "The Hezbollah movement", "the Lebanese Hamas group": the body that is named where the rest only says what kind it
  /// is and whose; none otherwise.
  [[nodiscard]] ThingId body_within(std::uint32_t sentence, WordRange words, std::uint32_t head) const {
    const SentenceView& view = context_.sentences[sentence];
    if (!context_.vocabulary.is("body-kind", view.word(head).lemma)) return {};
    ThingId body;
    std::vector<bool> is_told(words.size(), false);
    const auto [first, last] = by_sentence_.equal_range(sentence);
    for (auto at = first; at != last; ++at) {
      const Draft& draft = discourse_.drafts[at->second];
      if (draft.form == MentionForm::pronoun || !words.covers(draft.words)) continue;
      const ThingId thing = discourse_.root(draft.thing);
      const NodeType type = discourse_[thing].type;
      if (draft.form == MentionForm::name && type == NodeType::organization) {
        if (!body.is_none() && body != thing) return {};
        body = thing;
      } else if (type != NodeType::state) {
        return {};
      }
      for (std::uint32_t i = draft.words.first; i < draft.words.last; ++i) is_told[i - words.first] = true;
    }
    for (std::uint32_t i = words.first; i < words.last; ++i)
      if (!is_told[i - words.first] && i != head && view.word(i).casing != Casing::lower &&
          view.word(i).casing != Casing::none)
        return {};
    return body;
  }

  ThingId only_taken_up(const SentenceView& view, const DetectedMention& mention, std::uint32_t head) {
    Thing thing = described(view, mention, head, false);
    thing.is_named = false;
    thing.is_only_taken_up = true;
    return discourse_.add_thing(std::move(thing));
  }

  [[nodiscard]] static Thing described(const SentenceView& view, const DetectedMention& mention, std::uint32_t head,
                                       bool is_owned) {
    Thing thing;
    thing.type = mention.type;
    thing.name = std::string(view.surface(mention.words));
    thing.names.push_back(view.folded(mention.words));
    const Casing casing = view.word(head).casing;
    const bool is_written_as_name = casing == Casing::capital || casing == Casing::upper;
    // A body or force is somebody where the text says whose it is, even if nothing is said of it.
    thing.is_named = mention.type != NodeType::person && (is_written_as_name || is_owned);
    thing.is_plural = is_plural(view.token(head));
    thing.is_mentioned = true;
    return thing;
  }

  const Context& context_;
  const Detection& detection_;
  Discourse& discourse_;
  Registry& registry_;
  std::map<std::int32_t, Seen> seen_;  // by the value of the thing's id
  std::multimap<std::uint32_t, std::size_t> by_sentence_;
};

}  // namespace

void reconcile(const Context& context, Discourse& discourse, Registry& registry) {
  if (context.detection == nullptr || context.detection->is_empty()) return;
  Reconciler(context, discourse, registry).run();
}

}  // namespace entente::entities
