#!/usr/bin/env python3
"""Prints the tables of docs/accuracy-language.md: how well the language models read development data.

  training/figures.py CORPORA [MODELS]

CORPORA is the folder with train-ok/ and eval-only/ (files plain or as .xz); MODELS holds fr.model and en.model (models/).
Needs build/release/entente-train. Names count with exact ends and type, over PER, LOC and ORG.
"""
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training" / "language"))

import corpora  # noqa: E402
from name_data import spans  # noqa: E402

PROGRAM = ROOT / "build" / "release" / "entente-train"
TREES = {"fr": ("French, Sequoia dev", "train-ok/fr/treebank/fr_sequoia-ud-dev.conllu"),
         "en": ("English, EWT dev", "train-ok/en/treebank/en_ewt-ud-dev.conllu")}
METRICS = ("UPOS", "UFeats", "Lemmas", "UAS", "LAS", "CLAS", "MLAS", "BLEX")
RELATIONS = "nsubj obj obl nmod acl advcl conj appos ccomp xcomp iobj amod case mark cop aux flat parataxis root".split()
TYPES = ("PER", "LOC", "ORG")
WIKIGOLD_KEPT = 300


def lines_of(path):
    with corpora.open_text(str(path)) as lines:
        return lines.read()


def recased(text, change):
    """CoNLL-U with every word in another case."""
    rows = [line.split("\t") for line in text.split("\n") if not line.startswith("# text =")]
    return "\n".join("\t".join([r[0], change(r[1]), *r[2:]] if len(r) == 10 else r) for r in rows)


class Model:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def read(self, text):
        """The paths of this CoNLL-U and of what the model says of its words."""
        gold, system = self.folder / "gold.conllu", self.folder / "system.conllu"
        gold.write_text(text, "utf-8")
        with open(system, "wb") as out:
            subprocess.run([PROGRAM, "annotate", self.path, gold], check=True, stdout=out)
        return gold, system

    def trees(self, text, *options):
        """Row title -> the numbers behind it, as `entente-train eval` prints them."""
        done = subprocess.run([PROGRAM, "eval", *options, *self.read(text)], check=True, capture_output=True, text=True)
        rows = (re.split(r"\s{2,}", line.strip()) for line in done.stdout.splitlines())
        return {r[0]: r[1:] for r in rows if len(r) > 3}

    def names(self, sentences):
        """Pairs of gold and system spans, sentence by sentence."""
        _, system = self.read("".join(as_conllu(s) for s in sentences))
        read = corpora.read_conllu(str(system), "", "", "names")
        return [(set(spans(s.names)), set(spans(r.names))) for s, r in zip(sentences, read, strict=True)]


def as_conllu(sentence):
    rows = [f"{i}\t{form}" + "\t_" * 4 + f"\t{min(i - 1, 1)}\t{'root' if i == 1 else 'dep'}\t_\t_\n"
            for i, form in enumerate(sentence.forms, 1)]
    return "# text = " + " ".join(sentence.forms) + "\n" + "".join(rows) + "\n"


def f1(pairs, types):
    gold, found, both = (sum(len([x for x in part(g, s) if x[2] in types]) for g, s in pairs)
                         for part in (lambda g, s: g, lambda g, s: s, lambda g, s: g & s))
    return f"{200 * both / max(1, gold + found):.2f}"


def confusion(pairs):
    """For each gold type: how many were read as each type, with other ends, not at all."""
    table = {kind: Counter() for kind in TYPES}
    for gold, system in pairs:
        at = {(begin, end): kind for begin, end, kind in system}
        for begin, end, kind in gold:
            if kind not in TYPES:
                continue
            touched = any(b < end and begin < e for b, e in at)
            table[kind][at.get((begin, end)) or ("other ends" if touched else "-")] += 1
    return table


def table(head, rows, numbers=1):
    """Markdown; the first `numbers` columns are text."""
    marks = ["---"] * numbers + ["---:"] * (len(head) - numbers)
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [head, marks, *rows]) + "\n"


