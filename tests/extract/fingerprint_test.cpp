#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "entente/extract/extractor.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

// Same names, same sizes: only the content tells.
TEST(Fingerprint, DiffersWithTheContentOfAnyResource) {
  std::string pattern = (fs::temp_directory_path() / "entente-test-XXXXXX").string();
  ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
  const fs::path folder = pattern;
  fs::create_directories(folder / "schema" / "gazetteer");
  const auto fingerprint = [&](const std::string& in_schema, const std::string& in_list) {
    std::ofstream(folder / "schema" / "gazetteer" / "mine.tsv") << "key\ttype\tname\n"
                                                                << in_schema << "\tState\tZorland\n";
    std::ofstream(folder / "list.tsv") << "key\ttype\tname\n" << in_list << "\tPlace\tZorville\n";
    ResourceOptions options;
    options.schemas = {folder / "schema"};
    options.gazetteers = {folder / "list.tsv"};
    const auto resources = load_resources(options);
    EXPECT_TRUE(resources);
    return resources ? resources->fingerprint() : "";
  };
  const std::string first = fingerprint("zorland", "zorville");
  EXPECT_EQ(first.size(), 32U);
  EXPECT_EQ(fingerprint("zorland", "zorville"), first);
  EXPECT_EQ((std::set<std::string>{first, fingerprint("zorlund", "zorville"), fingerprint("zorland", "zorvilla"),
                                   load_resources({})->fingerprint()})
                .size(),
            4U);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace entente
