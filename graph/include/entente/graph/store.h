// A graph on disk that grows day by day and loses nothing: one SQLite file.
//
// An article is added in one transaction; when `add` returns, it survives a crash, a kill and a power cut, and until
// then the file holds nothing of it. Rollback journal, synchronous=EXTRA, BEGIN IMMEDIATE (the WAL of SQLite
// before 3.51.3 can corrupt a file). One process writes at a time, a second one waits or is told so; readers see whole
// articles only. A file from a stranger is hostile: its schema is compared with ours, word by word, before anything in
// it is run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/fragment.h"
#include "entente/graph/knowledge_graph.h"
#include "entente/schema/result.h"

namespace entente {

enum class StoreTrouble : std::uint8_t { none, missing, not_a_store, newer, busy, damaged, full };

struct StoreOptions {
  enum class Mode : std::uint8_t { read, write, create };  // create: also write, and make the file if there is none
  Mode mode = Mode::read;
  std::uint32_t wait_ms = 10'000;  // how long to wait for another writer
};

class Store {
 public:
  static constexpr int kVersion = 3;

  /// Opens a store; an older version is migrated in one transaction when writing, and read as it is when reading.
  /// fails  missing file; no store; a newer version; locked for longer than `wait_ms`; damaged. `trouble` says which
  /// cost   O(1): nothing is read but the header and the schema
  static Result<Store> open(const std::string& path, StoreOptions options = {}, StoreTrouble* trouble = nullptr);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  enum class Added : std::uint8_t { added, replaced, unchanged };
  /// Adds what an article says, with its text if it is given; an article with the same id is replaced, if it differs.
  /// The same text, read the same way under two names, is one article with the greater name and source, whichever of
  /// the two came first. `reader` says what made the fragment: the version of a program, its models and lists. requires
  /// opened for writing ensures   when it returns a value, the article is on disk; when it fails, the store is as
  /// before fails     invalid fragment; busy; disk full; damaged cost      O(k log n)
  Result<Added> add(const Fragment& fragment, std::string_view text = {}, std::string_view reader = {});
  /// Takes an article out exactly. False if it is not there. O(k log n).
  Result<bool> withdraw(std::string_view article);

  /// True if the store has this article with this hash: what a run that was interrupted need not do again. O(log n).
  [[nodiscard]] Result<bool> has(std::string_view article, std::string_view hash) const;
  /// True if the store has this article from that reader, all that is known of it but its signature being equal, or its
  /// name and source being greater: to read it again would change nothing. requires opened for writing. O(log n).
  [[nodiscard]] Result<bool> has(const Article& article, std::string_view reader) const;
  [[nodiscard]] Result<std::uint64_t> article_count() const;
  [[nodiscard]] Result<std::vector<Article>> articles() const;
  /// The text that was stored with an article; "" if none was.
  [[nodiscard]] Result<std::string> text(std::string_view article) const;
  /// What one article says; a fragment with an empty article id if it is not there.
  [[nodiscard]] Result<Fragment> fragment(std::string_view article) const;
  /// Everything, read in one transaction. cost O(n)
  [[nodiscard]] Result<KnowledgeGraph> load() const;

  /// Every invariant: pages and indices of SQLite, foreign keys, schema; each fragment valid, in canonical form and, as
  /// its text, what was written (by a sum that every reading compares too); each quote in its text, if that is there.
  /// One line for each thing that is wrong; empty if all is well. O(n log n).
  [[nodiscard]] Result<std::vector<std::string>> check() const;
  /// All articles of a damaged store that can still be read whole; each that cannot is named in `lost`.
  [[nodiscard]] static Result<KnowledgeGraph> salvage(const std::string& path, std::vector<std::string>& lost);

  /// What the last failure was.
  [[nodiscard]] StoreTrouble trouble() const;

 private:
  struct Connection;
  explicit Store(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

/// True if the file starts as SQLite files do: to tell stores from graph files. False if it cannot be read. O(1).
[[nodiscard]] bool is_store(const std::string& path);

}  // namespace entente
