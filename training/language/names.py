#!/usr/bin/env python3
"""Second stage: trains the name layer of a model anew; everything under it stays as it is, so that tags, lemmas and
trees do not change by a bit.

    python3 training/language/names.py --model models/fr.model --lists fr.names.tsv --corpora ../shared/corpora \\
        --benchmarks ../shared/benchmarks --out fr.model

First a teacher learns from the corpora; it then reads the names of text that has gold tags only, and the layer that is
written learns from both. Names are replaced by others of their type in a part of the sentences.
"""
import argparse
import math
import random
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import gazetteer
import name_data
from batches import Encoder, NAME_TAGS, group
from corpora import IGNORE, Sentence
from export import container, matrix
from features import hash64
from name_lists import BEGINS, ROWS, NameLists
from network import Head, Network, RecurrentLayer, RoundedLinear, SharedDropout
from restore import QuantisedLinear, restore, sections_of

BANK = {"fr": "sequoia", "en": "wikigold"}  # the corpus whose convention is written


class NameLayer(nn.Module):
    """What the shared layers say of a word, the vector of its corpus and what the lists say -> BIO."""

    def __init__(self, width, hidden, banks, dropout):
        super().__init__()
        self.lists = nn.EmbeddingBag(ROWS, width, mode="sum")
        nn.init.normal_(self.lists.weight, std=0.05)
        self.bank = nn.Embedding(banks, width)
        nn.init.zeros_(self.bank.weight)
        self.bias = nn.Parameter(torch.zeros(width))
        self.layer = RecurrentLayer(width, hidden, RoundedLinear)
        self.head = Head(2 * hidden, hidden, len(NAME_TAGS), dropout, RoundedLinear)
        self.drop = SharedDropout(dropout)

    def start_from(self, weights):
        """The name layer of the model file."""
        own = {"layer." + k[len("name_layer."):]: v for k, v in weights.items() if k.startswith("name_layer.")}
        own |= {"head." + k[len("name_head."):]: v for k, v in weights.items() if k.startswith("name_head.")}
        own["bias"] = weights["name_bank.weight"][0]
        own |= {k: v for k, v in weights.items() if k == "lists.weight"}
        self.load_state_dict(own, strict=False)

    def forward(self, x, batch):
        listed = self.lists(*batch["lists"]).view(*x.shape)
        x = x + self.bias + self.bank(batch["name_bank"])[:, None, :] + listed
        return self.head(self.drop(self.layer(x, batch["lengths"], self.drop)))


class Data:
    """Batches with the rows of the lists."""

    def __init__(self, labels, config, gazetteer, lists):
        self.encoder, self.lists = Encoder(labels, config, gazetteer), lists
        self.banks = {}

    def encode(self, s):
        e = self.encoder.encode(s)
        e["lists"] = self.lists.rows(s.forms)
        e["name_bank"] = self.banks.setdefault(s.bank, len(self.banks))
        return e

    def batch(self, part, rng=None):
        b = self.encoder.batch(part, rng)
        b["name_bank"] = torch.tensor([e["name_bank"] for e in part])
        rows, offsets = [], []
        for e in part:
            hide = rng is not None and rng.random() < 0.1
            for i in range(int(b["lengths"].max())):
                offsets.append(len(rows))
                if i < e["n"] and not hide and not (rng and rng.random() < 0.1):
                    rows += e["lists"][i]
        b["lists"] = (torch.tensor(rows, dtype=torch.long), torch.tensor(offsets))
        return b


@torch.no_grad()
def best_tags(network, layer, b):
    """Viterbi over the legal sequences, as extract/language/network.cpp does; and the probability of each tag."""
    probability = layer(network.encode(b), b).log_softmax(-1)
    illegal = torch.tensor([[t.startswith("I-") and f[1:] != t[1:] for t in NAME_TAGS] for f in NAME_TAGS])
    penalty = torch.where(illegal, -1e9, 0.0)
    out = []
    for row, n in enumerate(b["lengths"].tolist()):
        scores = probability[row, :n]
        best, back = scores[0] + penalty[0], []
        for i in range(1, n):
            values, source = (best[:, None] + penalty).max(0)
            back.append(source)
            best = values + scores[i]
        tags = [int(best.argmax())]
        for source in reversed(back):
            tags.append(int(source[tags[-1]]))
        tags.reverse()
        out.append(([NAME_TAGS[t] for t in tags], [float(scores[i, t].exp()) for i, t in enumerate(tags)]))
    return out


