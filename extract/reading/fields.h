// Which field of an article a name in a record or a column of a table stands for.
#pragma once

#include <string_view>

#include "entente/extract/reading.h"

namespace entente {

enum class Field : std::uint8_t { none, id, title, date, language, source, text };

/// As options.fields says; a field that is not in them has its own name.
[[nodiscard]] Field field_of(std::string_view name, const ReadOptions& options);

}  // namespace entente
