"""The commands: ``python -m entente.spark --help``."""

from __future__ import annotations

import argparse
import json
import os
import sys

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

import entente

from ._articles import extract, read_articles
from ._graph import graph
from ._tables import exists


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m entente.spark",
        description="Reads articles, and makes their graph, on Apache Spark. Started again, it goes on where it stopped.",
    )
    parser.add_argument("--master", help="where Spark runs: spark://HOST:7077, local[4]; the setting of Spark by default")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark")
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("extract", help="articles to fragments: OUT/table=fragments, and OUT/table=bad with reasons")
    one.add_argument("articles", metavar="ARTICLES", help="a folder, a file of text, HTML or JSON Lines, or Parquet")
    one.add_argument("out", metavar="OUT", help="a folder (Parquet)")
    one.add_argument("--round", type=int, default=100_000, metavar="N", help="articles that are read before they are kept")
    one.add_argument("--max-seconds", type=float, default=300.0, help="longest time that an article may take")
    one.add_argument("--max-megabytes", type=int, default=10, help="largest article that is read")
    two = commands.add_parser("graph", help="fragments to the graph: N-Quads, JSON-LD, bulk tables, decisions")
    two.add_argument("fragments", metavar="FRAGMENTS", help="what extract wrote")
    two.add_argument("out", metavar="OUT", help="a folder")
    two.add_argument("--overrides", default="", metavar="FILE", help="what people decided about identity")
    two.add_argument("--base", default="https://entente.example/", help="IRI that ids are appended to")
    two.add_argument("--keep", action="store_true", help="keep the tables of the steps, OUT/_work")
    return parser.parse_args()


def session(master: str | None, settings: list[str]) -> SparkSession:
    """A session with few rows a batch, since articles may be large, and with this Python on all machines unless
    ``PYSPARK_PYTHON`` names another."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("entente").config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if master:
        builder = builder.master(master)
    for setting in settings:
        key, _, value = setting.partition("=")
        builder = builder.config(key, value)
    return builder.getOrCreate()


def _run(arguments: argparse.Namespace) -> dict[str, int]:
    overrides = ""
    if arguments.command == "graph" and arguments.overrides:
        try:
            with open(arguments.overrides, encoding="utf-8") as file:
                overrides = file.read()
        except (OSError, UnicodeDecodeError) as error:
            raise entente.DataError(f"cannot be read: {error}", "check the path", arguments.overrides) from None
    spark = session(arguments.master, arguments.conf)
    spark.sparkContext.setLogLevel("ERROR")
    given = arguments.articles if arguments.command == "extract" else arguments.fragments
    if "://" not in given:
        given = os.path.abspath(given)
    if not exists(spark, given):
        raise entente.DataError("no such file or folder", "check the path", given)
    if arguments.command == "extract":
        return extract(
            read_articles(spark, given), arguments.out, round_size=arguments.round,
            max_seconds=arguments.max_seconds, max_megabytes=arguments.max_megabytes,
        )  # fmt: skip
    inner = os.path.join(given, "table=fragments")
    table = spark.read.parquet(inner if exists(spark, inner) else given)
    return graph(table, arguments.out, overrides=overrides, base=arguments.base, keep=arguments.keep)


def main() -> int:
    arguments = _arguments()
    try:
        print(json.dumps(_run(arguments)))
    except entente.Error as error:
        print(f"entente.spark: {error}", file=sys.stderr)
        return 1
    except PySparkException as error:
        print(f"entente.spark: {str(error).strip().splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
