#include "entities/linking.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "entente/schema/fold.h"
#include "entente/schema/time_budget.h"

namespace entente::entities {
namespace {

std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// Every word of `shorter` stands in `longer`, in the same order.
bool is_part_of(std::string_view shorter, std::string_view longer) {
  const std::vector<std::string_view> all = words_of(longer);
  auto at = all.begin();
  for (const std::string_view word : words_of(shorter)) {
    at = std::find(at, all.end(), word);
    if (at == all.end()) return false;
    ++at;
  }
  return true;
}

constexpr float kBodyVote = 2;      // a noun for a body in the name says what it is
constexpr float kLeastVote = 0.5F;  // what must speak for a type before a name is taken for anything

class NameLinker {
 public:
  NameLinker(const Context& context, const std::vector<Acronym>& acronyms, Discourse& discourse, Registry& registry)
      : context_(context), acronyms_(acronyms), discourse_(discourse), registry_(registry) {}

  void run() {
    settle_types();
    recover_repeated_names();
    link_known();
    link_equal_names();
    link_acronyms();
    link_persons();
    link_heads_of_names();
  }

 private:
  std::string folded(const Draft& draft) const { return context_.sentences[draft.sentence].folded(draft.words); }

  // One sense per discourse (Gale, Church and Yarowsky 1992): where one spelling was taken for several kinds of
  // things, all are what the more trusted half of them is.
  void settle_types() {
    std::map<std::string, std::array<float, 7>> votes;
    std::unordered_set<std::string> surnames;  // a surname is a person where the full name is one
    constexpr auto kPerson = static_cast<std::size_t>(NodeType::person);
    for (const Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (!draft.entry.is_none()) {
        if (draft.type == NodeType::person) surnames.insert(std::string(words_of(folded(draft)).back()));
        continue;
      }
      std::array<float, 7>& sum = votes[folded(draft)];
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += draft.votes[i];
    }
    // "Kadima" is a party where the text also writes "Kadima Party".
    std::unordered_set<std::string> bodies;
    for (const Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      const std::string name = folded(draft);
      const std::size_t last = name.rfind(' ');
      const bool is_body = draft.votes[static_cast<std::size_t>(NodeType::organization)] >= kBodyVote;
      if (last == std::string::npos || !draft.entry.is_none() || !is_body) continue;
      const bool is_noun = context_.vocabulary.noun(std::string_view(name).substr(last + 1)).has_value();
      if (is_noun) bodies.insert(name.substr(0, last));
    }
    const auto winner = [](const std::array<float, 7>& sum) { return std::max_element(sum.begin(), sum.end()); };
    for (const auto& [name, sum] : votes) {
      const bool is_person = winner(sum) == sum.begin() + kPerson && sum[kPerson] >= kLeastVote;
      if (is_person && words_of(name).size() > 1) surnames.emplace(words_of(name).back());
    }
    for (Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (!draft.entry.is_none()) continue;
      const std::string name = folded(draft);
      const std::array<float, 7>& sum = votes[name];
      const auto best = winner(sum);
      draft.type = surnames.contains(name) ? NodeType::person : static_cast<NodeType>(best - sum.begin());
      if (bodies.contains(name)) draft.type = NodeType::organization;
      draft.is_doubtful = *best < kLeastVote && !surnames.contains(name) && !bodies.contains(name);
    }
    std::erase_if(discourse_.drafts, [](const Draft& draft) { return draft.entry.is_none() && draft.is_doubtful; });
  }

