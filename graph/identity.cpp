// Identity across articles, in four steps: the bearers of each key are divided into things (bearers.h); things whose
// names share a blocking key are compared; pairs are joined from the surest to the least sure, unless something speaks
// against it; all fragments are written anew under the ids of the things. A graph that is spread over machines goes
// through the same steps, each with the part of it that the step looks at (parts.h).
#include "entente/graph/identity.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>

#include "bearers.h"
#include "corrections.h"
#include "entente/graph/parts.h"
#include "renamed_edge.h"

namespace entente {
namespace {

using detail::Bearer;

// A thing as one key knows it.
struct Item {
  NodeRef ref;  // the id, or "id@article" where several things share it
  std::string raw_id;
  NodeType type = NodeType::person;
  std::string wikidata;
  std::vector<Bearer> bearers;          // by article
  std::vector<std::uint32_t> articles;  // sorted
  std::vector<std::string> others;      // neighbours, sorted
  std::vector<std::uint32_t> names;     // into Names; main names first
  std::size_t main_names = 0;
};

// All names that are compared, each once for each type of thing: a state's name is looked up, a place's is not.
class Names {
 public:
  explicit Names(const NameRules& rules) : rules_(rules) {}
  std::uint32_t add(const std::string& name, NodeType type) {
    const auto [found, is_new] = index_.try_emplace({name, type}, forms_.size());
    if (is_new) forms_.push_back(name_form(name, type, rules_));
    return found->second;
  }
  const NameForm& operator[](std::uint32_t name) const { return forms_[name]; }

