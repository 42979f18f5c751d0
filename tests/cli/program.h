// Runs the program as a user would, and keeps what it said.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace entente::cli_test {

struct Outcome {
  int exit_code = -1;  // -signal if it was killed
  std::string out, err;
};

struct Setting {
  std::string input;                             // standard input
  std::map<std::string, std::string> variables;  // of the environment, beside those of the test
  std::size_t largest_file = 0;                  // bytes, 0 for no limit: a full disk for one process
  std::string output;                            // path that standard output goes to, "" for Outcome::out
  std::string errors;                            // path that standard error goes to, "" for Outcome::err
  std::vector<int> closed;                       // standard streams that are closed
  std::size_t memory = 0;                        // bytes of address space, 0 for no limit
  bool without_root = false;                     // runs as nobody, if the test is root
  bool keeps_size_signal = false;                // `largest_file` sends SIGXFSZ, as a shell's ulimit does
  bool without_threads = false;                  // every thread that is to be started fails
  std::vector<long> killed_at;                   // killed (SIGSYS) at the first of these system calls
  bool without_network = false;                  // killed (SIGSYS) at the first socket
};

/// Starts `entente` with these arguments and waits for it.
Outcome entente(const std::vector<std::string>& arguments, const Setting& setting = {});

/// From here on this process and what it becomes are killed when they open a socket; false if the system forbids to
/// forbid.
bool forbid_sockets();

/// A folder that is gone after the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string path(const std::string& name = "") const { return (root_ / name).string(); }
  /// Makes a file and returns its path.
  std::string write(const std::string& name, std::string_view text) const;
  /// "" if there is no such file.
  [[nodiscard]] std::string read(const std::string& name) const;
  /// Names of all files, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::filesystem::path root_;
};

[[nodiscard]] std::string read_file(const std::string& path);

/// The example articles, in order.
[[nodiscard]] std::vector<std::string> example_articles();

}  // namespace entente::cli_test
