// The common nouns, titles and function words by which one language speaks of actors.
// Data: schema/gazetteer/{roles,nouns,honorifics,given_names}.tsv (lexicon.h) and schema/reference/<language>.tsv.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entente/schema/lexicon.h"
#include "entente/schema/name_index.h"

namespace entente::entities {

/// What a common noun can stand for.
enum class NounClass : std::uint8_t {
  title,         // président, ministre, analyste: a person's office or trade
  person,        // homme, victim: any person
  force,         // soldats, armée: all the forces of a state, when nothing sets bodies apart
  unit,          // brigade, garde-côtes, sous-marins: a body of its own
  vessel,        // destroyer, frégate: before a ship's name
  aircraft,      // chasseurs, warplanes
  people,        // déserteurs, manifestants
  counterpart,   // allié, voisin, adversaire: someone by his relation to another
  organization,  // parti, groupe, ministère
  fighters,      // rebelles, insurgents
  armed_group,   // milice
  government,    // gouvernement, autorités: the state itself
  country,       // pays, royaume, île
  place,         // région, ville, détroit
  building,      // hôpital, aéroport
  event          // guerre, sommet, accord
};

struct NounSense {
  NounClass noun_class = NounClass::person;  // `title` only if the noun has no other reading
  std::vector<std::string_view> roles;       // of a title: keys of offices ("head-of-state"); they live in the lexicon
  char gender = 0;                           // 'f', 'm' or 0
  [[nodiscard]] bool is_title() const { return !roles.empty(); }
};

/// The words of one language. Immutable; may be shared by threads.
class Vocabulary {
 public:
  /// `lexicon` must outlive it. `reference` is the content of schema/reference/<language>.tsv, "" if there is none.
  Vocabulary(const Lexicon& lexicon, std::string_view language, std::string_view reference);

  /// The sense of a title, noun or fixed phrase ("premier ministre"), by its folded words. O(length).
  [[nodiscard]] std::optional<NounSense> noun(std::string_view folded) const;
  /// True if some phrase begins with these folded words and goes on.
  [[nodiscard]] bool is_noun_prefix(std::string_view folded) const;
  /// True if the word belongs to a class of function words ("locative", "person-particle", "dative-governor" …).
  [[nodiscard]] bool is(std::string_view word_class, std::string_view folded) const;
  /// True if the language has that habit of writing ("head first", "small demonyms" …): the words of the class "habit"
  /// of its reference file, where each is explained. A language that says nothing of it has none.
  [[nodiscard]] bool has_habit(std::string_view habit) const { return is("habit", habit); }
  /// An honorific or rank before a name: M., Mme, Gen. In `gender` what it says of the person.
  [[nodiscard]] bool is_honorific(std::string_view folded, char* gender = nullptr) const;
  /// 'f', 'm', 'u' (either) or 0 if it is no known given name.
  [[nodiscard]] char given_name(std::string_view folded) const { return lexicon_->given_name(folded); }

 private:
  const Lexicon* lexicon_;
  std::string language_;
  std::unordered_map<std::string, std::unordered_set<std::string, StringHash, std::equal_to<>>, StringHash,
                     std::equal_to<>>
      words_;
};

/// The vocabulary of a language from the data that the program carries. Thread-safe; lives as long as the program.
[[nodiscard]] const Vocabulary& vocabulary_of(std::string_view language);
/// The words of schema/reference/<language>.tsv that the program carries; "" if there are none.
[[nodiscard]] std::string_view builtin_reference(std::string_view language);

}  // namespace entente::entities
