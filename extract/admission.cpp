#include "entente/extract/admission.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "entente/graph/corroboration.h"
#include "entente/graph/days.h"
#include "entente/schema/fold.h"
#include "entente/schema/time_budget.h"
#include "entities/text_view.h"
#include "invisible.h"
#include "node_id.h"
#include "reading/charset.h"
#include "relations/quantities.h"

namespace entente {
namespace {

constexpr std::size_t kShown = 60;         // bytes of foreign text in a reason
constexpr std::size_t kLongestFrame = 64;  // of a reader's own name for its evidence

std::string shown(std::string_view text) {
  const std::string_view start = prefix(text, std::min(text.size(), kShown));
  return '"' + std::string(start) + (start.size() < text.size() ? "…\"" : "\"");
}

std::string shown(Span span) { return std::to_string(span.begin) + "–" + std::to_string(span.end); }

bool overlap(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }
bool lies_in(Span inner, Span outer) { return outer.begin <= inner.begin && inner.end <= outer.end; }

/// The article's text as quotes are looked up in it.
class Pages {
 public:
  Pages(const std::string& id, std::string_view text)
      : id_(id), text_(text), offsets_(text), length_(offsets_.to_code_points({0, size()}).end) {}

  [[nodiscard]] std::string_view text() const { return text_; }

  /// What is wrong with a quote that gives its span; "" if its words are there.
  [[nodiscard]] std::string trouble(const Quote& quote) const {
    if (quote.article != id_) return "a quote of another article, " + shown(quote.article);
    if (quote.exact.empty()) return "a quote without words";
    if (quote.span.begin >= quote.span.end || quote.span.end > length_)
      return shown(quote.exact) + " is said to be at " + shown(quote.span) + " of a text of " +
             std::to_string(length_) + " characters";
    const std::string_view there = slice(text_, offsets_.to_bytes(quote.span));
    if (there != quote.exact)
      return "the text has " + shown(there) + " at " + shown(quote.span) + ", not " + shown(quote.exact);
    return "";
  }

  /// The places where words stand by themselves, in the order of the text, `most` at most. O(n).
  [[nodiscard]] std::vector<Span> places(std::string_view words, std::size_t most) const {
    std::vector<Span> found;
    if (words.empty()) return found;
    for (std::size_t at = text_.find(words); at != text_.npos && found.size() < most;
         at = text_.find(words, at + words.size())) {
      TimeBudget::check();
      const ByteSpan bytes{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
      if (stands_alone(bytes)) found.push_back(offsets_.to_code_points(bytes));
    }
    return found;
  }

 private:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  // No letter or digit goes on at either end: "Iran" is not in "Iranian".
  [[nodiscard]] bool stands_alone(ByteSpan bytes) const {
    const auto is_word = [this](std::int32_t at) {  // the character that starts at `at`
      UChar32 c = 0;
      U8_NEXT_OR_FFFD(text_.data(), at, static_cast<std::int32_t>(text_.size()), c);
      return u_isalnum(c) != 0;
    };
    const auto before = [this](std::int32_t at) {  // where the character that ends at `at` starts
      U8_BACK_1(reinterpret_cast<const std::uint8_t*>(text_.data()), 0, at);
      return at;
    };
    const auto begin = static_cast<std::int32_t>(bytes.begin), end = static_cast<std::int32_t>(bytes.end);
    const bool goes_on_before = begin > 0 && is_word(begin) && is_word(before(begin));
    const bool goes_on_behind = bytes.end < size() && is_word(end) && is_word(before(end));
    return !goes_on_before && !goes_on_behind;
  }

  const std::string& id_;
  std::string_view text_;
  OffsetMap offsets_;
  std::uint32_t length_;
};

/// What the built-in reader sees, as it is asked here.
class OwnView {
 public:
  explicit OwnView(const Fragment* own) {
    if (own == nullptr) return;
    for (const Node& node : own->nodes) {
      for (const Quote& mention : node.mentions) by_place_.emplace(std::tuple(mention.span, node.type), &node);
      by_name_.emplace(std::tuple(fold_name(node.name), node.type), &node);
    }
    for (const Edge& edge : own->edges) edges_.emplace(std::tie(edge.subject, edge.relation, edge.object), &edge);
  }

