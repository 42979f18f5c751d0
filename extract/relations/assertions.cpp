#include "relations/assertions.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "entente/schema/time_budget.h"

namespace entente {
namespace {

using neural::Heads;
using neural::Linear;
using neural::Rows;
using neural::Then;

constexpr std::array<int, 5> kBeside = {2, 3, 5, 8, 13};  // words at which the next bucket begins
constexpr std::uint8_t kElsewhere = 13;
constexpr std::size_t kTypes = 7, kNears = kElsewhere + 1, kDistances = 16, kReaches = (kOpening + 1) * (kOpening + 1),
                      kNestings = 3;

float logistic(float x) { return 1 / (1 + neural::exponential(-x)); }

class Asserter {
 public:
  Asserter(const AssertionWeights& weights, const Places& places, const std::vector<Sentence>& sentences,
           const Entities& entities, const neural::Encoding& encoding, const NamedTimes& times)
      : weights_(weights), places_(places), entities_(entities), encoding_(encoding), times_(times) {
    std::size_t words = 0;
    for (const Sentence& sentence : sentences) {
      start_.push_back(words);
      words += sentence.tokens.size();
    }
    start_.push_back(words);
  }

  std::vector<Assertion> run(const FrameVotes& votes) {
    std::vector<Assertion> out(places_.places.size());
    if (out.empty()) return out;
    read_groups();
    for (std::size_t first = 0; first < places_.places.size();) {
      TimeBudget::check();
      std::size_t last = first;
      while (last < places_.places.size() && places_.places[last].sentence == places_.places[first].sentence) ++last;
      read_sentence(first, last, votes, out);
      first = last;
    }
    return out;
  }

 private:
  [[nodiscard]] std::size_t width() const { return weights_.mentions.size(); }
  [[nodiscard]] std::size_t hidden() const { return weights_.mix.outputs; }
  [[nodiscard]] Rows words_of(std::uint32_t sentence) const {
    return {encoding_.data() + start_[sentence] * encoding_.width(), encoding_.width()};
  }

  // Each group: the greatest of its mentions, number by number.
  void read_groups() {
    std::vector<entities::MentionWords> words;
    for (const MentionGroup& group : places_.groups)
      for (const MentionId id : group.mentions) {
        const Mention& mention = entities_[id];
        const std::size_t at = start_[mention.sentence];
        words.push_back({at + mention.first, at + mention.last - 1, mention.form});
      }
    const std::vector<float> mentions = entities::mention_vectors(weights_.mentions, encoding_, words, heads_);
    groups_.assign(places_.groups.size() * width(), 0.F);
    std::size_t row = 0;
    for (std::size_t g = 0; g < places_.groups.size(); ++g)
      for (std::size_t n = 0; n < places_.groups[g].mentions.size(); ++n, ++row)
        for (std::size_t i = 0; i < width(); ++i)
          groups_[g * width() + i] = std::max(groups_[g * width() + i], mentions[row * width() + i]);
    const Rows groups{groups_.data(), width()};
    const std::size_t n = places_.groups.size();
    heads_.apply(weights_.subject, groups, n, Then::nothing, subjects_);
    heads_.apply_again(weights_.object, n, Then::nothing, objects_);
    heads_.apply_again(weights_.query_subject, n, Then::nothing, subject_queries_);
    heads_.apply_again(weights_.query_object, n, Then::nothing, object_queries_);
    heads_.apply_again(weights_.source_thing, n, Then::nothing, sources_);
  }

  void read_sentence(std::size_t first, std::size_t last, const FrameVotes& votes, std::vector<Assertion>& out) {
    const std::uint32_t sentence = places_.places[first].sentence;
    const std::size_t words = start_[sentence + 1] - start_[sentence];
    heads_.apply(weights_.word_key, words_of(sentence), words, Then::nothing, keys_);
    heads_.apply_again(weights_.word_value, words, Then::nothing, values_);
    const std::size_t count = last - first, relations = weights_.relations.size();
    beside_.clear();
    contexts_.assign(count * hidden(), 0.F);
    for (std::size_t i = 0; i < count; ++i)
      look(places_.places[first + i], words, contexts_.data() + i * hidden(), out[first + i].weights);
    heads_.apply(weights_.context, {contexts_.data(), hidden()}, count, Then::nothing, context_parts_);
    flat_votes_.assign(count * relations, 0.F);
    for (std::size_t i = 0; i < count; ++i)
      std::copy(votes[first + i].begin(), votes[first + i].end(),
                flat_votes_.begin() + static_cast<std::ptrdiff_t>(i * relations));
    heads_.apply(weights_.votes, {flat_votes_.data(), relations}, count, Then::nothing, vote_parts_);
    pairs_.assign(count * hidden(), 0.F);
    for (std::size_t i = 0; i < count; ++i) join(places_.places[first + i], i);
    heads_.apply(weights_.mix, {pairs_.data(), hidden()}, count, Then::rectify, mixed_);
    const Rows mixed{mixed_.data(), weights_.mix.width()};
    heads_.apply(weights_.relation, mixed, count, Then::nothing, relation_scores_);
    heads_.apply_again(weights_.polarity, count, Then::nothing, polarities_);
    heads_.apply_again(weights_.modality, count, Then::nothing, modalities_);
    heads_.apply_again(weights_.source_pair, count, Then::nothing, source_queries_);
    heads_.apply_again(weights_.source_none, count, Then::nothing, no_source_);
    heads_.apply_again(weights_.time_pair, count, Then::nothing, time_queries_);
    heads_.apply_again(weights_.time_none, count, Then::nothing, no_time_);
    read_times(sentence);
    for (std::size_t i = 0; i < count; ++i) out[first + i].time = time_of(sentence, i, out[first + i].weights);
    for (std::size_t i = 0; i < count; ++i) settle(sentence, i, out[first + i]);
  }

