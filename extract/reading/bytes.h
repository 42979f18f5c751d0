// What articles are read from, a buffer at a time: files, standard input, members of archives, bytes in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "entente/schema/result.h"

namespace entente {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  /// Bytes that wait in the buffer; none at the end. fails if they cannot be read, and is at the end then
  Result<std::string_view> peek();
  /// requires  `count` of them wait
  void take(std::size_t count) { at_ += count; }
  [[nodiscard]] virtual bool can_seek() const { return false; }
  /// As lseek(2): the new place, below 0 on failure. What waits is dropped.
  std::int64_t seek(std::int64_t offset, int whence);

 protected:
  /// Up to `size` bytes, 0 at the end.
  virtual Result<std::size_t> read(char* into, std::size_t size) = 0;
  virtual std::int64_t move_to(std::int64_t, int) { return -1; }

 private:
  static constexpr std::size_t kBufferBytes = 256 * 1024;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// "-" is standard input. fails  with the reason that the system gives
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path);

/// requires  `bytes` outlive it
std::unique_ptr<ByteSource> bytes_in_memory(std::string_view bytes);

/// All that is left, but no more than one byte above the limit: enough to be refused for its size.
Result<std::string> read_rest(ByteSource& bytes, std::size_t limit);

/// The next line without its end; nothing at the end of the file. Of a line above the limit all is passed over but one
/// byte more than the limit.
Result<std::optional<std::string>> read_line(ByteSource& bytes, std::size_t limit);

/// What the system says of a file that cannot be read.
std::string unreadable(int error);

}  // namespace entente
