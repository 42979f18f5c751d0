#!/usr/bin/env python3
"""Writes the weights of train.py as a model file: quantised, checksummed, ready to be memory-mapped.

    python3 training/language/export.py --weights /tmp/fr.pt --corpora ../shared/corpora --model models/fr.model

Matrices go to 7 bits with sign (one scale for each output), activations to 8 bits without sign, by ranges seen on
training sentences; embeddings to 8 bits with one scale for each table. The layout is described in
extract/language/model_file.h and read by extract/language/model_data.cpp.
"""
import argparse
import os
import random
import struct
from collections import Counter, defaultdict

import numpy as np
import torch

import recipes
from batches import Encoder, Labels, UPOS, group
from corpora import open_text
from features import fold, hash64, lower
from lemmas import rule_of
from network import Linear, Network

VERSION = 1
PANEL = 16
MASK = (1 << 64) - 1
# Treebanks whose style is written, and the corpora whose names are.
STYLE = {"fr": (["sequoia", "gsd"], ["sequoia"]), "en": (["ewt"], ["wikigold"])}


def checksum(data):
    """Twin of checksum() in extract/language/model_file.cpp."""
    lanes = [1, 2, 3, 4]
    for i, (word,) in enumerate(struct.iter_unpack("<Q", data)):
        mixed = ((lanes[i & 3] ^ word) * 0x9E3779B97F4A7C15) & MASK
        lanes[i & 3] = (mixed << 29 | mixed >> 35) & MASK
    total = (len(data) // 8) & 3
    for lane in lanes:
        mixed = ((total ^ lane) * 0x9E3779B97F4A7C15) & MASK
        total = (mixed << 29 | mixed >> 35) & MASK
    return total


def container(sections):
    """Bytes of a model file with these named sections."""
    def align(n):
        return (n + 63) // 64 * 64

    offset = align(64 + 32 * len(sections))
    table, body = b"", b""
    for name, data in sections.items():
        assert len(name) < 16, name
        table += struct.pack("<16sQQ", name.encode(), offset + len(body), len(data))
        body += data + bytes(align(len(data)) - len(data))
    table += bytes(offset - 64 - len(table))
    size = offset + len(body)
    head = struct.pack("<8sIIQ", b"ENTLANG\0", VERSION, len(sections), size)
    rest = bytes(32) + table + body
    return head + struct.pack("<Q", checksum(head + rest)) + rest


class Ranges:
    """Largest inputs of every matrix over some batches, a few outliers left out."""

    def __init__(self, network):
        self.low, self.high = defaultdict(list), defaultdict(list)
        for name, module in network.named_modules():
            if isinstance(module, Linear):
                module.register_forward_pre_hook(lambda _, inputs, name=name: self.see(name, inputs[0]))

    def see(self, name, x):
        values = x.flatten().numpy()
        self.low[name].append(np.quantile(values[::7], 0.00002))
        self.high[name].append(np.quantile(values[::7], 0.99998))

    def of(self, name):
        """Scale and zero point."""
        low, high = np.min(self.low[name]), np.max(self.high[name])
        return (high / 255, 0) if low >= 0 else (max(-low, high) / 127, 128)


def matrix(weight, bias, scale_in, zero):
    weight = weight.astype(np.float64)
    outputs, inputs = weight.shape
    rows = -(-outputs // PANEL) * PANEL
    scale = np.maximum(np.abs(weight).max(1), 1e-9) / 63
    whole = np.zeros((rows, inputs), np.int8)
    whole[:outputs] = np.rint(weight / scale[:, None])
    packed = whole.reshape(rows // PANEL, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3)
    pad = np.zeros(rows - outputs)
    head = struct.pack("<IIif", outputs, inputs, zero, 1 / scale_in)
    return (head + bytes(64 - len(head)) + packed.tobytes() +
            np.concatenate([scale * scale_in, pad]).astype("<f4").tobytes() +
            np.concatenate([bias, pad]).astype("<f4").tobytes() +
            (-zero * whole.astype(np.int64).sum(1)).astype("<i4").tobytes())


def table(weight):
    scale = np.abs(weight).max() / 127
    return np.rint(weight / scale).astype(np.int8).tobytes(), scale


FEW = 6  # occurrences of a form: so many may disagree by mistake


def agree(rules):
    return rules.most_common(1)[0][1] >= 0.95 * sum(rules.values())


def lexicon(sentences, extra, sure, rule_id):
    """(form, UPOS) -> rule, where nearly all of its occurrences agree; and the rules that the network does not know.
    `extra` adds forms that the sentences do not have, `sure` decides also where a few of them disagree."""
    numbers = dict(rule_id)
    seen = defaultdict(Counter)
    for s in sentences:
        for form, tag, lemma in zip(s.forms, s.upos, s.lemmas):
            if tag and lemma is not None:
                seen[lower(fold(form)), tag][rule_of(form, lemma)] += 1
    for form, lemma, tag in extra:
        if (lower(fold(form)), tag) not in seen:
            seen[lower(fold(form)), tag][rule_of(form, lemma)] += 1
    for form, lemma, tag in sure:
        key = lower(fold(form)), tag
        if key not in seen or (not agree(seen[key]) and sum(seen[key].values()) <= FEW):
            seen[key] = Counter([rule_of(form, lemma)])
    entries = {}
    for (form, tag), rules in seen.items():
        rule = rules.most_common(1)[0][0]
        if agree(rules) and tag in UPOS and "\n" not in rule:
            entries[hash64(form + "\t" + chr(ord("A") + UPOS.index(tag)))] = numbers.setdefault(rule, len(numbers))
    return sorted(entries.items()), list(numbers)[len(rule_id):]


def gsd_lexicon(args):
    path = os.path.join(args.corpora, "train-ok", "fr", "lexicon", "gsd-form-lemma-pos-feats-count.tsv")
    with open_text(path) as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 3 and columns[2] in ("NOUN", "VERB", "AUX", "ADJ", "ADV", "PROPN"):
                yield columns[0], columns[1], columns[2]


def network_of(state):
    """The network and the labels that train.py saved."""
    labels = Labels([])
    labels.__dict__.update(state["labels"])
    labels.index()
    network = Network({"xpos": 1} | state["sizes"], state["config"])
    network.load_state_dict(state["weights"], strict=False)
    network.vectors = state["vectors"].float()
    network.eval()
    return network, labels


def dictionary(path):
    """Rows of lemma_lists.py."""
    with open_text(path) as lines:
        return [tuple(line.rstrip("\n").split("\t")) for line in lines]


def sections_of(state, args, corpora):
    language, config = state["language"], state["config"]
    network, labels = network_of(state)
    own = [s for c in corpora for s in c.sentences if s.language == language]
    tagged = [s for s in own if s.lemmas]

    rng = random.Random(1)
    known = state.get("gazetteer", {})
    encoder = Encoder(labels, config, known)
    ranges = Ranges(network)
    sample = [encoder.encode(s) for s in rng.sample(own, min(1200, len(own))) if len(s.forms) > 1]
    with torch.no_grad():
        for part in group(sample, 2000):
            batch = encoder.batch(part)
            x = network.encode(batch)
            network.tag(x)
            network.names(x, batch)
            scores, parts = network.arcs(x, batch)
            network.labels(parts, scores.argmax(-1))

    weights = {k: v.numpy() for k, v in network.state_dict().items()}

    def linear(name):
        bias = weights.get(name + ".bias")
        weight = weights[name + ".weight"]
        return matrix(weight, np.zeros(len(weight)) if bias is None else bias, *ranges.of(name))

    ids = {}
    for i, word in enumerate(labels.words[1:], 1):
        own_word = word.startswith(language + ":")
        if own_word or word.startswith("en:"):
            key = hash64(word.split(":", 1)[1])
            if own_word or key not in ids:
                ids[key] = i
    words = sorted(ids.items())
    numbers = torch.tensor([0] + [i for _, i in words])
    with torch.no_grad():
        rows = network.words_of(numbers.where(numbers < labels.trained, torch.tensor(0)), numbers).numpy()
    word_rows, word_scale = table(rows)
    ngram_rows, ngram_scale = table(weights["ngram.weight"])
    affix_rows, affix_scale = table(weights["affix.weight"])
    styles, name_styles = (labels.banks, labels.banks) if args.tiny else STYLE[language]
    style = np.mean([weights["bank.weight"][labels.bank_id[b]] for b in styles if b in labels.bank_id], 0)
    name_style = np.mean([weights["name_bank.weight"][labels.bank_id[b]] for b in name_styles if b in labels.bank_id],
                         0)
    allowed = np.zeros((len(UPOS), len(labels.feats)), np.uint8)
    for s in tagged:
        for tag, feats in zip(s.upos, s.feats or []):
            if tag in labels.upos_id and feats in labels.feats_id:
                allowed[labels.upos_id[tag], labels.feats_id[feats]] = 1
    extra = gsd_lexicon(args) if language == "fr" and not args.tiny else []
    entries, more_rules = lexicon(tagged, extra, dictionary(args.lemmas) if args.lemmas else [], labels.rule_id)
    with torch.no_grad():
        root_arc = torch.relu(network.arc_head(network.root[None]))[0].numpy()
        root_label = network.rel_head(network.root[None])[0].numpy()

    width = 2 * config["hidden"]
    shape = [config["word"], config["ngram"], config["affix"], len(words) + 1, config["ngram_buckets"], config["affix_buckets"], width,
             2 * config["name_hidden"], config["name_hidden"], config["tag"], config["arc"], config["rel"]]

    def floats(x):
        return np.asarray(x, "<f4").tobytes()

    gazetteer = sorted((hash64(word), bits) for word, bits in known.items())
    out = {"language": language.encode(), "shape": struct.pack(f"<{len(shape)}I", *shape),
           "scales": floats([word_scale, ngram_scale, affix_scale]),
           "word.keys": np.array([k for k, _ in words], "<u8").tobytes(), "words": word_rows, "ngrams": ngram_rows,
           "affixes": affix_rows, "input.bias": floats(style), "names.bias": floats(name_style),
           "gaz.keys": np.array([k for k, _ in gazetteer], "<u8").tobytes(),
           "gaz.bits": bytes(b for _, b in gazetteer), "feats.list": "".join(f + "\n" for f in labels.feats).encode(), "feats.allowed": allowed.tobytes(),
           "rules.list": "".join(r + "\n" for r in labels.rules).encode(),
           "rules.more": "".join(r + "\n" for r in more_rules).encode(),
           "labels.list": "".join(d + "\n" for d in labels.deprels).encode(),
           "lexicon.keys": np.array([k for k, _ in entries], "<u8").tobytes(),
           "lexicon.rules": np.array([r for _, r in entries], "<u4").tobytes(),
           "root.arc": floats(root_arc), "root.label": floats(root_label)}
    for name, module in [(f"layer{i + 1}", f"layers.{i}") for i in range(4)] + [("names", "name_layer")]:
        out[name] = linear(module + ".project")
        out[name + ".gates"] = floats(weights[module + ".vb"])
        if module + ".skip.weight" in weights:
            out[name + ".skip"] = linear(module + ".skip")
    for name, module in (("tag.hidden", "tag_hidden"), ("upos", "upos"), ("feats", "feats"),
                         ("lemma.hidden", "lemma.hidden"), ("lemma.out", "lemma.out"),
                         ("names.hidden", "name_head.hidden"), ("names.out", "name_head.out"),
                         ("arc.dep", "arc_dep"), ("arc.head", "arc_head"), ("arc.product", "arc_u"),
                         ("label.dep", "rel_dep"), ("label.head", "rel_head"), ("label.mix", "rel_mix"),
                         ("label.out", "rel_out")):
        out[name] = linear(module)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--benchmarks")
    parser.add_argument("--treebank")
    parser.add_argument("--lemmas", help="output of lemma_lists.py")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--tiny", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    state = torch.load(args.weights, weights_only=False)
    args.language = state["language"]
    corpora, _ = recipes.load(args)
    data = container(sections_of(state, args, corpora))
    temporary = args.model + ".tmp"
    with open(temporary, "wb") as f:
        f.write(data)
    os.replace(temporary, args.model)
    print(f"{args.model}: {len(data) / 1e6:.1f} MB, step {state['step']}")


if __name__ == "__main__":
    main()
