#!/usr/bin/env python3
"""Trains the analyser of one language: tags, lemmas, trees and names in one network.

    python3 training/language/train.py --language fr --corpora ../shared/corpora --out /tmp/fr.pt

The weights go to --out (and again every --every steps); export.py turns them into models/<language>.model.
The same seed, data and number of threads give the same weights.
"""
import argparse
import math
import random
import time

import torch
import torch.nn.functional as F

import gazetteer
import recipes
import vectors
from batches import Encoder, Labels, NAME_TAGS, UPOS, group
from corpora import IGNORE
from lemmas import apply
from name_data import spans
from network import Network

CONFIG = {"word": 160, "ngram": 160, "affix": 64, "hidden": 192, "name_hidden": 96, "tag": 128, "arc": 192, "rel": 128,
          "ngram_buckets": 1 << 14, "affix_buckets": 1 << 12, "dropout": 0.28}
TINY = {"word": 16, "ngram": 16, "affix": 16, "hidden": 16, "name_hidden": 16, "tag": 16, "arc": 16, "rel": 16,
        "ngram_buckets": 128, "affix_buckets": 128, "dropout": 0.0}


def cross_entropy(scores, gold, smoothing=0.0):
    return F.cross_entropy(scores.reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE,
                           reduction="sum", label_smoothing=smoothing) / gold.numel()


def tag_loss(network, x, b):
    upos, feats, rules = network.tag(x)
    return (0.5 * cross_entropy(upos, b["upos"]) + 0.5 * cross_entropy(feats, b["feats"]) +
            0.5 * cross_entropy(rules, b["rules"]))


def tree_loss(network, x, b):
    scores, parts = network.arcs(x, b)
    heads = b["heads"].clamp(min=0)
    return cross_entropy(scores, b["heads"]) + cross_entropy(network.labels(parts, heads), b["deprels"])


def name_loss(network, x, b):
    return cross_entropy(network.names(x, b), b["names"])


def loss_of(network, b, kind):
    x = network.encode(b)
    other = 0.5 * cross_entropy(network.xpos_of(x), b["xpos"]) if bool((b["xpos"] >= 0).any()) else 0.0
    if kind == "names":
        return name_loss(network, x, b) + other
    loss = tag_loss(network, x, b) + other
    return loss + tree_loss(network, x, b) if kind == "trees" else loss


@torch.no_grad()
def evaluate(network, encoder, encoded):
    """Quick figures (best head of each word, no tree search); the scorer of the project has the last word."""
    network.eval()
    labels = encoder.labels
    total = dict.fromkeys(("words", "upos", "feats", "lemmas", "uas", "las", "gold", "found", "both"), 0)
    for part in group(encoded, 4000):
        b = encoder.batch(part)
        x = network.encode(b)
        if part[0]["sentence"].upos:
            upos, feats, rules = (s.argmax(-1) for s in network.tag(x))
            scores, parts = network.arcs(x, b)
            heads = scores.argmax(-1)
            deprels = network.labels(parts, heads).argmax(-1)
        names = network.names(x, b).argmax(-1)
        for row, e in enumerate(part):
            s = e["sentence"]
            if s.upos:
                for i in range(e["n"]):
                    total["words"] += 1
                    total["upos"] += UPOS[upos[row, i]] == s.upos[i]
                    total["feats"] += labels.feats[feats[row, i]] == s.feats[i]
                    total["lemmas"] += apply(labels.rules[rules[row, i]], s.forms[i]) == s.lemmas[i]
                    right = int(heads[row, i]) == s.heads[i]
                    total["uas"] += right
                    total["las"] += right and (labels.deprels[deprels[row, i]].split(":")[0] ==
                                               s.deprels[i].split(":")[0])
            if s.names:
                gold = {x for x in spans(s.names) if x[2] != "MISC"}
                found = {x for x in spans([NAME_TAGS[t] for t in names[row, :e["n"]]]) if x[2] != "MISC"}
                total["gold"] += len(gold)
                total["found"] += len(found)
                total["both"] += len(gold & found)
    network.train()
    out = {k: round(100 * total[k] / total["words"], 2) for k in ("upos", "feats", "lemmas", "uas", "las")
           if total["words"]}
    if total["gold"]:
        out["names"] = round(200 * total["both"] / max(1, total["gold"] + total["found"]), 2)
    return out


