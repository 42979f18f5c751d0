// Words in any places of any pages, in numbers that are none too: they come out as paragraphs, none of them empty.
#include <cstdint>
#include <cstring>

#include "reading/formats/pdf_layout.h"
#include "support/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  constexpr std::size_t kWordBytes = 8;
  std::vector<PlacedPage> pages(1, {600, 800, {}});
  for (; size >= kWordBytes; data += kWordBytes, size -= kWordBytes) {
    if (data[0] == 255) {
      pages.push_back({600, 800, {}});
      continue;
    }
    const double left = data[1] * 2.5, top = data[2] * 3.5, letters = data[4] / 8.0;
    double width = data[3];
    if (data[5] == 255) std::memcpy(&width, data, sizeof width);  // any number, and what is none
    const char text[] = {static_cast<char>('a' + data[6] % 26), data[7] % 4 == 0 ? '-' : 'e', '\0'};
    pages.back().words.push_back({left, top, left + width, top + letters, letters, text});
  }
  for (const std::string& paragraph : lay_out_text(pages).paragraphs) check(!paragraph.empty());
  return 0;
}
