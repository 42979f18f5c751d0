// Bad input is a value in C++ and an exception in Python: here one becomes the other.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "entente/schema/result.h"

namespace entente::python {

/// An InputError on its way to Python. `type` is the name of a class in entente/_errors.py.
class Failure : public std::exception {
 public:
  Failure(const char* type, InputError error) : type_(type), error_(std::move(error)), text_(to_string(error_)) {}
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
  [[nodiscard]] const char* type() const { return type_; }
  [[nodiscard]] const InputError& error() const { return error_; }

 private:
  const char* type_;
  InputError error_;
  std::string text_;
};

/// The value, or a Failure of that type.
template <class T>
T value_of(Result<T> result, const char* type) {
  if (!result) throw Failure(type, result.error());
  return *std::move(result);
}
inline void value_of(const Result<void>& result, const char* type) {
  if (!result) throw Failure(type, result.error());
}

/// Makes Failure the exception of its type. Call once, when the module is made.
void translate_failures();

}  // namespace entente::python
