#include "language/analyser.h"

#include <algorithm>
#include <utility>

#include "entente/schema/time_budget.h"

namespace entente::language {
namespace {

// Words that go through the heads together: enough to keep the products busy, few enough for the second cache.
constexpr std::size_t kBatchWords = 192;

// Hangs the roots of the second and later pieces of a sentence on the root of the first.
void join_pieces(Sentence& sentence) {
  std::int32_t root = -1;
  for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
    Token& token = sentence.tokens[i];
    if (token.head >= 0) continue;
    if (root < 0) {
      root = static_cast<std::int32_t>(i);
    } else {
      token.head = root;
      token.deprel = "parataxis";
    }
  }
}

std::u32string lower(std::string_view text) {
  std::u32string out;
  append_code_points(text, out);
  for (char32_t& c : out) c = lower_letter(c);
  return out;
}

}  // namespace

// The second word of "du" stands for itself; that of "don't" is written on.
std::vector<bool> spaces_before(const Sentence& sentence) {
  std::vector<bool> out(sentence.tokens.size(), true);
  for (std::size_t i = 1; i < out.size(); ++i)
    out[i] = sentence.tokens[i].span.begin != sentence.tokens[i - 1].span.end;
  for (const Contraction& contraction : sentence.contractions) {
    std::u32string rest = lower(contraction.form);
    for (std::size_t i = contraction.first; i + 1 < std::min<std::size_t>(contraction.last, out.size()); ++i) {
      const std::u32string form = lower(sentence.tokens[i].form);
      const bool is_spelt = rest.starts_with(form);
      rest = is_spelt ? rest.substr(form.size()) : std::u32string();
      out[i + 1] = !is_spelt || rest.empty();
    }
  }
  return out;
}

struct Analyser::Decoders {
  Decoders(const HeadWeights& weights, neural::Path path)
      : tags(weights, path), trees(weights, path), names(weights, path) {}
  void run(const Batch& batch, const LanguageWeights& language) {
    if (batch.words == 0) return;
    tags.run(batch, language);
    trees.run(batch);
    names.run(batch);
  }
  TagDecoder tags;
  TreeDecoder trees;
  NameDecoder names;
};

Analyser::Analyser(neural::ModelSections sections, neural::Path path) : sections_(std::move(sections)), path_(path) {}
Analyser::~Analyser() = default;

Result<std::shared_ptr<Analyser>> Analyser::read(std::span<const std::byte> bytes, neural::Path path) {
  auto sections = neural::ModelSections::read(bytes);
  if (!sections) return sections.error();
  std::shared_ptr<Analyser> out(new Analyser(*std::move(sections), path));
  neural::ModelReader in(out->sections_);
  out->encoder_ = std::make_unique<neural::Transformer>(in, path);
  if (in.error()) return *in.error();
  out->heads_ = HeadWeights::read(in, out->encoder_->width());
  if (in.error()) return *in.error();
  for (std::string& code : in.strings("languages")) {
    if (code.size() < 2 || code.size() > 8) in.fail("languages", "holds what is no language code");
    out->languages_.push_back(LanguageWeights::read(in, std::move(code), out->heads_, out->encoder_->banks()));
  }
  if (out->languages_.empty()) in.fail("languages", "is empty");
  if (in.error()) return *in.error();
  return out;
}

std::unique_ptr<Analyser::Decoders> Analyser::take() const {
  {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) {
      std::unique_ptr<Decoders> decoders = std::move(waiting_.back());
      waiting_.pop_back();
      return decoders;
    }
  }
  return std::make_unique<Decoders>(heads_, path_);
}

void Analyser::give_back(std::unique_ptr<Decoders> decoders) const {
  const std::lock_guard lock(mutex_);
  waiting_.push_back(std::move(decoders));
}

neural::Encoding Analyser::annotate(std::vector<Sentence>& sentences, const LanguageWeights& language) const {
  std::vector<neural::Word> words;
  std::vector<std::uint32_t> ends;
  for (Sentence& sentence : sentences) {
    sentence.names.clear();
    const std::vector<bool> spaced = spaces_before(sentence);
    for (std::size_t i = 0; i < spaced.size(); ++i) words.push_back({sentence.tokens[i].form, spaced[i]});
    ends.push_back(static_cast<std::uint32_t>(words.size()));
  }
  neural::Encoding encoding = encoder_->encode(words, ends, language.bank);

  std::unique_ptr<Decoders> decoders = take();
  Batch batch;
  std::size_t done = 0;
  const auto flush = [&] {
    TimeBudget::check();
    batch.x = {encoding.data() + done * encoding.width(), encoding.width()};
    decoders->run(batch, language);
    done += batch.words;
    batch.pieces.clear();
    batch.words = 0;
  };
  for (Sentence& sentence : sentences)
    for (std::size_t first = 0; first < sentence.tokens.size(); first += kLongestPiece) {
      const std::size_t count = std::min(kLongestPiece, sentence.tokens.size() - first);
      if (batch.words + count > kBatchWords) flush();
      batch.pieces.push_back({&sentence, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(count)});
      batch.words += count;
    }
  flush();
  give_back(std::move(decoders));
  for (Sentence& sentence : sentences)
    if (sentence.tokens.size() > kLongestPiece) join_pieces(sentence);
  return encoding;
}

}  // namespace entente::language
