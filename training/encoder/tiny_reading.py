#!/usr/bin/env python3
"""Small random heads of reading for the unit tests, and what PyTorch says of two sentences with them.

    python3 training/encoder/tiny_reading.py tests/extract

writes tiny.reading (a model file with the sections "reading.*" alone) and tiny.reading.txt.
"""
import sys
from pathlib import Path

import torch

import export
import read_train
import relations as rel
from network import Linear
from reading import Reading

WIDTH = 32
RELATIONS = ["supports", "warns", "locatedIn"]
CONFIG = {"mention": 32, "pair": 32, "attention_heads": 2, "key": 16, "coreference": 16, "head_dropout": 0.0}
SENTENCES = ["The leaders of Northern Alba and Brendia warned the Alliance on 3 May that its army would answer .",
             "Alba said the day after that the alliance had lost .", "It rained .",
             "Brendia 's president supports them since 2020 ."]
# type, mentions (sentence, first, after the last, form)
THINGS = [("State", [(0, 3, 5, 0), (1, 0, 1, 0)]), ("State", [(0, 6, 7, 0), (3, 0, 1, 0)]),
          ("Organization", [(0, 9, 10, 0), (1, 6, 8, 3)]), ("Group", [(0, 1, 7, 3)]),
          ("Person", [(3, 2, 3, 2)]), ("MilitaryUnit", [(0, 14, 16, 3), (3, 4, 5, 4)])]
TIMES = [[[11, 13, "2024-05-03"]], [[2, 5, "2024-05-04"]], [], [[6, 7, "2020/.."]]]
VOTES = {(0, 3, 2): {1: 0.7}, (3, 4, 5): {0: 0.4}}


def article():
    out = rel.Article({"name": "tiny", "language": "en", "published": "2024-05-05", "text": "", "times": TIMES,
                       "sentences": [[(0, 0, form, "X", -1) for form in s.split()] for s in SENTENCES]})
    out.things = [(rel.TYPES.index(kind), mentions) for kind, mentions in THINGS]
    out.votes = VOTES
    return out


def tensor(title, rows):
    lines = [" ".join(f"{float(v):.6g}" for v in row) for row in rows]
    return f"{title} {len(lines)}\n" + "".join(line + "\n" for line in lines)


def main():
    torch.manual_seed(5)
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    Linear.rounds = True
    reading = Reading(WIDTH, {"relations": len(RELATIONS)}, CONFIG).eval()
    with torch.no_grad():
        for name, value in reading.named_parameters():
            value.add_(torch.randn(value.shape) * (0.4 if "table" in name or value.ndim == 1 else 0.15))
    tiny = article()
    b = read_train.tensors_of(tiny, RELATIONS)
    part = read_train.join([{"tensors": b, "size": sum(map(len, tiny.sentences))}])
    x = torch.randn(sum(map(len, tiny.sentences)), WIDTH)
    with torch.no_grad():
        scores, hidden, weights, things = reading(x, part)
        places = torch.arange(len(scores))
        candidates = read_train.padded([b["candidates"][c] for c, _ in b["source"]])
        times = read_train.padded_times([b["times"][c] for c, _ in b["time"]])
        source = reading.sources(hidden, things, places, candidates).argmax(1) - 1
        time = reading.times(x, hidden, weights, part, places, times).argmax(1) - 1
        same, new = reading.antecedents(x, part)
        polarity, modality = reading.polarity(hidden).softmax(1), reading.modality(hidden).softmax(1)
    likelihoods = []
    for i in range(len(new)):
        mine = (part["this"] == i).nonzero()[:, 0]
        shares = torch.cat([same[mine], new[i:i + 1]]).softmax(0)
        likelihoods += [(i, int(part["that"][k]), p) for k, p in zip(mine, shares)]
    weights = {"reading." + k: v.float().numpy() for k, v in reading.state_dict().items()}
    sections = export.network_sections(weights) | {
        "reading.relations": export.lines(RELATIONS), "reading.attention": export.numbers([CONFIG["attention_heads"]]),
        "reading.thresholds": export.floats([-9.0] * len(RELATIONS)), "reading.calibration": export.floats([1.0, 0.0])}
    export.write(folder / "tiny.reading", export.container(sections))
    (folder / "tiny.reading.txt").write_text(
        tensor("words", x) + tensor("scores", scores) + tensor("polarity", polarity) + tensor("modality", modality) +
        tensor("chosen", zip(source, time)) + tensor("antecedents", likelihoods), "utf-8")


if __name__ == "__main__":
    main()
