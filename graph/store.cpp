#include "entente/graph/store.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

#include "checksum.h"
#include "sqlite.h"
#include "store_schema.h"

namespace entente {

using detail::Database;
using detail::Query;
using detail::StoreFailure;
using detail::Transaction;

struct Store::Connection {
  Connection(const std::string& path, int flags, std::uint32_t wait_ms) : database(path, flags, wait_ms) {}
  mutable Database database;
  mutable StoreTrouble trouble = StoreTrouble::none;

  // Runs `body`; what it throws becomes the error of the result.
  template <class T, class Body>
  Result<T> guarded(Body body) const {
    trouble = StoreTrouble::none;
    try {
      return body();
    } catch (const StoreFailure& failure) {
      trouble = failure.trouble;
      return failure.error;
    }
  }
};

namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);

// ---- Opening

std::string head_of(const std::string& path) {
  std::array<char, 100> head{};
  // A pipe holds no store: to look into it would take away what its reader is to get, or wait for one who writes.
  if (std::error_code none; !std::filesystem::is_regular_file(path, none)) return {};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  return {head.data(), static_cast<std::size_t>(file.gcount())};
}

std::int64_t number_of(Database& database, std::string_view pragma) {
  Query query = database.query(pragma);
  return query.step() ? query.integer(0) : 0;
}

std::set<std::string> schema_of(Database& database) {
  std::set<std::string> result;
  Query query = database.query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL");
  while (query.step()) result.insert(query.text(0));
  return result;
}

void create(Database& database) {
  Transaction transaction(database, true);
  if (number_of(database, "PRAGMA application_id") == 0 && schema_of(database).empty()) {
    for (const std::string_view table : detail::kTables) database.run_script(std::string(table));
    database.run_script("PRAGMA application_id = " + std::to_string(detail::kApplicationId) +
                        "; PRAGMA user_version = " + std::to_string(Store::kVersion));
  }
  transaction.commit();
}

void migrate(Database& database) {
  Transaction transaction(database, true);
  for (const detail::Migration& migration : detail::kMigrations)
    if (number_of(database, "PRAGMA user_version") == migration.from)
      database.run_script(std::string(migration.sql) + "; PRAGMA user_version = " + std::to_string(migration.from + 1));
  transaction.commit();
}

std::set<std::string> tables_of(std::int64_t version) {
  std::set<std::string> tables(detail::kTables.begin(), detail::kTables.end());
  if (version < Store::kVersion) {
    tables.erase(std::string(detail::kTables[0]));
    tables.emplace(version < 2 ? detail::kArticleTable1 : detail::kArticleTable2);
  }
  return tables;
}

// Looks before anything is run: a stranger's file may hold views and triggers, or be of another program. Returns the
// version of the file.
std::int64_t verified_version(Database& database) {
  const Transaction transaction(database, false);  // a writer may be migrating it
  if (number_of(database, "PRAGMA application_id") != detail::kApplicationId)
    database.fail(StoreTrouble::not_a_store, "file is an SQLite database, but no store",
                  "give a file made by \"entente add\"");
  const std::int64_t version = number_of(database, "PRAGMA user_version");
  if (version > Store::kVersion)
    database.fail(StoreTrouble::newer,
                  "store has format " + std::to_string(version) + ", this program knows formats up to " +
                      std::to_string(Store::kVersion),
                  "use a newer program");
  if (schema_of(database) != tables_of(version))
    database.fail(StoreTrouble::damaged, "the tables of the store are not those of this program",
                  "run \"entente check\" to see what can be saved");
  return version;
}

