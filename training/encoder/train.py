#!/usr/bin/env python3
"""Trains the network of language: tags, lemmas, trees, names and mentions of French and English over the pre-trained
encoder. Writes a checkpoint with all that export.py needs.

The products run in bfloat16, which is fast only on a processor that has it (AVX512-BF16 or AMX).
"""
import argparse
import hashlib
import math
import random
import subprocess
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import data
import pretrained
from data import IGNORE, MENTION_TYPES, NAME_TAGS, UPOS, WIDEST_MENTION
from network import CONFIG, Linear, Network
from pieces import Pieces


def cross_entropy(scores, gold):
    return F.cross_entropy(scores.float().reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE,
                           reduction="sum")


def mention_gold(sentences, longest):
    """[S, first, last]: the type of each span; IGNORE outside the sentence and where annotators leave it open."""
    gold = torch.full((len(sentences), longest, longest), IGNORE)
    for i, e in enumerate(sentences):
        n = e["n"]
        span = torch.arange(n)
        width = span[None, :] - span[:, None]
        gold[i, :n, :n] = torch.where((width >= 0) & (width < WIDEST_MENTION), 0, IGNORE)
        for first, last, kind in e["mentions"]:
            if last - first <= WIDEST_MENTION:
                gold[i, first, last - 1] = MENTION_TYPES.index(kind) if kind != "?" else IGNORE
    return gold


def losses(network, b):
    """Loss of each task, in sums over words divided by the words of the batch."""
    x = network.words(b)
    heads, words = network.heads, len(b["first"])
    upos, feats, rules = heads.tag(x)
    out = {"tags": 0.5 * (cross_entropy(upos, b["upos"]) + cross_entropy(feats, b["feats"]) +
                          cross_entropy(rules, b["rules"])),
           "names": cross_entropy(heads.names(x), b["names"])}
    treed = [i for i, e in enumerate(b["sentences"]) if e["heads"]]
    if treed:
        rows = b["rows"][treed]
        longest = max(b["sentences"][i]["n"] for i in treed)
        rows, gold, deprels = rows[:, :longest], b["heads"][treed][:, :longest], b["deprels"][treed][:, :longest]
        scores, parts = heads.arcs(x, rows)
        out["trees"] = cross_entropy(scores, gold) + cross_entropy(heads.labels(parts, gold.clamp(min=0)), deprels)
    told = [i for i, e in enumerate(b["sentences"]) if e["mentions"] is not None]
    if told:
        sentences = [b["sentences"][i] for i in told]
        longest = max(e["n"] for e in sentences)
        scores = heads.spans(x, b["rows"][told][:, :longest])
        out["mentions"] = cross_entropy(scores, mention_gold(sentences, longest))
    return {k: v / words for k, v in out.items()}


def decode_spans(scores, n):
    """Mentions of one sentence: spans whose best type is no none, best first, none that crosses a better one or reaches
    from one to the end of another. Twin of Detection::decode."""
    span = torch.arange(n)
    width = span[None, :] - span[:, None]
    best, kind = scores[:n, :n].log_softmax(-1).max(-1)
    hit = ((kind > 0) & (width >= 0) & (width < WIDEST_MENTION)).nonzero().tolist()
    kept = []
    for i, j in sorted(hit, key=lambda p: -float(best[p[0], p[1]])):
        crosses = any(a < i <= b < j or i < a <= j < b for a, b, _ in kept)
        two = any(a == i and b < j for a, b, _ in kept) and any(b == j and a > i for a, b, _ in kept)
        if not crosses and not two:
            kept.append((i, j, int(kind[i, j])))
    return {(i, j + 1, MENTION_TYPES[k]) for i, j, k in kept}


