#!/usr/bin/env python3
"""Trains the heads of relations, and the encoder with them, on annotated news; the tasks of language go along, so that
trees and names stay as they are. Starts from a checkpoint of train.py.

    read_train.py --start CHECKPOINT --news READINGS:FOLDER [...] --out CHECKPOINT  (and the options of train.py)

--left-out FILE names articles, one a line, that are not learned but measured with.
"""
import argparse
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import data
import relations as rel
import train
from augment import Exchange
from network import Linear, Network
from pieces import Pieces
from prepare import texts
from reading import READING, Reading

RELATIONS = ("supports alliesWith cooperatesWith aids agreesWith promises meets concedes withdrawsFrom investigates demands "
             "criticizes accuses opposes warns threatens sanctions protests deploys trains coerces attacks dependsOn "
             "influences leads spokespersonFor memberOf affiliatedWith partOf locatedIn").split()
LONGEST_WINDOW = 190
MENTION_WEIGHT = 2.5
COREFERENCE_WEIGHT = 1.5
EXCHANGED = 0.4    # share of the articles that are read with other names
SEEN = 0.4         # share of the articles whose relations are learned between the things that the program sees
RARE = 1.6  # what a claim weighs, against the many pairs without one
SHORT = 80  # pieces: articles that are a sentence or two make batches of their own


def encode_words(article, labels, pieces, mentions, exchanged=None):
    """The sentences of an article as the encoder sees them; `exchanged`: words that stand for others."""
    sentences = []
    for i, (tokens, spaced) in enumerate(zip(article.sentences, article.spaced)):
        forms = [(exchanged or {}).get(t[2], t[2]) for t in tokens]
        rows = [pieces.of(form, s) for form, s in zip(forms, spaced)]
        sentences.append({"n": len(tokens), "rows": rows, "size": sum(map(len, rows)), "text": article.name,
                          "bank": labels["banks"].index(data.STYLES[article.language]), "upos": None, "feats": None,
                          "rules": None, "heads": None, "deprels": None, "names": None, "mentions": mentions[i],
                          "sentence": None})
    return sentences


def tensors_of(article, relations):
    """The places of assertion of an article, its mentions and their antecedents; see Reading.forward."""
    lists, groups, candidates, times, offset = rel.pairs_of(article, relations)
    b = rel.tensors(lists, groups, candidates, times, offset)
    for k in ("labels", "votes"):
        b[k] = b[k].view(-1, len(relations))
    lengths = [len(s) for s in article.sentences]
    longest = max(lengths, default=0)
    words = torch.full((len(lengths), longest), -1)
    for i, n in enumerate(lengths):
        words[i, :n] = torch.arange(offset[i], offset[i] + n)
    near = torch.zeros(len(b["home"]), longest, dtype=torch.uint8)
    for row, (mentions, _) in enumerate(groups):
        n = lengths[mentions[0][0]]
        near[row, :n] = torch.tensor([rel.near(w, mentions) for w in range(n)], dtype=torch.uint8)
    rows, chain = rel.antecedents_of(article, offset) if article.has_mentions else ([], {})
    return b | {"words": words, "near": near, "all_mentions": torch.tensor(rows),
                **{k: torch.tensor(v) for k, v in chain.items()}}


def encode_article(article, labels, pieces, mentions, exchanges=()):
    """Windows of an article, as it is and with names exchanged, and the tensors of its places of assertion."""
    sentences = encode_words(article, labels, pieces, mentions)
    kept = [e for e in sentences if e["n"]]
    others = [data.windows_of([e for e in encode_words(article, labels, pieces, mentions, words) if e["n"]],
                              LONGEST_WINDOW) for words in exchanges]
    b = tensors_of(article, RELATIONS)
    return {"article": article, "windows": data.windows_of(kept, LONGEST_WINDOW), "others": others, "tensors": b, "size": sum(e["n"] for e in sentences),
            "pieces": sum(e["size"] for e in kept), "pairs": len(b["sentence"])}


