#include "neural/pieces.h"

#include <algorithm>

namespace entente::neural {
namespace {

constexpr char32_t kMark = 0x2581;
constexpr std::size_t kLongestWord = 64;  // code points of a word that are looked at
constexpr std::uint32_t kNone = 0;        // the root is nobody's child

// The code point at `at`, which moves on.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xC2 && lead < 0xE0   ? 1
                   : lead >= 0xE0 && lead < 0xF0 ? 2
                   : lead >= 0xF0 && lead < 0xF5 ? 3
                                                 : 0;
  if (more == 0) return 0xFFFD;
  char32_t c = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at == text.size() || (byte(at) & 0xC0) != 0x80) return 0xFFFD;
    c = (c << 6) | (byte(at++) & 0x3F);
  }
  return c;
}

bool is_increasing(std::span<const std::uint32_t> numbers) { return std::is_sorted(numbers.begin(), numbers.end()); }

}  // namespace

Pieces Pieces::read(ModelReader& in) {
  Pieces out;
  out.scores_ = in.numbers<double>("pieces.scores");
  out.size_ = out.scores_.size();
  if (const auto lowest = in.numbers<double>("pieces.lowest", 1); !lowest.empty()) out.lowest_ = lowest[0];
  if (const auto special = in.numbers<std::uint32_t>("pieces.special", 3); !special.empty()) {
    out.special_ = {special[0], special[1], special[2]};
    for (const std::uint32_t row : special)
      if (row >= out.size_) in.fail("pieces.special", "names a piece that is not there");
  }
  out.labels_ = in.numbers<std::uint32_t>("pieces.labels");
  const std::size_t nodes = out.labels_.size();
  out.first_child_ = in.numbers<std::uint32_t>("pieces.first", nodes + 1);
  out.rows_ = in.numbers<std::int32_t>("pieces.rows", nodes);
  // A child comes after its parent, so that no walk goes on for ever.
  bool is_sound = nodes > 0 && is_increasing(out.first_child_) && !out.first_child_.empty() &&
                  out.first_child_.back() == nodes && out.rows_.size() == nodes;
  for (std::size_t node = 0; is_sound && node < nodes; ++node)
    is_sound = out.first_child_[node] > node && out.rows_[node] >= -1 &&
               (out.rows_[node] < 0 || static_cast<std::size_t>(out.rows_[node]) < out.size_);
  if (!is_sound) in.fail("pieces.first", "is no tree of pieces");

  out.mapped_ = in.numbers<std::uint32_t>("pieces.mapped");
  out.map_offsets_ = in.numbers<std::uint32_t>("pieces.mapoffsets", out.mapped_.size() + 1);
  out.map_text_ = in.numbers<std::uint32_t>("pieces.maptext");
  if (out.map_offsets_.empty() || !is_increasing(out.map_offsets_) || out.map_offsets_.back() != out.map_text_.size())
    in.fail("pieces.mapoffsets", "does not fit");
  return out;
}

void Pieces::normalise(std::string_view form, std::vector<char32_t>& word) const {
  std::size_t read = 0;
  for (std::size_t at = 0; at < form.size() && read < kLongestWord; ++read) {
    const char32_t c = next_code_point(form, at);
    const auto found = std::lower_bound(mapped_.begin(), mapped_.end(), static_cast<std::uint32_t>(c));
    if (found == mapped_.end() || *found != c) {
      if (c != U' ') word.push_back(c);
      continue;
    }
    const auto entry = static_cast<std::size_t>(found - mapped_.begin());
    for (std::uint32_t i = map_offsets_[entry]; i < map_offsets_[entry + 1]; ++i)
      if (map_text_[i] != U' ') word.push_back(map_text_[i]);
  }
}

std::uint32_t Pieces::child(std::uint32_t node, char32_t label) const {
  const auto begin = labels_.begin() + first_child_[node], end = labels_.begin() + first_child_[node + 1];
  const auto found = std::lower_bound(begin, end, static_cast<std::uint32_t>(label));
  return found == end || *found != label ? kNone : static_cast<std::uint32_t>(found - labels_.begin());
}

void Pieces::cut(std::string_view form, bool spaced, Scratch& scratch, std::vector<std::uint32_t>& rows) const {
  std::vector<char32_t>& word = scratch.word;
  word.clear();
  if (spaced) word.push_back(kMark);
  normalise(form, word);
  if (word.size() == (spaced ? 1 : 0)) {
    rows.push_back(special_.unknown);
    return;
  }
  std::vector<Scratch::Step>& best = scratch.best;
  best.assign(word.size() + 1, {});
  const auto offer = [&best](std::size_t from, std::size_t to, std::uint32_t row, double score) {
    score += best[from].score;
    if (!best[to].is_reached || score > best[to].score) best[to] = {score, static_cast<std::uint32_t>(from), row, true};
  };
  for (std::size_t from = 0; from < word.size(); ++from) {
    std::uint32_t node = child(0, word[from]);
    const bool is_known = node != kNone && rows_[node] >= 0;
    if (!is_known) offer(from, from + 1, special_.unknown, lowest_);
    for (std::size_t to = from + 1; node != kNone; ++to) {
      if (rows_[node] >= 0) {
        const auto row = static_cast<std::uint32_t>(rows_[node]);
        offer(from, to, row, scores_[row]);
      }
      node = to < word.size() ? child(node, word[to]) : kNone;
    }
  }
  const std::size_t start = rows.size();
  for (std::size_t at = word.size(); at > 0; at = best[at].from) rows.push_back(best[at].row);
  std::reverse(rows.begin() + static_cast<std::ptrdiff_t>(start), rows.end());
}

}  // namespace entente::neural
