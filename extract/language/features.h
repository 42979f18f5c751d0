// What the network sees of a word. The exact twin of training/language/features.py: change both or none.
//
// A word is folded (typographic apostrophes, quotes and dashes to ASCII, letters to lower case), looked up in the
// vocabulary, and spelled as a bag of hashed character n-grams, affixes and shapes (subword vectors: Bojanowski et
// al., TACL 2017), so that a word never seen in training has a vector too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::language {

struct FeatureSizes {
  std::uint32_t ngram_buckets = 1;
  std::uint32_t affix_buckets = 1;
};

/// Features of one word; reused from word to word so that nothing is allocated.
struct WordFeatures {
  std::uint64_t key = 0;               // hash of the vocabulary entry
  std::vector<std::uint32_t> ngrams;   // rows of the n-gram table, never empty
  std::vector<std::uint32_t> affixes;  // rows of the affix table
  std::u32string folded;               // the word as written, punctuation folded
  std::u32string lower;                // and in lower case
};

/// Fills only `folded` and `lower`.
void fold(std::string_view form, WordFeatures& word);
/// `first`: the word opens its sentence. Bytes that are not UTF-8 count as U+FFFD.
void spell(std::string_view form, bool first, const FeatureSizes& sizes, WordFeatures& word);

/// Adds the rows that say in which lists of names the word occurs: one for each bit.
void add_gazetteer(std::uint8_t bits, const FeatureSizes& sizes, WordFeatures& word);

/// Lower case of Latin, Greek and Cyrillic letters; any other code point stays.
[[nodiscard]] char32_t lower_letter(char32_t c);
/// Appends `c` as UTF-8; a surrogate or a number beyond Unicode becomes U+FFFD.
void append_utf8(char32_t c, std::string& out);
/// Hash of a vocabulary or lexicon entry.
[[nodiscard]] std::uint64_t hash64(std::u32string_view text);
/// Appends the code points of `text`.
void append_code_points(std::string_view text, std::u32string& out);

}  // namespace entente::language
