#!/usr/bin/env python3
"""Prints the relations of a JSON-LD graph: who does what to whom, and the words that say so, whole.

  table.py GRAPH [--all] [--articles DIR]    the best supported relations, or all of them; acts before standing ties

With the folder of the articles each quote is the whole clause that it stands in.
"""
import argparse
import json
import pathlib
import re
import shutil
import textwrap
import unicodedata

ROWS = 25
# Standing ties: what somebody is or belongs to, not what is done.
TIES = {"dependsOn", "influences", "leads", "spokespersonFor", "memberOf", "affiliatedWith", "partOf", "locatedIn"}
FLAGS = {"negated": "not", "reported": "reported", "possible": "possible", "planned": "planned"}


def printable(text):
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())


def cut(text, width):
    return text if len(text) <= width else text[:width - 1] + "…"


class Clauses:
    """Quotes with what stands around them in the texts of a folder."""

    def __init__(self, folder, things):
        self.texts = {}
        for thing in things:
            path = pathlib.Path(folder or "", pathlib.PurePath(thing.get("sourceLocation", "")).name)
            if folder and thing["@type"] == "Article" and path.suffix == ".txt" and path.is_file():
                text = path.read_text(encoding="utf-8-sig")
                self.texts[thing["@id"]] = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))

    def around(self, evidence):
        text = self.texts.get(evidence["source"], "")
        start, end = evidence.get("start", 0), evidence.get("end", 0)
        if text[start:end] != evidence["exact"]:
            return evidence["exact"]  # not the text that was read
        ends = r"[.!?…][”»\"]?\s|;|\n"
        starts = [m.end() for m in re.finditer(ends, text[:start])]
        stop = re.search(r"[.!?…](?=[”»\"]?\s|$)|(?=[;\n])", text[end:])
        return text[starts[-1] if starts else 0:end + (stop.end() if stop else 0)]


def main():
    parser = argparse.ArgumentParser(usage=__doc__, add_help=False)
    parser.add_argument("graph")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--articles")
    options = parser.parse_args()
    with open(options.graph, encoding="utf-8") as file:
        things = json.load(file)["@graph"]
    clauses = Clauses(options.articles, things)
    name = {thing["@id"]: thing.get("name", thing["@id"]) for thing in things}
    relations = [thing for thing in things if thing["@type"] == "Relation"]
    relations.sort(key=lambda r: (r["relationType"] in TIES, -len({e["source"] for e in r["evidence"]}),
                                  -len(r["evidence"]), -r["confidence"], r["@id"]))
    shown = relations if options.all else relations[:ROWS]
    width = max(100, min(shutil.get_terminal_size((140, 24)).columns, 200))
    print(f"{'who':24} {'does':16} {'to whom':28} quote")
    for relation in shown:
        # The most certain quote, of equals the one that says most.
        evidence = max(relation["evidence"], key=lambda e: (e.get("confidence", 0), len(e["exact"]), e["exact"]))
        flags = [FLAGS[evidence[k]] for k in ("polarity", "modality") if evidence.get(k) in FLAGS]
        quote = printable(clauses.around(evidence)) + (f" [{', '.join(flags)}]" if flags else "")
        lines = textwrap.wrap(f"« {quote} »", width - 71) or [""]
        print(f"{cut(printable(name[relation['subject']]), 24):24} {relation['relationType']:16} "
              f"{cut(printable(name[relation['object']]), 28):28} {lines[0]}")
        for line in lines[1:]:
            print(" " * 71 + line)
    if len(shown) < len(relations):
        print(f"… and {len(relations) - len(shown)} more (scripts/table.py {options.graph} --all)")


main()
