// What Python calls a reader and an article.
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/extract/extractor.h"
#include "entente/extract/reading.h"

namespace entente::python {

/// (id, hash, name, title, language, published, source): Article without its signature.
using ArticleRow =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string, std::string>;
[[nodiscard]] ArticleRow row(const Article& article);

/// (begin, end, form, lemma, part of speech, features, label, head in its sentence or -1)
using TokenRow = std::tuple<std::uint32_t, std::uint32_t, std::string, std::string, std::string, std::string,
                            std::string, std::int32_t>;
/// (begin, end, tokens)
using SentenceRow = std::tuple<std::uint32_t, std::uint32_t, std::vector<TokenRow>>;

/// What one article says; with its text and trees if it was read here. Immutable.
class ArticleReading {
 public:
  explicit ArticleReading(Fragment fragment, std::string reader = {});
  ArticleReading(Document document, Reading reading, Fragment fragment, std::string reader,
                 std::shared_ptr<const Resources> resources);

  [[nodiscard]] const Fragment& fragment() const { return fragment_; }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& reader() const { return reader_; }
  [[nodiscard]] bool has_text() const { return has_text_; }
  [[nodiscard]] std::shared_ptr<const Ontology> ontology() const;
  /// Spans in code points of the text.
  [[nodiscard]] std::vector<SentenceRow> sentences() const;
  [[nodiscard]] std::string to_json() const;

 private:
  Fragment fragment_;
  std::string text_, reader_;
  std::vector<Sentence> sentences_;
  std::shared_ptr<const Resources> resources_;  // none if it was not read here
  bool has_text_ = false;
};

/// The bytes of one article on their way from a file to a reader.
struct Raw {
  RawArticle article;
};

/// Walks over files and folders.
class Source {
 public:
  Source(std::vector<std::string> inputs, const std::string& language, const std::string& date,
         std::uint32_t max_megabytes);
  /// None at the end. fails with ReadError for an article that is left out; the next call goes on behind it.
  [[nodiscard]] std::optional<Raw> next();

 private:
  ArticleSource source_;
};

class Reader {
 public:
  Reader(const std::string& models, const std::vector<std::string>& schemas, const std::vector<std::string>& gazetteers,
         const std::vector<std::string>& frames, const std::vector<std::string>& ontologies, double max_seconds);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::vector<std::string> languages() const;
  [[nodiscard]] std::shared_ptr<const Ontology> ontology() const { return {resources_, &resources_->ontology}; }
  /// May be called from several threads at once.
  [[nodiscard]] std::shared_ptr<ArticleReading> read(const RawArticle& raw) const;

 private:
  std::shared_ptr<const Resources> resources_;
  std::string name_;
  ExtractLimits limits_;
};

void declare_reader(nanobind::module_& module);

}  // namespace entente::python
