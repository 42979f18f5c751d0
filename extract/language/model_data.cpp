#include "language/model_data.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "language/network.h"

namespace entente::language {
namespace {

// Where a section is missing or of the wrong size, reading goes on with an empty one and the first complaint is kept:
// the caller asks once, at the end.
class Reader {
 public:
  explicit Reader(const neural::ModelSections& sections) : sections_(sections) {}

  [[nodiscard]] const std::optional<InputError>& error() const { return error_; }
  void fail(std::string_view section, std::string_view what) {
    if (!error_)
      error_ = InputError{"", 0, "damaged model: section '" + std::string(section) + "' " + std::string(what),
                          "install the model file again"};
  }

  std::span<const std::byte> section(std::string_view name) {
    const auto found = sections_.find(name);
    if (!found) fail(name, "is missing");
    return found.value_or(std::span<const std::byte>{});
  }

  template <class T>
  std::span<const T> numbers(std::string_view name) {
    const auto bytes = section(name);
    if (bytes.size() % sizeof(T) != 0) fail(name, "has an odd size");
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  template <class T>
  std::span<const T> numbers(std::string_view name, std::size_t count) {
    const auto found = numbers<T>(name);
    if (found.size() == count) return found;
    fail(name, "has the wrong size");
    return {};
  }

  [[nodiscard]] bool has(std::string_view name) const { return sections_.find(name).has_value(); }

  std::vector<std::string> strings(std::string_view name) {
    std::vector<std::string> out;
    const auto bytes = section(name);
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    for (const char *at = text, *end = text + bytes.size(); at != end;) {
      const char* stop = std::find(at, end, '\n');
      if (stop == end) {
        fail(name, "ends within a line");
        break;
      }
      out.emplace_back(at, stop);
      at = stop + 1;
    }
    return out;
  }

  Matrix matrix(std::string_view name, std::size_t inputs, std::size_t outputs) {
    const auto bytes = section(name);
    const std::size_t rows = padded(outputs, kPanel);
    Matrix out;
    if (bytes.size() != 64 + rows * inputs + rows * 12 || inputs % kPanel != 0) {
      fail(name, "has the wrong size");
      return out;
    }
    const std::byte* at = bytes.data();
    std::uint32_t shape[2];
    std::memcpy(shape, at, 8);
    std::memcpy(&out.zero, at + 8, 4);
    std::memcpy(&out.inverse_scale, at + 12, 4);
    if (shape[0] != outputs || shape[1] != inputs || (out.zero != 0 && out.zero != 128)) fail(name, "is inconsistent");
    out.outputs = shape[0];
    out.inputs = shape[1];
    at += 64;
    out.weights = reinterpret_cast<const std::int8_t*>(at);
    at += rows * inputs;
    out.scale = reinterpret_cast<const float*>(at);
    out.bias = reinterpret_cast<const float*>(at + rows * 4);
    out.correction = reinterpret_cast<const std::int32_t*>(at + rows * 8);
    return out;
  }

  Layer layer(const std::string& name, std::size_t inputs, std::size_t width) {
    Layer out;
    out.project = matrix(name, inputs, 3 * width);
    if (width % (2 * kPanel) != 0) fail(name, "has a width that is not a multiple of 32");
    const auto gates = numbers<float>(name + ".gates", 4 * width);
    if (!gates.empty())
      out.gates = {static_cast<std::uint32_t>(width), gates.data(), gates.data() + width, gates.data() + 2 * width,
                   gates.data() + 3 * width};
    if (inputs != width) out.skip = matrix(name + ".skip", inputs, width);
    return out;
  }

 private:
  const neural::ModelSections& sections_;
  std::optional<InputError> error_;
};

// The sizes that everything else is checked against.
struct Shape {
  std::uint32_t word, ngram, affix, words, ngram_buckets, affix_buckets, width, name_width, name_hidden, tag, arc,
      label;
};
constexpr std::uint32_t kLargestWidth = 2048;
constexpr std::uint32_t kMostRows = 1U << 22;

}  // namespace

MatrixPart take_outputs(const Matrix& whole, std::vector<std::uint32_t> outputs) {
  const std::size_t size = padded(outputs.size(), kPanel);
  MatrixPart part;
  part.weights.resize(size * whole.inputs);
  part.scale.resize(size);
  part.bias.resize(size);
  part.correction.resize(size);
  const auto place = [&](std::size_t output, std::size_t input) {  // in panels, four inputs of an output together
    return output / kPanel * kPanel * whole.inputs + input * kPanel + output % kPanel * 4;
  };
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    for (std::size_t k = 0; k < whole.inputs; k += 4)
      std::memcpy(part.weights.data() + place(i, k), whole.weights + place(outputs[i], k), 4);
    part.scale[i] = whole.scale[outputs[i]];
    part.bias[i] = whole.bias[outputs[i]];
    part.correction[i] = whole.correction[outputs[i]];
  }
  part.outputs = std::move(outputs);
  return part;
}

Matrix MatrixPart::matrix(const Matrix& whole) const {
  Matrix part = whole;
  part.outputs = static_cast<std::uint32_t>(outputs.size());
  part.weights = weights.data();
  part.scale = scale.data();
  part.bias = bias.data();
  part.correction = correction.data();
  return part;
}
}  // namespace entente::language

