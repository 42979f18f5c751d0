// The overrides file: what people decided about things and relations.

#include <algorithm>
#include <map>
#include <tuple>

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

constexpr std::string_view kCommands = "same, different, rename, type, reject, retype or note";

}  // namespace

// Line by line; what contradicts an earlier line is told at the later one.
class OverridesParser {
 public:
  explicit OverridesParser(std::string_view source) { overrides_.source_ = source; }

  Result<Overrides> parse(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const auto end = std::min(text.find('\n'), text.size());
      if (auto read = read_line(without_comment(text.substr(0, end))); !read) return read.error();
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (auto sound = check_pairs(); !sound) return sound.error();
    return std::move(overrides_);
  }

 private:
  static std::string_view without_comment(std::string_view line) {
    for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1))
      if (at == 0 || line[at - 1] == ' ' || line[at - 1] == '\t') return line.substr(0, at);
    return line;
  }

  [[nodiscard]] InputError error(std::string seen, std::string remedy) const {
    return InputError{overrides_.source_, line_, std::move(seen), std::move(remedy)};
  }
  [[nodiscard]] InputError lacks(const std::string& command, std::string remedy) const {
    return error("\"" + command + "\" lacks a part", std::move(remedy));
  }

  Result<void> read_line(std::string_view line) {
    if (!is_utf8(line)) return error("bytes that are not UTF-8", "save the file as UTF-8");
    const std::vector<std::string> words = words_of(line, 2);
    if (words.empty()) return {};
    const std::string& command = words[0];
    if (command == "same" || command == "different") return read_pair(words);
    if (command == "rename") return read_name(words);
    if (command == "type") return read_type(words);
    if (command == "reject" || command == "retype") return read_correction(words_of(line, 6));
    if (command == "note") return read_note(line);
    return error("\"" + command + "\" is no override", "use " + std::string(kCommands));
  }

  Result<void> read_pair(const std::vector<std::string>& words) {
    if (words.size() < 3) return lacks(words[0], "give two nodes");
    if (words[2].find_first_of(" \t") != std::string::npos) return error("more than two nodes", "give one pair a line");
    if (words[1] == words[2]) return error("a node and itself", "give two nodes");
    if (words[0] == "same") {
      overrides_.same_.push_back({words[1], words[2]});
      same_.unite(words[1], words[2]);
    } else {
      overrides_.different_.push_back({words[1], words[2]});
      different_lines_.push_back(line_);
    }
    return {};
  }

  Result<void> read_name(const std::vector<std::string>& words) {
    if (words.size() < 3) return lacks(words[0], "give a node and its name");
    const auto [known, is_new] = overrides_.names_.try_emplace(words[1], words[2]);
    if (is_new || known->second == words[2]) return {};
    return error(words[1] + " was named \"" + known->second + "\" before", "keep one of the two names");
  }

  Result<void> read_type(const std::vector<std::string>& words) {
    if (words.size() < 3) return lacks(words[0], "give a node and its type");
    const auto [type, is_type] = node_type(words[2]);
    if (!is_type)
      return error("\"" + words[2] + "\" is no node type",
                   "use Person, State, Organization, MilitaryUnit, Group, Place or Event");
    const auto [known, is_new] = overrides_.types_.try_emplace(words[1], type);
    if (is_new || known->second == type) return {};
    return error(words[1] + " had the type " + std::string(entente::name(known->second)) + " before",
                 "keep one of the two types");
  }

  Result<void> read_correction(const std::vector<std::string>& words) {
    const bool is_retyped = words[0] == "retype";
    const std::size_t least = is_retyped ? 5 : 4;
    const char* const parts =
        is_retyped ? "give subject, relation, object and the relation that it is" : "give subject, relation and object";
    if (words.size() < least) return lacks(words[0], parts);
    if (words.size() > least + 1)
      return error("words after the article", std::string(parts) + ", and one article at most");
    Overrides::Correction made{words[1], words[3], words[2], is_retyped ? words[4] : "", "", line_};
    if (words.size() > least) made.article = words[least];
    if (made.subject == made.object) return error("a node and itself", "give two nodes");
    const auto [known, is_new] =
        corrected_.try_emplace({made.subject, made.relation, made.object, made.article}, made.retyped, line_);
    if (!is_new && known->second.first != made.retyped)
      return error("line " + std::to_string(known->second.second) + " decides otherwise on this relation",
                   "keep one of the two");
    if (is_new) overrides_.corrections_.push_back(std::move(made));
    return {};
  }

  // What is noted stands behind the first ":" that is a word of its own.
  Result<void> read_note(std::string_view line) {
    const std::string form = "write: note NODE : TEXT, or note SUBJECT RELATION OBJECT : TEXT";
    std::size_t colon = line.find(':');
    const auto is_space = [&](std::size_t at) { return at >= line.size() || line[at] == ' ' || line[at] == '\t'; };
    while (colon != std::string_view::npos && (!is_space(colon - 1) || !is_space(colon + 1)))
      colon = line.find(':', colon + 1);
    if (colon == std::string_view::npos) return lacks("note", form);
    const std::vector<std::string> words = words_of(line.substr(0, colon), 4);
    const std::vector<std::string> text = words_of(line.substr(colon + 1), 0);
    if (text.empty() || words.size() < 2) return lacks("note", form);
    if (words.size() != 2 && words.size() != 4) return error("a note on neither a node nor a relation", form);
    const bool is_of_node = words.size() == 2;
    overrides_.notes_.push_back(
        {words[1], is_of_node ? std::string() : words[3], is_of_node ? std::string() : words[2], text[0]});
    return {};
  }

  Result<void> check_pairs() {
    for (std::size_t i = 0; i < overrides_.different_.size(); ++i) {
      const auto& [a, b] = overrides_.different_[i];
      if (same_.of(a) != same_.of(b)) continue;
      std::string seen = a;
      seen.append(" and ").append(b).append(" are different here and the same by other lines");
      line_ = different_lines_[i];
      return error(std::move(seen), "take one of these lines out");
    }
    return {};
  }

  Overrides overrides_;
  SameThings same_;
  std::vector<std::uint32_t> different_lines_;
  std::map<std::tuple<NodeRef, std::string, NodeRef, std::string>, std::pair<std::string, std::uint32_t>> corrected_;
  std::uint32_t line_ = 0;
};

Result<Overrides> Overrides::parse(std::string_view text, std::string_view source) {
  return OverridesParser(source).parse(text);
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
