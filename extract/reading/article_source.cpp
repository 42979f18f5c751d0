#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <new>
#include <utility>
#include <variant>

#include "bytes.h"
#include "entente/extract/reading.h"
#include "formats/format.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

}  // namespace

// A file that was given or found, and what the graph keeps of its path.
struct FoundFile {
  std::string path, location;
};

struct ArticleSource::State {
  ReadOptions options;
  std::vector<std::variant<FoundFile, InputError>> inputs;  // and what is wrong with others; taken from the back
  std::size_t files = 0;

  std::unique_ptr<ArticleStream> open;  // the file that is being read
  std::string path;                     // its path

  void add(const std::string& input);
  void add_folder(const std::string& folder);
  [[nodiscard]] std::optional<Result<RawArticle>> next_of_open();
  [[nodiscard]] std::optional<InputError> open_file_at(const FoundFile& file);
};

void ArticleSource::State::add(const std::string& input) {
  std::error_code error;
  const fs::file_status status = input == "-" ? fs::file_status(fs::file_type::fifo) : fs::status(input, error);
  if (status.type() == fs::file_type::directory) return add_folder(input);
  if (status.type() == fs::file_type::not_found) {
    const bool is_link = fs::is_symlink(fs::symlink_status(input, error));
    inputs.emplace_back(is_link ? InputError{input, 0, "is a link to what is not there", "mend or remove the link"}
                                : InputError{input, 0, "no such file or folder", "check the path"});
    return;
  }
  const fs::path path(input);
  const fs::path place = options.root.empty() ? path.filename() : path.lexically_relative(options.root);
  inputs.emplace_back(FoundFile{input, input == "-" ? input : place.string()});
  ++files;
}

// Folder by folder, so that one that cannot be read is named and costs no other.
void ArticleSource::State::add_folder(const std::string& folder) {
  std::vector<FoundFile> found;
  std::vector<InputError> troubles;
  std::vector<fs::path> left = {folder};
  const auto look_at = [&](const fs::directory_entry& entry) {
    std::error_code error;
    if (is_hidden(entry.path())) return;
    const bool is_link = entry.is_symlink(error);
    if (!is_link && entry.is_directory(error)) return left.push_back(entry.path());
    if (!is_article_name(entry.path().filename().string())) return;
    if (entry.is_regular_file(error)) {
      found.push_back({entry.path().string(), entry.path().lexically_relative(folder).string()});
    } else if (is_link && !entry.exists(error)) {
      troubles.push_back({entry.path().string(), 0, "is a link to what is not there", "mend or remove the link"});
    } else if (!entry.is_directory(error)) {
      troubles.push_back(
          {entry.path().string(), 0, "is no file but a pipe, a socket or a device", "remove it, or give it by itself"});
    }
  };
  while (!left.empty()) {
    const fs::path here = std::move(left.back());
    left.pop_back();
    std::error_code error;
    fs::directory_iterator at(here, error);
    while (!error && at != fs::directory_iterator()) {
      look_at(*at);
      at.increment(error);
    }
    if (error) troubles.push_back({here.string(), 0, unreadable(error.value()), "check its permissions"});
  }
  std::sort(troubles.begin(), troubles.end(),
            [](const InputError& a, const InputError& b) { return a.source < b.source; });
  std::sort(found.begin(), found.end(), [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  if (found.empty() && troubles.empty())
    troubles.push_back({folder, 0, "folder without articles", "put .txt, .html or .jsonl files into it"});
  files += found.size();
  for (InputError& trouble : troubles) inputs.emplace_back(std::move(trouble));
  for (FoundFile& file : found) inputs.emplace_back(std::move(file));
}

std::optional<Result<RawArticle>> ArticleSource::State::next_of_open() {
  if (!open) return std::nullopt;
  auto article = open->next();
  if (!article) open.reset();
  return article;
}

std::optional<InputError> ArticleSource::State::open_file_at(const FoundFile& file) {
  path = file.path;
  auto bytes = open_file(file.path);
  if (!bytes) return bytes.error();
  auto opened =
      open_articles(*std::move(bytes), {file.path, file.location, fs::path(file.path).filename().string()}, options);
  if (!opened) return opened.error();
  open = *std::move(opened);
  return std::nullopt;
}

ArticleSource::ArticleSource(std::vector<std::string> inputs, ReadOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  for (const std::string& input : inputs) state_->add(input);
  std::reverse(state_->inputs.begin(), state_->inputs.end());
}

ArticleSource::~ArticleSource() = default;
ArticleSource::ArticleSource(ArticleSource&&) noexcept = default;
ArticleSource& ArticleSource::operator=(ArticleSource&&) noexcept = default;

std::size_t ArticleSource::files() const { return state_->files; }

bool ArticleSource::reads(const std::string& path) const {
  struct stat one {
  }, other{};
  if (::stat(path.c_str(), &one) != 0) return false;
  return std::ranges::any_of(state_->inputs, [&](const auto& input) {
    const FoundFile* file = std::get_if<FoundFile>(&input);
    if (file == nullptr) return false;
    const char* name = file->path == "-" ? "/dev/stdin" : file->path.c_str();
    return ::stat(name, &other) == 0 && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
  });
}

std::optional<Result<RawArticle>> ArticleSource::next() {
  while (true) {
    try {
      if (auto article = state_->next_of_open()) return article;
      if (state_->inputs.empty()) return std::nullopt;
      const auto input = std::move(state_->inputs.back());
      state_->inputs.pop_back();
      if (const auto* error = std::get_if<InputError>(&input)) return *error;
      if (auto trouble = state_->open_file_at(std::get<FoundFile>(input))) return *std::move(trouble);
    } catch (const std::bad_alloc&) {
      return InputError{state_->path, state_->open ? state_->open->line() : 0, "not enough memory to read it",
                        "split it, or give fewer threads with --jobs"};
    }
  }
}

}  // namespace entente