def f1(network, layer, data, encoded):
    layer.eval()
    gold = found = both = 0
    for part in group(encoded, 4000):
        for e, (tags, _) in zip(part, best_tags(network, layer, data.batch(part))):
            a, b = ({x for x in name_data.spans(t) if x[2] != "MISC"} for t in (e["sentence"].names, tags))
            gold, found, both = gold + len(a), found + len(b), both + len(a & b)
    layer.train()
    return round(200 * both / max(1, gold + found), 2)


def silver(network, layer, data, sentences, sure):
    """The sentences with the names that the teacher reads. A word whose reading is not sure, or against the gold tags
    (a proper noun outside any name), is left open."""
    layer.eval()
    out = []
    encoded = [data.encode(Sentence(s.forms, data.own_bank, s.language, extra={"upos": s.upos})) for s in sentences]
    for part in group(encoded, 4000):
        for e, (tags, probabilities) in zip(part, best_tags(network, layer, data.batch(part))):
            s, names = e["sentence"], list(tags)
            for i, tag in enumerate(tags):
                if tag == "O" and (probabilities[i] < sure or s.extra["upos"][i] == "PROPN"):
                    names[i] = None
            for start, end, _ in name_data.spans(tags):
                proper = any(s.extra["upos"][i] == "PROPN" for i in range(start, end))
                if not proper or min(probabilities[start:end]) < sure:
                    names[start:end] = [None] * (end - start)
            if any(n and n != "O" for n in names):
                out.append(Sentence(s.forms, "silver", s.language, names=names))
    layer.train()
    return out


class Range:
    """Largest inputs of a matrix, none left out: what stands out most is what tells names from words."""

    def __init__(self):
        self.low = self.high = 0.0

    def see(self, x):
        self.low, self.high = min(self.low, float(x.min())), max(self.high, float(x.max()))

    def scale(self):
        """Scale and zero point."""
        return (self.high / 255, 0) if self.low >= 0 else (max(-self.low, self.high) / 127, 128)


def train(network, layer, data, corpora, shares, pool, dev, args, steps, seed):
    rng = random.Random(seed)
    encoded = {k: [data.encode(s) for s in v] for k, v in corpora.items()}
    optimizer = torch.optim.AdamW(layer.parameters(), lr=args.rate, betas=(0.9, 0.95), weight_decay=0.01)
    average = {k: v.clone() for k, v in layer.state_dict().items()}
    began, step, running = time.time(), 0, 0.0
    while step < steps:
        chosen = []
        for k, share in shares.items():
            whole, part = divmod(share, 1)
            chosen += encoded[k] * int(whole) + rng.sample(encoded[k], int(part * len(encoded[k])))
        chosen = [data.encode(name_data.with_other_names(e["sentence"], pool, rng, 0.7))
                  if e["sentence"].language == args.language and rng.random() < args.replace else e for e in chosen]
        for part in group(chosen, args.words, rng)[:steps - step]:
            rate = args.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / steps))
            for g in optimizer.param_groups:
                g["lr"] = max(rate, 0.01 * args.rate)
            b = data.batch(part, rng)
            with torch.no_grad():
                x = network.encode(b)
            scores = layer(x, b)
            loss = F.cross_entropy(scores.reshape(-1, len(NAME_TAGS)), b["names"].reshape(-1), ignore_index=IGNORE)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(layer.parameters(), 2.0)
            optimizer.step()
            step += 1
            keep = min(0.995, step / (step + 10))
            with torch.no_grad():
                for k, v in layer.state_dict().items():
                    average[k].lerp_(v, 1 - keep)
            running = float(loss.detach()) * 0.02 + 0.98 * running if step > 1 else float(loss.detach())
            if step % args.every == 0 or step == steps:
                kept = {k: v.clone() for k, v in layer.state_dict().items()}
                layer.load_state_dict(average)
                print(f"step {step}/{steps} {time.time() - began:.0f} s loss {running:.4f} names "
                      f"{f1(network, layer, data, dev)}", flush=True)
                layer.load_state_dict(kept)
    layer.load_state_dict(average)


