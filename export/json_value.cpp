#include "json_value.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "entente/schema/checked_allocator.h"

namespace entente {
namespace {

// Counts lines as the reader moves on, so that every value knows its own.
class LineCounter {
 public:
  LineCounter(std::string_view text, std::uint32_t first_line) : text_(text), line_(first_line) {}
  std::uint32_t at(std::size_t offset) {
    offset = std::min(offset, text_.size());
    if (offset > seen_) {
      line_ += static_cast<std::uint32_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(seen_),
                                                     text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
      seen_ = offset;
    }
    return line_;
  }

 private:
  std::string_view text_;
  std::size_t seen_ = 0;
  std::uint32_t line_;
};

class TreeBuilder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
 public:
  TreeBuilder(const rapidjson::MemoryStream& stream, LineCounter& lines, std::string_view streamed_key,
              const JsonItemHandler& on_item)
      : stream_(stream), lines_(lines), streamed_key_(streamed_key), on_item_(on_item) {}

  bool Null() { return complete(make(JsonValue::Kind::null)); }
  bool Bool(bool value) {
    JsonValue made = make(JsonValue::Kind::boolean);
    made.boolean = value;
    return complete(std::move(made));
  }
  bool Int(int value) { return Double(value); }
  bool Uint(unsigned value) { return Double(value); }
  bool Int64(std::int64_t value) { return Double(static_cast<double>(value)); }
  bool Uint64(std::uint64_t value) { return Double(static_cast<double>(value)); }
  bool Double(double value) {
    JsonValue made = make(JsonValue::Kind::number);
    made.number = value;
    return complete(std::move(made));
  }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    JsonValue made = make(JsonValue::Kind::string);
    made.string.assign(text, length);
    return is_whole(made.string) && complete(std::move(made));
  }
  bool StartObject() { return open(JsonValue::Kind::object); }
  bool StartArray() { return open(JsonValue::Kind::array); }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    open_.back().key.assign(text, length);
    return is_whole(open_.back().key);
  }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  [[nodiscard]] JsonValue take_root() { return std::move(root_); }
  [[nodiscard]] const std::optional<InputError>& error() const { return error_; }
  [[nodiscard]] bool is_too_deep() const { return too_deep_; }
  [[nodiscard]] bool has_half_pair() const { return half_pair_; }

 private:
  struct Open {
    JsonValue value;
    std::string key;  // of the member being read, for objects
  };

  JsonValue make(JsonValue::Kind kind) {
    JsonValue value;
    value.kind = kind;
    value.line = lines_.at(stream_.Tell());
    return value;
  }
  // RapidJSON refuses the first half of a surrogate pair alone, but writes the second one as if it were a character.
  bool is_whole(std::string_view text) {
    for (std::size_t at = text.find('\xED'); at != std::string_view::npos; at = text.find('\xED', at + 1))
      if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) >= 0xA0) half_pair_ = true;
    return !half_pair_;
  }
  bool open(JsonValue::Kind kind) {
    if (open_.size() == kMaxJsonDepth) {
      too_deep_ = true;
      return false;
    }
    open_.push_back({make(kind), {}});
    return true;
  }
  bool close() {
    JsonValue value = std::move(open_.back().value);
    open_.pop_back();
    return complete(std::move(value));
  }
  bool complete(JsonValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Open& parent = open_.back();
    if (parent.value.is(JsonValue::Kind::object)) {
      parent.value.members.push_back({std::move(parent.key), std::move(value)});
      return true;
    }
    if (open_.size() == 2 && on_item_ && open_.front().key == streamed_key_) return hand_over(std::move(value));
    parent.value.items.push_back(std::move(value));
    return true;
  }
  bool hand_over(JsonValue value) {
    Result<void> taken = on_item_(std::move(value));
    if (!taken) error_ = taken.error();
    return taken.has_value();
  }

  const rapidjson::MemoryStream& stream_;
  LineCounter& lines_;
  std::string_view streamed_key_;
  const JsonItemHandler& on_item_;
  std::vector<Open> open_;
  JsonValue root_;
  std::optional<InputError> error_;
  bool too_deep_ = false;
  bool half_pair_ = false;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

Result<JsonValue> parse_json(std::string_view text, const JsonPlace& place, std::string_view streamed_key,
                             const JsonItemHandler& on_item) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  rapidjson::MemoryStream stream(text.data(), text.size());
  LineCounter lines(text, place.first_line);
  TreeBuilder builder(stream, lines, streamed_key, on_item);
  rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, CheckedAllocator> reader;
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, builder);

  if (builder.error()) return *builder.error();
  if (builder.is_too_deep())
    return InputError{place.source, lines.at(stream.Tell()),
                      "JSON is nested deeper than " + std::to_string(kMaxJsonDepth) + " levels", ""};
  if (builder.has_half_pair())
    return InputError{place.source, lines.at(stream.Tell()), "not JSON: a string holds half a surrogate pair",
                      "give a file that this program wrote"};
  if (parsed.IsError()) {
    std::string reason = rapidjson::GetParseError_En(parsed.Code());
    while (reason.ends_with('.')) reason.pop_back();
    return InputError{place.source, LineCounter(text, place.first_line).at(parsed.Offset()), "not JSON: " + reason,
                      "give a file that this program wrote"};
  }
  // A NUL byte ends RapidJSON's stream early: what follows must not be passed over in silence.
  if (stream.Tell() < text.size())
    return InputError{place.source, lines.at(stream.Tell()), "not JSON: a NUL byte stands in it",
                      "give a file that this program wrote"};
  return builder.take_root();
}

}  // namespace entente