  // What the sentence says to this pair: attention of its question over the words, head by head.
  void look(const Place& place, std::size_t words, float* context, std::vector<float>& shown) {
    const std::size_t parts = weights_.attention_heads, key = weights_.word_key.outputs / parts,
                      value = weights_.word_value.outputs / parts;
    const float scale = 1 / neural_root(key);
    const float* a = subject_queries_.data() + place.subject * weights_.query_subject.width();
    const float* b = object_queries_.data() + place.object * weights_.query_object.width();
    const std::vector<std::uint8_t>& near_subject = beside(place.sentence, place.subject, words);
    const std::vector<std::uint8_t>& near_object = beside(place.sentence, place.object, words);
    shown.assign(words, 0.F);
    share_.resize(words);
    for (std::size_t part = 0; part < parts; ++part) {
      for (std::size_t word = 0; word < words; ++word) {
        const float* k = keys_.data() + word * weights_.word_key.width() + part * key;
        float sum = 0;
        for (std::size_t i = 0; i < key; ++i) sum += (a[part * key + i] + b[part * key + i]) * k[i];
        share_[word] = sum * scale + (weights_.subject_near_table[near_subject[word] * parts + part] +
                                      weights_.object_near_table[near_object[word] * parts + part]);
      }
      neural::softmax(share_);
      for (std::size_t word = 0; word < words; ++word) {
        const float* v = values_.data() + word * weights_.word_value.width() + part * value;
        for (std::size_t i = 0; i < value; ++i) context[part * value + i] += share_[word] * v[i];
        shown[word] += share_[word] / static_cast<float>(parts);
      }
    }
  }

  /// Where each word of the sentence stands beside the nearest mention of a group: 0 within, 1 to 6 before, 7 to 12
  /// after, or that the group is elsewhere.
  const std::vector<std::uint8_t>& beside(std::uint32_t sentence, std::uint32_t group, std::size_t words) {
    const auto [found, is_new] = beside_.try_emplace(group);
    std::vector<std::uint8_t>& out = found->second;
    if (!is_new) return out;
    out.assign(words, kElsewhere);
    const std::vector<MentionId>& mentions = places_.groups[group].mentions;
    if (entities_[mentions.front()].sentence != sentence) return out;
    for (std::size_t word = 0; word < words; ++word) {
      int nearest = 0;
      for (const MentionId id : mentions) {
        const int at = static_cast<int>(word), first = static_cast<int>(entities_[id].first),
                  last = static_cast<int>(entities_[id].last) - 1;
        const int away = at < first ? first - at : at > last ? last - at : 0;
        if (id == mentions.front() || std::abs(away) < std::abs(nearest)) nearest = away;
      }
      const auto step = std::upper_bound(kBeside.begin(), kBeside.end(), std::abs(nearest)) - kBeside.begin();
      out[word] = nearest == 0 ? 0 : static_cast<std::uint8_t>(1 + step + (nearest < 0 ? 6 : 0));
    }
    return out;
  }

  // Square root of a size of a key: 32 in practice; by Newton's steps, the same everywhere.
  static float neural_root(std::size_t n) {
    float root = static_cast<float>(n);
    for (int step = 0; step < 20; ++step) root = (root + static_cast<float>(n) / root) / 2;
    return root;
  }

