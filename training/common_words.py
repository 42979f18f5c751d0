#!/usr/bin/env python3
"""Writes the words that a language usually writes in lower case, for schema/language/<language>.common.txt.

  common_words.py OUT TREEBANK.conllu... [--lexicon FORMS.tsv]

From treebanks: every form in lower case that is no proper noun. From a lexicon (form, part of speech, frequency a
million): every form of frequency 1 or more.
"""
import re
import sys

WORD = re.compile(r"[a-zà-öø-ÿœ][a-zà-öø-ÿœ'-]*")


def main():
    arguments = sys.argv[1:]
    lexicon = None
    if "--lexicon" in arguments:
        at = arguments.index("--lexicon")
        lexicon = arguments[at + 1]
        del arguments[at:at + 2]
    if len(arguments) < 2:
        sys.exit(__doc__)
    words = set()
    for path in arguments[1:]:
        with open(path, encoding="utf-8") as file:
            for columns in (line.split("\t") for line in file):
                if len(columns) == 10 and columns[0].isdigit() and columns[3] != "PROPN":
                    words.add(columns[1].replace("’", "'"))
    if lexicon:
        with open(lexicon, encoding="utf-8") as file:
            words.update(c[0] for c in (line.rstrip("\n").split("\t") for line in file) if len(c) == 3 and float(c[2]) >= 1)
    with open(arguments[0], "w", encoding="utf-8") as out:
        out.writelines(w + "\n" for w in sorted((w for w in words if WORD.fullmatch(w)), key=str.encode))


main()
