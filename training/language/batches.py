"""Sentences to tensors: vocabularies, case variants, word dropout, batches of sentences of like length."""
import functools
import random
from collections import Counter

import torch

from corpora import IGNORE
from features import affixes, fold, gazetteer_rows, hash64, lower, ngrams, vocabulary_key
from lemmas import rule_of

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]
NAME_TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
UNKNOWN = 0


@functools.cache
def by_hash(key):
    return f"#{hash64(key):x}"


class Labels:
    """Everything that is counted over the training data before the network can be built."""

    def __init__(self, sentences):
        words, feats, rules, deprels, xpos = Counter(), Counter(), Counter(), Counter(), Counter()
        for s in sentences:
            weight = 1 if s.upos else 0.6
            for i, form in enumerate(s.forms):
                words[s.language + ":" + vocabulary_key(fold(form))] += weight
                if s.feats and s.feats[i] is not None:
                    feats[s.feats[i]] += 1
                if s.lemmas and s.lemmas[i] is not None:
                    rules[rule_of(form, s.lemmas[i])] += 1
            if s.deprels:
                deprels.update(d for d in s.deprels if d is not None)
            if s.xpos:
                xpos.update(x for x in s.xpos if x is not None)
        self.words = ["?"] + [w for w, n in sorted(words.items()) if n >= 2]
        self.trained = len(self.words)
        self.counts = [0.0] + [words[w] for w in self.words[1:]]
        self.feats = [f for f, n in sorted(feats.items()) if n >= 2]
        self.rules = [r for r, n in sorted(rules.items()) if n >= 2]
        self.deprels = [d for d, n in sorted(deprels.items()) if n >= 2]
        self.xpos = [d for d, n in sorted(xpos.items()) if n >= 20] or ["?"]
        self.banks = sorted({s.bank for s in sentences})
        self.index()

    def add(self, words):
        """Words that only the vectors of much text know, language and spelling: they follow those met in training."""
        new = [w for w in words if w not in self.word_id]
        self.words += new
        self.counts += [0.0] * len(new)
        self.index()

    def index(self):
        self.word_id = {w: i for i, w in enumerate(self.words)}
        self.feats_id = {w: i for i, w in enumerate(self.feats)}
        self.rule_id = {w: i for i, w in enumerate(self.rules)}
        self.deprel_id = {w: i for i, w in enumerate(self.deprels)}
        self.bank_id = {w: i for i, w in enumerate(self.banks)}
        self.xpos_id = {w: i for i, w in enumerate(self.xpos)}
        self.upos_id = {w: i for i, w in enumerate(UPOS)}
        self.name_id = {w: i for i, w in enumerate(NAME_TAGS)}

    def sizes(self):
        return {"words": self.trained, "feats": len(self.feats), "rules": len(self.rules), "names": len(NAME_TAGS),
                "deprels": len(self.deprels), "xpos": len(self.xpos),
                "banks": len(self.banks), "name_banks": len(self.banks)}


class Spelling:
    """Feature lists of every form met, by number."""

    def __init__(self):
        self.lists, self.ids = [], {}

    def id(self, key, make):
        if key not in self.ids:
            self.ids[key] = len(self.lists)
            self.lists.append(make())
        return self.ids[key]

    def bag(self, numbers):
        unique, inverse = torch.unique(numbers, return_inverse=True)
        lists = [self.lists[i] for i in unique.tolist()]
        offsets, total = [], 0
        for one in lists:
            offsets.append(total)
            total += len(one)
        return (torch.tensor([x for one in lists for x in one]), torch.tensor(offsets)), inverse


