#include "neural/model_reader.h"

#include <algorithm>
#include <cstring>

namespace entente::neural {
namespace {

constexpr std::size_t kHeaderSize = 64;
constexpr std::uint32_t kMostColumns = 1U << 20;
constexpr std::uint32_t kMostInputs = 1U << 16;  // times 255 times 128, a sum stays within 31 bits

}  // namespace

void ModelReader::fail(std::string_view section, std::string_view what) {
  if (!error_)
    error_ = InputError{"", 0, "damaged model: section '" + std::string(section) + "' " + std::string(what),
                        "install the model file again"};
}

std::span<const std::byte> ModelReader::section(std::string_view name) {
  const auto found = sections_.find(name);
  if (!found) fail(name, "is missing");
  return found.value_or(std::span<const std::byte>{});
}

std::vector<std::string> ModelReader::strings(std::string_view name) {
  std::vector<std::string> out;
  const auto bytes = section(name);
  const auto* text = reinterpret_cast<const char*>(bytes.data());
  for (const char *at = text, *end = text + bytes.size(); at != end;) {
    const char* stop = std::find(at, end, '\n');
    if (stop == end) {
      fail(name, "ends within a line");
      break;
    }
    out.emplace_back(at, stop);
    at = stop + 1;
  }
  return out;
}

Linear ModelReader::linear(std::string_view name) {
  const auto bytes = section(name);
  Linear out;
  std::uint32_t shape[2] = {0, 0};
  if (bytes.size() >= kHeaderSize) std::memcpy(shape, bytes.data(), sizeof shape);
  out.outputs = shape[0];
  out.inputs = shape[1];
  const bool is_possible = shape[0] > 0 && shape[1] > 0 && shape[0] <= kMostColumns && shape[1] <= kMostInputs;
  const std::size_t rows = out.width();
  if (!is_possible || bytes.size() != kHeaderSize + rows * out.depth() + rows * 12 + out.panels()) {
    fail(name, "has the wrong size");
    return {};
  }
  const std::byte* at = bytes.data() + kHeaderSize;
  out.weights = reinterpret_cast<const std::int8_t*>(at);
  at += rows * out.depth();
  out.scale = reinterpret_cast<const float*>(at);
  out.bias = reinterpret_cast<const float*>(at + rows * 4);
  out.correction = reinterpret_cast<const std::int32_t*>(at + rows * 8);
  out.roomy = reinterpret_cast<const std::uint8_t*>(at + rows * 12);
  return out;
}

Linear ModelReader::linear(std::string_view name, std::size_t inputs, std::size_t outputs) {
  const Linear out = linear(name);
  if (out.inputs == inputs && out.outputs == outputs) return out;
  fail(name, "is of another shape than its neighbours");
  return {};
}

Norm ModelReader::norm(const std::string& name, std::size_t width, float epsilon) {
  const auto scale = numbers<float>(name + ".weight", width), shift = numbers<float>(name + ".bias", width);
  return {static_cast<std::uint32_t>(width), scale.data(), shift.data(), epsilon};
}

}  // namespace entente::neural