  // A name that was found once is found wherever it is written again.
  void recover_repeated_names() {
    struct Known {
      NodeType type;
      std::uint32_t words;
    };
    std::unordered_map<std::string, Known> names;
    for (const Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (draft.form != MentionForm::name) continue;
      const std::string name = folded(draft);
      if (name.size() < 3) continue;
      if (draft.entry.is_none()) names.emplace(name, Known{draft.type, draft.words.size()});
      if (draft.type == NodeType::person && draft.words.size() > 1) {
        const std::string_view last = words_of(name).back();
        if (last.size() >= 3) names.emplace(std::string(last), Known{NodeType::person, 1});
      }
    }
    for (const Acronym& acronym : acronyms_) {
      const std::string name = context_.sentences[acronym.sentence].folded(acronym.acronym);
      names.insert_or_assign(name, Known{NodeType::organization, acronym.acronym.size()});
    }
    std::vector<Draft> found;
    std::size_t next = 0;
    std::vector<WordRange> taken;
    for (std::uint32_t s = 0; s < context_.sentences.size(); ++s) {
      TimeBudget::check();
      const SentenceView& view = context_.sentences[s];
      taken.clear();
      for (; next < discourse_.drafts.size() && discourse_.drafts[next].sentence == s; ++next) {
        taken.push_back(discourse_.drafts[next].words);
      }
      for (std::uint32_t at = 0; at < view.size(); ++at) {
        const Word& word = view.word(at);
        if (word.casing != Casing::capital && word.casing != Casing::upper) continue;
        for (std::uint32_t size = std::min(6U, view.size() - at); size > 0; --size) {
          const WordRange range{at, at + size};
          if (std::any_of(taken.begin(), taken.end(), [&](WordRange t) { return t.overlaps(range); })) continue;
          const auto known = names.find(view.folded(range));
          if (known == names.end() || view.word(range.last - 1).folded.empty()) continue;
          const bool may_be_common = size == 1 && at == 0 && view.token(at).upos != Upos::PROPN;
          if (may_be_common) continue;
          Draft draft;
          draft.sentence = s;
          draft.words = range;
          draft.head = view.head_of(range);
          draft.type = known->second.type;
          found.push_back(draft);
          taken.push_back(range);
          break;
        }
      }
    }
    discourse_.drafts.insert(discourse_.drafts.end(), found.begin(), found.end());
    std::stable_sort(discourse_.drafts.begin(), discourse_.drafts.end(), [](const Draft& a, const Draft& b) {
      return std::tie(a.sentence, a.words) < std::tie(b.sentence, b.words);
    });
  }

  void link_known() {
    for (Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (draft.entry.is_none()) continue;
      draft.thing = registry_.of_entry(draft.entry);
      remember(draft);
    }
  }

  void remember(const Draft& draft) {
    Thing& thing = discourse_[draft.thing];
    const std::string name = folded(draft);
    if (std::find(thing.names.begin(), thing.names.end(), name) == thing.names.end()) thing.names.push_back(name);
    if (draft.form == MentionForm::demonym) return;
    const std::string_view surface = context_.sentences[draft.sentence].surface(draft.words);
    const bool is_first_own = !thing.has_own_name && draft.kind == NameKind::name && draft.type != NodeType::person;
    const bool is_better =
        thing.entry.is_none() || thing.has_own_name ? surface.size() > thing.name.size() : is_first_own;
    const bool is_shown = thing.entry.is_none() || draft.kind == NameKind::name;
    if (is_better && is_shown && draft.type != NodeType::person) thing.name = std::string(surface);
    // "BUDAPEST –": a dateline's capitals are no spelling.
    const bool is_small = context_.sentences[draft.sentence].word(draft.words.first).casing == Casing::capital;
    if (thing.entry.is_none() && is_small && thing.name.size() == surface.size() && fold_name(thing.name) == name)
      thing.name = std::string(surface);
    if (thing.entry.is_none() && draft.type == NodeType::person && surface.size() > thing.name.size()) {
      thing.name = std::string(surface);
    }
    thing.has_own_name = thing.has_own_name || is_first_own;
    if (draft.type == NodeType::person) note_gender(draft, thing);
  }

