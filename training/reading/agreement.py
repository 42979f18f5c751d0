#!/usr/bin/env python3
"""How far two annotations of the same articles agree.

    agreement.py FOLDER OTHER [...]   articles (NAME.json) of FOLDER that stand in one of the others too

An entity is the same where a mention and a type are; a relation where its type and both its ends are. What either side
calls optional counts neither for nor against; of alternatives any will do.
"""
import json
import sys
from pathlib import Path


def as_list(value):
    return value if isinstance(value, list) else [value]


def same_entities(mine, theirs):
    """{id of mine: ids of theirs}"""
    def spans(entity):
        return {tuple(m) for m in entity["mentions"]}

    return {a["id"]: {b["id"] for b in theirs["entities"]
                      if spans(a) & spans(b) and set(as_list(a["type"])) & set(as_list(b["type"]))}
            for a in mine["entities"]}


def is_in(relation, others, same):
    ends = [{t for e in as_list(relation[side]) for t in same.get(e, ())} for side in ("subject", "object")]
    for other in others:
        theirs = [set(as_list(other[side])) for side in ("subject", "object")]
        turned = other["type"] in ("alliesWith", "cooperatesWith", "agreesWith", "meets")
        if set(as_list(relation["type"])) & set(as_list(other["type"])) and (
                all(a & b for a, b in zip(ends, theirs)) or (turned and all(a & b for a, b in zip(ends, theirs[::-1])))):
            return True
    return False


def shares(mine, theirs):
    """Of the required entities and relations of one side those that the other has, and all."""
    same = same_entities(mine, theirs)
    named = [e for e in mine["entities"] if not e.get("optional")]
    needed = [r for r in mine["relations"] if not r.get("optional")]
    return [sum(bool(same[e["id"]]) for e in named), len(named),
            sum(is_in(r, theirs["relations"], same) for r in needed), len(needed)]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sums = {}
    for path in sorted(Path(sys.argv[1]).glob("*.json")):
        other = next((p for folder in sys.argv[2:] if (p := Path(folder) / path.name).exists()), None)
        if other is None:
            continue
        mine, theirs = (json.loads(p.read_text("utf-8")) for p in (path, other))
        of_language = sums.setdefault(mine["language"], [0, [0] * 4, [0] * 4])
        of_language[0] += 1
        for total, found in zip(of_language[1:], (shares(mine, theirs), shares(theirs, mine))):
            total[:] = [a + b for a, b in zip(total, found)]
    for language, (articles, one, two) in sorted(sums.items()):
        figures = []
        for at in (0, 2):
            p, r = one[at] / max(1, one[at + 1]), two[at] / max(1, two[at + 1])
            figures.append(200 * p * r / max(1e-9, p + r))
        print(f"{language}: {articles} articles, entities {figures[0]:.1f}, relations {figures[1]:.1f} F1")


if __name__ == "__main__":
    main()