def write(args, network, layer, data, lists, sample):
    """The model file with the sections of names replaced; all others are copied."""
    layer.eval()
    ranges = {name: Range() for name, module in layer.named_modules() if isinstance(module, RoundedLinear)}
    for name, module in layer.named_modules():
        if name in ranges:
            module.register_forward_pre_hook(lambda _, inputs, name=name: ranges[name].see(inputs[0]))
    with torch.no_grad():
        for part in group(sample, 2000):
            b = data.batch(part)
            layer(network.encode(b), b)
    weights = {k: v.numpy() for k, v in layer.state_dict().items()}

    def linear(name):
        bias = weights.get(name + ".bias")
        weight = weights[name + ".weight"]
        return matrix(weight, np.zeros(len(weight)) if bias is None else bias, *ranges[name].scale())

    sections = sections_of(args.model)
    shape = list(struct.unpack("<12I", sections["shape"]))
    shape[7:9] = [2 * args.hidden, args.hidden]
    listed = sorted((hash64(name), flags) for name, flags in lists.flags.items())
    keys = np.array([key for key, _ in listed], "<u8")
    flags = np.array([bits for _, bits in listed], "<u2")
    assert len(np.unique(keys)) == len(keys), "two names with the same hash"
    sections |= {"shape": struct.pack("<12I", *shape),
                 "names.bias": (weights["bias"] + weights["bank.weight"][data.banks[data.own_bank]]).tobytes(),
                 "names.keys": keys.tobytes(), "names.flags": flags.tobytes(),
                 "names.lists": weights["lists.weight"].astype("<f4").tobytes(),
                 "names": linear("layer.project"), "names.gates": weights["layer.vb"].astype("<f4").tobytes(),
                 "names.hidden": linear("head.hidden"), "names.out": linear("head.out")}
    sections.pop("names.skip", None)
    if "layer.skip.weight" in weights:
        sections["names.skip"] = linear("layer.skip")
    with open(args.out, "wb") as f:
        f.write(container(sections))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "lists", "corpora", "benchmarks", "names", "given-names", "out"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--teacher-steps", type=int, default=800, help="0: the layer that the file has is the teacher")
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--words", type=int, default=2000, help="words in a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--hidden", type=int, default=96)
    parser.add_argument("--dropout", type=float, default=0.3)
    parser.add_argument("--replace", type=float, default=0.4, help="part of the sentences that get other names")
    parser.add_argument("--sure", type=float, default=0.8, help="probability from which a reading of the teacher counts")
    parser.add_argument("--silver", type=float, default=0.7, help="share of the teacher's sentences in an epoch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=250)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    sections = sections_of(args.model)
    args.language = sections["language"].decode()
    lists = NameLists(args.lists)
    root = args.corpora + "/train-ok"
    corpora, dev = name_data.load(root, args.language, args.benchmarks, lists)
    plain = name_data.tagged(root, args.language)
    weights, labels, config, _ = restore(args.model, [s for c in corpora.values() for s in c] + plain)
    network = Network(labels.sizes(), config)
    network.load_state_dict(weights, strict=False)
    for i in range(2):
        network.layers[i].project = QuantisedLinear(sections[f"layer{i + 1}"])
    network.eval()
    if "names.lists" in sections:
        weights["lists.weight"] = torch.from_numpy(np.frombuffer(sections["names.lists"], "<f4").reshape(ROWS, -1).copy())
    data = Data(labels, config, gazetteer.read(args.names, args.given_names), lists)
    data.own_bank = BANK[args.language]
    dev = [data.encode(s) for s in dev]
    pool = name_data.Pool(corpora, lists, args.language)
    shares = dict(name_data.FRENCH if args.language == "fr" else name_data.ENGLISH)
    print({k: len(v) for k, v in corpora.items()}, flush=True)

    def new_layer():
        layer = NameLayer(2 * config["hidden"], args.hidden, 16, args.dropout)
        if args.hidden == config["name_hidden"]:
            layer.start_from(weights)
        return layer

    if args.silver:
        teacher = new_layer()
        if args.teacher_steps:
            train(network, teacher, data, corpora, shares, pool, dev, args, args.teacher_steps, args.seed)
        print("teacher", f1(network, teacher, data, dev), flush=True)
        corpora["silver"] = silver(network, teacher, data, plain, args.sure)
        shares["silver"] = args.silver
        print(len(corpora["silver"]), "sentences read by the teacher", flush=True)
    layer = new_layer()
    train(network, layer, data, corpora, shares, pool, dev, args, args.steps, args.seed + 1)
    own = [s for c in corpora.values() for s in c if s.language == args.language]
    sample = [data.encode(s) for s in random.Random(1).sample(own, min(1200, len(own)))]
    write(args, network, layer, data, lists, sample)


if __name__ == "__main__":
    main()
