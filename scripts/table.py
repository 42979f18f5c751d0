#!/usr/bin/env python3
"""Prints the relations of a JSON-LD graph: who does what to whom, and the words that say so.

  table.py GRAPH [--all]    the best supported relations, or all of them
"""
import json
import shutil
import sys
import unicodedata

ROWS = 25
FLAGS = {"negated": "not", "reported": "reported", "possible": "possible", "planned": "planned"}


def printable(text):
    return " ".join("".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).split())


def cut(text, width):
    return text if len(text) <= width else text[:width - 1] + "…"


def main():
    arguments = [a for a in sys.argv[1:] if a != "--all"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as file:
        things = json.load(file)["@graph"]
    name = {thing["@id"]: thing.get("name", thing["@id"]) for thing in things}
    relations = [thing for thing in things if thing["@type"] == "Relation"]
    relations.sort(key=lambda r: (-len({e["source"] for e in r["evidence"]}), -len(r["evidence"]), -r["confidence"], r["@id"]))
    shown = relations if "--all" in sys.argv else relations[:ROWS]
    width = max(100, min(shutil.get_terminal_size((140, 24)).columns, 200))
    print(f"{'who':24} {'does':16} {'to whom':28} quote")
    for relation in shown:
        evidence = max(relation["evidence"], key=lambda e: (e.get("confidence", 0), e["exact"]))
        flags = [FLAGS[evidence[k]] for k in ("polarity", "modality") if evidence.get(k) in FLAGS]
        quote = printable(evidence["exact"]) + (f" [{', '.join(flags)}]" if flags else "")
        print(f"{cut(printable(name[relation['subject']]), 24):24} {relation['relationType']:16} "
              f"{cut(printable(name[relation['object']]), 28):28} « {cut(quote, width - 76)} »")
    if len(shown) < len(relations):
        print(f"… and {len(relations) - len(shown)} more (scripts/table.py {arguments[0]} --all)")


main()