 private:
  const NameRules& rules_;
  std::map<std::pair<std::string, NodeType>, std::uint32_t> index_;
  std::vector<NameForm> forms_;
};

// A proper name has a capital, or letters that have none: "le président russe" is not what someone is called.
bool is_proper(const std::string& name) {
  return std::any_of(name.begin(), name.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xc3; }) &&
         !(name[0] >= 'a' && name[0] <= 'z');
}

template <class T, class Value>
T most_frequent(const std::vector<Bearer>& bearers, Value value) {
  std::map<T, std::size_t> votes;
  for (const Bearer& bearer : bearers) ++votes[value(*bearer.node)];
  return std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

// A fragment under other names. `look` tells of each of its nodes what it is from now on.
struct Look {
  const std::string* id;
  const std::string* name = nullptr;  // none: as it is
  const NodeType* type = nullptr;
};
template <class LookOf>
Fragment rewritten(const Fragment& given, const Ontology& ontology, LookOf look_of, std::uint64_t& loops) {
  std::map<std::string_view, const std::string*> ids;
  Fragment fragment{given.article, {}, {}};
  for (const Node& old : given.nodes) {
    const Look look = look_of(old);
    ids[old.id] = look.id;
    Node& node = fragment.nodes.emplace_back(old);
    node.id = *look.id;
    if (look.name != nullptr) node.alternate_names.push_back(std::exchange(node.name, *look.name));
    if (look.type != nullptr) node.type = *look.type;
  }
  const auto rename = [&](std::string& ref) {
    if (const auto found = ids.find(ref); found != ids.end()) ref = *found->second;
  };
  for (const Edge& edge : given.edges) {
    if (std::optional<Edge> other = renamed_edge(edge, ontology, rename))
      fragment.edges.push_back(*std::move(other));
    else
      ++loops;
  }
  return fragment;
}

class Resolver {
 public:
  Resolver(const Overrides& overrides, const NameRules& rules) : overrides_(overrides), rules_(rules), names_(rules) {}

  Resolution run(const KnowledgeGraph& graph, const Ontology& ontology) {
    take(graph);
    unite_things(candidate_pairs());
    write(graph, ontology);
    correct_relations(ontology);
    take_stock();
    return std::move(resolution_);
  }

  // What of a thing is looked at before anything is known of others.
  std::vector<Profile> profiles(const std::vector<Bearing>& bearings) {
    take(bearings);
    std::vector<Profile> found;
    for (const Item& item : items_) {
      Profile& profile = found.emplace_back(Profile{item.raw_id, item.ref, item.type, item.wikidata, {}, 0, {}});
      for (const std::uint32_t name : item.names) profile.names.push_back(names_[name].text);
      profile.main_names = static_cast<std::uint32_t>(item.main_names);
      for (const std::string& key : keys_of(item)) profile.blocks.push_back(key);
    }
    return found;
  }

  // Articles and neighbours, which are not known here, only say how sure it is that two names are of one thing.
  std::vector<std::pair<NodeRef, NodeRef>> pairs_of_block(std::string_view block, std::vector<Profile> profiles) {
    std::sort(profiles.begin(), profiles.end(),
              [](const Profile& a, const Profile& b) { return std::tie(a.key, a.ref) < std::tie(b.key, b.ref); });
    std::vector<std::uint32_t> members;
    for (Profile& profile : profiles) {
      members.push_back(static_cast<std::uint32_t>(items_.size()));
      Item& item = items_.emplace_back();
      item.ref = std::move(profile.ref);
      item.raw_id = std::move(profile.key);
      item.type = profile.type;
      item.wikidata = std::move(profile.wikidata);
      for (const std::string& name : profile.names) item.names.push_back(names_.add(name, item.type));
      item.main_names = std::min<std::size_t>(profile.main_names, item.names.size());
    }
    std::erase_if(members, [&](std::uint32_t i) { return items_[i].names.empty(); });
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    add_pairs(block.size() > 1 ? block[1] : ' ', members, pairs);
    std::vector<std::pair<NodeRef, NodeRef>> found;
    for (const Pair& pair : compared(std::move(pairs))) found.emplace_back(items_[pair.a].ref, items_[pair.b].ref);
    return found;
  }

  PartResolution resolve_part(const std::vector<Bearing>& bearings,
                              const std::vector<std::pair<NodeRef, NodeRef>>& given) {
    take(bearings);
    std::unordered_map<std::string_view, std::uint32_t> by_ref;
    for (std::uint32_t i = 0; i < items_.size(); ++i) by_ref.emplace(items_[i].ref, i);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const auto& [one, other] : given) {
      const auto a = by_ref.find(one), b = by_ref.find(other);
      if (a != by_ref.end() && b != by_ref.end() && a->second != b->second)
        pairs.push_back(std::minmax(a->second, b->second));
    }
    unite_things(compared(std::move(pairs)));
    take_stock();
    PartResolution result;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      const auto name = new_names_.find(ids_[i]);
      const auto type = new_types_.find(ids_[i]);
      if (ids_[i] == items_[i].raw_id && name == new_names_.end() && type == new_types_.end()) continue;
      Renaming renaming{"", items_[i].raw_id, ids_[i], {}, {}};
      if (name != new_names_.end()) renaming.name = name->second;
      if (type != new_types_.end()) renaming.type = type->second;
      for (const Bearer& bearer : items_[i].bearers) {
        renaming.article = *bearer.article_id;
        result.renamings.push_back(renaming);
      }
    }
    result.decisions = std::move(resolution_.decisions);
    return result;
  }

 private:
  struct Cluster {
    std::uint32_t parent;
    std::vector<std::uint32_t> items;
    std::set<std::uint32_t> articles;
    std::string wikidata;
  };
  struct Pair {
    std::uint32_t a, b;
    double score;
    std::string_view reason;
    std::string names;          // "Zelenskyy, Zelenskiy"
    bool holds_inside = false;  // an article that has both names does not tell them apart
  };

  void unite_things(std::vector<Pair> pairs) {
    clusters_.resize(items_.size());
    for (std::uint32_t i = 0; i < items_.size(); ++i)
      clusters_[i] = {i, {i}, {items_[i].articles.begin(), items_[i].articles.end()}, items_[i].wikidata};
    apply_same();
    join_pairs(std::move(pairs));
    name_clusters();
  }

  void take_stock() {
    // What a person decided is no doubt any more.
    std::erase_if(resolution_.decisions, [&](const Decision& decision) {
      if (decision.verdict != Verdict::possibly_same) return false;
      const auto a = item_of(decision.a), b = item_of(decision.b);
      return a && b && must_stay_apart(root(*a), root(*b));
    });
    for (Decision& decision : resolution_.decisions) {
      decision.node_a = id_of(decision.a);
      decision.node_b = id_of(decision.b);
      // What is joined by another way need not be doubted any more.
      if (decision.verdict == Verdict::possibly_same && decision.node_a == decision.node_b)
        decision.verdict = Verdict::same;
    }
    std::sort(resolution_.decisions.begin(), resolution_.decisions.end());
    resolution_.decisions.erase(std::unique(resolution_.decisions.begin(), resolution_.decisions.end()),
                                resolution_.decisions.end());
  }

