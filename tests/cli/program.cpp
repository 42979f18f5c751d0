#include "program.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace entente::cli_test {
namespace {

namespace fs = std::filesystem;

bool install(std::vector<sock_filter> program) {
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

// From here on this process is killed at these system calls.
bool forbid(const std::vector<long>& calls) {
  std::vector<sock_filter> program = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
  for (const long call : calls) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<unsigned>(call), 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS));
  }
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  return install(std::move(program));
}

bool forbid_threads() {
  // A child process is allowed: only calls that would share memory fail, clone3 as if the system did not know it.
  return install({
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[0])),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_VM, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EAGAIN),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  });
}

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const Setting& setting,
                                 const Folder& folder) {
  const auto open_as = [](const std::string& path, int flags, int as) {
    const int file = ::open(path.c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, as) < 0) _exit(126);
    ::close(file);
  };
  open_as(folder.path("in"), O_RDONLY, STDIN_FILENO);
  open_as(setting.output.empty() ? folder.path("out") : setting.output, O_WRONLY | O_CREAT, STDOUT_FILENO);
  open_as(setting.errors.empty() ? folder.path("err") : setting.errors, O_WRONLY | O_CREAT, STDERR_FILENO);
  for (const auto& [name, value] : setting.variables) ::setenv(name.c_str(), value.c_str(), 1);
  if (setting.largest_file > 0) {
    if (!setting.keeps_size_signal) ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{setting.largest_file, setting.largest_file};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (setting.memory > 0) {
    const rlimit limit{setting.memory, setting.memory};
    ::setrlimit(RLIMIT_AS, &limit);
  }
  if (setting.without_root && ::geteuid() == 0 && ::setuid(65534) != 0) _exit(124);
  if (setting.without_network && !forbid_sockets()) _exit(125);
  if (!setting.killed_at.empty() && !forbid(setting.killed_at)) _exit(125);
  if (setting.without_threads) {
    // The leak checker works in a thread of its own, at the end: without one it fails a run that did what it should.
    const char* options = std::getenv("ASAN_OPTIONS");
    ::setenv("ASAN_OPTIONS", (std::string(options == nullptr ? "" : options) + ":detect_leaks=0").c_str(), 1);
    if (!forbid_threads()) _exit(125);
  }
  for (int stream : setting.closed) ::close(stream);
  std::vector<char*> words = {const_cast<char*>("entente")};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(ENTENTE_PROGRAM, words.data());
  _exit(127);
}

}  // namespace

Outcome entente(const std::vector<std::string>& arguments, const Setting& setting) {
  const Folder folder;
  folder.write("in", setting.input);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork failed");
  if (child == 0) become_program(arguments, setting, folder);
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid failed");
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), folder.read("out"), folder.read("err")};
}

bool forbid_sockets() { return forbid({SYS_socket}); }

Folder::Folder() {
  std::string pattern = (fs::temp_directory_path() / "entente-cli-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  root_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

std::string Folder::write(const std::string& name, std::string_view text) const {
  fs::create_directories((root_ / name).parent_path());
  std::ofstream(root_ / name, std::ios::binary) << text;
  return path(name);
}

std::string Folder::read(const std::string& name) const { return read_file(path(name)); }

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(root_))
    if (entry.is_regular_file()) names.push_back(fs::relative(entry.path(), root_).string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

std::vector<std::string> example_articles() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "examples" / "articles"))
    paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace entente::cli_test
