"""Connected components in DataFrame operations.

Large-star and small-star in turn: Kiveris, Lattanzi, Mirrokni, Rastogi & Vassilvitskii, Connected Components in
MapReduce and Beyond, SoCC 2014. Each round is a few joins on what is left of the edges; O(log² n) rounds, a handful in
practice. Rounds are written down, so that a lost executor costs no more than its tasks.
"""

from __future__ import annotations

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from ._tables import Work


def _large_star(edges: DataFrame) -> DataFrame:
    """Larger neighbours of each vertex are linked with the least one."""
    both = edges.union(edges.select(F.col("b").alias("a"), F.col("a").alias("b")))
    least = both.groupBy("a").agg(F.least(F.min("b"), F.first("a")).alias("least"))
    return both.where("b > a").join(least, "a").select(F.col("b").alias("a"), F.col("least").alias("b")).distinct()


def _small_star(edges: DataFrame) -> DataFrame:
    """Each vertex and its smaller neighbours are linked with the least one."""
    down = edges.select(F.greatest("a", "b").alias("a"), F.least("a", "b").alias("b"))
    least = down.groupBy("a").agg(F.min("b").alias("least"))
    others = down.join(least, "a").where("b <> least").select(F.col("b").alias("a"), F.col("least").alias("b"))
    return others.union(least.select("a", F.col("least").alias("b"))).distinct()


def components(edges: DataFrame, work: Work, name: str) -> DataFrame:
    """Columns ``member`` and ``component``: of each vertex of the edges (``a``, ``b``) the least one that it is linked with."""

    def state(table: DataFrame) -> tuple[int, int]:
        row = table.select(F.xxhash64("a", "b").cast("decimal(38,0)").alias("hash")).agg(F.count("*"), F.sum("hash")).first()
        assert row is not None
        return int(row[0]), int(row[1] or 0)

    if not work.has(name):
        current = work.table(f"{name}-0", lambda: edges.select("a", "b").where("a <> b").distinct())
        before, round_ = state(current), 0
        while True:
            round_ += 1
            last = current
            current = work.table(f"{name}-{round_}", lambda: _small_star(_large_star(last)))
            after = state(current)
            if after == before:
                break
            before = after
        members = current.select(F.col("a").alias("member"), F.col("b").alias("component"))
        roots = current.select(F.col("b").alias("member"), F.col("b").alias("component")).distinct()
        work.table(name, lambda: members.union(roots))
    return work.read(name)
