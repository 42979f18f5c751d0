#include "relations/quantities.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

namespace entente {
namespace {

constexpr int kNone = Tree::kNone;

/// Powers of ten by their lemma; 0 if the word is none.
double multiplier(std::string_view lemma, const GrammarWords& words) {
  for (std::size_t i = 0; i < words.powers.size(); ++i)
    if (words.powers[i] == lemma) return std::pow(10.0, words.power_exponents[i]);
  return 0;
}

std::optional<double> digits(std::string_view text, std::string_view decimal) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      plain += c;
    } else if (text.substr(i, decimal.size()) == decimal && plain.find('.') == std::string::npos) {
      plain += '.';
    } else if (c == ' ' || c == ',' || c == '.') {
      continue;
    } else if (text.substr(i, 2) == "\u00a0") {
      i += 1;
    } else if (text.substr(i, 3) == "\u202f" || text.substr(i, 3) == "\u2009") {
      i += 2;
    } else {
      return std::nullopt;
    }
  }
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (plain.empty() || error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

struct Counted {
  double value = 0;
  int number = kNone;
  int unit = kNone;  // what is counted
  bool is_approximate = false;
};

bool is_number(const Tree& tree, int token) {
  return tree.is(token, "nummod") ||
         (tree[token].upos == Upos::NUM && (tree.is(token, "det") || tree.is(token, "compound")));
}

/// The value that a number stands for with its own dependents and neighbours: "five thousand", "60 million".
std::optional<double> value_at(const Tree& tree, int number, const GrammarWords& words) {
  const double power = multiplier(tree[number].lemma, words);
  if (power == 0) return parse_number(tree[number].form, words);
  for (int inner : tree.children(number))
    if (const auto factor = parse_number(tree[inner].form, words)) return *factor * power;
  return power;
}

/// "une centaine de", "a dozen": a noun that is a number.
std::optional<double> collective(const Token& token, const GrammarWords& words) {
  if (has_feature(token, "Number=Plur")) return std::nullopt;
  for (std::size_t i = 0; i < words.collectives.size(); ++i)
    if (words.collectives[i] == token.lemma) return words.collective_values[i];
  return std::nullopt;
}

int of_phrase(const Tree& tree, int noun) {
  for (int child : tree.children(noun))
    if (tree.is(child, "nmod") && child > noun) return child;
  return kNone;
}

/// Clock times, ages, durations and percentages of the text's own measure nothing that a relation moves.
bool is_measure(const Tree& tree, int noun, const TimeWords& times) {
  const std::string& lemma = tree[noun].lemma;
  const std::string& form = tree[noun].form;
  if (contains(times.clock, lemma) || contains(times.clock, form)) return true;
  for (const auto* lists : {&times.units, &times.months, &times.weekdays})
    for (const auto& names : *lists)
      if (contains(names, lemma) || contains(names, form)) return true;
  return contains(times.decades, lemma);
}

bool is_approximate(const Tree& tree, int noun, int number, const GrammarWords& words) {
  for (int token = std::max(0, number - 4); token < number; ++token)
    if (contains(words.approximate, tree[token].lemma) &&
        (tree.dominates(noun, token) || tree.head(token) == noun || tree.head(noun) == token))
      return true;
  return false;
}

std::optional<Counted> counted(const Tree& tree, int noun, const GrammarWords& words, const TimeWords& times) {
  if (is_measure(tree, noun, times)) return std::nullopt;
  if (const auto value = collective(tree[noun], words))
    if (const int unit = of_phrase(tree, noun); unit != kNone) return Counted{*value, noun, unit, true};
  std::optional<Counted> found;
  for (int child : tree.children(noun)) {
    if (!is_number(tree, child)) continue;
    const auto value = value_at(tree, child, words);
    if (!value || *value == 0) continue;
    if (found && multiplier(tree[child].lemma, words) > 0 && child == found->number + 1) {
      found->value *= *value;  // "five thousand soldiers" with two numbers side by side
      found->number = child;
    } else if (found) {
      found->is_approximate = true;  // "10 to 15 tanks": the lower bound
    } else {
      found = Counted{*value, child, noun, false};
      for (int inner : tree.children(child))  // "de 3 000 à 4 000 soldats", "between 10 and 15 tanks"
        found->is_approximate |=
            (tree.is(inner, "nmod") || tree.is(inner, "conj")) && parse_number(tree[inner].form, words).has_value();
    }
  }
  if (!found) return found;
  const bool is_year = found->value >= 1800 && found->value <= 2100 && !has_feature(tree[noun], "Number=Plur") &&
                       tree[found->number].form.size() == 4;  // "the 2014 invasion"
  if (is_year) return std::nullopt;
  if (const double power = multiplier(tree[noun].lemma, words); power > 0) {
    found->value *= power;
    if (const int unit = of_phrase(tree, noun); unit != kNone) found->unit = unit;
  }
  found->is_approximate |= is_approximate(tree, noun, found->number, words);
  return found;
}

/// Nouns that may say how much a word is about, nearest first: itself, what it is made of ("une aide de 567 millions"),
/// and the noun behind an approximation that the parser took for its head ("près de 180 missiles", "entre 10 et 15").
void add_places(const Tree& tree, int noun, const GrammarWords& words, std::vector<int>& places) {
  if (noun == kNone) return;
  places.push_back(noun);
  const Token& token = tree[noun];
  const bool leads_on = contains(words.approximate, token.lemma) || token.upos == Upos::NUM;
  for (int child : tree.children(noun)) {
    const bool is_part = tree.is(child, "nmod") || (leads_on && (tree.is(child, "obl") || tree.is(child, "conj")));
    if (is_part && token.upos != Upos::PROPN && (leads_on || tree[child].upos != Upos::PROPN)) places.push_back(child);
    // "at least three boats", with the number's own adverbial in between
    if (leads_on && is_part)
      for (int inner : tree.children(child))
        if (tree.is(inner, "conj")) places.push_back(inner);
  }
}

/// A sum of money or a share, wherever the clause has it: "lift spending to 3.5% of GDP".
void add_sums(const Tree& tree, int clause, const GrammarWords& words, std::vector<int>& places) {
  for (int token = 0; token < tree.size(); ++token) {
    if (!contains(words.sums, tree[token].lemma) && !contains(words.sums, tree[token].form)) continue;
    for (int at = token; at != kNone; at = tree.head(at)) {
      if (at == clause) {
        places.push_back(token);
        break;
      }
      if (tree[at].deprel == "acl:relcl" || (tree.is(at, "conj") && tree[at].upos == Upos::VERB)) break;
    }
  }
}

}  // namespace