void check_head(const std::string& path, bool may_be_new) {
  const std::string head = head_of(path);
  const bool is_there = std::ifstream(path).good();
  const auto refuse = [&](StoreTrouble trouble, std::string seen, std::string remedy) {
    throw StoreFailure{trouble, {path, 0, std::move(seen), std::move(remedy)}};
  };
  if (!is_there && !may_be_new)
    refuse(StoreTrouble::missing, "there is no such store", "make one with \"entente add\"");
  if (head.empty()) {
    if (!may_be_new) refuse(StoreTrouble::not_a_store, "file is empty", "give a file made by \"entente add\"");
    return;
  }
  // A writer that was stopped may have left any bytes; its journal tells SQLite what was there before.
  if (std::ifstream(path + "-journal").good()) return;
  if (head.size() < 100 || head.compare(0, kMagic.size(), kMagic) != 0)
    refuse(StoreTrouble::not_a_store, "file is no store", "give a file made by \"entente add\"");
  if (head[18] != 1 || head[19] != 1)
    refuse(StoreTrouble::not_a_store, "database uses a write-ahead log, which stores never do",
           "run \"PRAGMA journal_mode = DELETE\" on it with sqlite3");
}

// ---- Rows

// Reading may change the file: what a killed writer left in the journal is rolled back first. So even readers open it
// for writing if they may.
constexpr int kReadWrite = SQLITE_OPEN_READWRITE;

template <class Enumeration, std::size_t n>
Enumeration value_of(const Database& database, const std::string& name, const std::array<Enumeration, n>& values) {
  for (const Enumeration value : values)
    if (entente::name(value) == name) return value;
  database.fail(StoreTrouble::damaged, "store is damaged: unknown word \"" + name + "\"",
                "run \"entente check\" to see what can be saved");
}

constexpr std::array kPolarities = {Polarity::affirmed, Polarity::negated};
constexpr std::array kModalities = {Modality::actual, Modality::reported, Modality::possible, Modality::planned};
constexpr std::array kObjectRoles = {ObjectRole::unspecified, ObjectRole::addressee, ObjectRole::about};

