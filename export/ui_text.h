// The words of our own that stand on pictures and pages, in the reader's language.
#pragma once

#include <array>
#include <string_view>

namespace entente {

struct UiText {
  std::string_view reported, possible, planned, negated;
  std::string_view verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, structural;
  std::string_view actual, width_is_sources, source, sources, node, nodes, relation, relations, article, articles,
      and_more, and_others, of_all, camp;
  // Captions of pictures.
  std::string_view who_does, others, thing, things, tie_in_names, ties_in_names, sources_are, leads, speaks_for, member,
      in;
  std::array<std::string_view, 12> months;
};

inline constexpr UiText kEnglish = {
    .reported = "reported",
    .possible = "possible",
    .planned = "planned",
    .negated = "denied",
    .verbal_cooperation = "cooperation in words",
    .material_cooperation = "cooperation in deeds",
    .verbal_conflict = "conflict in words",
    .material_conflict = "conflict in deeds",
    .structural = "standing tie",
    .actual = "stated as fact",
    .width_is_sources = "thicker: more sources",
    .source = "source",
    .sources = "sources",
    .node = "node",
    .nodes = "nodes",
    .relation = "relation",
    .relations = "relations",
    .article = "article",
    .articles = "articles",
    .and_more = "more",
    .and_others = "and",
    .of_all = "of",
    .camp = "camp",
    .who_does = "who does what to whom",
    .others = "others",
    .thing = "thing",
    .things = "things",
    .tie_in_names = "tie in small print",
    .ties_in_names = "ties in small print",
    .sources_are = "Sources: ",
    .leads = "leader",
    .speaks_for = "spokesperson",
    .member = "member",
    .in = "in ",
    .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
               "November", "December"},
};

inline constexpr UiText kFrench = {
    .reported = "rapporté",
    .possible = "possible",
    .planned = "prévu",
    .negated = "nié",
    .verbal_cooperation = "coopération en paroles",
    .material_cooperation = "coopération en actes",
    .verbal_conflict = "conflit en paroles",
    .material_conflict = "conflit en actes",
    .structural = "lien durable",
    .actual = "donné pour un fait",
    .width_is_sources = "plus épais : plus de sources",
    .source = "source",
    .sources = "sources",
    .node = "nœud",
    .nodes = "nœuds",
    .relation = "relation",
    .relations = "relations",
    .article = "article",
    .articles = "articles",
    .and_more = "autres",
    .and_others = "et",
    .of_all = "sur",
    .camp = "camp",
    .who_does = "qui fait quoi à qui",
    .others = "autres",
    .thing = "acteur",
    .things = "acteurs",
    .tie_in_names = "lien en petits caractères",
    .ties_in_names = "liens en petits caractères",
    .sources_are = "Sources : ",
    .leads = "dirigeant",
    .speaks_for = "porte-parole",
    .member = "membre",
    .in = "lieu : ",
    .months = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
               "novembre", "décembre"},
};

/// French for "fr…", else English.
[[nodiscard]] constexpr const UiText& ui_text(std::string_view language) {
  return language.starts_with("fr") ? kFrench : kEnglish;
}

}  // namespace entente
