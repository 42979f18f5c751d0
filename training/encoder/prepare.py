#!/usr/bin/env python3
"""Annotated texts in the words of the program: what `entente-train readings` printed of them, joined with annotations.

    prepare.py names READINGS GOLD OUT       names of WiNER: {"name", "text", "entities": [[start, end, type]]} a line
    prepare.py mentions READINGS FOLDER OUT [--dev NAMES]
                                             mentions of gold files; --dev keeps these texts for NAMES' own file

OUT has one JSON a line: {"name", "language", "sentences": [{"forms", "spaced", "names" or "mentions"}]}. Mentions are
[first, last, type], words [first, last) of the sentence; type "?" where the annotators leave it open.
"""
import bisect
import json
import sys
from pathlib import Path

NAMES = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Event": "MISC", "Product": "MISC"}


def texts(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def spaced(text, tokens):
    """Whether white space, or nothing, stands before each word; a word that shares its span stands for itself."""
    out = []
    for i, token in enumerate(tokens):
        begin = token[0]
        shares = i > 0 and tokens[i - 1][0] == begin and tokens[i - 1][1] == token[1]
        out.append(shares or begin == 0 or text[begin - 1].isspace())
    return out


class Words:
    """Finds the words of a text that a span of characters covers."""

    def __init__(self, sentences):
        self.places = sorted((t[0], t[1], s, w) for s, tokens in enumerate(sentences) for w, t in enumerate(tokens))
        self.begins = [p[0] for p in self.places]

    def of(self, begin, end):
        """(sentence, first, last) of the words that overlap [begin, end) and lie in the sentence of the first; None
        if no word does."""
        at = bisect.bisect_right(self.begins, begin) - 1
        while at > 0 and self.places[at - 1][1] > begin:
            at -= 1
        hit = [p for p in self.places[max(at, 0):at + 80] if p[0] < end and p[1] > begin]
        if not hit:
            return None
        sentence = hit[0][2]
        words = [p[3] for p in hit if p[2] == sentence]
        return sentence, min(words), max(words) + 1


    def sentences_of(self, begin, end):
        """The sentences of which a word overlaps [begin, end)."""
        return {p[2] for p in self.places if p[0] < end and p[1] > begin}


def sentence_of(text, tokens):
    return {"forms": [t[2] for t in tokens], "spaced": spaced(text, tokens)}


def names(readings, gold):
    for reading, annotated in zip(texts(readings), texts(gold)):
        assert reading["name"] == annotated["name"], (reading["name"], annotated["name"])
        shift = 0 if reading["text"] == annotated["text"] else None
        if shift is None:
            continue  # normalisation changed the text: its offsets mean something else
        words, tags = Words(reading["sentences"]), [["O"] * len(s) for s in reading["sentences"]]
        for begin, end, kind in sorted(annotated["entities"], key=lambda e: (e[0], -e[1])):
            place = NAMES.get(kind) and words.of(begin, end)
            if not place:
                continue
            s, first, last = place
            if any(t != "O" for t in tags[s][first:last]):
                continue  # nested: the outermost name counts
            tags[s][first:last] = ["B-" + NAMES[kind]] + ["I-" + NAMES[kind]] * (last - first - 1)
        sentences = [sentence_of(reading["text"], t) | {"names": n} for t, n in zip(reading["sentences"], tags) if t]
        yield {"name": reading["name"], "language": reading["language"], "sentences": sentences}


def as_list(value):
    return value if isinstance(value, list) else [value]


def mentions(readings, folder):
    for reading in texts(readings):
        gold = json.loads((Path(folder) / reading["name"]).with_suffix(".json").read_text("utf-8"))
        words, found = Words(reading["sentences"]), [{} for _ in reading["sentences"]]
        for entity in gold["entities"]:
            types = as_list(entity["type"])
            kind = "?" if entity.get("optional") or len(types) > 1 else types[0]
            for begin, end in entity["mentions"]:
                place = words.of(begin, end)
                if place:
                    s, first, last = place
                    if found[s].get((first, last), "?") == "?":
                        found[s][first, last] = kind
        sentences = [sentence_of(reading["text"], t) | {"mentions": [[a, b, k] for (a, b), k in sorted(m.items())]}
                     for t, m in zip(reading["sentences"], found) if t]
        yield {"name": reading["name"], "language": reading["language"], "sentences": sentences}


def write(path, items):
    with open(path, "w", encoding="utf-8") as out:
        for item in items:
            out.write(json.dumps(item, ensure_ascii=False) + "\n")


def main():
    if len(sys.argv) < 5 or sys.argv[1] not in ("names", "mentions"):
        sys.exit(__doc__)
    kind, readings, gold, out = sys.argv[1:5]
    if kind == "names":
        return write(out, names(readings, gold))
    kept = set(sys.argv[6].split(",")) if "--dev" in sys.argv else set()
    found = list(mentions(readings, gold))
    write(out, [t for t in found if t["name"] not in kept])
    if kept:
        write(str(out).replace(".jsonl", "-dev.jsonl"), [t for t in found if t["name"] in kept])


if __name__ == "__main__":
    main()
