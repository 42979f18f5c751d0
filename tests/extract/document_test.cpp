#include "entente/extract/document.h"

#include <gtest/gtest.h>

namespace entente {
namespace {

TEST(OffsetMap, CountsCodePointsAndComesBack) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "Élysée, été 🙂 ";  // 14 code points, 21 bytes
  const OffsetMap map(text);
  for (std::uint32_t i = 0; i < 50; ++i) {
    const ByteSpan bytes{i * 21, i * 21 + 8};
    EXPECT_EQ(map.to_code_points(bytes), (Span{i * 14, i * 14 + 6}));
    EXPECT_EQ(map.to_bytes({i * 14, i * 14 + 6}), bytes);
  }
  EXPECT_EQ(map.to_code_points({0, static_cast<std::uint32_t>(text.size())}), (Span{0, 700}));
}

}  // namespace
}  // namespace entente
