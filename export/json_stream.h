// RapidJSON's writer over a std::ostream, through a buffer of its own: an ostream call for each character would cost
// ten times the writing itself.
#pragma once

#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <ostream>
#include <string_view>

#include "entente/schema/checked_allocator.h"
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
    if (raw.size() > buffer_.size() - used_) {
      Flush();
      if (raw.size() > buffer_.size()) {
        out_.write(raw.data(), static_cast<std::streamsize>(raw.size()));
        return;
      }
    }
    std::memcpy(buffer_.data() + used_, raw.data(), raw.size());
    used_ += raw.size();
  }

 private:
  std::ostream& out_;
  std::array<char, 1U << 15U> buffer_;
  std::size_t used_ = 0;
};

/// Adds the few forms that graphs need. Keys come from our own code or from the ontology.
class JsonWriter : public rapidjson::Writer<JsonStream, rapidjson::UTF8<>, rapidjson::UTF8<>, CheckedAllocator> {
 public:
  explicit JsonWriter(JsonStream& stream) : Writer(stream) {}
  void key(std::string_view name) { text(name); }
  /// What RapidJSON's String writes, but whole runs at a time.
  void text(std::string_view value) {
    Prefix(rapidjson::kStringType);
    os_->Put('"');
    while (!value.empty()) {
      const std::size_t run = plain_run(value);
      os_->put(value.substr(0, run));
      value.remove_prefix(run);
      if (value.empty()) break;
      put_escape(value.front());
      value.remove_prefix(1);
    }
    os_->Put('"');
    EndValue(true);
  }
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

 private:
  // The length of the start of `text` that needs no escape.
  static std::size_t plain_run(std::string_view text) {
    const auto is_special = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; };
    return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_special) - text.begin());
  }
  void put_escape(char c) {
    constexpr std::string_view kShort = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt", kHex = "0123456789ABCDEF";
    os_->Put('\\');
    if (const std::size_t at = kShort.find(c); at != std::string_view::npos) return os_->Put(kLetters[at]);
    const auto byte = static_cast<unsigned char>(c);
    os_->put("u00");
    os_->Put(kHex[byte >> 4U]);
    os_->Put(kHex[byte & 15U]);
  }
};

/// The error of a stream that refused what was written.
[[nodiscard]] inline Result<void> written(const std::ostream& out) {
  if (out) return {};
  return InputError{"output", 0, "cannot be written", "check that the disk is not full and the folder is writable"};
}

}  // namespace entente