std::optional<double> parse_number(std::string_view text, const GrammarWords& words) {
  if (const auto value = digits(text, words.decimal.empty() ? "." : words.decimal.front())) return value;
  // Number words: tens and units add up ("vingt et un"), hundreds and thousands multiply. Two parts that the data knows
  // together ("quatre-vingt") are one word.
  std::vector<std::string> parts(1);
  for (char c : text) {
    if (c == ' ' || c == '-')
      parts.emplace_back();
    else
      parts.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto value_of = [&words](std::string_view word) -> std::optional<int> {
    for (std::size_t i = 0; i < words.numbers.size(); ++i)
      if (words.numbers[i] == word) return words.number_values[i];
    return std::nullopt;
  };
  double total = 0, group = 0;
  bool any = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto pair = i + 1 < parts.size() ? value_of(parts[i] + "-" + parts[i + 1]) : std::nullopt;
    const auto value = pair ? pair : value_of(parts[i]);
    const double power = value ? 0 : multiplier(parts[i], words);
    if (value) {
      group += *value;
      i += pair.has_value();
    } else if (power > 0) {
      group = (group == 0 ? 1 : group) * power;
      if (power >= 1000) {
        total += group;
        group = 0;
      }
    } else if (!parts[i].empty() && !contains(words.number_links, parts[i])) {
      return std::nullopt;
    }
    any = any || value || power > 0;
  }
  if (!any || !std::isfinite(total + group)) return std::nullopt;  // "trillion trillion trillion …"
  return total + group;
}

