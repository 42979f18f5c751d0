"""Which nodes of which articles are one thing: the decisions of ``entente/graph/identity.h``, part by part.

Exact by construction. Keys are divided into things and blocks are compared by the same C++ code that one machine runs,
each with all of its members. No decision about a pair looks at anything outside the connected component of its keys in
the graph of *candidate* pairs (overrides are edges of it too, and so is each key with all of its things): so each
component is decided by itself, again by the same code, from the surest pair to the least sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import StructType

from entente import DataError, _core

from ._components import components
from ._tables import BEARINGS, DECISIONS, PAIRS, PROFILES, RENAMINGS, Row, Rows, Work, each, groups, values

_ROWS_A_CALL = 4000


class Identity(NamedTuple):
    renamings: DataFrame  #: columns of :data:`RENAMINGS`: nodes that get another id, name or type
    decisions: DataFrame  #: columns of :data:`DECISIONS`: every merge, every homonym kept apart, every doubt


def bearings_of(row: Row) -> Iterable[Row]:
    article = _core.article_of_json(row["fragment"], row["article"], 0, None)
    for one in _core.bearings(article):
        yield dict(zip(BEARINGS.names, one))


def _profiles(rows: Rows, overrides: str) -> Iterable[Row]:
    for one in _core.profiles([values(row, BEARINGS) for row in rows], overrides, "overrides"):
        yield dict(zip(PROFILES.names, one))


def _pairs(rows: Rows) -> Iterable[Row]:
    if len(rows) < 2:
        return
    key_of = {row["ref"]: row["key"] for row in rows}
    for a, b in _core.pairs_of_block(rows[0]["block"], [values(row, PROFILES) for row in rows]):
        yield {"a": a, "b": b, "key_a": key_of[a], "key_b": key_of[b]}


_RESOLVED = StructType([*RENAMINGS.fields, *DECISIONS.fields])


def _resolved(rows: Rows, overrides: str) -> Iterable[Row]:
    pairs = [(row["a"], row["b"]) for row in rows if row["a"] is not None]
    bearings = [values(row, BEARINGS) for row in rows if row["a"] is None]
    renamings, decisions = _core.resolve_part(bearings, pairs, overrides, "overrides")
    nothing: Row = dict.fromkeys(_RESOLVED.names)
    for renaming in renamings:
        yield {**nothing, **dict(zip(RENAMINGS.names, renaming))}
    for decision in decisions:
        yield {**nothing, **dict(zip(DECISIONS.names, decision))}


def _decided(overrides: str) -> tuple[list[tuple[str, str]], set[str]]:
    """The pairs that people decided about, and all that they named."""
    _core.resolve_part([], [], overrides, "overrides")  # fails with the line that is wrong
    pairs, named = [], set()
    for number, line in enumerate(overrides.splitlines(), 1):
        words = re.split(r"(?:^|[ \t])#", line)[0].split()
        if not words:
            continue
        if words[0] in ("reject", "retype", "note"):
            raise DataError(
                f'"{words[0]}" decides on what is not known before the graph is whole', "give it to entente merge", "overrides", number
            )
        named.add(words[1])
        if words[0] in ("same", "different"):
            named.add(words[2])
            pairs.append((words[1], words[2]))
    return pairs, named


def resolve(fragments: DataFrame, work: Work, overrides: str = "") -> Identity:
    """Decides which nodes are one thing.

    Parameters
    ----------
    fragments : DataFrame
        One row an article, with at least ``article`` and ``fragment``.
    work : Work
        Where the tables between the steps are kept.
    overrides : str
        What people decided: lines as of ``entente review``.

    Raises
    ------
    DataError
        With the line, if ``overrides`` is not valid.
    """
    spark = fragments.sparkSession
    decided, named = _decided(overrides)
    bearings = work.table("bearings", lambda: each(fragments.select("article", "fragment"), bearings_of, BEARINGS))

    # Dividing a key looks at neighbours of people alone, and never at what is told.
    nothing = F.expr("cast(array() as array<string>)")
    light = bearings.withColumn("told", nothing).withColumn(
        "neighbours", F.when(F.col("type") == "Person", F.col("neighbours")).otherwise(nothing)
    )
    profiles = work.table(
        "profiles",
        lambda: groups(light, "key", partial(_profiles, overrides=overrides), PROFILES, least=_ROWS_A_CALL),
    )
    blocks = profiles.withColumn("block", F.explode("blocks")).withColumn("blocks", nothing)
    pairs = work.table("pairs", lambda: groups(blocks, "block", _pairs, PAIRS).distinct())

    edges = pairs.select(F.col("key_a").alias("a"), F.col("key_b").alias("b"))
    known: set[str] = set()
    if named:
        maybe = sorted(named | {ref.rpartition("@")[0] for ref in named})
        known = {row[0] for row in profiles.where(F.col("key").isin(maybe)).select("key").distinct().collect()}
        key_of = {ref: ref if ref in known else ref.rpartition("@")[0] for ref in named}
        links = [(key_of[a], key_of[b]) for a, b in decided if key_of[a] in known and key_of[b] in known]
        if links:
            edges = edges.union(spark.createDataFrame(links, "a string, b string"))
    component_of = components(edges, work, "components")

    def parts() -> DataFrame:
        # Most keys are one thing by nature and in no pair: nothing is to be decided about them.
        of_key = profiles.groupBy("key").agg(
            F.max((F.col("ref") != F.col("key")) | ((F.col("type") == "Person") & (F.col("wikidata") == ""))).alias("open")
        )
        placed = of_key.join(component_of.withColumnRenamed("member", "key"), "key", "left")
        placed = placed.where(F.col("open") | F.col("component").isNotNull() | F.col("key").isin(sorted(known)))
        placed = placed.select("key", F.coalesce("component", "key").alias("component"))
        its_pairs = pairs.join(placed.withColumnRenamed("key", "key_a"), "key_a").select("component", "a", "b")
        rows = bearings.join(placed, "key").unionByName(its_pairs, allowMissingColumns=True)
        return groups(rows, "component", partial(_resolved, overrides=overrides), _RESOLVED, least=_ROWS_A_CALL)

    resolved = work.table("resolved", parts)
    return Identity(
        resolved.where("article is not null").select(*RENAMINGS.names),
        resolved.where("verdict is not null").select(*DECISIONS.names),
    )
