"""Which corpora the network learns from, how much of each in an epoch, and what is kept for development; sentences to
windows of pieces.

A window is what the encoder sees at once: consecutive sentences of one text, as the program packs them.
"""
import json
import os
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).resolve().parent.parent / "language"))

import corpora as read  # noqa: E402
from corpora import IGNORE  # noqa: E402
from lemmas import rule_of  # noqa: E402

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X"]
NAME_TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-MISC", "I-MISC"]
MENTION_TYPES = ["none", "Person", "State", "Organization", "MilitaryUnit", "Group", "Place", "Event"]
WIDEST_MENTION = 16   # words; longer mentions are not learned
NO_SPACE_BEFORE = set(".,;:!?)]}%…’'") | {"n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "...", "”"}
NO_SPACE_AFTER = set("([{“")


@dataclass
class Corpus:
    name: str
    sentences: list
    share: float          # of its sentences in an epoch
    windows: list = field(default_factory=list)


def guess_spaces(sentence):
    """Of corpora that do not keep white space: where it stands by the habits of print."""
    spaced, open_quote = [], False
    for i, form in enumerate(sentence.forms):
        before = sentence.forms[i - 1] if i else ""
        glued = i > 0 and (form in NO_SPACE_BEFORE or before in NO_SPACE_AFTER or
                           (before[-1:] in "'’" and len(before) > 1) or (form[:1] in "'’" and len(form) > 1) or
                           (form.startswith("-") and len(form) > 1))
        if form == '"':
            glued, open_quote = (i > 0 and open_quote), not open_quote
        elif before == '"' and open_quote:
            glued = True
        spaced.append(not glued)
    return spaced


def read_spaces(path):
    """For each sentence of a CoNLL-U file whether white space stands before each of its words."""
    for block in read.blocks(path):
        spaced, after, left, text = [], True, 0, ""
        for columns in (line.split("\t") for line in block):
            if "-" in columns[0]:
                first, last = map(int, columns[0].split("-"))
                left, text, inside = last - first + 1, columns[1], True
                range_after = "SpaceAfter=No" not in columns[9]
            elif columns[0].isdigit():
                if left:
                    spelt = text.lower().startswith(columns[1].lower())
                    text = text[len(columns[1]):] if spelt else ""
                    spaced.append(after)
                    left -= 1
                    # The second word of "du" stands for itself; that of "don't" is written on.
                    after = range_after if left == 0 else not (spelt and text)
                else:
                    spaced.append(after)
                    after = "SpaceAfter=No" not in columns[9]
        yield spaced


def trees(path, bank, language, columns="upos feats lemmas trees"):
    sentences = read.read_conllu(path, bank, language, columns)
    for sentence, spaced in zip(sentences, read_spaces(path)):
        sentence.extra["spaced"] = spaced
    return sentences


FRENCH_TREES = [("fr_sequoia-ud-train", "sequoia", 2.0), ("fr_gsd-ud-dev", "gsd", 1.6), ("fr_pud-ud-test", "pud", 1.2),
                ("fr_fqb-ud-test", "fqb", 0.1)]
FRENCH_SPEECH = [("fr_rhapsodie-ud-" + part, "rhapsodie", 0.08) for part in ("train", "dev", "test")] + [
    ("fr_parisstories-ud-" + part, "parisstories", 0.08) for part in ("train", "dev", "test")]
ENGLISH_TREES = [("en_ewt-ud-train", "ewt", 0.75), ("en_gum-open-train", "gum", 0.4), ("en_gum-open-dev", "gum", 0.4),
                 ("en_gum-open-test", "gum", 0.4)]
WIKIGOLD_KEPT = 300  # sentences at the end of WikiGold, for development
STYLES = {"fr": "sequoia", "en": "ewt"}  # the treebanks whose style is written


def pretokenised(path, kind):
    """Texts cut into words by the program: one JSON a line, {"language", "sentences": [{"forms", "spaced", "names" or
    "mentions"}]}, made by prepare.py."""
    out = []
    with read.open_text(str(path)) as lines:
        for number, line in enumerate(lines):
            text = json.loads(line)
            for s in text["sentences"]:
                sentence = read.Sentence(s["forms"], STYLES[text["language"]], text["language"])
                sentence.extra = {"spaced": s["spaced"], "text": f"{path}/{number}", "name": text.get("name", "")}
                if kind == "names":
                    sentence.names = s["names"]
                else:
                    sentence.extra["mentions"] = [tuple(m) for m in s["mentions"]]
                out.append(sentence)
    return out


def load(root, benchmarks, treebank, prepared):
    """Returns the corpora to train on and the development sets by name."""
    found, root = [], os.path.join(root, "train-ok")
    fr, en = os.path.join(root, "fr"), os.path.join(root, "en")

    def add(name, sentences, share):
        sentences = [s for s in sentences if 1 <= len(s.forms) <= 150]
        for s in sentences:
            s.extra.setdefault("spaced", guess_spaces(s))
        found.append(Corpus(name, sentences, share))

    for name, bank, share in FRENCH_TREES:
        add(name, trees(os.path.join(fr, "treebank", name + ".conllu"), bank, "fr"), share)
    for name, bank, share in FRENCH_SPEECH:
        add(name, trees(os.path.join(fr, "treebank", name + ".conllu"), bank, "fr", "upos trees"), share)
    for name, bank, share in ENGLISH_TREES:
        add(name, trees(os.path.join(en, "treebank", name + ".conllu"), bank, "en"), share)
    for language, bank in (("fr", "gsd"), ("en", "ewt")):
        own = trees(os.path.join(treebank, language + "-train.conllu"), bank, language)
        for s in own[::2]:
            s.bank = STYLES[language]  # written in the style of both
        add("own-" + language, own, 1.5)
    tags = read.read_partial_tags(os.path.join(fr, "treebank", "fr_gsd-train-part-tags.conllu"), "gsdtags", "fr")
    add("gsd-tags", tags, 0.15)
    ner = os.path.join(fr, "ner")
    add("sequoia-names", read.read_columns(os.path.join(ner, "fr_sequoia-ne-train.bio"), "sequoia", "fr", 0, 3, "\t"),
        1.0)
    add("popcorn", read.read_popcorn(os.path.join(fr, "relations", "popcorn-fr-train.json"), "popcorn", "fr",
                                     read.benchmark_ids(os.path.join(benchmarks, "popcorn"))), 0.7)
    ner = os.path.join(en, "ner")
    add("gmb", read.read_gmb(os.path.join(ner, "gmb-newswire.tsv"), "gmb", "en"), 0.08)
    add("wikigold", read.read_columns(os.path.join(ner, "wikigold.conll"), STYLES["en"], "en", 0,
                                     1)[:-WIKIGOLD_KEPT], 1.0)
    for part in ("train", "dev", "test"):
        add("crossner-" + part, read.read_columns(os.path.join(ner, f"crossner-politics-{part}.conll"), "crossner",
                                                  "en", 0, 1), 0.5)
    add("uner", read.read_columns(os.path.join(ner, "uner_en_ewt-dev.iob2"), "uner", "en", 1, 2, "\t"), 1.0)
    add("btc", read.read_columns(os.path.join(ner, "btc-g.conll"), "btc", "en", 0, 1), 0.2)
    prepared = Path(prepared)
    if (prepared / "winer.jsonl").exists():
        add("winer", pretokenised(prepared / "winer.jsonl", "names"), 0.7)
    if (prepared / "news.jsonl").exists():
        add("news", pretokenised(prepared / "news.jsonl", "mentions"), 1.0)
    dev = {"sequoia": trees(os.path.join(fr, "treebank", "fr_sequoia-ud-dev.conllu"), "sequoia", "fr"),
           "ewt": trees(os.path.join(en, "treebank", "en_ewt-ud-dev.conllu"), "ewt", "en"),
           "names-fr": read.read_columns(os.path.join(fr, "ner", "fr_sequoia-ne-dev.bio"), "sequoia", "fr", 0, 3, "\t"),
           "names-en": read.read_columns(os.path.join(en, "ner", "wikigold.conll"), STYLES["en"], "en", 0,
                                         1)[-WIKIGOLD_KEPT:]}
    if (prepared / "news-dev.jsonl").exists():
        dev["news"] = pretokenised(prepared / "news-dev.jsonl", "mentions")
    for sentences in dev.values():
        for s in sentences:
            s.extra.setdefault("spaced", guess_spaces(s))
    return found, dev


class Labels:
    """Everything that is counted over the training data before the network can be built."""

    def __init__(self, sentences):
        feats, rules, deprels = Counter(), Counter(), Counter()
        for s in sentences:
            for i, form in enumerate(s.forms):
                if s.feats and s.feats[i] is not None:
                    feats[s.feats[i]] += 1
                if s.lemmas and s.lemmas[i] is not None:
                    rules[rule_of(form, s.lemmas[i])] += 1
            if s.deprels:
                deprels.update(d for d in s.deprels if d is not None)
        self.feats = [f for f, n in sorted(feats.items()) if n >= 2]
        self.rules = [r for r, n in sorted(rules.items()) if n >= 3 and not r.startswith("=") or n >= 20]
        self.deprels = [d for d, n in sorted(deprels.items()) if n >= 2]
        self.names, self.mentions = NAME_TAGS, MENTION_TYPES
        self.banks = sorted({s.bank for s in sentences})
        self.index()

    def index(self):
        self.id = {kind: {w: i for i, w in enumerate(getattr(self, kind))}
                   for kind in ("feats", "rules", "deprels", "names", "mentions", "banks")}
        self.id["upos"] = {w: i for i, w in enumerate(UPOS)}

    def sizes(self):
        return {kind: len(getattr(self, kind)) for kind in ("feats", "rules", "deprels", "names", "mentions", "banks")}

    def lists(self):
        return {kind: getattr(self, kind) for kind in ("feats", "rules", "deprels", "names", "mentions", "banks")}


def encode(sentence, labels, pieces):
    """Numbers of a sentence, made once."""
    def ids(kind, values):
        if not values:
            return None
        known = labels.id[kind]
        return [IGNORE if v is None else known.get(v, IGNORE) for v in values]

    rules = sentence.lemmas and [None if lemma is None else rule_of(form, lemma)
                                 for form, lemma in zip(sentence.forms, sentence.lemmas)]
    rows = [pieces.of(form, spaced) for form, spaced in zip(sentence.forms, sentence.extra["spaced"])]
    return {"sentence": sentence, "n": len(sentence.forms), "rows": rows, "size": sum(map(len, rows)),
            "bank": labels.id["banks"][sentence.bank], "text": sentence.extra.get("text"),
            "upos": ids("upos", sentence.upos), "feats": ids("feats", sentence.feats), "rules": ids("rules", rules),
            "heads": sentence.heads, "deprels": ids("deprels", sentence.deprels), "names": ids("names", sentence.names),
            "mentions": sentence.extra.get("mentions")}


def windows_of(encoded, longest):
    """Consecutive sentences of one text and bank, `longest` pieces at most (a longer sentence stands alone)."""
    windows, size = [], 0
    for e in encoded:
        last = windows[-1][-1] if windows else None
        if last is None or size + e["size"] > longest or last["text"] != e["text"] or last["bank"] != e["bank"]:
            windows.append([])
            size = 2
        windows[-1].append(e)
        size += e["size"]
    return windows


def batches_of(windows, pieces, rng=None):
    """Windows of like length together, about `pieces` pieces in each batch."""
    def size(w):
        return sum(e["size"] for e in w) + 2

    order = sorted(windows, key=(lambda w: size(w) + rng.random() * 8) if rng else size)
    batches, longest = [], 0
    for w in order:
        if not batches or max(longest, size(w)) * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            longest = 0
        batches[-1].append(w)
        longest = max(longest, size(w))
    if rng:
        rng.shuffle(batches)
    return batches


def batch_of(windows, special, longest_window=510):
    """Tensors of a batch. `rows` [S, longest]: for each sentence the numbers of its words among all words, else -1."""
    sentences = [e for w in windows for e in w]
    lines, first = [], []
    width = 0
    for w in windows:
        line = [special["bos"]]
        starts = []
        for e in w:
            for rows in e["rows"]:
                starts.append(min(len(line), longest_window))
                line += rows
        line = line[:longest_window + 1] + [special["eos"]]
        lines.append(line)
        first.append(starts)
        width = max(width, len(line))
    words = sum(e["n"] for e in sentences)
    longest = max(e["n"] for e in sentences)
    batch = {"pieces": torch.tensor([line + [special["pad"]] * (width - len(line)) for line in lines]),
             "bank": torch.tensor([w[0]["bank"] for w in windows]),
             "first": torch.tensor([i * width + at for i, starts in enumerate(first) for at in starts]),
             "sentences": sentences}
    rows, at = torch.full((len(sentences), longest), -1), 0
    for i, e in enumerate(sentences):
        rows[i, :e["n"]] = torch.arange(at, at + e["n"])
        at += e["n"]
    batch["rows"] = rows
    for kind in ("upos", "feats", "rules", "names"):
        batch[kind] = torch.tensor([v for e in sentences for v in (e[kind] or [IGNORE] * e["n"])])
    for kind in ("heads", "deprels"):
        batch[kind] = torch.tensor([(e[kind] or [IGNORE] * e["n"]) + [IGNORE] * (longest - e["n"]) for e in sentences])
    assert at == words
    return batch


def kept_rows(source, seen):
    """Rows of the package's pieces that the model keeps, in order: the special ones, those seen in text, and short or
    Latin ones, so that any name can be spelt."""
    special = {source.special[k] for k in ("bos", "eos", "pad", "unk")}
    rows = sorted(special)

    def latin(piece):
        return all(c.isascii() or 0xC0 <= ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2070 or c in "\u2581«»€£°" for c in piece)

    for i, piece in enumerate(source.pieces):
        if i in special:
            continue
        text = piece.decode("utf-8")
        length = len(text.lstrip("\u2581"))
        if i in seen or length <= 1 and i < 250000 or latin(text) and length <= 3:
            rows.append(i)
    return rows
