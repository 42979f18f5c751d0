// Words that introduce or describe a node: titles and offices, common nouns for people and forces, honorifics, given
// names. Data: schema/gazetteer/{roles,nouns,honorifics,given_names}.tsv, described in schema/README.md. All look-ups
// take strings in the form of `fold_name`; they cost O(length) and are safe to share between threads.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/schema/ids.h"
#include "entente/schema/name_index.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

struct Role {
  std::string key;       // "foreign-minister": the role of an Office
  std::string relation;  // "affiliatedWith": a relation type, person → what the title names
  NodeTypes of;          // what can stand behind the title
};

using RoleId = Id<struct RoleTag>;  // into Lexicon::roles()

struct TitleMatch {
  RoleId role;
  char gender = 0;  // 'f' or 'm' if the form of the title says so, else 0
};

struct NounMatch {
  NodeType type = NodeType::group;
  std::string noun_class;  // "soldiers", "vessel", "protesters", …: see schema/README.md
};

enum class HonorificClass : std::uint8_t { civil, academic, noble, religious, rank };

struct HonorificMatch {
  HonorificClass kind = HonorificClass::civil;
  char gender = 0;  // 'f', 'm' or 0
};

class Lexicon {
 public:
  /// Each adds the lines of one file.
  /// fails  with file and line; nothing of the file is added then
  Result<void> add_roles(std::string_view tsv, std::string_view source);
  Result<void> add_nouns(std::string_view tsv, std::string_view source);
  Result<void> add_honorifics(std::string_view tsv, std::string_view source);
  Result<void> add_given_names(std::string_view tsv, std::string_view source);

  [[nodiscard]] std::span<const Role> roles() const { return roles_; }
  [[nodiscard]] const Role& operator[](RoleId id) const { return roles_[id.index()]; }
  /// The role with that key; none if there is none. O(roles).
  [[nodiscard]] RoleId find_role(std::string_view key) const;
  /// The roles that a title names ("ministre des affaires etrangeres"), in the order of the file. Singular forms.
  [[nodiscard]] std::vector<TitleMatch> titles(std::string_view folded, std::string_view language) const;
  /// True if some title starts with these words and goes on.
  [[nodiscard]] bool is_title_prefix(std::string_view folded, std::string_view language) const;
  /// What a common noun describes, by its lemma ("soldat", "navire de guerre"); usually one reading or none.
  [[nodiscard]] std::vector<NounMatch> nouns(std::string_view folded_lemma, std::string_view language) const;
  [[nodiscard]] bool is_noun_prefix(std::string_view folded_lemma, std::string_view language) const;
  /// "m", "mme", "lt col", "sheikh".
  [[nodiscard]] std::vector<HonorificMatch> honorifics(std::string_view folded, std::string_view language) const;
  [[nodiscard]] bool is_honorific_prefix(std::string_view folded, std::string_view language) const;
  /// 'f', 'm', 'u' (both are usual), or 0 if it is no given name that is known.
  [[nodiscard]] char given_name(std::string_view folded) const;

 private:
  std::vector<Role> roles_;
  NameIndex<TitleMatch> titles_;
  NameIndex<NounMatch> nouns_;
  NameIndex<HonorificMatch> honorifics_;
  NameIndex<char> given_names_;
};

/// The words that the program carries. Thread-safe; lives as long as the program.
[[nodiscard]] const Lexicon& builtin_lexicon();

}  // namespace entente
