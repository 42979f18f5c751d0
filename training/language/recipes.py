"""Which corpora train which language, how much of each in an epoch, and what is kept for development."""
import os
from dataclasses import dataclass, field

import corpora as read

FRENCH_TREES = [("fr_sequoia-ud-train", "sequoia", 2.0), ("fr_gsd-ud-dev", "gsd", 2.0), ("fr_pud-ud-test", "pud", 1.5),
                ("fr_fqb-ud-test", "fqb", 0.3)]
FRENCH_SPEECH = [("fr_rhapsodie-ud-" + part, "rhapsodie", 0.3) for part in ("train", "dev", "test")] + [
    ("fr_parisstories-ud-" + part, "parisstories", 0.3) for part in ("train", "dev", "test")]
ENGLISH_TREES = [("en_ewt-ud-train", "ewt", 1.0), ("en_gum-open-train", "gum", 0.4), ("en_gum-open-dev", "gum", 0.4),
                 ("en_gum-open-test", "gum", 0.4)]
# So many of the commonest words that vectors know are in a model besides those of its corpora: 20 MB have room for them.
VECTOR_WORDS = {"fr": 54000, "en": 66000}
WIKIGOLD_KEPT = 300  # sentences at the end of WikiGold, for development


@dataclass
class Corpus:
    sentences: list
    kind: str     # trees, tags or names
    share: float  # of its sentences in an epoch
    encoded: list = field(default_factory=list)


def load(args):
    """requires  args.corpora, args.language; args.benchmarks and args.treebank may be None
    Returns the corpora to train on and the development sets by name."""
    root = os.path.join(args.corpora, "train-ok")
    french, english = os.path.join(root, "fr"), os.path.join(root, "en")
    found = []

    def add(sentences, kind, share):
        sentences = [s for s in sentences if 1 <= len(s.forms) <= 120]
        found.append(Corpus(sentences[:args.limit], kind, share))

    def trees(folder, listed, language, factor=1.0, columns="upos feats lemmas trees"):
        for name, bank, share in listed:
            path = os.path.join(folder, "treebank", name + ".conllu")
            add(read.read_conllu(path, bank, language, columns), "trees", share * factor)

    def english_names(factor):
        ner = os.path.join(english, "ner")
        add(read.read_gmb(os.path.join(ner, "gmb-newswire.tsv"), "gmb", "en"), "names", 0.15 * factor)
        add(read.read_columns(os.path.join(ner, "wikigold.conll"), "wikigold", "en", 0, 1)[:-WIKIGOLD_KEPT], "names",
            2.0 * factor)
        for part in ("train", "dev", "test"):
            add(read.read_columns(os.path.join(ner, f"crossner-politics-{part}.conll"), "crossner", "en", 0, 1),
                "names", 1.5 * factor)
        add(read.read_columns(os.path.join(ner, "uner_en_ewt-dev.iob2"), "uner", "en", 1, 2, "\t"), "names",
            1.5 * factor)
        for part in "fg":
            add(read.read_columns(os.path.join(ner, f"btc-{part}.conll"), "btc", "en", 0, 1), "names", 0.3 * factor)

    def french_names():
        ner = os.path.join(french, "ner")
        add(read.read_columns(os.path.join(ner, "fr_sequoia-ne-train.bio"), "sequoia", "fr", 0, 3, "\t"), "names", 3.0)
        left_out = read.benchmark_ids(os.path.join(args.benchmarks, "popcorn")) if args.benchmarks else None
        if left_out:
            add(read.read_popcorn(os.path.join(french, "relations", "popcorn-fr-train.json"), "popcorn", "fr",
                                  left_out), "names", 2.0)
        add(read.read_unbroken(os.path.join(ner, "europeana-fr-bnf.bio"), "europeana", "fr"), "names", 0.05)

    if args.tiny:
        own = read.read_conllu(args.treebank, "own", args.language, "upos feats lemmas trees names")
        add(own, "trees", 1.0)
        add(own, "names", 1.0)
        return found, {"own": own}
    if args.language == "fr":
        trees(french, FRENCH_TREES, "fr")
        trees(french, FRENCH_SPEECH, "fr", 1.0, "upos trees")
        trees(english, ENGLISH_TREES, "en", 0.15)
        add(read.read_partial_tags(os.path.join(french, "treebank", "fr_gsd-train-part-tags.conllu"), "gsdtags", "fr"),
            "tags", 0.5)
        french_names()
        english_names(0.6)
        dev = {"sequoia": read.read_conllu(os.path.join(french, "treebank", "fr_sequoia-ud-dev.conllu"), "sequoia",
                                           "fr"),
               "names": read.read_columns(os.path.join(french, "ner", "fr_sequoia-ne-dev.bio"), "sequoia", "fr", 0, 3,
                                          "\t")}
    elif args.language == "en":
        trees(english, ENGLISH_TREES, "en")
        english_names(1.0)
        dev = {"ewt": read.read_conllu(os.path.join(english, "treebank", "en_ewt-ud-dev.conllu"), "ewt", "en"),
               "names": read.read_columns(os.path.join(english, "ner", "wikigold.conll"), "wikigold", "en", 0,
                                          1)[-WIKIGOLD_KEPT:]}
    else:
        raise SystemExit(f"no recipe for language {args.language}: add one to training/language/recipes.py")
    if getattr(args, "silver", None):
        style = {"fr": "gsd", "en": "ewt"}[args.language]
        add(read.read_conllu(args.silver, style, args.language, "upos trees"), "trees", args.silver_share)
    if args.treebank:
        path = os.path.join(args.treebank, args.language + "-train.conllu")
        # Written in the style of these treebanks.
        add(read.read_conllu(path, {"fr": "gsd", "en": "ewt"}[args.language], args.language), "trees",
            getattr(args, "treebank_share", 2.0))
    return found, dev
