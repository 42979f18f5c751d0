// The stages of extract/ in their order.

#include "entente/extract/extractor.h"

#include <algorithm>
#include <optional>
#include <set>

#include "entente/graph/corroboration.h"
#include "entente/schema/time_budget.h"
#include "entities/asides.h"
#include "entities/occupations.h"
#include "invisible.h"
#include "language/mend.h"
#include "language/segment.h"
#include "node_id.h"
#include "perception.h"

namespace entente {
namespace {

std::string node_id(const Entity& entity) { return node_id(entity.type, entity.key); }

/// Builds the fragment of one document. Several entities may turn out to be one node.
class Assembler {
 public:
  Assembler(const Document& document, const Reading& reading, const Resources& resources)
      : document_(document), reading_(reading), resources_(resources), offsets_(document.text) {}

  Fragment run() {
    find_used();
    for (std::size_t i = 0; i < entities().entities.size(); ++i) {
      TimeBudget::check();
      if (is_kept(EntityId(i))) add_node(EntityId(i));
    }
    for (const Claim& claim : reading_.claims) {
      TimeBudget::check();
      add_edge(claim);
    }
    Fragment fragment{document_.article, {}, {}};
    fragment.article.signature = text_signature(document_.text);
    for (auto& [id, node] : nodes_) fragment.nodes.push_back(finish(std::move(node)));
    for (auto& [key, edge] : edges_) fragment.edges.push_back(finish(std::move(edge)));
    return fragment;
  }

 private:
  [[nodiscard]] const Entities& entities() const { return reading_.entities; }

  void find_used() {
    used_.resize(entities().entities.size());
    const auto use = [this](EntityId id) {
      if (!id.is_none()) used_[id.index()] = true;
    };
    for (const Claim& claim : reading_.claims) {
      for (EntityId id : {claim.subject, claim.object, claim.attributed_to}) use(id);
      for (const auto* other : {&claim.destination, &claim.beneficiary, &claim.instrument, &claim.location})
        use(other->entity);
    }
  }

  /// Named things stand by themselves; others, and groups, only where they take part in a relation.
  [[nodiscard]] bool is_kept(EntityId id) const {
    const Entity& entity = entities()[id];
    if (used_[id.index()]) return true;
    const bool is_shown = std::any_of(entity.mentions.begin(), entity.mentions.end(), [this](MentionId mention) {
      return entities()[mention].form != MentionForm::pronoun;
    });
    return is_shown && entity.is_named && entity.type != NodeType::group;
  }

  [[nodiscard]] Quote quote(ByteSpan bytes) const {
    return {document_.article.id, offsets_.to_code_points(bytes), std::string(slice(document_.text, bytes))};
  }

  void add_node(EntityId id) {
    const Entity& entity = entities()[id];
    Node& node = nodes_[node_id(entity)];
    if (node.id.empty()) {
      node.id = node_id(entity);
      node.type = entity.type;
      node.name = entity.name;
    }
    if (!entity.entry.is_none()) {
      node.wikidata = resources_.gazetteer[entity.entry].wikidata;
      node.iso = resources_.gazetteer[entity.entry].iso;
    }
    for (MentionId mention_id : entity.mentions) {
      const Mention& mention = entities()[mention_id];
      if (mention.form == MentionForm::pronoun) continue;
      node.mentions.push_back(quote(mention.bytes));
      if (mention.form == MentionForm::name)
        node.alternate_names.push_back(without_invisible(node.mentions.back().exact));
      if (entity.type != NodeType::person || mention.type != NodeType::person) continue;
      const entities::Vocabulary& vocabulary = entities::vocabulary_of(document_.article.language);
      for (std::string& noun : entities::occupations(reading_.sentences[mention.sentence], mention, vocabulary))
        node.descriptions.push_back(std::move(noun));
    }
    // A body is called what the article calls it ("Hezbollah", not its translation); people and states have one name.
    const bool is_body = entity.type == NodeType::organization || entity.type == NodeType::military_unit;
    if (is_body && !node.alternate_names.empty()) {
      const auto longest = std::max_element(node.alternate_names.begin(), node.alternate_names.end(),
                                            [](const auto& a, const auto& b) { return a.size() < b.size(); });
      const std::string called = *longest;
      node.alternate_names.push_back(node.name);
      node.name = called;
    }
  }

  static Node finish(Node node) {
    const auto unify = [](auto& list) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    unify(node.mentions);
    unify(node.alternate_names);
    unify(node.descriptions);
    std::erase(node.alternate_names, node.name);
    return node;
  }

  static Edge finish(Edge edge) {
    std::sort(edge.evidence.begin(), edge.evidence.end());
    edge.evidence.erase(std::unique(edge.evidence.begin(), edge.evidence.end()), edge.evidence.end());
    return edge;
  }

  [[nodiscard]] Participant participant(const ClaimParticipant& other) const {
    if (other.entity.is_none()) return {{}, other.text};
    return {node_id(entities()[other.entity]), {}};
  }

