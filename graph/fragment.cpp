#include "entente/graph/fragment.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace entente {
namespace {

constexpr std::array<std::string_view, 2> kPolarityNames = {"affirmed", "negated"};
constexpr std::array<std::string_view, 4> kModalityNames = {"actual", "reported", "possible", "planned"};
constexpr std::array<std::string_view, 3> kObjectRoleNames = {"", "addressee", "about"};

auto key(const Node& node) { return std::string_view(node.id); }
auto key(const Edge& edge) {
  return std::tuple<std::string_view, std::string_view, std::string_view>(edge.subject, edge.relation, edge.object);
}

template <class T>
void make_set(std::vector<T>& values) {
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

template <class T>
void append(std::vector<T>& to, std::vector<T>&& from) {
  if (to.empty()) {
    to = std::move(from);
  } else {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  }
}

void make_canonical(Node& node) {
  std::erase(node.alternate_names, node.name);
  std::erase(node.alternate_names, "");
  make_set(node.alternate_names);
  make_set(node.mentions);
  make_set(node.descriptions);
}

void make_canonical(Edge& edge) { make_set(edge.evidence); }

// One text gives a thing one name; of two the first in byte order is kept, the other becomes an alternate name.
void add(Node& node, Node&& other) {
  node.alternate_names.push_back(std::max(node.name, other.name));
  node.name = std::min(node.name, other.name);
  node.type = std::min(node.type, other.type);
  node.wikidata = std::max(node.wikidata, other.wikidata);
  node.iso = std::max(node.iso, other.iso);
  append(node.alternate_names, std::move(other.alternate_names));
  append(node.mentions, std::move(other.mentions));
  append(node.descriptions, std::move(other.descriptions));
}

void add(Edge& edge, Edge&& other) { append(edge.evidence, std::move(other.evidence)); }

// Sorts by key and joins what has the same key.
template <class T>
void make_canonical(std::vector<T>& values) {
  const auto before = [](const T& a, const T& b) { return key(a) < key(b); };
  if (!std::is_sorted(values.begin(), values.end(), before)) std::stable_sort(values.begin(), values.end(), before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (kept > 0 && key(values[kept - 1]) == key(values[i])) {
      add(values[kept - 1], std::move(values[i]));
    } else {
      if (kept != i) values[kept] = std::move(values[i]);
      ++kept;
    }
  }
  values.resize(kept);
  for (T& value : values) make_canonical(value);
}

InputError defect(const Fragment& fragment, std::string seen) {
  return {fragment.article.id.empty() ? "fragment" : fragment.article.id, 0, std::move(seen), ""};
}

}  // namespace

std::string_view name(Polarity polarity) { return kPolarityNames[static_cast<std::size_t>(polarity)]; }
std::string_view name(Modality modality) { return kModalityNames[static_cast<std::size_t>(modality)]; }
std::string_view name(ObjectRole role) { return kObjectRoleNames[static_cast<std::size_t>(role)]; }

Result<void> validate(const Fragment& fragment) {
  if (fragment.article.id.empty()) return defect(fragment, "article without an id");
  std::vector<std::string_view> ids;
  ids.reserve(fragment.nodes.size());
  const auto is_bad = [&](const Quote& quote) {
    return quote.article != fragment.article.id || quote.span.begin > quote.span.end;
  };
  for (const Node& node : fragment.nodes) {
    if (node.id.empty()) return defect(fragment, "node \"" + node.name + "\" without an id");
    if (node.name.empty()) return defect(fragment, "node " + node.id + " without a name");
    if (std::any_of(node.mentions.begin(), node.mentions.end(), is_bad))
      return defect(fragment, "node " + node.id + " has a mention that is not a span of this article");
    ids.push_back(node.id);
  }
  if (!std::is_sorted(ids.begin(), ids.end())) std::sort(ids.begin(), ids.end());
  const auto is_known = [&](std::string_view id) { return std::binary_search(ids.begin(), ids.end(), id); };
  for (const Edge& edge : fragment.edges) {
    const auto bad_edge = [&](std::string_view before, std::string_view after) {
      return defect(fragment, std::string(before) + "\"" + edge.subject + " " + edge.relation + " " + edge.object +
                                  "\"" + std::string(after));
    };
    if (edge.relation.empty()) return bad_edge("edge ", " without a relation");
    if (!is_known(edge.subject) || !is_known(edge.object)) return bad_edge("edge ", " names a node that is not there");
    if (edge.subject == edge.object) return bad_edge("edge ", " joins a node with itself");
    if (edge.evidence.empty()) return bad_edge("edge ", " without evidence");
    for (const Evidence& evidence : edge.evidence) {
      if (is_bad(evidence.quote) || evidence.trigger.begin > evidence.trigger.end)
        return bad_edge("edge ", " has evidence that is not a span of this article");
      if (!(evidence.confidence >= 0 && evidence.confidence <= 1))
        return bad_edge("edge ", " has a confidence outside 0 to 1");
      if (evidence.quantity && evidence.quantity->value != evidence.quantity->value)
        return bad_edge("edge ", " has a quantity that is no number");
      for (const std::string* id : {&evidence.attributed_to, &evidence.destination.node, &evidence.beneficiary.node,
                                    &evidence.instrument.node, &evidence.location.node})
        if (!id->empty() && !is_known(*id))
          return bad_edge("evidence of ", " names the node " + *id + " that is not there");
    }
  }
  return {};
}

Fragment canonical(Fragment fragment) {
  make_canonical(fragment.nodes);
  make_canonical(fragment.edges);
  return fragment;
}

Fragment join(Fragment a, const Fragment& b) {
  const auto version = [](const Fragment& f) { return std::tie(f.article.published, f.article.hash); };
  if (version(a) < version(b)) return b;
  if (version(b) < version(a) || a == b) return a;
  for (std::string Article::*field :
       {&Article::name, &Article::title, &Article::language, &Article::source, &Article::signature})
    a.article.*field = std::max(a.article.*field, b.article.*field);
  append(a.nodes, std::vector<Node>(b.nodes));
  append(a.edges, std::vector<Edge>(b.edges));
  return canonical(std::move(a));
}

}  // namespace entente
