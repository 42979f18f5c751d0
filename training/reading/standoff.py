#!/usr/bin/env python3
"""Takes annotated articles in: texts of one's own whole, texts of the corpora as annotations alone.

    standoff.py CORPORA FOLDER [KEYS]

FOLDER has NAME.txt and NAME.json. KEYS is a file of NAME, tab, key (see sources.py): the articles that are made from
the corpora; all others are texts of one's own.
"""
import hashlib
import json
import shutil
import sys
from pathlib import Path

import sources

HERE = Path(__file__).resolve().parent
SHORTEST = 12  # characters that are pointed to rather than kept


def parts_of(text, source):
    """The text as stretches of the source and words of its own, longest stretches first to be found."""
    parts, own, at = [], "", 0
    while at < len(text):
        length = SHORTEST
        found = source.find(text[at:at + length])
        while found >= 0 and at + length < len(text):
            step = 1
            while at + length + step <= len(text) and source.startswith(text[at:at + length + step], found):
                step *= 2
            step //= 2
            if step:
                length += step
                continue
            again = source.find(text[at:at + length + 1], found + 1)
            if again < 0:
                break
            found = again
        if found < 0 or at + SHORTEST > len(text):
            own += text[at]
            at += 1
            continue
        if own:
            parts.append(own)
            own = ""
        parts.append([found, length])
        at += length
    return parts + [own] if own else parts


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    corpora, folder = sys.argv[1], Path(sys.argv[2])
    keys = {}
    if len(sys.argv) == 4:
        keys = dict(line.split("\t") for line in Path(sys.argv[3]).read_text("utf-8").splitlines())
    for sub in ("texts", "standoff"):
        (HERE / sub).mkdir(exist_ok=True)
    rows = []
    for path in sorted(folder.glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        whole = json.dumps(gold, ensure_ascii=False, separators=(",", ":")) + "\n"
        if path.stem not in keys:
            shutil.copy(path, HERE / "texts" / path.name)
            (HERE / "texts" / f"{path.stem}.json").write_text(whole, "utf-8")
            continue
        text = path.read_text("utf-8")
        parts = parts_of(text, sources.text_of(corpora, keys[path.stem]))
        kept = sum(len(p) for p in parts if isinstance(p, str))
        if kept > 0.25 * len(text):
            print(f"{path.stem}: {kept} of {len(text)} characters are not in {keys[path.stem]}; left out")
            continue
        (HERE / "standoff" / f"{path.stem}.json").write_text(whole, "utf-8")
        rows.append("\t".join([path.stem, hashlib.sha256(text.encode()).hexdigest(), keys[path.stem],
                               json.dumps(parts, ensure_ascii=False)]))
    (HERE / "standoff" / "sources.tsv").write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows)} from the corpora, {len(list((HERE / 'texts').glob('*.txt')))} of one's own")


if __name__ == "__main__":
    main()