namespace entente {

Result<std::unique_ptr<LanguageModel::Data>> LanguageModel::Data::read(std::span<const std::byte> bytes) {
  using namespace language;  // NOLINT: this is the room's own namespace
  auto sections = neural::ModelSections::read(bytes);
  if (!sections) return sections.error();
  Reader in(*sections);
  auto out = std::make_unique<Data>();

  Shape shape{};
  if (const auto numbers = in.numbers<std::uint32_t>("shape", sizeof shape / 4); !numbers.empty())
    std::memcpy(&shape, numbers.data(), sizeof shape);
  for (const std::uint32_t width : {shape.word, shape.ngram, shape.affix, shape.width, shape.name_width,
                                    shape.name_hidden, shape.tag, shape.arc, shape.label})
    if (width == 0 || width > kLargestWidth || width % kPanel != 0) in.fail("shape", "gives an impossible width");
  for (const std::uint32_t rows : {shape.words, shape.ngram_buckets, shape.affix_buckets})
    if (rows == 0 || rows > kMostRows) in.fail("shape", "gives an impossible number of rows");
  if (in.error()) return *in.error();

  const auto code = in.section("language");
  out->language.assign(reinterpret_cast<const char*>(code.data()), code.size());
  if (code.size() < 2 || code.size() > 8) in.fail("language", "is not a language code");
  out->sizes = {shape.ngram_buckets, shape.affix_buckets};
  out->word_keys = in.numbers<std::uint64_t>("word.keys", shape.words - 1);
  out->gazetteer_keys = in.numbers<std::uint64_t>("gaz.keys");
  out->gazetteer_bits = in.numbers<std::uint8_t>("gaz.bits", out->gazetteer_keys.size());
  const auto scales = in.numbers<float>("scales", 3);
  const auto table = [&](std::string_view name, std::uint32_t width, std::uint32_t rows, std::size_t scale) {
    return Table{width, scales.empty() ? 0.F : scales[scale], in.numbers<std::int8_t>(name, std::size_t{width} * rows)};
  };
  out->words = table("words", shape.word, shape.words, 0);
  out->ngrams = table("ngrams", shape.ngram, shape.ngram_buckets, 1);
  out->affixes = table("affixes", shape.affix, shape.affix_buckets, 2);
  const std::size_t input = out->input_width();
  out->input_bias = in.numbers<float>("input.bias", input).data();

  for (std::size_t i = 0; i < out->layers.size(); ++i)
    out->layers[i] = in.layer("layer" + std::to_string(i + 1), i == 0 ? input : shape.width, shape.width);
  out->name_layer = in.layer("names", shape.width, shape.name_width);
  out->name_bias = in.numbers<float>("names.bias", shape.width).data();

  if (in.has("names.keys")) {
    out->name_lists.keys = in.numbers<std::uint64_t>("names.keys");
    out->name_lists.flags = in.numbers<std::uint16_t>("names.flags", out->name_lists.keys.size());
    out->name_rows = in.numbers<float>("names.lists", kListRows * shape.width).data();
  }

  out->feature_sets = in.strings("feats.list");
  out->labels = in.strings("labels.list");
  const auto add_rules = [&](std::string_view section) {
    for (const std::string& text : in.strings(section)) {
      const auto rule = LemmaRule::parse(text);
      if (!rule) in.fail(section, "holds a line that is no rule");
      out->lemma_rules.push_back(rule.value_or(LemmaRule{}));
    }
  };
  add_rules("rules.list");
  const auto root = std::find(out->labels.begin(), out->labels.end(), "root");
  out->root_label_id = static_cast<std::size_t>(root - out->labels.begin());
  if (root == out->labels.end() || out->labels.size() < 2) in.fail("labels.list", "lacks the label root");
  if (out->feature_sets.empty() || out->lemma_rules.empty()) in.fail("feats.list", "or rules.list is empty");
  const auto allowed = in.numbers<std::uint8_t>("feats.allowed", kUposCount * out->feature_sets.size());

  out->tag_hidden = in.matrix("tag.hidden", shape.width, shape.tag);
  out->upos = in.matrix("upos", shape.tag, kUposCount);
  out->feats = in.matrix("feats", shape.tag, out->feature_sets.size());
  out->lemma_hidden = in.matrix("lemma.hidden", shape.width, shape.tag);
  out->lemma_out = in.matrix("lemma.out", shape.tag, out->lemma_rules.size());
  if (in.has("rules.more")) add_rules("rules.more");
  out->name_hidden = in.matrix("names.hidden", shape.name_width, shape.name_hidden);
  out->name_out = in.matrix("names.out", shape.name_hidden, kNameTags);
  out->arc_dependent = in.matrix("arc.dep", shape.width, shape.arc);
  out->arc_head = in.matrix("arc.head", shape.width, shape.arc);
  out->arc_product = in.matrix("arc.product", shape.arc, shape.arc);
  out->label_dependent = in.matrix("label.dep", shape.width, shape.label);
  out->label_head = in.matrix("label.head", shape.width, shape.label);
  out->label_mix = in.matrix("label.mix", 2 * std::size_t{shape.label}, shape.label);
  out->label_out = in.matrix("label.out", shape.label, out->labels.size());
  out->root_arc = in.numbers<float>("root.arc", shape.arc).data();
  out->root_label = in.numbers<float>("root.label", shape.label).data();

  out->lexicon_keys = in.numbers<std::uint64_t>("lexicon.keys");
  out->lexicon_rules = in.numbers<std::uint32_t>("lexicon.rules", out->lexicon_keys.size());
  for (const std::uint32_t rule : out->lexicon_rules)
    if (rule >= out->lemma_rules.size()) in.fail("lexicon.rules", "names a rule that is not there");
  if (in.error()) return *in.error();
  for (std::size_t tag = 0; tag < kUposCount; ++tag) {
    std::vector<std::uint32_t> sets;
    for (std::uint32_t set = 0; set < out->feature_sets.size(); ++set)
      if (allowed[tag * out->feature_sets.size() + set] != 0) sets.push_back(set);
    out->allowed_features[tag] = take_outputs(out->feats, std::move(sets));
  }
  return out;
}

LanguageModel::Data::Data() : networks(std::make_unique<language::NetworkPool>(*this)) {}
LanguageModel::Data::~Data() = default;

}  // namespace entente