class Encoder:
    """Sentences to numbers, once; batches on demand."""

    def __init__(self, labels, config, gazetteer):
        self.labels, self.config, self.gazetteer = labels, config, gazetteer
        self.ngrams, self.affixes = Spelling(), Spelling()

    def word(self, key, language):
        """A word unknown in its language may be known in another: most often a name. Of words that came back from a
        model file, some are known by their hash only."""
        ids = self.labels.word_id
        return ids.get(language + ":" + key) or ids.get("en:" + key) or ids.get(by_hash(key), UNKNOWN)

    def known_as(self, folded, buckets):
        return gazetteer_rows(self.gazetteer.get(lower(folded), 0), buckets)

    def words(self, forms, language):
        folded = [fold(f) for f in forms]
        n, a = self.config["ngram_buckets"], self.config["affix_buckets"]
        return ([self.word(vocabulary_key(f), language) for f in folded],
                [self.ngrams.id(lower(f), lambda f=f: ngrams(f, n)) for f in folded],
                [self.affixes.id((f, i == 0), lambda f=f, i=i: affixes(f, i == 0, a) +
                                  self.known_as(f, a)) for i, f in enumerate(folded)])

    def encode(self, s):
        labels = self.labels
        n = len(s.forms)

        def column(values, ids):
            return [ids.get(v, IGNORE) if v is not None else IGNORE for v in values] if values else [IGNORE] * n

        rules = [rule_of(f, m) if m is not None else None for f, m in zip(s.forms, s.lemmas)] if s.lemmas else None
        return {"sentence": s, "n": n, "variants": {"": self.words(s.forms, s.language)},
                "bank": labels.bank_id.get(s.bank, 0),
                "upos": column(s.upos, labels.upos_id), "feats": column(s.feats, labels.feats_id),
                "rules": column(rules, labels.rule_id), "xpos": column(s.xpos, labels.xpos_id),
                "names": column(s.names, labels.name_id),
                "heads": s.heads or [IGNORE] * n, "deprels": column(s.deprels, labels.deprel_id)}

    def variant(self, e, case):
        if case not in e["variants"]:
            change = str.lower if case == "lower" else str.upper
            s = e["sentence"]
            e["variants"][case] = self.words([change(f) for f in s.forms], s.language)
        return e["variants"][case]

    def batch(self, encoded, rng=None):
        """Tensors of one batch; with `rng`, words are dropped and some sentences change their case."""
        longest = max(e["n"] for e in encoded)
        shape = (len(encoded), longest)
        b = {k: torch.zeros(shape, dtype=torch.long) for k in ("words", "read", "ngram_id", "affix_id")}
        b |= {k: torch.full(shape, IGNORE) for k in ("upos", "xpos", "feats", "rules", "names", "heads",
                                                              "deprels")}
        for row, e in enumerate(encoded):
            case = ""
            if rng and e["n"] > 3:
                dice = rng.random()
                case = "lower" if dice < 0.05 else "upper" if dice < 0.08 else ""
            read, spelled, cased = self.variant(e, case)
            words = [w if w < self.labels.trained else UNKNOWN for w in read]
            if rng:
                counts = self.labels.counts
                words = [UNKNOWN if rng.random() < 0.03 + 0.5 / (counts[w] + 0.5) else w for w in words]
                read = [UNKNOWN if w == UNKNOWN and rng.random() < 0.2 else r for w, r in zip(words, read)]
            n = e["n"]
            for key, values in (("words", words), ("read", read), ("ngram_id", spelled), ("affix_id", cased)):
                b[key][row, :n] = torch.tensor(values)
            for key in ("upos", "xpos", "feats", "rules", "names", "heads", "deprels"):
                if not (key == "rules" and case):
                    b[key][row, :n] = torch.tensor(e[key])
        b["lengths"] = torch.tensor([e["n"] for e in encoded])
        b["bank"] = b["name_bank"] = torch.tensor([e["bank"] for e in encoded])
        b["ngrams"], b["form"] = self.ngrams.bag(b["ngram_id"])
        b["affixes"], b["cased"] = self.affixes.bag(b["affix_id"])
        return b


def group(encoded, words, rng=None):
    """Batches of about `words` words, sentences of like length together; in random order with `rng`."""
    noise = (lambda e: rng.random() * 4) if rng else (lambda e: 0)
    ordered = sorted(encoded, key=lambda e: e["n"] + noise(e))
    out, current = [], []
    for e in ordered:
        if current and (len(current) + 1) * max(e["n"], current[-1]["n"]) > words:
            out.append(current)
            current = []
        current.append(e)
    if current:
        out.append(current)
    if rng:
        rng.shuffle(out)
    return out