  void note_gender(const Draft& draft, Thing& thing) const {
    if (thing.gender != 0) return;
    const SentenceView& view = context_.sentences[draft.sentence];
    const std::uint32_t first = draft.words.first;
    for (std::uint32_t back = 1; back <= 2 && back <= first; ++back) {
      const std::string& word = view.word(first - back).folded;
      char gender = 0;
      if (context_.vocabulary.is_honorific(word, &gender) && gender != 0) thing.gender = gender;
    }
    if (thing.gender != 0 || draft.words.size() < 2) return;
    const char given = context_.vocabulary.given_name(view.word(first).folded);
    if (given == 'f' || given == 'm') thing.gender = given;
  }

  void link_equal_names() {
    std::unordered_map<std::string, ThingId> by_name;
    for (const Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (draft.thing.is_none() || draft.form == MentionForm::demonym) continue;
      by_name.emplace(std::string(name(draft.type)) + '/' + folded(draft), draft.thing);
    }
    for (Draft& draft : discourse_.drafts) {
      TimeBudget::check();
      if (!draft.thing.is_none()) continue;
      const std::string key = std::string(name(draft.type)) + '/' + folded(draft);
      const auto found = by_name.find(key);
      if (found != by_name.end()) {
        draft.thing = found->second;
      } else {
        Thing thing;
        thing.type = draft.type;
        thing.is_named = true;
        draft.thing = discourse_.add_thing(std::move(thing));
        by_name.emplace(key, draft.thing);
      }
      remember(draft);
    }
  }

  // Drafts are in the order of the text.
  Draft* draft_at(std::uint32_t sentence, WordRange words) {
    auto at = std::lower_bound(discourse_.drafts.begin(), discourse_.drafts.end(), sentence,
                               [](const Draft& draft, std::uint32_t wanted) { return draft.sentence < wanted; });
    for (; at != discourse_.drafts.end() && at->sentence == sentence; ++at)
      if (at->words == words) return &*at;
    return nullptr;
  }

  void link_acronyms() {
    for (const Acronym& acronym : acronyms_) {
      const Draft* name = draft_at(acronym.sentence, acronym.name);
      const Draft* shortened = draft_at(acronym.sentence, acronym.acronym);
      if (name == nullptr || shortened == nullptr) continue;
      const ThingId long_form = discourse_.root(name->thing);
      const ThingId short_form = discourse_.root(shortened->thing);
      const bool both_known = !discourse_[long_form].entry.is_none() && !discourse_[short_form].entry.is_none();
      if (both_known || long_form == short_form) continue;
      const NodeType type = discourse_[long_form].type;
      const std::string full_name = discourse_[long_form].name;
      const ThingId joined = discourse_.join(long_form, short_form);
      Thing& thing = discourse_[joined];
      if (thing.entry.is_none()) {
        thing.type = type;
        thing.name = full_name;
      }
    }
  }

  struct Person {
    ThingId thing;
    std::string name;
    std::uint32_t order;  // index of its first draft
  };

  // People by each word of their names: first, last or between. A person is asked for by a word, never by a walk over
  // all of them.
  struct Bearers {
    std::vector<std::size_t> last, first, between;  // into the list of people, ascending
  };
  using PeopleByWord = std::unordered_map<std::string_view, Bearers>;

  static PeopleByWord people_by_word(const std::vector<Person>& people) {
    PeopleByWord index;
    for (std::size_t i = 0; i < people.size(); ++i) {
      const std::vector<std::string_view> words = words_of(people[i].name);
      for (std::size_t at = 0; at < words.size(); ++at) {
        Bearers& bearers = index[words[at]];
        std::vector<std::size_t>& list = at + 1 == words.size() ? bearers.last
                                         : at == 0              ? bearers.first
                                                                : bearers.between;
        if (list.empty() || list.back() != i) list.push_back(i);
      }
    }
    return index;
  }

