#include "output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

// The one temporary file that is being written, for the signal handler.
std::array<char, 4096> temporary_path;
std::atomic<bool> temporary_there = false;
std::atomic<pid_t> owner = 0;  // of the file: a child that dies, as one that draws may, leaves it alone
static_assert(std::atomic<bool>::is_always_lock_free);

// What the temporary files of an output begin with. Their length does not grow with the name, so that every name that
// the file system takes can be written to.
std::string temporary_start(const fs::path& target) {
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (const char byte : target.filename().string()) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  return fmt::format(".entente-{:016x}-", hash);
}

// Removes what runs on the same output left that were killed at once. A file that is being written is locked.
void remove_left_over(const fs::path& target) {
  const std::string start = temporary_start(target);
  std::error_code error;
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(start) || !name.ends_with(".tmp")) continue;
    const int file = ::open(at->path().c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) continue;
    if (::flock(file, LOCK_EX | LOCK_NB) == 0) ::unlink(at->path().c_str());
    ::close(file);
  }
}

std::atomic<std::size_t> articles_in = 0;
std::atomic<const char*> how_to_go_on = nullptr;
static_assert(std::atomic<std::size_t>::is_always_lock_free && std::atomic<const char*>::is_always_lock_free);

/// By write(2) alone, which a signal handler may call.
void say_interrupted(const char* how) {
  std::array<char, 24> digits{};
  std::size_t at = digits.size();
  std::size_t number = articles_in.load();
  do digits[--at] = static_cast<char>('0' + number % 10);
  while ((number /= 10) > 0);
  const auto say = [](const char* text, std::size_t size) {
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text, size);
  };
  constexpr std::string_view kBefore = "\nentente: interrupted after ", kBehind = " article(s); ";
  say(kBefore.data(), kBefore.size());
  say(digits.data() + at, digits.size() - at);
  say(kBehind.data(), kBehind.size());
  say(how, std::strlen(how));
  say("\n", 1);
}

void remove_and_die(int signal) {
  const char* const how = how_to_go_on.load();
  if (signal == SIGINT && how != nullptr) say_interrupted(how);
  if (temporary_there.load() && ::getpid() == owner.load()) ::unlink(temporary_path.data());
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

/// Remembers a temporary file while it lives, and removes it unless it was kept.
class Temporary {
 public:
  explicit Temporary(const fs::path& target) {
    const std::string pattern = (target.parent_path() / (temporary_start(target) + "XXXXXX.tmp")).string();
    if (pattern.size() >= temporary_path.size()) {
      errno = ENAMETOOLONG;
      return;
    }
    // Another run may take a new file for a left one, until it is locked.
    for (struct stat status{}; file_ < 0 || status.st_nlink == 0;) {
      if (file_ >= 0) ::close(file_);
      temporary_path[pattern.copy(temporary_path.data(), pattern.size())] = '\0';
      file_ = ::mkostemps(temporary_path.data(), 4, O_CLOEXEC);
      temporary_there = file_ >= 0;
      if (file_ < 0 || ::flock(file_, LOCK_EX | LOCK_NB) != 0 || ::fstat(file_, &status) != 0) return;
    }
  }
  ~Temporary() {
    if (file_ >= 0) ::close(file_);
    if (temporary_there.exchange(false)) ::unlink(temporary_path.data());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  [[nodiscard]] int file() const { return file_; }
  bool become(const fs::path& target) {
    if (::rename(temporary_path.data(), target.c_str()) != 0) return false;
    temporary_there = false;
    return true;
  }

 private:
  int file_ = -1;
};

InputError failure(const std::string& path, int error) {
  const char* remedy = error == ENOSPC || error == EDQUOT  ? "free some space; what stood there before is untouched"
                       : error == EACCES || error == EROFS ? "check its permissions and those of its folder"
                       : error == ENAMETOOLONG             ? "give it a shorter name"
                                                           : "";
  return {path, 0, std::string("cannot be written: ") + std::strerror(error), remedy};
}

Result<void> write_to(int file, const std::string& path, const Writer& write) {
  FileBuffer buffer(file);
  std::ostream out(&buffer);
  Result<void> written = write(out);
  out.flush();
  if (buffer.error() != 0) return failure(path, buffer.error());
  return written;
}

/// The mode that a new file would get.
mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

void sync_folder(const fs::path& folder) {
  const int file = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

}  // namespace

fs::path place_of(const fs::path& path) {
  constexpr int kMostLinks = 40;  // as many as Linux follows
  std::error_code error;
  fs::path at = path;
  for (int i = 0; i < kMostLinks && fs::is_symlink(fs::symlink_status(at, error)); ++i) {
    const fs::path target = fs::read_symlink(at, error);
    if (error) return path;
    at = at.parent_path() / target;
  }
  if (fs::is_symlink(fs::symlink_status(at, error))) return path;
  fs::path place = fs::weakly_canonical(fs::absolute(at, error), error);
  return error ? path : place;
}

FileBuffer::FileBuffer(int file) : file_(file), buffer_(1U << 16U) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

FileBuffer::~FileBuffer() { write_out(); }

bool FileBuffer::write_out() {
  const char* at = pbase();
  while (at < pptr() && error_ == 0) {
    const ssize_t count = ::write(file_, at, static_cast<std::size_t>(pptr() - at));
    if (count >= 0)
      at += count;
    else if (errno != EINTR)
      error_ = errno;
  }
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  if (error_ != 0) errno = error_;
  return error_ == 0;
}

FileBuffer::int_type FileBuffer::overflow(int_type c) {
  if (!write_out()) return traits_type::eof();
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  *pptr() = traits_type::to_char_type(c);
  pbump(1);
  return c;
}

int FileBuffer::sync() { return write_out() ? 0 : -1; }

Result<void> write_file(const std::string& path, const Writer& write) {
  struct stat status {};
  const bool there = ::stat(path.c_str(), &status) == 0;
  if (there && !S_ISREG(status.st_mode)) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) return failure(path, errno);
    Result<void> written = write_to(file, path, write);
    if (::close(file) != 0 && written) return failure(path, errno);
    return written;
  }

  const fs::path target = place_of(path);  // a link keeps pointing where it points
  remove_left_over(target);
  Temporary temporary(target);
  if (temporary.file() < 0) return failure(path, errno);
  if (auto written = write_to(temporary.file(), path, write); !written) return written;
  if (::fchmod(temporary.file(), there ? status.st_mode & 07777 : default_mode()) != 0 ||
      ::fsync(temporary.file()) != 0 || !temporary.become(target))
    return failure(path, errno);
  sync_folder(target.parent_path());
  return {};
}

