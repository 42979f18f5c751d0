// Names to nodes.
#include <algorithm>
#include <numeric>
#include <set>

#include "entente/schema/fold.h"
#include "query_parts.h"

namespace entente {
namespace {

// Damerau's distance in its restricted form: insertions, deletions, replacements, exchanges of neighbours, no part
// twice.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_ago(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], two_ago[j - 2] + 1);
    }
    std::swap(two_ago, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

// 0 for equal names, 1 for names that have nothing in common; a name that starts another is near to it.
double remoteness(std::string_view wanted, std::string_view name) {
  const std::size_t longer = std::max(wanted.size(), name.size());
  const double by_letters = static_cast<double>(distance(wanted, name)) / static_cast<double>(longer);
  const bool is_part =
      wanted.size() >= 3 && (" " + std::string(name)).find(" " + std::string(wanted)) != std::string::npos;
  return is_part ? std::min(by_letters, 0.25) : by_letters;
}

// What the gazetteer calls so, in a language that no article of the graph may be in.
std::set<Vertex> known_by(const GraphView& view, std::string_view folded) {
  std::set<Vertex> found;
  const Gazetteer& gazetteer = builtin_gazetteer();
  for (const char* language : {"fr", "en"})
    for (const GazetteerMatch& match : gazetteer.lookup(folded, language)) {
      if (match.kind != NameKind::name && match.kind != NameKind::acronym) continue;
      const GazetteerEntry& known = gazetteer[match.entry];
      for (Vertex vertex = 0; vertex < boost::num_vertices(view.boost()); ++vertex)
        if (view[vertex].type == known.type && view[vertex].id.ends_with('/' + known.key)) found.insert(vertex);
    }
  return found;
}

constexpr double kTooRemote = 0.45;
constexpr std::size_t kSuggestions = 5;

}  // namespace

NodeNames::NodeNames(const GraphView& view) : view_(&view) {
  for (const auto& [article, fragment] : view.knowledge().fragments()) {
    for (const Node& node : fragment.nodes) {
      const Vertex vertex = view.find(node.id);
      const auto add = [&](const std::string& name) {
        std::vector<Bearer>& bearers = by_name_[fold_name(name)];
        const auto known =
            std::find_if(bearers.begin(), bearers.end(), [&](const Bearer& bearer) { return bearer.vertex == vertex; });
        if (known == bearers.end()) {
          bearers.push_back({vertex, name, 1});
        } else {
          ++known->articles;
        }
      };
      add(node.name);
      for (const std::string& name : node.alternate_names) add(name);
    }
  }
}

NodeNames::Entry NodeNames::entry(const Bearer& bearer) const {
  const VertexProperties& properties = (*view_)[bearer.vertex];
  return {properties.id, properties.name, properties.type, bearer.name};
}

NodeNames::Answer NodeNames::find(std::string_view name) const {
  Answer answer;
  if (const Vertex vertex = view_->find(name); vertex != kNoVertex) {
    answer.matches.push_back(entry({vertex, (*view_)[vertex].name, 0}));
    return answer;
  }
  const std::string wanted = fold_name(name);
  if (const auto found = by_name_.find(wanted); found != by_name_.end()) {
    std::vector<Bearer> bearers = found->second;
    std::sort(bearers.begin(), bearers.end(), [](const Bearer& a, const Bearer& b) {
      return std::pair(b.articles, a.vertex) < std::pair(a.articles, b.vertex);
    });
    for (const Bearer& bearer : bearers) answer.matches.push_back(entry(bearer));
    return answer;
  }
  for (const Vertex vertex : known_by(*view_, wanted)) answer.matches.push_back(entry({vertex, std::string(name), 0}));
  if (!answer.matches.empty()) return answer;
  std::vector<std::pair<double, const Bearer*>> near;
  for (const auto& [folded, bearers] : by_name_) {
    const double remote = remoteness(wanted, folded);
    if (remote <= kTooRemote)
      for (const Bearer& bearer : bearers) near.emplace_back(remote, &bearer);
  }
  std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->vertex, a.second->name) < std::tie(b.first, b.second->vertex, b.second->name);
  });
  for (const auto& [remote, bearer] : near) {
    const bool is_known =
        std::any_of(answer.suggestions.begin(), answer.suggestions.end(),
                    [&, vertex = bearer->vertex](const Entry& entry) { return entry.id == (*view_)[vertex].id; });
    if (!is_known) answer.suggestions.push_back(entry(*bearer));
    if (answer.suggestions.size() == kSuggestions) break;
  }
  return answer;
}

}  // namespace entente
