// A small JSON tree, and a reader that bounds its depth, validates its encoding and never recurses.
//
// RapidJSON's own Document is not used for foreign input: its parser and `Accept` recurse once per nesting level unless
// told otherwise, and it knows nothing of lines. Its SAX reader, iterative and validating, feeds this tree instead.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/result.h"

namespace entente {

inline constexpr std::size_t kMaxJsonDepth = 32;

struct JsonMember;

struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool boolean = false;
  std::uint32_t line = 0;  // where the value starts, from 1
  double number = 0;
  std::string string;
  std::vector<JsonValue> items;
  std::vector<JsonMember> members;

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
  /// The member of that name; nullptr if there is none or this is no object.
  [[nodiscard]] const JsonValue* find(std::string_view key) const;
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

struct JsonPlace {
  std::string source;
  std::uint32_t first_line = 1;  // number of the text's first line
};

/// Called with each element of the streamed array; an error stops the reading.
using JsonItemHandler = std::function<Result<void>(JsonValue item)>;

/// Reads one JSON value that fills `text`, a byte order mark and white space aside. With `streamed_key`, the elements
/// of the root's array member of that name go to `on_item` one by one instead of into the result. fails  not JSON, not
/// UTF-8, lone surrogates, more than kMaxJsonDepth levels
[[nodiscard]] Result<JsonValue> parse_json(std::string_view text, const JsonPlace& place,
                                           std::string_view streamed_key = {}, const JsonItemHandler& on_item = {});

}  // namespace entente
