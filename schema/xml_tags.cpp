#include "entente/schema/xml_tags.h"

#include <algorithm>
#include <array>
#include <utility>

namespace entente {

TagTrouble trouble_in_tags(std::string_view xml, bool allows_document_type) {
  constexpr std::size_t kMostAttributes = 256;
  // What stands between these is no tag.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kPassedOver = {
      {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};
  for (std::size_t at = xml.find('<'); at < xml.size(); at = xml.find('<', at)) {
    const auto passed_over = std::ranges::find_if(
        kPassedOver, [&](const auto& pair) { return xml.compare(at, pair.first.size(), pair.first) == 0; });
    if (passed_over != kPassedOver.end()) {
      at = xml.find(passed_over->second, at + passed_over->first.size());
      continue;
    }
    if (xml.compare(at, 2, "<!") == 0) {
      if (!allows_document_type) return {"a document type declaration, which is never read", at};
      ++at;
      continue;
    }
    std::size_t attributes = 0;
    char quote = 0;
    const std::size_t begin = at;
    for (++at; at < xml.size() && (quote != 0 || xml[at] != '>'); ++at) {
      if (quote != 0) {
        if (xml[at] == quote) quote = 0;
      } else if (xml[at] == '"' || xml[at] == '\'') {
        quote = xml[at];
      } else if (xml[at] == '=' && ++attributes > kMostAttributes) {
        return {"a tag of more than 256 attributes", begin};
      }
    }
  }
  return {};
}

}  // namespace entente
