#include "language/heads.h"

#include <algorithm>
#include <utility>

#include "language/decoders.h"

namespace entente::language {

HeadWeights HeadWeights::read(neural::ModelReader& in, std::size_t width) {
  HeadWeights out;
  out.feature_sets = in.strings("labels.feats");
  out.labels = in.strings("labels.deprels");
  const auto add_rules = [&](std::string_view section) {
    for (const std::string& text : in.strings(section)) {
      const auto rule = LemmaRule::parse(text);
      if (!rule) in.fail(section, "holds a line that is no rule");
      out.lemma_rules.push_back(rule.value_or(LemmaRule{}));
    }
  };
  add_rules("labels.rules");
  const std::size_t scored = out.lemma_rules.size();
  if (in.has("labels.rules.more")) add_rules("labels.rules.more");
  const auto root = std::find(out.labels.begin(), out.labels.end(), "root");
  out.root_label_id = static_cast<std::size_t>(root - out.labels.begin());
  if (root == out.labels.end() || out.labels.size() < 2) in.fail("labels.deprels", "lacks the label root");
  if (out.feature_sets.empty() || scored == 0) in.fail("labels.feats", "or labels.rules is empty");
  if (in.strings("labels.names").size() != kNameTags) in.fail("labels.names", "is not O, B and I of four types");

  const auto linear = [&](const char* name, std::size_t inputs, std::size_t outputs) {
    return in.linear(std::string("heads.") + name, inputs, outputs);
  };
  const auto hidden = [&](const char* name) {
    const neural::Linear found = in.linear(std::string("heads.") + name);
    if (found.inputs != width) in.fail(std::string("heads.") + name, "does not fit the encoder");
    return found;
  };
  out.tag_hidden = hidden("tag_hidden");
  out.upos = linear("upos", out.tag_hidden.outputs, kUposCount);
  out.feats = linear("feats", out.tag_hidden.outputs, out.feature_sets.size());
  out.lemma_hidden = hidden("lemma_hidden");
  out.lemma_out = linear("lemma_out", out.lemma_hidden.outputs, scored);
  out.name_hidden = hidden("name_hidden");
  out.name_out = linear("name_out", out.name_hidden.outputs, kNameTags);
  out.arc_dependent = hidden("arc_dep");
  const std::size_t arc = out.arc_dependent.outputs;
  out.arc_head = linear("arc_head", width, arc);
  out.arc_product = linear("arc_u", arc, arc);
  out.label_dependent = hidden("rel_dep");
  const std::size_t label = out.label_dependent.outputs;
  out.label_head = linear("rel_head", width, label);
  out.label_mix = linear("rel_mix", 2 * label, label);
  out.label_out = linear("rel_out", label, out.labels.size());
  const auto root_vector = in.numbers<float>("heads.root", width);
  if (in.error()) return out;
  neural::Heads heads;
  heads.apply(out.arc_head, {root_vector.data(), width}, 1, neural::Then::rectify, out.root_arc);
  heads.apply_again(out.label_head, 1, neural::Then::nothing, out.root_label);
  return out;
}

LanguageWeights LanguageWeights::read(neural::ModelReader& in, std::string code, const HeadWeights& heads,
                                      std::uint32_t banks) {
  LanguageWeights out;
  if (const auto bank = in.numbers<std::uint32_t>(code + ".bank", 1); !bank.empty()) out.bank = bank[0];
  if (out.bank >= banks) in.fail(code + ".bank", "is not there");
  const std::size_t sets = heads.feature_sets.size();
  const auto allowed = in.numbers<std::uint8_t>(code + ".allowed", kUposCount * sets);
  for (std::size_t i = 0; i < allowed.size(); ++i)
    if (allowed[i] != 0) out.allowed[i / sets].push_back(static_cast<std::uint32_t>(i % sets));
  out.lexicon_keys = in.numbers<std::uint64_t>(code + ".lexicon.keys");
  out.lexicon_rules = in.numbers<std::uint32_t>(code + ".lexicon.rules", out.lexicon_keys.size());
  for (const std::uint32_t rule : out.lexicon_rules)
    if (rule >= heads.lemma_rules.size()) in.fail(code + ".lexicon.rules", "names a rule that is not there");
  out.code = std::move(code);
  return out;
}

}  // namespace entente::language
