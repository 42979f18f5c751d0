#!/usr/bin/env python3
"""What the model knows of words besides its network: lemmas of forms that have only one, and the sets of features seen
with each part of speech. Added to a checkpoint as "lexicon" and "allowed", which export.py writes.

    lexicon.py --checkpoint FILE --corpora FOLDER --treebank FOLDER --spacy LOOKUPS --wordnet FOLDER

Lemmas come from the treebanks (nearly all occurrences of a form with a tag have to agree), from the lexicon of GSD, and
from dictionaries: spaCy's lookups for French, WordNet inflected for English, of forms that occur in raw text.
"""
import argparse
import re
from collections import Counter, defaultdict

import numpy as np
import torch

import data
import lemma_lists
from corpora import open_text
from data import UPOS
from features import fold, lower
from lemmas import rule_of

SHARE = 0.95   # of a form's occurrences have to have the lemma
FEW = 6        # occurrences of a form: so many may disagree by mistake, where a dictionary is sure
TAGS = ("NOUN", "VERB", "AUX", "ADJ", "ADV", "PROPN")


def raw_words(root, language):
    """Lower-cased forms of the raw text that occur twice or more."""
    names = {"fr": ["europarl-foreign.fr-en.jsonl"], "en": ["europarl-foreign.fr-en.jsonl", "whitehouse-foreign.en.txt"]}
    counts = Counter()
    for name in names[language]:
        with open_text(f"{root}/raw/{name}") as lines:
            for line in lines:
                if name.endswith("jsonl"):
                    at = line.find(f'"{language}": [')
                    line = line[at:line.find("]", at)]
                counts.update(re.findall(r"[^\W\d_]{2,}", line.lower()))
    return {word for word, n in counts.items() if n > 1}


def dictionary(words, source):
    """(form, lemma, tag) of forms with one lemma for that tag."""
    lemmas = defaultdict(set)
    for form, lemma, tag in source:
        if lower(fold(form)) in words:
            lemmas[form, tag].add(lemma)
    return [(form, next(iter(some)), tag) for (form, tag), some in lemmas.items() if len(some) == 1]


def gsd(root):
    with open_text(f"{root}/train-ok/fr/lexicon/gsd-form-lemma-pos-feats-count.tsv") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 3 and columns[2] in TAGS:
                yield columns[0], columns[1], columns[2]


def agree(rules):
    return rules.most_common(1)[0][1] >= SHARE * sum(rules.values())


def lexicon_of(sentences, extra, sure):
    """[(form, UPOS, rule)]: `extra` adds forms that the sentences do not have, `sure` decides also where few disagree."""
    seen = defaultdict(Counter)
    for s in sentences:
        for form, tag, lemma in zip(s.forms, s.upos, s.lemmas):
            if tag and lemma is not None:
                seen[lower(fold(form)), tag][rule_of(form, lemma)] += 1
    trees = set(seen)
    for form, lemma, tag in extra:
        if (lower(fold(form)), tag) not in trees:
            seen[lower(fold(form)), tag][rule_of(form, lemma)] += 1
    for form, lemma, tag in sure:
        key = lower(fold(form)), tag
        if key not in seen or (not agree(seen[key]) and sum(seen[key].values()) <= FEW):
            seen[key] = Counter([rule_of(form, lemma)])
    return [(form, tag, rules.most_common(1)[0][0]) for (form, tag), rules in sorted(seen.items()) if agree(rules)]


def allowed_of(sentences, feats):
    known, out = {f: i for i, f in enumerate(feats)}, np.zeros((len(UPOS), len(feats)), np.uint8)
    for s in sentences:
        for tag, f in zip(s.upos, s.feats or []):
            if tag in UPOS and f in known:
                out[UPOS.index(tag), known[f]] = 1
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("checkpoint", "corpora", "benchmarks", "treebank", "prepared", "spacy", "wordnet"):
        parser.add_argument("--" + name, required=True)
    args = parser.parse_args()
    state = torch.load(args.checkpoint, weights_only=False)
    corpora, _ = data.load(args.corpora, args.benchmarks, args.treebank, args.prepared)
    sources = {"fr": lemma_lists.french(args.spacy), "en": lemma_lists.english(args.wordnet)}
    state["lexicon"], state["allowed"] = {}, {}
    for language, source in sources.items():
        own = [s for c in corpora for s in c.sentences if s.language == language and s.upos]
        tagged = [s for s in own if s.lemmas]
        extra = list(gsd(args.corpora)) if language == "fr" else []
        sure = dictionary(raw_words(args.corpora, language), source)
        state["lexicon"][language] = lexicon_of(tagged, extra, sure)
        state["allowed"][language] = allowed_of([s for s in own if s.feats], state["labels"]["feats"])
        print(f"{language}: {len(state['lexicon'][language])} forms, {int(state['allowed'][language].sum())} sets of features")
    torch.save(state, args.checkpoint)


if __name__ == "__main__":
    main()
