#!/usr/bin/env python3
"""The same merge, PageRank and shortest path by NetworkX and igraph, on the claims that graph_bench writes.

    ENTENTE_BENCH_EDGES=claims.tsv build/release/tests/bench/graph_bench --benchmark_filter=Merge/10000
    tests/bench/compare_graphs.py claims.tsv

Times are CPU seconds of this process. A library that is not installed is left out, and said so.
"""
import sys
import time


def timed(name, action):
    start = time.process_time()
    result = action()
    print(f"{name:32} {time.process_time() - start:9.3f} s")
    return result


def read(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            article, subject, relation, obj, confidence = line.rstrip("\n").split("\t")
            yield article, subject, relation, obj, float(confidence)


def with_networkx(claims):
    import networkx as nx

    def merge():
        graph = nx.MultiDiGraph()
        for article, subject, relation, obj, confidence in claims:
            if graph.has_edge(subject, obj, relation):
                graph.edges[subject, obj, relation]["evidence"].append((article, confidence))
            else:
                graph.add_edge(subject, obj, relation, evidence=[(article, confidence)])
        return graph

    graph = timed("networkx: merge", merge)
    print(f"{'':32} {graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
    timed("networkx: PageRank", lambda: nx.pagerank(graph, alpha=0.85, max_iter=50, tol=1e-6))
    simple = nx.Graph(graph)
    timed("networkx: betweenness", lambda: nx.betweenness_centrality(simple))
    ends = sorted(simple)[0], sorted(simple)[-1]
    timed("networkx: shortest path", lambda: nx.shortest_path(simple, *ends))


def with_igraph(claims):
    import igraph

    def merge():
        evidence = {}
        for article, subject, relation, obj, confidence in claims:
            evidence.setdefault((subject, relation, obj), []).append((article, confidence))
        graph = igraph.Graph.TupleList(((s, o, r) for s, r, o in evidence), directed=True, edge_attrs=["relation"])
        graph.es["evidence"] = list(evidence.values())
        return graph

    graph = timed("igraph: merge", merge)
    print(f"{'':32} {graph.vcount()} nodes, {graph.ecount()} edges")
    timed("igraph: PageRank", lambda: graph.pagerank(damping=0.85))
    simple = graph.as_undirected().simplify()
    timed("igraph: betweenness", simple.betweenness)
    timed("igraph: shortest path", lambda: simple.get_shortest_path(0, simple.vcount() - 1))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: compare_graphs.py CLAIMS.tsv")
    claims = list(read(sys.argv[1]))
    print(f"{len(claims)} claims")
    for compare in (with_networkx, with_igraph):
        try:
            compare(claims)
        except ImportError as error:
            print(f"left out: {error}")


if __name__ == "__main__":
    main()
