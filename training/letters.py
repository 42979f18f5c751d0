#!/usr/bin/env python3
"""Writes how often groups of letters occur in a language, for schema/language/<language>.letters.tsv.

  letters.py OUT TEXT...

TEXT: files with a sentence a line. Groups of two to four letters, with the spaces around words, in lower case; the
12,000 most frequent, with their number in ten million.
"""
import collections
import re
import sys

SIZES = (2, 3, 4)
KEPT = 12_000


def clean(text):
    """Letters of western Europe and the marks that French sets apart with spaces; all else is one space."""
    text = text.lower().replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return " " + re.sub(r" +", " ", re.sub(r"[^a-zß-öø-ÿœ':;?!«»“”]", " ", text)).strip() + " "


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    counts = collections.Counter()
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            for line in file:
                line = clean(line)
                for size in SIZES:
                    counts.update(line[i:i + size] for i in range(len(line) - size + 1))
    total = sum(counts.values())
    kept = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:KEPT]
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("# Groups of letters and how many of ten million they are; written by training/letters.py.\n")
        for group, count in sorted(kept):
            out.write(f"{group.replace(' ', '_')}\t{round(count * 1e7 / total)}\n")


if __name__ == "__main__":
    main()
