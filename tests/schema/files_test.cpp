#include "entente/schema/files.h"

#include <gtest/gtest.h>

#include <fstream>

namespace entente {
namespace {

TEST(Files, AreReadWholeUpToTheLimit) {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "entente-files-test.tsv";
  for (const auto& [size, is_read] : {std::pair(0U, true), {999U, true}, {1000U, true}, {1001U, false}}) {
    std::ofstream(path, std::ios::binary) << std::string(size, 'x');
    const Result<std::string> content = content_of(path, 1000);
    EXPECT_EQ(content.has_value(), is_read) << size;
    if (content) {
      EXPECT_EQ(content->size(), size);
    }
  }
  std::filesystem::remove(path);
}

TEST(Files, WhatHasNoEndIsRefused) {
  const Result<std::string> endless = content_of("/dev/zero");
  ASSERT_FALSE(endless);
  EXPECT_EQ(to_string(endless.error()), "/dev/zero: holds more than 64 MB; split it, or check the name");
  EXPECT_FALSE(content_of("/"));
  EXPECT_FALSE(content_of("/no/such/file"));
}

}  // namespace
}  // namespace entente
