// Turtle by serd, which groups and abbreviates.
#include <serd/serd.h>

#include <memory>
#include <ostream>

#include "entente/export/rdf.h"
#include "triples.h"
#include "utf8_output.h"
#include "vocabulary.h"

namespace entente {
namespace {

struct FreeWriter {
  void operator()(SerdWriter* writer) const { serd_writer_free(writer); }
};
struct FreeEnv {
  void operator()(SerdEnv* env) const { serd_env_free(env); }
};

// No flags: serd would otherwise write texts with quotes in its long form, which in 0.30 it ends wrongly when the last
// character is a quote.
SerdNode node(const std::string& text, SerdType type) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), text.size(), 0, type};
}

class TurtleSink : public TripleSink {
 public:
  TurtleSink(std::ostream& out, const RdfOptions& options) : env_(serd_env_new(nullptr)) {
    for (const Term& prefix : kPrefixes) set_prefix(std::string(prefix.name), std::string(prefix.iri));
    set_prefix("", options.base);
    writer_.reset(serd_writer_new(SERD_TURTLE,
                                  static_cast<SerdStyle>(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED | SERD_STYLE_BULK),
                                  env_.get(), nullptr, &write, &out));
    serd_env_foreach(env_.get(), reinterpret_cast<SerdPrefixSink>(serd_writer_set_prefix), writer_.get());
  }
  void subject(std::string_view iri) override { subject_ = iri; }
  void link(std::string_view predicate, std::string_view object) override {
    state(predicate, std::string(object), SERD_URI);
  }
  void literal(std::string_view predicate, std::string_view text, std::string_view datatype) override {
    state(predicate, std::string(text), SERD_LITERAL, std::string(datatype));
  }
  void text(std::string_view predicate, std::string_view text, std::string_view language) override {
    state(predicate, std::string(text), SERD_LITERAL, "", std::string(language));
  }
  [[nodiscard]] bool finish() { return serd_writer_finish(writer_.get()) == SERD_SUCCESS && is_sound_; }

 private:
  void set_prefix(const std::string& name, const std::string& iri) {
    const SerdNode n = node(name, SERD_LITERAL), uri = node(iri, SERD_URI);
    serd_env_set_prefix(env_.get(), &n, &uri);
  }
  void state(std::string_view predicate, const std::string& object, SerdType type, const std::string& datatype = {},
             const std::string& language = {}) {
    const std::string verb(predicate);
    const SerdNode s = node(subject_, SERD_URI), p = node(verb, SERD_URI), o = node(object, type);
    const SerdNode d = node(datatype, SERD_URI), l = node(language, SERD_LITERAL);
    if (serd_writer_write_statement(writer_.get(), 0, nullptr, &s, &p, &o, datatype.empty() ? nullptr : &d,
                                    language.empty() ? nullptr : &l) != SERD_SUCCESS)
      is_sound_ = false;
  }
  static std::size_t write(const void* bytes, std::size_t length, void* stream) {
    auto& out = *static_cast<std::ostream*>(stream);
    out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(length));
    return out ? length : 0;
  }

  std::unique_ptr<SerdEnv, FreeEnv> env_;
  std::unique_ptr<SerdWriter, FreeWriter> writer_;
  std::string subject_;
  bool is_sound_ = true;
};

}  // namespace

Result<void> write_turtle(const KnowledgeGraph& graph, std::ostream& to, const RdfOptions& options) {
  const Utf8Output checked(to);
  std::ostream& out = checked.out;
  TurtleSink sink(out, options);
  write_triples(graph, options, sink);
  if (sink.finish() && out) return {};
  return InputError{"output", 0, "cannot be written", "check that the disk is not full and the folder is writable"};
}

}  // namespace entente
