// The sections of a model as what they hold: numbers, strings, matrices.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "neural/kernels.h"
#include "neural/model_file.h"

namespace entente::neural {

/// Where a section is missing or of the wrong size, reading goes on with an empty one and the first complaint is kept:
/// the caller asks once, at the end. What it returns points into the model's bytes.
class ModelReader {
 public:
  explicit ModelReader(const ModelSections& sections) : sections_(sections) {}

  [[nodiscard]] const std::optional<InputError>& error() const { return error_; }
  void fail(std::string_view section, std::string_view what);

  [[nodiscard]] bool has(std::string_view name) const { return sections_.find(name).has_value(); }
  std::span<const std::byte> section(std::string_view name);

  template <class T>
  std::span<const T> numbers(std::string_view name) {
    const auto bytes = section(name);
    if (bytes.size() % sizeof(T) != 0) fail(name, "has an odd size");
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  /// Empty unless there are exactly so many.
  template <class T>
  std::span<const T> numbers(std::string_view name, std::size_t count) {
    const auto found = numbers<T>(name);
    if (found.size() == count) return found;
    fail(name, "has the wrong size");
    return {};
  }
  /// The lines of a section, each of which ends with a newline.
  std::vector<std::string> strings(std::string_view name);

  /// A quantised matrix: outputs, inputs (u32 each), 56 zero bytes; weights, scale, bias, correction, roomy, as
  /// `Linear` has them.
  Linear linear(std::string_view name);
  /// The same of these sizes.
  Linear linear(std::string_view name, std::size_t inputs, std::size_t outputs);

  /// <name>.weight and <name>.bias. requires  width is a multiple of kPanel
  Norm norm(const std::string& name, std::size_t width, float epsilon);

 private:
  const ModelSections& sections_;
  std::optional<InputError> error_;
};

}  // namespace entente::neural
