#include "entities/detected_names.h"

#include <algorithm>

#include "entities/detection.h"

namespace entente::entities {
namespace {

// Chosen on 39 annotated articles left out of training.
constexpr float kSure = 0.6F;    // likelihood of a name that takes the place of others
constexpr float kUnseen = 0.3F;  // likelihood below which a stretch gives way

}  // namespace

void snap_to_detected(const Context& context, std::uint32_t sentence, const std::vector<Segment>& known,
                      std::vector<Segment>& segments) {
  if (context.detection == nullptr || context.detection->is_empty()) return;
  const SentenceView& view = context.sentences[sentence];
  const auto gives_way = [&](const Segment& segment) {
    return !segment.is_quoted && !segment.is_dateline &&
           1 - context.detection->of(sentence, segment.words)[0] < kUnseen;
  };
  for (const DetectedMention& name : context.detection->mentions(sentence)) {
    if (name.score < kSure || !is_name(view, name) || !is_one_phrase(view, name.words)) continue;
    const bool is_person = name.type == NodeType::person && name.words.size() > 1;
    if (is_person && context.vocabulary.is("weekday", view.word(name.words.last - 1).folded)) continue;
    bool is_free = true, is_other = false;
    for (const Segment& segment : segments) {
      if (!segment.words.overlaps(name.words)) continue;
      is_other = true;
      is_free = is_free && segment.words != name.words && gives_way(segment);
    }
    if (!is_free || !is_other) continue;
    std::erase_if(segments, [&](const Segment& segment) { return segment.words.overlaps(name.words); });
    Segment segment{.words = name.words, .readings = {}};
    segment.is_recognised = true;
    segment.label = name_type(name.type);
    segment.score = name.score;
    const auto same = std::find_if(known.begin(), known.end(), [&](const Segment& k) { return k.words == name.words; });
    if (same != known.end()) segment.readings = same->readings;
    segments.push_back(std::move(segment));
  }
}

}  // namespace entente::entities
