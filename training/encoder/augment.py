"""Annotated articles with other names in them, so that relations are learned from what is said rather than from who is
known to do what: people, places and states are exchanged for others of the same kind that stand in the same number of
words, everywhere in the article. Words keep their places, so that all annotations hold.
"""
import csv
from pathlib import Path

from relations import TYPES

STATES = Path(__file__).resolve().parents[2] / "schema" / "gazetteer" / "states.tsv"
SHARE = {"Person": 0.7, "State": 0.6, "Place": 0.6}  # of the things of each type
BARE = {"Cuba", "Chypre", "Malte", "Madagascar", "Oman", "Singapour", "Bahreïn", "Djibouti", "Taïwan", "Monaco", "Maurice"}
MASCULINE = {"Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname"}


def article_class(name, language):
    """States whose names take the same article; None for names that are left alone."""
    if language != "fr":
        return "" if " " not in name else None
    if " " in name or name in BARE or name.endswith("s"):
        return None
    if name[0] in "AEIOUÉÎÂ":
        return None if name in ("Israël", "Haïti") else "vowel"
    return "feminine" if name.endswith("e") and name not in MASCULINE else "masculine"


class Exchange:
    """What stands in the articles may be exchanged for."""

    def __init__(self, readings, articles):
        """`readings`: what the program read, for the names of states; `articles`: for people and places."""
        rows = [line for line in STATES.read_text("utf-8").splitlines() if not line.startswith("#")]
        self.demonyms = {}  # (language, key) -> forms in order of gender and number
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            for language in ("fr", "en"):
                if row.get(f"demonym.{language}"):
                    self.demonyms[language, row["key"]] = row[f"demonym.{language}"].split("|")
        self.states = {}    # (language, key) -> name
        for reading in readings:
            for entity in reading["entities"]:
                if entity["type"] == "State" and (reading["language"], entity["key"]) in self.demonyms:
                    self.states[reading["language"], entity["key"]] = entity["name"]
        self.keys = {(language, name): key for (language, key), name in self.states.items()}
        self.people, self.places = {}, {}
        for article in articles:
            for words in self.names_of(article, "Person"):
                self.people.setdefault((article.language, len(words)), []).append(words)
            for words in self.names_of(article, "Place"):
                if len(words) == 1 and (article.language, words[0]) not in self.keys:
                    self.places.setdefault(article.language, []).append(words)

    @staticmethod
    def names_of(article, kind):
        """Of each thing of a type its longest name, in words that begin with a capital."""
        for number, mentions in article.things:
            if TYPES[number] != kind:
                continue
            names = [[t[2] for t in article.sentences[s][first:last]] for s, first, last, form in mentions if form == 0]
            names = [n for n in names if all(w[:1].isupper() and w.replace("-", "").isalpha() for w in n)]
            if names and len(max(names, key=len)) <= 3:
                yield max(names, key=len)

    def of_article(self, article, rng):
        """{word: another}, to be exchanged wherever they stand."""
        out, language = {}, article.language

        def exchange(old, new):
            for a, b in zip(old, new):
                if len(a) > 1 and a not in out:
                    out[a] = b
                    out.setdefault(a.upper(), b.upper())

        for words in self.names_of(article, "Person"):
            if rng.random() < SHARE["Person"]:
                exchange(words, rng.choice(self.people[language, len(words)]))
        for words in self.names_of(article, "Place"):
            if len(words) == 1 and language in self.places and rng.random() < SHARE["Place"]:
                if (language, words[0]) not in self.keys:
                    exchange(words, rng.choice(self.places[language]))
        for words in self.names_of(article, "State"):
            key = self.keys.get((language, " ".join(words)))
            kind = article_class(" ".join(words), language) if key else None
            if kind is None or rng.random() >= SHARE["State"]:
                continue
            others = [k for (lang, k), name in self.states.items()
                      if lang == language and article_class(name, language) == kind and
                      len(self.demonyms[lang, k]) == len(self.demonyms[lang, key])]
            other = rng.choice(sorted(others))
            exchange(words, [self.states[language, other]])
            for a, b in zip(self.demonyms[language, key], self.demonyms[language, other]):
                if " " not in a + b:
                    out.setdefault(a, b)
                    out.setdefault(a.capitalize(), b.capitalize())
        return out