def name_spans(tags):
    out, start, kind = [], None, None
    for i, tag in enumerate(tags + ["O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != kind):
            out.append((start, i, kind))
            start = None
        if tag[0] == "B" or tag[0] == "I" and start is None:
            start, kind = i, tag[2:]
    return {s for s in out if s[2] != "MISC"}


def f1(both, gold, found):
    return 200 * both / max(1, gold + found)


@torch.no_grad()
def evaluate(network, labels, windows, special):
    """Quick figures (best head of each word, no tree search); the project's own scorer has the last word."""
    network.eval()
    t = dict.fromkeys(("words", "upos", "feats", "lemmas", "uas", "las", "ng", "nf", "nb", "mg", "mf", "mb", "mu"), 0)
    for part in data.batches_of(windows, 4000):
        b = data.batch_of(part, special)
        with torch.autocast("cpu", torch.bfloat16):
            x = network.words(b)
            upos, feats, rules = (s.argmax(-1) for s in network.heads.tag(x))
            names = network.heads.names(x).argmax(-1)
            scores, parts = network.heads.arcs(x, b["rows"])
            heads = scores.argmax(-1)
            deprels = network.heads.labels(parts, heads).argmax(-1)
            spans = network.heads.spans(x, b["rows"]) if b["sentences"][0]["mentions"] is not None else None
        at = 0
        for row, e in enumerate(b["sentences"]):
            s, n = e["sentence"], e["n"]
            if s.upos:
                for i in range(n):
                    t["words"] += 1
                    t["upos"] += UPOS[upos[at + i]] == s.upos[i]
                    t["feats"] += labels.feats[feats[at + i]] == s.feats[i]
                    t["lemmas"] += int(rules[at + i]) == e["rules"][i]
                    right = int(heads[row, i]) == s.heads[i]
                    t["uas"] += right
                    t["las"] += right and labels.deprels[deprels[row, i]].split(":")[0] == s.deprels[i].split(":")[0]
            if s.names:
                gold, found = name_spans(s.names), name_spans([NAME_TAGS[k] for k in names[at:at + n].tolist()])
                t["ng"] += len(gold)
                t["nf"] += len(found)
                t["nb"] += len(gold & found)
            if e["mentions"] is not None:
                open_ones = {m[:2] for m in e["mentions"] if m[2] == "?"}
                gold = {m for m in e["mentions"] if m[2] != "?"}
                found = {m for m in decode_spans(spans[row], n) if m[:2] not in open_ones}
                t["mg"] += len(gold)
                t["mf"] += len(found)
                t["mb"] += len(gold & found)
                t["mu"] += len({m[:2] for m in gold} & {m[:2] for m in found})
            at += n
    network.train()
    out = {k: round(100 * t[k] / t["words"], 2) for k in ("upos", "feats", "lemmas", "uas", "las") if t["words"]}
    if t["ng"]:
        out["names"] = round(f1(t["nb"], t["ng"], t["nf"]), 2)
    if t["mg"]:
        out["mentions"] = round(f1(t["mb"], t["mg"], t["mf"]), 2)
        out["spans"] = round(f1(t["mu"], t["mg"], t["mf"]), 2)
    return out


def epoch_of(corpora, rng, words, longest):
    chosen = []
    for corpus in corpora:
        windows = data.windows_of(corpus.encoded, rng.choice(longest))
        whole, part = divmod(corpus.share, 1)
        chosen += windows * int(whole) + rng.sample(windows, int(part * len(windows)))
    return data.batches_of(chosen, words, rng)


def groups(network, rate, head_rate, decay):
    """Parameters with their rates: lower layers move less."""
    layers, out = network.config["layers"], []
    for name, p in network.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("encoder.layers."):
            lr = rate * decay ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith("encoder.bank"):
            lr = head_rate
        elif name.startswith("encoder."):
            lr = rate * decay ** layers
        else:
            lr = head_rate
        out.append({"params": [p], "lr": lr, "peak": lr, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return out


def provenance(args, inputs=None):
    """What a run was made from: options, commit, and hashes of the prepared inputs, or of these files."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, cwd=Path(__file__).parent)
    paths = sorted(Path(args.prepared).glob("*.jsonl")) if inputs is None else map(Path, inputs)
    inputs = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}
    return {"arguments": {k: v for k, v in vars(args).items() if isinstance(v, (int, float, bool))},
            "commit": commit.stdout.strip(), "inputs": inputs, "package": pretrained.WHEEL_SHA256}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", required=True, help="the folder that holds train-ok/")
    parser.add_argument("--benchmarks", required=True, help="the folder whose texts are left out of training")
    parser.add_argument("--treebank", required=True, help="the project's own treebank")
    parser.add_argument("--prepared", required=True, help="folder of what prepare.py wrote")
    parser.add_argument("--package", required=True, help="folder for the package of the encoder")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--steps", type=int, help="so many steps instead of --epochs")
    parser.add_argument("--pieces", type=int, default=3000, help="pieces in a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--decay", type=float, default=0.92, help="rate of a layer over that of the next")
    parser.add_argument("--rounded", type=float, default=0.25, help="last part of training with rounded products")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=300)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)

    corpora, dev = data.load(args.corpora, args.benchmarks, args.treebank, args.prepared)
    labels = data.Labels([s for c in corpora for s in c.sentences])
    source = pretrained.read(pretrained.fetch(args.package))
    whole = Pieces([p.decode("utf-8") if i not in source.special.values() else "" for i, p in enumerate(source.pieces)],
                   source.scores, source.mappings, source.special["unk"])
    seen = {row for c in corpora for s in c.sentences for form, spaced in zip(s.forms, s.extra["spaced"])
            for row in whole.of(form, spaced)}
    seen_file = Path(args.prepared) / "pieces.txt"
    if seen_file.exists():
        seen |= set(map(int, seen_file.read_text().split()))
    kept = data.kept_rows(source, seen)
    special = {k: kept.index(v) for k, v in source.special.items()}
    strings = ["" if i in source.special.values() else source.pieces[i].decode("utf-8") for i in kept]
    pieces = Pieces(strings, source.scores[kept], source.mappings, special["unk"])
    config = CONFIG | {"pad": special["pad"]}
    sizes = labels.sizes()
    network = Network(config, len(kept), sizes)
    network.encoder.load_pretrained(source, kept)
    for c in corpora:
        c.encoded = [data.encode(s, labels, pieces) for s in c.sentences]
    dev = {name: data.windows_of([data.encode(s, labels, pieces) for s in sentences], 190)
           for name, sentences in dev.items()}

    total = args.steps or int(args.epochs * len(epoch_of(corpora, random.Random(0), args.pieces, [96, 144, 190])))
    optimizer = torch.optim.AdamW(groups(network, args.rate, args.head_rate, args.decay), betas=(0.9, 0.98), fused=True)
    average = {k: v.clone() for k, v in network.state_dict().items() if k != "encoder.word.weight"}
    print(f"{sizes}, {len(kept)} pieces, {total} steps", flush=True)

    def save(step):
        torch.save({"weights": average | {"encoder.word.weight": network.encoder.word.weight}, "labels": labels.lists(),
                    "config": config, "sizes": sizes, "styles": data.STYLES, "step": step,
                    "pieces": {"strings": strings, "scores": [float(s) for s in source.scores[kept]],
                               "mappings": source.mappings, "rows": kept, "special": special},
                    "provenance": provenance(args)}, args.out)

    def report(step):
        weights = {k: v.clone() for k, v in network.state_dict().items() if k in average}
        network.load_state_dict(average, strict=False)
        rounds, Linear.rounds = Linear.rounds, True
        figures = {name: evaluate(network, labels, windows, special) for name, windows in dev.items()}
        Linear.rounds = rounds
        network.load_state_dict(weights, strict=False)
        print(f"step {step}/{total} {time.time() - began:.0f} s {figures}", flush=True)

    began, step, running = time.time(), 0, {}
    while step < total:
        for part in epoch_of(corpora, rng, args.pieces, [96, 144, 190])[:total - step]:
            warm = min(1.0, (step + 1) / (0.08 * total))
            factor = warm * max(0.01, 0.5 * (1 + math.cos(math.pi * step / total)))
            for g in optimizer.param_groups:
                g["lr"] = g["peak"] * factor
            Linear.rounds = step >= (1 - args.rounded) * total
            b = data.batch_of(part, special)
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(network, b)
            sum(parts.values()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            step += 1
            for k, v in parts.items():
                running[k] = 0.97 * running.get(k, float(v.detach())) + 0.03 * float(v.detach())
            if step % 5 == 0:
                keep = min(0.995, step / (step + 10)) ** 5
                with torch.no_grad():
                    for k, v in network.state_dict().items():
                        if k in average:
                            average[k].lerp_(v, 1 - keep) if v.is_floating_point() else average[k].copy_(v)
            if step % 20 == 0:
                print(f"{step} {time.time() - began:.0f} s " + " ".join(f"{k} {v:.3f}" for k, v in running.items()),
                      flush=True)
            if step % args.every == 0:
                save(step)
                report(step)
    save(step)
    report(step)


if __name__ == "__main__":
    main()