  /// A row for each time that may be that of what the sentence says.
  void read_times(std::uint32_t sentence) {
    const std::vector<NamedTime>& times = times_[sentence];
    std::vector<float> words, product;
    for (const NamedTime& time : times) {
      if (time.word < 0) continue;
      const std::span<const float> word = encoding_[static_cast<std::size_t>(time.word)];
      words.insert(words.end(), word.begin(), word.end());
    }
    const std::size_t rows = encoding_.width() == 0 ? 0 : words.size() / encoding_.width();
    if (rows > 0) heads_.apply(weights_.time_word, {words.data(), encoding_.width()}, rows, Then::nothing, product);
    const std::size_t width = weights_.time_word.outputs;
    time_keys_.clear();
    std::size_t row = 0;
    for (const NamedTime& time : times) {
      const float* place = weights_.time_place_table.data() + time.back * width;
      time_keys_.insert(time_keys_.end(), place, place + width);
      if (time.word < 0) continue;
      float* key = time_keys_.data() + time_keys_.size() - width;
      for (std::size_t k = 0; k < width; ++k) key[k] += product[row * weights_.time_word.width() + k];
      ++row;
    }
  }

  [[nodiscard]] std::int32_t time_of(std::uint32_t sentence, std::size_t i, const std::vector<float>& looked_at) const {
    const std::vector<NamedTime>& times = times_[sentence];
    const std::size_t width = weights_.time_pair.outputs;
    const float* query = time_queries_.data() + i * weights_.time_pair.width();
    const float scale = 1 / neural_root(width);
    const auto said = static_cast<int>(start_[sentence]) +
                      static_cast<int>(std::max_element(looked_at.begin(), looked_at.end()) - looked_at.begin());
    float best = no_time_[i * weights_.time_none.width()];
    std::int32_t chosen = -1;
    for (std::size_t n = 0; n < times.size(); ++n) {
      float score = 0;
      for (std::size_t k = 0; k < width; ++k) score += query[k] * time_keys_[n * width + k];
      score *= scale;
      if (times[n].back == 0) score += weights_.time_distance_table[distance_bucket(times[n].word - said)];
      if (score <= best) continue;
      best = score;
      chosen = static_cast<std::int32_t>(n);
    }
    return chosen;
  }

  void join(const Place& place, std::size_t i) {
    const float* s = subjects_.data() + place.subject * weights_.subject.width();
    const float* o = objects_.data() + place.object * weights_.object.width();
    const float* c = context_parts_.data() + i * weights_.context.width();
    const float* v = vote_parts_.data() + i * weights_.votes.width();
    const auto type = [this](std::uint32_t group) {
      return static_cast<std::size_t>(entities_[places_.groups[group].entity].type);
    };
    const float* distance = weights_.distance_table.data() + place.distance * hidden();
    const float* reach = weights_.reach_table.data() + place.reach * hidden();
    const float* nesting = weights_.nested_table.data() + place.nesting * hidden();
    const float* types = weights_.types_table.data() + (type(place.subject) * kTypes + type(place.object)) * hidden();
    float* pair = pairs_.data() + i * hidden();
    for (std::size_t k = 0; k < hidden(); ++k)
      pair[k] = std::max(0.F, s[k] + o[k] + weights_.product_gain[k] * s[k] * o[k] + c[k] + distance[k] + reach[k] +
                                  nesting[k] + types[k] + v[k]);
  }

  void settle(std::uint32_t sentence, std::size_t i, Assertion& out) {
    const auto scores = relation_scores_.begin() + static_cast<std::ptrdiff_t>(i * weights_.relation.width());
    out.scores.assign(scores, scores + static_cast<std::ptrdiff_t>(weights_.relations.size()));
    for (std::size_t r = 0; r < out.scores.size(); ++r)
      out.scores[r] += weights_.vote_gain[r] * flat_votes_[i * out.scores.size() + r];
    // Only places of claims are asked for their words; NaN counts as a claim, as it does for who compares.
    bool is_claimed = false;
    for (std::size_t r = 0; r < out.scores.size(); ++r) is_claimed |= !(out.scores[r] < weights_.thresholds[r]);
    if (!is_claimed) std::vector<float>().swap(out.weights);
    std::copy_n(polarities_.begin() + static_cast<std::ptrdiff_t>(i * weights_.polarity.width()), 2,
                out.polarity.begin());
    neural::softmax(out.polarity);
    std::copy_n(modalities_.begin() + static_cast<std::ptrdiff_t>(i * weights_.modality.width()), 4,
                out.modality.begin());
    neural::softmax(out.modality);
    const std::size_t key = weights_.source_pair.outputs;
    const float* q = source_queries_.data() + i * weights_.source_pair.width();
    const float scale = 1 / neural_root(key);
    float best = no_source_[i * weights_.source_none.width()];
    const std::vector<std::uint32_t>& candidates = places_.in_reach[sentence];
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      const float* k = sources_.data() + candidates[c] * weights_.source_thing.width();
      float sum = 0;
      for (std::size_t n = 0; n < key; ++n) sum += q[n] * k[n];
      if (sum * scale <= best) continue;
      best = sum * scale;
      out.source = static_cast<std::int32_t>(c);
    }
  }

