// The container of a trained model: named sections in one memory-mapped file.
//
//   header (64 bytes)   "ENTLANG\0", version (u32), sections (u32), file size (u64), checksum (u64), zeros
//   table               for each section: name (48 bytes, zero-padded), offset (u64, a multiple of 64), size (u64);
//                       in version 1 names have 16 bytes
//   sections
//
// All numbers are little-endian. The checksum covers every byte but its own eight. A reader still trusts nothing:
// each section is asked for by the exact size its user expects.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "entente/schema/result.h"

namespace entente::neural {

inline constexpr std::string_view kModelMagic{"ENTLANG\0", 8};
inline constexpr std::uint32_t kModelVersion = 2;

/// Bytes of a section's name in the table of contents of a version.
[[nodiscard]] constexpr std::size_t name_size(std::uint32_t version) { return version == 1 ? 16 : 48; }

/// Four interleaved multiply-and-rotate lanes over 8-byte words; a change of one bit always shows.
/// requires  bytes.size() is a multiple of 8
[[nodiscard]] std::uint64_t checksum(std::span<const std::byte> bytes);

/// A read-only mapping of a whole file, unmapped at the end of its life.
class MappedFile {
 public:
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  MappedFile(const std::byte* data, std::size_t size) : data_(data), size_(size) {}
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The checked table of contents of a model. Sections point into the bytes, which must outlive it.
class ModelSections {
 public:
  /// fails  InputError without source: not a model, another version, damaged, or a table that points outside
  static Result<ModelSections> read(std::span<const std::byte> bytes);
  /// The section's bytes; none if the file has no such section.
  [[nodiscard]] std::optional<std::span<const std::byte>> find(std::string_view name) const;
  [[nodiscard]] std::uint32_t version() const { return version_; }

 private:
  std::map<std::string, std::span<const std::byte>, std::less<>> sections_;
  std::uint32_t version_ = 0;
};

}  // namespace entente::neural