  // ---- Step 1

  using BearersOfKeys = std::map<std::string_view, std::vector<Bearer>>;

  void take(const KnowledgeGraph& graph) {
    BearersOfKeys by_id;
    std::uint32_t article = 0;
    for (const auto& [id, fragment] : graph.fragments()) {
      article_numbers_.emplace(id, article);
      std::vector<std::vector<std::string>>& neighbours = neighbours_.emplace_back(detail::neighbours(fragment));
      for (std::size_t i = 0; i < fragment.nodes.size(); ++i)
        by_id[fragment.nodes[i].id].push_back({article, &id, &fragment.nodes[i], &neighbours[i], &fragment});
      ++article;
    }
    divide_keys(by_id);
  }

  void take(const std::vector<Bearing>& bearings) {
    for (const Bearing& bearing : bearings) article_numbers_.emplace(bearing.article, 0);
    std::uint32_t number = 0;
    for (auto& [id, article] : article_numbers_) article = number++;
    BearersOfKeys by_id;
    for (const Bearing& bearing : bearings) {
      const auto article = article_numbers_.find(bearing.article);
      by_id[bearing.node.id].push_back(
          {article->second, &bearing.article, &bearing.node, &bearing.neighbours, nullptr, &bearing.told});
    }
    for (auto& [id, bearers] : by_id)
      std::sort(bearers.begin(), bearers.end(), [](const Bearer& a, const Bearer& b) { return a.article < b.article; });
    divide_keys(by_id);
  }

  void divide_keys(const BearersOfKeys& by_id) {
    for (const auto& [id, bearers] : by_id) {
      std::vector<std::vector<Bearer>> things = detail::divide(bearers, rules_);
      separate(things);
      const std::size_t first = items_.size();
      for (std::vector<Bearer>& thing : things) add_item(std::move(thing), things.size() > 1);
      for (std::size_t i = first + 1; i < items_.size(); ++i)
        record(Verdict::possibly_same, items_[first].ref, items_[i].ref, 0.6, "one name, nothing in common");
      if (things.size() == 1 && items_[first].bearers.size() > 1 && items_[first].type == NodeType::person &&
          items_[first].wikidata.empty())
        record(Verdict::same, items_[first].bearers[0].node->id + "@" + *items_[first].bearers[0].article_id,
               items_[first].ref, 0.9,
               "one name in " + std::to_string(items_[first].bearers.size()) + " articles, nothing against it");
    }
  }

  // Bearers of one key that a person told apart.
  void separate(std::vector<std::vector<Bearer>>& things) {
    for (const Overrides::Pair& pair : overrides_.different()) {
      for (std::size_t i = 0; i < things.size(); ++i) {
        const auto a = bearer_of(things[i], pair.a), b = bearer_of(things[i], pair.b);
        if (a == things[i].end() || b == things[i].end() || a == b) continue;
        std::vector<Bearer> apart = {*b};
        things[i].erase(b);
        things.push_back(std::move(apart));
        break;
      }
    }
    std::sort(things.begin(), things.end(),
              [](const auto& x, const auto& y) { return x.front().article < y.front().article; });
  }

  static std::vector<Bearer>::const_iterator bearer_of(const std::vector<Bearer>& bearers, const NodeRef& ref) {
    return std::find_if(bearers.begin(), bearers.end(),
                        [&](const Bearer& bearer) { return bearer.node->id + "@" + *bearer.article_id == ref; });
  }

