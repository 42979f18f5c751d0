#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>
#include <utility>
#include <variant>

#include "charset.h"
#include "entente/extract/reading.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::string("cannot be read: ") + std::strerror(error); }

std::string lower_extension(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return extension;
}

bool is_article(const fs::path& path) {
  const std::string extension = lower_extension(path);
  constexpr std::array<std::string_view, 6> known = {".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"};
  return std::find(known.begin(), known.end(), extension) != known.end();
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// A file that is being read, a buffer at a time.
class ByteStream {
 public:
  static Result<ByteStream> open(const std::string& path) {
    if (path == "-") return ByteStream(STDIN_FILENO, path);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return InputError{path, 0, reason(errno), errno == EACCES ? "check its permissions" : ""};
    return ByteStream(file, path);
  }
  ByteStream(ByteStream&& other) noexcept
      : file_(std::exchange(other.file_, -1)),
        path_(std::move(other.path_)),
        buffer_(std::move(other.buffer_)),
        at_(other.at_),
        ended_(other.ended_) {}
  ByteStream& operator=(ByteStream&& other) noexcept {
    std::swap(file_, other.file_);
    std::swap(path_, other.path_);
    std::swap(buffer_, other.buffer_);
    std::swap(at_, other.at_);
    std::swap(ended_, other.ended_);
    return *this;
  }
  ~ByteStream() {
    if (file_ > STDIN_FILENO) ::close(file_);
  }

  /// Bytes that wait in the buffer; none at the end of the file. fails if the file cannot be read
  Result<std::string_view> peek() {
    while (at_ == buffer_.size() && !ended_) {
      buffer_.resize(kBufferBytes);
      const ssize_t count = ::read(file_, buffer_.data(), buffer_.size());
      if (count < 0 && errno == EINTR) {
        at_ = buffer_.size();
        continue;
      }
      if (count < 0) {
        const int error = errno;
        buffer_.clear();
        at_ = 0;
        ended_ = true;
        return InputError{path_, 0, reason(error), ""};
      }
      buffer_.resize(static_cast<std::size_t>(count));
      at_ = 0;
      ended_ = count == 0;
    }
    return std::string_view(buffer_).substr(at_);
  }
  void take(std::size_t count) { at_ += count; }

 private:
  static constexpr std::size_t kBufferBytes = 256 * 1024;
  ByteStream(int file, std::string path) : file_(file), path_(std::move(path)) {}

  int file_;
  std::string path_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// All that is left, but no more than one byte above the limit: enough to be refused for its size.
Result<std::string> read_rest(ByteStream& stream, std::size_t limit) {
  std::string bytes;
  while (bytes.size() <= limit) {
    auto waiting = stream.peek();
    if (!waiting) return waiting.error();
    if (waiting->empty()) break;
    const std::size_t count = std::min(waiting->size(), limit + 1 - bytes.size());
    bytes.append(waiting->substr(0, count));
    stream.take(count);
  }
  return bytes;
}

/// The next line without its end; nothing at the end of the file. Of a line above the limit all is passed over but one
/// byte more than the limit.
Result<std::optional<std::string>> read_line(ByteStream& stream, std::size_t limit) {
  std::string line;
  bool any = false;
  while (true) {
    auto waiting = stream.peek();
    if (!waiting) return waiting.error();
    if (waiting->empty()) return any ? std::optional(std::move(line)) : std::nullopt;
    any = true;
    const std::size_t end = waiting->find('\n');
    const std::string_view part = waiting->substr(0, end);
    if (line.size() <= limit) line.append(part.substr(0, limit + 1 - line.size()));
    stream.take(end == waiting->npos ? waiting->size() : end + 1);
    if (end != waiting->npos) return std::optional(std::move(line));
  }
}

// UTF-16 lines: which of the two bytes of an ASCII character carries it; none for single bytes.
enum class Width : std::uint8_t { one, two_low_first, two_high_first };

/// read_line where a character has two bytes, with the byte order mark in front of each line that it gives.
Result<std::optional<std::string>> read_wide_line(ByteStream& stream, std::size_t limit, Width width) {
  const bool low_first = width == Width::two_low_first;
  std::string line = low_first ? "\xFF\xFE" : "\xFE\xFF";
  bool any = false;
  std::string pair;
  while (true) {
    auto waiting = stream.peek();
    if (!waiting) return waiting.error();
    if (waiting->empty()) return any ? std::optional(std::move(line)) : std::nullopt;
    any = true;
    std::size_t used = 0;
    bool is_end = false;
    for (const char c : *waiting) {
      ++used;
      pair += c;
      if (pair.size() < 2) continue;
      is_end = pair[low_first ? 0 : 1] == '\n' && pair[low_first ? 1 : 0] == '\0';
      if (is_end) break;
      if (line.size() <= limit) line += pair;
      pair.clear();
    }
    stream.take(used);
    if (is_end) return std::optional(std::move(line));
  }
}

Width width_of(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("\xFF\xFE") || head.starts_with("{\0"sv)) return Width::two_low_first;
  if (head.starts_with("\xFE\xFF") || head.starts_with("\0{"sv)) return Width::two_high_first;
  return Width::one;
}

bool is_blank(std::string_view line) {
  if (width_of(line) != Width::one) line.remove_prefix(2);
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\0'; });
}

/// JSON Lines by extension, or by a first byte that opens an object where the extension says nothing.
bool is_json_lines(const std::string& path, std::string_view head, ArticleFormat asked) {
  if (asked != ArticleFormat::unknown) return asked == ArticleFormat::json_lines;
  const std::string extension = lower_extension(path);
  if (extension == ".jsonl" || extension == ".ndjson") return true;
  constexpr std::array<std::string_view, 7> others = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json"};
  if (std::find(others.begin(), others.end(), extension) != others.end()) return false;
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != head.npos && head[first] == '{';
}

}  // namespace

