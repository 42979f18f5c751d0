#include "perception.h"

#include <algorithm>
#include <array>
#include <utility>

#include "entente/schema/time_budget.h"

namespace entente {
namespace {

using entities::DetectedMention;
using entities::WordRange;

// A name that the recogniser of names alone sees counts from this likelihood of a mention on.
constexpr float kLeastName = 0.3F;

/// Whether white space ends at `at`; the spaces of Unicode, which are three bytes at most.
bool follows_space(std::string_view text, std::uint32_t at) {
  if (at == 0) return true;
  const std::string_view before = text.substr(0, at);
  constexpr std::string_view kAscii = " \t\n\r\v\f\x1C\x1D\x1E\x1F";
  if (kAscii.find(before.back()) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 8> kSpaces = {"\u00A0", "\u0085", "\u2028", "\u2029",
                                                       "\u202F", "\u205F", "\u3000", "\u1680"};
  const auto ends = [before](std::string_view space) { return before.ends_with(space); };
  if (std::any_of(kSpaces.begin(), kSpaces.end(), ends)) return true;
  constexpr std::string_view kWide = "\xE2\x80";  // U+2000 to U+200A
  const auto last = static_cast<unsigned char>(before.back());
  return before.size() >= 3 && before.substr(before.size() - 3, 2) == kWide && last >= 0x80 && last <= 0x8A;
}

/// Whether the encoder is to see a space before the word; a word that shares its span with the one before stands for
/// itself. Twin of spaced() in training/encoder/prepare.py.
bool stands_apart(std::string_view text, const std::vector<Token>& tokens, std::size_t i) {
  return (i > 0 && tokens[i - 1].span == tokens[i].span) || follows_space(text, tokens[i].span.begin);
}

std::vector<NameSpan> names_of(const entities::SentenceView& view, const entities::Detection& detection,
                               std::uint32_t number) {
  std::vector<NameSpan> names;
  const auto overlaps = [&names](WordRange words) {
    return std::any_of(names.begin(), names.end(), [&](const NameSpan& name) {
      return words.overlaps({name.first, name.last});
    });
  };
  std::vector<DetectedMention> mentions = detection.mentions(number);
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const auto& a, const auto& b) { return a.words.size() > b.words.size(); });
  for (const DetectedMention& mention : mentions)
    if (entities::is_name(view, mention) && is_one_phrase(view, mention.words) && !overlaps(mention.words))
      names.push_back({mention.words.first, mention.words.last, entities::name_type(mention.type), mention.score});
  for (const NameSpan& name : view.sentence().names)
    if (!overlaps({name.first, name.last}) && detection.likeliest_near(number, {name.first, name.last}) >= kLeastName)
      names.push_back(name);
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return names;
}

}  // namespace

Result<std::shared_ptr<const ReadingModel>> ReadingModel::open(const std::filesystem::path& path) {
  const auto named = [&path](InputError error) {
    error.source = path.string();
    return error;
  };
  auto file = neural::MappedFile::open(path);
  if (!file) return file.error();
  const auto sections = neural::ModelSections::read(file->bytes());
  if (!sections) return named(sections.error());
  neural::ModelReader in(*sections);
  std::shared_ptr<const ReadingModel> model(new ReadingModel(*std::move(file), in));
  if (in.error()) return named(*in.error());
  return model;
}

ReadingModel::ReadingModel(neural::MappedFile file, neural::ModelReader& in)
    : file_(std::move(file)), encoder_(std::make_unique<neural::Transformer>(in)) {
  mentions_.start = in.linear("heads.span_start");
  mentions_.end = in.linear("heads.span_end");
  mentions_.product = in.linear("heads.span_u");
  mentions_.first = in.linear("heads.span_first");
  mentions_.last = in.linear("heads.span_last");
  const bool fits = mentions_.is_sound() && mentions_.types() == entities::kMentionTypes &&
                    mentions_.start.inputs == encoder_->width();
  if (!fits) in.fail("heads.span_u", "does not fit the types of mentions");
  antecedents_ = entities::AntecedentWeights::read(in, encoder_->width());
  assertions_ = AssertionWeights::read(in, encoder_->width());
  for (const std::string& language : in.strings("languages")) {
    const auto bank = in.numbers<std::uint32_t>(language + ".bank", 1);
    if (!bank.empty() && bank[0] >= encoder_->banks()) in.fail(language + ".bank", "is beyond the table");
    banks_.emplace(language, bank.empty() ? 0 : bank[0]);
  }
}

Perception ReadingModel::perceive(std::string_view text, const std::vector<Sentence>& sentences,
                                  std::string_view language) const {
  std::vector<neural::Word> words;
  std::vector<std::uint32_t> ends;
  for (const Sentence& sentence : sentences) {
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i)
      words.push_back({sentence.tokens[i].form, stands_apart(text, sentence.tokens, i)});
    ends.push_back(static_cast<std::uint32_t>(words.size()));
  }
  Perception perception;
  perception.encoding = encoder_->encode(words, ends, banks_.find(language)->second);
  neural::Heads products;
  std::size_t start = 0;
  for (const Sentence& sentence : sentences) {
    TimeBudget::check();
    const std::size_t count = sentence.tokens.size();
    const neural::Rows rows{perception.encoding.data() + start * perception.encoding.width(),
                            perception.encoding.width()};
    perception.detection.add_sentence(neural::score_spans(mentions_, rows, count, entities::kWidestMention, products));
    start += count;
  }
  perception.antecedents = &antecedents_;
  perception.assertions = &assertions_;
  return perception;
}

void take_names(const entities::Detection& detection, std::string_view text, std::vector<Sentence>& sentences) {
  for (std::uint32_t number = 0; number < sentences.size(); ++number) {
    TimeBudget::check();
    const entities::SentenceView view(text, sentences[number]);
    sentences[number].names = names_of(view, detection, number);
  }
}

}  // namespace entente
