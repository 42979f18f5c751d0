#!/usr/bin/env python3
"""Fits schema/calibration.tsv: how often claims with certain signs are right, on the scored articles in ../shared/gold.

  training/calibrate.py           judge by leaving one article out; print reliability and the curve of --min-confidence
  training/calibrate.py --write   also fit on all articles, write the table and docs/calibration.svg

A claim is right if the scorer (../shared/gold/score.py) finds its edge in the gold graph of the article; what fits only
an optional edge is left out. Logistic regression with a Gaussian prior on the weights, by Newton's method; the width
of the prior is the one that says most about articles left out. Every figure printed is for claims of articles that the
fit has not seen. Needs build/release/entente and entente-train, and nothing beside Python.
"""
import argparse
import math
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
if not SHARED.is_dir():  # a work tree beside the main one
    SHARED = ROOT.parent.parent / "shared"
GOLD = SHARED / "gold"
PROGRAMS = ROOT / "build" / "release"
TABLE, PLOT = ROOT / "schema" / "calibration.tsv", ROOT / "docs" / "calibration.svg"
FEWEST = 6           # claims that a sign needs to get a weight
WIDTHS = (0.15, 0.25, 0.4, 0.6, 0.9)  # of the prior, for the choice
BINS = 10
SUREST, FAINTEST = 0.98, 0.02  # as in extract/relations/calibration.cpp


def logit(share):
    share = min(max(share, FAINTEST), SUREST)
    return math.log(share / (1 - share))


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


# ---------------------------------------------------------------- labelled claims

class Claim:
    def __init__(self, article, edge, right, directness, signs):
        self.article, self.edge, self.right, self.signs = article, edge, right, signs
        self.directness = logit(directness)


def labels(article, view, scorer):
    """{(subject, type, object): True, False or None (neither)} of the edges that the program finds."""
    node_map = scorer.score_nodes(article, view, scorer.Report(""))
    fits = scorer.fitter(article, node_map)
    found = {}
    for edge in view.edges:
        gold = [one for one in article.edges if fits(one, edge)]
        right = any(not one.optional for one in gold)
        key = (*edge.subjects, *edge.types, *edge.objects)
        found[key] = right if right or not gold else None
    return found


def read_claims():
    """All claims of the scored articles that are right or wrong, and the number of edges in the gold."""
    sys.path.insert(0, str(GOLD))
    import corpus
    import score as scorer
    claims, wanted, lost = [], 0, 0
    for folder, places in ((GOLD / "dev", None), (GOLD / "seeds", SHARED / "articles")):
        articles, problems = corpus.load_gold(folder, places)
        if problems:
            sys.exit(f"calibrate: {problems[0]}")
        for article in sorted(articles, key=lambda one: one.name):
            graph = corpus.run_builder(f"{PROGRAMS / 'entente'} build {{inputs}} -o {{out}}", [article.path])
            known = labels(article, graph.view(article, only=True), scorer)
            wanted += sum(not edge.optional for edge in article.edges)
            told = subprocess.run([PROGRAMS / "entente-train", "claims", PROGRAMS / "models", article.path],
                                  capture_output=True, text=True, check=True).stdout
            for line in told.splitlines():
                _, subject, kind, thing, directness, *signs = line.split("\t")
                key = (subject, kind, thing)
                if key not in known:
                    lost += 1
                elif known[key] is not None:
                    claims.append(Claim(article.name, key, known[key], float(directness), signs))
    if lost:
        print(f"{lost} claims have no edge of the same ends in the graph and are left out")
    return claims, wanted


# ---------------------------------------------------------------- fit

def solve(matrix, vector):
    """Gaussian elimination; the matrix is symmetric and positive definite."""
    size = len(vector)
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    for i in range(size):
        pivot = rows[i]
        for row in rows[i + 1:]:
            factor = row[i] / pivot[i]
            if factor:
                for j in range(i, size + 1):
                    row[j] -= factor * pivot[j]
    result = [0.0] * size
    for i in reversed(range(size)):
        result[i] = (rows[i][size] - sum(rows[i][j] * result[j] for j in range(i + 1, size))) / rows[i][i]
    return result


