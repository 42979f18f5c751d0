"""A graph of more articles than one machine reads, on Apache Spark; the same graph to the byte.

``python -m entente.spark extract ARTICLES OUT`` and ``python -m entente.spark graph FRAGMENTS OUT``, or, on DataFrames:

    from entente import spark as es

    es.extract(es.read_articles(session, "articles/"), "read/")
    es.graph(session.read.parquet("read/table=fragments"), "graph/")
"""

from ._articles import extract, read, read_articles
from ._graph import graph, joined
from ._identity import Identity, resolve
from ._sources import sources
from ._tables import ARTICLES, BEARINGS, DECISIONS, FRAGMENTS, PAIRS, PROFILES, READ, RENAMINGS, SLICES, Work

__all__ = [
    "ARTICLES", "BEARINGS", "DECISIONS", "FRAGMENTS", "Identity", "PAIRS", "PROFILES", "READ", "RENAMINGS", "SLICES",
    "Work", "extract", "graph", "joined", "read", "read_articles", "resolve", "sources",
]  # fmt: skip