// A file that was given or found, and what the graph keeps of its path.
struct FoundFile {
  std::string path, location;
};

struct ArticleSource::State {
  ReadOptions options;
  std::vector<std::variant<FoundFile, InputError>> inputs;  // and what is wrong with others; taken from the back
  std::size_t files = 0;

  std::optional<ByteStream> lines;  // JSON Lines that are being read
  FoundFile lines_file;
  Width lines_width = Width::one;
  bool is_in_line = false;  // of which the start could not be kept
  std::uint32_t line = 0;

  void add(const std::string& input);
  void add_folder(const std::string& folder);
  [[nodiscard]] Result<std::optional<std::string>> read_next_line();
  std::optional<Result<RawArticle>> next_line();
  std::optional<Result<RawArticle>> open(const FoundFile& file);
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
  inputs.emplace_back(FoundFile{input, input == "-" ? input : fs::path(input).filename().string()});
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
    if (!is_article(entry.path())) return;
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
    if (error) troubles.push_back({here.string(), 0, reason(error.value()), "check its permissions"});
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

Result<std::optional<std::string>> ArticleSource::State::read_next_line() {
  const auto read = [&](std::size_t limit) {
    return lines_width == Width::one ? read_line(*lines, limit) : read_wide_line(*lines, limit, lines_width);
  };
  if (is_in_line) {
    if (auto passed_over = read(0); !passed_over) return passed_over;
    is_in_line = false;
  }
  try {
    return read(options.limits.document_bytes);
  } catch (const std::bad_alloc&) {
    is_in_line = true;
    throw;
  }
}

std::optional<Result<RawArticle>> ArticleSource::State::next_line() {
  while (lines) {
    ++line;
    auto read = read_next_line();
    if (!read) {
      lines.reset();
      return read.error();
    }
    if (!read->has_value()) {
      lines.reset();
      break;
    }
    if (is_blank(**read)) continue;
    RawArticle article{std::move(**read), options};
    article.options.source = lines_file.path;
    article.options.location = lines_file.location;
    article.options.line = line;
    article.options.format = ArticleFormat::json;
    return article;
  }
  return std::nullopt;
}

std::optional<Result<RawArticle>> ArticleSource::State::open(const FoundFile& file) {
  auto stream = ByteStream::open(file.path);
  if (!stream) return stream.error();
  auto head = stream->peek();
  if (!head) return head.error();
  if (!head->empty() && is_json_lines(file.path, *head, options.format)) {
    lines_width = width_of(*head);
    if (head->starts_with("\xFF\xFE") || head->starts_with("\xFE\xFF")) stream->take(2);
    lines.emplace(*std::move(stream));
    lines_file = file;
    is_in_line = false;
    line = 0;
    return next_line();
  }
  auto bytes = read_rest(*stream, options.limits.document_bytes);
  if (!bytes) return bytes.error();
  RawArticle article{*std::move(bytes), options};
  article.options.source = file.path;
  article.options.location = file.location;
  return article;
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
  const auto too_large = [](const std::string& path, std::uint32_t line) {
    return InputError{path, line, "not enough memory to read it", "split it, or give fewer threads with --jobs"};
  };
  try {
    if (auto article = state_->next_line()) return article;
  } catch (const std::bad_alloc&) {
    return too_large(state_->lines_file.path, state_->line);
  }
  while (!state_->inputs.empty()) {
    const auto input = std::move(state_->inputs.back());
    state_->inputs.pop_back();
    if (const auto* error = std::get_if<InputError>(&input)) return *error;
    const auto& file = std::get<FoundFile>(input);
    try {
      if (auto article = state_->open(file)) return article;
    } catch (const std::bad_alloc&) {
      return too_large(file.path, state_->lines ? state_->line : 0);
    }
  }
  return std::nullopt;
}

}  // namespace entente