def with_seen(part, reading):
    """The part again, its relations between the things that the program sees; mentions and coreference as annotated."""
    seen = rel.as_seen(reading, part["article"], RELATIONS)
    b = tensors_of(seen, RELATIONS)
    for k in ("all_mentions", "this", "that", "back", "like", "same"):
        if k in part["tensors"]:
            b[k] = part["tensors"][k]
    return part | {"article": seen, "tensors": b, "pairs": len(b["sentence"])}


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
    out, words, groups, sentences, mentions = {}, 0, 0, 0, 0
    lists = {}
    longest = max(p["tensors"]["words"].shape[1] for p in parts)
    for p in parts:
        b = p["tensors"]
        shifted = {"mentions": b["mentions"] + torch.tensor([words, words, 0]), "owner": b["owner"] + groups,
                   "kind": b["kind"], "sentence": b["sentence"] + sentences, "subject": b["subject"] + groups,
                   "object": b["object"] + groups, "distance": b["distance"], "reach": b["reach"],
                   "nested": b["nested"], "labels": b["labels"], "votes": b["votes"], "polarity": b["polarity"], "modality": b["modality"],
                   "words": F.pad(torch.where(b["words"] >= 0, b["words"] + words, b["words"]),
                                  (0, longest - b["words"].shape[1]), value=-1),
                   "home": b["home"] + sentences, "near": F.pad(b["near"], (0, longest - b["near"].shape[1]))}
        if len(b.get("this", [])):
            shifted |= {"all_mentions": b["all_mentions"] + torch.tensor([words, words, 0]),
                        "this": b["this"] + mentions, "that": b["that"] + mentions}
            shifted |= {k: b[k] for k in ("back", "like", "same")}
            mentions += len(b["all_mentions"])
        for k, v in shifted.items():
            lists.setdefault(k, []).append(v)
        pairs = sum(len(x) for x in lists["sentence"][:-1])
        for i, (c, s) in enumerate(b["source"]):
            if s >= 0:
                lists.setdefault("source_pairs", []).append(pairs + i)
                lists.setdefault("source_gold", []).append(s)
                lists.setdefault("source_candidates", []).append([g + groups for g in b["candidates"][c]])
        for i, (c, t) in enumerate(b["time"]):
            if t >= 0:
                lists.setdefault("time_pairs", []).append(pairs + i)
                lists.setdefault("time_gold", []).append(t)
                lists.setdefault("times", []).append([(w + words if w >= 0 else -1, where) for w, where in b["times"][c]])
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


def antecedent_loss(scores, new, r):
    """How unlikely it is that each mention takes up one of those that mean the same, or is new if there is none."""
    n = len(new)
    highest = new.scatter_reduce(0, r["this"], scores, "amax").detach()
    of_pairs, of_new = (scores - highest[r["this"]]).exp(), (new - highest).exp()
    same = r["same"] > 0
    right = torch.zeros(n).index_add(0, r["this"][same], of_pairs[same])
    is_new = torch.ones(n, dtype=torch.bool)
    is_new[r["this"][same]] = False
    right = torch.where(is_new, of_new, right)
    everything = of_new.index_add(0, r["this"], of_pairs)
    return (everything.log() - right.clamp(min=1e-20).log()).mean()


def padded(rows):
    most = max(map(len, rows))
    return torch.tensor([row + [-1] * (most - len(row)) for row in rows])


def padded_times(times):
    """[pairs, most, 2]: the word and the place of each; the place -1 for none."""
    most = max(map(len, times))
    return torch.tensor([t + [(-1, -1)] * (most - len(t)) for t in times])


def reading_losses(network, reading, parts, special):
    windows = [w for p in parts for w in p["windows"]]
    b = data.batch_of(windows, special)
    x = network.words(b)
    r = join(parts)
    if reading.training:  # frames are a voice among others: now and then they are silent
        r["votes"] = r["votes"] * (torch.rand(len(r["votes"]), 1) > 0.25)
    scores, hidden, weights, things = reading(x, r)
    positive = (r["labels"] > 0).any(1)
    n = max(1, int(positive.sum()))
    out = {"relations": relation_loss(scores, r["labels"]) / n,
           "polarity": F.cross_entropy(reading.polarity(hidden).float(), r["polarity"], ignore_index=-100,
                                       reduction="sum") / n,
           "modality": F.cross_entropy(reading.modality(hidden).float(), r["modality"], ignore_index=-100,
                                       reduction="sum") / n}
    if r.get("source_pairs"):
        source = reading.sources(hidden, things, torch.tensor(r["source_pairs"]), padded(r["source_candidates"]))
        out["source"] = F.cross_entropy(source, torch.tensor(r["source_gold"]), reduction="sum") / n
    if r.get("time_pairs"):
        time = reading.times(x, hidden, weights, r, torch.tensor(r["time_pairs"]), padded_times(r["times"]))
        out["time"] = F.cross_entropy(time, torch.tensor(r["time_gold"]), reduction="sum") / n
    if "this" in r:
        out["antecedents"] = COREFERENCE_WEIGHT * antecedent_loss(*reading.antecedents(x, r), r)
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
    return len(required) + article.unseen, found, good + false, good, len(pairs_gold), len(pairs_found), len(pairs_gold & pairs_found)


@torch.no_grad()
def choices(network, reading, parts, special):
    """Of what is chosen among several: right ones and all."""
    counts = {k: [0, 0] for k in ("antecedents", "time", "source")}

    def count(kind, chosen, gold):
        counts[kind][0] += int((chosen == torch.tensor(gold)).sum())
        counts[kind][1] += len(gold)

    for part in parts:
        r = join([part])
        with torch.autocast("cpu", torch.bfloat16):
            x = network.words(data.batch_of(part["windows"], special))
            _, hidden, weights, things = reading(x, r)
            if r.get("time_pairs"):
                scores = reading.times(x, hidden, weights, r, torch.tensor(r["time_pairs"]), padded_times(r["times"]))
                count("time", scores.argmax(1), r["time_gold"])
            if r.get("source_pairs"):
                scores = reading.sources(hidden, things, torch.tensor(r["source_pairs"]), padded(r["source_candidates"]))
                count("source", scores.argmax(1), r["source_gold"])
            scores, new = reading.antecedents(x, r) if "this" in r else (None, [])
        for i in range(len(new)):
            mine = (r["this"] == i).nonzero()[:, 0]
            best = mine[scores[mine].argmax()] if len(mine) else None
            is_new = best is None or scores[best] <= new[i]
            right = not bool((r["same"][mine] > 0).any()) if is_new else bool(r["same"][best] > 0)
            counts["antecedents"] = [counts["antecedents"][0] + right, counts["antecedents"][1] + 1]
    return counts


