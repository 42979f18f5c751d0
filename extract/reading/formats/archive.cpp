#include "archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

#include "entente/schema/utf8.h"
#include "readers.h"
#include "reading/charset.h"

namespace entente {

/// What libarchive's callbacks read from.
struct Archive::Input {
  std::unique_ptr<ByteSource> bytes;
  std::size_t handed_out = 0;      // of what waits, to be taken at the next call
  std::uint64_t at = 0, most = 0;  // bytes read of the archive, and the furthest place in it

  static la_ssize_t read(archive* archive, void* self, const void** buffer) {
    auto* input = static_cast<Input*>(self);
    input->bytes->take(std::exchange(input->handed_out, 0));
    try {
      const auto waiting = input->bytes->peek();
      if (!waiting) {
        archive_set_error(archive, EIO, "%s", waiting.error().seen.c_str());
        return -1;
      }
      *buffer = waiting->data();
      input->handed_out = waiting->size();
      input->at += waiting->size();
      input->most = std::max(input->most, input->at);
      return static_cast<la_ssize_t>(waiting->size());
    } catch (...) {  // through C code nothing may be thrown
      archive_set_error(archive, ENOMEM, "not enough memory");
      return -1;
    }
  }
  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto* input = static_cast<Input*>(self);
    if (whence == SEEK_CUR) {
      offset += static_cast<la_int64_t>(input->at);
      whence = SEEK_SET;
    }
    input->handed_out = 0;
    const std::int64_t place = input->bytes->seek(offset, whence);
    if (place < 0) return ARCHIVE_FATAL;
    input->at = static_cast<std::uint64_t>(place);
    return place;
  }
};

Result<std::unique_ptr<Archive>> Archive::open(std::unique_ptr<ByteSource> bytes, std::string path,
                                               const ReadLimits& limits) {
  std::unique_ptr<Archive> made(new Archive);
  made->path_ = std::move(path);
  made->limits_ = limits;
  made->input_ = std::make_unique<Input>();
  made->input_->bytes = std::move(bytes);
  archive* reader = made->archive_ = archive_read_new();
  if (reader == nullptr) throw std::bad_alloc();
  // By name: "all" would start programs of the system for rare formats.
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_raw(reader);
  archive_read_set_callback_data(reader, made->input_.get());
  archive_read_set_read_callback(reader, Input::read);
  if (made->input_->bytes->can_seek()) archive_read_set_seek_callback(reader, Input::seek);
  if (archive_read_open1(reader) != ARCHIVE_OK) return made->trouble();
  return made;
}

Archive::~Archive() {
  if (archive_ != nullptr) archive_read_free(archive_);
}

InputError Archive::trouble() const {
  const char* why = archive_error_string(archive_);
  const std::string reason = why == nullptr ? "" : lossy_utf8(why);
  if (reason.find("assphrase") != reason.npos || reason.find("ncrypted") != reason.npos)
    return {path_, 0, "is locked by a password", "unpack it first"};
  return {path_, 0, "cannot be unpacked" + (reason.empty() ? "" : ": " + reason), "get it whole again"};
}

Result<bool> Archive::next() {
  while (!has_ended_) {
    archive_entry* entry = nullptr;
    const int done = archive_read_next_header(archive_, &entry);
    if (done == ARCHIVE_RETRY) continue;
    has_ended_ = done != ARCHIVE_OK && done != ARCHIVE_WARN;
    if (done == ARCHIVE_EOF) return false;
    if (has_ended_) return trouble();
    name_.clear();
    if (archive_format(archive_) == ARCHIVE_FORMAT_RAW) return true;
    if (archive_entry_filetype(entry) != AE_IFREG) continue;
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    name_ = name == nullptr ? "?" : lossy_utf8(name);
    return true;
  }
  return false;
}

Result<std::size_t> Archive::read(char* into, std::size_t size) {
  while (true) {
    const la_ssize_t count = archive_read_data(archive_, into, size);
    if (count == ARCHIVE_RETRY) continue;
    if (count < 0) {
      // After a member that cannot be unpacked libarchive may go on to the next one; after what is fatal it says so.
      return trouble();
    }
    unpacked_ += static_cast<std::uint64_t>(count);
    if (unpacked_ > limits_.unpacked_bytes + std::uint64_t{limits_.unpacked_ratio} * input_->most) {
      has_ended_ = true;
      return InputError{path_, 0, "unpacks to more than " + std::to_string(limits_.unpacked_ratio) + " times its size",
                        "unpack it by hand, if you trust it"};
    }
    return static_cast<std::size_t>(count);
  }
}

