// The overrides file: what people decided about identity.

#include <algorithm>

#include "entente/graph/identity.h"
#include "entente/schema/utf8.h"

namespace entente {
namespace {

// Words of a line: the first `count` words, and then the rest as it stands.
std::vector<std::string> words_of(std::string_view line, std::size_t count) {
  constexpr std::string_view kSpace = " \t\r";
  std::vector<std::string> words;
  for (auto begin = line.find_first_not_of(kSpace); begin != std::string_view::npos;
       begin = line.find_first_not_of(kSpace)) {
    line.remove_prefix(begin);
    if (words.size() == count) {
      words.emplace_back(line.substr(0, line.find_last_not_of(kSpace) + 1));
      break;
    }
    const auto end = std::min(line.find_first_of(kSpace), line.size());
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

// Sets of references that are the same thing.
class SameThings {
 public:
  std::size_t of(const NodeRef& ref) { return find(index(ref)); }
  void unite(const NodeRef& a, const NodeRef& b) { parents_[of(b)] = of(a); }

 private:
  std::size_t index(const NodeRef& ref) {
    const auto [found, is_new] = index_.try_emplace(ref, parents_.size());
    if (is_new) parents_.push_back(found->second);
    return found->second;
  }
  std::size_t find(std::size_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  std::map<NodeRef, std::size_t> index_;
  std::vector<std::size_t> parents_;
};

}  // namespace

Result<Overrides> Overrides::parse(std::string_view text, std::string_view source) {
  Overrides overrides;
  SameThings same;
  std::vector<std::uint32_t> different_lines;
  std::uint32_t number = 0;
  const auto error = [&](std::uint32_t line, std::string seen, std::string remedy) {
    return InputError{std::string(source), line, std::move(seen), std::move(remedy)};
  };
  while (!text.empty()) {
    ++number;
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1))
      if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') line = line.substr(0, at);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!is_utf8(line)) return error(number, "bytes that are not UTF-8", "save the file as UTF-8");
    const std::vector<std::string> words = words_of(line, 2);
    if (words.empty()) continue;
    const std::string& command = words[0];
    if (command != "same" && command != "different" && command != "rename" && command != "type")
      return error(number, "\"" + command + "\" is no override", "use same, different, rename or type");
    if (words.size() < 3)
      return error(number, "\"" + command + "\" lacks a part",
                   command == "rename" ? "give a node and its name"
                   : command == "type" ? "give a node and its type"
                                       : "give two nodes");
    if (command == "same" || command == "different") {
      if (words[2].find_first_of(" \t") != std::string::npos)
        return error(number, "more than two nodes", "give one pair a line");
      if (words[1] == words[2]) return error(number, "a node and itself", "give two nodes");
    }
    if (command == "same") {
      overrides.same_.push_back({words[1], words[2]});
      same.unite(words[1], words[2]);
    } else if (command == "different") {
      overrides.different_.push_back({words[1], words[2]});
      different_lines.push_back(number);
    } else if (command == "rename") {
      const auto [known, is_new] = overrides.names_.try_emplace(words[1], words[2]);
      if (!is_new && known->second != words[2])
        return error(number, words[1] + " was named \"" + known->second + "\" before", "keep one of the two names");
    } else {
      const auto [type, is_type] = node_type(words[2]);
      if (!is_type)
        return error(number, "\"" + words[2] + "\" is no node type",
                     "use Person, State, Organization, MilitaryUnit, Group, Place or Event");
      const auto [known, is_new] = overrides.types_.try_emplace(words[1], type);
      if (!is_new && known->second != type)
        return error(number, words[1] + " had the type " + std::string(entente::name(known->second)) + " before",
                     "keep one of the two types");
    }
  }
  for (std::size_t i = 0; i < overrides.different_.size(); ++i) {
    const auto& [a, b] = overrides.different_[i];
    if (same.of(a) != same.of(b)) continue;
    std::string seen = a;
    seen.append(" and ").append(b).append(" are different here and the same by other lines");
    return error(different_lines[i], std::move(seen), "take one of these lines out");
  }
  return overrides;
}

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::same:
      return "same";
    case Verdict::possibly_same:
      return "possiblySameAs";
    default:
      return "different";
  }
}

}  // namespace entente
