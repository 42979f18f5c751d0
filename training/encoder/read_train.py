#!/usr/bin/env python3
"""Trains the heads of relations, and the encoder with them, on annotated news; the tasks of language go along, so that
trees and names stay as they are. Starts from a checkpoint of train.py.

    read_train.py --start CHECKPOINT --news READINGS:FOLDER [...] --out CHECKPOINT  (and the options of train.py)

--keep N of K leaves out every K-th article from the N-th on, to measure with.
"""
import argparse
import math
import random
import time

import torch
import torch.nn.functional as F

import data
import relations as rel
import train
from network import Linear, Network
from pieces import Pieces
from reading import READING, Reading

RELATIONS = ("supports alliesWith cooperatesWith aids agreesWith promises meets concedes withdrawsFrom investigates demands "
             "criticizes accuses opposes warns threatens sanctions protests deploys trains coerces attacks dependsOn "
             "influences leads spokespersonFor memberOf affiliatedWith partOf locatedIn").split()
LONGEST_WINDOW = 190
MENTION_WEIGHT = 2.5
RARE = 1.6  # what a claim weighs, against the many pairs without one
SHORT = 80  # pieces: articles that are a sentence or two make batches of their own


def encode_article(article, labels, pieces, mentions):
    """Windows of an article and the tensors of its places of assertion."""
    sentences = []
    for i, (tokens, spaced) in enumerate(zip(article.sentences, article.spaced)):
        rows = [pieces.of(t[2], s) for t, s in zip(tokens, spaced)]
        sentences.append({"n": len(tokens), "rows": rows, "size": sum(map(len, rows)), "text": article.name,
                          "bank": labels["banks"].index(data.STYLES[article.language]), "upos": None, "feats": None,
                          "rules": None, "heads": None, "deprels": None, "names": None, "mentions": mentions[i],
                          "sentence": None})
    kept = [e for e in sentences if e["n"]]
    b = rel.tensors(*rel.pairs_of(article, RELATIONS))
    for k in ("labels", "votes"):
        b[k] = b[k].view(-1, len(RELATIONS))
    longest = max((e["n"] for e in sentences), default=0)
    words = torch.full((len(sentences), longest), -1)
    at = 0
    for i, e in enumerate(sentences):
        words[i, :e["n"]] = torch.arange(at, at + e["n"])
        at += e["n"]
    b["words"] = words
    return {"article": article, "windows": data.windows_of(kept, LONGEST_WINDOW), "tensors": b, "size": at,
            "pieces": sum(e["size"] for e in kept), "pairs": len(b["sentence"])}


def mention_labels(article):
    """What the head of mentions learns: every mention but pronouns; None of a sentence of which nobody marked them."""
    if not article.has_mentions:
        return [None] * len(article.sentences)
    out = [[] for _ in article.sentences]
    for kind, mentions in article.things:
        for s, first, last, form in mentions:
            if form != 4:
                out[s].append((first, last, rel.TYPES[kind]))
    return out


def join(parts):
    """The tensors of several articles as those of one."""
    out, words, groups, sentences = {}, 0, 0, 0
    lists = {}
    longest = max(p["tensors"]["words"].shape[1] for p in parts)
    for p in parts:
        b = p["tensors"]
        shifted = {"mentions": b["mentions"] + torch.tensor([words, words, 0]), "owner": b["owner"] + groups,
                   "kind": b["kind"], "sentence": b["sentence"] + sentences, "subject": b["subject"] + groups,
                   "object": b["object"] + groups, "distance": b["distance"], "reach": b["reach"],
                   "nested": b["nested"], "labels": b["labels"], "votes": b["votes"], "polarity": b["polarity"], "modality": b["modality"],
                   "words": F.pad(torch.where(b["words"] >= 0, b["words"] + words, b["words"]),
                                  (0, longest - b["words"].shape[1]), value=-1)}
        for k, v in shifted.items():
            lists.setdefault(k, []).append(v)
        pairs = sum(len(x) for x in lists["sentence"][:-1])
        for i, (c, s) in enumerate(b["source"]):
            if s >= 0:
                lists.setdefault("source_pairs", []).append(pairs + i)
                lists.setdefault("source_gold", []).append(s)
                lists.setdefault("source_candidates", []).append([g + groups for g in b["candidates"][c]])
        words += p["size"]
        groups += len(b["kind"])
        sentences += len(b["words"])
    for k, v in lists.items():
        out[k] = torch.cat(v) if isinstance(v[0], torch.Tensor) else v
    return out


