#!/usr/bin/env python3
"""A checkpoint to go on training from, of a model file: its weights as they were rounded for it.

    restart.py --model models/entente.reader --out CHECKPOINT

Forms whose lemma is known stand in the file by their hashes alone: export.py takes them over as they are.
"""
import argparse
import json
import struct
from pathlib import Path

import numpy as np
import torch

from export import NAME, PANEL, UPOS, VERSION
from network import CONFIG, Network
from pretrained import BLOCK, BLOCK_BYTES, unpack
from reading import READING, Reading

CARRIED = (".lexicon.keys", ".lexicon.rules", "labels.rules.more")  # sections that are taken over


def sections_of(path):
    """{name: bytes} of a model file; see export.container."""
    data = Path(path).read_bytes()
    magic, version, count, _ = struct.unpack_from("<8sIIQ", data)
    if magic != b"ENTLANG\0" or version != VERSION:
        raise SystemExit(f"{path}: not a model of version {VERSION}; give one that export.py wrote")
    out = {}
    for i in range(count):
        name, at, size = struct.unpack_from(f"<{NAME}sQQ", data, 64 + i * (NAME + 16))
        out[name.rstrip(b"\0").decode()] = data[at:at + size]
    return out


def linear(data):
    """Weight and bias of a section that export.linear wrote."""
    outputs, inputs = struct.unpack_from("<II", data)
    rows, depth = -(-outputs // PANEL) * PANEL, -(-inputs // PANEL) * PANEL
    packed = np.frombuffer(data, np.int8, rows * depth, 64).reshape(rows // PANEL, depth // 4, PANEL, 4)
    scale, bias = np.frombuffer(data, "<f4", 2 * rows, 64 + rows * depth).reshape(2, rows)
    weight = packed.transpose(0, 2, 1, 3).reshape(rows, depth) * scale[:, None]
    return torch.from_numpy(weight[:outputs, :inputs].copy()), torch.from_numpy(bias[:outputs].copy())


def fill(module, prefix, sections):
    """The parameters of a module from the sections of their names."""
    state = module.state_dict()
    for name, value in state.items():
        owner, _, kind = name.rpartition(".")
        if name == "encoder.word.weight":
            continue  # in blocks, as the package has it
        if prefix + name in sections:
            value.copy_(torch.frombuffer(bytearray(sections[prefix + name]), dtype=torch.float32).view(value.shape))
        elif prefix + owner in sections:
            value.copy_(linear(sections[prefix + owner])[kind == "bias"])
        else:
            raise SystemExit(f"no section {prefix}{name}: another network than that of network.py and reading.py")
    module.load_state_dict(state)


def strings_of(sections, count):
    """The pieces by their rows, read off the trie; "" for rows that no text has."""
    first = np.frombuffer(sections["pieces.first"], "<u4")
    labels = np.frombuffer(sections["pieces.labels"], "<u4")
    rows = np.frombuffer(sections["pieces.rows"], "<i4")
    strings, text = [""] * count, [""] * len(labels)
    for node in range(len(labels)):
        for child in range(first[node], first[node + 1]):
            text[child] = text[node] + chr(labels[child])
        if rows[node] >= 0:
            strings[rows[node]] = text[node]
    return strings


def mappings_of(sections):
    mapped, offsets, text = (np.frombuffer(sections["pieces." + k], "<u4") for k in ("mapped", "mapoffsets", "maptext"))
    return {int(c): "".join(map(chr, text[a:b])) for c, a, b in zip(mapped, offsets[:-1], offsets[1:])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    sections = sections_of(args.model)
    width, heads, feed_forward, layers, positions, banks, count = struct.unpack("<7I", sections["encoder.shape"])
    labels = {k[7:]: v.decode().split("\n")[:-1] for k, v in sections.items()
              if k.startswith("labels.") and k not in CARRIED}
    bos, eos, unk = struct.unpack("<3I", sections["pieces.special"])
    pad = 1  # of the package's rows, which begin with <s> <pad> </s> <unk> and are kept in order
    config = CONFIG | READING | {"width": width, "heads": heads, "feed_forward": feed_forward, "layers": layers,
                                 "positions": positions, "pad": pad}
    sizes = {k: len(v) for k, v in labels.items()}
    network = Network(config, count, sizes)
    fill(network, "", sections | {"encoder.pos.weight": sections["encoder.pos"],
                                  "encoder.bank.weight": sections["encoder.bank"]})
    blocks = np.frombuffer(sections["encoder.word"], np.uint8).reshape(count, width // BLOCK * BLOCK_BYTES)
    with torch.no_grad():
        network.encoder.word.weight.copy_(torch.from_numpy(unpack(blocks.reshape(-1, BLOCK_BYTES)).reshape(count, width)))
    relations = sections["reading.relations"].decode().split("\n")[:-1]
    reading = Reading(width, {"relations": len(relations)}, config)
    fill(reading, "reading.", sections)
    languages = sections["languages"].decode().split("\n")[:-1]
    torch.save({
        "weights": network.state_dict(), "reading": reading.state_dict(), "relations": relations, "config": config,
        "labels": labels, "sizes": sizes,
        "pieces": {"strings": strings_of(sections, count), "mappings": mappings_of(sections), "blocks": blocks.copy(),
                   "scores": np.frombuffer(sections["pieces.scores"], "<f8").tolist(),
                   "special": {"bos": bos, "eos": eos, "pad": pad, "unk": unk}},
        "styles": {k: labels["banks"][struct.unpack("<I", sections[k + ".bank"])[0]] for k in languages},
        "allowed": {k: np.frombuffer(sections[k + ".allowed"], np.uint8).reshape(len(UPOS), -1).tolist()
                    for k in languages},
        "carried": {k: v for k, v in sections.items() if k.endswith(CARRIED)},
        **{k: v for k, v in json.loads(sections["provenance"]).items()}}, args.out)


if __name__ == "__main__":
    main()
