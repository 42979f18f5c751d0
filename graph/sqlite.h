// SQLite as values: a connection, statements that reset themselves, result codes as InputError.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "entente/graph/store.h"

namespace entente::detail {

[[nodiscard]] StoreTrouble trouble_of(int code);

/// Thrown inside the store only; its public functions turn it into a Result.
struct StoreFailure {
  StoreTrouble trouble;
  InputError error;
};

class Database;

/// A prepared statement in use: bind, step, read. Reset at the end of its life, so that locks are let go.
class Query {
 public:
  Query(Database& database, sqlite3_stmt* statement) : database_(&database), statement_(statement) {}
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  /// Binds the next parameter. Text must live until the query ends.
  Query& bind(std::string_view text);
  Query& bind(std::int64_t number);
  Query& bind(double number);
  Query& bind_null();
  /// True if there is a row. throws StoreFailure
  bool step();
  void run() {
    while (step()) {
    }
  }

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  Database* database_;
  sqlite3_stmt* statement_;
  int next_ = 1;
};

class Database {
 public:
  /// throws StoreFailure
  Database(std::string path, int flags, std::uint32_t wait_ms);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// A statement, prepared once for each text. `sql` is a constant of this program, never input. throws StoreFailure
  [[nodiscard]] Query query(std::string_view sql);
  void run(std::string_view sql) { query(sql).run(); }
  /// Runs several statements separated by semicolons. throws StoreFailure
  void run_script(const std::string& sql);
  [[noreturn]] void fail(int code) const;
  [[noreturn]] void fail(StoreTrouble trouble, std::string seen, std::string remedy) const;
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  sqlite3* handle_ = nullptr;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// BEGIN … COMMIT, rolled back unless `commit` returns. throws StoreFailure
class Transaction {
 public:
  Transaction(Database& database, bool for_writing);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool is_open_ = true;
};

}  // namespace entente::detail
