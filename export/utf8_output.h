// What every writer writes through: in builds with assertions, a check that it is UTF-8; in others, nothing.
//
// All text was valid when it came in (reading.h, json_value.h, the stores). A writer that cuts a code point in two, or
// lets bytes through that no gate has seen, would make a file that no reader takes: here it stops where it happens.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <ostream>
#include <streambuf>
#include <string_view>

#include "entente/schema/utf8.h"

namespace entente {

#ifdef NDEBUG

class Utf8Output {
 public:
  explicit Utf8Output(std::ostream& to) : out(to) {}
  std::ostream& out;
};

#else

/// Hands on what it gets. A code point may come in pieces.
class Utf8Filter final : public std::streambuf {
 public:
  explicit Utf8Filter(std::ostream& to) : to_(to) {}
  [[nodiscard]] bool is_between_characters() const { return begun_ == 0; }

 protected:
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char byte = traits_type::to_char_type(c);
    return xsputn(&byte, 1) == 1 ? c : traits_type::eof();
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    look_at({bytes, static_cast<std::size_t>(count)});
    return to_.write(bytes, count) ? count : 0;
  }
  int sync() override { return to_.flush() ? 0 : -1; }

 private:
  static std::size_t length_after(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  }
  void look_at(std::string_view bytes) {
    while (begun_ > 0 && !bytes.empty()) {
      character_[begun_++] = bytes.front();
      bytes.remove_prefix(1);
      if (begun_ < length_after(character_[0])) continue;
      assert(is_utf8({character_.data(), begun_}) && "a writer writes bytes that are no UTF-8");
      begun_ = 0;
    }
    std::size_t whole = bytes.size();  // up to a character that is only begun
    for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back)
      if (length_after(bytes[bytes.size() - back]) > back) whole = bytes.size() - back;
    assert(is_utf8(bytes.substr(0, whole)) && "a writer writes bytes that are no UTF-8");
    for (const char byte : bytes.substr(whole)) character_[begun_++] = byte;
  }

  std::ostream& to_;
  std::array<char, 4> character_{};
  std::size_t begun_ = 0;
};

class Utf8Output {
  Utf8Filter filter_;
  std::ostream stream_;

 public:
  explicit Utf8Output(std::ostream& to) : filter_(to), stream_(&filter_), out(stream_) {
    stream_.imbue(to.getloc());
    stream_.setstate(to.rdstate());
  }
  Utf8Output(const Utf8Output&) = delete;
  Utf8Output& operator=(const Utf8Output&) = delete;
  ~Utf8Output() { assert((!stream_ || filter_.is_between_characters()) && "a writer ends within a character"); }
  std::ostream& out;
};

#endif

}  // namespace entente
