// A layer over SQLite's file system that writes down what is written, and can pretend that the disk is full.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace entente {

/// What a program asked of the disk, in order.
struct DiskOperation {
  enum class Kind { write, truncate, sync, remove, mark } kind = Kind::mark;
  std::string file;  // name without its folder
  std::int64_t offset = 0;
  std::string bytes;
};

/// While it lives, it is SQLite's default file system. One at a time.
class RecordingVfs {
 public:
  RecordingVfs();
  RecordingVfs(const RecordingVfs&) = delete;
  RecordingVfs& operator=(const RecordingVfs&) = delete;
  ~RecordingVfs();

  /// Writes after the next `count` fail as on a full disk; negative: never.
  void fill_after(std::int64_t count);
  [[nodiscard]] std::int64_t writes() const;
  /// Notes that something was reported as done.
  void mark();
  [[nodiscard]] const std::vector<DiskOperation>& log() const;
};

/// The files as a power cut may leave them after the first `count` operations: what was synced is there; of what came
/// after, each operation is there or not as `random` decides, and a write may be there in part (whole sectors of 512
/// bytes).
void leave_after_power_cut(const std::vector<DiskOperation>& log, std::size_t count, std::uint64_t seed,
                           const std::string& folder);

}  // namespace entente
