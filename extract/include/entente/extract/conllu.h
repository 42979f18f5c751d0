// Sentences as CoNLL-U, the exchange format of Universal Dependencies (https://universaldependencies.org/format.html).
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/sentence.h"
#include "entente/schema/result.h"

namespace entente {

/// What a CoNLL-U file says of a sentence besides its words.
struct ConlluSource {
  std::string id;                    // "# sent_id = "
  std::string text;                  // "# text = ", as it stands in the file
  std::uint32_t line = 0;            // of the first comment or token, from 1
  std::vector<std::uint32_t> lines;  // of each word
};

/// The sentences of a file and the running text they stand in.
struct Treebank {
  std::string text;  // the tokens with the spaces that MISC tells of; all spans are of this text
  std::vector<Sentence> sentences;
  std::vector<ConlluSource> sources;  // one for each sentence
};

/// Reads a file. Sentences are joined by a space, unless the last token says SpaceAfter=No, and by a blank line at
/// "# newdoc" and "# newpar". Words of a contraction get their own part of it if together they spell it, else all of
/// it. Names come from MISC (NE=B-PER, NE=I-PER). Empty nodes, XPOS, DEPS and the rest of MISC are skipped. An "_" is
/// an empty field (but X for UPOS, and the sign itself in FORM and its LEMMA); a word with "_" for a head has head -1.
/// ensures   heads lie inside their sentence; whether they form a tree is not looked at
/// fails     InputError with `source` and the line: columns, numbering, ranges, heads, unknown UPOS, malformed UTF-8
/// cost      O(n)
[[nodiscard]] Result<Treebank> read_conllu(std::string_view content, std::string_view source);

/// Writes sentences of `text`: sent_id (from 1), text, newpar at each blank line, contractions as ranges, SpaceAfter=No
/// and names in MISC. What was written reads back as the same words.
/// requires  the spans of the sentences lie in `text`
/// cost      O(n)
void write_conllu(std::span<const Sentence> sentences, std::string_view text, std::ostream& out);

}  // namespace entente
