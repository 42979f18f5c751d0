"""The corpora whose texts are annotated here without being kept here: what a key of sources.tsv means.

    winer ID                 an article of WiNER-fr
    europarl LANGUAGE LINE   a speech: its sentences joined by spaces (LINE from 1)
    whitehouse FIRST LAST    paragraphs FIRST to LAST (from 1), a line each
    gum DOCUMENT             a document of GUM: its sentences joined by spaces, a paragraph a line
    gmb FIRST LAST           sentences FIRST to LAST (from 1) of the newswire of the Groningen Meaning Bank, a line each
"""
import json
import lzma
import re
from functools import lru_cache


@lru_cache(None)
def lines_of(path, errors="strict"):
    with lzma.open(path, "rt", encoding="utf-8", errors=errors) as lines:
        return lines.read().split("\n")


@lru_cache(None)
def winer(corpora):
    found = {}
    for line in lines_of(f"{corpora}/train-ok/fr/ner/winer-fr.jsonl.xz"):
        if line:
            article = json.loads(line)
            found[article["id"]] = article["text"]
    return found


@lru_cache(None)
def gum(corpora):
    documents, name = {}, None
    for part in ("train", "dev", "test"):
        for line in lines_of(f"{corpora}/train-ok/en/treebank/en_gum-open-{part}.conllu.xz"):
            if line.startswith("# newdoc id"):
                name = line.split("=", 1)[1].strip()
                documents[name] = ""
            elif line.startswith("# newpar"):
                documents[name] += "\n"
            elif line.startswith("# text ="):
                documents[name] += line.split("=", 1)[1].strip() + " "
    return {name: re.sub(r" *\n+ *", "\n", text).strip() for name, text in documents.items()}


def running(words):
    """The words of a sentence as they are written: no space before a comma, within quotes, after a bracket."""
    out, is_open, is_joined = "", False, True
    for word in words:
        closes = word == '"' and is_open
        is_joined = is_joined or closes or word in (".", ",", ";", ":", "?", "!", ")", "%", "n't") or word.startswith("'")
        out += word if is_joined else " " + word
        is_open = is_open != (word == '"')
        is_joined = word in ("(", "$") or (word == '"' and is_open)
    return out


@lru_cache(None)
def gmb(corpora):
    sentences, words = [], []
    for line in lines_of(f"{corpora}/train-ok/en/ner/gmb-newswire.tsv.xz", "replace"):
        if line:
            words.append(line.split("\t")[0])
        elif words:
            sentences.append(running(words))
            words = []
    return sentences


def text_of(corpora, key):
    kind, *rest = key.split()
    if kind == "winer":
        return winer(corpora)[rest[0]]
    if kind == "gum":
        return gum(corpora)[rest[0]]
    if kind == "europarl":
        speech = json.loads(lines_of(f"{corpora}/raw/europarl-foreign.fr-en.jsonl.xz")[int(rest[1]) - 1])
        return " ".join(speech[rest[0]])
    if kind == "whitehouse":
        first, last = map(int, rest)
        return "\n".join(lines_of(f"{corpora}/raw/whitehouse-foreign.en.txt.xz")[first - 1:last])
    if kind == "gmb":
        first, last = map(int, rest)
        return "\n".join(gmb(corpora)[first - 1:last])
    raise SystemExit(f"no corpus {kind}; see sources.py")
