"""Which articles are copies of one report: by MinHash signatures in bands, as ``entente/graph/corroboration.h`` has it."""

from __future__ import annotations

from collections.abc import Iterable

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from entente import _core

from ._components import components
from ._tables import Row, Rows, Work, each, groups, schema

_BUCKETS = schema("bucket string, article string, hash string, signature string")
_COPIES = schema("a string, b string")


def _buckets(row: Row) -> Iterable[Row]:
    for bucket in _core.source_buckets(row["hash"], row["signature"]):
        yield {"bucket": bucket, **row}


def _copies(rows: Rows) -> Iterable[Row]:
    """Each is compared with the first of its bucket and with the one before it: linear, however many copies there are."""
    first = before = rows[0]
    for row in rows[1:]:
        for near in (first, before) if before is not first else (first,):
            if _core.is_copy(row["hash"], row["signature"], near["hash"], near["signature"]):
                yield {"a": near["article"], "b": row["article"]}
        before = row


def sources(fragments: DataFrame, work: Work) -> DataFrame:
    """Columns ``article`` and ``first``: of each article that is a copy, the first article of its source."""
    marks = fragments.select("article", "hash", "signature")
    buckets = each(marks, _buckets, _BUCKETS)
    copies = work.table("copies", lambda: groups(buckets, "bucket", _copies, _COPIES, order=("article",)).distinct())
    of = components(copies, work, "sources")
    return of.where("member <> component").select(F.col("member").alias("article"), F.col("component").alias("first"))
