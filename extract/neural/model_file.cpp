#include "neural/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace entente::neural {
namespace {

constexpr std::size_t kHeaderSize = 64;
constexpr std::size_t kChecksumAt = 24;
constexpr const char* kRemedy = "install the model file again";

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

template <class T>
T read_at(std::span<const std::byte> bytes, std::size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

class Checksum {
 public:
  void add(std::span<const std::byte> bytes) {
    std::size_t at = 0;
    for (; lane_ != 0 && at + 8 <= bytes.size(); at += 8) add_word(read_at<std::uint64_t>(bytes, at));
    for (; at + 32 <= bytes.size(); at += 32)
      for (std::size_t i = 0; i < 4; ++i) lanes_[i] = mix(lanes_[i], read_at<std::uint64_t>(bytes, at + 8 * i));
    for (; at + 8 <= bytes.size(); at += 8) add_word(read_at<std::uint64_t>(bytes, at));
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t all = lane_;
    for (const std::uint64_t lane : lanes_) all = mix(all, lane);
    return all;
  }

 private:
  static std::uint64_t mix(std::uint64_t state, std::uint64_t word) {
    return std::rotl((state ^ word) * 0x9E3779B97F4A7C15ULL, 29);
  }
  void add_word(std::uint64_t word) {
    lanes_[lane_] = mix(lanes_[lane_], word);
    lane_ = (lane_ + 1) % 4;
  }
  std::array<std::uint64_t, 4> lanes_{1, 2, 3, 4};
  std::size_t lane_ = 0;
};

InputError damaged(std::string seen) { return {"", 0, std::move(seen), kRemedy}; }

}  // namespace

std::uint64_t checksum(std::span<const std::byte> bytes) {
  Checksum sum;
  sum.add(bytes);
  return sum.value();
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const auto failed = [&path](const std::string& what) {
    return InputError{path.string(), 0, what + ": " + std::strerror(errno), "give the path of a model file"};
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe is refused, not waited for
  if (file < 0) return failed("cannot be opened");
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size == 0) {
    ::close(file);
    return InputError{path.string(), 0, "not a regular file, or empty", "give the path of a model file"};
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const InputError error = data == MAP_FAILED ? failed("cannot be mapped") : InputError{};
  ::close(file);
  if (data == MAP_FAILED) return error;
  return MappedFile(static_cast<const std::byte*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);  // NOLINT: munmap takes no const
}

Result<ModelSections> ModelSections::read(std::span<const std::byte> bytes) {
  if (bytes.size() < kHeaderSize || std::memcmp(bytes.data(), kModelMagic.data(), kModelMagic.size()) != 0)
    return damaged("not a language model");
  const auto version = read_at<std::uint32_t>(bytes, 8);
  if (version != kModelVersion && version != 1)
    return InputError{"", 0,
                      "language model of version " + std::to_string(version) + ", this program reads version " +
                          std::to_string(kModelVersion),
                      "install the models that belong to this program"};
  const auto count = read_at<std::uint32_t>(bytes, 12);
  const auto size = read_at<std::uint64_t>(bytes, 16);
  if (size != bytes.size())
    return damaged("model of " + std::to_string(bytes.size()) + " bytes, its header says " + std::to_string(size));
  const std::size_t name_bytes = name_size(version);
  const std::size_t entry_bytes = name_bytes + 16;
  if (bytes.size() % 8 != 0 || count > (bytes.size() - kHeaderSize) / entry_bytes)
    return damaged("damaged model: its table of contents does not fit");
  Checksum sum;
  sum.add(bytes.first(kChecksumAt));
  sum.add(bytes.subspan(kChecksumAt + 8));
  if (sum.value() != read_at<std::uint64_t>(bytes, kChecksumAt)) return damaged("damaged model: wrong checksum");

  ModelSections out;
  out.version_ = version;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kHeaderSize + i * entry_bytes;
    const auto* text = reinterpret_cast<const char*>(bytes.data() + at);
    const std::string name(text, std::find(text, text + name_bytes, '\0'));
    const auto offset = read_at<std::uint64_t>(bytes, at + name_bytes);
    const auto length = read_at<std::uint64_t>(bytes, at + name_bytes + 8);
    if (offset % 64 != 0 || offset > bytes.size() || length > bytes.size() - offset)
      return damaged("damaged model: section '" + name + "' lies outside the file");
    out.sections_[name] = bytes.subspan(offset, length);
  }
  return out;
}

std::optional<std::span<const std::byte>> ModelSections::find(std::string_view name) const {
  const auto found = sections_.find(name);
  if (found == sections_.end()) return std::nullopt;
  return found->second;
}

}  // namespace entente::neural
