// The form in which names are compared.
#pragma once

#include <string>
#include <string_view>

namespace entente {

/// A name in lower case, without accents and punctuation, its words separated by one space: "États-Unis" and "etats
/// unis" are one. Periods and invisible characters vanish ("U.S." is "us"), other punctuation separates words
/// ("d'Ivoire" is "d ivoire", with any apostrophe). Letters beyond ASCII that have no decomposition are spelt out (œ
/// oe, ø o, ł l). By ICU: default case folding, NFKD, marks removed. Idempotent; independent of any locale; bytes that
/// are not UTF-8 separate words. cost  O(bytes); the usual European letters do not touch ICU
[[nodiscard]] std::string fold_name(std::string_view utf8);
/// The same, appended to `out`: no allocation when `out` has room.
void append_folded(std::string_view utf8, std::string& out);

}  // namespace entente
