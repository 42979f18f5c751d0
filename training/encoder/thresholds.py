#!/usr/bin/env python3
"""Least scores of claims of each type, from articles left out of training, between the things that the program sees.

    thresholds.py --weights CHECKPOINT --news READINGS:FOLDER [...] --seen READINGS [...] --left-out FILE [...] [--share Q]

A claim's score tells how likely it is right: logit = slope * score + offset + an offset of its type, drawn to 0 (a
Gaussian of width WIDTH), fitted on all candidates. A claim is made where that is at least Q. For F1 of all types
together Q is half of the F1 reached (Lipton et al., ECML 2014); more is surer. Prints, for several Q, precision, recall
and F1 with types fitted on other articles (five parts), and, with --share, the thresholds as thresholds.json has them.
"""
import argparse
import json
import math
from pathlib import Path

import torch

import read_train
import relations as rel
from network import Linear, Network
from pieces import Pieces
from prepare import texts
from read_train import RELATIONS
from reading import READING, Reading

WIDTH = 0.5
LEAST = -3.0  # scores below are not looked at
SHARES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def candidates(network, reading, part, special):
    """[(type, score, right)] of an article, those that only an optional claim fits left out, and the required claims."""
    article = part["article"]
    scores = read_train.predict(network, reading, part, special)[0].logit()
    best = {}
    for (_, a, b), row in zip(rel.pairs_of(article, RELATIONS)[0]["key"], scores.tolist()):
        for t, score in enumerate(row):
            key = (t, *sorted((a, b))) if RELATIONS[t] in rel.SYMMETRIC else (t, a, b)
            best[key] = max(best.get(key, LEAST), score)
    right, spare, needed = set(), set(), []
    for claim in article.claims:
        fits = {(t, *sorted((a, b))) if RELATIONS[t] in rel.SYMMETRIC else (t, a, b)
                for t in claim["types"] for a in claim["subjects"] for b in claim["objects"]}
        if claim["optional"]:
            spare |= fits
        else:
            right |= fits
            needed.append(max((best.get(f, LEAST), f[0]) for f in fits))
    out = [(key[0], score, float(key in right)) for key, score in best.items()
           if score > LEAST and (key in right or key not in spare)]
    return out, needed, article.unseen


def fit(rows):
    """Slope, offset, and an offset for each type."""
    types = torch.tensor([r[0] for r in rows])
    scores, right = torch.tensor([r[1] for r in rows]), torch.tensor([r[2] for r in rows])
    a, b = torch.ones((), requires_grad=True), torch.zeros((), requires_grad=True)
    of_type = torch.zeros(len(RELATIONS), requires_grad=True)
    optimizer = torch.optim.LBFGS([a, b, of_type], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        out = torch.nn.functional.binary_cross_entropy_with_logits(a * scores + b + of_type[types], right, reduction="sum")
        out = out + (of_type ** 2).sum() / (2 * WIDTH ** 2)
        out.backward()
        return out

    optimizer.step(loss)
    return a.item(), b.item(), of_type.tolist()


def limits(model, share):
    a, b, of_type = model
    return [(math.log(share / (1 - share)) - b - d) / a for d in of_type]


def figures(parts, of_part):
    """Precision, recall, F1; of_part: the thresholds of each article."""
    made = good = found = needed = 0
    for (rows, claims, unseen), limit in zip(parts, of_part):
        kept = [r for r in rows if r[1] >= limit[r[0]]]
        made, good = made + len(kept), good + sum(r[2] for r in kept)
        found += sum(score >= limit[t] for score, t in claims)
        needed += len(claims) + unseen
    precision, recall = good / max(1, made), found / max(1, needed)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--news", nargs="+", required=True)
    parser.add_argument("--seen", nargs="+", required=True)
    parser.add_argument("--left-out", nargs="+", required=True, help="files of names of articles, one a line")
    parser.add_argument("--share", type=float)
    args = parser.parse_args()
    torch.set_num_threads(1)
    state = torch.load(args.weights, weights_only=False)
    p = state["pieces"]
    pieces, config = Pieces(p["strings"], p["scores"], p["mappings"], p["special"]["unk"]), state["config"] | READING
    network = Network(config, len(p["strings"]), state["sizes"])
    network.load_state_dict(state["weights"])
    reading = Reading(config["width"], {"relations": len(RELATIONS)}, config)
    reading.load_state_dict(state["reading"])
    network.eval()
    reading.eval()
    Linear.rounds = True
    names = {name for path in args.left_out for name in Path(path).read_text("utf-8").split("\n")}
    seen = {r["name"]: r for path in args.seen for r in texts(path) if r["name"] in names}
    parts = []
    for article in read_train.load_articles(args.news):
        if article.name in seen:
            part = read_train.encode_article(article, state["labels"], pieces, read_train.mention_labels(article))
            parts.append(candidates(network, reading, read_train.with_seen(part, seen[article.name]), p["special"]))
    flat = figures(parts, [[0.0] * len(RELATIONS)] * len(parts))
    print(f"{len(parts)} articles; one threshold of 0 for all: P {flat[0]:.1f} R {flat[1]:.1f} F1 {flat[2]:.1f}")
    models = [fit([r for i, (rows, _, _) in enumerate(parts) if i % 5 != k for r in rows]) for k in range(5)]
    for share in SHARES:
        one, two, f1 = figures(parts, [limits(models[i % 5], share) for i in range(len(parts))])
        print(f"{share:.2f}: P {one:.1f} R {two:.1f} F1 {f1:.1f}")
    if args.share:
        chosen = limits(fit([r for rows, _, _ in parts for r in rows]), args.share)
        print(json.dumps({t: round(x, 2) for t, x in zip(RELATIONS, chosen)}, indent=1))


if __name__ == "__main__":
    main()
