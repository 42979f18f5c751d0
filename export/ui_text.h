// The words of our own that stand on pictures and pages, in the reader's language.
#pragma once

#include <string_view>

namespace entente {

struct UiText {
  std::string_view reported, possible, planned, negated;
  std::string_view verbal_cooperation, material_cooperation, verbal_conflict, material_conflict, structural;
  std::string_view actual, width_is_sources, source, sources, node, nodes, relation, relations, article, articles,
      excerpt_of, of_all, and_more, camp;
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
    .excerpt_of = "excerpt; in all:",
    .of_all = "of",
    .and_more = "more",
    .camp = "camp",
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
    .excerpt_of = "extrait ; en tout :",
    .of_all = "des",
    .and_more = "autres",
    .camp = "camp",
};

/// French for "fr…", else English.
[[nodiscard]] constexpr const UiText& ui_text(std::string_view language) {
  return language.starts_with("fr") ? kFrench : kEnglish;
}

}  // namespace entente