  void add_edge(const Claim& claim) {
    const RelationType& relation = resources_.ontology[claim.relation];
    std::string subject = node_id(entities()[claim.subject]);
    std::string object = node_id(entities()[claim.object]);
    if (subject == object) return;
    if (relation.symmetric && object < subject) std::swap(subject, object);

    Evidence evidence;
    evidence.quote = quote(claim.evidence);
    evidence.trigger = offsets_.to_code_points(claim.trigger);
    evidence.frame = claim.frame;
    evidence.polarity = claim.polarity;
    evidence.modality = claim.modality;
    evidence.object_role = claim.object_role;
    if (!claim.attributed_to.is_none()) evidence.attributed_to = node_id(entities()[claim.attributed_to]);
    evidence.quantity = claim.quantity;
    evidence.time = claim.time;
    evidence.destination = participant(claim.destination);
    evidence.beneficiary = participant(claim.beneficiary);
    evidence.instrument = participant(claim.instrument);
    evidence.location = participant(claim.location);
    evidence.confidence = claim.confidence;

    Edge& edge = edges_[{subject, relation.name, object}];
    edge.subject = std::move(subject);
    edge.relation = relation.name;
    edge.object = std::move(object);
    edge.evidence.push_back(std::move(evidence));
  }

  const Document& document_;
  const Reading& reading_;
  const Resources& resources_;
  OffsetMap offsets_;
  std::vector<bool> used_;
  std::map<std::string, Node> nodes_;
  std::map<std::tuple<std::string, std::string, std::string>, Edge> edges_;
};

class BuiltinExtractor final : public Extractor {
 public:
  BuiltinExtractor(const Resources& resources, const ExtractLimits& limits) : resources_(resources), limits_(limits) {}

  [[nodiscard]] Result<Fragment> extract(const Document& document) const override {
    const auto reading = read_document(document, resources_, limits_);
    if (!reading) return reading.error();
    return assemble(document, *reading, resources_);
  }

 private:
  const Resources& resources_;
  ExtractLimits limits_;
};

Result<Reading> read_visible(const Document& document, const Resources& resources) {
  const auto model = resources.models.find(document.article.language);
  const std::string& language = document.article.language;
  if (model == resources.models.end() && !resources.words.contains(language))
    return InputError{document.article.source, 0, "language \"" + document.article.language + "\" has no model",
                      "give --lang with a language that has one, or add its model to the models folder"};
  Reading reading;
  reading.sentences = segment(document.text, language, resources.tables(language));
  const auto asides = entities::asides(document.text, resources.vocabulary(language), resources.gazetteer, language);
  entities::leave_out(asides, reading.sentences);
  // From here on nothing knows captions, credits, bylines and datelines.
  if (model != resources.models.end()) annotate(reading.sentences, model->second);
  for (Sentence& sentence : reading.sentences) {
    TimeBudget::check();
    language::mend(sentence);
  }
  std::optional<Perception> perception;
  if (resources.reader != nullptr && resources.reader->reads(language)) {
    perception = resources.reader->perceive(document.text, reading.sentences, language);
    take_names(perception->detection, document.text, reading.sentences);
  }
  const Perception* seen = perception ? &*perception : nullptr;
  reading.entities = recognise(document, reading.sentences, resources, seen);
  if (perception) perception->detection = {};  // nobody asks it any more
  // From here on no mention is added or moved: claims name entities by their id.
  if (model == resources.models.end()) return reading;
  reading.claims = relate(document, reading.sentences, reading.entities, resources, seen);
  return reading;
}

/// Leads what was read without invisible characters back to the text that has them.
void lead_back(Reading& reading, const VisibleMap& map) {
  for (Sentence& sentence : reading.sentences) {
    sentence.span = map.original(sentence.span);
    for (Token& token : sentence.tokens) token.span = map.original(token.span);
  }
  for (Mention& mention : reading.entities.mentions) mention.bytes = map.original(mention.bytes);
  for (Claim& claim : reading.claims) {
    claim.evidence = map.original(claim.evidence);
    claim.trigger = map.original(claim.trigger);
    for (ByteSpan& word : claim.weighed) word = map.original(word);
  }
}

}  // namespace

Result<Reading> read_document(const Document& document, const Resources& resources) {
  if (!has_invisible(document.text)) return read_visible(document, resources);
  auto reading = read_visible({document.article, without_invisible(document.text)}, resources);
  if (reading) lead_back(*reading, VisibleMap(document.text));
  return reading;
}

Result<Reading> read_document(const Document& document, const Resources& resources, const ExtractLimits& limits) {
  try {
    const TimeBudget budget(limits.seconds);
    return read_document(document, resources);
  } catch (const OutOfTime&) {
    return InputError{document.article.source, 0, "takes longer than the time for one article",
                      "split it, or give it more with --max-seconds"};
  }
}

Fragment assemble(const Document& document, const Reading& reading, const Resources& resources) {
  return Assembler(document, reading, resources).run();
}

std::unique_ptr<Extractor> make_extractor(const Resources& resources, const ExtractLimits& limits) {
  return std::make_unique<BuiltinExtractor>(resources, limits);
}

}  // namespace entente
