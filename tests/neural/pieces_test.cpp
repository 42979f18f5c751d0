#include "neural/pieces.h"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "tiny.h"

namespace entente::neural {
namespace {

void append_utf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr unsigned kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out.push_back(static_cast<char>(kLead[more] | (c >> (6 * more))));
  for (int i = more - 1; i >= 0; --i) out.push_back(static_cast<char>(0x80 | ((c >> (6 * i)) & 0x3F)));
}

// "\e9;" to "é".
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      out.push_back(text[at]);
      continue;
    }
    const std::size_t end = text.find(';', at);
    append_utf8(static_cast<char32_t>(std::stoul(text.substr(at + 1, end - at - 1), nullptr, 16)), out);
    at = end;
  }
  return out;
}

struct Tiny {
  Tiny() : bytes(tiny_bytes()), sections(*ModelSections::read(bytes.all())), in(sections), pieces(Pieces::read(in)) {
    EXPECT_FALSE(in.error()) << to_string(*in.error());
  }
  [[nodiscard]] std::vector<std::uint32_t> of(std::string_view form, bool spaced = true) {
    std::vector<std::uint32_t> rows;
    pieces.cut(form, spaced, scratch, rows);
    return rows;
  }
  Bytes bytes;
  ModelSections sections;
  ModelReader in;
  Pieces pieces;
  Pieces::Scratch scratch;
};

// pieces.txt is what training's twin says: French, English, Cyrillic, emoji, unknown signs, equal sums.
TEST(Pieces, SayWhatTheTwinOfTrainingSays) {
  Tiny tiny;
  std::istringstream in(read_file(kTinyFolder / "pieces.txt"));
  std::size_t cases = 0;
  for (std::string line; std::getline(in, line); ++cases) {
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    std::istringstream numbers(line.substr(second));
    std::vector<std::uint32_t> expected;
    for (std::uint32_t row = 0; numbers >> row;) expected.push_back(row);
    EXPECT_EQ(tiny.of(unescaped(line.substr(0, first)), line[first + 1] == '1'), expected) << line;
  }
  EXPECT_GT(cases, 50U);
}

TEST(Pieces, NoWordIsLost) {
  Tiny tiny;
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string form;
    for (std::size_t length = random() % 90; length > 0; --length) form.push_back(static_cast<char>(random()));
    const std::vector<std::uint32_t> rows = tiny.of(form, round % 2 == 0);
    ASSERT_FALSE(rows.empty());
    for (const std::uint32_t row : rows) ASSERT_LT(row, tiny.pieces.size());
  }
}

TEST(Pieces, RowsAreAppended) {
  Tiny tiny;
  std::vector<std::uint32_t> rows = {7};
  tiny.pieces.cut("Le", true, tiny.scratch, rows);
  EXPECT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows.front(), 7U);
}

}  // namespace
}  // namespace entente::neural