def evaluate(network, reading, parts, special, thresholds=(0.2, 0.3, 0.4, 0.5, 0.6)):
    network.eval()
    reading.eval()
    rounds, Linear.rounds = Linear.rounds, True
    results = [(p, *predict(network, reading, p, special)) for p in parts if p["pairs"]]
    right = {"polarity": [0, 0], "modality": [0, 0]} | choices(network, reading, [p for p in parts if p["pairs"]], special)
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
    parser.add_argument("--corpora", help="of the tasks of language, if --language-share is not 0")
    parser.add_argument("--benchmarks", help="of the tasks of language, if --language-share is not 0")
    parser.add_argument("--treebank", help="of the tasks of language, if --language-share is not 0")
    parser.add_argument("--prepared", help="of the tasks of language, if --language-share is not 0")
    parser.add_argument("--package", help="of the tasks of language, if --language-share is not 0")
    parser.add_argument("--start", required=True)
    parser.add_argument("--news", nargs="+", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--seen", nargs="*", default=[], help="readings of the same articles with the mentions that a model sees")
    parser.add_argument("--left-out", help="a file of the names of articles to measure with")
    parser.add_argument("--rounds", type=float, default=8)
    parser.add_argument("--minutes", type=float, help="end then, if the rounds are not done")
    parser.add_argument("--pieces", type=int, default=2600)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.92)
    parser.add_argument("--language-share", type=float, default=0.2, help="steps of language for each step of reading")
    parser.add_argument("--frozen", type=int, default=3, help="so many of the lowest layers stay as they are")
    parser.add_argument("--rounded", type=float, default=0.3, help="last part of training with rounded products")
    parser.add_argument("--exchanges", type=int, default=4, help="versions of each article with other names")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=float, default=1, help="rounds between figures")
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

    articles = list(load_articles(args.news))
    left_out = set(Path(args.left_out).read_text("utf-8").split("\n")) if args.left_out else set()
    learned = [a for a in articles if a.has_mentions and a.name not in left_out]
    exchange = Exchange((r for source in args.news for r in texts(source.partition(":")[0])), learned)
    parts = [encode_article(a, labels, pieces, mention_labels(a),
                            [exchange.of_article(a, rng) for _ in range(args.exchanges)]
                            if a.has_mentions and a.name not in left_out else ()) for a in articles]
    seen = {r["name"]: r for path in args.seen for r in texts(path)}
    for p in parts:
        p["seen"] = with_seen(p, seen[p["article"].name]) if p["article"].name in seen else None
    kept = [p for p in parts if p["article"].name in left_out]
    kept_seen = [p["seen"] for p in kept if p["seen"]]
    parts = [p for p in parts if p["article"].name not in left_out and p["pairs"]]
    known = data.Labels([])
    for kind, values in labels.items():
        setattr(known, kind, values)
    known.index()
    corpora, dev = [], {}
    if args.language_share > 0:
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
        order = [p["seen"] if p["seen"] and p["seen"]["pairs"] and rng.random() < SEEN else p for p in parts]
        order = [p | {"windows": rng.choice(p["others"])} if p["others"] and rng.random() < EXCHANGED else p for p in order]
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
                            "reading_provenance": provenance}, args.out)

    provenance = train.provenance(args, [s.partition(":")[0] for s in args.news] + args.seen)
    began, step, running = time.time(), 0, {}

    def progress():
        spent = (time.time() - began) / (60 * args.minutes) if args.minutes else 0
        return min(1.0, max(step / total, spent))

    last = False
    while not last:
        for part in epoch():
            done = progress()
            factor = min(1.0, (done + 1e-3) / 0.05) * max(0.01, 0.5 * (1 + math.cos(math.pi * done)))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * factor
            Linear.rounds = done >= 1 - args.rounded
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
            last = progress() >= 1
            if step % max(1, int(args.every * per_round)) == 0 or last:
                save()
                if kept:
                    now = {k: v.clone() for k, v in weights().items()}
                    load(average)
                    print(f"round {step / per_round:.1f}", *evaluate(network, reading, kept, special), sep="\n  ",
                          flush=True)
                    if kept_seen:
                        print(" seen", *evaluate(network, reading, kept_seen, special)[0], sep="\n  ", flush=True)
                    if last and dev:
                        print({n: train.evaluate(network, known, w, special) for n, w in dev.items()}, flush=True)
                    load(now)
            if last:
                break


if __name__ == "__main__":
    main()
