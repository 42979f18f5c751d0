// A reader of the user's choice in the place of the built-in one: a program, or a model server on this machine.
//
// Each article is sent to it by itself, and what it answers is admitted only as far as the text bears it out
// (entente/extract/admission.h). A reader that dies, hangs or answers nonsense costs that article only.
//
// A program is started for each article, without a shell, gets the question at its standard input and writes the answer
// to its standard output. A server gets a request of the chat-completions form; only loopback addresses are asked.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/extract/admission.h"
#include "entente/extract/extractor.h"

namespace entente {

struct ReaderOptions {
  std::string command;                   // words of a command line, or "http://127.0.0.1:8080/v1/chat/completions"
  std::string model;                     // what a server calls its model; "" to name none
  double seconds = 300;                  // for the answer to one question
  std::size_t answer_bytes = 4'000'000;  // the longest answer
};

/// The words of a command line: separated by white space; '…' and "…" keep it, \ stands before a character that means
/// itself (not in '…'). Nothing else means anything: no variables, no wildcards, no pipes.
/// fails  no word, a quote without its end, a \ at the end
[[nodiscard]] Result<std::vector<std::string>> split_words(std::string_view command);

/// May be shared by threads.
class Reader final : public Extractor {
 public:
  /// fails  (for exit code "wrong usage") a command that is none, a program that is not there, an address that is not
  ///        http on a loopback address
  static Result<std::unique_ptr<Reader>> make(const ReaderOptions& options, const Resources& resources);
  ~Reader() override;

  /// What it says of a document, as far as that is admitted, and what is not.
  /// fails  it cannot be started or reached, ends with an error, takes too long, answers too much or nothing that can
  ///        be read
  [[nodiscard]] Result<Admission> read(const Document& document) const;
  [[nodiscard]] Result<Fragment> extract(const Document& document) const override;

  /// Differs if the command, the model or the content of a file that the command names differs.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  struct Way;  // to a program or to a server
  Reader(const ReaderOptions& options, const Resources& resources, std::unique_ptr<const Way> way);
  [[nodiscard]] Result<std::string> answer(const Document& document) const;

  ReaderOptions options_;
  const Resources& resources_;
  std::unique_ptr<const Way> way_;
  std::unique_ptr<Extractor> own_;
  std::string fingerprint_;
};

}  // namespace entente
