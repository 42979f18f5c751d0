#include "bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace entente {
namespace {

class FileBytes : public ByteSource {
 public:
  FileBytes(int file, std::string path) : file_(file), path_(std::move(path)) {
    struct stat about {};
    can_seek_ = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode);
  }
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;
  ~FileBytes() override {
    if (file_ > STDIN_FILENO) ::close(file_);
  }
  [[nodiscard]] bool can_seek() const override { return can_seek_; }

 protected:
  Result<std::size_t> read(char* into, std::size_t size) override {
    while (true) {
      const ssize_t count = ::read(file_, into, size);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) return InputError{path_, 0, unreadable(errno), ""};
    }
  }
  std::int64_t move_to(std::int64_t offset, int whence) override { return ::lseek(file_, offset, whence); }

 private:
  int file_;
  std::string path_;
  bool can_seek_ = false;
};

class MemoryBytes : public ByteSource {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool can_seek() const override { return true; }

 protected:
  Result<std::size_t> read(char* into, std::size_t size) override {
    const std::size_t count = std::min(size, bytes_.size() - at_);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), count, into);  // also of none at all
    at_ += count;
    return count;
  }
  std::int64_t move_to(std::int64_t offset, int whence) override {
    const auto size = static_cast<std::int64_t>(bytes_.size());
    const std::int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? static_cast<std::int64_t>(at_) : size;
    if (offset < -base || offset > size - base) return -1;
    at_ = static_cast<std::size_t>(base + offset);
    return base + offset;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::string unreadable(int error) { return std::string("cannot be read: ") + std::strerror(error); }

Result<std::string_view> ByteSource::peek() {
  if (at_ == buffer_.size() && !ended_) {
    buffer_.resize(kBufferBytes);
    at_ = buffer_.size();  // should reading throw, nothing waits
    auto count = read(buffer_.data(), buffer_.size());
    buffer_.resize(count ? *count : 0);
    at_ = 0;
    ended_ = !count || *count == 0;
    if (!count) return count.error();
  }
  return std::string_view(buffer_).substr(at_);
}

std::int64_t ByteSource::seek(std::int64_t offset, int whence) {
  // The system's place is behind what waits in the buffer.
  if (whence == SEEK_CUR) offset -= static_cast<std::int64_t>(buffer_.size() - at_);
  const std::int64_t place = move_to(offset, whence);
  if (place >= 0) {
    buffer_.clear();
    at_ = 0;
    ended_ = false;
  }
  return place;
}

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path) {
  const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return InputError{path, 0, unreadable(errno), errno == EACCES ? "check its permissions" : ""};
  return std::unique_ptr<ByteSource>(std::make_unique<FileBytes>(file, path));
}

std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes) { return std::make_unique<MemoryBytes>(bytes); }

Result<std::string> read_rest(ByteSource& bytes, std::size_t limit) {
  std::string rest;
  while (rest.size() <= limit) {
    auto waiting = bytes.peek();
    if (!waiting) return waiting.error();
    if (waiting->empty()) break;
    const std::size_t count = std::min(waiting->size(), limit + 1 - rest.size());
    rest.append(waiting->substr(0, count));
    bytes.take(count);
  }
  return rest;
}

Result<std::optional<std::string>> read_line(ByteSource& bytes, std::size_t limit) {
  std::string line;
  bool any = false;
  while (true) {
    auto waiting = bytes.peek();
    if (!waiting) return waiting.error();
    if (waiting->empty()) return any ? std::optional(std::move(line)) : std::nullopt;
    any = true;
    const std::size_t end = waiting->find('\n');
    const std::string_view part = waiting->substr(0, end);
    if (line.size() <= limit) line.append(part.substr(0, limit + 1 - line.size()));
    bytes.take(end == waiting->npos ? waiting->size() : end + 1);
    if (end != waiting->npos) return std::optional(std::move(line));
  }
}

}  // namespace entente
