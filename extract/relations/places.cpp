#include "relations/places.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "entente/schema/time_budget.h"

namespace entente {
namespace {

constexpr std::array<int, 7> kFarther = {2, 3, 5, 9, 15, 25, 42};  // words at which the next bucket begins

class PlaceFinder {
 public:
  PlaceFinder(const std::vector<Sentence>& sentences, const Entities& entities)
      : entities_(entities), here_(sentences.size()), rows_(sentences.size()) {
    int words = 0;
    for (const Sentence& sentence : sentences) {
      start_.push_back(words);
      words += static_cast<int>(sentence.tokens.size());
    }
    for (std::size_t i = 0; i < entities.mentions.size(); ++i) {
      const Mention& mention = entities.mentions[i];
      here_[mention.sentence][static_cast<std::int32_t>(mention.entity.index())].push_back(MentionId(i));
    }
    while (opening_ < here_.size() && here_[opening_].empty()) ++opening_;
  }

  Places run() {
    out_.in_reach.resize(here_.size());
    for (std::uint32_t sentence = 0; sentence < here_.size(); ++sentence) {
      TimeBudget::check();
      read(sentence);
    }
    return std::move(out_);
  }

 private:
  struct Near {
    std::uint32_t group = 0;
    std::uint32_t back = 0;  // sentences, or kOpening
  };

  std::uint32_t group(std::uint32_t sentence, std::int32_t entity) {
    const auto [found, is_new] = rows_[sentence].emplace(entity, static_cast<std::uint32_t>(out_.groups.size()));
    if (is_new) out_.groups.push_back({EntityId(static_cast<std::size_t>(entity)), here_[sentence].at(entity)});
    return found->second;
  }

  void read(std::uint32_t sentence) {
    std::map<std::int32_t, Near> near;
    const auto add = [&](std::uint32_t at, std::uint32_t back) {
      for (const auto& [entity, mentions] : here_[at]) {
        if (near.size() == kMostEntities) return;
        if (!near.contains(entity)) near.emplace(entity, Near{group(at, entity), back});
      }
    };
    for (std::uint32_t back = 0; back <= std::min(kReach, sentence); ++back) add(sentence - back, back);
    if (opening_ < sentence) add(opening_, kOpening);
    const bool is_told = std::any_of(near.begin(), near.end(), [](const auto& one) { return one.second.back == 0; });
    if (!is_told) return;
    for (const auto& [entity, one] : near) out_.in_reach[sentence].push_back(one.group);
    for (const auto& [subject, a] : near)
      for (const auto& [object, b] : near)
        if (subject != object && (a.back == 0 || b.back == 0)) out_.places.push_back(place(sentence, a, b));
  }

  [[nodiscard]] int begin(const Mention& mention) const {
    return start_[mention.sentence] + static_cast<int>(mention.first);
  }

  [[nodiscard]] Place place(std::uint32_t sentence, const Near& a, const Near& b) const {
    Place place;
    place.sentence = sentence;
    place.subject = a.group;
    place.object = b.group;
    place.reach = static_cast<std::uint8_t>(a.back * (kOpening + 1) + b.back);
    const Mention *subject = nullptr, *object = nullptr;
    for (const MentionId x : out_.groups[a.group].mentions)
      for (const MentionId y : out_.groups[b.group].mentions) {
        const bool is_nearer = subject == nullptr || std::abs(begin(entities_[x]) - begin(entities_[y])) <
                                                         std::abs(begin(*subject) - begin(*object));
        if (!is_nearer) continue;
        subject = &entities_[x];
        object = &entities_[y];
      }
    place.distance = distance_bucket(begin(*object) - begin(*subject));
    if (subject->sentence == object->sentence) {
      const bool is_within = object->first <= subject->first && subject->last <= object->last;
      const bool is_around = subject->first <= object->first && object->last <= subject->last;
      place.nesting = is_within ? 1 : is_around ? 2 : 0;
    }
    return place;
  }

  const Entities& entities_;
  std::vector<std::map<std::int32_t, std::vector<MentionId>>> here_;  // mentions by sentence and entity
  std::vector<std::map<std::int32_t, std::uint32_t>> rows_;           // groups by sentence and entity
  std::vector<int> start_;                                            // words before each sentence
  std::uint32_t opening_ = 0;                                         // the first sentence that mentions anything
  Places out_;
};

}  // namespace

std::uint8_t distance_bucket(int distance) {
  const auto size = std::upper_bound(kFarther.begin(), kFarther.end(), std::abs(distance)) - kFarther.begin();
  return static_cast<std::uint8_t>(size + (distance < 0 ? 8 : 0));
}

Places places_of(const std::vector<Sentence>& sentences, const Entities& entities) {
  return PlaceFinder(sentences, entities).run();
}

}  // namespace entente
