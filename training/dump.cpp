#include "dump.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <vector>

#include "relations/time_expressions.h"

namespace entente::training {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& out, std::string_view text) { out.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

void put(Writer& out, const char* key, std::string_view text) {
  out.Key(key);
  put(out, text);
}

void put(Writer& out, const char* key, std::int64_t number) {
  out.Key(key);
  out.Int64(number);
}

std::int64_t number(EntityId id) { return id.is_none() ? -1 : static_cast<std::int64_t>(id.index()); }

class Dumper {
 public:
  Dumper(const Document& document, const Reading& reading, const Resources& resources)
      : document_(document), reading_(reading), resources_(resources), offsets_(document.text), out_(buffer_) {}

  std::string run() {
    out_.StartObject();
    put(out_, "name", document_.article.name);
    put(out_, "language", document_.article.language);
    put(out_, "published", document_.article.published);
    put(out_, "text", document_.text);
    list("sentences", reading_.sentences, [this](const Sentence& sentence) { put_sentence(sentence); });
    list("entities", reading_.entities.entities, [this](const Entity& entity) { put_entity(entity); });
    list("mentions", reading_.entities.mentions, [this](const Mention& mention) { put_mention(mention); });
    put_times();
    list("claims", reading_.claims, [this](const Claim& claim) { put_claim(claim); });
    out_.EndObject();
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
  }

 private:
  template <class Items, class Put>
  void list(const char* key, const Items& items, const Put& put_item) {
    out_.Key(key);
    out_.StartArray();
    for (const auto& item : items) put_item(item);
    out_.EndArray();
  }

  void put_span(ByteSpan bytes) {
    const Span span = offsets_.to_code_points(bytes);
    out_.Uint(span.begin);
    out_.Uint(span.end);
  }

  void put_span(const char* key, ByteSpan bytes) {
    out_.Key(key);
    out_.StartArray();
    put_span(bytes);
    out_.EndArray();
  }

  // [begin, end, form, UPOS, head, label, lemma]
  void put_sentence(const Sentence& sentence) {
    out_.StartArray();
    for (const Token& token : sentence.tokens) {
      out_.StartArray();
      put_span(token.span);
      put(out_, token.form);
      put(out_, name(token.upos));
      out_.Int(token.head);
      put(out_, token.deprel);
      put(out_, token.lemma);
      out_.EndArray();
    }
    out_.EndArray();
  }

  void put_entity(const Entity& entity) {
    out_.StartObject();
    put(out_, "type", name(entity.type));
    put(out_, "key", entity.key);
    put(out_, "name", entity.name);
    put(out_, "known", entity.entry.is_none() ? 0 : 1);
    put(out_, "owner", number(entity.owner));
    put(out_, "named", entity.is_named ? 1 : 0);
    put(out_, "plural", entity.is_plural ? 1 : 0);
    out_.EndObject();
  }

  // [sentence, first word, last word (exclusive), head, form, entity]
  void put_mention(const Mention& mention) {
    out_.StartArray();
    for (const std::uint32_t value : {mention.sentence, mention.first, mention.last, mention.head}) out_.Uint(value);
    out_.Uint(static_cast<unsigned>(mention.form));
    out_.Int64(number(mention.entity));
    out_.EndArray();
  }

  // Of each sentence [[first word, last word (exclusive), ISO date]].
  void put_times() {
    const auto frames = resources_.frames.find(document_.article.language);
    std::vector<const Sentence*> sentences;
    for (const Sentence& sentence : reading_.sentences) sentences.push_back(&sentence);
    std::vector<std::vector<TimeExpression>> times;
    if (frames != resources_.frames.end())
      times = find_all_times(sentences, frames->second.times(), document_.article.published);
    list("times", times, [this](const std::vector<TimeExpression>& of_sentence) {
      out_.StartArray();
      for (const TimeExpression& time : of_sentence) {
        out_.StartArray();
        out_.Int(time.first);
        out_.Int(time.last);
        put(out_, time.iso);
        out_.EndArray();
      }
      out_.EndArray();
    });
  }

  void put_claim(const Claim& claim) {
    out_.StartObject();
    put(out_, "relation", resources_.ontology[claim.relation].name);
    put(out_, "subject", number(claim.subject));
    put(out_, "object", number(claim.object));
    put(out_, "sentence", claim.sentence);
    put_span("trigger", claim.trigger);
    put_span("evidence", claim.evidence);
    put(out_, "frame", claim.frame);
    put(out_, "polarity", name(claim.polarity));
    put(out_, "modality", name(claim.modality));
    put(out_, "source", number(claim.attributed_to));
    put(out_, "time", claim.time);
    out_.Key("directness");
    out_.Double(claim.directness);
    out_.Key("confidence");
    out_.Double(claim.confidence);
    out_.EndObject();
  }

  const Document& document_;
  const Reading& reading_;
  const Resources& resources_;
  OffsetMap offsets_;
  rapidjson::StringBuffer buffer_;
  Writer out_;
};

}  // namespace

std::string dump_reading(const Document& document, const Reading& reading, const Resources& resources) {
  return Dumper(document, reading, resources).run();
}

}  // namespace entente::training
