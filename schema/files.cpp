#include "entente/schema/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace entente {

Result<std::string> content_of(const std::filesystem::path& path, std::size_t limit) {
  const auto failed = [&](std::string seen, std::string remedy) {
    return InputError{path.string(), 0, std::move(seen), std::move(remedy)};
  };
  const auto unreadable = [&](int error) {
    return failed(std::string("cannot be read: ") + std::strerror(error), "check the name and the permissions");
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unreadable(errno);
  std::string content;
  int error = 0;
  while (content.size() <= limit) {
    constexpr std::size_t kAtOnce = 1U << 18U;
    const std::size_t before = content.size();
    content.resize(before + std::min(kAtOnce, limit + 1 - before));
    const ssize_t count = ::read(file, content.data() + before, content.size() - before);
    if (count < 0 && errno != EINTR) error = errno;
    content.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (error != 0 || count == 0) break;
  }
  ::close(file);
  if (error != 0) return unreadable(error);
  if (content.size() > limit)
    return failed("holds more than " + std::to_string(limit / 1'000'000) + " MB", "split it, or check the name");
  return content;
}

}  // namespace entente
