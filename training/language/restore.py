#!/usr/bin/env python3
"""The inverse of export.py: a model file becomes weights that train.py and names.py can go on from.

    python3 training/language/restore.py --model models/en.model --corpora ../shared/corpora --out /tmp/en.pt

Weights come back as they were quantised. What the file does not keep is set anew: the tags of the Penn Treebank (only
a second opinion in training), the words that were known in the other language only under a shared key, and the vectors
of single treebanks, which all start from the mean that the file has. Words are known by their hash: their spelling is
looked up among the words of the corpora.
"""
import argparse
import struct

import numpy as np
import torch

import recipes
from batches import Labels
from export import PANEL, VERSION, checksum
from features import fold, hash64, vocabulary_key

LAYERS = [(f"layer{i + 1}", f"layers.{i}") for i in range(4)] + [("names", "name_layer")]
MATRICES = (("tag.hidden", "tag_hidden"), ("upos", "upos"), ("feats", "feats"), ("lemma.hidden", "lemma.hidden"),
            ("lemma.out", "lemma.out"), ("names.hidden", "name_head.hidden"), ("names.out", "name_head.out"),
            ("arc.dep", "arc_dep"), ("arc.head", "arc_head"), ("arc.product", "arc_u"), ("label.dep", "rel_dep"),
            ("label.head", "rel_head"), ("label.mix", "rel_mix"), ("label.out", "rel_out"))


def sections_of(path):
    """Name -> bytes of every section of a model file."""
    with open(path, "rb") as f:
        data = f.read()
    magic, version, count, size, stored = struct.unpack_from("<8sIIQQ", data)
    if (magic, version, size) != (b"ENTLANG\0", VERSION, len(data)) or checksum(data[:24] + data[32:]) != stored:
        raise SystemExit(f"{path}: not a whole model file of version {VERSION}")
    sections = {}
    for i in range(count):
        name, offset, length = struct.unpack_from("<16sQQ", data, 64 + 32 * i)
        sections[name.rstrip(b"\0").decode()] = data[offset:offset + length]
    return sections


