#!/usr/bin/env python3
"""Prints CoNLL-U with all words in capitals or in small letters: how well does a model read headlines and chat?

    python3 training/language/recase.py upper dev.conllu > upper.conllu
"""
import argparse


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", choices=["upper", "lower"])
    parser.add_argument("file")
    args = parser.parse_args()
    change = str.upper if args.case == "upper" else str.lower
    with open(args.file, encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if line.startswith("# text ="):
                continue
            if len(columns) == 10:
                columns[1] = change(columns[1])
            print("\t".join(columns))


if __name__ == "__main__":
    main()
