// Sentences for tests, one word after another: "Kim/Kim/PROPN/2/nsubj
// attaque/attaquer/VERB/0/root/Mood=Ind|VerbForm=Fin".
#pragma once

#include <sstream>
#include <string>

#include "entente/extract/sentence.h"

namespace entente {

/// form/lemma/UPOS/head/deprel[/feats], heads from 1, words separated by spaces; '_' in a form stands for a space.
/// Spans count in the forms joined by single spaces.
inline Sentence compact_sentence(const std::string& text) {
  Sentence sentence;
  std::istringstream words(text);
  std::string word;
  std::uint32_t at = 0;
  while (words >> word) {
    std::istringstream fields(word);
    Token token;
    std::string upos_name, head;
    std::getline(fields, token.form, '/');
    std::getline(fields, token.lemma, '/');
    std::getline(fields, upos_name, '/');
    std::getline(fields, head, '/');
    std::getline(fields, token.deprel, '/');
    std::getline(fields, token.feats, '/');
    for (std::string* field : {&token.form, &token.lemma})
      for (char& c : *field) c = c == '_' ? ' ' : c;
    token.upos = upos(upos_name);
    token.head = std::stoi(head) - 1;
    token.span = {at, at + static_cast<std::uint32_t>(token.form.size())};
    at = token.span.end + 1;
    sentence.tokens.push_back(std::move(token));
  }
  sentence.span = {0, at == 0 ? 0 : at - 1};
  return sentence;
}

/// The text that the spans of compact_sentence(text) count in.
inline std::string compact_text(const Sentence& sentence) {
  std::string text;
  for (const Token& token : sentence.tokens) text += (text.empty() ? "" : " ") + token.form;
  return text;
}

}  // namespace entente
