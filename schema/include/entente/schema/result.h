// Bad input is a value, not an exception: what was seen, where, and what to do about it.
#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace entente {

/// One line for the user. `seen` starts in lower case and says what was found; `remedy` says what to do ("" if
/// nothing).
struct InputError {
  std::string source;      // file, "-" for standard input, or the name of a setting
  std::uint32_t line = 0;  // from 1; 0: the whole file
  std::string seen;
  std::string remedy;
};

/// "kim.txt:1: date line is "28 octobre"; give --date 2024-10-28"
[[nodiscard]] std::string to_string(const InputError& error);

/// A value or an InputError: the part of std::expected that this project uses, until C++23 can be asked for.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}           // NOLINT: meant to be implicit
  Result(InputError error) : state_(std::move(error)) {}  // NOLINT: meant to be implicit

  [[nodiscard]] bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  /// requires has_value()
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  /// requires !has_value()
  const InputError& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, InputError> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(InputError error) : error_(std::move(error)) {}  // NOLINT: meant to be implicit

  [[nodiscard]] bool has_value() const { return !error_; }
  explicit operator bool() const { return has_value(); }
  const InputError& error() const { return *error_; }

 private:
  std::optional<InputError> error_;
};

}  // namespace entente
