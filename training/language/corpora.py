"""Readers: treebanks, tagged text and name corpora become lists of Sentence."""
import json
import lzma
import os
import re
from dataclasses import dataclass, field

IGNORE = -100


@dataclass
class Sentence:
    forms: list
    bank: str
    language: str
    xpos: list = None      # tags of the Penn Treebank, only to help the others
    upos: list = None      # None or a list with None for what is unknown
    feats: list = None
    lemmas: list = None
    heads: list = None     # 0: root
    deprels: list = None
    names: list = None     # BIO tags
    extra: dict = field(default_factory=dict)


def open_text(path):
    for candidate in (path, path + ".xz"):
        if os.path.exists(candidate):
            return lzma.open(candidate, "rt", encoding="utf-8") if candidate.endswith(".xz") else open(
                candidate, encoding="utf-8")
    raise SystemExit(f"{path}: not found, neither plain nor as .xz; give the corpora's folder with --corpora")


def blocks(path):
    """Lists of lines between blank lines, comments left out."""
    block = []
    with open_text(path) as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line.strip():
                if block:
                    yield block
                block = []
            elif not (line.startswith("# ") or line == "#"):
                block.append(line)
    if block:
        yield block


def read_conllu(path, bank, language, columns="upos feats lemmas trees"):
    sentences = []
    for block in blocks(path):
        rows = [r for r in (line.split("\t") for line in block) if r[0].isdigit()]
        s = Sentence([r[1] for r in rows], bank, language)
        if language == "en":
            s.xpos = [r[4] if r[4] != "_" else None for r in rows]
        if "upos" in columns:
            s.upos = [r[3] if r[3] != "_" else None for r in rows]
        if "feats" in columns:
            s.feats = [r[5] if r[5] != "_" else "" for r in rows]
        if "lemmas" in columns:
            s.lemmas = [None if r[2] == "_" and r[1] != "_" else r[2] for r in rows]
        if "trees" in columns:
            s.heads = [int(r[6]) if r[6] != "_" else IGNORE for r in rows]
            s.deprels = [r[7] if r[7] != "_" else None for r in rows]
        if "names" in columns:
            s.names = [next((m[3:] for m in r[9].split("|") if m.startswith("NE=")), "O") for r in rows]
        sentences.append(s)
    return sentences


def read_partial_tags(path, bank, language):
    """The tag-only part of GSD: its features are whole for open classes, its pronoun lemmas are of an older scheme."""
    sentences = read_conllu(path, bank, language, "upos feats lemmas")
    for s in sentences:
        for i, tag in enumerate(s.upos):
            if tag not in ("NOUN", "ADJ", "VERB", "AUX"):
                s.feats[i] = None
            if tag in (None, "PRON", "DET"):
                s.lemmas[i] = None
    return sentences


TITLES = {"Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "President", "Prime", "Minister", "Secretary", "General", "Senator",
          "Chancellor", "King", "Queen", "Prince", "Pope", "Foreign", "Vice", "Defense", "Judge", "Justice", "Sheikh",
          "Former", "Ambassador", "Governor", "Premier", "Representative", "Colonel", "Captain", "Major", "Lieutenant",
          "State", "U.S.", "Vice-President", "Spokesman", "Chairman", "Director", "Monsieur", "Madame", "M.", "Mme"}

TYPES = {"per": "PER", "pers": "PER", "person": "PER", "politician": "PER", "loc": "LOC", "geo": "LOC",
         "location": "LOC", "country": "LOC", "org": "ORG", "organisation": "ORG", "politicalparty": "ORG",
         "misc": "MISC", "art": "MISC", "eve": "MISC", "nat": "MISC", "election": "MISC", "event": "MISC",
         "prod": "MISC", "humanprod": "MISC", "o": None, "gpe": None, "tim": None}


def bio(tags, forms=None, strip_titles=False):
    """Any of IO, BIO with any type names to BIO over PER, LOC, ORG and MISC."""
    out, previous = [], None
    for tag in tags:
        prefix, _, kind = tag.partition("-")
        kind = TYPES.get(kind.lower()) if kind else None
        if kind is None:
            out.append("O")
        else:
            out.append(("B-" if prefix == "B" or previous != kind else "I-") + kind)
        previous = kind
    if strip_titles:
        for i, form in enumerate(forms):
            if out[i] == "B-PER" and form in TITLES and i + 1 < len(out) and out[i + 1] == "I-PER":
                out[i], out[i + 1] = "O", "B-PER"
    return out


def read_columns(path, bank, language, form_column, tag_column, separator=None, strip_titles=False):
    sentences = []
    for block in blocks(path):
        rows = [line.split(separator) for line in block]
        rows = [r for r in rows if len(r) > max(form_column, tag_column)]
        if rows and not rows[0][form_column].startswith("TOKEN"):
            forms = [r[form_column] for r in rows]
            tags = bio([r[tag_column] for r in rows], forms, strip_titles)
            sentences.append(Sentence(forms, bank, language, names=tags))
    return sentences


