// Answers of foreign readers: what is admitted is a sound fragment, and every word of it is in the text at its place.
#include <cstdint>
#include <string_view>

#include "../support/check.h"
#include "entente/export/reader_json.h"
#include "entente/extract/admission.h"

namespace {

entente::Document document() {
  entente::Document made;
  made.article.id = "article/kim";
  made.article.language = "fr";
  made.text = "Kim Jong-un a envoyé 10 000 soldats en Russie. L’Iran n’a pas attaqué Israël. Kim a menacé la France.";
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  static const Resources resources = *load_resources({});
  static const Document read = document();
  static const OffsetMap offsets(read.text);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(read_chat_answer(text, "-"));
  const auto answer = read_answer(text, read.article, "-");
  if (!answer) return 0;
  Proposal proposal;
  for (const auto& node : answer->nodes)
    if (node) proposal.nodes.push_back(*node);
  for (const auto& edge : answer->edges)
    if (edge) proposal.edges.push_back(*edge);
  const auto admission = admit(read, proposal, resources, nullptr, 10);
  check(admission.has_value() && validate(admission->fragment).has_value());
  const auto is_there = [&](const Quote& quote) {
    return slice(read.text, offsets.to_bytes(quote.span)) == quote.exact && !quote.exact.empty();
  };
  for (const Node& node : admission->fragment.nodes) {
    check(!node.mentions.empty());
    for (const Quote& mention : node.mentions) check(is_there(mention));
  }
  for (const Edge& edge : admission->fragment.edges)
    for (const Evidence& evidence : edge.evidence) check(is_there(evidence.quote));
  return 0;
}