namespace {

class MemberBytes : public ByteSource {
 public:
  explicit MemberBytes(Archive& archive) : archive_(archive) {}

 protected:
  Result<std::size_t> read(char* into, std::size_t size) override { return archive_.read(into, size); }

 private:
  Archive& archive_;
};

/// "a/.b/c", "__MACOSX/c": what systems leave beside the files of people.
bool is_hidden_member(std::string_view name) {
  return name.starts_with('.') || name.find("/.") != name.npos || name.starts_with("__MACOSX/");
}

class ArchiveWalk : public ArticleStream {
 public:
  ArchiveWalk(std::unique_ptr<ByteSource> bytes, Place place, const ReadOptions& options)
      : bytes_(std::move(bytes)), place_(std::move(place)), options_(options) {}

  std::optional<Result<RawArticle>> next() override {
    try {
      if (auto trouble = begin()) return *std::move(trouble);
      while (archive_) {
        if (member_) {
          if (auto article = member_->next()) return article;
          member_.reset();
        }
        if (auto trouble = go_on()) return *std::move(trouble);
      }
      return std::nullopt;
    } catch (const std::bad_alloc&) {
      if (!member_) archive_.reset();
      throw;
    }
  }
  [[nodiscard]] std::uint32_t line() const override { return member_ ? member_->line() : 0; }

 private:
  static constexpr int kDeepest = 3;

  std::optional<InputError> end_with(InputError error) {
    member_.reset();
    archive_.reset();
    return error;
  }
  std::optional<InputError> begin() {
    if (!bytes_) return std::nullopt;
    auto bytes = std::move(bytes_);
    if (place_.depth >= kDeepest)
      return end_with({place_.path, 0, "is an archive in an archive, too deep", "unpack the outer ones first"});
    auto opened = Archive::open(std::move(bytes), place_.path, options_.limits);
    if (!opened) return end_with(opened.error());
    archive_ = *std::move(opened);
    return std::nullopt;
  }
  /// To the next member that is an article, or the end.
  std::optional<InputError> go_on() {
    auto is_there = archive_->next();
    if (!is_there) return end_with(is_there.error());
    if (!*is_there) {
      archive_.reset();
      if (articles_ > 0) return std::nullopt;
      return InputError{place_.path, 0, "holds no articles", "see docs/formats.md for what is read"};
    }
    const std::string& name = archive_->name();
    if (!name.empty() && (is_hidden_member(name) || !is_article_name(name))) return std::nullopt;
    ++articles_;
    auto opened = open_articles(archive_->member(), place_of(name), options_);
    if (!opened) return opened.error();
    member_ = *std::move(opened);
    return std::nullopt;
  }
  [[nodiscard]] Place place_of(const std::string& name) const {
    if (!name.empty()) return {place_.path + "/" + name, place_.location + "/" + name, name, place_.depth + 1};
    // "news.jsonl.gz" holds "news.jsonl".
    return {place_.path, place_.location, std::filesystem::path(place_.name).stem().string(), place_.depth + 1};
  }

  std::unique_ptr<ByteSource> bytes_;
  Place place_;
  const ReadOptions& options_;
  std::unique_ptr<Archive> archive_;
  std::unique_ptr<ArticleStream> member_;
  std::size_t articles_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> Archive::member() { return std::make_unique<MemberBytes>(*this); }

std::unique_ptr<ArticleStream> walk_archive(std::unique_ptr<ByteSource> bytes, Place place,
                                            const ReadOptions& options) {
  return std::make_unique<ArchiveWalk>(std::move(bytes), std::move(place), options);
}

Result<std::map<std::string, std::string>> members(std::string_view bytes, const ReadOptions& options,
                                                   bool (*is_asked)(std::string_view name)) {
  auto opened = Archive::open(bytes_in_memory(bytes), error_at(options, "", "").source, options.limits);
  if (!opened) return opened.error();
  Archive& archive = **opened;
  std::map<std::string, std::string> found;
  std::size_t total = 0;
  while (true) {
    auto is_there = archive.next();
    if (!is_there) return is_there.error();
    if (!*is_there) return found;
    if (!is_asked(archive.name()) || found.contains(archive.name())) continue;
    const std::string name = archive.name();
    const auto member = archive.member();
    auto part = read_rest(*member, options.limits.part_bytes);
    if (!part) return part.error();
    total += part->size();
    if (total > options.limits.part_bytes)
      return error_at(options, "unpacks to more than " + std::to_string(options.limits.part_bytes / 1'000'000) + " MB",
                      "save its text as .txt");
    found.emplace(name, *std::move(part));
  }
}

}  // namespace entente