void insert(Database& database, const Fragment& fragment, std::string_view text, std::string_view reader) {
  const Article& a = fragment.article;
  database
      .query(
          "INSERT INTO article(id, hash, name, title, language, published, source, signature, reader, fragment_sum, "
          "text_sum) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(a.id)
      .bind(a.hash)
      .bind(a.name)
      .bind(a.title)
      .bind(a.language)
      .bind(a.published)
      .bind(a.source)
      .bind(a.signature)
      .bind(reader)
      .bind(detail::checksum(fragment))
      .bind(detail::checksum(text))
      .run();
  const std::int64_t article = sqlite3_last_insert_rowid(database.handle());
  if (!text.empty()) database.query("INSERT INTO text VALUES(?, ?)").bind(article).bind(text).run();
  for (const Node& node : fragment.nodes) {
    database.query("INSERT INTO node VALUES(?, ?, ?, ?, ?, ?)")
        .bind(article)
        .bind(node.id)
        .bind(name(node.type))
        .bind(node.name)
        .bind(node.wikidata)
        .bind(node.iso)
        .run();
    for (const std::string& other : node.alternate_names)
      database.query("INSERT INTO node_name VALUES(?, ?, ?)").bind(article).bind(node.id).bind(other).run();
    for (const std::string& description : node.descriptions)
      database.query("INSERT INTO node_description VALUES(?, ?, ?)")
          .bind(article)
          .bind(node.id)
          .bind(description)
          .run();
    for (const Quote& mention : node.mentions)
      database.query("INSERT INTO mention VALUES(?, ?, ?, ?, ?)")
          .bind(article)
          .bind(node.id)
          .bind(std::int64_t{mention.span.begin})
          .bind(std::int64_t{mention.span.end})
          .bind(mention.exact)
          .run();
  }
  for (const Edge& edge : fragment.edges) {
    std::int64_t position = 0;
    for (const Evidence& e : edge.evidence) {
      Query query = database.query(
          "INSERT INTO evidence VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
          "?, ?)");
      query.bind(article)
          .bind(edge.subject)
          .bind(edge.relation)
          .bind(edge.object)
          .bind(position++)
          .bind(std::int64_t{e.quote.span.begin})
          .bind(std::int64_t{e.quote.span.end})
          .bind(e.quote.exact)
          .bind(std::int64_t{e.trigger.begin})
          .bind(std::int64_t{e.trigger.end})
          .bind(e.frame)
          .bind(name(e.polarity))
          .bind(name(e.modality))
          .bind(name(e.object_role))
          .bind(e.attributed_to);
      if (e.quantity) {
        query.bind(e.quantity->value).bind(e.quantity->unit).bind(std::int64_t{e.quantity->approximate});
      } else {
        query.bind_null().bind("").bind(std::int64_t{0});
      }
      query.bind(e.time);
      for (const Participant* p : {&e.destination, &e.beneficiary, &e.instrument, &e.location})
        query.bind(p->node).bind(p->text);
      query.bind(e.confidence).run();
    }
  }
}

constexpr std::string_view kArticleColumns = "number, id, hash, name, title, language, published, source, signature";

Article article_in(const Query& row) {
  return {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.text(8)};
}

Evidence evidence_in(const Database& database, const Query& row, const std::string& article) {
  const auto place = [&](int column) { return static_cast<std::uint32_t>(row.integer(column)); };
  Evidence e;
  e.quote = {article, {place(4), place(5)}, row.text(6)};
  e.trigger = {place(7), place(8)};
  e.frame = row.text(9);
  e.polarity = value_of(database, row.text(10), kPolarities);
  e.modality = value_of(database, row.text(11), kModalities);
  e.object_role = value_of(database, row.text(12), kObjectRoles);
  e.attributed_to = row.text(13);
  if (!row.is_null(14)) e.quantity = Quantity{row.real(14), row.text(15), row.integer(16) != 0};
  e.time = row.text(17);
  int column = 18;
  for (Participant* p : {&e.destination, &e.beneficiary, &e.instrument, &e.location}) {
    p->node = row.text(column++);
    p->text = row.text(column++);
  }
  e.confidence = row.real(column);
  return e;
}

// The sum that was written with an article, 0 if none was.
std::int64_t sum_of(Database& database, std::int64_t article, std::string_view column) {
  if (number_of(database, "PRAGMA user_version") < 3) return 0;
  Query query = database.query(column == "text" ? "SELECT text_sum FROM article WHERE number = ?"
                                                : "SELECT fragment_sum FROM article WHERE number = ?");
  query.bind(article);
  return query.step() ? query.integer(0) : 0;
}

// A range of articles by number, read table by table; every table is in the order of articles.
// Their numbers go to `of`.
std::vector<Fragment> read(Database& database, std::int64_t from, std::int64_t to,
                           std::vector<std::int64_t>* of = nullptr) {
  std::vector<Fragment> fragments;
  std::vector<std::int64_t> numbers;
  const auto rows = [&](std::string_view sql, auto&& take) {
    Query query = database.query(sql);
    query.bind(from).bind(to);
    std::size_t at = 0;
    while (query.step()) {
      while (at < numbers.size() && numbers[at] < query.integer(0)) ++at;
      if (at == numbers.size() || numbers[at] != query.integer(0))
        database.fail(StoreTrouble::damaged, "store is damaged: rows of an article that is not there",
                      "run \"entente check\" to see what can be saved");
      take(query, fragments[at]);
    }
  };
  const auto node_in = [&](const Query& row, Fragment& fragment) -> Node& {
    const std::string id = row.text(1);
    const auto found = std::lower_bound(fragment.nodes.begin(), fragment.nodes.end(), id,
                                        [](const Node& node, const std::string& wanted) { return node.id < wanted; });
    if (found == fragment.nodes.end() || found->id != id)
      database.fail(StoreTrouble::damaged, "store is damaged: rows of a node that is not there",
                    "run \"entente check\" to see what can be saved");
    return *found;
  };
  {
    static const std::string sql =
        "SELECT " + std::string(kArticleColumns) + " FROM article WHERE number BETWEEN ? AND ? ORDER BY number";
    Query query = database.query(sql);
    query.bind(from).bind(to);
    while (query.step()) {
      numbers.push_back(query.integer(0));
      fragments.push_back({article_in(query), {}, {}});
    }
  }
  rows("SELECT article, id, type, name, wikidata, iso FROM node WHERE article BETWEEN ? AND ? ORDER BY article, id",
       [&](const Query& row, Fragment& fragment) {
         fragment.nodes.push_back({row.text(1),
                                   value_of(database, row.text(2), kNodeTypes),
                                   row.text(3),
                                   {},
                                   row.text(4),
                                   row.text(5),
                                   {},
                                   {}});
       });
  rows("SELECT article, node, name FROM node_name WHERE article BETWEEN ? AND ? ORDER BY article, node, name",
       [&](const Query& row, Fragment& fragment) { node_in(row, fragment).alternate_names.push_back(row.text(2)); });
  rows(
      "SELECT article, node, description FROM node_description WHERE article BETWEEN ? AND ? "
      "ORDER BY article, node, description",
      [&](const Query& row, Fragment& fragment) { node_in(row, fragment).descriptions.push_back(row.text(2)); });
  rows(
      "SELECT article, node, first, last, exact FROM mention WHERE article BETWEEN ? AND ? "
      "ORDER BY article, node, first, last, exact",
      [&](const Query& row, Fragment& fragment) {
        const Span span{static_cast<std::uint32_t>(row.integer(2)), static_cast<std::uint32_t>(row.integer(3))};
        node_in(row, fragment).mentions.push_back({fragment.article.id, span, row.text(4)});
      });
  rows(
      "SELECT article, subject, relation, object, first, last, exact, trigger_first, trigger_last, frame, polarity, "
      "modality, object_role, attributed_to, quantity, unit, approximate, time, destination, destination_text, "
      "beneficiary, beneficiary_text, instrument, instrument_text, location, location_text, confidence "
      "FROM evidence WHERE article BETWEEN ? AND ? ORDER BY article, subject, relation, object, position",
      [&](const Query& row, Fragment& fragment) {
        Edge edge{row.text(1), row.text(2), row.text(3), {}};
        std::vector<Edge>& edges = fragment.edges;
        if (edges.empty() || edges.back().subject != edge.subject || edges.back().relation != edge.relation ||
            edges.back().object != edge.object)
          edges.push_back(std::move(edge));
        edges.back().evidence.push_back(evidence_in(database, row, fragment.article.id));
      });
  if (of != nullptr) *of = std::move(numbers);
  return fragments;
}

// What is wrong with the fragment of an article; "" if nothing is. Rows that canonical form would leave out harm
// nothing.
std::string defect_of(Database& database, std::int64_t article, const Fragment& fragment) {
  if (const Result<void> valid = validate(fragment); !valid) return to_string(valid.error());
  const std::int64_t sum = sum_of(database, article, "fragment");
  if (sum != 0 && sum != detail::checksum(fragment) && sum != detail::checksum(canonical(fragment)))
    return fragment.article.id + ": its rows are not what was written";
  return {};
}

void require_sound(Database& database, std::int64_t article, const Fragment& fragment) {
  if (const std::string defect = defect_of(database, article, fragment); !defect.empty())
    database.fail(StoreTrouble::damaged, "store is damaged: " + defect,
                  "run \"entente check\" to see what can be saved");
}

// The number of an article in its table; 0 if it is not there.
std::int64_t number_of_article(Database& database, std::string_view id) {
  Query query = database.query("SELECT number FROM article WHERE id = ?");
  query.bind(id);
  return query.step() ? query.integer(0) : 0;
}

Fragment read_one(Database& database, std::int64_t number) {
  std::vector<Fragment> found = read(database, number, number);
  return found.empty() ? Fragment{} : std::move(found.front());
}

std::string text_of(Database& database, std::int64_t number) {
  Query query = database.query("SELECT text FROM text WHERE article = ?");
  query.bind(number);
  return query.step() ? query.text(0) : std::string();
}

std::string reader_of(Database& database, std::int64_t number) {
  Query query = database.query("SELECT reader FROM article WHERE number = ?");
  query.bind(number);
  return query.step() ? query.text(0) : std::string();
}

// One text under two names.
bool is_same_reading(const Fragment& a, const Fragment& b) {
  const Article &x = a.article, &y = b.article;
  return x.hash == y.hash && x.published == y.published && x.language == y.language && x.title == y.title &&
         a.nodes == b.nodes && a.edges == b.edges;
}

// The quotes of a fragment that are not in its text, by their words.
std::vector<std::string> wrong_quotes(const Fragment& fragment, std::string_view text) {
  std::vector<std::size_t> starts;  // of code points, and the end
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) starts.push_back(at);
  starts.push_back(text.size());
  std::vector<std::string> wrong;
  const auto look_at = [&](const Quote& quote) {
    const bool is_inside = quote.span.end < starts.size() && quote.span.begin < quote.span.end;
    if (is_inside &&
        text.substr(starts[quote.span.begin], starts[quote.span.end] - starts[quote.span.begin]) == quote.exact)
      return;
    wrong.push_back(fragment.article.id + ": \"" + quote.exact.substr(0, 80) + "\" is not in the text at its place");
  };
  for (const Node& node : fragment.nodes)
    for (const Quote& mention : node.mentions) look_at(mention);
  for (const Edge& edge : fragment.edges)
    for (const Evidence& evidence : edge.evidence) look_at(evidence.quote);
  return wrong;
}

