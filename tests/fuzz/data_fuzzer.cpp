// Files of further data from strangers: relation types, frames, names, words, decisions. The first byte chooses which.
#include <cstdint>
#include <string_view>

#include "entente/graph/identity.h"
#include "entente/schema/frames.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/lexicon.h"
#include "entente/schema/ontology.h"
#include "language/word_tables.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  using namespace entente;
  Lexicon lexicon;
  switch (data[0] % 8) {
    case 0:
      static_cast<void>(Ontology::parse(text, "x.toml"));
      break;
    case 1: {
      LanguageFrames frames;
      static_cast<void>(frames.add(text, "x.toml", "fr", builtin_ontology()));
      break;
    }
    case 2: {
      Gazetteer names;
      if (names.add(text, "x.tsv")) static_cast<void>(names.lookup("paris", "fr"));
      break;
    }
    case 3:
      static_cast<void>(Overrides::parse(text, "x.txt"));
      break;
    case 4:
      static_cast<void>(lexicon.add_roles(text, "x.tsv"));
      break;
    case 5:
      static_cast<void>(lexicon.add_nouns(text, "x.tsv"));
      break;
    case 6:
      static_cast<void>(lexicon.add_given_names(text, "x.tsv"));
      break;
    default:
      static_cast<void>(read_word_tables(text, "x.tsv", word_tables("fr")));
  }
  return 0;
}
