#!/usr/bin/env python3
"""The suite of sentences (tests/claims) as something to learn from.

    sentences.py texts OUT              one text file for each sentence, LANGUAGE-NNNN.txt, and expected.jsonl
    sentences.py gold READINGS EXPECTED OUT
                                        gold files (NAME.json) from what `entente-train readings` printed of them

Ends are matched by name to the program's own entities; a claim whose ends it does not find is left out, and so is, for
the pairs of such a sentence, every opinion. Ties (offices, memberships, places) that a sentence does not list may be
there all the same: they are optional.
"""
import json
import re
import sys
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TIES = ("leads", "spokespersonFor", "memberOf", "affiliatedWith", "partOf", "locatedIn")
CLAIM = re.compile(r"(\w+)\((.+?), (.+?)\)(.*)")


def fold(name):
    marks = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c if c.isalnum() else " " for c in marks if unicodedata.category(c) != "Mn")
    return " ".join(words.split())


def sentences():
    for language in ("fr", "en"):
        number = 0
        for path in sorted((ROOT / "tests" / "claims" / language).glob("*.txt")):
            for line in path.read_text("utf-8").splitlines():
                text, arrow, wanted = line.removeprefix("~ ").partition("=>")
                if line.startswith("#") or not arrow:
                    continue
                number += 1
                yield f"{language}-{number:04}", text.strip(), [c.strip() for c in wanted.split(";") if c.strip()]


def write_texts(out):
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "expected.jsonl", "w", encoding="utf-8") as expected:
        for name, text, claims in sentences():
            (out / f"{name}.txt").write_text(text + "\n", "utf-8")
            expected.write(json.dumps({"name": name + ".txt", "claims": claims}, ensure_ascii=False) + "\n")


def called(reading, name):
    """The entity that the suite calls so; None if there is none."""
    tokens = reading["sentences"]
    for number, entity in enumerate(reading["entities"]):
        names = {fold(entity["name"])}
        for s, first, last, _, form, whose in reading["mentions"]:
            if whose == number and form != 4:
                names.add(fold(reading["text"][tokens[s][first][0]:tokens[s][last - 1][1]]))
        if any(n == fold(name) or n.endswith(" " + fold(name)) for n in names):
            return number
    return None


def gold_of(reading, claims):
    entities = []
    for number, entity in enumerate(reading["entities"]):
        spans = [[reading["sentences"][s][first][0], reading["sentences"][s][last - 1][1]]
                 for s, first, last, _, form, whose in reading["mentions"] if whose == number and form != 4]
        entities.append({"id": f"e{number + 1}", "type": entity["type"], "name": entity["name"], "mentions": spans})
    whole = [0, len(reading["text"].rstrip())]
    relations, missing = [], False
    for claim in claims:
        relation, subject, object_, rest = CLAIM.match(claim).groups()
        a, b = called(reading, subject), called(reading, object_)
        if a is None or b is None:
            missing = True
            continue
        found = {"type": relation, "subject": f"e{a + 1}", "object": f"e{b + 1}", "evidence": whole}
        for word in rest.split():
            if word == "negated":
                found["polarity"] = "negated"
            elif word in ("reported", "possible", "planned"):
                found["modality"] = word
        relations.append(found)
    return {"entities": entities, "relations": relations, "partial": missing}


def main():
    if sys.argv[1:2] == ["texts"] and len(sys.argv) == 3:
        return write_texts(Path(sys.argv[2]))
    if sys.argv[1:2] != ["gold"] or len(sys.argv) != 5:
        sys.exit(__doc__)
    expected = {}
    for line in open(sys.argv[3], encoding="utf-8"):
        item = json.loads(line)
        expected[item["name"]] = item["claims"]
    for line in open(sys.argv[2], encoding="utf-8"):
        reading = json.loads(line)
        gold = gold_of(reading, expected[reading["name"]])
        (Path(sys.argv[4]) / reading["name"]).with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")


main()
