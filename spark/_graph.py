"""From fragments to the graph: identity, edges with the evidence of all articles, files in parts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from typing import Any

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

import entente
from entente import _core

from ._identity import resolve
from ._sources import sources
from ._tables import FRAGMENTS, LINES, RENAMINGS, SLICES, Row, Rows, Work, each, groups

#: What is written: a folder, and the format and file of the package that its lines come from.
FILES = {
    "nquads": ("nquads", ""),
    "jsonld": ("jsonld", ""),
    "bulk/nodes.csv": ("bulk", "nodes.csv"),
    "bulk/relations.csv": ("bulk", "relations.csv"),
    "bulk/evidence.csv": ("bulk", "evidence.csv"),
    "bulk/articles.csv": ("bulk", "articles.csv"),
}
_ROWS_A_CALL = 2000


def _joined(rows: Rows) -> Iterable[Row]:
    """The readings of one article, joined as one machine joins them."""
    graph = _core.Graph(None)
    for row in rows:
        graph.add(_core.article_of_json(row["fragment"], row["article"], 0, None))
    article = entente.Article(graph.fragment(rows[0]["article"]))
    yield {
        "article": article.id,
        "hash": article.info.hash,
        "signature": article._core.signature(),
        "fragment": article.to_json(),
    }


def joined(fragments: DataFrame) -> DataFrame:
    """One row an article: the columns of :data:`FRAGMENTS`."""
    rows = fragments.select(*FRAGMENTS.names)
    repeated = rows.groupBy("article").count().where("count > 1").select("article")
    twice = groups(rows.join(repeated, "article", "left_semi"), "article", _joined, FRAGMENTS)
    return rows.join(repeated, "article", "left_anti").union(twice.select(*FRAGMENTS.names))


def _slices(row: Row) -> Iterable[Row]:
    article = _core.article_of_json(row["fragment"], row["article"], 0, None)
    renamings = [tuple(one[name] for name in RENAMINGS.names) for one in row["renamings"] or ()]
    for id, fragment in _core.slices(_core.renamed(article, renamings)):
        yield {"id": id, "article": row["article"], "first": row["first"], "fragment": fragment}


def lines_of(written: bytes, format: str) -> list[str]:
    """The lines of a file without what stands around them: a JSON-LD graph's context, a table's header."""
    text = written.decode()
    if format == "nquads":
        return text.split("\n")[:-1]
    if format == "jsonld":
        return [line.removesuffix(",") for line in text.split("\n")[2:-2] if line]
    records, open_ = [], ""
    for line in text.split("\r\n")[1:-1]:
        open_ = f"{open_}\r\n{line}" if open_ else line
        if open_.count('"') % 2 == 0:  # a cell may hold line ends
            records.append(open_)
            open_ = ""
    return records


def _write(parts: list[str], nodes: list[str], articles: list[str], sources: dict[str, str], base: str) -> Iterable[Row]:
    read = [_core.article_of_json(part, "fragment", 0, None) for part in parts]
    for file, (format, name) in FILES.items():
        for line in lines_of(_core.write_slice(format, name, read, nodes, articles, sources, False, base), format):
            yield {"file": file, "line": line}


def _lines_of_things(rows: Rows, base: str) -> Iterable[Row]:
    first_of = {row["article"]: row["first"] for row in rows if row["first"] is not None}
    nodes = sorted({row["id"] for row in rows})
    return _write([row["fragment"] for row in rows], nodes, [], first_of, base)


def _lines_of_article(row: Row, base: str) -> Iterable[Row]:
    return _write([row["fragment"]], [], [row["article"]], {}, base)


def _save_text(spark: SparkSession, path: str, text: str) -> None:
    """A small text as one file, wherever Spark writes."""
    jvm: Any = spark._jvm
    place = jvm.org.apache.hadoop.fs.Path(path)
    out = place.getFileSystem(spark._jsc.hadoopConfiguration()).create(place, True)
    try:
        out.write(bytearray(text.encode()))
    finally:
        out.close()


def _fingerprint(fragments: DataFrame, overrides: str, base: str) -> str:
    """Tells one set of inputs from another, so that tables of former runs are used for the same run alone."""
    hashed = fragments.select(F.xxhash64("article", "fragment").cast("decimal(38,0)").alias("hash"))
    row = hashed.agg(F.count("*"), F.sum("hash")).first()
    assert row is not None
    salt = fragments.sparkSession.range(1).select(F.xxhash64(F.lit(overrides), F.lit(base), F.lit(entente.__version__))).first()
    assert salt is not None
    return f"{row[0]}-{(int(row[1] or 0) ^ int(salt[0])) & 0xFFFF_FFFF_FFFF_FFFF:016x}"


def graph(
    fragments: DataFrame, out: str, *, overrides: str = "", base: str = "https://entente.example/", keep: bool = False
) -> dict[str, int]:
    """Writes the graph of fragments below ``out``: the same lines, after sorting, as on one machine.

    ``nquads/``, ``jsonld/`` and ``bulk/*.csv/`` hold parts that are sorted within and among each other;
    ``decisions/`` is a table (Parquet). ``jsonld-context`` and ``bulk/*.header`` are what one file has in front.

    Parameters
    ----------
    fragments : DataFrame
        With the columns of :data:`FRAGMENTS`; several readings of one article are joined.
    out : str
        A folder. ``out/_work`` keeps the tables of the steps, from which a job that was stopped goes on.
    overrides : str
        What people decided about identity: lines as of ``entente review``.
    base : str
        IRI that ids are appended to.
    keep : bool
        Keep ``out/_work`` at the end.

    Returns
    -------
    dict
        Counts of ``articles``, ``things``, ``relations`` and ``decisions``.

    Raises
    ------
    DataError
        If an override or fragment is not valid.
    """
    spark = fragments.sparkSession
    folder = os.path.join(out, "_work", _fingerprint(fragments, overrides, base))
    work = Work(spark, folder)
    articles = work.table("articles", lambda: joined(fragments))
    identity = resolve(articles, work, overrides)
    copies = sources(articles, work)

    def slices() -> DataFrame:
        renamings = identity.renamings.groupBy("article").agg(
            F.collect_list(F.struct(*RENAMINGS.names)).alias("renamings")
        )
        rows = articles.select("article", "fragment").join(renamings, "article", "left").join(copies, "article", "left")
        return each(rows, _slices, SLICES)

    by_thing = work.table("slices", slices)

    def lines() -> DataFrame:
        things = groups(
            by_thing, "id", partial(_lines_of_things, base=base), LINES, order=("article",), least=_ROWS_A_CALL
        )
        return things.union(each(articles, partial(_lines_of_article, base=base), LINES))

    spark.sparkContext.setJobDescription("lines")
    if not work.has("lines"):
        lines().write.mode("overwrite").partitionBy("file").parquet(os.path.join(folder, "lines"))
    all_lines = work.read("lines")
    for file, (format, name) in FILES.items():
        spark.sparkContext.setJobDescription(file)
        head = _core.write_slice(format, name, [], [], [], {}, True, base)
        its = all_lines.where(F.col("file") == file).select("line")
        if first := lines_of(head, format):
            its = its.union(spark.createDataFrame([(line,) for line in first], "line string"))
        ordered = its.repartitionByRange(F.col("line")).sortWithinPartitions("line")
        ending = "\r\n" if format == "bulk" else "\n"
        ordered.write.mode("overwrite").option("lineSep", ending).text(os.path.join(out, file))
        if format == "jsonld":
            _save_text(spark, os.path.join(out, "jsonld-context"), "\n".join(head.decode().split("\n")[:2]) + "\n")
        elif format == "bulk":
            _save_text(spark, os.path.join(out, f"{file.removesuffix('.csv')}.header"), head.decode().split("\r\n")[0] + "\r\n")
    _save_text(spark, os.path.join(out, "bulk", "load.cypher"),
               _core.write_slice("bulk", "load.cypher", [], [], [], {}, True, base).decode())  # fmt: skip
    identity.decisions.sort(*identity.decisions.columns).write.mode("overwrite").parquet(os.path.join(out, "decisions"))
    counted = {row[0]: row[1] for row in all_lines.groupBy("file").count().collect()}
    result = {
        "articles": counted.get("bulk/articles.csv", 0),
        "things": counted.get("bulk/nodes.csv", 0),
        "relations": counted.get("bulk/relations.csv", 0),
        "decisions": identity.decisions.count(),
    }
    if not keep:
        jvm: Any = spark._jvm
        place = jvm.org.apache.hadoop.fs.Path(os.path.join(out, "_work"))
        place.getFileSystem(spark._jsc.hadoopConfiguration()).delete(place, True)
    return result
