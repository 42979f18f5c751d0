// Packed files, by libarchive: gzip, zstd, bzip2 and xz, and the members of zip and tar. Read as a stream; what would
// unpack to far more than it was is refused, at whatever depth it stands.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "entente/extract/reading.h"
#include "reading/bytes.h"

struct archive;

namespace entente {

class Archive {
 public:
  /// `path` is for messages. fails  if libarchive knows no such archive
  static Result<std::unique_ptr<Archive>> open(std::unique_ptr<ByteSource> bytes, std::string path,
                                               const ReadLimits& limits);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  /// Goes to the next file in it; false at the end. fails  where the archive is damaged or locked: then it ends there
  Result<bool> next();
  /// Of the file: "" in what is packed but holds no names.
  [[nodiscard]] const std::string& name() const { return name_; }
  /// Bytes of the file, 0 at its end.
  Result<std::size_t> read(char* into, std::size_t size);
  /// The file as a source of bytes. requires  the archive outlives it, and is not moved on before it is gone
  std::unique_ptr<ByteSource> member();

 private:
  struct Input;
  Archive() = default;
  [[nodiscard]] InputError trouble() const;

  std::unique_ptr<Input> input_;
  archive* archive_ = nullptr;
  std::string path_, name_;
  ReadLimits limits_;
  std::uint64_t unpacked_ = 0;
  bool has_ended_ = false;
};

/// The members of an office file that are asked for by name, as far as they are there.
/// fails  if it is no archive, or a member has more than limits.part_bytes
[[nodiscard]] Result<std::map<std::string, std::string>> members(std::string_view bytes, const ReadOptions& options,
                                                                 bool (*is_asked)(std::string_view name));

}  // namespace entente
