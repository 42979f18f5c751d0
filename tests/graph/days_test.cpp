#include "entente/graph/days.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(Days, Reads) {
  struct Case {
    const char *text, *first, *last;
  };
  constexpr Case kCases[] = {
      {"2024", "2024-01-01", "2024-12-31"},         {"2024-02", "2024-02-01", "2024-02-29"},
      {"2024-10-28", "2024-10-28", "2024-10-28"},   {"2024-10-28T09:30:00Z", "2024-10-28", "2024-10-28"},
      {"2024-10/2025", "2024-10-01", "2025-12-31"}, {"2024-10/..", "2024-10-01", "2024-10-31"},
      {"/2024", "2024-01-01", "2024-12-31"},        {"0001-01-01", "0001-01-01", "0001-01-01"}};
  for (const Case& c : kCases) {
    const std::optional<Days> days = parse_days(c.text);
    ASSERT_TRUE(days) << c.text;
    EXPECT_EQ(to_iso(days->first), c.first) << c.text;
    EXPECT_EQ(to_iso(days->last), c.last) << c.text;
  }
}

TEST(Days, RefusesWhatIsNoDate) {
  for (const char* text : {"", "24", "2024-13", "2024-02-30", "2024-1", "2024-10-28x", "28 octobre", "0000", "-024",
                           "2024-", "2024-10-", "../..", "/", "2025/2024", "2024-10-28/x", "٢٠٢٤"})
    EXPECT_FALSE(parse_days(text)) << text;
}

}  // namespace
}  // namespace entente
