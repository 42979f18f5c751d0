#!/usr/bin/env python3
"""How far the confidence of edges can be believed, on annotated articles: reliability, expected calibration error, and
what --min-confidence keeps. With --fit, slope and offset from the score of a claim that the model alone makes to the
logit of the share that is right, as thresholds.json has them.

    training/encoder/confidence.py FOLDER [--models MODELS] [--fit] [--scorer FOLDER]

FOLDER has NAME.txt and NAME.json; the scorer's folder has score.py and corpus.py. What fits only an optional edge
counts for nothing. Needs build/release/entente.
"""
import argparse
import json
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "training"))

from calibrate import GOLD, PROGRAMS, calibration_error, curve, labels, logit, reliability, sigmoid  # noqa: E402

THRESHOLDS = Path(__file__).resolve().parent / "thresholds.json"


def edges_of(folder, models, scorer_folder):
    """(confidence, right, whether the model alone says so) of each edge, and the number of edges in the gold."""
    sys.path.insert(0, str(scorer_folder))
    import corpus
    import score as scorer
    articles, problems = corpus.load_gold(Path(folder), None)
    if problems:
        sys.exit(f"confidence: {problems[0]}")
    edges, wanted = [], 0
    for article in sorted(articles, key=lambda one: one.name):
        graph = corpus.run_builder(f"{PROGRAMS / 'entente'} build --models {models} {{inputs}} -o {{out}}", [article.path])
        view = graph.view(article, only=True)
        known = labels(article, view, scorer)
        wanted += sum(not edge.optional for edge in article.edges)
        for edge in view.edges:
            right = known[(*edge.subjects, *edge.types, *edge.objects)]
            if right is not None:
                said = edge.qualifiers
                edges.append((max(one["confidence"] for one in said), right,
                              all(one["frame"].startswith("model") for one in said)))
    return edges, wanted


def fit(pairs, steps=200):
    """Slope and offset of a logistic regression on one number, with a weak pull towards 1 and 0; Newton's method."""
    a, b = 1.0, 0.0
    for _ in range(steps):
        ga, gb, haa, hab, hbb = 0.5 * (a - 1), 0.1 * b, 0.5, 0.0, 0.1
        for x, right in pairs:
            p = sigmoid(a * x + b)
            w = p * (1 - p)
            ga, gb = ga + (p - right) * x, gb + (p - right)
            haa, hab, hbb = haa + w * x * x, hab + w * x, hbb + w
        det = haa * hbb - hab * hab
        step_a, step_b = (hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det
        damped = min(1.0, 0.5 / max(abs(step_a), abs(step_b), 1e-9))
        a, b = a - damped * step_a, b - damped * step_b
    return a, b


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--models", default=ROOT / "models")
    parser.add_argument("--scorer", default=GOLD)
    parser.add_argument("--fit", action="store_true")
    args = parser.parse_args()
    edges, wanted = edges_of(args.folder, args.models, args.scorer)
    for title, some in (("all", edges), ("model alone", [e for e in edges if e[2]]), ("frames", [e for e in edges if not e[2]])):
        pairs = [(confidence, right) for confidence, right, _ in some]
        if not pairs:
            continue
        share = sum(right for _, right in pairs) / len(pairs)
        print(f"{title}: {len(pairs)} edges, {100 * share:.1f} % right, calibration error {calibration_error(pairs):.3f}")
        for mean, right, number, _ in reliability(pairs):
            print(f"   {mean:.2f}  {right:.2f}  {number}")
    print("least confidence, edges, precision, recall")
    for least, number, precision, recall in curve([(c, r) for c, r, _ in edges], wanted):
        print(f"   {least:.1f}  {number}  {100 * precision:.1f}  {100 * recall:.1f}")
    if args.fit:
        slope, offset = json.loads(THRESHOLDS.read_text("utf-8"))["calibration"]
        a, b = fit([((logit(c) - offset) / slope, right) for c, right, model in edges if model])
        print(f"calibration of the model: {a:.3f}, {b:.3f} (now {slope}, {offset})")


if __name__ == "__main__":
    main()
