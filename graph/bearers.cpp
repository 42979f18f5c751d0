#include "bearers.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>

#include "entente/schema/fold.h"
#include "entente/schema/lexicon.h"

namespace entente::detail {
namespace {

// The place of a node among those of its fragment, which are sorted; none if it is not there.
std::optional<std::size_t> place_of(const Fragment& fragment, std::string_view id) {
  const auto found = std::lower_bound(fragment.nodes.begin(), fragment.nodes.end(), id,
                                      [](const Node& node, std::string_view wanted) { return node.id < wanted; });
  if (found == fragment.nodes.end() || found->id != id) return std::nullopt;
  return static_cast<std::size_t>(found - fragment.nodes.begin());
}

// What tells a bearer from its namesakes.
struct Profile {
  std::set<std::string> descriptions, others;
  [[nodiscard]] bool is_blank() const { return descriptions.empty() && others.empty(); }
};

// Trades, which one person hardly changes for another; all other titles are offices, of which one person has several.
constexpr std::array<std::string_view, 3> kTrades = {"expert", "journalist", "lawyer"};

// What a known title says of its bearer: "=expert", "=office"; nothing for other words.
void add_titles(const std::string& description, std::set<std::string>& keys) {
  const Lexicon& lexicon = builtin_lexicon();
  for (const char* language : {"fr", "en"})
    for (const TitleMatch& title : lexicon.titles(fold_name(description), language)) {
      const std::string& role = lexicon[title.role].key;
      const bool is_trade = std::find(kTrades.begin(), kTrades.end(), role) != kTrades.end();
      keys.insert(is_trade ? "=" + role : "=office");
    }
}

// Words that translate each other often begin alike (boxer, boxeur; professor, professeur): four letters stand for a
// word. Titles that are known stand for their kind as well (minister, spokesman).
std::set<std::string> description_keys(const Node& node, const NameRules& rules) {
  std::set<std::string> keys;
  for (const std::string& description : node.descriptions) {
    add_titles(description, keys);
    const std::string words = romanised(description) + " ";
    for (std::size_t begin = 0, end = words.find(' '); end != std::string::npos;
         begin = end + 1, end = words.find(' ', begin)) {
      const std::string word = words.substr(begin, end - begin);
      if (word.size() >= 4 && !rules.is_weightless(word)) keys.insert(word.substr(0, 4));
    }
  }
  return keys;
}

bool is_one_word(const Node& node) { return romanised(node.name).find(' ') == std::string::npos; }

std::vector<std::vector<std::size_t>> groups_of(const std::vector<Profile>& profiles) {
  std::vector<std::size_t> group(profiles.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  const auto root = [&](std::size_t i) {
    while (group[i] != i) i = group[i] = group[group[i]];
    return i;
  };
  std::map<std::string, std::size_t> first_with;
  for (std::size_t i = 0; i < profiles.size(); ++i)
    for (const auto& [kind, keys] : {std::pair('d', &profiles[i].descriptions), {'o', &profiles[i].others}})
      for (const std::string& key : *keys) {
        const auto [found, is_new] = first_with.try_emplace(kind + key, i);
        if (!is_new) group[std::max(root(i), root(found->second))] = std::min(root(i), root(found->second));
      }
  std::map<std::size_t, std::vector<std::size_t>> by_root;
  for (std::size_t i = 0; i < profiles.size(); ++i) by_root[root(i)].push_back(i);
  std::vector<std::vector<std::size_t>> groups;
  for (auto& [first, members] : by_root) groups.push_back(std::move(members));
  return groups;
}

}  // namespace

std::vector<std::vector<std::string>> neighbours(const Fragment& fragment) {
  std::vector<std::vector<std::string>> found(fragment.nodes.size());
  for (const Edge& edge : fragment.edges) {
    const auto subject = place_of(fragment, edge.subject), object = place_of(fragment, edge.object);
    const auto add = [&](const std::optional<std::size_t>& to, const std::optional<std::size_t>& other,
                         const std::string& id) {
      if (to && !(other && fragment.nodes[*other].type == NodeType::state)) found[*to].push_back(id);
    };
    add(subject, object, edge.object);
    add(object, subject, edge.subject);
  }
  for (std::vector<std::string>& ids : found) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  return found;
}

void add_told_of(const std::string& node, const Fragment& fragment, std::vector<std::string>& told) {
  for (const Edge& edge : fragment.edges) {
    if (edge.subject == node) told.push_back(edge.relation + '>' + edge.object);
    if (edge.object == node) told.push_back(edge.relation + '<' + edge.subject);
  }
}

std::vector<std::vector<Bearer>> divide(const std::vector<Bearer>& bearers, const NameRules& rules) {
  const bool may_be_several =
      bearers.size() > 1 && std::all_of(bearers.begin(), bearers.end(), [](const Bearer& bearer) {
        return bearer.node->type == NodeType::person && bearer.node->wikidata.empty();
      });
  if (!may_be_several) return {bearers};

  std::vector<Profile> profiles;
  for (const Bearer& bearer : bearers) {
    profiles.push_back({description_keys(*bearer.node, rules), {bearer.neighbours->begin(), bearer.neighbours->end()}});
  }
  const bool is_bare =
      std::all_of(bearers.begin(), bearers.end(), [](const Bearer& b) { return is_one_word(*b.node); });

  struct Part {
    std::vector<std::size_t> members;
    Profile profile;
  };
  std::vector<Part> parts;
  for (std::vector<std::size_t>& members : groups_of(profiles)) {
    Part part{std::move(members), {}};
    for (const std::size_t member : part.members) {
      part.profile.descriptions.insert(profiles[member].descriptions.begin(), profiles[member].descriptions.end());
      part.profile.others.insert(profiles[member].others.begin(), profiles[member].others.end());
    }
    parts.push_back(std::move(part));
  }
  // The most written about first; blank ones last, to join what is there.
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return std::pair(a.profile.is_blank(), b.members.size()) < std::pair(b.profile.is_blank(), a.members.size());
  });
  // Two parts that are described have no word in common, else they were one: they contradict each other. So one that is
  // not described joins the first, and one that is joins it only if the first is not; a surname alone says too little.
  std::vector<Part> things;
  for (Part& part : parts) {
    const bool is_at_home = !things.empty() && !is_bare &&
                            (part.profile.descriptions.empty() || things.front().profile.descriptions.empty());
    if (is_at_home) {
      Part& home = things.front();
      home.members.insert(home.members.end(), part.members.begin(), part.members.end());
      home.profile.descriptions.merge(part.profile.descriptions);
      home.profile.others.merge(part.profile.others);
    } else {
      things.push_back(std::move(part));
    }
  }
  std::vector<std::vector<Bearer>> result;
  for (Part& thing : things) {
    std::sort(thing.members.begin(), thing.members.end());
    std::vector<Bearer>& members = result.emplace_back();
    members.reserve(thing.members.size());
    for (const std::size_t member : thing.members) members.push_back(bearers[member]);
  }
  std::sort(result.begin(), result.end(),
            [](const auto& a, const auto& b) { return a.front().article < b.front().article; });
  return result;
}

}  // namespace entente::detail
