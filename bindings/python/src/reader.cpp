#include "reader.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <sstream>

#include "entente/export/fragment_json.h"
#include "failure.h"

namespace entente::python {
namespace nb = nanobind;
namespace {

ArticleFormat format_of(const std::string& name) {
  if (name == "text") return ArticleFormat::text;
  if (name == "html") return ArticleFormat::html;
  if (name == "json") return ArticleFormat::json;
  return ArticleFormat::unknown;
}

RawArticle raw_article(const nb::bytes& bytes, const std::string& source, const std::string& format,
                       const std::string& language, const std::string& date, std::uint32_t max_megabytes,
                       const std::string& location, std::uint32_t line) {
  RawArticle raw;
  raw.bytes.assign(bytes.c_str(), bytes.size());
  raw.options.source = source;
  raw.options.format = format_of(format);
  raw.options.language = language;
  raw.options.published = date;
  raw.options.limits.document_bytes = std::size_t{max_megabytes} * 1'000'000;
  raw.options.location = location;
  raw.options.line = line;
  return raw;
}

std::shared_ptr<ArticleReading> article_of_json(const std::string& json, const std::string& source, std::uint32_t line,
                                                const std::shared_ptr<const Ontology>& ontology) {
  return std::make_shared<ArticleReading>(
      value_of(read_fragment(json, source, line, ontology ? *ontology : builtin_ontology()), "DataError"));
}

}  // namespace

ArticleRow row(const Article& article) {
  return {article.id, article.hash, article.name, article.title, article.language, article.published, article.source};
}

ArticleReading::ArticleReading(Fragment fragment, std::string reader)
    : fragment_(std::move(fragment)), reader_(std::move(reader)) {}

ArticleReading::ArticleReading(Document document, Reading reading, Fragment fragment, std::string reader,
                               std::shared_ptr<const Resources> resources)
    : fragment_(std::move(fragment)),
      text_(std::move(document.text)),
      reader_(std::move(reader)),
      sentences_(std::move(reading.sentences)),
      resources_(std::move(resources)),
      has_text_(true) {}

std::shared_ptr<const Ontology> ArticleReading::ontology() const {
  if (resources_) return {resources_, &resources_->ontology};
  return {std::shared_ptr<const void>(), &builtin_ontology()};
}

std::vector<SentenceRow> ArticleReading::sentences() const {
  const OffsetMap offsets(text_);
  std::vector<SentenceRow> rows;
  for (const Sentence& sentence : sentences_) {
    const Span span = offsets.to_code_points(sentence.span);
    auto& tokens = std::get<2>(rows.emplace_back(span.begin, span.end, std::vector<TokenRow>()));
    for (const Token& token : sentence.tokens) {
      const Span at = offsets.to_code_points(token.span);
      tokens.emplace_back(at.begin, at.end, token.form, token.lemma, entente::name(token.upos), token.feats,
                          token.deprel, token.head);
    }
  }
  return rows;
}

std::string ArticleReading::to_json() const {
  std::ostringstream out;
  value_of(write_fragment(fragment_, out), "DataError");
  return std::move(out).str();
}

Source::Source(std::vector<std::string> inputs, const std::string& language, const std::string& date,
               std::uint32_t max_megabytes)
    : source_(std::move(inputs), [&] {
        ReadOptions options;
        options.language = language;
        options.published = date;
        options.limits.document_bytes = std::size_t{max_megabytes} * 1'000'000;
        return options;
      }()) {}

std::optional<Raw> Source::next() {
  auto raw = source_.next();
  if (!raw) return std::nullopt;
  return Raw{value_of(*std::move(raw), "ReadError")};
}

Reader::Reader(const std::string& models, const std::vector<std::string>& schemas,
               const std::vector<std::string>& gazetteers, const std::vector<std::string>& frames,
               const std::vector<std::string>& ontologies, double max_seconds)
    : limits_{max_seconds} {
  ResourceOptions options;
  options.models = models;
  options.schemas.assign(schemas.begin(), schemas.end());
  options.gazetteers.assign(gazetteers.begin(), gazetteers.end());
  options.frames.assign(frames.begin(), frames.end());
  options.ontologies.assign(ontologies.begin(), ontologies.end());
  resources_ = std::make_shared<const Resources>(value_of(load_resources(options), "DataError"));
  name_ = "entente " ENTENTE_VERSION " " + resources_->fingerprint();
}

std::vector<std::string> Reader::languages() const {
  std::vector<std::string> codes;
  for (const auto& [code, model] : resources_->models) codes.push_back(code);
  return codes;
}

std::shared_ptr<ArticleReading> Reader::read(const RawArticle& raw) const {
  const auto in_place = [&](InputError error) {  // file and line are known better here
    error.source = raw.options.source;
    error.line = raw.options.line;
    return Failure("ReadError", std::move(error));
  };
  Document document = value_of(read_article(raw.bytes, raw.options), "ReadError");
  auto reading = read_document(document, *resources_, limits_);
  if (!reading) throw in_place(reading.error());
  Fragment fragment = canonical(assemble(document, *reading, *resources_));
  return std::make_shared<ArticleReading>(std::move(document), *std::move(reading), std::move(fragment), name_,
                                          resources_);
}

void declare_reader(nb::module_& module) {
  using Guard = nb::call_guard<nb::gil_scoped_release>;
  nb::class_<Ontology>(module, "Ontology");
  nb::class_<Raw>(module, "Raw").def_prop_ro("source", [](const Raw& raw) { return raw.article.options.source; });
  module.def(
      "raw",
      [](const nb::bytes& bytes, const std::string& source, const std::string& format, const std::string& language,
         const std::string& date, std::uint32_t max_megabytes, const std::string& location, std::uint32_t line) {
        return Raw{raw_article(bytes, source, format, language, date, max_megabytes, location, line)};
      },
      nb::arg("bytes"), nb::arg("source"), nb::arg("format"), nb::arg("language"), nb::arg("date"),
      nb::arg("max_megabytes"), nb::arg("location") = "", nb::arg("line") = 0);
  nb::class_<Source>(module, "Source")
      .def(nb::init<std::vector<std::string>, const std::string&, const std::string&, std::uint32_t>(),
           nb::arg("inputs"), nb::arg("language"), nb::arg("date"), nb::arg("max_megabytes"))
      .def("next", &Source::next, Guard());
  nb::class_<ArticleReading>(module, "Article")
      .def("row", [](const ArticleReading& article) { return row(article.fragment().article); })
      .def("text", &ArticleReading::text)
      .def("signature", [](const ArticleReading& article) { return article.fragment().article.signature; })
      .def("has_text", &ArticleReading::has_text)
      .def("reader", &ArticleReading::reader)
      .def("sentences", &ArticleReading::sentences)
      .def("to_json", &ArticleReading::to_json, Guard());
  module.def("article_of_json", &article_of_json, nb::arg("json"), nb::arg("source"), nb::arg("line"),
             nb::arg("ontology").none(), Guard());
  nb::class_<Reader>(module, "Reader")
      .def(nb::init<const std::string&, const std::vector<std::string>&, const std::vector<std::string>&,
                    const std::vector<std::string>&, const std::vector<std::string>&, double>(),
           nb::arg("models"), nb::arg("schemas"), nb::arg("gazetteers"), nb::arg("frames"), nb::arg("ontologies"),
           nb::arg("max_seconds"), Guard())
      .def("name", &Reader::name)
      .def("languages", &Reader::languages)
      .def("ontology", &Reader::ontology)
      .def(
          "read", [](const Reader& reader, const Raw& raw) { return reader.read(raw.article); }, nb::arg("raw"),
          Guard());
}

}  // namespace entente::python