  void link_persons() {
    std::vector<Person> full;
    std::vector<std::size_t> shorts;
    for (std::size_t i = 0; i < discourse_.drafts.size(); ++i) {
      TimeBudget::check();
      const Draft& draft = discourse_.drafts[i];
      if (discourse_[draft.thing].type != NodeType::person) continue;
      const std::string name = folded(draft);
      if (words_of(name).size() < 2) {
        shorts.push_back(i);
      } else {
        full.push_back({draft.thing, name, static_cast<std::uint32_t>(i)});
      }
    }
    const PeopleByWord by_word = people_by_word(full);
    join_parts_of_names(full);
    for (const std::size_t i : shorts) {
      const Draft& draft = discourse_.drafts[i];
      const std::string name = folded(draft);
      const std::optional<ThingId> person = person_called(name, gender_by_title(draft), full, by_word, i);
      if (person && discourse_.root(*person) != discourse_.root(draft.thing)) {
        relink(i, *person);
      }
    }
  }

  // "Lula da Silva" within "Luiz Inácio Lula da Silva": each name, once, is looked for among those that have the rarest
  // of its words and end as it does.
  void join_parts_of_names(const std::vector<Person>& full) {
    std::vector<Person> names;
    std::set<std::pair<std::string_view, ThingId>> seen;
    for (const Person& person : full)
      if (seen.emplace(person.name, person.thing).second) names.push_back(person);
    std::unordered_map<std::string_view, std::vector<std::size_t>> with_word;
    for (std::size_t i = 0; i < names.size(); ++i)
      for (const std::string_view word : words_of(names[i].name)) {
        std::vector<std::size_t>& list = with_word[word];
        if (list.empty() || list.back() != i) list.push_back(i);
      }
    for (const Person& shorter : names) {
      const std::vector<std::string_view> words = words_of(shorter.name);
      const std::vector<std::size_t>* rarest = nullptr;
      for (const std::string_view word : words) {
        const std::vector<std::size_t>& list = with_word[word];
        if (rarest == nullptr || list.size() < rarest->size()) rarest = &list;
      }
      for (const std::size_t i : *rarest) {
        const Person& longer = names[i];
        if (shorter.name.size() < longer.name.size() && is_part_of(shorter.name, longer.name) &&
            words.back() == words_of(longer.name).back())
          discourse_.join(longer.thing, shorter.thing);
      }
    }
  }

  // The mention alone changes its thing: two people may share the surname under which both were first filed.
  void relink(std::size_t i, ThingId person) {
    discourse_.drafts[i].thing = person;
    remember(discourse_.drafts[i]);
  }

  char gender_by_title(const Draft& draft) const {
    Thing probe;
    note_gender(draft, probe);
    return probe.gender;
  }

  // Surnames before given names before others; of one kind the latest before this mention, else the first after it.
  std::optional<ThingId> person_called(const std::string& name, char gender, const std::vector<Person>& full,
                                       const PeopleByWord& by_word, std::size_t at) const {
    const auto found = by_word.find(name);
    if (found == by_word.end()) return std::nullopt;
    const auto may_be = [&](std::size_t i) {
      const char known = discourse_[full[i].thing].gender;
      return gender == 0 || known == 0 || gender == known;
    };
    for (const std::vector<std::size_t>* list : {&found->second.last, &found->second.first, &found->second.between}) {
      const auto after =
          std::partition_point(list->begin(), list->end(), [&](std::size_t i) { return full[i].order < at; });
      const auto before = std::find_if(std::make_reverse_iterator(after), list->rend(), may_be);
      if (before != list->rend()) return full[*before].thing;
      const auto next = std::find_if(after, list->end(), may_be);
      if (next != list->end()) return full[*next].thing;
    }
    return std::nullopt;
  }

