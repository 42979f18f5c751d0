#include "recording_vfs.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <stdexcept>

namespace entente {
namespace {

struct State {
  sqlite3_vfs vfs{};
  sqlite3_vfs* below = nullptr;
  std::vector<DiskOperation> log;
  std::int64_t writes = 0, room = -1;
} state;

struct File {
  sqlite3_file base;
  char name[128];
  [[nodiscard]] sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* below(sqlite3_file* file) { return file_of(file)->below(); }

std::string name_of(const char* path) { return path == nullptr ? "" : std::filesystem::path(path).filename().string(); }

const sqlite3_io_methods kMethods = {
    1,
    [](sqlite3_file* f) { return below(f)->pMethods->xClose(below(f)); },
    [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) { return below(f)->pMethods->xRead(below(f), to, n, at); },
    [](sqlite3_file* f, const void* from, int n, sqlite3_int64 at) {
      if (state.room >= 0 && state.writes >= state.room) return SQLITE_FULL;
      ++state.writes;
      state.log.push_back({DiskOperation::Kind::write, file_of(f)->name, at,
                           std::string(static_cast<const char*>(from), static_cast<std::size_t>(n))});
      return below(f)->pMethods->xWrite(below(f), from, n, at);
    },
    [](sqlite3_file* f, sqlite3_int64 size) {
      state.log.push_back({DiskOperation::Kind::truncate, file_of(f)->name, size, ""});
      return below(f)->pMethods->xTruncate(below(f), size);
    },
    [](sqlite3_file* f, int flags) {
      state.log.push_back({DiskOperation::Kind::sync, file_of(f)->name, 0, ""});
      return below(f)->pMethods->xSync(below(f), flags);
    },
    [](sqlite3_file* f, sqlite3_int64* size) { return below(f)->pMethods->xFileSize(below(f), size); },
    [](sqlite3_file* f, int level) { return below(f)->pMethods->xLock(below(f), level); },
    [](sqlite3_file* f, int level) { return below(f)->pMethods->xUnlock(below(f), level); },
    [](sqlite3_file* f, int* is_reserved) { return below(f)->pMethods->xCheckReservedLock(below(f), is_reserved); },
    [](sqlite3_file* f, int operation, void* argument) {
      return below(f)->pMethods->xFileControl(below(f), operation, argument);
    },
    [](sqlite3_file*) { return 512; },
    [](sqlite3_file*) { return 0; },
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr};

int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  File* opened = file_of(file);
  opened->base.pMethods = nullptr;
  const std::string name = name_of(path);
  std::memset(opened->name, 0, sizeof opened->name);
  std::memcpy(opened->name, name.data(), std::min(name.size(), sizeof opened->name - 1));
  const int code = state.below->xOpen(state.below, path, opened->below(), flags, out_flags);
  if (code == SQLITE_OK) opened->base.pMethods = &kMethods;
  return code;
}

int remove(sqlite3_vfs*, const char* path, int sync) {
  state.log.push_back({DiskOperation::Kind::remove, name_of(path), sync, ""});
  return state.below->xDelete(state.below, path, sync);
}

}  // namespace

RecordingVfs::RecordingVfs() {
  state.below = sqlite3_vfs_find(nullptr);
  state.vfs = *state.below;
  state.vfs.zName = "recording";
  state.vfs.pNext = nullptr;
  state.vfs.szOsFile = static_cast<int>(sizeof(File)) + state.below->szOsFile;
  state.vfs.xOpen = open;
  state.vfs.xDelete = remove;
  state.log.clear();
  state.writes = 0;
  state.room = -1;
  if (sqlite3_vfs_register(&state.vfs, 1) != SQLITE_OK) throw std::runtime_error("cannot register the file system");
}

RecordingVfs::~RecordingVfs() {
  sqlite3_vfs_unregister(&state.vfs);
  sqlite3_vfs_register(state.below, 1);
}

void RecordingVfs::fill_after(std::int64_t count) { state.room = count < 0 ? -1 : state.writes + count; }
std::int64_t RecordingVfs::writes() const { return state.writes; }
void RecordingVfs::mark() { state.log.push_back({}); }
const std::vector<DiskOperation>& RecordingVfs::log() const { return state.log; }

void leave_after_power_cut(const std::vector<DiskOperation>& log, std::size_t count, std::uint64_t seed,
                           const std::string& folder) {
  std::mt19937_64 random(seed);
  std::map<std::string, std::string> files;
  std::map<std::string, std::vector<const DiskOperation*>> unsynced;
  const auto apply = [&](const DiskOperation& operation, bool is_certain) {
    std::string& file = files[operation.file];
    const auto offset = static_cast<std::size_t>(operation.offset);
    if (operation.kind == DiskOperation::Kind::truncate) {
      file.resize(offset);
      return;
    }
    if (file.size() < offset + operation.bytes.size()) file.resize(offset + operation.bytes.size());
    constexpr std::size_t kSector = 512;
    for (std::size_t at = 0; at < operation.bytes.size(); at += kSector) {
      if (!is_certain && random() % 4 == 0) continue;
      const std::size_t size = std::min(kSector, operation.bytes.size() - at);
      file.replace(offset + at, size, operation.bytes, at, size);
    }
  };
  for (std::size_t i = 0; i < count; ++i) {
    const DiskOperation& operation = log[i];
    switch (operation.kind) {
      case DiskOperation::Kind::write:
      case DiskOperation::Kind::truncate:
        unsynced[operation.file].push_back(&operation);
        break;
      case DiskOperation::Kind::sync:
        for (const DiskOperation* earlier : unsynced[operation.file]) apply(*earlier, true);
        unsynced[operation.file].clear();
        break;
      case DiskOperation::Kind::remove:  // durable if the folder is synced, else as chance has it
        if (operation.offset != 0 || random() % 2 == 0) {
          files.erase(operation.file);
          unsynced[operation.file].clear();
        }
        break;
      case DiskOperation::Kind::mark:
        break;
    }
  }
  for (const auto& [file, operations] : unsynced)
    for (const DiskOperation* operation : operations)
      if (random() % 2 == 0) apply(*operation, false);
  for (const auto& [file, bytes] : files)
    std::ofstream(std::filesystem::path(folder) / file, std::ios::binary) << bytes;
}

}  // namespace entente
