#!/usr/bin/env python3
"""The articles of WiNER-fr as text files, and their names as the offsets that prepare.py reads.

    winer.py CORPORA OUT
"""
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "language"))

from corpora import open_text  # noqa: E402


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    out = Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    with open_text(f"{sys.argv[1]}/train-ok/fr/ner/winer-fr.jsonl") as lines:
        articles = [json.loads(line) for line in lines]
    for article in articles:
        article["name"] = article["id"].replace("/", "_") + ".txt"
        (out / article["name"]).write_text(article["text"], "utf-8")
    with open(out / "gold.jsonl", "w", encoding="utf-8") as gold:  # in the order in which a shell lists the files
        for article in sorted(articles, key=lambda a: a["name"]):
            gold.write(json.dumps({k: article[k] for k in ("name", "text", "entities")}) + "\n")


main()