  void add_item(std::vector<Bearer> bearers, bool is_shared) {
    Item item;
    item.raw_id = bearers[0].node->id;
    item.ref = is_shared ? item.raw_id + "@" + *bearers[0].article_id : item.raw_id;
    item.type = most_frequent<NodeType>(bearers, [](const Node& node) { return node.type; });
    item.wikidata = most_frequent<std::string>(bearers, [](const Node& node) { return node.wikidata; });
    std::set<std::string> others, main_names, more_names;
    for (const Bearer& bearer : bearers) {
      item.articles.push_back(bearer.article);
      main_names.insert(bearer.node->name);
      for (const std::string& name : bearer.node->alternate_names)
        if (is_proper(name)) more_names.insert(name);
      others.insert(bearer.neighbours->begin(), bearer.neighbours->end());
      if (is_shared) item_of_bearer_.emplace(std::pair(first_of_id(item.raw_id), bearer.article), items_.size());
      item_of_node_[bearer.node] = static_cast<std::uint32_t>(items_.size());
    }
    items_of_id_.emplace(item.raw_id, static_cast<std::uint32_t>(items_.size()));
    item.others.assign(others.begin(), others.end());
    for (const std::string& name : main_names) item.names.push_back(names_.add(name, item.type));
    item.main_names = item.names.size();
    for (const std::string& name : more_names)
      if (!main_names.contains(name)) item.names.push_back(names_.add(name, item.type));
    item.bearers = std::move(bearers);
    items_.push_back(std::move(item));
  }

  // The first of the things that share an id, or the one that will be.
  std::uint32_t first_of_id(const std::string& id) const {
    const auto found = items_of_id_.find(id);
    return found == items_of_id_.end() ? static_cast<std::uint32_t>(items_.size()) : found->second;
  }

  // ---- Step 2

  // What is called by one word beside its name is not known by it: compare_items passes over such names of people.
  bool is_told_by(const Item& item, std::size_t name) const {
    const NameForm& form = names_[item.names[name]];
    return name < item.main_names || item.type != NodeType::person || form.words.size() != 1 || form.is_acronym;
  }