bool has_number(std::string_view text, double value, const GrammarWords& words) {
  constexpr std::size_t kLongest = 6;  // words of one number
  constexpr std::string_view kSpaces[] = {" ", "\n", "\t", "\u00a0", "\u202f", "\u2009"};
  std::vector<std::string> parts(1);  // the words, without what stands around them
  for (std::size_t at = 0; at < text.size();) {
    const auto* space = std::find_if(std::begin(kSpaces), std::end(kSpaces),
                                     [&](std::string_view s) { return text.substr(at, s.size()) == s; });
    if (space != std::end(kSpaces)) {
      parts.emplace_back();
      at += space->size();
    } else if (std::string_view("$().,;:!?\"%'").find(text[at]) != std::string_view::npos &&
               (parts.back().empty() || at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n')) {
      ++at;
    } else {
      parts.back() += text[at++];
    }
  }
  const auto power_of = [&](std::string word) {
    const double power = multiplier(word, words);
    if (power > 0 || !word.ends_with('s')) return power;
    word.pop_back();
    return multiplier(word, words);
  };
  for (std::size_t first = 0; first < parts.size(); ++first) {
    for (std::size_t i = 0; i < words.collectives.size(); ++i)
      if ((words.collectives[i] == parts[first] || words.collectives[i] + 's' == parts[first]) &&
          words.collective_values[i] == value)
        return true;
    std::string joined;
    for (std::size_t last = first; last < std::min(parts.size(), first + kLongest); ++last) {
      joined += (last > first ? " " : "") + parts[last];
      const auto number = parse_number(joined, words);
      if (!number) continue;
      const double power = last + 1 < parts.size() ? power_of(parts[last + 1]) : 0;
      if (*number == value || *number * power == value) return true;
    }
  }
  return false;
}

std::optional<Quantity> quantity_of(const Tree& tree, const Arguments& arguments, int object, int subject,
                                    const GrammarWords& words, const TimeWords& times) {
  std::vector<int> places;
  const bool is_verb = tree[arguments.trigger].upos == Upos::VERB;
  for (const Filler& filler : arguments.fillers)
    if (filler.slot.kind == Slot::Kind::object) add_places(tree, filler.token, words, places);
  if (is_verb) {  // "a tiré près de 180 missiles", "sell Canberra at least three boats": the object is in disguise
    for (int child : tree.children(arguments.trigger)) {
      const bool is_bare = tree.is(child, "obl") && tree.child(child, "case") == kNone;
      const bool is_rough =
          contains(words.approximate, tree[child].lemma) || (tree[child].upos == Upos::NUM && tree.is(child, "obl"));
      const bool is_about = tree.is(child, "obl") && tree.child(child, "case") != kNone &&
                            contains(words.approximate, tree[tree.child(child, "case")].lemma);
      if (is_bare || is_rough || is_about) add_places(tree, child, words, places);
    }
  } else {  // "un tir de 180 missiles"
    add_places(tree, arguments.trigger, words, places);
  }
  for (int end : {object, subject}) {
    if (end == kNone) continue;
    places.push_back(end);
    if (collective(tree[tree.head(end) == kNone ? end : tree.head(end)], words)) places.push_back(tree.head(end));
  }
  add_sums(tree, arguments.clause, words, places);
  for (int place : places) {
    if (place == subject && place != object && tree.child(place, "nummod") == kNone) continue;
    const auto found = counted(tree, place, words, times);
    if (found) return Quantity{found->value, std::string(tree[found->unit].form), found->is_approximate};
  }
  return std::nullopt;
}

}  // namespace entente
