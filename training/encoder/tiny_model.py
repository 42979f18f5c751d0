#!/usr/bin/env python3
"""The small random model of the unit tests, and what PyTorch and pieces.py say of it.

    python3 training/encoder/tiny_model.py tests/neural

writes tiny.model, golden.txt (vectors of words, scores of heads) and pieces.txt (words and their pieces).
"""
import sys
from pathlib import Path

import numpy as np
import torch

import export
from network import CONFIG, Linear, Network
from pieces import Pieces
from pretrained import unpack

WIDTH = 32
SENTENCES = {
    "fr": [["Le", "président", "de", "la", "République", "soutient", "l'", "Ukraine", "."],
           ["Kyïv", "(", "Київ", ")", "remercie", "😀", "Œdipe", "№", "5"]],
    "en": [["Moscow", "warned", "NATO", "that", "it", "won", "'t", "wait", "…"], ["Ok"]]}
SPACED = {"'t": False, ".": False, "Ukraine": False, ")": False, "Київ": False, "…": False}
WORDS = ["Le", "l'", "Ukraine", "président", "présidentiel", "République", "Kyïv", "Київ", "Москва", "😀", "👩‍🚀", "№", "ﬁn", "Œdipe",
         "won't", "", " ", "\u00a0", "\u200b", "漢字", "ＡＢＣ", "10\u202f000", "½", "…", "E\u0301tat", "a" * 100, "ab" * 40, "\u2581",
         "aaaa", "anticonstitutionnellement", "NATO", "U.S.-led"]


def vocabulary():
    """Some pieces with scores; several sums of scores are equal, so that the rule for ties shows."""
    rng = np.random.default_rng(7)
    strings = ["", "", "", ""]  # bos, pad, eos, unk
    letters = [c for c in "abcdefghijklmnopqrstuvwxyzéèêïœABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,'()-№КиївМосква"]
    known = ["le", "Le", "président", "pré", "sident", "iel", "Ukra", "ine", "Ukraine", "Ré", "publique", "constitution", "nelle", "ment",
             "Ky", "NATO", "won", "'t", "aa", "aaa", "ab", "abab", "Мос", "ква", "...", "fi", "de", "la", "tion", "anti"]
    strings += ["\u2581"] + sorted(set(letters)) + sorted(set(known)) + sorted({"\u2581" + k for k in known[:20]})
    scores = [0.0] * 4 + [round(float(x), 0) - 0.5 * (len(s) == 1) for s, x in zip(strings[4:], rng.uniform(-12, -4, len(strings) - 4))]
    return strings, [float(np.float32(s)) for s in scores]


MAPPINGS = {0xA0: " ", 0x200B: "", 0x202F: " ", 0x2026: "...", 0xFB01: "fi", 0xFF21: "A", 0xFF22: "B", 0xFF23: "C", 0xBD: "1/2",
            0x1F469: "\U0001F469", 0x200D: ""}


def state():
    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    strings, scores = vocabulary()
    config = CONFIG | {"width": WIDTH, "heads": 2, "feed_forward": 64, "layers": 2, "positions": 200, "tag": 32, "arc": 32,
                       "rel": 16, "span": 16, "pad": 1, "dropout": 0.0, "head_dropout": 0.0}
    labels = {"feats": ["", "Gender=Masc|Number=Sing", "Number=Plur"], "rules": ["L|0|", "K|0|", "L|1|", "L|1|er"],
              "deprels": ["root", "nsubj", "obj", "punct", "det"],
              "names": ["O"] + [p + t for t in ("PER", "LOC", "ORG", "MISC") for p in ("B-", "I-")],
              "mentions": ["none", "Person", "State"], "banks": ["ewt", "sequoia"]}
    network = Network(config, len(strings), {k: len(v) for k, v in labels.items()})
    blocks = np.concatenate([rng.uniform(0.02, 0.1, (len(strings), 1)).astype("<f2").view(np.uint8),
                             rng.integers(0, 256, (len(strings), 16), np.uint8)], 1)
    with torch.no_grad():
        network.encoder.word.weight.copy_(torch.from_numpy(unpack(blocks)))
        network.encoder.bank.weight.normal_(std=0.5)
        for layer in network.encoder.layers:
            for part in (layer.q, layer.k):
                part.weight.mul_(4)
        for name, value in network.named_parameters():
            if name.endswith("bias") or ".ln." in name or "aln" in name or "oln" in name:
                value.add_(torch.randn(value.shape) * 0.1)
    allowed = np.ones((17, 3))
    allowed[11, 2] = 0
    return network, {"weights": network.state_dict(), "labels": labels, "config": config,
                     "pieces": {"strings": strings, "scores": scores, "mappings": MAPPINGS, "blocks": blocks,
                                "special": {"bos": 0, "pad": 1, "eos": 2, "unk": 3}},
                     "styles": {"fr": "sequoia", "en": "ewt"},
                     "lexicon": {"fr": [("remercie", "VERB", "L|0|r"), ("le", "DET", "L|0|")], "en": [("warned", "VERB", "L|2|")]},
                     "allowed": {"fr": allowed, "en": allowed}}