def relation_loss(scores, labels):
    """Binary cross-entropy; open labels count for nothing, unsure ones half."""
    weight = torch.where(labels == rel.OPEN, 0.0, torch.where(labels == 0.5, 0.5 * RARE, torch.where(labels > 0, RARE, 1.0)))
    return (F.binary_cross_entropy_with_logits(scores, (labels > 0).float(), reduction="none") * weight).sum()


def reading_losses(network, reading, parts, special):
    windows = [w for p in parts for w in p["windows"]]
    b = data.batch_of(windows, special)
    x = network.words(b)
    r = join(parts)
    if reading.training:  # frames are a voice among others: now and then they are silent
        r["votes"] = r["votes"] * (torch.rand(len(r["votes"]), 1) > 0.25)
    scores, hidden, _, things = reading(x, r)
    positive = (r["labels"] > 0).any(1)
    n = max(1, int(positive.sum()))
    out = {"relations": relation_loss(scores, r["labels"]) / n,
           "polarity": F.cross_entropy(reading.polarity(hidden).float(), r["polarity"], ignore_index=-100,
                                       reduction="sum") / n,
           "modality": F.cross_entropy(reading.modality(hidden).float(), r["modality"], ignore_index=-100,
                                       reduction="sum") / n}
    if r.get("source_pairs"):
        longest = max(map(len, r["source_candidates"]))
        candidates = torch.tensor([c + [-1] * (longest - len(c)) for c in r["source_candidates"]])
        source = reading.sources(hidden, things, torch.tensor(r["source_pairs"]), candidates)
        out["source"] = F.cross_entropy(source, torch.tensor(r["source_gold"]), reduction="sum") / n
    told = [i for i, e in enumerate(b["sentences"]) if e["mentions"] is not None]
    if told:
        sentences = [b["sentences"][i] for i in told]
        longest = max(e["n"] for e in sentences)
        spans = network.heads.spans(x, b["rows"][told][:, :longest])
        out["mentions"] = MENTION_WEIGHT * train.cross_entropy(spans, train.mention_gold(sentences, longest)) / len(
            b["first"])
    return out


@torch.no_grad()
def predict(network, reading, part, special):
    """(place, probabilities of the relations, status) of an article's pairs."""
    b = data.batch_of(part["windows"], special)
    with torch.autocast("cpu", torch.bfloat16):
        scores, hidden, weights, _ = reading(network.words(b), join([part]))
        status = reading.polarity(hidden).float(), reading.modality(hidden).float()
    return scores.sigmoid(), status, weights


def article_counts(part, probabilities, threshold):
    """Required claims, found ones, predicted and right ones, and the same for pairs, as the scorer counts them."""
    article = part["article"]
    keys = rel.pairs_of(article, RELATIONS)[0]["key"]
    best = {}
    for (_, a, b), row in zip(keys, probabilities.tolist()):
        for t, p in enumerate(row):
            symmetric = RELATIONS[t] in rel.SYMMETRIC
            k = (t, *sorted((a, b))) if symmetric else (t, a, b)
            best[k] = max(best.get(k, 0.0), p)
    limit = threshold if isinstance(threshold, list) else [threshold] * len(RELATIONS)
    predicted = {k for k, p in best.items() if p >= limit[k[0]]}
    spare, required, right = set(), [], set()
    for c in article.claims:
        fits = {(t, *sorted((a, b))) if RELATIONS[t] in rel.SYMMETRIC else (t, a, b)
                for t in c["types"] for a in c["subjects"] for b in c["objects"]}
        if c["optional"]:
            spare |= fits
        else:
            required.append(fits)
            right |= fits
    found = sum(bool(f & predicted) for f in required)
    kept = {k for k in predicted if k in right or k not in spare}
    # alternatives of one claim count once
    good = sum(min(1, len(f & predicted)) for f in required)
    false = len([k for k in kept if k not in right])
    pairs_gold = {tuple(sorted((a, b))) for c in article.claims if not c["optional"] for a in c["subjects"]
                  for b in c["objects"]}
    pairs_found = {tuple(sorted(k[1:])) for k in kept}
    return len(required), found, good + false, good, len(pairs_gold), len(pairs_found), len(pairs_gold & pairs_found)


