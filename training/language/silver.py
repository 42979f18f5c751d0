#!/usr/bin/env python3
"""Reads trees into text that has none, so that train.py can go on with it: self-training (McClosky et al., NAACL 2006).

    python3 training/language/silver.py --weights fr.pt --weights fr-other.pt --corpora CORPORA --out fr.silver.conllu

What the networks say is averaged. Heads and labels of which they are not sure are left open (`_`), and sentences with
many of these left out. French: the part of GSD that has tags only, which are kept; English: newswire of GMB.
"""
import argparse
import os
import random

import torch

import corpora as read
from batches import Encoder, UPOS, group
from corpora import Sentence
from export import network_of

STYLE = {"fr": "gsd", "en": "ewt"}  # the treebank whose style is read
ENGLISH_SENTENCES = 16000


def sentences_of(root, language):
    if language == "fr":
        return read.read_partial_tags(os.path.join(root, "fr", "treebank", "fr_gsd-train-part-tags.conllu"), "gsd", "fr")
    found = read.read_gmb(os.path.join(root, "en", "ner", "gmb-newswire.tsv"), "gmb", "en")
    # Its words are cut in another way where they have a hyphen.
    whole = [s for s in found if not any("-" in f.strip("-") for f in s.forms)]
    return random.Random(1).sample(whole, ENGLISH_SENTENCES)


class Teacher:
    def __init__(self, path):
        state = torch.load(path, weights_only=False)
        self.network, self.labels = network_of(state)
        self.encoder = Encoder(self.labels, state["config"], state["gazetteer"])

    @torch.no_grad()
    def read(self, sentences):
        """For each sentence the probabilities of tags [n, UPOS], heads [n, n + 1] and labels [n, n + 1, label]."""
        encoded = [self.encoder.encode(s) for s in sentences]
        b = self.encoder.batch(encoded)
        x = self.network.encode(b)
        tags = self.network.tag(x)[0].softmax(-1)
        scores, parts = self.network.arcs(x, b)
        heads = scores.softmax(-1)
        return tags, heads, parts

    @torch.no_grad()
    def labels_at(self, parts, heads):
        """Names and probabilities of the labels for given heads."""
        return self.network.labels(parts, heads).softmax(-1)


def annotate(teachers, sentences, sure):
    """Yields (sentence, tags, heads, labels), None for what is not sure."""
    read_by = [t.read(sentences) for t in teachers]
    heads = sum(r[1] for r in read_by) / len(teachers)
    tags = sum(r[0] for r in read_by) / len(teachers)
    best = heads.argmax(-1)
    names = sorted({d for t in teachers for d in t.labels.deprels})
    labels = torch.zeros(*best.shape, len(names))
    for teacher, (_, _, parts) in zip(teachers, read_by):
        own = torch.tensor([names.index(d) for d in teacher.labels.deprels])
        labels[..., own] += teacher.labels_at(parts, best) / len(teachers)
    for row, s in enumerate(sentences):
        out_tags, out_heads, out_labels = [], [], []
        for i in range(len(s.forms)):
            p, label = labels[row, i].max(-1)
            known = float(p * heads[row, i, best[row, i]]) >= sure
            out_heads.append(int(best[row, i]) if known else None)
            out_labels.append(names[int(label)] if known else None)
            p, tag = tags[row, i].max(-1)
            gold = s.upos[i] if s.upos else None
            out_tags.append(gold or (UPOS[int(tag)] if float(p) >= sure else None))
        yield s, out_tags, out_heads, out_labels


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True, action="append")
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--sure", type=float, default=0.75, help="probability of head and label from which they are kept")
    parser.add_argument("--known", type=float, default=0.85, help="part of the words whose head must be kept")
    args = parser.parse_args()
    torch.set_num_threads(1)
    teachers = [Teacher(path) for path in args.weights]
    language = torch.load(args.weights[0], weights_only=False)["language"]
    found = [Sentence(s.forms, STYLE[language], language, upos=s.upos if language == "fr" else None)
             for s in sentences_of(os.path.join(args.corpora, "train-ok"), language) if 4 <= len(s.forms) <= 60]
    found.sort(key=lambda s: len(s.forms))
    kept = words = known_words = 0
    with open(args.out, "w", encoding="utf-8") as out:
        for start in range(0, len(found), 100):
            for s, tags, heads, labels in annotate(teachers, found[start:start + 100], args.sure):
                known = sum(h is not None for h in heads)
                if known < args.known * len(heads) or heads.count(0) != 1:
                    continue
                kept, words, known_words = kept + 1, words + len(heads), known_words + known
                for i, (form, tag, head, label) in enumerate(zip(s.forms, tags, heads, labels), 1):
                    head = "_" if head is None else head
                    out.write(f"{i}\t{form}\t_\t{tag or '_'}\t_\t_\t{head}\t{label or '_'}\t_\t_\n")
                out.write("\n")
    print(f"{args.out}: {kept} of {len(found)} sentences, {words} words, {known_words} of them with a head")


if __name__ == "__main__":
    main()
