#include "fields.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr std::array<std::pair<std::string_view, Field>, 6> kFields = {{{"id", Field::id},
                                                                        {"title", Field::title},
                                                                        {"date", Field::date},
                                                                        {"language", Field::language},
                                                                        {"source", Field::source},
                                                                        {"text", Field::text}}};

/// Records as the programs and services of the field write them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kReadyMaps = {
    {{"newspaper4k", "id=,title=title,date=publish_date,language=meta_lang,source=url,text=text"},
     {"trafilatura", "id=,title=title,date=date,language=language,source=source,text=text"},
     {"gdelt", "id=,title=title,date=date,language=lang,source=url,text=desc"},
     {"event-registry", "id=uri,title=title,date=date,language=lang,source=url,text=body"}}};

Field field_named(std::string_view name) {
  for (const auto& [known, field] : kFields)
    if (known == name) return field;
  return Field::none;
}

}  // namespace

Result<std::vector<FieldName>> parse_fields(std::string_view text) {
  for (const auto& [name, map] : kReadyMaps)
    if (text == name) return parse_fields(map);
  std::vector<FieldName> fields;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    const std::size_t equals = part.find('=');
    if (equals == part.npos || field_named(part.substr(0, equals)) == Field::none)
      return InputError{"--fields", 0, "\"" + std::string(part) + "\" names no field",
                        "expected FIELD=NAME with a field of id, title, date, language, source, text; or one of "
                        "newspaper4k, trafilatura, gdelt, event-registry"};
    fields.push_back({std::string(part.substr(0, equals)), std::string(part.substr(equals + 1))});
  }
  return fields;
}

Field field_of(std::string_view name, const ReadOptions& options) {
  const Field own = field_named(name);
  bool is_renamed = false;
  for (const FieldName& given : options.fields) {
    if (given.name == name) return field_named(given.field);
    is_renamed = is_renamed || field_named(given.field) == own;
  }
  return is_renamed ? Field::none : own;
}

}  // namespace entente