def evaluate(network, reading, parts, special, thresholds=(0.2, 0.3, 0.4, 0.5, 0.6)):
    network.eval()
    reading.eval()
    rounds, Linear.rounds = Linear.rounds, True
    results = [(p, *predict(network, reading, p, special)) for p in parts if p["pairs"]]
    Linear.rounds = rounds
    network.train()
    reading.train()
    out = []
    for limit in thresholds:
        g = f = n = r = pg = pf = pb = 0
        for p, probabilities, _, _ in results:
            a = article_counts(p, probabilities, limit)
            g, f, n, r, pg, pf, pb = g + a[0], f + a[1], n + a[2], r + a[3], pg + a[4], pf + a[5], pb + a[6]
        precision, recall = r / max(1, n), f / max(1, g)
        out.append(f"{limit}: P {100 * precision:.1f} R {100 * recall:.1f} F1 "
                   f"{200 * precision * recall / max(1e-9, precision + recall):.1f} pair {200 * pb / max(1, pg + pf):.1f}")
    right = {"polarity": [0, 0], "modality": [0, 0]}
    for p, probabilities, status, _ in results:
        for name, scores in zip(("polarity", "modality"), status):
            gold = p["tensors"][name]
            mask = gold >= 0
            right[name][0] += int((scores.argmax(1)[mask] == gold[mask]).sum())
            right[name][1] += int(mask.sum())
    return out, {k: round(100 * a / max(1, b), 1) for k, (a, b) in right.items()}