// ---- A new store

// What a new store is made under, until it is whole.
std::string temporary_start(const std::filesystem::path& store) {
  return ".entente-" + std::to_string(static_cast<std::uint64_t>(detail::checksum(store.filename().string()))) + "-";
}

std::filesystem::path folder_of(const std::filesystem::path& store) {
  return store.has_parent_path() ? store.parent_path() : std::filesystem::path(".");
}

// Removes what processes that are no more left of the same store.
void remove_left_over(const std::filesystem::path& store) {
  const std::string start = temporary_start(store);
  std::error_code error;
  std::filesystem::directory_iterator at(folder_of(store), error);
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (!name.starts_with(start)) continue;
    const pid_t owner = std::atoi(name.c_str() + start.size());
    if (owner > 0 && owner != ::getpid() && ::kill(owner, 0) != 0 && errno == ESRCH) ::unlink(at->path().c_str());
  }
}

// Makes a store beside its place and links it there, so that whoever is stopped leaves no half of one. If another
// process was faster, its store is as good.
void make_new(const std::string& path, std::uint32_t wait_ms) {
  const std::filesystem::path made = folder_of(path) / (temporary_start(path) + std::to_string(::getpid()) + ".tmp");
  const auto tidy = [&] {
    for (const char* ending : {"", "-journal"}) ::unlink((made.string() + ending).c_str());
  };
  tidy();
  int error = 0;
  try {
    Database database(made.string(), kReadWrite | SQLITE_OPEN_CREATE, wait_ms);
    database.run_script("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
    create(database);
  } catch (StoreFailure& failure) {
    tidy();
    failure.error.source = path;
    throw;
  }
  if (::link(made.c_str(), path.c_str()) != 0 && errno != EEXIST)
    error = ::rename(made.c_str(), path.c_str()) != 0 ? errno : 0;  // a file system without links
  tidy();
  if (error != 0)
    throw StoreFailure{StoreTrouble::missing,
                       {path, 0, std::string("cannot open the store: ") + std::strerror(error),
                        "check that it exists and may be read and written"}};
}

}  // namespace

