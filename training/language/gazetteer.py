"""Words of known names, as features: which lists of names each word occurs in.

The names come from the project's own gazetteer: the output of `entente-train gazetteer` and given_names.tsv.
"""
from collections import defaultdict

from features import fold, lower

BITS = {"given": 0, "person": 1, "place": 2, "organization": 3, "demonym": 4, "event": 5}
TYPES = {"Person": "person", "State": "place", "Place": "place", "Organization": "organization",
         "MilitaryUnit": "organization", "Group": "demonym", "Event": "event"}


def read(names_path, given_path):
    """Lower-cased word -> bits. Words that are written small within a name (of, de, la) do not count."""
    bits = defaultdict(int)
    if not names_path:
        return {}
    with open(names_path, encoding="utf-8") as lines:
        for line in lines:
            kind, sort, _, text = line.rstrip("\n").split("\t")
            if sort == "metonym":
                continue
            bit = BITS["demonym" if sort == "demonym" else "place" if sort == "capital" else TYPES[kind]]
            for word in fold(text).replace("'", "' ").split():
                if word[:1].isupper() or sort == "demonym":
                    bits[lower(word)] |= 1 << bit
    with open(given_path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith(("#", "name\t")):
                bits[lower(fold(line.split("\t")[0]))] |= 1 << BITS["given"]
    return dict(bits)
