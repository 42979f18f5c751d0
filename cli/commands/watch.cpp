// Files that come into a folder are added as they come, by inotify(7). A file counts when the program that wrote it has
// closed it, or has renamed it into its place: never half-written.
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "filling.h"

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

struct WatchOptions {
  std::string folder;
  std::uint32_t idle = 0;  // seconds; 0: for ever
  AddOptions add;
};

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Whether a program has it open to write: such a file comes again when it is closed. Where the system does not tell,
/// it is taken for whole.
bool is_being_written(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return false;
  // A lease to read is given only while nobody has the file open to write.
  const bool is_open = ::fcntl(file, F_SETLEASE, F_RDLCK) != 0 && errno == EAGAIN;
  ::fcntl(file, F_SETLEASE, F_UNLCK);
  ::close(file);
  return is_open;
}

/// The files that came, until they are asked for.
class Folder {
 public:
  explicit Folder(std::string root) : root_(std::move(root)) {}
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    if (queue_ >= 0) ::close(queue_);
  }

  [[nodiscard]] Result<void> open() {
    std::error_code error;
    if (!fs::is_directory(root_, error)) return InputError{root_, 0, "no such folder", "check the path"};
    queue_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (queue_ < 0) return trouble();
    return look_into(root_);
  }

  /// Waits until files have come and no more come at once; empty after `milliseconds` (below 0: for ever) without any.
  [[nodiscard]] Result<std::vector<std::string>> next(int milliseconds) {
    constexpr int kSettled = 200;  // milliseconds without a new file
    while (true) {
      pollfd waiting{queue_, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, files_.empty() ? milliseconds : kSettled);
      if (ready < 0 && errno != EINTR) return trouble();
      if (ready == 0) {
        const std::set<std::string> files = std::exchange(files_, {});
        return std::vector<std::string>(files.begin(), files.end());
      }
      if (ready > 0)
        if (auto read = read_events(); !read) return read.error();
      if (is_elsewhere_)
        if (auto found = look_again(); !found) return found.error();
    }
  }

  /// Folders below it that cannot be watched, until they are asked for.
  [[nodiscard]] std::vector<InputError> left_out() { return std::exchange(left_out_, {}); }

 private:
  [[nodiscard]] InputError trouble() const {
    return {root_, 0, std::string("cannot be watched: ") + std::strerror(errno),
            errno == ENOSPC ? "allow more with sysctl fs.inotify.max_user_watches" : ""};
  }

  /// The folder was removed or renamed: what has its name now, or will in a moment, is watched.
  Result<void> look_again() {
    constexpr int kTries = 20;
    constexpr auto kBetweenTries = std::chrono::milliseconds(100);
    is_elsewhere_ = false;
    ::close(std::exchange(queue_, -1));
    folders_.clear();
    std::error_code error;
    for (int i = 0; i < kTries && !fs::is_directory(root_, error); ++i) std::this_thread::sleep_for(kBetweenTries);
    if (fs::is_directory(root_, error)) return open();
    return InputError{root_, 0, "is no longer there", "make it again, and start again"};
  }

  /// The folder and those in it, from now on; and the files that are in them already.
  Result<void> look_into(const std::string& top) {
    std::vector<std::string> left = {top};
    while (!left.empty()) {
      const std::string folder = std::move(left.back());
      left.pop_back();
      // First the watch, then the look: what comes in between is seen twice, and the second time changes nothing.
      const int watch =
          ::inotify_add_watch(queue_, folder.c_str(),
                              IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DELETE_SELF | IN_MOVE_SELF);
      if (watch < 0 && folder != root_ && (errno == ENOENT || errno == ENOTDIR)) continue;  // gone again
      if (watch < 0 && (folder == root_ || errno == ENOSPC || errno == ENOMEM)) return trouble();
      if (watch < 0) {  // one that is locked, or too deep, costs no other
        left_out_.push_back({folder, 0, std::string("cannot be watched: ") + std::strerror(errno), ""});
        continue;
      }
      folders_[watch] = folder;
      std::error_code error;
      for (fs::directory_iterator at(folder, error); !error && at != fs::directory_iterator(); at.increment(error)) {
        if (is_hidden(at->path())) continue;
        std::error_code unknown;
        if (!at->is_symlink(unknown) && at->is_directory(unknown))
          left.push_back(at->path().string());
        else if (at->is_regular_file(unknown) && !is_being_written(at->path().string()))
          note(at->path());
      }
    }
    return {};
  }

  void note(const fs::path& path) {
    if (!is_hidden(path) && is_article_name(path.filename().string())) files_.insert(path.string());
  }

  Result<void> read_events() {
    alignas(inotify_event) std::array<char, 64 * 1024> buffer;
    const ssize_t size = ::read(queue_, buffer.data(), buffer.size());
    if (size < 0) return errno == EAGAIN || errno == EINTR ? Result<void>() : trouble();
    for (ssize_t at = 0; at < size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
      if (auto taken = take(*event); !taken) return taken;
    }
    return {};
  }

  Result<void> take(const inotify_event& event) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) return look_into(root_);  // more came than the system keeps
    const auto folder = folders_.find(event.wd);
    if (folder == folders_.end()) return {};
    if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF)) != 0 && folder->second == root_) is_elsewhere_ = true;
    if ((event.mask & IN_IGNORED) != 0) {
      folders_.erase(folder);
      return {};
    }
    if (event.len == 0) return {};
    const fs::path path = fs::path(folder->second) / event.name;
    if ((event.mask & IN_ISDIR) != 0) return is_hidden(path) ? Result<void>() : look_into(path.string());
    if ((event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0) note(path);
    return {};
  }

  std::string root_;
  int queue_ = -1;
  std::map<int, std::string> folders_;  // by watch
  std::set<std::string> files_;         // that have come
  std::vector<InputError> left_out_;
  bool is_elsewhere_ = false;  // the folder that was watched is not where it was
};