def rows_of(x):
    return "".join(" ".join(f"{v:.7g}" for v in row) + "\n" for row in x.reshape(-1, x.shape[-1]).tolist())


def encode(encoder, line, bank):
    """Encoder.forward of one window, which needs no mask, in float32."""
    x = encoder.word(torch.tensor([line])) + encoder.pos.weight[:len(line)] + encoder.bank.weight[bank]
    x = encoder.ln(x)
    for layer in encoder.layers:
        x = layer(x, torch.zeros(1, 1, 1, len(line)))
    return x[0]


def golden(network, saved, pieces):
    """For each language, one window: bank, words; then tensors, each with a title and its number of rows."""
    special, out = saved["pieces"]["special"], []
    for language, sentences in SENTENCES.items():
        line, first = [special["bos"]], []
        for sentence in sentences:
            for form in sentence:
                first.append(len(line))
                line += pieces.of(form, SPACED.get(form, True))
        line.append(special["eos"])
        bank = saved["labels"]["banks"].index(saved["styles"][language])
        with torch.no_grad():
            x = encode(network.encoder, line, bank)
            words = x[first]
            n = len(sentences[0])
            rows = torch.arange(n)[None]
            upos, feats, rules = network.heads.tag(words)
            arcs, parts = network.heads.arcs(words, rows)
            heads = (torch.arange(n)[None] + 1).clamp(max=n - 1)
            tensors = {"pieces": x, "words": words, "upos": upos, "feats": feats, "rules": rules,
                       "names": network.heads.names(words), "arcs": arcs[0], "labels": network.heads.labels(parts, heads)[0],
                       "spans": network.heads.spans(words, rows)[0]}
        out.append(f"text {language} {bank} {len(sentences)}\n")
        for sentence in sentences:
            out.append("".join(f"{form}\t{int(SPACED.get(form, True))}\n" for form in sentence) + "\n")
        out.append(f"line {' '.join(map(str, line))}\n")
        for title, x in tensors.items():
            table = rows_of(x)
            out.append(f"tensor {title} {table.count(chr(10))} {x.shape[-1]}\n{table}")
    return "".join(out)


def escaped(form):
    return "".join(c if " " < c < "\x7f" and c != "\\" else f"\\{ord(c):x};" for c in form)


def main():
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    network, saved = state()
    network.eval()
    Linear.rounds = True
    kept = saved["pieces"]
    pieces = Pieces(kept["strings"], kept["scores"], kept["mappings"], kept["special"]["unk"])
    export.write(folder / "tiny.model", export.container(export.sections_of(saved)))
    (folder / "golden.txt").write_text(golden(network, saved, pieces), "utf-8")
    (folder / "pieces.txt").write_text(
        "".join(f"{escaped(w)}\t{int(s)}\t{' '.join(map(str, pieces.of(w, s)))}\n" for w in WORDS for s in (True, False)),
        "utf-8")


if __name__ == "__main__":
    main()