def fit(claims, width):
    """{sign: weight}; bias is free, the weight of directness is drawn to 1, the others to 0."""
    counts = Counter(sign for claim in claims for sign in claim.signs)
    names = ["bias", "directness"] + sorted(sign for sign, count in counts.items()
                                            if FEWEST <= count <= len(claims) - FEWEST)
    place = {name: i for i, name in enumerate(names)}
    rows = [[(0, 1.0), (1, claim.directness)] + [(place[sign], 1.0) for sign in claim.signs if sign in place]
            for claim in claims]
    means = [0.0, 1.0] + [0.0] * (len(names) - 2)
    strength = [1e-3, 1 / width ** 2] + [1 / width ** 2] * (len(names) - 2)
    weights = means[:]

    def loss(weights):
        total = sum(k * (w - m) ** 2 / 2 for k, w, m in zip(strength, weights, means))
        for claim, row in zip(claims, rows):
            score = sum(weights[i] * value for i, value in row) * (1 if claim.right else -1)
            total += math.log1p(math.exp(-score)) if score > -30 else -score
        return total

    for _ in range(50):
        gradient = [s * (w - m) for s, w, m in zip(strength, weights, means)]
        hessian = [[0.0] * len(names) for _ in names]
        for i, s in enumerate(strength):
            hessian[i][i] = s
        for claim, row in zip(claims, rows):
            share = sigmoid(sum(weights[i] * value for i, value in row))
            for i, value in row:
                gradient[i] += (share - claim.right) * value
                line, scaled = hessian[i], share * (1 - share) * value
                for j, other in row:
                    line[j] += scaled * other
        step = solve(hessian, gradient)
        before, share = loss(weights), 1.0  # Newton's step may go too far
        while loss([w - share * s for w, s in zip(weights, step)]) > before and share > 1e-4:
            share /= 2
        weights = [w - share * s for w, s in zip(weights, step)]
        if share * max(map(abs, step)) < 1e-6:
            break
    return dict(zip(names, weights))


def confidence(weights, claim):
    total = weights["bias"] + weights["directness"] * claim.directness
    return round(sigmoid(total + sum(weights.get(sign, 0) for sign in claim.signs)), 2)


def held_back(claims, width):
    """Each claim with the confidence that a fit on the other articles gives it."""
    pairs = []
    for name in sorted({claim.article for claim in claims}):
        weights = fit([claim for claim in claims if claim.article != name], width)
        pairs += [(confidence(weights, claim), claim) for claim in claims if claim.article == name]
    return pairs


def log_loss(pairs):
    return -sum(math.log(min(max(share if claim.right else 1 - share, 0.005), 0.995))
                for share, claim in pairs) / len(pairs)


# ---------------------------------------------------------------- judgement, by edges

def edges_of(pairs):
    """(confidence, right) of each edge: the best confidence of its claims."""
    best = defaultdict(float)
    right = {}
    for share, claim in pairs:
        key = (claim.article, claim.edge)
        best[key], right[key] = max(best[key], share), claim.right
    return [(best[key], right[key]) for key in sorted(best)]


def reliability(edges):
    """(mean confidence, share that is right, number) of the edges in each tenth of the scale."""
    bins = defaultdict(list)
    for share, right in edges:
        bins[min(int(share * BINS), BINS - 1)].append((share, right))
    return [(sum(s for s, _ in some) / len(some), sum(r for _, r in some) / len(some), len(some), place)
            for place, some in sorted(bins.items())]


def calibration_error(edges):
    return sum(n * abs(said - is_right) for said, is_right, n, _ in reliability(edges)) / len(edges)


def curve(edges, wanted):
    rows = []
    for percent in (0, 20, 30, 40, 50, 60, 70, 80, 90):
        kept = [right for share, right in edges if share >= percent / 100]
        if kept:
            rows.append((percent / 100, len(kept), sum(kept) / len(kept), sum(kept) / wanted))
    return rows


