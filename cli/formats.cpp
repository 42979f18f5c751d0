#include "formats.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "entente/graph/store.h"
#include "nearest.h"
#include "output.h"

namespace entente::cli {
namespace {

std::vector<std::string> known_extensions() {
  std::vector<std::string> result;
  for (const Format& format : formats()) result.emplace_back(format.ending());
  return result;
}

std::vector<std::string> known_names() {
  std::vector<std::string> result;
  for (const Format& format : formats()) result.emplace_back(format.name);
  return result;
}

Result<void> check_place(const Output& output) {
  if (output.format->is_folder()) {
    if (output.path == "-")
      return InputError{"--format", 0, "\"" + std::string(output.format->name) + "\" is a folder",
                        "name it: -o FOLDER/"};
    return check_output_folder(output.path);
  }
  if (output.path == "-") return {};
  if (is_store(output.path))
    return InputError{output.path, 0, "is a store, which the output would replace", "name another file"};
  return check_output(output.path);
}

}  // namespace

Result<std::vector<Output>> plan_outputs(const std::vector<std::string>& paths, const std::string& format) {
  const Format* asked = format_of_name(format);
  if (!format.empty() && asked == nullptr)
    return InputError{"--format", 0, "unknown format \"" + format + "\"",
                      did_you_mean(format, known_names()) + (did_you_mean(format, known_names()).empty() ? "" : " ") +
                          fmt::format("known are {}", fmt::join(known_names(), ", "))};
  std::vector<Output> outputs;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    const Format* known = asked != nullptr ? asked : path == "-" ? format_of_name("jsonld") : format_of_path(path);
    if (known == nullptr)
      return InputError{path, 0, "unknown extension \"" + std::filesystem::path(path).extension().string() + "\"",
                        fmt::format("known are {}; or say --format", fmt::join(known_extensions(), ", "))};
    if (!seen.insert(path).second) return InputError{path, 0, "named twice as an output", "name it once"};
    outputs.push_back({path, known});
  }
  if (outputs.empty()) outputs.push_back({"-", asked != nullptr ? asked : format_of_name("jsonld"), asked != nullptr});
  for (const Output& output : outputs)
    if (auto sound = check_place(output); !sound) return sound.error();
  return outputs;
}

}  // namespace entente::cli
