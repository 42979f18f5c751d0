// Words on pages → text: lines, paragraphs, what is no part of the text left out, hyphens at line ends undone.
#pragma once

#include <string>
#include <vector>

namespace entente {

/// A word and its box, in points from the upper left corner.
struct PlacedWord {
  double left = 0, top = 0, right = 0, bottom = 0;
  double size = 0;  // of its letters
  std::string text;
};

struct PlacedPage {
  double width = 0, height = 0;
  std::vector<PlacedWord> words;  // in any order
};

struct LaidOutText {
  std::string title;                    // the largest words on the first page; "" if none are larger than the text
  std::vector<std::string> paragraphs;  // in reading order
};

/// Lines that stand on several pages at their upper or lower edge, and numbers of pages there, are left out. A
/// paragraph ends before a gap, an indentation or other letters, and where the next word would have fitted into the
/// line; it goes on over the end of a column or a page. cost  O(n log n)
[[nodiscard]] LaidOutText lay_out_text(const std::vector<PlacedPage>& pages);

}  // namespace entente