// ---- The store

Store::Store(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

StoreTrouble Store::trouble() const { return connection_->trouble; }

Result<Store> Store::open(const std::string& path, StoreOptions options, StoreTrouble* trouble) {
  const bool may_create = options.mode == StoreOptions::Mode::create;
  const bool for_writing = options.mode != StoreOptions::Mode::read;
  if (trouble != nullptr) *trouble = StoreTrouble::none;
  try {
    check_head(path, may_create);
    if (may_create) remove_left_over(path);
    if (std::error_code none; may_create && !std::filesystem::exists(path, none)) make_new(path, options.wait_ms);
    std::unique_ptr<Connection> connection;
    try {
      connection =
          std::make_unique<Connection>(path, kReadWrite | (may_create ? SQLITE_OPEN_CREATE : 0), options.wait_ms);
    } catch (const StoreFailure&) {
      if (for_writing) throw;
      connection = std::make_unique<Connection>(path, SQLITE_OPEN_READONLY, options.wait_ms);
    }
    Database& database = connection->database;
    // EXTRA is FULL and syncs the folder after the journal is gone: else a power cut may bring the journal back, and
    // with it undo an article that was reported.
    if (for_writing) database.run_script("PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA");
    if (may_create) create(database);
    if (verified_version(database) < kVersion && for_writing) {
      migrate(database);
      verified_version(database);
    }
    if (!for_writing) database.run_script("PRAGMA query_only = ON");
    return Store(std::move(connection));
  } catch (const StoreFailure& failure) {
    if (trouble != nullptr) *trouble = failure.trouble;
    return failure.error;
  }
}

Result<Store::Added> Store::add(const Fragment& fragment, std::string_view text, std::string_view reader) {
  if (Result<void> valid = validate(fragment); !valid) return valid.error();
  return connection_->guarded<Added>([&] {
    Database& database = connection_->database;
    Transaction transaction(database, true);
    const std::int64_t known = number_of_article(database, fragment.article.id);
    Fragment wanted = canonical(fragment);
    if (known != 0) {
      const Fragment there = read_one(database, known);
      if (!reader.empty() && is_same_reading(there, wanted) && reader_of(database, known) == reader)
        wanted = join(std::move(wanted), there);
    }
    if (known != 0 && read_one(database, known) == wanted && text_of(database, known) == text) {
      const std::int64_t fragment_sum = detail::checksum(wanted), text_sum = detail::checksum(text);
      database
          .query(
              "UPDATE article SET reader = ?, fragment_sum = ?, text_sum = ? WHERE number = ? AND (reader <> ? OR "
              "fragment_sum <> ? OR text_sum <> ?)")
          .bind(reader)
          .bind(fragment_sum)
          .bind(text_sum)
          .bind(known)
          .bind(reader)
          .bind(fragment_sum)
          .bind(text_sum)
          .run();
      transaction.commit();
      return Added::unchanged;
    }
    if (known != 0) database.query("DELETE FROM article WHERE number = ?").bind(known).run();
    insert(database, wanted, text, reader);
    transaction.commit();
    return known != 0 ? Added::replaced : Added::added;
  });
}

Result<bool> Store::withdraw(std::string_view article) {
  return connection_->guarded<bool>([&] {
    Transaction transaction(connection_->database, true);
    connection_->database.query("DELETE FROM article WHERE id = ?").bind(article).run();
    const bool was_there = sqlite3_changes(connection_->database.handle()) > 0;
    transaction.commit();
    return was_there;
  });
}

Result<bool> Store::has(std::string_view article, std::string_view hash) const {
  return connection_->guarded<bool>([&] {
    Query query = connection_->database.query("SELECT 1 FROM article WHERE id = ? AND hash = ?");
    return query.bind(article).bind(hash).step();
  });
}

Result<bool> Store::has(const Article& article, std::string_view reader) const {
  return connection_->guarded<bool>([&] {
    Query query = connection_->database.query(
        "SELECT 1 FROM article WHERE id = ? AND hash = ? AND title = ? AND language = ? AND published = ? AND reader = "
        "? "
        "AND name >= ? AND source >= ?");
    query.bind(article.id).bind(article.hash).bind(article.title).bind(article.language).bind(article.published);
    return query.bind(reader).bind(article.name).bind(article.source).step();
  });
}

Result<std::uint64_t> Store::article_count() const {
  return connection_->guarded<std::uint64_t>(
      [&] { return static_cast<std::uint64_t>(number_of(connection_->database, "SELECT count(*) FROM article")); });
}

Result<std::vector<Article>> Store::articles() const {
  return connection_->guarded<std::vector<Article>>([&] {
    static const std::string sql = "SELECT " + std::string(kArticleColumns) + " FROM article ORDER BY id";
    std::vector<Article> found;
    Query query = connection_->database.query(sql);
    while (query.step()) found.push_back(article_in(query));
    return found;
  });
}

Result<std::string> Store::text(std::string_view article) const {
  return connection_->guarded<std::string>([&] {
    const Transaction transaction(connection_->database, false);
    return text_of(connection_->database, number_of_article(connection_->database, article));
  });
}

Result<Fragment> Store::fragment(std::string_view article) const {
  return connection_->guarded<Fragment>([&] {
    const Transaction transaction(connection_->database, false);
    const std::int64_t number = number_of_article(connection_->database, article);
    Fragment fragment = read_one(connection_->database, number);
    if (number != 0) require_sound(connection_->database, number, fragment);
    return fragment;
  });
}

Result<KnowledgeGraph> Store::load() const {
  return connection_->guarded<KnowledgeGraph>([&] {
    Database& database = connection_->database;
    const Transaction transaction(database, false);
    // Rows of articles that are no longer there are to be found too, be none left.
    const std::int64_t last = number_of(database,
                                        "SELECT max(ifnull((SELECT max(number) FROM article), 0), "
                                        "ifnull((SELECT max(article) FROM text), 0), "
                                        "ifnull((SELECT max(article) FROM node), 0))");
    constexpr std::int64_t kAtOnce = 1000;
    KnowledgeGraph graph;
    std::vector<std::int64_t> numbers;
    for (std::int64_t from = 1; from <= last; from += kAtOnce) {
      std::vector<Fragment> fragments = read(database, from, from + kAtOnce - 1, &numbers);
      for (std::size_t i = 0; i < fragments.size(); ++i) {
        require_sound(database, numbers[i], fragments[i]);
        graph.merge(std::move(fragments[i]));
      }
    }
    return graph;
  });
}

Result<std::vector<std::string>> Store::check() const {
  return connection_->guarded<std::vector<std::string>>([&] {
    Database& database = connection_->database;
    const Transaction transaction(database, false);
    std::vector<std::string> wrong;
    Query integrity = database.query("PRAGMA integrity_check");
    while (integrity.step())
      if (const std::string line = integrity.text(0); line != "ok") wrong.push_back(line);
    Query keys = database.query("PRAGMA foreign_key_check");
    while (keys.step()) wrong.push_back("a row of table " + keys.text(0) + " refers to a row that is not there");
    Query numbers = database.query("SELECT number, id FROM article ORDER BY number");
    while (numbers.step()) {
      try {
        const Fragment fragment = read_one(database, numbers.integer(0));
        if (std::string defect = defect_of(database, numbers.integer(0), fragment); !defect.empty()) {
          wrong.push_back(std::move(defect));
        } else if (canonical(fragment) != fragment) {
          wrong.push_back(fragment.article.id + ": rows are not in canonical form");
        } else {
          const std::string text = text_of(database, numbers.integer(0));
          const std::int64_t sum = sum_of(database, numbers.integer(0), "text");
          if (sum != 0 && sum != detail::checksum(text))
            wrong.push_back(fragment.article.id + ": its text is not what was written");
          if (!text.empty())
            for (std::string& quote : wrong_quotes(fragment, text)) wrong.push_back(std::move(quote));
        }
      } catch (const StoreFailure& failure) {
        wrong.push_back(numbers.text(1) + ": " + failure.error.seen);
      }
    }
    return wrong;
  });
}

Result<KnowledgeGraph> Store::salvage(const std::string& path, std::vector<std::string>& lost) {
  try {
    check_head(path, false);
    Database database(path, kReadWrite, StoreOptions().wait_ms);
    database.run_script("PRAGMA query_only = ON");
    // What one end of the article table does not show because of a broken page, the other end may.
    std::map<std::int64_t, std::string> articles;
    for (const std::string_view sql :
         {"SELECT number, id FROM article ORDER BY number", "SELECT number, id FROM article ORDER BY number DESC"}) {
      try {
        Query query = database.query(sql);
        while (query.step()) articles.emplace(query.integer(0), query.text(1));
      } catch (const StoreFailure& failure) {
        lost.push_back("part of the table of articles: " + failure.error.seen);
      }
    }
    KnowledgeGraph graph;
    for (const auto& [number, id] : articles) {
      try {
        Fragment fragment = read_one(database, number);
        if (std::string defect = defect_of(database, number, fragment); defect.empty()) {
          graph.merge(std::move(fragment));
        } else {
          lost.push_back(std::move(defect));
        }
      } catch (const StoreFailure& failure) {
        lost.push_back(id + ": " + failure.error.seen);
      }
    }
    return graph;
  } catch (const StoreFailure& failure) {
    return failure.error;
  }
}

bool is_store(const std::string& path) { return head_of(path).compare(0, kMagic.size(), kMagic) == 0; }

}  // namespace entente
