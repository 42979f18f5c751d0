// What people see: messages and progress on standard error, results on standard output.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "entente/schema/result.h"

namespace entente::cli {

/// Text with every control and bidirectional-override character made visible, so that an article cannot move the
/// cursor, change the title or hide words on a terminal. Line feeds and tabs stay if `keep_lines`.
[[nodiscard]] std::string visible(std::string_view utf8, bool keep_lines);

class Console {
 public:
  Console();
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  /// Standard output: as it is into files and pipes, with control characters made visible on a terminal.
  [[nodiscard]] std::ostream& out() { return *out_; }
  /// Whether standard output is a terminal, and how many characters a line of it holds; 0 if it is none.
  [[nodiscard]] bool writes_to_terminal() const;
  [[nodiscard]] std::size_t width() const;
  /// True if all that was written to out() so far arrived. Call it last; says why on standard error if not.
  [[nodiscard]] bool finish_output();

  /// One line on standard error: "entente: a.txt:3: …"; its middle is left out where it is very long. A message that
  /// cannot be written is lost, and nothing else.
  void error(const InputError& error) noexcept;
  void error(std::string_view line) noexcept;
  /// One line on standard error, unless --quiet.
  void note(std::string_view line) noexcept;
  void set_quiet(bool quiet) { quiet_ = quiet; }

  /// A line at the foot of the terminal: nothing if standard error is none. `total` of 0 is unknown.
  void progress(std::size_t done, std::size_t total, std::size_t failed) noexcept;
  void end_progress() noexcept;

 private:
  template <class Make>
  void say(Make make) noexcept;
  void clear_progress() noexcept;

  std::unique_ptr<std::streambuf> buffer_;
  std::unique_ptr<std::ostream> out_;
  bool terminal_;
  bool quiet_ = false;
  bool progress_shown_ = false;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point last_progress_;
};

}  // namespace entente::cli
