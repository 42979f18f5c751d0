#!/usr/bin/env python3
"""The same merge, PageRank, betweenness and shortest path by Entente, NetworkX and igraph, in one run, with one table.

    build/release/tests/bench/graph_scale compare FOLDER && tests/bench/compare_graphs.py FOLDER

Each merges the same claims into one edge for each (subject, relation, object) with all its evidence and the confidence
that the articles together give it (noisy-or). Times are CPU seconds. The answers must agree: if they do not, the exit
code is 1. A library that is not installed is left out, and said so.
"""
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

TOLERANCE = {"confidence": 1e-9, "PageRank": 1e-5, "betweenness": 1e-9, "shortest path": 1e-9}


class Run:
    def __init__(self, name):
        self.name, self.seconds, self.answers = name, {}, {}

    def timed(self, what, action):
        start = time.process_time()
        result = action()
        self.seconds[what] = time.process_time() - start
        return result


def read(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            article, subject, relation, obj, sign, confidence = line.rstrip("\n").split("\t")
            yield article, subject, relation, obj, sign == "+", float(confidence)


def merged(claims):
    """{(subject, relation, object): [evidence, affirmed, denied]}; each article is a source."""
    evidence = defaultdict(list)
    for article, subject, relation, obj, affirmed, confidence in claims:
        evidence[subject, relation, obj].append((article, affirmed, confidence))
    edges = {}
    for key, pieces in evidence.items():
        best = {}
        for article, affirmed, confidence in pieces:
            pair = best.setdefault(article, [0, 0])
            side = 0 if affirmed else 1
            pair[side] = max(pair[side], confidence)
        not_affirmed = not_denied = 1
        for affirmed, denied in best.values():
            not_affirmed *= 1 - affirmed
            not_denied *= 1 - denied
        edges[key] = (pieces, 1 - not_affirmed, 1 - not_denied)
    return edges


def steps(edges):
    """For each pair of nodes the cheapest edge that is not denied: fewest steps first, then the best evidence."""
    cheapest = {}
    for (subject, _, obj), (_, affirmed, denied) in edges.items():
        if denied > affirmed:
            continue
        pair = tuple(sorted((subject, obj)))
        cheapest[pair] = min(cheapest.get(pair, 2), 2 - max(affirmed, denied))
    return cheapest


def with_networkx(claims, ours):
    import networkx as nx

    run = Run(f"NetworkX {nx.__version__}")

    def merge():
        edges = merged(claims)
        graph = nx.MultiDiGraph()
        graph.add_edges_from((s, o, r, {"evidence": e, "confidence": max(a, d)}) for (s, r, o), (e, a, d) in edges.items())
        return edges, graph

    edges, graph = run.timed("merge", merge)
    simple = nx.Graph(graph.to_undirected())
    weighted = nx.Graph()
    weighted.add_weighted_edges_from((a, b, cost) for (a, b), cost in steps(edges).items())
    rank = run.timed("PageRank", lambda: nx.pagerank(graph, alpha=0.85, max_iter=200, tol=1e-10))
    between = run.timed("betweenness", lambda: nx.betweenness_centrality(simple))
    path = run.timed("shortest path", lambda: nx.dijkstra_path_length(weighted, ours["from"], ours["to"]))
    run.answers = answers(graph.number_of_nodes(), edges, rank, between, path)
    return run


def with_igraph(claims, ours):
    import igraph

    run = Run(f"igraph {igraph.__version__}")

    def merge():
        edges = merged(claims)
        graph = igraph.Graph.TupleList(((s, o) for s, _, o in edges), directed=True)
        graph.es["evidence"] = [e for e, _, _ in edges.values()]
        graph.es["confidence"] = [max(a, d) for _, a, d in edges.values()]
        return edges, graph

    edges, graph = run.timed("merge", merge)
    names = graph.vs["name"]
    simple = graph.as_undirected()
    simple.simplify()
    cheapest = steps(edges)
    weighted = igraph.Graph.TupleList(((a, b) for a, b in cheapest), directed=False)
    weighted.es["cost"] = list(cheapest.values())
    rank = run.timed("PageRank", lambda: graph.pagerank(damping=0.85))
    between = run.timed("betweenness", simple.betweenness)
    path = run.timed("shortest path", lambda: weighted.distances(ours["from"], ours["to"], weights="cost")[0][0])
    pairs = (len(names) - 1) * (len(names) - 2) / 2
    run.answers = answers(graph.vcount(), edges, dict(zip(names, rank)), {n: b / pairs for n, b in zip(names, between)}, path)
    return run


def answers(nodes, edges, rank, between, path):
    confidence = {" ".join(key): max(a, d) for key, (_, a, d) in edges.items()}
    return {"nodes": nodes, "edges": len(edges), "confidence": confidence, "PageRank": rank, "betweenness": between,
            "shortest path": {"": path}}


def differences(ours, run):
    """What differs, and by how much."""
    own = {"confidence": ours["confidence"], "PageRank": ours["rank"], "betweenness": ours["betweenness"],
           "shortest path": {"": ours["path"]}}
    for what in ("nodes", "edges"):
        if ours[what] != run.answers[what]:
            yield f"{what}: {ours[what]} and {run.answers[what]}"
    for what, values in own.items():
        worst = max(abs(value - run.answers[what].get(key, 1e9)) for key, value in values.items())
        print(f"{run.name}: {what} agrees to {worst:.1e}")
        if worst > TOLERANCE[what]:
            yield f"{what}: up to {worst}"


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: compare_graphs.py FOLDER")
    folder = Path(sys.argv[1])
    ours = json.loads((folder / "ours.json").read_text())
    claims = list(read(folder / "claims.tsv"))
    own = Run("Entente")
    own.seconds = ours["seconds"]
    runs, wrong = [own], 0
    for compare in (with_networkx, with_igraph):
        try:
            runs.append(compare(claims, ours))
        except ImportError as error:
            print(f"left out: {error}")
            continue
        for line in differences(ours, runs[-1]):
            print(f"{runs[-1].name} disagrees, {line}", file=sys.stderr)
            wrong = 1
    print(f"\n| {len(claims):,} claims, {ours['edges']:,} edges, {ours['nodes']:,} nodes | " + " | ".join(r.name for r in runs) + " |")
    print("| --- |" + " ---: |" * len(runs))
    for what in ("merge", "PageRank", "betweenness", "shortest path"):
        print(f"| {what} | " + " | ".join(f"{r.seconds[what]:.3f} s" for r in runs) + " |")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