  // Few enough are compared each with each. A surname that hundreds bear says nothing. Of other names that hundreds
  // share, each is compared with those that stand next to it by their names.
  void add_pairs(char kind, std::vector<std::uint32_t>& members,
                 std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) {
    constexpr std::size_t kManyNamesakes = 200, kNextOnes = 20;
    const bool is_crowd = members.size() > kManyNamesakes;
    if (is_crowd && kind == 'l') return;
    if (is_crowd)
      std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto place = [&](std::uint32_t i) {
          return std::pair(std::string_view(names_[items_[i].names.front()].text), std::string_view(items_[i].ref));
        };
        return place(a) < place(b);
      });
    const std::size_t reach = is_crowd ? kNextOnes : members.size();
    for (std::size_t i = 0; i < members.size(); ++i)
      for (std::size_t j = i + 1; j < std::min(members.size(), i + 1 + reach); ++j)
        pairs.push_back(std::minmax(members[i], members[j]));
  }

  // The blocks that a thing belongs to: of its type, one digit, or of all ("x"), and the key.
  std::set<std::string> keys_of(const Item& item) const {
    std::set<std::string> keys;
    for (std::size_t name = 0; name < item.names.size(); ++name)
      if (is_told_by(item, name))
        for (const std::string& key : blocking_keys(names_[item.names[name]], item.type))
          keys.insert((key[0] == 'x' ? "x" : std::to_string(static_cast<int>(item.type))) + key);
    return keys;
  }

  std::vector<Pair> candidate_pairs() {
    std::unordered_map<std::string, std::vector<std::uint32_t>> blocks;
    for (std::uint32_t i = 0; i < items_.size(); ++i)
      for (const std::string& key : keys_of(items_[i])) blocks[key].push_back(i);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (auto& [key, members] : blocks) add_pairs(key[1], members, pairs);
    return compared(std::move(pairs));
  }

  // Those that may be one thing.
  std::vector<Pair> compared(std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    std::vector<Pair> found;
    for (const auto& [a, b] : pairs) {
      if (items_[a].raw_id == items_[b].raw_id) continue;  // told apart already
      ++resolution_.compared;
      Pair pair = compare_items(a, b);
      if (pair.score >= kPossiblySame) found.push_back(std::move(pair));
    }
    return found;
  }

  // The best match of any two names, with what speaks for and against it.
  Pair compare_items(std::uint32_t a, std::uint32_t b) const {
    const Item &x = items_[a], &y = items_[b];
    if (x.type != y.type) return compare_kinds_of(a, b);
    Pair best{a, b, 0, "", ""};
    bool full_names_disagree = false, by_acronym = false;
    for (std::size_t i = 0; i < x.names.size(); ++i) {
      for (std::size_t j = 0; j < y.names.size(); ++j) {
        const NameForm &p = names_[x.names[i]], &q = names_[y.names[j]];
        NameMatch match = compare(p, q, x.type);
        const bool both_full = p.words.size() > 1 && q.words.size() > 1;
        full_names_disagree |= both_full && match.score < kPossiblySame;
        // A short name that a thing has beside its full one is shared by many: Kim, the Alliance.
        const bool is_short = (i >= x.main_names && p.words.size() == 1) || (j >= y.main_names && q.words.size() == 1);
        if (is_short && !(p.is_acronym && q.is_acronym)) {
          if (x.type == NodeType::person) continue;
          match.score = std::min(match.score, 0.6);
        }
        if (match.score > best.score) {
          best.score = match.score;
          best.reason = match.reason;
          best.names = std::min(p.text, q.text) + ", " + std::max(p.text, q.text);
          by_acronym = p.is_acronym || q.is_acronym;
        }
      }
    }
    if (best.score < kPossiblySame) return compare_kinds_of(a, b);
    // RSF is Rapid Support Forces and Reporters sans frontières.
    if (by_acronym) best.score = std::min(best.score, full_names_disagree ? 0.6 : 0.85);
    std::vector<std::string> shared;
    std::set_intersection(x.others.begin(), x.others.end(), y.others.begin(), y.others.end(),
                          std::back_inserter(shared));
    if (!shared.empty() && best.score < kSameName && !names_disagree_in_script(best)) best.score += 0.15;
    std::vector<std::uint32_t> together;
    std::set_intersection(x.articles.begin(), x.articles.end(), y.articles.begin(), y.articles.end(),
                          std::back_inserter(together));
    if (!together.empty()) best.score = std::min(best.score, 0.6);  // an article that names both tells them apart
    if (!x.wikidata.empty() && !y.wikidata.empty() && x.wikidata != y.wikidata) best.score = 0;
    return best;
  }

  // What the articles say of it: "deploys<state/x", "attacks>state/y".
  static std::vector<std::string> told_of(const Item& item) {
    std::vector<std::string> told;
    for (const Bearer& bearer : item.bearers) {
      if (bearer.fragment != nullptr) {
        detail::add_told_of(bearer.node->id, *bearer.fragment, told);
      } else {
        told.insert(told.end(), bearer.told->begin(), bearer.told->end());
      }
    }
    std::sort(told.begin(), told.end());
    return told;
  }

  template <class List>
  static bool share(const List& these, const List& those) {
    List shared;
    std::set_intersection(these.begin(), these.end(), those.begin(), those.end(), std::back_inserter(shared));
    return !shared.empty();
  }

  // By main names alone. What is the same but for a number is one thing if the same is told of both, or if two articles
  // link it with the same others.
  Pair compare_kinds_of(std::uint32_t a, std::uint32_t b) const {
    const Item &x = items_[a], &y = items_[b];
    Pair best{a, b, 0, "", ""};
    for (std::size_t i = 0; i < x.main_names; ++i)
      for (std::size_t j = 0; j < y.main_names; ++j) {
        const NameForm &p = names_[x.names[i]], &q = names_[y.names[j]];
        const KindMatch match = compare_kinds(p, q);
        if (match.score <= best.score) continue;
        best.score = match.score;
        best.reason = match.reason;
        best.names = std::min(p.text, q.text) + ", " + std::max(p.text, q.text);
        best.holds_inside = match.holds_inside;
      }
    if (best.score < kPossiblySame) return best;
    const bool are_together = share(x.articles, y.articles);
    if (best.score < kSameName && best.score > kDoubtful &&
        ((!are_together && share(x.others, y.others)) || share(told_of(x), told_of(y))))
      best.score += 0.15;
    const bool is_force = x.type != y.type && (x.type == NodeType::military_unit || y.type == NodeType::military_unit);
    if (is_force || (are_together && !best.holds_inside)) best.score = std::min(best.score, kDoubtful);
    if (!x.wikidata.empty() && !y.wikidata.empty() && x.wikidata != y.wikidata) best.score = 0;
    return best;
  }

  static constexpr double kDoubtful = 0.6;

  static bool names_disagree_in_script(const Pair& pair) {
    return pair.reason.find("two scripts") != std::string_view::npos;
  }

  // ---- Step 3

  std::uint32_t root(std::uint32_t i) {
    while (clusters_[i].parent != i) i = clusters_[i].parent = clusters_[clusters_[i].parent].parent;
    return i;
  }

  void unite(std::uint32_t a, std::uint32_t b) {
    if (clusters_[a].items.size() < clusters_[b].items.size()) std::swap(a, b);
    Cluster &to = clusters_[a], &from = clusters_[b];
    from.parent = a;
    to.items.insert(to.items.end(), from.items.begin(), from.items.end());
    if (to.articles.size() < from.articles.size()) std::swap(to.articles, from.articles);
    to.articles.merge(from.articles);
    if (to.wikidata.empty()) to.wikidata = std::move(from.wikidata);
    from.items.clear();
    from.articles.clear();
  }

  // None if the graph has no such node. "id" is the first of the things that share an id, "id~2" the second, in a graph
  // of articles and in one where they were told apart before.
  std::optional<std::uint32_t> item_of(const NodeRef& ref) const {
    if (const auto found = items_of_id_.find(ref); found != items_of_id_.end()) return found->second;
    const auto at = ref.rfind('@');
    if (at == NodeRef::npos) return numbered(ref);
    const std::string id = ref.substr(0, at);
    const auto article = article_numbers_.find(std::string_view(ref).substr(at + 1));
    if (article == article_numbers_.end()) return std::nullopt;
    if (const auto found = bearer_of(id, article->second)) return found;
    for (int number = 2; items_of_id_.contains(id + "~" + std::to_string(number)); ++number)
      if (const auto found = bearer_of(id + "~" + std::to_string(number), article->second)) return found;
    return std::nullopt;
  }

  std::optional<std::uint32_t> bearer_of(const std::string& id, std::uint32_t article) const {
    const auto first = items_of_id_.find(id);
    if (first == items_of_id_.end()) return std::nullopt;
    const auto found = item_of_bearer_.find({first->second, article});
    if (found != item_of_bearer_.end()) return found->second;
    const std::vector<std::uint32_t>& its = items_[first->second].articles;  // of an id that one thing alone has
    return std::binary_search(its.begin(), its.end(), article) ? std::optional(first->second) : std::nullopt;
  }

  std::optional<std::uint32_t> numbered(const NodeRef& ref) const {
    const auto tilde = ref.rfind('~');
    if (tilde == NodeRef::npos) return std::nullopt;
    const auto first = items_of_id_.find(ref.substr(0, tilde));
    std::uint32_t number = 0;
    const char* const end = ref.data() + ref.size();
    const auto read = std::from_chars(ref.data() + tilde + 1, end, number);
    if (first == items_of_id_.end() || read.ec != std::errc() || read.ptr != end || number < 2) return std::nullopt;
    const std::size_t place = std::size_t{first->second} + number - 1;
    if (place >= items_.size() || items_[place].raw_id != first->first) return std::nullopt;
    return static_cast<std::uint32_t>(place);
  }

  void apply_same() {
    for (const Overrides::Pair& pair : overrides_.same()) {
      const auto a = item_of(pair.a), b = item_of(pair.b);
      if (!a || !b) continue;
      record(Verdict::same, pair.a, pair.b, 1, "override");
      if (root(*a) != root(*b)) unite(root(*a), root(*b));
    }
    for (const Overrides::Pair& pair : overrides_.different()) {
      const auto a = item_of(pair.a), b = item_of(pair.b);
      if (!a || !b || *a == *b) continue;
      apart_.emplace_back(*a, *b);
      record(Verdict::different, pair.a, pair.b, 1, "override");
    }
  }

  bool must_stay_apart(std::uint32_t a, std::uint32_t b) {
    return std::any_of(apart_.begin(), apart_.end(), [&](const auto& pair) {
      const std::uint32_t x = root(pair.first), y = root(pair.second);
      return (x == a && y == b) || (x == b && y == a);
    });
  }

  bool may_unite(std::uint32_t a, std::uint32_t b, bool even_inside) {
    const Cluster &x = clusters_[a], &y = clusters_[b];
    if (!x.wikidata.empty() && !y.wikidata.empty() && x.wikidata != y.wikidata) return false;
    if (even_inside) return true;
    const bool is_less = x.articles.size() < y.articles.size();
    const auto &few = is_less ? x.articles : y.articles, &many = is_less ? y.articles : x.articles;
    return std::none_of(few.begin(), few.end(), [&](std::uint32_t article) { return many.contains(article); });
  }

  void join_pairs(std::vector<Pair> pairs) {
    std::sort(pairs.begin(), pairs.end(), [&](const Pair& x, const Pair& y) {
      return std::tuple(-x.score, std::string_view(items_[x.a].ref), std::string_view(items_[x.b].ref)) <
             std::tuple(-y.score, std::string_view(items_[y.a].ref), std::string_view(items_[y.b].ref));
    });
    // An acronym or a shortened name may stand for several things: then for none.
    const auto weak = std::find_if(pairs.begin(), pairs.end(), [](const Pair& pair) { return pair.score < kFirmName; });
    for (auto pair = pairs.begin(); pair != weak; ++pair) decide(*pair, true);
    std::map<std::uint32_t, std::set<std::uint32_t>> partners;
    const auto end = std::find_if(weak, pairs.end(), [](const Pair& pair) { return pair.score < kSameName; });
    for (auto pair = weak; pair != end; ++pair) {
      partners[pair->a].insert(root(pair->b));
      partners[pair->b].insert(root(pair->a));
    }
    for (auto pair = weak; pair != pairs.end(); ++pair)
      decide(*pair, pair < end && partners[pair->a].size() == 1 && partners[pair->b].size() == 1);
  }

  static constexpr double kFirmName = 0.9;

  void decide(const Pair& pair, bool is_clear) {
    const std::uint32_t a = root(pair.a), b = root(pair.b);
    if (must_stay_apart(a, b)) return;
    const bool joins = is_clear && pair.score >= kSameName && (a == b || may_unite(a, b, pair.holds_inside));
    record(joins ? Verdict::same : Verdict::possibly_same, items_[pair.a].ref, items_[pair.b].ref, pair.score,
           std::string(pair.reason) + ": " + pair.names);
    if (joins && a != b) unite(a, b);
  }

  void record(Verdict verdict, NodeRef a, NodeRef b, double score, std::string reason) {
    if (b < a) std::swap(a, b);
    resolution_.decisions.push_back({verdict, std::move(a), std::move(b), "", "", score, std::move(reason)});
  }

  // ---- Step 4

  void name_clusters() {
    ids_.resize(items_.size());
    std::map<std::string, std::uint32_t> numbers;  // of those that share a key, in the order of their first article
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      const std::uint32_t number = ++numbers[items_[i].raw_id];
      ids_[i] = number == 1 ? items_[i].raw_id : items_[i].raw_id + "~" + std::to_string(number);
    }
    const std::vector<std::string> own = ids_;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (root(i) != i) continue;
      const std::vector<std::uint32_t>& members = clusters_[i].items;
      const std::uint32_t best =
          *std::min_element(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
            const auto rank = [&](std::uint32_t item) {
              return std::tuple(items_[item].wikidata.empty(), items_[item].type == NodeType::group,
                                -static_cast<long>(items_[item].articles.size()), std::string_view(own[item]));
            };
            return rank(a) < rank(b);
          });
      for (const std::uint32_t member : members) {
        ids_[member] = own[best];
        if (items_[member].type != items_[best].type) new_types_[own[best]] = items_[best].type;
      }
      note_parts(own[best], members, best);
    }
    for (const auto& [ref, name] : overrides_.names())
      if (const auto item = item_of(ref)) {
        new_names_[ids_[*item]] = name;
        resolution_.renamed.insert(ids_[*item]);
      }
    for (const auto& [ref, type] : overrides_.types())
      if (const auto item = item_of(ref)) new_types_[ids_[*item]] = type;
  }

  // A thing of one key needs no other name than its id.
  void note_parts(const std::string& id, const std::vector<std::uint32_t>& members, std::uint32_t best) {
    if (members.size() == 1 && items_[best].ref == id) return;
    std::vector<NodeRef>& parts = resolution_.parts[id];
    for (const std::uint32_t member : members) parts.push_back(items_[member].ref);
    std::sort(parts.begin(), parts.end(), [&](const NodeRef& a, const NodeRef& b) {
      return std::pair(a != items_[best].ref, std::string_view(a)) <
             std::pair(b != items_[best].ref, std::string_view(b));
    });
  }

  std::string id_of(const NodeRef& ref) const {
    const auto item = item_of(ref);
    return item ? ids_[*item] : ref;
  }

  template <class Map>
  static auto value_of(const Map& map, const std::string& key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
  }

  void write(const KnowledgeGraph& graph, const Ontology& ontology) {
    for (const auto& [article, given] : graph.fragments()) {
      const auto look_of = [&](const Node& node) {
        const std::string& id = ids_[item_of_node_.find(&node)->second];
        return Look{&id, value_of(new_names_, id), value_of(new_types_, id)};
      };
      resolution_.graph.merge(rewritten(given, ontology, look_of, resolution_.loops));
    }
  }

  // ---- Decisions on relations: they speak of what has come out.

  void correct_relations(const Ontology& ontology) {
    if (overrides_.corrections().empty() && overrides_.notes().empty()) return;
    const auto of = [&](const NodeRef& ref) { return id_of(ref); };
    if (auto corrected = corrected_relations(resolution_.graph, ontology, overrides_, of))
      resolution_.graph = *std::move(corrected);
    else
      resolution_.wrong = corrected.error();
    resolution_.notes = notes_on(resolution_.graph, ontology, overrides_, of);
  }

  const Overrides& overrides_;
  const NameRules& rules_;
  Names names_;
  std::vector<Item> items_;
  std::unordered_map<std::string, std::uint32_t> items_of_id_;  // the first of them; the others follow it
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> item_of_bearer_;  // by first of the id and article
  std::map<std::string_view, std::uint32_t> article_numbers_;
  std::deque<std::vector<std::vector<std::string>>> neighbours_;  // by article and node
  std::unordered_map<const Node*, std::uint32_t> item_of_node_;
  std::vector<Cluster> clusters_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> apart_;
  std::vector<std::string> ids_;  // of the things, by item
  std::map<std::string, std::string> new_names_;
  std::map<std::string, NodeType> new_types_;
  Resolution resolution_;
};

}  // namespace

