"""What the name layer is trained on: the corpora with names of the recipe, GUM's entities, tagged text whose names are
read by the model itself, and all of these again with other names put in their place."""
import os
import random

import corpora as read
from features import fold, lower
from name_lists import ORGANIZATION, PERSON, REGION, TOWN

# Corpus -> share of its sentences in an epoch.
FRENCH = {"sequoia": 3.0, "popcorn": 2.0, "europeana": 0.05, "wikigold": 1.0, "crossner": 0.7, "uner": 0.4, "gum": 0.4,
          "gmb": 0.03}
ENGLISH = {"wikigold": 3.0, "crossner": 1.5, "uner": 1.0, "gum": 1.5, "btc": 0.4, "gmb": 0.1}
WIKIGOLD_KEPT = 300


def load(root, language, benchmarks, lists):
    """requires  root: the corpora's folder train-ok; benchmarks: folder whose texts are left out
    Returns the sentences by corpus, and those kept for development."""
    french, english = (os.path.join(root, code, "ner") for code in ("fr", "en"))
    regions = {name for name, flags in lists.flags.items() if flags & REGION}
    found = {"wikigold": read.read_columns(os.path.join(english, "wikigold.conll"), "wikigold", "en", 0, 1),
             "crossner": [s for part in ("train", "dev", "test") for s in read.read_columns(
                 os.path.join(english, f"crossner-politics-{part}.conll"), "crossner", "en", 0, 1)],
             "uner": read.read_columns(os.path.join(english, "uner_en_ewt-dev.iob2"), "uner", "en", 1, 2, "\t"),
             "gum": [s for part in ("train", "dev", "test") for s in read.read_gum_names(
                 os.path.join(root, "en", "treebank", f"en_gum-open-{part}.conllu"), "gum", "en")],
             "gmb": read.read_gmb(os.path.join(english, "gmb-newswire.tsv"), "gmb", "en", regions)}
    dev = found["wikigold"][-WIKIGOLD_KEPT:]
    found["wikigold"] = found["wikigold"][:-WIKIGOLD_KEPT]
    if language == "en":
        found["btc"] = [s for part in "fg" for s in read.read_columns(os.path.join(english, f"btc-{part}.conll"), "btc",
                                                                       "en", 0, 1)]
        return {k: short(v) for k, v in found.items()}, dev
    # Column 4: the type of the name itself. A country is a place, also where it acts.
    found["sequoia"] = read.read_columns(os.path.join(french, "fr_sequoia-ne-train.bio"), "sequoia", "fr", 0, 4, "\t")
    left_out = read.benchmark_ids(os.path.join(benchmarks, "popcorn"))
    found["popcorn"] = read.read_popcorn(os.path.join(root, "fr", "relations", "popcorn-fr-train.json"), "popcorn", "fr",
                                         left_out)
    found["europeana"] = read.read_unbroken(os.path.join(french, "europeana-fr-bnf.bio"), "europeana", "fr")
    dev = read.read_columns(os.path.join(french, "fr_sequoia-ne-dev.bio"), "sequoia", "fr", 0, 4, "\t")
    return {k: short(v) for k, v in found.items()}, dev


def short(sentences):
    return [s for s in sentences if 1 <= len(s.forms) <= 120]


def tagged(root, language):
    """Sentences with gold tags and no names."""
    folder = os.path.join(root, language, "treebank")
    if language == "fr":
        sentences = read.read_partial_tags(os.path.join(folder, "fr_gsd-train-part-tags.conllu"), "gsd", "fr")
        for name in ("fr_gsd-ud-dev", "fr_pud-ud-test", "fr_fqb-ud-test"):
            sentences += read.read_conllu(os.path.join(folder, name + ".conllu"), "gsd", "fr")
    else:
        sentences = read.read_conllu(os.path.join(folder, "en_ewt-ud-train.conllu"), "ewt", "en")
    return short(sentences)


def spans(tags):
    """(start, end, type) of BIO tags; None stands for unknown and ends a name."""
    found, start = [], None
    for i, tag in enumerate(list(tags) + ["O"]):
        if start is not None and not (tag and tag == "I-" + tags[start][2:]):
            found.append((start, i, tags[start][2:]))
            start = None
        if tag and tag != "O" and start is None:
            start = i
    return found


class Pool:
    """Names to put in the place of others: those of the corpora, and those of the lists."""

    def __init__(self, corpora, lists, language):
        self.lists = lists
        self.seen = {"PER": [], "LOC": [], "ORG": []}
        for sentences in corpora.values():
            for s in sentences:
                for start, end, kind in spans(s.names):
                    if kind in self.seen and end - start <= 5 and s.language == language:
                        self.seen[kind].append(s.forms[start:end])
        by_flag = {flag: [lists.written[n].split() for n, f in lists.flags.items() if f & flag]
                   for flag in (PERSON, REGION, TOWN, ORGANIZATION)}
        self.regions, self.towns = by_flag[REGION], by_flag[TOWN]
        self.people, self.organizations = by_flag[PERSON], by_flag[ORGANIZATION]

    def like(self, words, kind, rng):
        """Another name of the type, of one word if the old one is of one word."""
        single = len(words) == 1
        if kind == "LOC":
            flags = self.lists.flags.get(lower(fold(" ".join(words))), 0)
            from_list = self.regions if flags & REGION and not flags & TOWN else self.towns
        else:
            from_list = self.people if kind == "PER" else self.organizations
        for _ in range(20):
            name = rng.choice(from_list if rng.random() < 0.6 else self.seen[kind])
            if kind == "PER" and single:
                name = name[-1:]
            if (len(name) == 1) == single and name[0][:1].isupper():
                return name
        return words


def with_other_names(s, pool, rng, rate):
    """The sentence with some of its names replaced."""
    forms, names, at = [], [], 0
    for start, end, kind in spans(s.names):
        if kind == "MISC" or rng.random() > rate:
            continue
        forms += s.forms[at:start]
        names += s.names[at:start]
        name = pool.like(s.forms[start:end], kind, rng)
        if s.forms[start].isupper() and len(s.forms[start]) > 4:
            name = [w.upper() for w in name]
        forms += name
        names += ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
        at = end
    return read.Sentence(forms + s.forms[at:], s.bank, s.language, names=names + s.names[at:])