  // "le Collectif" after "Collectif Paix pour les Grands Lacs": a capitalized single word that heads a longer name.
  void link_heads_of_names() {
    std::unordered_map<std::string, std::size_t> latest;  // draft of a longer name, by its first and by its last word
    for (std::size_t i = 0; i < discourse_.drafts.size(); ++i) {
      TimeBudget::check();
      const Draft& draft = discourse_.drafts[i];
      const std::string name = folded(draft);
      const std::vector<std::string_view> words = words_of(name);
      const Thing& thing = discourse_[draft.thing];
      if (thing.type == NodeType::organization && thing.entry.is_none() && words.size() == 1)
        if (const auto earlier = latest.find(name); earlier != latest.end())
          relink(i, discourse_.drafts[earlier->second].thing);
      if (draft.type == NodeType::organization && draft.form == MentionForm::name && words.size() > 1)
        for (const std::string_view word : {words.front(), words.back()}) latest[std::string(word)] = i;
    }
  }

  const Context& context_;
  const std::vector<Acronym>& acronyms_;
  Discourse& discourse_;
  Registry& registry_;
};

// The force of the gazetteer that is called the army of that state.
EntryId main_forces(const Context& context, EntryId state) {
  const GazetteerEntry& owner = context.gazetteer[state];
  for (const GazetteerName& demonym : owner.names) {
    if (demonym.kind != NameKind::demonym) continue;
    const std::string folded = fold_name(demonym.text);
    for (const std::string& name : {"armee " + folded, folded + " army", folded + " armed forces"}) {
      for (const GazetteerMatch& match : context.gazetteer.lookup(name, demonym.language)) {
        const GazetteerEntry& entry = context.gazetteer[match.entry];
        if (entry.type == NodeType::military_unit && entry.part_of == owner.key) return match.entry;
      }
    }
  }
  return {};
}

}  // namespace

std::string main_name(const GazetteerEntry& entry, std::string_view language) {
  for (const GazetteerName& name : entry.names) {
    if (name.kind == NameKind::name && name.language == language) return name.text;
  }
  for (const GazetteerName& name : entry.names) {
    if (name.kind == NameKind::name) return name.text;
  }
  return entry.names.empty() ? entry.key : entry.names.front().text;
}

ThingId Registry::of_entry(EntryId entry) {
  const auto found = by_entry_.find(entry.value);
  if (found != by_entry_.end()) return found->second;
  const GazetteerEntry& known = context_.gazetteer[entry];
  Thing thing;
  thing.type = known.type;
  thing.entry = entry;
  thing.key = known.key;
  thing.name = main_name(known, context_.language);
  thing.is_named = true;
  thing.gender = known.gender;
  const ThingId id = discourse_.add_thing(std::move(thing));
  by_entry_.emplace(entry.value, id);
  by_key_.emplace(std::string(name(known.type)) + '/' + known.key, id);
  const EntryId owner = known.part_of.empty() ? EntryId() : context_.gazetteer.find(known.part_of);
  if (!owner.is_none() && owner != entry) {
    const ThingId owning = of_entry(owner);
    discourse_[id].owner = owning;
  }
  return id;
}

ThingId Registry::forces_of(ThingId state, const std::string& described_as) {
  const Thing& owner = discourse_[state];
  const std::string owner_key = owner.key.empty() ? slug(owner.names.front()) : owner.key;
  const std::string key = "forces-of-" + owner_key;
  const auto found = by_key_.find(std::string(name(NodeType::military_unit)) + '/' + key);
  if (found != by_key_.end()) return found->second;
  if (!owner.entry.is_none()) {
    const EntryId entry = main_forces(context_, owner.entry);
    if (!entry.is_none()) {
      const bool is_new = !by_entry_.contains(entry.value);
      const ThingId forces = of_entry(entry);
      if (is_new) discourse_[forces].is_named = false;  // "ses troupes" alone is no name
      by_key_.emplace(std::string(name(NodeType::military_unit)) + '/' + key, forces);
      return forces;
    }
  }
  return of_key(NodeType::military_unit, key, [&] {
    Thing thing;
    thing.name = described_as;
    thing.owner = state;
    return thing;
  });
}

void link_names(const Context& context, const std::vector<Acronym>& acronyms, Discourse& discourse,
                Registry& registry) {
  NameLinker(context, acronyms, discourse, registry).run();
}

}  // namespace entente::entities