def read_gmb(path, bank, language, regions=frozenset()):
    """`regions`: lower-cased names that the corpus sometimes marks as it marks demonyms; they are left open."""
    sentences = []
    for block in blocks(path):
        rows = [line.split("\t") for line in block if line.count("\t") >= 2]
        if rows:
            forms = [r[0] for r in rows]
            names = bio([r[2] for r in rows], forms, True)
            for i, row in enumerate(rows):
                if row[2].endswith("gpe") and row[0].lower() in regions:
                    names[i] = None
            sentences.append(Sentence(forms, bank, language, xpos=[r[1] for r in rows], names=names))
    return sentences


GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}


def read_gum_names(path, bank, language):
    """Names of GUM: mentions with a proper noun as their head. The name is the run of proper nouns around that head;
    "of" and "the" within it join what is no person."""
    sentences = []
    for block in blocks(path):
        rows = [r for r in (line.split("\t") for line in block) if r[0].isdigit()]
        tags = ["O"] * len(rows)
        for start, end, kind in sorted(gum_mentions(rows), key=lambda m: m[1] - m[0]):
            span = None if kind == "time" else name_within(rows, start, end, kind == "person")
            if span:
                first, last = span
                for i in range(first, last):
                    tags[i] = ("B-" if i == first else "I-") + GUM_TYPES.get(kind, "MISC")
                if last < len(tags) and tags[last].startswith("I-"):
                    tags[last] = "B-" + tags[last][2:]
        sentences.append(Sentence([r[1] for r in rows], bank, language, names=tags))
    return sentences


def gum_mentions(rows):
    """(start, end, type) of the bracketed entities that open and close within the sentence."""
    open_ones, found = {}, []
    for i, row in enumerate(rows):
        entity = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", entity):
            fields = part.strip("()").split("-")
            if part.startswith("("):
                open_ones.setdefault(fields[0], []).append((i, fields[1] if len(fields) > 1 else ""))
            if part.endswith(")") and open_ones.get(fields[0]):
                start, kind = open_ones[fields[0]].pop()
                found.append((start, i + 1, kind))
    return found


def name_within(rows, start, end, is_person):
    def proper(i):
        return rows[i][4] in ("NNP", "NNPS") and rows[i][1][:1].isupper()

    head = next((i for i in range(start, end) if not start < int(rows[i][6]) <= end), start)
    if not proper(head):
        return None
    first, last = head, head + 1
    while first > start and (proper(first - 1) or rows[first - 1][1] == "-" and first - 1 > start and
                             proper(first - 2)):
        first -= 1
    while last < end:
        step = 1
        while not is_person and last + step < end and rows[last + step - 1][1] in ("of", "the", "for", "and", "-", "'s"):
            step += 1
        if last + step > end or not proper(last + step - 1):
            break
        last += step
    while is_person and first < last - 1 and rows[first][1] in TITLES:
        first += 1
    return first, last


def read_unbroken(path, bank, language):
    """A corpus without sentence breaks: cut after full stops, and at 60 words."""
    sentences, forms, tags = [], [], []
    for block in blocks(path):
        for line in block:
            form, _, tag = line.rpartition(" ")
            forms.append(form)
            tags.append(tag)
            if (form in ".!?" and len(forms) > 5) or len(forms) >= 60:
                sentences.append(Sentence(forms, bank, language, names=bio(tags)))
                forms, tags = [], []
    return sentences


POPCORN_TYPES = (("PLACE", "LOC"), ("ORGANISATION", "ORG"), ("ORGANIZATION", "ORG"), ("CIVILIAN", "PER"),
                 ("MILITARY", "PER"), ("TERRORIST", "PER"), ("CRIMINAL", "PER"), ("PERSON", "PER"))
WORD = re.compile(r"\w+[’']|\w+(?:-\w+)*|[^\w\s]")


def read_popcorn(path, bank, language, left_out):
    """Mentions that carry a capital inside are names; the texts of the benchmark are left out."""
    with open_text(path) as f:
        texts = json.load(f)
    sentences = []
    for key, text in texts.items():
        if key in left_out:
            continue
        tags = {}
        for entity in text["entities"]:
            kind = next((k for part, k in POPCORN_TYPES if part in entity["type"]), None)
            for mention in entity["mentions"]:
                words = mention["value"].split()
                if kind and "value" not in entity and words and words[-1][:1].isupper() and words[0][:1].isupper():
                    for at in range(mention["start"], mention["end"]):
                        tags[at] = ("B-" if at == mention["start"] else "I-") + kind
        forms, labels, inside = [], [], None
        for m in WORD.finditer(text["text"]):
            tag = tags.get(m.start(), "O")
            forms.append(m.group())
            labels.append(tag)
            if m.group() in ".!?" and len(forms) > 3:
                sentences.append(Sentence(forms, bank, language, names=labels))
                forms, labels = [], []
        if forms:
            sentences.append(Sentence(forms, bank, language, names=labels))
    for s in sentences:
        s.names = bio(s.names)
    return sentences


def benchmark_ids(folder):
    return {name[len("popcorn-"):-len(".json")] for name in os.listdir(folder) if name.endswith(".json")}
