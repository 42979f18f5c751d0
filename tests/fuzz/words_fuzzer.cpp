// Words that users add from strangers: honorifics, references, calibration. The first byte chooses which.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/lexicon.h"
#include "entities/vocabulary.h"
#include "relations/calibration.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  using namespace entente;
  switch (data[0] % 3) {
    case 0: {
      Lexicon lexicon;
      static_cast<void>(lexicon.add_honorifics(text, "x.tsv"));
      break;
    }
    case 1: {
      const entities::Vocabulary words(builtin_lexicon(), "fr",
                                       std::string(entities::builtin_reference("fr")) + "\n" + std::string(text));
      static_cast<void>(words.is("agency", "afp"));
      break;
    }
    default:
      static const std::vector<std::string> signs = {"said again"};
      if (const auto calibration = Calibration::read(text, "x.tsv")) {
        const double confidence = (*calibration)(0.5, signs);
        if (!(confidence >= 0 && confidence <= 1)) std::abort();
      }
  }
  return 0;
}