  const AssertionWeights& weights_;
  const Places& places_;
  const Entities& entities_;
  const neural::Encoding& encoding_;
  const NamedTimes& times_;
  Heads heads_;
  std::vector<std::size_t> start_;  // words before each sentence, and all
  std::vector<float> groups_, subjects_, objects_, subject_queries_, object_queries_, sources_;
  std::vector<float> keys_, values_, share_, contexts_, context_parts_, flat_votes_, vote_parts_, pairs_, mixed_;
  std::map<std::uint32_t, std::vector<std::uint8_t>> beside_;  // by group, in the sentence that is read
  std::vector<float> relation_scores_, polarities_, modalities_, source_queries_, no_source_;
  std::vector<float> time_queries_, no_time_, time_keys_;
};

}  // namespace

AssertionWeights AssertionWeights::read(neural::ModelReader& in, std::size_t width) {
  AssertionWeights w;
  w.relations = in.strings("reading.relations");
  w.mentions = entities::MentionWeights::read(in, width);
  const std::size_t m = w.mentions.size(), r = w.relations.size();
  w.subject = in.linear("reading.subject");
  const std::size_t h = w.subject.outputs;
  w.object = in.linear("reading.object", m, h);
  w.context = in.linear("reading.context", h, h);
  w.mix = in.linear("reading.mix", h, h);
  w.votes = in.linear("reading.votes", r, h);
  w.relation = in.linear("reading.relation", h, r);
  w.word_key = in.linear("reading.word_key");
  const std::size_t k = w.word_key.outputs;
  w.word_value = in.linear("reading.word_value", width, h);
  w.query_subject = in.linear("reading.query_subject", m, k);
  w.query_object = in.linear("reading.query_object", m, k);
  w.polarity = in.linear("reading.polarity", h, 2);
  w.modality = in.linear("reading.modality", h, 4);
  w.source_pair = in.linear("reading.source_pair", h, k);
  w.source_thing = in.linear("reading.source_thing", m, k);
  w.source_none = in.linear("reading.source_none", h, 1);
  w.time_pair = in.linear("reading.time_pair", h, k);
  w.time_word = in.linear("reading.time_word", width, k);
  w.time_none = in.linear("reading.time_none", h, 1);
  w.time_place_table = in.numbers<float>("reading.time_place_table.weight", (kPublished + 1) * k);
  w.time_distance_table = in.numbers<float>("reading.time_distance_table.weight", kDistances);
  w.distance_table = in.numbers<float>("reading.distance_table.weight", kDistances * h);
  w.reach_table = in.numbers<float>("reading.reach_table.weight", kReaches * h);
  w.nested_table = in.numbers<float>("reading.nested_table.weight", kNestings * h);
  w.types_table = in.numbers<float>("reading.types_table.weight", kTypes * kTypes * h);
  w.product_gain = in.numbers<float>("reading.product_gain", h);
  w.vote_gain = in.numbers<float>("reading.vote_gain", r);
  w.thresholds = in.numbers<float>("reading.thresholds", r);
  w.calibration = in.numbers<float>("reading.calibration", 2);
  const auto parts = in.numbers<std::uint32_t>("reading.attention", 1);
  w.attention_heads = parts.empty() ? 0 : parts[0];
  if (w.attention_heads == 0 || k % w.attention_heads != 0 || h % w.attention_heads != 0)
    in.fail("reading.attention", "does not divide the heads");
  w.subject_near_table = in.numbers<float>("reading.subject_near_table.weight", kNears * w.attention_heads);
  w.object_near_table = in.numbers<float>("reading.object_near_table.weight", kNears * w.attention_heads);
  constexpr std::size_t kMostTypes = 1024;
  if (r > kMostTypes) in.fail("reading.relations", "has too many types");
  if (w.word_key.inputs != width || w.subject.inputs != m || w.relations.empty())
    in.fail("reading.subject", "has the wrong size");
  return w;
}

double confidence_of(const AssertionWeights& weights, float score) {
  const float share = logistic(weights.calibration[0] * score + weights.calibration[1]);
  return static_cast<double>(static_cast<int>(share * 100 + 0.5F)) / 100;
}

std::vector<Assertion> assertions_of(const AssertionWeights& weights, const Places& places,
                                     const std::vector<Sentence>& sentences, const Entities& entities,
                                     const neural::Encoding& encoding, const FrameVotes& votes,
                                     const NamedTimes& times) {
  return Asserter(weights, places, sentences, entities, encoding, times).run(votes);
}

}  // namespace entente