def load_articles(sources):
    for source in sources:
        readings, _, folder = source.partition(":")
        yield from rel.articles_of(readings, folder, RELATIONS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True)
    parser.add_argument("--benchmarks", required=True)
    parser.add_argument("--treebank", required=True)
    parser.add_argument("--prepared", required=True)
    parser.add_argument("--package", required=True)
    parser.add_argument("--start", required=True)
    parser.add_argument("--news", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--keep", type=int, nargs=2, help="leave out articles N, N + K, N + 2K …")
    parser.add_argument("--rounds", type=float, default=8)
    parser.add_argument("--pieces", type=int, default=2600)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.92)
    parser.add_argument("--language-share", type=float, default=0.2, help="steps of language for each step of reading")
    parser.add_argument("--frozen", type=int, default=3, help="so many of the lowest layers stay as they are")
    parser.add_argument("--rounded", type=float, default=0.3, help="last part of training with rounded products")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="rounds between figures")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    state = torch.load(args.start, weights_only=False)
    labels, p = state["labels"], state["pieces"]
    pieces = Pieces(p["strings"], p["scores"], p["mappings"], p["special"]["unk"])
    special, config = p["special"], state["config"] | READING
    network = Network(config, len(p["strings"]), state["sizes"])
    network.load_state_dict(state["weights"])
    reading = Reading(config["width"], {"relations": len(RELATIONS)}, config)
    if "reading" in state:
        reading.load_state_dict(state["reading"], strict=False)
    for q in [*network.encoder.pos.parameters(), *network.encoder.ln.parameters(),
              *network.encoder.layers[:args.frozen].parameters()]:
        q.requires_grad_(False)

    parts = [encode_article(a, labels, pieces, mention_labels(a)) for a in load_articles(args.news)]
    kept = [p for p in parts if p["article"].has_mentions][args.keep[0]::args.keep[1]] if args.keep else []
    parts = [p for p in parts if not any(p is k for k in kept) and p["pairs"]]
    known = data.Labels([])
    for kind, values in labels.items():
        setattr(known, kind, values)
    known.index()
    corpora, dev = data.load(args.corpora, args.benchmarks, args.treebank, args.prepared)
    corpora = [c for c in corpora if c.name not in ("news",)]
    for c in corpora:
        c.encoded = [data.encode(s, known, pieces) for s in c.sentences]
    dev = {name: data.windows_of([data.encode(s, known, pieces) for s in sentences], LONGEST_WINDOW)
           for name, sentences in dev.items() if name in ("sequoia", "ewt")}

    groups = train.groups(network, args.rate, args.head_rate * 0.4, args.decay)
    groups += [{"params": [q], "lr": args.head_rate, "peak": args.head_rate, "weight_decay": 0.01 if q.dim() > 1 else 0}
               for q in reading.parameters()]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)

    def epoch():
        order = parts[:]
        rng.shuffle(order)
        batches = []
        for wanted in (True, False):
            size = args.pieces
            for p in (p for p in order if (p["pieces"] < SHORT) == wanted):
                if size + p["pieces"] > args.pieces:
                    batches.append([])
                    size = 0
                batches[-1].append(p)
                size += p["pieces"] if not wanted else SHORT // 2
        rng.shuffle(batches)
        return batches

    per_round = len(epoch())
    total = int(args.rounds * per_round)
    language, average = [], {}
    modules = {"network": network, "reading": reading}

    def weights():
        return {f"{m}.{k}": v for m, module in modules.items() for k, v in module.state_dict().items()
                if k != "encoder.word.weight"}

    average = {k: v.clone() for k, v in weights().items()}
    print(f"{len(parts)} articles, {len(kept)} kept, {sum(p['pairs'] for p in parts)} pairs, {total} steps", flush=True)

    def load(values):
        for m, module in modules.items():
            module.load_state_dict({k[len(m) + 1:]: v for k, v in values.items() if k.startswith(m + ".")}, strict=False)

    def save():
        network_weights = {k[8:]: v for k, v in average.items() if k.startswith("network.")}
        network_weights["encoder.word.weight"] = network.encoder.word.weight
        torch.save(state | {"weights": network_weights, "relations": RELATIONS, "config": config,
                            "reading": {k[8:]: v for k, v in average.items() if k.startswith("reading.")},
                            "reading_provenance": train.provenance(args)}, args.out)

    began, step, running = time.time(), 0, {}
    while step < total:
        for part in epoch()[:total - step]:
            factor = min(1.0, (step + 1) / (0.1 * total)) * max(0.01, 0.5 * (1 + math.cos(math.pi * step / total)))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * factor
            Linear.rounds = step >= (1 - args.rounded) * total
            tasks = [lambda: reading_losses(network, reading, part, special)]
            if rng.random() < args.language_share:
                if not language:
                    language += train.epoch_of(corpora, rng, args.pieces, [96, 144, 190])
                chosen = data.batch_of(language.pop(), special)
                tasks.append(lambda: train.losses(network, chosen))
            for task in tasks:
                optimizer.zero_grad(set_to_none=True)
                with torch.autocast("cpu", torch.bfloat16):
                    found = task()
                sum(found.values()).backward()
                torch.nn.utils.clip_grad_norm_([q for m in modules.values() for q in m.parameters()], 2.0)
                optimizer.step()
                for k, v in found.items():
                    running[k] = 0.97 * running.get(k, float(v.detach())) + 0.03 * float(v.detach())
            step += 1
            if step % 4 == 0:
                keep = min(0.99, step / (step + 10)) ** 4
                with torch.no_grad():
                    for k, v in weights().items():
                        average[k].lerp_(v, 1 - keep)
            if step % 20 == 0:
                print(f"{step} {time.time() - began:.0f} s " + " ".join(f"{k} {v:.3f}" for k, v in running.items()),
                      flush=True)
            if step % (args.every * per_round) == 0 or step == total:
                save()
                if kept:
                    now = {k: v.clone() for k, v in weights().items()}
                    load(average)
                    print(f"round {step / per_round:.1f}", *evaluate(network, reading, kept, special), sep="\n  ",
                          flush=True)
                    if step == total:
                        print({n: train.evaluate(network, known, w, special) for n, w in dev.items()}, flush=True)
                    load(now)


if __name__ == "__main__":
    main()
