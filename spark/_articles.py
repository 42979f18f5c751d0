"""Articles of any place that Spark reads from, and what is read in them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import entente
from entente import _core

from ._tables import ARTICLES, READ, Row

if TYPE_CHECKING:
    import pandas as pd

#: Endings of files that hold an article or, the last two, one a line.
ENDINGS = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")
_PATTERN = "*.{txt,html,htm,xhtml,TXT,HTML,HTM,XHTML}"
_LINES = "*.{jsonl,ndjson,JSONL,NDJSON}"
_PER_TASK = 200  # articles, some half a minute's work

_readers: dict[str, entente.Reader] = {}


def reader_of(options: str) -> entente.Reader:
    """The reader of this process: loaded once, whatever number of tasks come by. Models are mapped into memory, so that
    the processes of a machine share them."""
    if options not in _readers:
        _readers[options] = entente.Reader(**json.loads(options))
    return _readers[options]


def _plain(path: str) -> str:
    """``file:/a`` is ``/a``; other places keep their scheme."""
    return re.sub(r"^file:/+", "/", path)


def _number(batches: Iterator[pd.DataFrame], before: dict[tuple[str, int], int]) -> Iterator[pd.DataFrame]:
    """Numbers the lines of a piece of a file, from how many are before it."""
    seen: dict[tuple[str, int], int] = {}
    for batch in batches:
        numbers = []
        for path, start in zip(batch["path"], batch["start"]):
            place = (path, int(start))
            seen[place] = seen.get(place, before.get(place, 0)) + 1
            numbers.append(seen[place])
        paths = [unquote(path) for path in batch["path"]]
        yield batch.assign(path=paths, line=numbers)[["path", "line", "text"]]


def _lines(spark: SparkSession, path: str, pattern: str | None) -> DataFrame:
    reading = spark.read.option("recursiveFileLookup", "true").option("lineSep", "\n")
    if pattern:
        reading = reading.option("pathGlobFilter", pattern)
    lines = reading.text(path).select(
        F.col("_metadata.file_path").alias("path"),
        F.col("_metadata.file_block_start").alias("start"),
        F.col("value").alias("text"),
    )
    before: dict[tuple[str, int], int] = {}
    total: dict[str, int] = {}
    for row in sorted(lines.groupBy("path", "start").count().collect()):
        before[row[0], row[1]] = total.get(row[0], 0)
        total[row[0]] = total.get(row[0], 0) + row[2]
    numbered = lines.mapInPandas(partial(_number, before=before), "path string, line int, text string")
    return numbered.where(F.trim("text") != "").select("path", "line", F.col("text").cast("binary").alias("content"))


def read_articles(spark: SparkSession, path: str) -> DataFrame:
    """Articles of a folder or file, with the columns of :data:`ARTICLES`.

    Parameters
    ----------
    path : str
        A folder of texts, pages and JSON Lines; one such file; or Parquet (a file ``.parquet`` or a folder of them)
        with a column ``text`` and, if known, ``id``, ``title``, ``date``, ``language`` and ``source``. JSON Lines must be
        UTF-8. Files of no bytes are passed over.
    """
    root = path.rstrip("/")
    if root.endswith(".parquet") or _holds_parquet(spark, root):
        table = spark.read.parquet(root)
        known = [name for name in ("id", "title", "date", "language", "source", "text") if name in table.columns]
        if "text" not in known:
            raise entente.DataError("has no column text", "give id, title, date, language, source, text", path)
        content = F.to_json(F.struct(*known)).cast("binary").alias("content")
        return table.select(
            F.lit(os.path.basename(root)).alias("source"),
            F.lit("").alias("location"),
            F.lit(0).alias("line"),
            F.lit("json").alias("format"),
            content,
        )
    is_file = root.lower().endswith(ENDINGS)
    is_lines = root.lower().endswith(ENDINGS[-2:])
    parts = []
    if not is_file or is_lines:
        lines = _lines(spark, root, None if is_file else _LINES)
        parts.append(lines.withColumn("format", F.lit("json")))
    if not is_lines:
        reading = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
        files = (reading if is_file else reading.option("pathGlobFilter", _PATTERN)).load(root)
        parts.append(files.select("path", F.lit(0).alias("line"), "content", F.lit("").alias("format")))
    found = parts[0].unionByName(parts[1]) if len(parts) == 2 else parts[0]
    plain = F.regexp_replace("path", "^file:/+", "/")
    base = len(_plain(root)) + 1 if not is_file else 0
    location = F.substring_index("source", "/", -1) if is_file else F.expr(f"substring(source, {base + 1})")
    return found.withColumn("source", plain).withColumn("location", location).select(*ARTICLES.names)


def _holds_parquet(spark: SparkSession, folder: str) -> bool:
    jvm: Any = spark._jvm
    place = jvm.org.apache.hadoop.fs.Path(folder + "/*.parquet")
    return bool(place.getFileSystem(spark._jsc.hadoopConfiguration()).globStatus(place))


def _row(input: str, reader: entente.Reader, source: str, line: int) -> Row:
    row: Row = {name: "" for name in READ.names}
    row.update(table="bad", input=input, reader=reader.name, source=source, line=line)
    return row


def _read(reader: entente.Reader, given: Any, max_megabytes: int) -> Row:
    row = _row(given.input, reader, given.source, int(given.line))
    try:
        raw = _core.raw(
            given.content, given.source, given.format, "", "", max_megabytes, given.location, int(given.line)
        )
        article = entente.Article(reader._core.read(raw))
        info = article.info
        row.update(
            table="fragments", article=info.id, hash=info.hash, signature=article._core.signature(),
            language=info.language, published=info.published, fragment=article.to_json(),
        )  # fmt: skip
    except entente.Error as error:
        row.update(seen=error.seen, remedy=error.remedy)
    return row


def _read_batches(batches: Iterator[pd.DataFrame], options: str) -> Iterator[pd.DataFrame]:
    import pandas as pd

    reader = reader_of(options)
    megabytes = int(json.loads(options).get("max_megabytes", 10))
    for batch in batches:
        rows = [_read(reader, given, megabytes) for given in batch.itertuples(index=False)]
        yield pd.DataFrame(rows, columns=READ.names)


def read(articles: DataFrame, **reader: Any) -> DataFrame:
    """What is read in each article: the columns of :data:`READ`, a row for each.

    Parameters
    ----------
    articles : DataFrame
        With the columns of :data:`ARTICLES`.
    **reader
        As of :class:`entente.Reader`; paths must be the same on all machines.
    """
    named = articles if "input" in articles.columns else _with_input(articles)
    options = json.dumps(reader, sort_keys=True)
    return named.mapInPandas(partial(_read_batches, options=options), READ)


def _with_input(articles: DataFrame) -> DataFrame:
    """Whatever makes one article another one than before: its bytes and where they come from."""
    place = F.concat_ws("\n", "location", F.col("line").cast("string"), "format")
    return articles.withColumn("input", F.sha2(F.concat(place.cast("binary"), F.lit("\n").cast("binary"), "content"), 256))


def extract(articles: DataFrame, out: str, *, round_size: int = 100_000, **reader: Any) -> dict[str, int]:
    """Reads articles into Parquet below ``out``: ``table=fragments``, and ``table=bad`` with the reasons.

    What was read by the same reader before is not read again: a job that was stopped is started again as it was, and
    new articles are added. Articles come in rounds; what a round has read is there when it ends.

    Returns
    -------
    dict
        Counts of ``fragments`` and ``bad`` in all, and of articles that were ``skipped``.

    Raises
    ------
    DataError
        If ``out`` was made by another reader: version, models and data must be the same.
    """
    from ._tables import exists

    spark = articles.sparkSession
    name = entente.Reader(**reader).name
    left = _with_input(articles).dropDuplicates(["input"])
    skipped = 0
    if exists(spark, os.path.join(out, "_SUCCESS")):
        done = spark.read.parquet(out)
        others = done.where(F.col("reader") != name).select("reader").first()
        if others is not None:
            raise entente.DataError(f"was made by {others[0]}", f"give a new folder for {name}", out)
        skipped = left.join(done.select("input"), "input", "left_semi").count()
        left = left.join(done.select("input"), "input", "left_anti")
    count = left.count()
    rounds = -(-count // round_size)
    for number in range(rounds):
        share = left.where(F.pmod(F.xxhash64("input"), F.lit(rounds)) == number) if rounds > 1 else left
        tasks = max(spark.sparkContext.defaultParallelism, -(-count // rounds // _PER_TASK))
        read(share.repartition(tasks, "input"), **reader).write.mode("append").partitionBy("table").parquet(out)
    result = {"fragments": 0, "bad": 0, "skipped": skipped}
    if rounds or skipped:
        for row in spark.read.parquet(out).groupBy("table").count().collect():
            result[row[0]] = row[1]
    return result
