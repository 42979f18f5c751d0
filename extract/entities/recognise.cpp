// The stage's table of contents; see the headers of its steps for what each does.
#include <algorithm>
#include <tuple>

#include "entente/extract/extractor.h"
#include "entente/schema/fold.h"
#include "entente/schema/time_budget.h"
#include "entities/linking.h"
#include "entities/names.h"
#include "entities/reconcile.h"
#include "entities/sweep.h"
#include "entities/taken_up.h"
#include "perception.h"

namespace entente {
namespace {

using namespace entities;

std::string key_of(const Thing& thing) {
  if (!thing.key.empty()) return thing.key;
  return slug(fold_name(thing.name));
}

// Things that the text mentions become entities; ids follow the order of first mention.
Entities settled(const Context& context, const Discourse& discourse) {
  std::vector<Draft> drafts = discourse.drafts;
  std::stable_sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) {
    return std::tie(a.sentence, a.words, a.form, a.thing) < std::tie(b.sentence, b.words, b.form, b.thing);
  });
  Entities result;
  std::vector<EntityId> entity_of(discourse.size());
  std::vector<ThingId> thing_of;
  for (const Draft& draft : drafts) {
    TimeBudget::check();
    const ThingId thing = discourse.root(draft.thing);
    EntityId& id = entity_of[thing.index()];
    if (id.is_none()) {
      const Thing& known = discourse[thing];
      id = EntityId(result.entities.size());
      Entity entity;
      entity.type = known.type;
      entity.key = key_of(known);
      entity.name = known.name;
      entity.entry = known.entry;
      entity.is_named = known.is_named;
      entity.is_plural = known.is_plural;
      result.entities.push_back(std::move(entity));
      thing_of.push_back(thing);
    }
    const SentenceView& view = context.sentences[draft.sentence];
    Mention mention;
    mention.sentence = draft.sentence;
    mention.first = draft.words.first;
    mention.last = draft.words.last;
    mention.head = draft.head;
    mention.bytes = view.bytes(draft.words);
    mention.type = discourse[thing].type;
    mention.form = draft.form;
    mention.entity = id;
    result.entities[id.index()].mentions.push_back(MentionId(result.mentions.size()));
    result.mentions.push_back(mention);
  }
  for (std::size_t i = 0; i < thing_of.size(); ++i) {
    const ThingId owner = discourse[thing_of[i]].owner;
    if (!owner.is_none()) result.entities[i].owner = entity_of[discourse.root(owner).index()];
  }
  return result;
}

}  // namespace

Entities recognise(const Document& document, const std::vector<Sentence>& sentences, const Resources& resources,
                   const Perception* perception) {
  const std::vector<SentenceView> views = view(document.text, sentences);
  const std::string& language = document.article.language;
  const Context context{views,
                        resources.gazetteer,
                        resources.vocabulary(language),
                        language,
                        document.article.published,
                        document.text,
                        perception == nullptr ? nullptr : &perception->detection,
                        perception == nullptr ? nullptr : perception->antecedents,
                        perception == nullptr ? nullptr : &perception->encoding};
  Discourse discourse;
  const std::vector<Acronym> acronyms = find_names(context, discourse);
  Registry registry(context, discourse);
  link_names(context, acronyms, discourse, registry);
  // From here on no name is added or moved.
  Sweep(context, discourse, registry).run();
  reconcile(context, discourse, registry);
  join_taken_up(context, discourse);
  return settled(context, discourse);
}

}  // namespace entente