Result<void> check_output(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return InputError{path, 0, "is a folder", "name a file in it"};
  const fs::path folder = fs::path(path).parent_path();
  if (!folder.empty() && !fs::is_directory(folder, error))
    return InputError{path, 0, "folder \"" + folder.string() + "\" is not there",
                      "create it: mkdir -p " + folder.string()};
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode)) return {};  // a pipe, a device: written to as it is
    // It would be replaced, which takes leave of its folder alone; but who protects a file means its content.
    if (::access(path.c_str(), W_OK) != 0) return failure(path, errno);
  } else if (errno == ENAMETOOLONG) {
    return failure(path, errno);
  }
  // What cannot be said of a folder from outside (a file system that is read-only, a quota) shows in the trying.
  const Temporary trial(place_of(path));
  if (trial.file() < 0) return failure(path, errno);
  return {};
}

Result<void> check_output_folder(const std::string& path) {
  std::error_code error;
  const std::string folder = path.substr(0, path.find_last_not_of('/') + 1);
  if (folder.empty()) return InputError{path, 0, "is no place for files", "name a folder of your own"};
  if (!fs::exists(folder, error)) return check_output(folder);
  if (!fs::is_directory(folder, error)) return InputError{path, 0, "is a file", "name a folder, or a new one"};
  const Temporary trial(fs::path(folder) / "trial");
  if (trial.file() < 0) return failure(path, errno);
  return {};
}

Result<void> make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directory(path.substr(0, path.find_last_not_of('/') + 1), error);
  if (error) return failure(path, error.value());
  return {};
}

void hold_standard_streams() {
  for (const auto& [stream, mode] :
       {std::pair(STDIN_FILENO, O_WRONLY), {STDOUT_FILENO, O_RDONLY}, {STDERR_FILENO, O_RDONLY}})
    if (::fcntl(stream, F_GETFD) < 0) static_cast<void>(::open("/dev/null", mode));
}

void note_interrupt(std::size_t articles, const char* how) {
  articles_in = articles;
  how_to_go_on = how;
}

void install_signal_handlers() {
  // Also what runs out of its stack can be tidied up after.
  static std::array<char, 1U << 16U> stack;
  stack_t aside{};
  aside.ss_sp = stack.data();
  aside.ss_size = stack.size();
  ::sigaltstack(&aside, nullptr);
  struct sigaction action {};
  action.sa_flags = SA_ONSTACK;
  action.sa_handler = remove_and_die;
  owner = ::getpid();
  // All that end a process by default; those of its own mistakes too, unless a sanitizer wants them.
  std::vector<int> signals = {SIGINT,    SIGTERM, SIGHUP,  SIGQUIT, SIGPIPE,   SIGALRM, SIGXCPU, SIGUSR1, SIGUSR2,
                              SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR,  SIGSTKFLT, SIGTRAP, SIGABRT, SIGBUS,  SIGSEGV};
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal) signals.push_back(signal);
  for (const int signal : signals) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_DFL) ::sigaction(signal, &action, nullptr);  // nohup stays nohup
  }
  ::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error of its writing
}

}  // namespace entente::cli
