#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
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

bool is_blank(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
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

struct ArticleSource::State {
  ReadOptions options;
  std::vector<std::variant<std::string, InputError>>
      inputs;  // paths, and what is wrong with others; taken from the back
  std::size_t files = 0;

  std::optional<ByteStream> lines;  // JSON Lines that are being read
  std::string lines_path;
  std::uint32_t line = 0;

  void add(const std::string& input);
  void add_folder(const std::string& folder);
  std::optional<Result<RawArticle>> next_line();
  std::optional<Result<RawArticle>> open(const std::string& path);
};

void ArticleSource::State::add(const std::string& input) {
  std::error_code error;
  const fs::file_status status = input == "-" ? fs::file_status(fs::file_type::fifo) : fs::status(input, error);
  if (status.type() == fs::file_type::directory) return add_folder(input);
  if (status.type() == fs::file_type::not_found) {
    inputs.emplace_back(InputError{input, 0, "no such file or folder", "check the path"});
    return;
  }
  inputs.emplace_back(input);
  ++files;
}

void ArticleSource::State::add_folder(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  const std::size_t before = inputs.size();
  while (!error && at != fs::recursive_directory_iterator()) {
    std::error_code ignored;
    if (is_hidden(at->path()))
      at.disable_recursion_pending();
    else if (at->is_regular_file(ignored) && is_article(at->path()))
      found.push_back(at->path().string());
    at.increment(error);
  }
  if (error) inputs.emplace_back(InputError{folder, 0, reason(error.value()), "check its permissions"});
  std::sort(found.begin(), found.end());
  files += found.size();
  for (std::string& path : found) inputs.emplace_back(std::move(path));
  if (inputs.size() == before)
    inputs.emplace_back(InputError{folder, 0, "folder without articles", "put .txt, .html or .jsonl files into it"});
}

std::optional<Result<RawArticle>> ArticleSource::State::next_line() {
  while (lines) {
    auto read = read_line(*lines, options.limits.document_bytes);
    if (!read) {
      lines.reset();
      return read.error();
    }
    if (!read->has_value()) {
      lines.reset();
      break;
    }
    ++line;
    if (is_blank(**read)) continue;
    RawArticle article{std::move(**read), options};
    article.options.source = lines_path;
    article.options.line = line;
    article.options.format = ArticleFormat::json;
    return article;
  }
  return std::nullopt;
}

std::optional<Result<RawArticle>> ArticleSource::State::open(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return stream.error();
  auto head = stream->peek();
  if (!head) return head.error();
  if (!head->empty() && is_json_lines(path, *head, options.format)) {
    lines.emplace(*std::move(stream));
    lines_path = path;
    line = 0;
    return next_line();
  }
  auto bytes = read_rest(*stream, options.limits.document_bytes);
  if (!bytes) return bytes.error();
  RawArticle article{*std::move(bytes), options};
  article.options.source = path;
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

std::optional<Result<RawArticle>> ArticleSource::next() {
  if (auto article = state_->next_line()) return article;
  while (!state_->inputs.empty()) {
    const auto input = std::move(state_->inputs.back());
    state_->inputs.pop_back();
    if (const auto* error = std::get_if<InputError>(&input)) return *error;
    if (auto article = state_->open(std::get<std::string>(input))) return article;
  }
  return std::nullopt;
}

}  // namespace entente