def quantised(data):
    """Whole weights, scale and bias of each output, zero point and inverse scale of the input."""
    outputs, inputs, zero, inverse = struct.unpack_from("<IIif", data)
    rows = -(-outputs // PANEL) * PANEL
    packed = np.frombuffer(data, np.int8, rows * inputs, 64)
    whole = packed.reshape(rows // PANEL, inputs // 4, PANEL, 4).transpose(0, 2, 1, 3).reshape(rows, inputs)
    scale, bias = np.frombuffer(data, "<f4", 2 * rows, 64 + rows * inputs).reshape(2, rows)
    return whole[:outputs], scale[:outputs], bias[:outputs], zero, inverse


def matrix(data):
    """Weight and bias of a quantised matrix; the inverse of export.matrix."""
    whole, scale, bias, _, inverse = quantised(data)
    return (whole * (scale * inverse)[:, None]).astype(np.float32), bias


class QuantisedLinear(torch.nn.Module):
    """The product as the program does it: whole numbers, whose sums are exact in float32."""

    def __init__(self, data):
        super().__init__()
        whole, scale, bias, self.zero, self.inverse = quantised(data)
        self.register_buffer("whole", torch.from_numpy(whole.astype(np.float32)))
        self.register_buffer("scale", torch.from_numpy(scale.copy()))
        self.register_buffer("bias", torch.from_numpy(bias.copy()))

    def forward(self, x):
        q = (x.reshape(-1, x.shape[-1]) * self.inverse).round().add(self.zero).clamp(0, 255) - self.zero
        y = q @ self.whole.t()
        return (y * self.scale + self.bias).view(*x.shape[:-1], -1)


def root_of(weights, root_arc, root_label):
    """A vector that both products turn into what the file keeps of the root; of all such, the shortest."""
    arc, label = weights["arc_head.weight"], weights["rel_head.weight"]
    wanted = np.concatenate([root_arc - weights["arc_head.bias"], root_label - weights["rel_head.bias"]])
    return np.linalg.lstsq(np.concatenate([arc, label]).astype(np.float64), wanted, rcond=None)[0].astype(np.float32)


def lines(data):
    return data.decode().splitlines()


def labels_of(sections, sentences, language):
    """The labels of the file. Its words come first, in its order, so that row i of its table is word i."""
    keys = np.frombuffer(sections["word.keys"], "<u8").tolist()
    counted = Labels(sentences)
    spelled = {}
    for s in sentences:
        for form in s.forms:
            key = vocabulary_key(fold(form))
            spelled.setdefault(hash64(key), {})[s.language] = key
    words = ["?"]
    for key in keys:
        found = spelled.get(key, {})
        own = language if language in found else "en"
        words.append(f"{own}:{found[own]}" if own in found else f"#{key:x}")
    counts = dict(zip(counted.words, counted.counts))
    labels = Labels([])
    labels.__dict__.update({"words": words, "trained": len(words), "counts": [0.0] + [counts.get(w, 2.0) for w in words[1:]],
                            "feats": lines(sections["feats.list"]), "rules": lines(sections["rules.list"]),
                            "deprels": lines(sections["labels.list"]), "xpos": counted.xpos, "banks": counted.banks})
    labels.index()
    return labels


def restore(path, sentences):
    """Network state, labels and configuration of a model file; `sentences` are those it was trained on."""
    sections = sections_of(path)
    language = sections["language"].decode()
    shape = struct.unpack("<12I", sections["shape"])
    config = {"word": shape[0], "ngram": shape[1], "affix": shape[2], "ngram_buckets": shape[4],
              "affix_buckets": shape[5], "hidden": shape[6] // 2, "name_hidden": shape[8], "tag": shape[9],
              "arc": shape[10], "rel": shape[11], "dropout": 0.28}
    scales = np.frombuffer(sections["scales"], "<f4")
    labels = labels_of(sections, sentences, language)

    def floats(name):
        return np.frombuffer(sections[name], "<f4").copy()

    weights = {}
    for i, (name, module) in enumerate((("words", "word"), ("ngrams", "ngram"), ("affixes", "affix"))):
        rows = np.frombuffer(sections[name], np.int8).reshape(-1, shape[i])
        weights[module + ".weight"] = rows.astype(np.float32) * scales[i]
    for name, module in LAYERS:
        weights[module + ".project.weight"] = matrix(sections[name])[0]
        weights[module + ".vb"] = floats(name + ".gates").reshape(4, -1)
        if name + ".skip" in sections:
            weights[module + ".skip.weight"] = matrix(sections[name + ".skip"])[0]
    for name, module in MATRICES:
        weights[module + ".weight"], weights[module + ".bias"] = matrix(sections[name])
    weights["bank.weight"] = np.tile(floats("input.bias"), (len(labels.banks), 1))
    weights["name_bank.weight"] = np.tile(floats("names.bias"), (len(labels.banks), 1))
    weights["root"] = root_of(weights, floats("root.arc"), floats("root.label"))
    return {k: torch.from_numpy(np.array(v)) for k, v in weights.items()}, labels, config, language


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--benchmarks")
    parser.add_argument("--treebank")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    args.tiny = False
    args.language = sections_of(args.model)["language"].decode()
    corpora, _ = recipes.load(args)
    weights, labels, config, language = restore(args.model, [s for c in corpora for s in c.sentences])
    kept = {k: v for k, v in labels.__dict__.items() if not k.endswith("_id")}
    torch.save({"weights": weights, "vectors": torch.zeros(1, 0), "labels": kept, "config": config, "sizes": labels.sizes(), "step": 0,
                "language": language}, args.out)
    unknown = sum(w.startswith("#") for w in labels.words)
    print(f"{args.model}: {len(labels.words) - 1} words, {unknown} of them not in the corpora")


if __name__ == "__main__":
    main()
