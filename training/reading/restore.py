#!/usr/bin/env python3
"""Makes the folder of annotated articles: the project's own texts and, from the corpora, those of which only the
annotation is kept here.

    restore.py CORPORA OUT

standoff/sources.tsv says for each of these where its text comes from: NAME, SHA-256 of the text, key (see sources.py),
and the parts of the text as JSON: [offset, length] in the text that the key means, or words of its own.
"""
import hashlib
import json
import shutil
import sys
from pathlib import Path

import sources

HERE = Path(__file__).resolve().parent


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpora, out = sys.argv[1], Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "texts").iterdir()):
        shutil.copy(path, out / path.name)
    for line in (HERE / "standoff" / "sources.tsv").read_text("utf-8").splitlines():
        name, digest, key, parts = line.split("\t")
        source = sources.text_of(corpora, key)
        text = "".join(p if isinstance(p, str) else source[p[0]:p[0] + p[1]] for p in json.loads(parts))
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            raise SystemExit(f"{name}: the corpora have another text than the one that was annotated")
        (out / f"{name}.txt").write_text(text, "utf-8")
        shutil.copy(HERE / "standoff" / f"{name}.json", out / f"{name}.json")


main()
