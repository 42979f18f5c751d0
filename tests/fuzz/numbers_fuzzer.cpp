// Numbers and dates as texts and graphs write them: what is read is finite, and days are in their order.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "entente/extract/extractor.h"
#include "entente/graph/days.h"
#include "relations/quantities.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  static const Resources resources = *load_resources({});
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const char* language : {"fr", "en"}) {
    const GrammarWords& words = resources.frames.at(language).words();
    const auto value = parse_number(text, words);
    if (value && !std::isfinite(*value)) std::abort();
    const bool is_one_word = std::all_of(
        text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-'; });
    if (value && is_one_word && !has_number(text, *value, words)) std::abort();
    static_cast<void>(has_number(text, 10000, words));
  }
  if (const auto days = parse_days(text)) {
    if (days->last < days->first) std::abort();
    if (!parse_days(to_iso(days->first)) || !parse_days(to_iso(days->last))) std::abort();
  }
  return 0;
}
