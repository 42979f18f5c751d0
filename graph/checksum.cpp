#include "checksum.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace entente::detail {
namespace {

// Multiplication by an odd number and the shift are both one to one, so that two states that differ never meet.
class Sum {
 public:
  void add(std::uint64_t number) {
    state_ = (state_ ^ number) * 0x9E3779B97F4A7C15U;
    state_ ^= state_ >> 32U;
  }
  void add(std::string_view bytes) {
    add(std::uint64_t{bytes.size()});
    for (; bytes.size() >= sizeof(std::uint64_t); bytes.remove_prefix(sizeof(std::uint64_t))) add(word_of(bytes));
    if (!bytes.empty()) add(word_of(bytes));
  }
  void add(Span span) { add(std::uint64_t{span.begin} << 32U | span.end); }
  void add(const Quote& quote) {
    add(quote.article);
    add(quote.span);
    add(quote.exact);
  }
  void add(const Participant& who) {
    add(who.node);
    add(who.text);
  }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  [[nodiscard]] std::int64_t value() const { return state_ == 0 ? 1 : static_cast<std::int64_t>(state_); }

 private:
  // Up to eight bytes, the first one lowest.
  static std::uint64_t word_of(std::string_view bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), std::min(bytes.size(), sizeof word));
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return word;
  }
  std::uint64_t state_ = 0x243F6A8885A308D3U;
};

}  // namespace

std::int64_t checksum(const Fragment& fragment) {
  Sum sum;
  const Article& a = fragment.article;
  for (const std::string* text :
       {&a.id, &a.hash, &a.name, &a.title, &a.language, &a.published, &a.source, &a.signature})
    sum.add(*text);
  const auto add_all = [&](const auto& values) {
    sum.add(std::uint64_t{values.size()});
    for (const auto& value : values) sum.add(value);
  };
  sum.add(std::uint64_t{fragment.nodes.size()});
  for (const Node& node : fragment.nodes) {
    sum.add(static_cast<std::uint64_t>(node.type));
    for (const std::string* text : {&node.id, &node.name, &node.wikidata, &node.iso}) sum.add(*text);
    add_all(node.alternate_names);
    add_all(node.mentions);
    add_all(node.descriptions);
  }
  sum.add(std::uint64_t{fragment.edges.size()});
  for (const Edge& edge : fragment.edges) {
    for (const std::string* text : {&edge.subject, &edge.relation, &edge.object}) sum.add(*text);
    sum.add(std::uint64_t{edge.evidence.size()});
    for (const Evidence& e : edge.evidence) {
      sum.add(e.quote);
      sum.add(e.trigger);
      for (const std::string* text : {&e.frame, &e.attributed_to, &e.time}) sum.add(*text);
      sum.add(static_cast<std::uint64_t>(e.polarity) << 16U | static_cast<std::uint64_t>(e.modality) << 8U |
              static_cast<std::uint64_t>(e.object_role));
      sum.add(std::uint64_t{e.quantity.has_value()});
      if (e.quantity) {
        sum.add(e.quantity->value);
        sum.add(e.quantity->unit);
        sum.add(std::uint64_t{e.quantity->approximate});
      }
      for (const Participant* who : {&e.destination, &e.beneficiary, &e.instrument, &e.location}) sum.add(*who);
      sum.add(e.confidence);
    }
  }
  return sum.value();
}

std::int64_t checksum(std::string_view text) {
  Sum sum;
  sum.add(text);
  return sum.value();
}

}  // namespace entente::detail
