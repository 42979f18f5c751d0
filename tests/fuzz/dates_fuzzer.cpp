// Dates in any line: found inside it, and possible.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "reading/charset.h"
#include "reading/dates.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!entente::is_utf8(text)) return 0;  // the gate before it lets nothing else in
  for (const char* language : {"fr", "en", ""}) {
    if (const auto date = entente::find_date(text, language)) {
      const bool is_inside = date->span.begin < date->span.end && date->span.end <= text.size();
      const bool is_iso = date->iso.size() == 10 && date->iso.substr(5, 2) >= "01" && date->iso.substr(5, 2) <= "12" &&
                          date->iso.substr(8) >= "01" && date->iso.substr(8) <= "31";
      if (!is_inside || !is_iso) std::abort();
    }
    static_cast<void>(entente::published_on(text, language));
    static_cast<void>(entente::is_date_line(text, language));
  }
  return 0;
}