def draw(edges):
    """A reliability diagram: a dot for each tenth, as large as the number of edges in it."""
    size, edge = 320, 46
    x = lambda share: edge + share * size
    y = lambda share: edge / 2 + (1 - share) * size
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size + edge + 20} {size + edge + 20}" '
             'font-family="sans-serif" font-size="11">',
             '<title>Reliability of confidence on articles left out of the fit</title>',
             f'<rect width="{size + edge + 20}" height="{size + edge + 20}" fill="#fff"/>']
    for tick in range(0, 11, 2):
        share = tick / 10
        lines += [f'<path d="M{x(0):.0f} {y(share):.0f}H{x(1):.0f}M{x(share):.0f} {y(0):.0f}V{y(1):.0f}" stroke="#ddd"/>',
                  f'<text x="{x(share):.0f}" y="{y(0) + 16:.0f}" text-anchor="middle">{share}</text>',
                  f'<text x="{x(0) - 6:.0f}" y="{y(share) + 4:.0f}" text-anchor="end">{share}</text>']
    lines += [f'<path d="M{x(0):.0f} {y(0):.0f}L{x(1):.0f} {y(1):.0f}" stroke="#888" stroke-dasharray="4 4"/>',
              f'<text x="{x(0.5):.0f}" y="{y(0) + 32:.0f}" text-anchor="middle">confidence</text>',
              f'<text transform="translate(12 {y(0.5):.0f}) rotate(-90)" text-anchor="middle">share that is right</text>']
    rows = reliability(edges)
    path = "L".join(f"{x(said):.1f} {y(is_right):.1f}" for said, is_right, _, _ in rows)
    lines.append(f'<path d="M{path}" fill="none" stroke="#2a6f97"/>')
    for said, is_right, n, _ in rows:
        lines += [f'<circle cx="{x(said):.1f}" cy="{y(is_right):.1f}" r="{2 + math.sqrt(n) / 1.5:.1f}" fill="#2a6f97" '
                  'fill-opacity="0.6"/>',
                  f'<text x="{x(said) + 3 + math.sqrt(n) / 1.5:.1f}" y="{y(is_right) + 12:.1f}" fill="#555">{n}</text>']
    PLOT.write_text("\n".join(lines + ["</svg>"]) + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the table and the plot")
    options = parser.parse_args()
    if not GOLD.is_dir():
        sys.exit("calibrate: no gold articles in ../shared")
    claims, wanted = read_claims()
    tried = {width: held_back(claims, width) for width in WIDTHS}
    width = min(WIDTHS, key=lambda one: log_loss(tried[one]))
    for one, pairs in tried.items():
        print(f"prior {one:4}: log loss {log_loss(pairs):.4f}, ECE {calibration_error(edges_of(pairs)):.3f}"
              f"{'  <' if one == width else ''}")
    edges = edges_of(tried[width])
    print(f"\n{len(claims)} claims, {len(edges)} edges of {len({claim.article for claim in claims})} articles, "
          f"{100 * sum(right for _, right in edges) / len(edges):.1f} % of them right; {wanted} edges in the gold")
    print(f"expected calibration error {calibration_error(edges):.3f}\n")
    print("| confidence | edges | mean confidence | right |\n| --- | ---: | ---: | ---: |")
    for said, is_right, n, place in reliability(edges):
        print(f"| {place / BINS:.1f}–{(place + 1) / BINS:.1f} | {n} | {said:.2f} | {is_right:.2f} |")
    print("\n| `--min-confidence` | edges | precision | recall |\n| ---: | ---: | ---: | ---: |")
    for least, n, precision, recall in curve(edges, wanted):
        print(f"| {least:.1f} | {n} | {100 * precision:.1f} | {100 * recall:.1f} |")
    if options.write:
        weights = fit(claims, width)
        head = ("# How much each sign speaks for a claim, in logits. Written by training/calibrate.py; read by\n"
                "# extract/relations/calibration.h. \"directness\" weighs the logit of a claim's directness.\n"
                "# sign\tweight\n")
        TABLE.write_text(head + "".join(f"{sign}\t{weight:.3f}\n" for sign, weight in weights.items()), "utf-8")
        draw(edges)
        print(f"\nwrote {TABLE.relative_to(ROOT)} and {PLOT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
