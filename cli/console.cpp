#include "console.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <utility>

#include "output.h"

namespace entente::cli {
namespace {

/// One code point of valid UTF-8; of anything else one byte. Moves `at`.
char32_t next_code_point(std::string_view utf8, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(utf8[at++]);
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t c = more == 0 ? lead : lead & (0x3FU >> static_cast<unsigned>(more));
  for (int i = 0; i < more && at < utf8.size(); ++i) c = (c << 6U) | (static_cast<unsigned char>(utf8[at++]) & 0x3FU);
  return c;
}

bool is_bidi_control(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// Writes what `visible` makes of its input. Bytes of a cut code point wait for the rest.
class VisibleBuffer : public std::streambuf {
 public:
  explicit VisibleBuffer(std::streambuf& target) : target_(target) {}

 protected:
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    line_ += traits_type::to_char_type(c);
    return line_.back() == '\n' || line_.size() >= kLongest ? (write_line() ? c : traits_type::eof()) : c;
  }
  int sync() override { return write_line() && target_.pubsync() == 0 ? 0 : -1; }

 private:
  static constexpr std::size_t kLongest = 1U << 16U;
  bool write_line() {
    const std::string text = visible(line_, true);
    line_.clear();
    return target_.sputn(text.data(), static_cast<std::streamsize>(text.size())) ==
           static_cast<std::streamsize>(text.size());
  }
  std::streambuf& target_;
  std::string line_;
};

class TerminalStream : public std::ostream {
 public:
  TerminalStream(std::unique_ptr<std::streambuf> target)
      : std::ostream(nullptr), target_(std::move(target)), buffer_(*target_) {
    rdbuf(&buffer_);
  }

 private:
  std::unique_ptr<std::streambuf> target_;
  VisibleBuffer buffer_;
};

// Standard error by the system call alone: no buffer that fails later, no exception. A reader of messages who has gone
// away must not end the program either.
void write_message(std::string_view text) noexcept {
  sigset_t broken_pipe{}, before{}, pending{};
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  sigpending(&pending);
  const bool was_pending = sigismember(&pending, SIGPIPE) == 1;
  pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  while (!text.empty()) {
    const ssize_t count = ::write(STDERR_FILENO, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EPIPE && !was_pending) {
      const timespec at_once{};
      while (sigtimedwait(&broken_pipe, nullptr, &at_once) < 0 && errno == EINTR) {
      }
    }
    if (count <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

// A message is a line to be read: of a word of a megabyte that it quotes, the beginning and the end are enough.
std::string line_of(std::string_view text) {
  constexpr std::size_t kHead = 1200, kTail = 600;  // bytes
  if (text.size() <= kHead + kTail) return visible(text, false);
  const auto to_border = [&](std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    return at;
  };
  return visible(text.substr(0, to_border(kHead)), false) + " … " +
         visible(text.substr(to_border(text.size() - kTail)), false);
}

constexpr auto kBetweenProgress = std::chrono::milliseconds(100);

}  // namespace

std::string visible(std::string_view utf8, bool keep_lines) {
  std::string result;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(utf8, at);
    const bool line = c == '\n' || c == '\t';
    if (line && keep_lines)
      result += static_cast<char>(c);
    else if (line)
      result += ' ';
    else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || is_bidi_control(c))
      result += fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(c));
    else
      result += utf8.substr(begin, at - begin);
  }
  return result;
}

Console::Console()
    : terminal_(::isatty(STDERR_FILENO) == 1), started_(std::chrono::steady_clock::now()), last_progress_(started_) {
  auto buffer = std::make_unique<FileBuffer>(STDOUT_FILENO);
  if (::isatty(STDOUT_FILENO) == 1) {
    out_ = std::make_unique<TerminalStream>(std::move(buffer));
  } else {
    buffer_ = std::move(buffer);
    out_ = std::make_unique<std::ostream>(buffer_.get());
  }
}

Console::~Console() { out_->flush(); }

bool Console::writes_to_terminal() const { return ::isatty(STDOUT_FILENO) == 1; }

std::size_t Console::width() const {
  winsize size{};
  if (!writes_to_terminal() || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

bool Console::finish_output() {
  out_->flush();
  if (*out_) return true;
  error(fmt::format("standard output: cannot be written: {}", std::strerror(errno)));
  return false;
}

void Console::error(const InputError& problem) noexcept {
  say([&] { return "entente: " + line_of(to_string(problem)) + '\n'; });
}

void Console::error(std::string_view line) noexcept {
  say([&] { return "entente: " + line_of(line) + '\n'; });
}

void Console::note(std::string_view line) noexcept {
  if (!quiet_) say([&] { return line_of(line) + '\n'; });
}

template <class Make>
void Console::say(Make make) noexcept {
  clear_progress();
  try {
    write_message(make());
  } catch (const std::exception&) {
    write_message("entente: not enough memory for a message\n");
  }
}

void Console::progress(std::size_t done, std::size_t total, std::size_t failed) noexcept {
  if (!terminal_ || quiet_) return;
  const auto now = std::chrono::steady_clock::now();
  if (progress_shown_ && now - last_progress_ < kBetweenProgress) return;
  last_progress_ = now;
  try {
    const double seconds = std::chrono::duration<double>(now - started_).count();
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    std::string line = "\r\033[K";
    line += total > 1 ? fmt::format("{} of {} articles", done, total) : fmt::format("{} articles", done);
    if (seconds > 1) line += fmt::format(", {:.0f} a second", rate);
    if (seconds > 1 && total > done && rate > 0)
      line += fmt::format(", {:.0f} s left", static_cast<double>(total - done) / rate);
    if (failed > 0) line += fmt::format(", {} left out", failed);
    write_message(line);
    progress_shown_ = true;
  } catch (const std::exception&) {  // progress that cannot be shown is not shown
  }
}

void Console::end_progress() noexcept { clear_progress(); }

void Console::clear_progress() noexcept {
  if (!std::exchange(progress_shown_, false)) return;
  write_message("\r\033[K");
}

}  // namespace entente::cli
