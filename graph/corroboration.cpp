#include "entente/graph/corroboration.h"

#include <algorithm>
#include <array>
#include <boost/pending/disjoint_sets.hpp>
#include <limits>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

namespace entente {
namespace {

constexpr std::size_t kShingle = 5;    // words
constexpr std::size_t kValues = 128;   // MinHash functions, one byte kept of each
constexpr std::size_t kBandBytes = 4;  // 32 bands: 97 % of pairs at resemblance 0.57, 1 % at 0.13
constexpr std::string_view kDigits = "0123456789abcdef";

// splitmix64 by Steele, Lea & Flood (OOPSLA 2014): a bijection that spreads every bit.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// The length of the punctuation or space at the start of `text`, 0 if a word goes on there. Of what is not ASCII, the
// Latin-1 signs (C2 ..) and general punctuation (E2 80 .., E2 81 ..) part words; all else belongs to them.
std::size_t separator(std::string_view text) {
  const auto c = static_cast<unsigned char>(text[0]);
  if (c == 0xc2) return std::min<std::size_t>(2, text.size());
  if (c == 0xe2 && text.size() >= 3 && (text[1] == '\x80' || text[1] == '\x81')) return 3;
  const bool is_word = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_word ? 0 : 1;
}

std::vector<std::uint64_t> word_hashes(std::string_view text) {
  std::vector<std::uint64_t> words;
  constexpr std::uint64_t kOffset = 0xcbf29ce484222325U, kPrime = 0x100000001b3U;  // FNV-1a
  std::uint64_t hash = kOffset;
  while (!text.empty()) {
    const std::size_t skipped = separator(text);
    if (skipped == 0) {
      const auto c = static_cast<unsigned char>(text[0]);
      hash = (hash ^ (c >= 'A' && c <= 'Z' ? c + 32U : c)) * kPrime;
    } else if (hash != kOffset) {
      words.push_back(std::exchange(hash, kOffset));
    }
    text.remove_prefix(std::max<std::size_t>(1, skipped));
  }
  if (hash != kOffset) words.push_back(hash);
  return words;
}

int digit_value(char c) {
  const auto found = kDigits.find(c);
  return found == std::string_view::npos ? -1 : static_cast<int>(found);
}

// The bytes of a signature; false if it is none.
bool decode(std::string_view signature, std::array<std::uint8_t, kValues>& bytes) {
  if (signature.size() != 2 * kValues) return false;
  for (std::size_t i = 0; i < kValues; ++i) {
    const int high = digit_value(signature[2 * i]), low = digit_value(signature[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

using Signature = std::array<std::uint8_t, kValues>;

double resemblance(const Signature& a, const Signature& b) {
  std::size_t equal = 0;
  for (std::size_t i = 0; i < kValues; ++i) equal += a[i] == b[i];
  constexpr double kChance = 1.0 / 256;  // two bytes are equal by chance that often
  return std::max(0.0, (static_cast<double>(equal) / kValues - kChance) / (1 - kChance));
}

}  // namespace

std::string text_signature(std::string_view utf8) {
  const std::vector<std::uint64_t> words = word_hashes(utf8);
  if (words.size() < kShingle) return {};
  std::array<std::uint64_t, kValues> least{};
  least.fill(std::numeric_limits<std::uint64_t>::max());
  for (std::size_t i = 0; i + kShingle <= words.size(); ++i) {
    std::uint64_t shingle = 0;
    for (std::size_t j = 0; j < kShingle; ++j) shingle = mixed(shingle ^ words[i + j]);
    for (std::size_t k = 0; k < kValues; ++k) least[k] = std::min(least[k], mixed(shingle ^ mixed(k)));
  }
  std::string signature;
  signature.reserve(2 * kValues);
  for (const std::uint64_t value : least) {
    signature += kDigits[(value >> 4) & 15];
    signature += kDigits[value & 15];
  }
  return signature;
}

double resemblance(std::string_view signature, std::string_view other) {
  Signature a, b;
  return decode(signature, a) && decode(other, b) ? resemblance(a, b) : 0;
}

std::vector<std::string> source_buckets(std::string_view hash, std::string_view signature) {
  std::vector<std::string> buckets;
  if (!hash.empty()) buckets.push_back("h" + std::string(hash));
  if (Signature bytes; decode(signature, bytes))
    for (std::size_t band = 0; band < kValues; band += kBandBytes)
      buckets.push_back(std::to_string(band) + ":" + std::string(signature.substr(2 * band, 2 * kBandBytes)));
  return buckets;
}

bool is_copy(std::string_view hash, std::string_view signature, std::string_view other_hash,
             std::string_view other_signature) {
  return (!hash.empty() && hash == other_hash) || resemblance(signature, other_signature) >= kSameSource;
}

// Numbered in the order of the first article of each source, which may itself not be in the graph: the same order as in
// a graph that has them all.
Sources::Sources(const KnowledgeGraph& graph, const std::map<std::string, std::string, std::less<>>& first_of) {
  std::map<std::string_view, std::uint32_t> numbers;
  const auto first = [&](const std::string& article) {
    const auto found = first_of.find(article);
    return std::string_view(found == first_of.end() ? article : found->second);
  };
  for (const auto& [id, fragment] : graph.fragments()) numbers.emplace(first(id), 0);
  for (auto& [id, number] : numbers) number = count_++;
  for (const auto& [id, fragment] : graph.fragments()) source_of_[id] = numbers[first(id)];
}

Sources::Sources(const KnowledgeGraph& graph) {
  std::vector<const Article*> articles;
  std::vector<std::pair<std::uint32_t, Signature>> signatures;  // of the articles that have one
  std::map<std::string_view, std::uint32_t> by_hash;
  std::vector<std::uint32_t> rank(graph.article_count()), parent(graph.article_count());
  std::iota(parent.begin(), parent.end(), 0U);
  boost::disjoint_sets sets(rank.data(), parent.data());
  for (const auto& [id, fragment] : graph.fragments()) {
    const auto index = static_cast<std::uint32_t>(articles.size());
    articles.push_back(&fragment.article);
    if (!fragment.article.hash.empty()) {
      const auto [first, is_new] = by_hash.try_emplace(fragment.article.hash, index);
      if (!is_new) sets.union_set(first->second, index);
    }
    if (Signature bytes; decode(fragment.article.signature, bytes)) signatures.emplace_back(index, bytes);
  }
  // Articles that agree on all bytes of a band are compared. One pass a band keeps the memory linear; comparing with
  // the first of a bucket and with the one before keeps the time so too, however many copies there are.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> buckets(signatures.size());
  for (std::size_t band = 0; band < kValues; band += kBandBytes) {
    for (std::size_t i = 0; i < signatures.size(); ++i) {
      std::uint32_t value = 0;
      for (std::size_t j = 0; j < kBandBytes; ++j) value = value << 8 | signatures[i].second[band + j];
      buckets[i] = {value, static_cast<std::uint32_t>(i)};
    }
    std::sort(buckets.begin(), buckets.end());
    for (std::size_t i = 1, first = 0; i < buckets.size(); ++i) {
      if (buckets[i].first != buckets[first].first) {
        first = i;
        continue;
      }
      const auto& [article, signature] = signatures[buckets[i].second];
      for (const std::size_t near : {first, i - 1}) {
        const auto& [other, its_signature] = signatures[buckets[near].second];
        if (sets.find_set(article) != sets.find_set(other) && resemblance(signature, its_signature) >= kSameSource)
          sets.union_set(article, other);
      }
    }
  }
  std::unordered_map<std::uint32_t, std::uint32_t> number;  // of a set, by its representative
  for (std::uint32_t i = 0; i < articles.size(); ++i) {
    const auto [found, is_new] = number.try_emplace(sets.find_set(i), count_);
    if (is_new) ++count_;
    source_of_[articles[i]->id] = found->second;
  }
}

std::uint32_t Sources::of(std::string_view article) const {
  const auto found = source_of_.find(article);
  return found == source_of_.end() ? count_ : found->second;
}

void SupportSum::add(const Evidence& evidence) {
  if (articles_.empty() || evidence.quote.article != last_article_) {
    last_article_ = evidence.quote.article;
    begin_article(sources_->of(last_article_));
  }
  add_to_article(evidence);
}

void SupportSum::clear() {
  articles_.clear();
  last_article_ = {};
  affirmed_ = denied_ = Modality::planned;
}

void SupportSum::add_to_article(const Evidence& evidence) {
  const bool is_affirmed = evidence.polarity == Polarity::affirmed;
  double& confidence = is_affirmed ? articles_.back().affirmed : articles_.back().denied;
  confidence = std::max(confidence, evidence.confidence);
  Modality& firmest = is_affirmed ? affirmed_ : denied_;
  firmest = std::min(firmest, evidence.modality);
}

Support SupportSum::support() const {
  Support result;
  result.articles = static_cast<std::uint32_t>(articles_.size());
  // Sorted, because a product of floating numbers depends on the order of its factors.
  const auto before = [](const Best& a, const Best& b) { return a.source < b.source; };
  std::vector<Best> sorted;
  if (!std::is_sorted(articles_.begin(), articles_.end(), before)) {
    sorted = articles_;
    std::sort(sorted.begin(), sorted.end(), before);
  }
  const std::vector<Best>& best = sorted.empty() ? articles_ : sorted;
  double no_affirmed = 1, no_denied = 1;
  for (std::size_t i = 0; i < best.size(); ++result.sources) {
    Best source = best[i];
    for (; i < best.size() && best[i].source == source.source; ++i) {
      source.affirmed = std::max(source.affirmed, best[i].affirmed);
      source.denied = std::max(source.denied, best[i].denied);
    }
    no_affirmed *= 1 - source.affirmed;
    no_denied *= 1 - source.denied;
  }
  result.affirmed = 1 - no_affirmed;
  result.denied = 1 - no_denied;
  result.modality = result.is_negated() ? denied_ : affirmed_;
  return result;
}

Support support(const Edge& edge, const Sources& sources) {
  SupportSum sum(sources);
  for (const Evidence& evidence : edge.evidence) sum.add(evidence);
  return sum.support();
}

}  // namespace entente