def steps_of_epoch(corpora, rng, words):
    """Each corpus gives its share of sentences; trees, tags and names make batches of their own."""
    kinds = {"trees": [], "tags": [], "names": []}
    for corpus in corpora:
        whole, part = divmod(corpus.share, 1)
        chosen = corpus.encoded * int(whole) + rng.sample(corpus.encoded, int(part * len(corpus.encoded)))
        kinds[corpus.kind] += chosen
    steps = [(kind, batch) for kind, chosen in kinds.items() for batch in group(chosen, words, rng)]
    rng.shuffle(steps)
    return steps


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", required=True)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--benchmarks", help="folder of the benchmarks, whose texts are left out of training")
    parser.add_argument("--treebank", help="folder of the project's own treebank")
    parser.add_argument("--names", help="output of `entente-train gazetteer`")
    parser.add_argument("--given-names", help="schema/gazetteer/given_names.tsv")
    parser.add_argument("--vectors", help="output of vectors.py")
    parser.add_argument("--vector-words", type=int, help="so many of its commonest words are known beside those of the "
                        "corpora; as many as a model has room for if not given")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--steps", type=int, help="stop after so many steps instead of --epochs")
    parser.add_argument("--words", type=int, default=1500, help="words in a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=400)
    parser.add_argument("--limit", type=int, help="sentences of each corpus, to try the program out")
    parser.add_argument("--tiny", action="store_true", help="a few kB, from the --treebank alone: for unit tests")
    parser.add_argument("--name-share", type=float, default=1.0, help="factor on the shares of the name corpora")
    parser.add_argument("--treebank-share", type=float, default=2.0, help="how often an epoch has --treebank")
    parser.add_argument("--silver", help="output of silver.py")
    parser.add_argument("--silver-share", type=float, default=0.5, help="part of its sentences in an epoch")
    parser.add_argument("--start", help="weights to start from: a file written by an earlier run")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    config = TINY if args.tiny else CONFIG

    corpora, dev = recipes.load(args)
    for c in corpora:
        c.share *= args.name_share if c.kind == "names" else 1.0
    known, rows = vectors.read(args.vectors) if args.vectors else ({}, None)
    labels = Labels([s for c in corpora for s in c.sentences])
    start = torch.load(args.start, weights_only=False) if args.start else None
    if start:
        labels.__dict__.update(start["labels"])
        labels.index()
    labels.add([f"{args.language}:{word}" for word in list(known)[:args.vector_words or recipes.VECTOR_WORDS.get(args.language)]])
    encoder = Encoder(labels, config, gazetteer.read(args.names, args.given_names))
    for c in corpora:
        c.encoded = [encoder.encode(s) for s in c.sentences]
    dev = {name: [encoder.encode(s) for s in sentences] for name, sentences in dev.items()}
    sizes = labels.sizes() | {"vectors": 0 if rows is None else rows.shape[1]}
    network = Network(sizes, config)
    if known:
        network.vectors = vectors.of_words(labels.words, args.language, known, rows)
    if start:
        network.load_state_dict(start["weights"], strict=False)
    average = {k: v.clone() for k, v in network.state_dict().items()}
    optimizer = torch.optim.AdamW(network.parameters(), lr=args.rate, betas=(0.9, 0.95), weight_decay=0.01, fused=True)
    per_epoch = len(steps_of_epoch(corpora, random.Random(0), args.words))
    total = args.steps or per_epoch * args.epochs
    print(f"{sizes}, {len(labels.words)} words, {sum(p.numel() for p in network.parameters())} parameters, "
          f"{per_epoch} steps an epoch, {total} steps", flush=True)

    def save():
        kept = {k: v for k, v in labels.__dict__.items() if not k.endswith("_id")}
        torch.save({"weights": average, "vectors": network.vectors.half(), "labels": kept,
                    "gazetteer": encoder.gazetteer, "config": config, "sizes": sizes, "step": step,
                    "arguments": {k: v for k, v in vars(args).items() if isinstance(v, (int, float))},
                    "language": args.language}, args.out)

    def report():
        weights = {k: v.clone() for k, v in network.state_dict().items()}
        network.load_state_dict(average)
        figures = {name: evaluate(network, encoder, sentences) for name, sentences in dev.items()}
        network.load_state_dict(weights)
        print(f"step {step}/{total} {time.time() - began:.0f} s loss {running:.3f} {figures}", flush=True)

    began, step, running, seen = time.time(), 0, 0.0, 0
    while step < total:
        for kind, batch in steps_of_epoch(corpora, rng, args.words)[:total - step]:
            warm = min(1.0, (step + 1) / 200)
            rate = args.rate * warm * 0.5 * (1 + math.cos(math.pi * step / total))
            for g in optimizer.param_groups:
                g["lr"] = max(rate, args.rate * 0.01)
            b = encoder.batch(batch, rng)
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(network, b, kind)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            step += 1
            seen += int(b["lengths"].sum())
            keep = min(0.998, step / (step + 10))
            if step % 4 == 0:
                with torch.no_grad():
                    for k, v in network.state_dict().items():
                        average[k].lerp_(v, 1 - keep ** 4)
            running = 0.98 * running + 0.02 * float(loss.detach()) if step > 1 else float(loss.detach())
            if step % 50 == 0:
                print(f"{step} {running:.3f} {seen / (time.time() - began):.0f} words/s", flush=True)
            if step % args.every == 0:
                save()
                report()
    save()
    report()


if __name__ == "__main__":
    main()
