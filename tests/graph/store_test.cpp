#include "entente/graph/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "random_fragments.h"
#include "temporary_folder.h"

namespace entente {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr StoreOptions kWrite{StoreOptions::Mode::create, 0};

Store open_for_writing(const std::string& path) {
  Result<Store> store = Store::open(path, kWrite);
  if (!store) throw std::runtime_error(to_string(store.error()));
  return *std::move(store);
}

void run_sql(const std::string& path, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

std::string error_of_open(const std::string& path, StoreOptions options = {}, StoreTrouble* trouble = nullptr) {
  const Result<Store> store = Store::open(path, options, trouble);
  return store ? std::string() : to_string(store.error()).substr(path.size());
}

Fragment small(const std::string& article, const std::string& name) {
  Fragment fragment;
  fragment.article.id = article;
  fragment.article.hash = "hash of " + name;
  fragment.nodes = {{"person/a", NodeType::person, name, {}, "", "", {}, {}}};
  return fragment;
}

RC_GTEST_PROP(Store, HoldsWhatTheGraphOfTheLastEditionsHolds, (std::vector<Fragment> fragments)) {
  if (fragments.size() > 5) fragments.resize(5);  // each is written through to the disk
  const TemporaryFolder folder;
  Store store = open_for_writing(folder / "graph.db");
  KnowledgeGraph expected;
  for (const Fragment& fragment : fragments) {
    const Result<Store::Added> added = store.add(fragment, "text of " + fragment.article.hash);
    RC_ASSERT(added.has_value());
    const auto known = expected.fragments().find(fragment.article.id);
    const Store::Added wanted = known == expected.fragments().end()    ? Store::Added::added
                                : known->second == canonical(fragment) ? Store::Added::unchanged
                                                                       : Store::Added::replaced;
    RC_ASSERT(*added == wanted);
    expected.withdraw(fragment.article.id);
    expected.merge(fragment);
    RC_ASSERT(*store.has(fragment.article.id, fragment.article.hash));
    RC_ASSERT(*store.text(fragment.article.id) == "text of " + fragment.article.hash);
    RC_ASSERT(*store.fragment(fragment.article.id) == canonical(fragment));
  }
  RC_ASSERT(dump(*store.load()) == dump(expected));
  RC_ASSERT(*store.articles() == expected.articles());
  const auto problems = store.check();
  for (const std::string& line : *problems) RC_ASSERT(line.find("is not in the text") != std::string::npos);
  Store reader = *Store::open(folder / "graph.db");
  RC_ASSERT(dump(*reader.load()) == dump(expected));
  if (!fragments.empty()) {
    RC_ASSERT(*store.withdraw(fragments[0].article.id));
    RC_ASSERT(!*store.withdraw(fragments[0].article.id));
    expected.withdraw(fragments[0].article.id);
    RC_ASSERT(dump(*store.load()) == dump(expected));
    RC_ASSERT(*reader.article_count() == expected.article_count());
  }
}

TEST(Store, KeepsAnyText) {
  const TemporaryFolder folder;
  Store store = open_for_writing(folder / "graph.db");
  constexpr char kStrange[] = "a\0b'; DROP TABLE article; --\"\xf0\x9f\x99\x82";
  const std::string strange(kStrange, sizeof kStrange - 1);
  Fragment fragment = small("article/" + strange, strange);
  fragment.nodes[0].alternate_names = {strange + "2"};
  fragment.article.title = strange;
  ASSERT_TRUE(store.add(fragment, strange));
  EXPECT_EQ(*store.fragment(fragment.article.id), canonical(fragment));
  EXPECT_EQ(*store.text(fragment.article.id), strange);
  EXPECT_THAT(*store.check(), IsEmpty());
}

TEST(Store, RefusesAnInvalidFragmentAndStaysAsItWas) {
  const TemporaryFolder folder;
  Store store = open_for_writing(folder / "graph.db");
  ASSERT_TRUE(store.add(small("article/a", "A")));
  Fragment bad = small("article/b", "B");
  bad.edges = {{"person/a", "leads", "person/nobody", {Evidence{}}}};
  EXPECT_FALSE(store.add(bad));
  EXPECT_EQ(*store.article_count(), 1U);
}

TEST(Store, SaysWhatIsNoStore) {
  const TemporaryFolder folder;
  StoreTrouble trouble{};
  EXPECT_EQ(error_of_open(folder / "none.db", {}, &trouble), ": there is no such store; make one with \"entente add\"");
  EXPECT_EQ(trouble, StoreTrouble::missing);
  EXPECT_THAT(error_of_open(folder / "no/folder.db", kWrite, &trouble), HasSubstr("cannot open the store"));
  EXPECT_EQ(trouble, StoreTrouble::missing);

  std::ofstream(folder / "text.db") << "Kim Jong-un aurait déployé 10 000 soldats.\n";
  std::ofstream(folder / "empty.db");
  std::ofstream(folder / "long.db") << std::string(5000, 'x');
  for (const char* name : {"text.db", "long.db"}) {
    EXPECT_EQ(error_of_open(folder / name, kWrite, &trouble),
              ": file is no store; give a file made by \"entente add\"");
    EXPECT_EQ(trouble, StoreTrouble::not_a_store);
    EXPECT_FALSE(is_store(folder / name));
  }
  EXPECT_THAT(error_of_open(folder / "empty.db"), HasSubstr("file is empty"));
  EXPECT_EQ(error_of_open(folder / "empty.db", kWrite), "");
  EXPECT_TRUE(is_store(folder / "empty.db"));

  run_sql(folder / "other.db", "CREATE TABLE t(x)");
  EXPECT_THAT(error_of_open(folder / "other.db", kWrite, &trouble), HasSubstr("SQLite database, but no store"));
  EXPECT_EQ(trouble, StoreTrouble::not_a_store);
  run_sql(folder / "wal.db", "PRAGMA journal_mode = WAL; CREATE TABLE t(x)");
  EXPECT_THAT(error_of_open(folder / "wal.db", kWrite), HasSubstr("write-ahead log"));
}

TEST(Store, RefusesANewerVersionAndForeignTables) {
  const TemporaryFolder folder;
  { open_for_writing(folder / "graph.db"); }
  StoreTrouble trouble{};
  run_sql(folder / "graph.db", "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM article; END");
  EXPECT_THAT(error_of_open(folder / "graph.db", kWrite, &trouble), HasSubstr("not those of this program"));
  EXPECT_EQ(trouble, StoreTrouble::damaged);
  run_sql(folder / "graph.db", "DROP TRIGGER t; PRAGMA user_version = 4");
  EXPECT_EQ(error_of_open(folder / "graph.db", kWrite, &trouble),
            ": store has format 4, this program knows formats up to 3; use a newer program");
  EXPECT_EQ(trouble, StoreTrouble::newer);
}

// What version 1 of the program left behind, with an article in it.
void write_version_1(const std::string& path) {
  { EXPECT_TRUE(open_for_writing(path).add(small("article/a", "A"), "its text")); }
  run_sql(path,
          "ALTER TABLE article DROP COLUMN text_sum; ALTER TABLE article DROP COLUMN fragment_sum;"
          "ALTER TABLE article DROP COLUMN reader; PRAGMA user_version = 1");
}

TEST(Store, ReadsAnOlderVersionAsItIs) {
  const TemporaryFolder folder;
  write_version_1(folder / "graph.db");
  Store store = *Store::open(folder / "graph.db");
  EXPECT_EQ(*store.fragment("article/a"), canonical(small("article/a", "A")));
  EXPECT_EQ(*store.text("article/a"), "its text");
  EXPECT_THAT(*store.check(), IsEmpty());
  EXPECT_EQ(store.load()->article_count(), 1U);
}

TEST(Store, BringsAnOlderVersionUpToDate) {
  const TemporaryFolder folder;
  write_version_1(folder / "graph.db");
  {
    Store store = open_for_writing(folder / "graph.db");
    EXPECT_FALSE(*store.has(small("article/a", "A").article, "now"));
    EXPECT_EQ(*store.add(small("article/a", "A"), "its text", "now"), Store::Added::unchanged);
    EXPECT_TRUE(*store.has(small("article/a", "A").article, "now"));
    EXPECT_EQ(*store.add(small("article/b", "B"), "", "now"), Store::Added::added);
    EXPECT_THAT(*store.check(), IsEmpty());
  }
  Store reader = *Store::open(folder / "graph.db");
  EXPECT_EQ(*reader.article_count(), 2U);
  EXPECT_EQ(*reader.fragment("article/a"), canonical(small("article/a", "A")));
  EXPECT_EQ(*reader.text("article/a"), "its text");
}

TEST(Store, DoesNotTouchAnOlderVersionWithForeignTables) {
  const TemporaryFolder folder;
  write_version_1(folder / "graph.db");
  run_sql(folder / "graph.db", "CREATE TABLE foreigner(x)");
  StoreTrouble trouble{};
  EXPECT_THAT(error_of_open(folder / "graph.db", kWrite, &trouble), HasSubstr("not those of this program"));
  EXPECT_EQ(trouble, StoreTrouble::damaged);
}

TEST(Store, KnowsWhoReadAnArticle) {
  const TemporaryFolder folder;
  Store store = open_for_writing(folder / "graph.db");
  const Fragment fragment = small("article/a", "A");
  EXPECT_EQ(*store.add(fragment, "text", "1.0"), Store::Added::added);
  EXPECT_TRUE(*store.has(fragment.article, "1.0"));
  EXPECT_FALSE(*store.has(fragment.article, "1.1"));
  Article renamed = fragment.article;
  renamed.title = "Another title";
  EXPECT_FALSE(*store.has(renamed, "1.0"));
  EXPECT_EQ(*store.add(fragment, "text", "1.1"), Store::Added::unchanged);
  EXPECT_TRUE(*store.has(fragment.article, "1.1"));
}

TEST(Store, TellsASecondWriterThatOneIsAtWork) {
  const TemporaryFolder folder;
  Store store = open_for_writing(folder / "graph.db");
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "graph.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  const Result<Store::Added> added = store.add(small("article/a", "A"));
  ASSERT_FALSE(added.has_value());
  EXPECT_THAT(to_string(added.error()), HasSubstr("store is being written by another process; try again"));
  EXPECT_EQ(store.trouble(), StoreTrouble::busy);
  EXPECT_EQ(*store.article_count(), 0U) << "reading goes on";
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  EXPECT_TRUE(store.add(small("article/a", "A")));
  EXPECT_EQ(store.trouble(), StoreTrouble::none);
}

TEST(Store, ReadersCannotWrite) {
  const TemporaryFolder folder;
  { open_for_writing(folder / "graph.db"); }
  Store reader = *Store::open(folder / "graph.db");
  EXPECT_FALSE(reader.add(small("article/a", "A")));
  EXPECT_EQ(*reader.article_count(), 0U);
}

TEST(Store, ChecksFindWrongRows) {
  const TemporaryFolder folder;
  const std::string path = folder / "graph.db";
  Fragment fragment = small("article/a", "A");
  fragment.nodes.push_back({"person/b", NodeType::person, "B", {}, "", "", {}, {}});
  Evidence evidence;
  evidence.quote = {"article/a", {1, 2}, "x"};
  fragment.edges = {{"person/a", "supports", "person/b", {evidence}}};
  struct Case {
    const char *sql, *seen;
  };
  constexpr Case kCases[] = {
      {"UPDATE evidence SET confidence = 7", "confidence outside 0 to 1"},
      {"UPDATE evidence SET polarity = 'perhaps'", "unknown word \"perhaps\""},
      {"UPDATE evidence SET subject = 'person/x'", "refers to a row that is not there"},
      {"UPDATE node SET type = 'Robot' WHERE article = 1 AND id = 'person/a'", "unknown word \"Robot\""},
      {"INSERT INTO node_name SELECT number, 'person/a', 'A' FROM article WHERE id = 'article/a'",
       "not in canonical form"},
  };
  for (const Case& c : kCases) {
    std::filesystem::remove(path);
    ASSERT_TRUE(open_for_writing(path).add(fragment));
    ASSERT_TRUE(open_for_writing(path).add(small("article/z", "Z")));
    run_sql(path, c.sql);
    Store store = *Store::open(path);
    EXPECT_THAT(*store.check(), testing::Contains(HasSubstr(c.seen))) << c.sql;
    std::vector<std::string> lost;
    const Result<KnowledgeGraph> saved = Store::salvage(path, lost);
    ASSERT_TRUE(saved.has_value());
    EXPECT_NE(saved->article("article/z"), nullptr) << c.sql;
  }
}

// A store of several pages, damaged in many ways, never crashes a reader, and what is saved is a part of what was
// there.
TEST(Store, SurvivesDamage) {
  const TemporaryFolder folder;
  const std::string path = folder / "graph.db", broken = folder / "broken.db";
  {
    Store store = open_for_writing(path);
    for (int i = 0; i < 40; ++i)
      ASSERT_TRUE(store.add(small("article/" + std::to_string(i), "Name " + std::to_string(i)), std::string(500, 'x')));
  }
  const KnowledgeGraph whole = *Store::open(path)->load();
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto try_it = [&](const std::string& damaged) {
    std::ofstream(broken, std::ios::binary) << damaged;
    if (const Result<Store> store = Store::open(broken, {StoreOptions::Mode::read, 0})) {
      (void)store->load();
      (void)store->check();
    }
    std::vector<std::string> lost;
    if (const Result<KnowledgeGraph> saved = Store::salvage(broken, lost)) {
      EXPECT_LE(saved->article_count(), whole.article_count());
    }
  };
  for (std::size_t size = 0; size < bytes.size(); size += 997) try_it(bytes.substr(0, size));
  std::uint64_t random = 42;
  for (int i = 0; i < 200; ++i) {
    std::string damaged = bytes;
    for (int j = 0; j < 8; ++j) {
      random = random * 6364136223846793005U + 1442695040888963407U;
      damaged[(random >> 33) % damaged.size()] ^= static_cast<char>(1 << (random >> 20) % 8);
    }
    try_it(damaged);
  }
}

// Every text and number of an article's rows, changed by a hand that keeps all else in order.
TEST(Store, AnyChangeOfContentIsFound) {
  const TemporaryFolder folder;
  const std::string path = folder / "graph.db";
  const std::string text = "Alice backs Bob.";
  Fragment fragment = small("article/a", "Alice");
  fragment.nodes.front().mentions = {{"article/a", {0, 5}, "Alice"}};
  fragment.nodes.front().descriptions = {"doctor"};
  fragment.nodes.push_back(
      {"person/b", NodeType::person, "Bob", {"Robert"}, "Q1", "FR", {{"article/a", {12, 15}, "Bob"}}, {}});
  Evidence evidence;
  evidence.quote = {"article/a", {0, 15}, "Alice backs Bob"};
  evidence.trigger = {6, 11};
  evidence.confidence = 0.5;
  evidence.quantity = Quantity{3, "x", true};
  fragment.edges = {{"person/a", "supports", "person/b", {evidence}}};
  for (const char* change :
       {"UPDATE evidence SET exact = 'Alice backs Rob'", "UPDATE evidence SET last = 14",
        "UPDATE evidence SET time = '2024'", "UPDATE evidence SET confidence = 0.51",
        "UPDATE evidence SET quantity = 4", "UPDATE evidence SET frame = 'x'",
        "UPDATE evidence SET polarity = 'negated'", "UPDATE evidence SET unit = 'y'",
        "UPDATE evidence SET location_text = 'y'", "UPDATE node SET name = 'Bobby' WHERE id = 'person/b'",
        "UPDATE node SET wikidata = 'Q2' WHERE id = 'person/b'", "UPDATE node_name SET name = 'Rupert'",
        "UPDATE node_description SET description = 'nurse'",
        "UPDATE mention SET exact = 'Alicf' WHERE node = 'person/a'",
        "UPDATE mention SET first = 1 WHERE node = 'person/a'", "DELETE FROM mention WHERE node = 'person/b'",
        "UPDATE article SET title = 'x' WHERE id = 'article/a'", "UPDATE article SET hash = 'x' WHERE id = 'article/a'",
        "UPDATE article SET published = '2020-01-01' WHERE id = 'article/a'"}) {
    std::filesystem::remove(path);
    ASSERT_TRUE(open_for_writing(path).add(fragment, text));
    ASSERT_TRUE(open_for_writing(path).add(small("article/z", "Z")));
    ASSERT_THAT(*Store::open(path)->check(), testing::IsEmpty());
    run_sql(path, change);
    Store store = *Store::open(path);
    EXPECT_THAT(*store.check(), testing::Contains(HasSubstr("article/a: its rows are not what was written"))) << change;
    EXPECT_FALSE(store.load()) << change;
    EXPECT_FALSE(store.fragment("article/a")) << change;
    EXPECT_TRUE(store.fragment("article/z")) << change;
    std::vector<std::string> lost;
    EXPECT_EQ(Store::salvage(path, lost)->article_count(), 1U) << change;
    EXPECT_THAT(lost, testing::ElementsAre(HasSubstr("article/a"))) << change;
    EXPECT_TRUE(open_for_writing(path).add(fragment, text)) << "to add it again mends it";
    EXPECT_THAT(*Store::open(path)->check(), testing::IsEmpty()) << change;
  }
  run_sql(path, "PRAGMA foreign_keys = OFF; DELETE FROM article");
  EXPECT_FALSE(Store::open(path)->load()) << "rows of articles that are not there";
  EXPECT_THAT(*Store::open(path)->check(), testing::Not(testing::IsEmpty()));
  std::filesystem::remove(path);
  ASSERT_TRUE(open_for_writing(path).add(fragment, text));
  run_sql(path, "UPDATE text SET text = 'Alice backs Bot.'");
  EXPECT_THAT(*Store::open(path)->check(),
              testing::IsSupersetOf({HasSubstr("article/a: its text is not what was written"),
                                     HasSubstr("article/a: \"Bob\" is not in the text at its place")}));
}

// One text under two names is one article, whichever came first.
TEST(Store, TheOrderOfAddingDoesNotShow) {
  const TemporaryFolder folder;
  Fragment a = small("article/a", "A"), b = a;
  a.article.name = "monday.txt";
  a.article.source = "z/monday.txt";
  b.article.name = "tuesday.txt";
  b.article.source = "a/tuesday.txt";
  KnowledgeGraph merged;
  merged.merge(a);
  merged.merge(b);
  int number = 0;
  for (const auto& [first, second] : {std::pair(a, b), std::pair(b, a)}) {
    const std::string path = folder / ("graph" + std::to_string(number++) + ".db");
    Store store = open_for_writing(path);
    ASSERT_TRUE(store.add(first, "text", "reader"));
    ASSERT_TRUE(store.add(second, "text", "reader"));
    EXPECT_EQ(dump(*store.load()), dump(merged));
    for (const Fragment& known : {a, b}) {
      EXPECT_TRUE(*store.has(known.article, "reader"));
      EXPECT_EQ(*store.add(known, "text", "reader"), Store::Added::unchanged);
    }
    b.article.title = "another title";
    EXPECT_FALSE(*store.has(b.article, "reader"));
    b.article.title = a.article.title;
  }
}

}  // namespace
}  // namespace entente
