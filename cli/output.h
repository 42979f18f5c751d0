// Files that are there whole or not at all.
#pragma once

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "entente/schema/result.h"

namespace entente::cli {

/// Buffered writing to a descriptor, which stays the caller's. After a failure `error()` is its errno.
class FileBuffer : public std::streambuf {
 public:
  explicit FileBuffer(int file);
  ~FileBuffer() override;
  [[nodiscard]] int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override;
  int sync() override;

 private:
  bool write_out();
  int file_;
  int error_ = 0;
  std::vector<char> buffer_;
};

/// Where a path leads: links followed, those to what is not there too, and the rest written in one way. The path itself
/// if that cannot be said (links in a circle).
[[nodiscard]] std::filesystem::path place_of(const std::filesystem::path& path);

using Writer = std::function<Result<void>(std::ostream&)>;

/// Writes a file as a whole: into a temporary file beside it, flushed to the disk, then renamed. If anything fails, or
/// the process is killed, what stood there before still does; the temporary file of a run that was killed at once goes
/// with the next run on the same path. A path that is no regular file (a pipe, a device) is written to directly.
/// fails  with the reason and the path; the temporary file is gone then
[[nodiscard]] Result<void> write_file(const std::string& path, const Writer& write);

/// What is wrong with a path to write to, before any work is done for it.
[[nodiscard]] Result<void> check_output(const std::string& path);
/// The same for a folder to write files into: one that is there, or a new one in a folder that is.
[[nodiscard]] Result<void> check_output_folder(const std::string& path);
/// Makes the folder unless it is there.
[[nodiscard]] Result<void> make_folder(const std::string& path);

/// Makes sure that the three standard streams are open: else the first file that is opened takes the place of one, and
/// messages are written into it. What is written to a stream that was closed fails.
void hold_standard_streams();

/// Removes temporary files when the process is ended by a signal that can be caught, and says what was noted if that is
/// SIGINT; a limit of the file size becomes an error of writing.
void install_signal_handlers();
/// What to say if the process is interrupted now: how many articles are in, and how to go on; nothing for nullptr.
/// requires  `how` lives as long as the process
void note_interrupt(std::size_t articles, const char* how);

}  // namespace entente::cli
