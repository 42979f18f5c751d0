#include "entente/schema/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace entente {
namespace {

// GCC says it in one way, clang in another.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ENTENTE_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(ENTENTE_ASAN)
constexpr bool kLimitsMemory = false;  // its shadow memory takes terabytes of address space
#else
constexpr bool kLimitsMemory = true;
#endif

void limit(__rlimit_resource resource, std::uint64_t value) {
  const rlimit both{value, value};
  setrlimit(resource, &both);
}

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(to, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) _exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

[[noreturn]] void be_child(const std::function<std::string()>& work, int to, const ChildLimits& limits) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent's handlers would clean up after the parent.
  for (int number : {SIGHUP, SIGINT, SIGQUIT, SIGALRM, SIGTERM, SIGPIPE, SIGXCPU, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF})
    signal(number, SIG_DFL);
  const int nowhere = open("/dev/null", O_RDWR);
  for (int standard : {0, 1, 2}) dup2(nowhere, standard);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  signal(SIGXFSZ, SIG_IGN);  // fontconfig may try to write its cache: that fails, and it goes on without
  limit(RLIMIT_CPU, static_cast<std::uint64_t>(limits.time.count()) + 1);
  if (kLimitsMemory && limits.memory > 0) limit(RLIMIT_AS, limits.memory);
  std::string made;
  try {
    made = work();
  } catch (...) {
    _exit(1);
  }
  write_all(to, made);
  _exit(made.empty() ? 1 : 0);
}

}  // namespace

Result<std::string> run_in_child(const std::function<std::string()>& work, std::string_view what,
                                 const ChildLimits& limits) {
  const auto failed = [&](std::string why, std::string remedy) {
    return InputError{std::string(what), 0, std::move(why), std::move(remedy)};
  };
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0)
    return failed(std::string("no pipe to a child process: ") + std::strerror(errno),
                  "allow more open files (ulimit -n)");
  const pid_t child = fork();
  if (child < 0) {
    const int error = errno;
    close(ends[0]);
    close(ends[1]);
    return failed(std::string("no child process can be started: ") + std::strerror(error),
                  "close other programs, or allow more (ulimit -u)");
  }
  if (child == 0) be_child(work, ends[1], limits);
  close(ends[1]);

  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + limits.time;
  std::string bytes;
  std::array<char, 1U << 16U> buffer{};
  bool is_late = false, is_too_large = false;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0) {
      is_late = true;
      break;
    }
    pollfd waiting{ends[0], POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(std::min<std::int64_t>(left, 1000)));
    if (ready < 0 && errno != EINTR) break;
    if (ready <= 0) continue;
    const ssize_t n = read(ends[0], buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
    if (bytes.size() > limits.output) {
      is_too_large = true;
      break;
    }
  }
  close(ends[0]);
  if (is_late || is_too_large) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (is_late) return failed("took longer than " + std::to_string(limits.time.count()) + " s", limits.remedy);
  if (is_too_large) return failed("makes too much", limits.remedy);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return failed("did not finish", limits.remedy);
  return bytes;
}

}  // namespace entente