ExitCode watch(const WatchOptions& options, Console& console) {
  std::signal(SIGIO, SIG_IGN);  // sent when another opens a file to write in the moment that a lease takes
  Folder folder(options.folder);
  if (const auto opened = folder.open(); !opened) {
    console.error(opened.error());
    return bad_data;
  }
  Filler filler(options.add, console);
  if (const ExitCode code = filler.open(); code != success) return code;
  ExitCode worst = success;
  while (true) {
    auto files = folder.next(options.idle == 0 ? -1 : static_cast<int>(options.idle) * 1000);
    if (!files) {
      console.error(files.error());
      return bad_data;
    }
    for (const InputError& error : folder.left_out()) {
      console.error(error);
      worst = std::max(worst, ExitCode::left_out);
    }
    if (files->empty()) return worst;
    // Gone again: a name under which a program had worked.
    std::erase_if(*files, [](const std::string& path) {
      std::error_code error;
      return !fs::is_regular_file(path, error);
    });
    if (!files->empty()) worst = std::max(worst, filler.add(*std::move(files)));
  }
}

}  // namespace

Command watch_command() {
  return {
      "watch",
      "Add articles to a store as they come into a folder",
      "Reads what is in the folder and in the folders below it, then waits for more: a file is added when the program "
      "that writes it has closed it or renamed it into its place. Ends when it is interrupted; what was added stays, "
      "and the same command again adds only what came meanwhile. What other machines write into a folder of the "
      "network is not seen.",
      {{"watch inbox/ news.db", "a folder into which others write"},
       {"watch inbox/ news.db --idle 60", "until nothing has come for a minute"}},
      [](CLI::App& app) -> Action {
        auto options = std::make_shared<WatchOptions>();
        app.add_option("FOLDER", options->folder, "The folder")->required();
        app.add_option("STORE", options->add.store, "The store; made if it is not there")->required();
        app.add_option("--idle", options->idle, "End when nothing has come for so many seconds")
            ->type_name("SECONDS")
            ->check(CLI::Range(1U, 1'000'000U));
        declare_wait(app, options->add.wait);
        options->add.articles.declare_reading(app);
        options->add.articles.declare_resources(app);
        options->add.articles.declare_reader(app);
        return [options](Console& console) {
          options->add.articles.root = options->folder;
          return watch(*options, console);
        };
      }};
}

}  // namespace entente::cli
