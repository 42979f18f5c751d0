// Document → Fragment: the stages of extract/ in their order.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "entente/extract/claim.h"
#include "entente/extract/document.h"
#include "entente/extract/language.h"
#include "entente/extract/mention.h"
#include "entente/graph/fragment.h"
#include "entente/schema/frames.h"
#include "entente/schema/gazetteer.h"
#include "entente/schema/lexicon.h"
#include "entente/schema/ontology.h"

namespace entente {

struct WordTables;   // private to extract/language
class ReadingModel;  // private to extract/
struct Perception;   // private to extract/
namespace entities {
class Vocabulary;  // private to extract/entities
}

/// What further data says of a language's words, beside what the program carries.
struct LanguageWords {
  std::shared_ptr<const entities::Vocabulary> vocabulary;
  std::shared_ptr<const WordTables> tables;
};

/// All that is known before an article is read. Built once, shared by all threads, immutable afterwards.
struct Resources {
  Ontology ontology;
  Gazetteer gazetteer;
  std::map<std::string, LanguageModel, std::less<>> models;  // by language code
  std::shared_ptr<const ReadingModel> reader;  // of mentions and relations; null: rules and frames alone read
  std::map<std::string, LanguageFrames, std::less<>> frames;  // by language code
  std::map<std::string, LanguageWords, std::less<>> words;    // by language code; only what further data adds
  std::shared_ptr<const Lexicon> lexicon;                     // what `words` refer to; none without further data
  std::vector<std::string>
      added;  // of each further file, in their order: what it is for, and the SHA-256 of its content

  /// 32 hex digits that differ if any byte differs of the program's data, the models or the further files, or their
  /// order. cost  one pass over all of them: compute it once
  [[nodiscard]] std::string fingerprint() const;
  [[nodiscard]] const entities::Vocabulary& vocabulary(std::string_view language) const;
  [[nodiscard]] const WordTables& tables(std::string_view language) const;
};

/// Where resources come from, beside the data that the program carries.
struct ResourceOptions {
  std::vector<std::filesystem::path> schemas;     // folders laid out as schema/: further data of every kind
  std::filesystem::path models;                   // folder of *.model and *.reader files; "" for none
  std::vector<std::filesystem::path> ontologies;  // further relation types, in the form of schema/ontology.toml
  std::vector<std::filesystem::path> gazetteers;  // further entries, in the form of schema/gazetteer/*.tsv
  std::vector<std::filesystem::path> frames;  // further frames: <name>.<language>.toml, or a folder <language>/*.toml
};

/// Loads everything once. fails: InputError that names the file and, where there is one, the line.
[[nodiscard]] Result<Resources> load_resources(const ResourceOptions& options);

/// What each stage made of a document: for `entente explain` and for tests.
struct Reading {
  std::vector<Sentence> sentences;
  Entities entities;
  std::vector<Claim> claims;
};

/// Names, titles, descriptions, demonyms and pronouns of a document, each with the entity that it stands for.
/// requires  `sentences` are annotated; a model-free language gives gazetteer names only
/// ensures   mention spans lie inside one sentence; every mention has an entity
/// cost      O(n log n) in the words of the document
/// `perception`, if given, says what the network sees of the same sentences.
[[nodiscard]] Entities recognise(const Document& document, const std::vector<Sentence>& sentences,
                                 const Resources& resources, const Perception* perception = nullptr);

/// The claims of a document, with their status: by frames over its trees and, with `perception`, by the heads of
/// relations, which then decide.
/// ensures   subject, object and attributed_to name entities of `entities`; subject and object differ
[[nodiscard]] std::vector<Claim> relate(const Document& document, const std::vector<Sentence>& sentences,
                                        const Entities& entities, const Resources& resources,
                                        const Perception* perception = nullptr);

/// A claim in one line: "deploys(Kim Jong-un, soldats nord-coréens) reported quantity=10000 destination=Russie".
[[nodiscard]] std::string dump(const Claim& claim, const Entities& entities, const Ontology& ontology);

/// A frame whose trigger stands in a sentence but that did not fire, and why: for `entente explain`.
struct FrameMiss {
  std::uint32_t sentence = 0;
  ByteSpan trigger;
  std::string frame;   // as in Claim::frame
  std::string reason;  // "no subject"
};
/// cost  as `relate`
[[nodiscard]] std::vector<FrameMiss> missed_frames(const Document& document, const std::vector<Sentence>& sentences,
                                                   const Entities& entities, const Resources& resources);

/// What one article may cost beside the limits of its reading (ReadLimits).
struct ExtractLimits {
  double seconds = 300;  // of wall clock; looked at in every stage
};

/// All stages but the last. A language without a model that further data speaks of (`Resources::words`) is read for its
/// names only: no trees, no claims.
/// fails: InputError if nothing is known of the document's language.
[[nodiscard]] Result<Reading> read_document(const Document& document, const Resources& resources);
/// The same within limits.
/// fails: also if it takes longer than `limits` allow; the next one has as long again
[[nodiscard]] Result<Reading> read_document(const Document& document, const Resources& resources,
                                            const ExtractLimits& limits);

/// The last stage: what the graph keeps of a reading.
[[nodiscard]] Fragment assemble(const Document& document, const Reading& reading, const Resources& resources);

/// The interface that other extractors (a model server, a plug-in) can stand behind.
class Extractor {
 public:
  virtual ~Extractor() = default;
  [[nodiscard]] virtual Result<Fragment> extract(const Document& document) const = 0;
};

/// The built-in extractor: no network, no downloads. `resources` must outlive it.
/// fails  (extract) an article that takes longer than `limits` allow; the next one has as long again
[[nodiscard]] std::unique_ptr<Extractor> make_extractor(const Resources& resources, const ExtractLimits& limits = {});

}  // namespace entente
