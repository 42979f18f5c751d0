// RapidJSON's writer over a std::ostream, through a buffer of its own: an ostream call for each character would cost
// ten times the writing itself.
#pragma once

#include <rapidjson/writer.h>

#include <array>
#include <cmath>
#include <ostream>
#include <string_view>

#include "entente/schema/result.h"

namespace entente {

/// The output stream concept of RapidJSON. The destructor does not flush: call Flush and look at the ostream.
class JsonStream {
 public:
  using Ch = char;
  explicit JsonStream(std::ostream& out) : out_(out) {}
  void Put(char c) {
    if (used_ == buffer_.size()) Flush();
    buffer_[used_++] = c;
  }
  void Flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(used_));
    used_ = 0;
  }
  void put(std::string_view raw) {
    for (char c : raw) Put(c);
  }

 private:
  std::ostream& out_;
  std::array<char, 1U << 15U> buffer_;
  std::size_t used_ = 0;
};

/// Adds the few forms that graphs need. Keys come from our own code or from the ontology.
class JsonWriter : public rapidjson::Writer<JsonStream> {
 public:
  explicit JsonWriter(JsonStream& stream) : rapidjson::Writer<JsonStream>(stream) {}
  void key(std::string_view name) { Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); }
  void text(std::string_view value) { String(value.data(), static_cast<rapidjson::SizeType>(value.size())); }
  void member(std::string_view name, std::string_view value) {
    key(name);
    text(value);
  }
  void member_if(std::string_view name, std::string_view value) {
    if (!value.empty()) member(name, value);
  }
  /// Whole numbers without a decimal point; infinities and NaN, which JSON lacks, as null.
  void number(double value) {
    constexpr double kExact = 9007199254740992.0;  // 2^53
    if (!std::isfinite(value)) {
      Null();
    } else if (std::trunc(value) == value && std::fabs(value) < kExact) {
      Int64(static_cast<std::int64_t>(value));
    } else {
      Double(value);
    }
  }
  void member(std::string_view name, double value) {
    key(name);
    number(value);
  }
};

/// The error of a stream that refused what was written.
[[nodiscard]] inline Result<void> written(const std::ostream& out) {
  if (out) return {};
  return InputError{"output", 0, "cannot be written", "check that the disk is not full and the folder is writable"};
}

}  // namespace entente
