#include "sqlite.h"

#include <cstdlib>
#include <utility>

namespace entente::detail {

StoreTrouble trouble_of(int code) {
  if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS)
    return StoreTrouble::damaged;
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreTrouble::busy;
    case SQLITE_FULL:
    case SQLITE_IOERR:  // what is left of these is about writing: a quota, a limit of the file size, a failing disk
      return StoreTrouble::full;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreTrouble::missing;
    case SQLITE_NOTADB:
      return StoreTrouble::not_a_store;
    default:
      return StoreTrouble::damaged;
  }
}

namespace {

std::pair<std::string, std::string> words_for(StoreTrouble trouble, const char* detail) {
  switch (trouble) {
    case StoreTrouble::busy:
      return {"store is being written by another process", "try again when that is done"};
    case StoreTrouble::full:
      return {"cannot write to the store: " + std::string(detail),
              "make room on the disk and run again; nothing is lost"};
    case StoreTrouble::missing:
      return {"cannot open the store: " + std::string(detail), "check that it exists and may be read and written"};
    case StoreTrouble::not_a_store:
      return {"file is no store", "give a file made by \"entente add\""};
    default:
      return {"store is damaged: " + std::string(detail), "run \"entente check\" to see what can be saved"};
  }
}

}  // namespace

Query& Query::bind(std::string_view text) {
  // An empty view may hold no pointer, which SQLite would take for NULL.
  const int code = sqlite3_bind_text64(statement_, next_++, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC,
                                       SQLITE_UTF8);
  if (code != SQLITE_OK) database_->fail(code);
  return *this;
}

Query& Query::bind(std::int64_t number) {
  if (const int code = sqlite3_bind_int64(statement_, next_++, number); code != SQLITE_OK) database_->fail(code);
  return *this;
}

Query& Query::bind(double number) {
  if (const int code = sqlite3_bind_double(statement_, next_++, number); code != SQLITE_OK) database_->fail(code);
  return *this;
}

Query& Query::bind_null() {
  if (const int code = sqlite3_bind_null(statement_, next_++); code != SQLITE_OK) database_->fail(code);
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail(code);
  return false;
}

std::string Query::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes == nullptr ? std::string()
                          : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

Database::Database(std::string path, int flags, std::uint32_t wait_ms) : path_(std::move(path)) {
  const int code = sqlite3_open_v2(path_.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, static_cast<int>(wait_ms));
    for (const auto& [option, value] : {std::pair(SQLITE_DBCONFIG_DEFENSIVE, 1),
                                        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                        {SQLITE_DBCONFIG_ENABLE_FKEY, 1}})
      sqlite3_db_config(handle_, option, value, nullptr);
    run_script("PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON");
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

Query Database::query(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(handle_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    if (code != SQLITE_OK) fail(code);
    found = statements_.emplace(sql, statement).first;
  }
  return {*this, found->second};
}

void Database::run_script(const std::string& sql) {
  if (const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) fail(code);
}

void Database::fail(int code) const {
  const StoreTrouble trouble = trouble_of(code);
  const char* detail = handle_ == nullptr || (trouble == StoreTrouble::damaged && code == SQLITE_NOMEM)
                           ? sqlite3_errstr(code)
                           : sqlite3_errmsg(handle_);
  auto [seen, remedy] = words_for(trouble, detail);
  throw StoreFailure{trouble, {path_, 0, std::move(seen), std::move(remedy)}};
}

void Database::fail(StoreTrouble trouble, std::string seen, std::string remedy) const {
  throw StoreFailure{trouble, {path_, 0, std::move(seen), std::move(remedy)}};
}

Transaction::Transaction(Database& database, bool for_writing) : database_(database) {
  database.run(for_writing ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  // Some failures have rolled back already; what is left open is rolled back here, and nothing can be done if not.
  if (is_open_ && sqlite3_get_autocommit(database_.handle()) == 0)
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  is_open_ = false;
}

}  // namespace entente::detail
