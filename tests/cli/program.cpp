#include "program.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace entente::cli_test {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const Setting& setting,
                                 const Folder& folder) {
  const auto open_as = [](const std::string& path, int flags, int as) {
    const int file = ::open(path.c_str(), flags, 0600);
    if (file < 0 || ::dup2(file, as) < 0) _exit(126);
    ::close(file);
  };
  open_as(folder.path("in"), O_RDONLY, STDIN_FILENO);
  open_as(setting.output.empty() ? folder.path("out") : setting.output, O_WRONLY | O_CREAT, STDOUT_FILENO);
  open_as(folder.path("err"), O_WRONLY | O_CREAT, STDERR_FILENO);
  for (const auto& [name, value] : setting.variables) ::setenv(name.c_str(), value.c_str(), 1);
  if (setting.largest_file > 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{setting.largest_file, setting.largest_file};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  if (setting.without_network && !forbid_sockets()) _exit(125);
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

bool forbid_sockets() {
  std::array<sock_filter, 4> program = {{
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  }};
  const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

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
