#include "entente/readers/reader.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sstream>

#include "entente/export/reader_json.h"
#include "entente/extract/reading.h"
#include "entente/schema/files.h"
#include "entente/schema/utf8.h"
#include "http.h"
#include "process.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

bool is_program(const fs::path& path) {
  std::error_code none;
  return fs::is_regular_file(path, none) && ::access(path.c_str(), X_OK) == 0;
}

/// Whether the system would find the program: by its path, else in the folders of PATH.
bool is_found(const std::string& program) {
  if (program.find('/') != std::string::npos) return is_program(program);
  const char* set = std::getenv("PATH");
  std::istringstream folders(set == nullptr ? "/usr/bin:/bin" : set);
  for (std::string folder; std::getline(folders, folder, ':');)
    if (is_program(fs::path(folder.empty() ? "." : folder) / program)) return true;
  return false;
}

}  // namespace

struct Reader::Way {
  std::vector<std::string> words;          // of a program
  std::optional<LoopbackAddress> address;  // of a server
};

Result<std::unique_ptr<Reader>> Reader::make(const ReaderOptions& options, const Resources& resources) {
  auto way = std::make_unique<Way>();
  const bool is_address =
      options.command.find("://") != std::string::npos && options.command.find_first_of(" \t'\"") == std::string::npos;
  if (is_address) {
    auto address = loopback_address(options.command);
    if (!address) return address.error();
    way->address = *std::move(address);
  } else {
    auto words = split_words(options.command);
    if (!words) return words.error();
    way->words = *std::move(words);
    if (!is_found(way->words.front()))
      return InputError{"--reader", 0, "no program \"" + way->words.front() + "\" that can be started",
                        "give its path, or a program of the PATH"};
  }
  if (!is_address && !options.model.empty())
    return InputError{"--reader-model", 0, "is for a server", "give --reader with an address, or leave it out"};
  return std::unique_ptr<Reader>(new Reader(options, resources, std::move(way)));
}

Reader::Reader(const ReaderOptions& options, const Resources& resources, std::unique_ptr<const Way> way)
    : options_(options),
      resources_(resources),
      way_(std::move(way)),
      own_(make_extractor(resources, {options.seconds})) {
  std::string all = options.command + '\n' + options.model + '\n';
  for (const std::string& word : way_->words)
    if (std::error_code none; fs::is_regular_file(word, none))
      if (const auto content = content_of(word)) all += sha256(*content) + '\n';
  fingerprint_ = sha256(all).substr(0, 32);
}

Reader::~Reader() = default;

Result<std::string> Reader::answer(const Document& document) const {
  const AskLimits limits{
      std::chrono::milliseconds(static_cast<std::int64_t>(std::min(options_.seconds, 86400.0) * 1000)),
      options_.answer_bytes};
  std::ostringstream question;
  if (!way_->address) {
    if (auto made = write_question(document.article, document.text, resources_.ontology, question); !made)
      return made.error();
    return run_program(way_->words, std::move(question).str(), limits);
  }
  if (auto made = write_chat_question(document.article, document.text, resources_.ontology, options_.model, question);
      !made)
    return made.error();
  auto body = post(*way_->address, std::move(question).str(), limits);
  if (!body) return body;
  auto content = read_chat_answer(*body, "");
  if (!content) return InputError{"", 0, "gave " + content.error().seen, content.error().remedy};
  return content;
}

Result<Admission> Reader::read(const Document& document) const {
  const auto failed = [&](const InputError& error) {
    return InputError{document.article.source, 0, "the reader " + lossy_utf8(error.seen), error.remedy};
  };
  const auto said = answer(document);
  if (!said) return failed(said.error());
  const auto parts = read_answer(*said, document.article, "", resources_.ontology);
  if (!parts) {
    const std::string line = parts.error().line > 1 ? " in line " + std::to_string(parts.error().line) : "";
    return failed({"", 0, "gave no answer that can be read" + line + ": " + parts.error().seen, parts.error().remedy});
  }
  Proposal proposal;
  std::vector<Refusal> unread;
  const auto sort_out = [&unread](const auto& from, auto& to, const char* kind) {
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i]) {
        to.push_back(*from[i]);
      } else {
        unread.push_back({kind + std::to_string(i + 1), from[i].error().seen});
      }
    }
  };
  sort_out(parts->nodes, proposal.nodes, "entity ");
  sort_out(parts->edges, proposal.edges, "relation ");
  const auto own = own_->extract(document);  // a language that it cannot read, or too long an article: no view
  auto admission = admit(document, proposal, resources_, own ? &*own : nullptr, options_.seconds);
  if (!admission) return failed(admission.error());
  admission->refused.insert(admission->refused.begin(), unread.begin(), unread.end());
  return admission;
}

Result<Fragment> Reader::extract(const Document& document) const {
  auto admission = read(document);
  if (!admission) return admission.error();
  return std::move(admission->fragment);
}

}  // namespace entente
