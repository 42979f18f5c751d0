// Quotations of a document, across its sentences and paragraphs, and who speaks in them.
#pragma once

#include <string_view>
#include <vector>

#include "relations/speakers.h"

namespace entente {

/// What a finder of quotes has to know of one sentence. All references must outlive the finder.
struct QuotedSentence {
  const Tree* tree = nullptr;
  const SpeakerFinder* speakers = nullptr;
  const ParticipantFinder* participants = nullptr;
  bool opens_paragraph = false;
};

/// A speaker is the subject of a verb of saying beside the quote ("…", said X; X said: "…"), in whichever of its
/// sentences it stands; else the speaker of the quote before it in the same paragraph; else the person whom the
/// sentence before is about. source  the deterministic sieves of Muzny et al., A two-stage sieve approach for quote
/// attribution, EACL 2017
class QuoteFinder {
 public:
  explicit QuoteFinder(const std::vector<QuotedSentence>& sentences);

  /// The source of a quoted token; not named if it is not quoted or nobody is known to speak.
  [[nodiscard]] Source source_of(std::size_t sentence, int token) const;

 private:
  struct Part {
    std::size_t sentence = 0;
    int first = 0, last = 0;  // tokens [first, last) between the marks
  };
  struct Quote {
    std::vector<Part> parts;
    Source source;
  };
  void find_quotes();
  void close(Quote& quote);
  [[nodiscard]] Source speaker_beside(const Part& part) const;
  [[nodiscard]] Source topic_of(std::size_t sentence) const;
  void name_speakers();
  [[nodiscard]] bool is_statement(const Quote& quote) const;

  const std::vector<QuotedSentence>& sentences_;
  std::vector<Quote> quotes_;
};

}  // namespace entente
