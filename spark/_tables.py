"""The tables between the steps, and how a step is run over them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import pyarrow as pa  # type: ignore[import-untyped]
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    ArrayType,
    BinaryType,
    DataType,
    DoubleType,
    IntegerType,
    StringType,
    StructField,
    StructType,
)

Row: TypeAlias = "dict[str, Any]"
Rows: TypeAlias = "list[dict[str, Any]]"


_TYPES: dict[str, DataType] = {
    "string": StringType(),
    "int": IntegerType(),
    "double": DoubleType(),
    "binary": BinaryType(),
    "array<string>": ArrayType(StringType()),
}


def schema(text: str) -> StructType:
    """The schema "name type, …". Spark's own reader of such texts asks a running session."""
    columns = (column.split() for column in text.split(","))
    return StructType([StructField(name, _TYPES[type]) for name, type in columns])


#: An article on its way to a reader. ``format``: text, html, json or "" (told by its first bytes).
ARTICLES = schema("source string, location string, line int, format string, content binary")
#: What became of an article: a fragment (``table`` is "fragments") or, with the reason, none ("bad"). ``input`` is the
#: SHA-256 of what was given, ``fragment`` the line that ``entente extract`` writes.
READ = schema(
    "table string, input string, reader string, source string, line int, article string, hash string, "
    "signature string, language string, published string, fragment string, seen string, remedy string"
)
FRAGMENTS = schema("article string, hash string, signature string, fragment string")
#: What an article says of one of its nodes, as far as identity looks at it (``entente/graph/parts.h``).
BEARINGS = schema(
    "key string, article string, type string, name string, others array<string>, wikidata string, "
    "descriptions array<string>, neighbours array<string>, told array<string>"
)
#: A thing before it is compared with others: ``ref`` is its key, or ``key@article`` where several things have it.
PROFILES = schema(
    "key string, ref string, type string, wikidata string, names array<string>, main_names int, blocks array<string>"
)
PAIRS = schema("a string, b string, key_a string, key_b string")
#: A node of an article that gets another id, name or type.
RENAMINGS = schema("article string, key string, id string, name string, type string")
DECISIONS = schema(
    "verdict string, a string, b string, node_a string, node_b string, score double, reason string"
)
#: What an article says of a thing, and of the edges that begin there: a fragment of its own. ``first`` is the first
#: article of the source that the article is a copy of.
SLICES = schema("id string, article string, first string, fragment string")
LINES = schema("file string, line string")


def values(row: Row, columns: StructType) -> tuple[Any, ...]:
    return tuple(row[name] for name in columns.names)


def _batches(rows: Iterable[Row], columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Rows as Arrow takes them, some at a time."""
    pending: Rows = []
    size = 0
    for row in rows:
        pending.append(row)
        size += 1 + sum(len(value) for value in row.values() if isinstance(value, (str, bytes))) // 1000
        if size >= 4000:
            yield pa.RecordBatch.from_pylist(pending, schema=columns)
            pending, size = [], 0
    if pending:
        yield pa.RecordBatch.from_pylist(pending, schema=columns)


def _each(
    batches: Iterator[pa.RecordBatch], function: Callable[[Row], Iterable[Row]], columns: StructType
) -> Iterator[pa.RecordBatch]:
    rows = (made for batch in batches for row in batch.to_pylist() for made in function(row))
    return _batches(rows, to_arrow_schema(columns))


def each(frame: DataFrame, function: Callable[[Row], Iterable[Row]], columns: StructType) -> DataFrame:
    """What ``function`` makes of each row."""
    return frame.mapInArrow(partial(_each, function=function, columns=columns), columns)


def _whole_groups(rows: Iterable[Row], by: str, least: int) -> Iterator[Rows]:
    gathered: Rows = []
    for _, group in groupby(rows, key=itemgetter(by)):
        gathered.extend(group)
        if len(gathered) >= least:
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _groups(
    batches: Iterator[pa.RecordBatch],
    function: Callable[[Rows], Iterable[Row]],
    columns: StructType,
    by: str,
    least: int,
) -> Iterator[pa.RecordBatch]:
    rows = (row for batch in batches for row in batch.to_pylist())
    made = (one for group in _whole_groups(rows, by, least) for one in function(group))
    return _batches(made, to_arrow_schema(columns))


def groups(
    frame: DataFrame,
    by: str,
    function: Callable[[Rows], Iterable[Row]],
    columns: StructType,
    order: tuple[str, ...] = (),
    least: int = 1,
) -> DataFrame:
    """What ``function`` makes of the rows that have one value of ``by``, sorted by ``order``.

    With ``least``, it gets several groups at once, each whole, until there are so many rows. Groups are streamed: one
    alone is in memory.
    """
    ordered = frame.repartition(F.col(by)).sortWithinPartitions(by, *order)
    return ordered.mapInArrow(partial(_groups, function=function, columns=columns, by=by, least=least), columns)


class Work:
    """Tables that were made stay: a job that is started again goes on where it stopped."""

    def __init__(self, spark: SparkSession, folder: str) -> None:
        self.spark = spark
        self.folder = folder

    def has(self, name: str) -> bool:
        return exists(self.spark, os.path.join(self.folder, name, "_SUCCESS"))

    def read(self, name: str) -> DataFrame:
        return self.spark.read.parquet(os.path.join(self.folder, name))

    def table(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """The table of that name, made if it is not there. It is there whole or not at all."""
        self.spark.sparkContext.setJobDescription(name)
        if not self.has(name):
            make().write.mode("overwrite").parquet(os.path.join(self.folder, name))
        return self.read(name)


def exists(spark: SparkSession, path: str) -> bool:
    """Whether there is such a file or folder, wherever Spark reads from."""
    jvm: Any = spark._jvm
    place = jvm.org.apache.hadoop.fs.Path(path)
    return bool(place.getFileSystem(spark._jsc.hadoopConfiguration()).exists(place))