def named(root):
    """Title -> language and sentences of the sets of names."""
    train, kept = root / "train-ok", root / "eval-only"
    sequoia = str(train / "fr" / "ner" / "fr_sequoia-ne-dev.bio")
    wikineural = {code: str(kept / code / "ner" / f"wikineural-{code}-val.conllu") for code in ("fr", "en")}
    return {"Sequoia NE dev (French), type of the name": ("fr", corpora.read_columns(sequoia, "", "fr", 0, 4, "\t")),
            "Sequoia NE dev, type in context": ("fr", corpora.read_columns(sequoia, "", "fr", 0, 3, "\t")),
            "WikiNEuRal val, French": ("fr", corpora.read_columns(wikineural["fr"], "", "fr", 1, 2, "\t")),
            "WikiNEuRal val, English": ("en", corpora.read_columns(wikineural["en"], "", "en", 1, 2, "\t")),
            f"WikiGold, last {WIKIGOLD_KEPT} sentences (English)": ("en", corpora.read_columns(
                str(train / "en" / "ner" / "wikigold.conll"), "", "en", 0, 1)[-WIKIGOLD_KEPT:])}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    root = Path(sys.argv[1])
    folder = Path(sys.argv[2]) if len(sys.argv) == 3 else ROOT / "models"
    with tempfile.TemporaryDirectory() as scratch:
        models = {code: Model(folder / f"{code}.model", Path(scratch)) for code in TREES}
        dev = {code: lines_of(root / path) for code, (_, path) in TREES.items()}
        own = {code: lines_of(ROOT / "training" / "treebank" / f"{code}-test.conllu") for code in TREES}
        whole = {code: models[code].trees(dev[code], "--by-relation", "--by-length") for code in TREES}
        rows = []
        for code, (title, _) in TREES.items():
            for name, scores in ((title, whole[code]), (title.split(",")[0] + ", own test", models[code].trees(own[code]))):
                rows.append([name] + [scores[m][2] for m in METRICS])
        print(table(["test, from gold segmentation", *METRICS], rows))

        sets, read, rows = named(root), {}, []
        for title, (code, sentences) in sets.items():
            read[title] = models[code].names(sentences)
            rows.append([title, f1(read[title], TYPES), *(f1(read[title], (t,)) for t in TYPES),
                         f1(read[title], (*TYPES, "MISC")) if "Sequoia" in title else ""])
        print(table(["names", "F1", *TYPES, "with MISC"], rows))
        columns = (*TYPES, "MISC", "other ends", "-")
        print(table(["gold", *columns], [[f"{title.split(', ')[1]} {kind}", *(counts[c] for c in columns)]
                                         for title, pairs in read.items() if title.startswith("WikiNEuRal")
                                         for kind, counts in confusion(pairs).items()]))

        rows = []
        for code, (title, _) in TREES.items():
            cases = [whole[code]] + [models[code].trees(recased(dev[code], c)) for c in (str.upper, str.lower)]
            rows += [[f"{metric}, {title}", *(scores[metric][2] for scores in cases)] for metric in ("LAS", "UPOS")]
        for title, (code, sentences) in sets.items():
            if title.startswith("WikiNEuRal") or title.endswith("context"):
                continue
            row = [f"names, {title}", f1(read[title], TYPES)]
            for change in (str.upper, str.lower):
                changed = [corpora.Sentence([change(f) for f in s.forms], "", code, names=s.names) for s in sentences]
                row.append(f1(models[code].names(changed), TYPES))
            rows.append(row)
        print(table(["test", "as written", "CAPITALS", "small letters"], rows))

        print(table(["relation", "French P", "R", "F1", "gold", "English P", "R", "F1", "gold"],
                    [[r] + [whole[code][r][i] for code in TREES for i in (0, 1, 2, 4)] for r in RELATIONS]))
        for code, (title, _) in TREES.items():
            lengths = [(t, s) for t, s in whole[code].items() if t.startswith("≤") or t == "more"]
            print(f"{title}:\n")
            print(table(["words in the sentence", "LAS", "words"], [[t, s[2], s[4]] for t, s in lengths]))


main()