std::vector<Decision> Resolution::doubts() const {
  std::vector<Decision> found;
  for (const Decision& decision : decisions)
    if (decision.verdict == Verdict::possibly_same) found.push_back(decision);
  return found;
}

Resolution resolve(const KnowledgeGraph& graph, const Ontology& ontology, const Overrides& overrides,
                   const NameRules& rules) {
  return Resolver(overrides, rules).run(graph, ontology);
}

std::vector<Profile> profiles(const std::vector<Bearing>& bearings, const Overrides& overrides,
                              const NameRules& rules) {
  return Resolver(overrides, rules).profiles(bearings);
}

std::vector<std::pair<NodeRef, NodeRef>> pairs_of_block(std::string_view block, std::vector<Profile> profiles,
                                                        const NameRules& rules) {
  const Overrides none;
  return Resolver(none, rules).pairs_of_block(block, std::move(profiles));
}

PartResolution resolve_part(const std::vector<Bearing>& bearings, const std::vector<std::pair<NodeRef, NodeRef>>& pairs,
                            const Overrides& overrides, const NameRules& rules) {
  return Resolver(overrides, rules).resolve_part(bearings, pairs);
}

Fragment renamed(const Fragment& fragment, const std::vector<Renaming>& renamings, const Ontology& ontology) {
  std::map<std::string_view, const Renaming*> of_key;
  for (const Renaming& renaming : renamings)
    if (renaming.article == fragment.article.id) of_key[renaming.key] = &renaming;
  const auto look_of = [&](const Node& node) {
    const auto found = of_key.find(node.id);
    if (found == of_key.end()) return Look{&node.id};
    const Renaming& to = *found->second;
    return Look{&to.id, to.name ? &*to.name : nullptr, to.type ? &*to.type : nullptr};
  };
  std::uint64_t loops = 0;
  return canonical(rewritten(fragment, ontology, look_of, loops));
}

}  // namespace entente
