#!/usr/bin/env python3
"""Lemmas that dictionaries know, for the lexicon of a model: form, lemma and UPOS, tab-separated.

    python3 training/language/lemma_lists.py --spacy fr_core_news_md-3.8.0/lemmatizer/lookups --vectors fr.vectors.npz \\
        --out fr.lemmas.tsv
    python3 training/language/lemma_lists.py --wordnet usr/share/wordnet --vectors en.vectors.npz --out en.lemmas.tsv

French: the tables of inflected verbs and nouns of spaCy's lookups. English: the verbs and nouns of WordNet, inflected by
the rules of its morphological processor turned round (Fellbaum 1998), and its lists of exceptions. Only forms that the
vectors know, for what nobody writes takes room, and only those with one lemma.
"""
import argparse
import os
import re
from collections import defaultdict

import vectors

VOWELS = "aeiou"


def french(folder):
    from spacy.strings import hash_string
    import srsly
    with open(os.path.join(folder, "lookups.bin"), "rb") as f:
        tables = srsly.msgpack_loads(f.read())
    for tag, name in (("VERB", "verb"), ("NOUN", "noun")):
        for form, lemmas in tables["lemma_exc"][hash_string(name)].items():
            for lemma in lemmas:
                yield form, lemma, tag


def with_s(word):
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def past_and_gerund(verb):
    """The regular ones; with one final consonant both that and two of it."""
    if verb.endswith("ie"):
        return verb + "d", verb[:-2] + "ying"
    if verb.endswith("e"):
        return verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied", verb + "ing"
    doubled = verb + verb[-1]
    if len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
        return verb + "ed", verb + "ing", doubled + "ed", doubled + "ing"
    return verb + "ed", verb + "ing"


def english(folder):
    for tag, name in (("VERB", "verb"), ("NOUN", "noun")):
        with open(os.path.join(folder, f"index.{name}"), encoding="utf-8") as lines:
            lemmas = {line.split(" ", 1)[0] for line in lines if not line.startswith(" ")}
        lemmas = {word for word in lemmas if re.fullmatch("[a-z]{2,}", word)}
        for lemma in lemmas:
            for form in (with_s(lemma), *(past_and_gerund(lemma) if tag == "VERB" else ())):
                if form not in lemmas:
                    yield form, lemma, tag
        with open(os.path.join(folder, f"{name}.exc"), encoding="utf-8") as lines:
            for form, *of in (line.split() for line in lines):
                for lemma in of:
                    if "_" not in form and form not in lemmas:
                        yield form, lemma, tag


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--spacy", help="the folder lemmatizer/lookups of a French model")
    source.add_argument("--wordnet", help="the folder of WordNet's files")
    parser.add_argument("--vectors", required=True, help="output of vectors.py")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    known, _ = vectors.read(args.vectors)
    found = defaultdict(set)
    for form, lemma, tag in french(args.spacy) if args.spacy else english(args.wordnet):
        if form in known:
            found[form, tag].add(lemma)
    sure = sorted((form, lemma, tag) for (form, tag), (lemma, *more) in found.items() if not more)
    with open(args.out, "w", encoding="utf-8") as out:
        out.writelines("\t".join(row) + "\n" for row in sure)
    print(f"{args.out}: {len(sure)} forms")


if __name__ == "__main__":
    main()
