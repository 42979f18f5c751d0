// What a foreign reader is asked, and what it answers: JSON, in the notation of fragments.
//
// Question:  {"entente":"article/1","article":{…},"text":"…","entityTypes":[…],"relationTypes":[{…},…]}
// Answer:    {"entente":"fragment/1","article":{"@id":"…"},"nodes":[{…},…],"relations":[{…},…]}
//
// A server of the chat-completions form gets the question as the user's message, behind instructions; its answer is in
// the content of its first choice.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "entente/graph/fragment.h"
#include "entente/schema/ontology.h"
#include "entente/schema/result.h"

namespace entente {

/// One line, '\n' included: the article with its text, and the types that an answer may use.
/// requires  valid UTF-8     fails  when a write fails
[[nodiscard]] Result<void> write_question(const Article& article, std::string_view text, const Ontology& ontology,
                                          std::ostream& out);

/// The body of a request of the chat-completions form. `model` is the name that the server knows its model by; "" names
/// none.
[[nodiscard]] Result<void> write_chat_question(const Article& article, std::string_view text, const Ontology& ontology,
                                               std::string_view model, std::ostream& out);

/// The content of the first choice, from its first '{' to its last '}': models like to talk around what they are asked.
/// fails  not JSON, no choice, no content
[[nodiscard]] Result<std::string> read_chat_answer(std::string_view json, std::string_view source);

/// The parts of an answer, each by itself: one that cannot be read costs no other. Spans, confidence and all that may
/// have a default in a fragment may be left out.
struct ReaderAnswer {
  std::vector<Result<Node>> nodes;
  std::vector<Result<Edge>> edges;
};

/// fails  not JSON or UTF-8, deeper than 32, no answer in the notation of fragments, an answer for another article
/// cost   O(n), no recursion
[[nodiscard]] Result<ReaderAnswer> read_answer(std::string_view json, const Article& article, std::string_view source,
                                               const Ontology& ontology = builtin_ontology());

}  // namespace entente