  /// The node that most of these mentions are, else the one of that name; nullptr if there is none.
  [[nodiscard]] const Node* node(const Node& proposed) const {
    std::map<std::string_view, std::pair<std::size_t, const Node*>> votes;
    for (const Quote& mention : proposed.mentions)
      if (const auto found = by_place_.find({mention.span, proposed.type}); found != by_place_.end()) {
        auto& [count, node] = votes[found->second->id];
        ++count;
        node = found->second;
      }
    const auto best = std::max_element(votes.begin(), votes.end(),
                                       [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
    if (best != votes.end()) return best->second.second;
    const auto named = by_name_.find({fold_name(proposed.name), proposed.type});
    return named == by_name_.end() ? nullptr : named->second;
  }

  /// Evidence of the same edge with the same status at the same place; nullptr if there is none.
  [[nodiscard]] const Evidence* same(const Edge& edge, const Evidence& evidence) const {
    const auto found = edges_.find(std::tie(edge.subject, edge.relation, edge.object));
    if (found == edges_.end()) return nullptr;
    for (const Evidence& own : found->second->evidence)
      if (overlap(own.quote.span, evidence.quote.span) && own.polarity == evidence.polarity &&
          own.modality == evidence.modality)
        return &own;
    return nullptr;
  }

 private:
  std::map<std::tuple<Span, NodeType>, const Node*> by_place_;
  std::map<std::tuple<std::string, NodeType>, const Node*> by_name_;
  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, const Edge*> edges_;
};

class Gate {
 public:
  Gate(const Document& document, const Resources& resources, const Fragment* own)
      : document_(document), resources_(resources), own_(own), pages_(document.article.id, document.text) {
    const auto frames = resources.frames.find(document.article.language);
    if (frames != resources.frames.end()) words_ = &frames->second.words();
  }

  Admission run(const Proposal& proposal) {
    for (const Node& node : proposal.nodes) admit(node);
    for (const Edge& edge : proposal.edges) admit(edge);
    admission_.fragment.article = document_.article;
    admission_.fragment.article.signature = text_signature(document_.text);
    admission_.fragment = canonical(std::move(admission_.fragment));
    return std::move(admission_);
  }

 private:
  struct Known {
    std::string id;
    NodeType type = NodeType::person;
    std::vector<Span> mentions;  // sorted
  };

  void refuse(const std::string& part, std::string reason) { admission_.refused.push_back({part, std::move(reason)}); }

  // ---- entities

  void admit(const Node& proposed) {
    TimeBudget::check();
    const std::string part = std::string(name(proposed.type)) + ' ' + shown(proposed.name);
    if (known_.contains(proposed.id)) return refuse(part, "another entity has the id " + shown(proposed.id));
    Node node;
    node.type = proposed.type;
    node.mentions = mentions_of(proposed, part);
    if (node.mentions.empty()) return refuse(part, "no mention of it is in the text");
    name_it(node, proposed);
    identify(node, proposed, part);
    if (node.id.ends_with('/')) return refuse(part, "its name has no letter");
    for (const std::string& description : proposed.descriptions) {
      if (!pages_.places(description, 1).empty()) {
        node.descriptions.push_back(description);
      } else {
        refuse(part + ": description " + shown(description), "not in the text");
      }
    }
    Known& known = known_[proposed.id];
    known.id = node.id;
    known.type = node.type;
    for (const Quote& mention : node.mentions) known.mentions.push_back(mention.span);
    std::sort(known.mentions.begin(), known.mentions.end());
    admission_.fragment.nodes.push_back(std::move(node));
  }

  std::vector<Quote> mentions_of(const Node& proposed, const std::string& part) {
    std::vector<Quote> mentions;
    for (const Quote& mention : proposed.mentions) {
      TimeBudget::check();
      std::string trouble;
      if (mention.span != Span{}) {
        trouble = pages_.trouble(mention);
        if (trouble.empty() && mention.span.end - mention.span.begin > kLongestMention)
          trouble = shown(mention.exact) + " is longer than a mention can be";
        if (trouble.empty()) mentions.push_back(mention);
      } else {
        const auto places = pages_.places(mention.exact, document_.text.size());
        for (const Span place : places)
          if (place.end - place.begin <= kLongestMention)
            mentions.push_back({document_.article.id, place, mention.exact});
        if (places.empty()) trouble = shown(mention.exact) + " is not in the text";
      }
      if (!trouble.empty()) refuse("mention of " + part, std::move(trouble));
    }
    std::sort(mentions.begin(), mentions.end());
    mentions.erase(std::unique(mentions.begin(), mentions.end()), mentions.end());
    return mentions;
  }

  // Names are words of the text: the reader's name if it is one of the mentions, else the longest of these.
  void name_it(Node& node, const Node& proposed) const {
    std::set<std::string> called;
    for (const Quote& mention : node.mentions) called.insert(without_invisible(mention.exact));
    node.name = *std::max_element(called.begin(), called.end(),
                                  [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (called.contains(proposed.name)) node.name = proposed.name;
    for (const std::string& alternate : proposed.alternate_names)
      if (called.contains(alternate)) node.alternate_names.push_back(alternate);
  }

  // Who it is: the built-in reader's node at the same places, else the gazetteers' only entry of that name and type,
  // else a thing of that name.
  void identify(Node& node, const Node& proposed, const std::string& part) {
    if (const Node* own = own_.node(node)) {
      node.id = own->id;
      node.wikidata = own->wikidata;
      node.iso = own->iso;
      if (own->name != node.name) node.alternate_names.push_back(std::exchange(node.name, own->name));
    } else {
      const GazetteerEntry* entry = entry_of(node);
      node.id = node_id(node.type, entry != nullptr ? entry->key : entities::slug(fold_name(node.name)));
      if (entry != nullptr) {
        node.wikidata = entry->wikidata;
        node.iso = entry->iso;
      }
    }
    if (!proposed.wikidata.empty() && proposed.wikidata != node.wikidata)
      refuse(part + ": sameAs " + shown(proposed.wikidata),
             node.wikidata.empty() ? "no list of names knows it" : "the lists of names have " + node.wikidata);
    if (!proposed.iso.empty() && proposed.iso != node.iso)
      refuse(part + ": isoCode " + shown(proposed.iso),
             node.iso.empty() ? "no list of names knows it" : "the lists of names have " + node.iso);
  }

  [[nodiscard]] const GazetteerEntry* entry_of(const Node& node) const {
    std::set<EntryId> entries;
    for (const GazetteerMatch& match : resources_.gazetteer.readings(node.name, document_.article.language)) {
      const bool is_name = match.kind == NameKind::name || match.kind == NameKind::acronym;
      if (is_name && resources_.gazetteer[match.entry].type == node.type) entries.insert(match.entry);
    }
    return entries.size() == 1 ? &resources_.gazetteer[*entries.begin()] : nullptr;
  }

  // ---- relations

  void admit(const Edge& proposed) {
    TimeBudget::check();
    const std::string part = proposed.relation + '(' + proposed.subject + ", " + proposed.object + ')';
    const auto subject = known_.find(proposed.subject), object = known_.find(proposed.object);
    for (const auto& [end, id] : {std::pair(subject, &proposed.subject), std::pair(object, &proposed.object)})
      if (end == known_.end()) return refuse(part, shown(*id) + " is no entity that was admitted");
    const RelationId id = resources_.ontology.find(proposed.relation);
    if (id.is_none()) return refuse(part, "there is no such relation type");
    const RelationType& type = resources_.ontology[id];
    if (!type.subject.has(subject->second.type))
      return refuse(part, "its subject cannot be a " + std::string(name(subject->second.type)));
    if (!type.object.has(object->second.type))
      return refuse(part, "its object cannot be a " + std::string(name(object->second.type)));
    if (subject->second.id == object->second.id) return refuse(part, "both ends are " + subject->second.id);
    Edge edge{subject->second.id, proposed.relation, object->second.id, {}};
    if (type.symmetric && edge.object < edge.subject) std::swap(edge.subject, edge.object);
    for (const Evidence& evidence : proposed.evidence) {
      auto admitted = admitted_of(evidence, subject->second, object->second);
      if (!admitted) {
        refuse(part, admitted.error().seen);
        continue;
      }
      weigh(edge, *admitted);
      edge.evidence.push_back(*std::move(admitted));
    }
    if (!edge.evidence.empty()) admission_.fragment.edges.push_back(std::move(edge));
  }

  /// The evidence with our ids, or why the text does not bear it out.
  [[nodiscard]] Result<Evidence> admitted_of(Evidence evidence, const Known& subject, const Known& object) const {
    TimeBudget::check();
    const auto no = [](std::string reason) { return InputError{"", 0, std::move(reason), ""}; };
    if (std::string trouble = place(evidence.quote); !trouble.empty()) return no(std::move(trouble));
    const Span quote = evidence.quote.span;
    if (quote.end - quote.begin > kLongestQuote)
      return no(shown(evidence.quote.exact) + " is longer than a quote can be");
    if (evidence.trigger == Span{}) evidence.trigger = quote;
    if (evidence.trigger.begin >= evidence.trigger.end || !lies_in(evidence.trigger, quote))
      return no("its trigger at " + shown(evidence.trigger) + " is not within the quote at " + shown(quote));
    for (const auto& [end, role] : {std::pair(&subject, "subject"), std::pair(&object, "object")})
      if (!is_near(*end, quote)) return no(std::string("its ") + role + " is not mentioned in the quote or before it");
    if (!is_in(subject, quote) && !is_in(object, quote)) return no("the quote mentions neither of its ends");
    for (auto* node : {&evidence.attributed_to, &evidence.destination.node, &evidence.beneficiary.node,
                       &evidence.instrument.node, &evidence.location.node}) {
      if (node->empty()) continue;
      const auto known = known_.find(*node);
      if (known == known_.end()) return no(shown(*node) + " is no entity that was admitted");
      *node = known->second.id;
    }
    for (const auto* other : {&evidence.destination, &evidence.beneficiary, &evidence.instrument, &evidence.location})
      if (!other->text.empty() && pages_.places(other->text, 1).empty())
        return no(shown(other->text) + " is not in the text");
    if (evidence.quantity) {
      if (!has_number(evidence.quote.exact, evidence.quantity->value, *words_))
        return no("the quote has no such number");
      if (evidence.quote.exact.find(evidence.quantity->unit) == std::string::npos)
        return no("its unit " + shown(evidence.quantity->unit) + " is not in the quote");
    }
    if (!evidence.time.empty() && !parse_days(evidence.time))
      return no("its time " + shown(evidence.time) + " is no date or interval of ISO 8601");
    return evidence;
  }

  /// Puts a quote without a span where its words are, if that is one place; what is wrong with it else.
  [[nodiscard]] std::string place(Quote& quote) const {
    if (quote.span != Span{} || quote.exact.empty()) return pages_.trouble(quote);
    const auto places = pages_.places(quote.exact, 2);
    if (places.empty()) return shown(quote.exact) + " is not in the text";
    if (places.size() > 1) return shown(quote.exact) + " is in the text more than once: give start and end";
    quote.article = document_.article.id;
    quote.span = places.front();
    return "";
  }

  static bool is_in(const Known& end, Span quote) {
    return std::any_of(end.mentions.begin(), end.mentions.end(), [quote](Span m) { return lies_in(m, quote); });
  }
  static bool is_near(const Known& end, Span quote) {
    return std::any_of(end.mentions.begin(), end.mentions.end(), [quote](Span mention) {
      return mention.end <= quote.end && quote.begin <= std::uint64_t{mention.begin} + kMentionReach;
    });
  }

  /// What the built-in reader says to it: agreement lends its confidence, doubt limits the reader's own.
  void weigh(const Edge& edge, Evidence& evidence) {
    const Evidence* own = own_.same(edge, evidence);
    const double stated = evidence.confidence > 0 ? evidence.confidence : kDoubtedConfidence;
    evidence.confidence =
        own != nullptr ? std::max(own->confidence, evidence.confidence) : std::min(stated, kDoubtedConfidence);
    std::string frame = own != nullptr ? "reader/agreement" : "reader/doubt";
    if (!evidence.frame.empty()) frame += '/' + std::string(prefix(evidence.frame, kLongestFrame));
    evidence.frame = std::move(frame);
    ++(own != nullptr ? admission_.agreed : admission_.doubted);
  }

  const Document& document_;
  const Resources& resources_;
  OwnView own_;
  Pages pages_;
  GrammarWords none_;
  const GrammarWords* words_ = &none_;
  std::map<std::string, Known, std::less<>> known_;  // by the reader's id
  Admission admission_;
};

}  // namespace

Result<Admission> admit(const Document& document, const Proposal& proposal, const Resources& resources,
                        const Fragment* own, double seconds) {
  try {
    const TimeBudget budget(seconds);
    return Gate(document, resources, own).run(proposal);
  } catch (const OutOfTime&) {
    return InputError{document.article.source, 0, "takes longer than the time for one article",
                      "give it more with --max-seconds"};
  }
}

}  // namespace entente
