#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace entente {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLastWords = 4096;  // bytes of standard error that are kept: the last
constexpr std::size_t kLongestLine = 200;
constexpr auto kBetweenLooks = std::chrono::milliseconds(50);  // at a program that has closed nothing

/// A descriptor that is closed with it.
class Handle {
 public:
  explicit Handle(int file = -1) : file_(file) {}
  Handle(Handle&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~Handle() { close(); }
  void close() {
    if (file_ >= 0) ::close(std::exchange(file_, -1));
  }
  [[nodiscard]] int get() const { return file_; }
  [[nodiscard]] bool is_open() const { return file_ >= 0; }

 private:
  int file_;
};

struct Pipe {
  Handle read, write;
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read = Handle(ends[0]);
    write = Handle(ends[1]);
    return true;
  }
};

/// While it lives, a write to a program that no longer reads is an error of this thread, not its death.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending{};
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutPipeSignal() {
    const timespec at_once{};
    if (!was_pending_)
      while (sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
      }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  sigset_t pipe_{}, before_{};
  bool was_pending_ = false;
};

// Between fork and exec only what is safe in a process that had threads: system calls, no memory.
[[noreturn]] void become(char* const* words, int in, int out, int err, int failure) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setpgid(0, 0);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  for (int number = 1; number < NSIG; ++number) ::signal(number, SIG_DFL);
  sigset_t none{};
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::dup2(in, 0) >= 0 && ::dup2(out, 1) >= 0 && ::dup2(err, 2) >= 0) ::execvp(words[0], words);
  const int why = errno;
  const ssize_t told = ::write(failure, &why, sizeof why);
  ::_exit(told > 0 ? 127 : 126);
}

InputError failed(std::string seen, std::string remedy = "") { return {"", 0, std::move(seen), std::move(remedy)}; }
InputError too_slow() {
  return failed("takes longer than the time for one article", "give it more with --max-seconds");
}

/// A program that runs. It is reaped last of all its group, so that the group's number stays its own.
class Child {
 public:
  explicit Child(pid_t id) : id_(id) {}
  ~Child() { end(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// True when it has ended by itself.
  [[nodiscard]] bool has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == id_;
  }
  /// Ends it, with all of its group that it leaves behind. Its status, as of waitpid.
  int end() {
    if (is_reaped_) return status_;
    ::kill(-id_, SIGKILL);
    while (::waitpid(id_, &status_, 0) < 0 && errno == EINTR) {
    }
    is_reaped_ = true;
    return status_;
  }

 private:
  pid_t id_;
  int status_ = 0;
  bool is_reaped_ = false;
};

/// Appends what can be read; closes the handle at the end. False if nothing was there.
bool read_some(Handle& from, std::string& bytes) {
  std::array<char, 1U << 16U> buffer;
  const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return false;
  if (count <= 0) {
    from.close();
    return false;
  }
  bytes.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

void write_some(Handle& to, std::string_view& bytes) {
  const ssize_t count = ::write(to.get(), bytes.data(), bytes.size());
  if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  if (count < 0 || bytes.empty()) to.close();  // a program may answer without having read it all
}

std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  const std::size_t start = text.rfind('\n');
  std::string line = start == std::string::npos ? text : text.substr(start + 1);
  if (line.size() > kLongestLine) line.resize(kLongestLine);
  return line;
}

}  // namespace

Result<std::string> run_program(const std::vector<std::string>& words, std::string_view input,
                                const AskLimits& limits) {
  Pipe in, out, err, failure;
  if (!in.open() || !out.open() || !err.open() || !failure.open())
    return failed(std::string("cannot be started: ") + std::strerror(errno), "use fewer threads with --jobs");
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const Clock::time_point end = Clock::now() + limits.time;
  const pid_t id = ::fork();
  if (id < 0) return failed(std::string("cannot be started: ") + std::strerror(errno), "use fewer threads with --jobs");
  if (id == 0) become(arguments.data(), in.read.get(), out.write.get(), err.write.get(), failure.write.get());
  ::setpgid(id, id);  // whoever comes first
  Child child(id);
  in.read.close();
  out.write.close();
  err.write.close();
  failure.write.close();
  int why = 0;
  if (::read(failure.read.get(), &why, sizeof why) == sizeof why)
    return failed(std::string("cannot be started: ") + std::strerror(why), "give a program with its arguments");
  for (const int file : {in.write.get(), out.read.get(), err.read.get()})
    ::fcntl(file, F_SETFL, ::fcntl(file, F_GETFL) | O_NONBLOCK);

  const WithoutPipeSignal guard;
  std::string answer, errors;
  if (input.empty()) in.write.close();
  while (out.read.is_open() && answer.size() <= limits.bytes) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0) return too_slow();
    std::array<pollfd, 3> files = {pollfd{out.read.get(), POLLIN, 0}, pollfd{err.read.get(), POLLIN, 0},
                                   pollfd{in.write.get(), POLLOUT, 0}};  // poll passes over what is closed
    const bool was_over = child.has_ended();
    ::poll(files.data(), files.size(), static_cast<int>(std::min(left, kBetweenLooks).count()));
    if (files[1].revents != 0) read_some(err.read, errors);
    if (errors.size() > 2 * kLastWords) errors.erase(0, errors.size() - kLastWords);
    if (files[2].revents != 0) write_some(in.write, input);
    const bool got = files[0].revents != 0 && read_some(out.read, answer);
    if (was_over && !got) break;  // what it has started may hold its output open for ever
  }
  if (answer.size() > limits.bytes) return failed("answers with more than " + std::to_string(limits.bytes) + " bytes");
  // It has said all; it may take the rest of its time to end.
  in.write.close();
  while (!child.has_ended()) {
    if (Clock::now() > end) return too_slow();
    pollfd file{err.read.get(), POLLIN, 0};
    ::poll(&file, 1, 5);
    if (file.revents != 0) read_some(err.read, errors);
    if (errors.size() > 2 * kLastWords) errors.erase(0, errors.size() - kLastWords);
  }
  while (err.read.is_open() && errors.size() < 2 * kLastWords && read_some(err.read, errors)) {
  }
  const int status = child.end();
  const std::string line = last_line(std::move(errors)), said = line.empty() ? "" : ": " + line;
  if (WIFSIGNALED(status)) return failed("was ended by signal " + std::to_string(WTERMSIG(status)) + said);
  if (WEXITSTATUS(status) != 0) return failed("ended with status " + std::to_string(WEXITSTATUS(status)) + said);
  return answer;
}

}  // namespace entente
