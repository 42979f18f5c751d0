#include "language/decisions.h"

#include <algorithm>
#include <string>

#include "entente/schema/builtin.h"
#include "language/word_tables.h"

namespace entente {
namespace {

// Without a stop, a break inside a line is a title that lost its newline: the trainer sees few, so that the odds are
// shifted a little towards a break; but after a sign that promises more (: ; –) it must be clear.
constexpr int kLostNewline = -LinearModel::kScale * 3 / 10;
constexpr int kAfterSign = LinearModel::kScale * 3 / 2;
constexpr std::size_t kShortestTitle = 3;  // words: "Marine | Le Pen" is no title and a sentence

constexpr std::string_view kFolder = "language/";

}  // namespace

const Decisions& decisions(std::string_view language) {
  static const StringMap<Decisions> all = [] {
    StringMap<Decisions> result;
    for (const BuiltinFile& file : builtin_files(kFolder)) {
      const std::string_view name = file.path.substr(kFolder.size());  // fr.breaks.tsv
      const std::string_view kind = name.substr(std::min(name.find('.'), name.size()));
      if (kind == ".breaks.tsv") result[std::string(name.substr(0, name.find('.')))].breaks = LinearModel(file.content);
      if (kind == ".contractions.tsv")
        result[std::string(name.substr(0, name.find('.')))].contractions = LinearModel(file.content);
    }
    return result;
  }();
  static const Decisions none;
  const auto found = all.find(language);
  return found == all.end() ? none : found->second;
}

std::vector<std::uint32_t> sentence_ends(const Characters& text, const std::vector<Piece>& pieces,
                                         const SortedLines& common, const LinearModel& breaks) {
  std::vector<std::uint32_t> ends;
  Contexts contexts(text, pieces, common);
  FeatureList features;
  std::size_t start = 0;
  const auto is_capital = [&](std::size_t piece) {
    const CharClass first = text.kind(pieces[piece].begin);
    return first == CharClass::upper;
  };
  for (std::size_t next = 1; next < pieces.size(); ++next) {
    if (!contexts.may_break(next)) continue;
    const bool is_loose = !contexts.follows_stop(next);
    if (is_loose && next - start < kShortestTitle) continue;
    bool ends_here = false;
    if (breaks.empty()) {
      ends_here = contexts.follows_stop(next) && text.kind(pieces[next].begin) != CharClass::lower;
    } else {
      contexts.describe_break(next, features);
      const CharClass before = text.kind(pieces[next - 1].begin);
      const bool sign = before == CharClass::other || before == CharClass::dash;
      const bool lower = text.kind(pieces[next].begin) == CharClass::lower;
      // "Selon Bruno | Le Maire": three words with capitals in a row are rather a name.
      const bool in_name =
          is_loose && is_capital(next - 1) && is_capital(next) && next + 1 < pieces.size() && is_capital(next + 1);
      const bool promises = sign || in_name || (lower && !pieces[next - 1].full_stop);
      const int threshold = promises ? kAfterSign : contexts.follows_stop(next) ? 0 : kLostNewline;
      ends_here = breaks.score(features.hashes()) > threshold;
    }
    if (!ends_here) continue;
    ends.push_back(static_cast<std::uint32_t>(next));
    start = next;
    contexts.start_sentence(next);
  }
  if (!pieces.empty()) ends.push_back(static_cast<std::uint32_t>(pieces.size()));
  return ends;
}

void resolve_contractions(const Characters& text, std::vector<Piece>& pieces, const SortedLines& common,
                          const LinearModel& contractions) {
  if (contractions.empty()) return;
  Contexts contexts(text, pieces, common);
  FeatureList features;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].doubtful) continue;
    contexts.describe_contraction(i, features);
    if (contractions.score(features.hashes()) <= 0) pieces[i].words = nullptr;
  }
}

}  // namespace entente
