// Entities of a text in one line each, for tables of tests.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/document.h"
#include "entente/extract/mention.h"

namespace entente {

/// "Person vladimir-poutine: Vladimir Poutine | il" for each entity, in order of first mention; mentions in order of
/// the text. The words of a mention only, so that a title and a name of one length may look alike.
inline std::vector<std::string> dump(const Entities& entities, std::string_view text) {
  std::vector<std::string> lines;
  for (const Entity& entity : entities.entities) {
    std::string line = std::string(name(entity.type)) + ' ' + entity.key + ':';
    std::string_view separator = " ";
    for (const MentionId id : entity.mentions) {
      line += separator;
      line += slice(text, entities[id].bytes);
      separator = " | ";
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

/// The lines that `wanted` asks for (separated by newlines) and that are not there: "" if all are.
inline std::string missing(const Entities& entities, std::string_view text, std::string_view wanted) {
  const std::vector<std::string> lines = dump(entities, text);
  std::string lost;
  while (!wanted.empty()) {
    const std::size_t end = std::min(wanted.find('\n'), wanted.size());
    const std::string_view line = wanted.substr(0, end);
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lost += "\n  no " + std::string(line);
    wanted.remove_prefix(std::min(end + 1, wanted.size()));
  }
  if (!lost.empty()) {
    lost += "\n  but";
    for (const std::string& line : lines) lost += "\n    " + line;
  }
  return lost;
}

}  // namespace entente
