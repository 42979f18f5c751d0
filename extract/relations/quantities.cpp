#include "relations/quantities.h"

#include <charconv>
#include <cmath>
#include <string>

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
};

std::optional<Counted> counted(const Tree& tree, int noun, const GrammarWords& words) {
  for (int child : tree.children(noun)) {
    if (!tree.is(child, "nummod") && !(tree.is(child, "det") && tree[child].upos == Upos::NUM) &&
        !(tree.is(child, "compound") && tree[child].upos == Upos::NUM))
      continue;
    auto value = parse_number(tree[child].form, words);
    if (const double power = multiplier(tree[child].lemma, words); power > 0) {
      value = 1;
      for (int inner : tree.children(child))
        if (const auto factor = parse_number(tree[inner].form, words)) value = *factor;
      value = *value * power;
    }
    if (value) return Counted{*value, child};
  }
  return std::nullopt;
}

bool is_approximate(const Tree& tree, int noun, int number, const GrammarWords& words) {
  for (int token = std::max(0, number - 4); token < number; ++token)
    if (contains(words.approximate, tree[token].lemma) && (tree.dominates(noun, token) || tree.head(token) == noun))
      return true;
  return false;
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
  if (!any) return std::nullopt;
  return total + group;
}

std::optional<Quantity> quantity_of(const Tree& tree, const Arguments& arguments, int object, int subject,
                                    const GrammarWords& words) {
  std::vector<int> nouns;
  for (const Filler& filler : arguments.fillers)
    if (filler.slot.kind == Slot::Kind::object) nouns.push_back(filler.token);
  nouns.insert(nouns.end(), {object, subject});
  for (int noun : nouns) {
    if (noun == kNone) continue;
    std::vector<int> places = {noun};
    for (int child : tree.children(noun))  // "une aide de 567 millions de dollars"
      if (tree.is(child, "nmod") && noun != subject) places.push_back(child);
    for (int place : places) {
      auto found = counted(tree, place, words);
      if (!found) continue;
      Quantity quantity{found->value, std::string(tree[place].form), is_approximate(tree, place, found->number, words)};
      if (const double power = multiplier(tree[place].lemma, words); power > 0) {
        quantity.value *= power;
        for (int child : tree.children(place))
          if (tree.is(child, "nmod")) quantity.unit = tree[child].form;
      }
      return quantity;
    }
  }
  return std::nullopt;
}

}  // namespace entente
