#include "formats.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "entente/graph/store.h"
#include "nearest.h"
#include "output.h"

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

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

Result<void> check_file(const std::string& path) {
  if (is_store(path)) return would_replace(path, "is a store");
  return check_output(path);
}

Result<void> check_place(const Output& output) {
  std::error_code none;
  if (output.format->is_folder()) {
    if (output.path == "-")
      return InputError{"--format", 0, "\"" + std::string(output.format->name) + "\" is a folder",
                        "name it: -o FOLDER/"};
    if (auto sound = check_output_folder(output.path); !sound) return sound;
    if (!fs::is_directory(output.path, none)) return {};
  }
  for (const std::string& file : files_of(output))
    if (auto sound = check_file(file); !sound) return sound;
  return {};
}

/// Two names of one file, of which the second would replace the first. Devices and pipes take both.
Result<void> check_twice(const std::vector<Output>& outputs) {
  std::map<fs::path, std::string> places;
  for (const Output& output : outputs)
    for (const std::string& file : files_of(output)) {
      std::error_code none;
      const fs::file_status status = fs::status(file, none);
      if (fs::exists(status) && !fs::is_regular_file(status)) continue;
      const auto [there, is_new] = places.emplace(place_of(file), file);
      if (is_new) continue;
      return InputError{file, 0,
                        there->second == file ? "named twice as an output" : "is " + there->second + " as well",
                        "name it once"};
    }
  return {};
}

/// Whether `file` is `path`, or lies below it, by whatever names.
bool lies_in(const std::string& file, const fs::path& path) {
  std::error_code none;
  if (!fs::is_regular_file(file, none)) return false;
  if (!fs::is_directory(path, none)) return fs::equivalent(file, path, none);
  for (fs::path folder = place_of(file).parent_path(); folder.has_relative_path(); folder = folder.parent_path())
    if (fs::equivalent(folder, path, none)) return true;
  return false;
}

fs::path path_of(const std::string& read) { return read == "-" ? "/dev/stdin" : read; }

}  // namespace

InputError would_replace(const std::string& file, const std::string& what) {
  return {file, 0, what + ", which the output would replace", "name another file"};
}

std::vector<std::string> files_of(const Output& output) {
  if (output.path == "-") return {};
  if (!output.format->is_folder()) return {output.path};
  std::vector<std::string> files;
  for (const FolderFile& file : output.format->files) files.push_back((fs::path(output.path) / file.name).string());
  return files;
}

Result<void> keep_apart(const std::vector<Output>& outputs, const std::vector<std::string>& read) {
  for (const Output& output : outputs)
    for (const std::string& file : files_of(output))
      for (const std::string& path : read)
        if (lies_in(file, path_of(path))) return would_replace(file, "is read in this run");
  return {};
}

Result<void> keep_graphs_apart(const std::vector<Output>& outputs, const std::vector<std::string>& graphs) {
  constexpr std::string_view kReadBack[] = {"jsonld", "fragments", "nquads", "graphml"};
  std::vector<Output> others;
  for (const Output& output : outputs)
    if (std::ranges::find(kReadBack, output.format->name) == std::end(kReadBack)) others.push_back(output);
  return keep_apart(others, graphs);
}

Result<std::vector<Output>> plan_outputs(const std::vector<std::string>& paths, const std::string& format) {
  const Format* asked = format_of_name(format);
  if (!format.empty() && asked == nullptr)
    return InputError{"--format", 0, "unknown format \"" + format + "\"",
                      did_you_mean(format, known_names()) + (did_you_mean(format, known_names()).empty() ? "" : " ") +
                          fmt::format("known are {}", fmt::join(known_names(), ", "))};
  std::vector<Output> outputs;
  for (const std::string& path : paths) {
    const Format* known = asked != nullptr ? asked : path == "-" ? format_of_name("jsonld") : format_of_path(path);
    if (known == nullptr)
      return InputError{path, 0, "unknown extension \"" + std::filesystem::path(path).extension().string() + "\"",
                        fmt::format("known are {}; or say --format", fmt::join(known_extensions(), ", "))};
    outputs.push_back({path, known});
  }
  if (outputs.empty()) outputs.push_back({"-", asked != nullptr ? asked : format_of_name("jsonld"), asked != nullptr});
  for (const Output& output : outputs)
    if (auto sound = check_place(output); !sound) return sound.error();
  if (auto sound = check_twice(outputs); !sound) return sound.error();
  return outputs;
}

}  // namespace entente::cli
