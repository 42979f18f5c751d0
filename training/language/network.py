"""The network: hashed spelling -> recurrent layers -> tags, lemmas, trees and names.

    form -> [word | n-grams | affixes] + treebank -> layer 1 -> layer 2 -> UPOS, features, lemma rule
                                                                 |-> layer 3 -> layer 4 -> arcs, labels
                                                                 '-> name layer -> names (BIO)
"""
import os

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.cpp_extension import load

# No -ffast-math: exp in scan.cpp rounds by adding and taking off a large number, which that flag would cancel.
scan = load("entente_scan", [os.path.join(os.path.dirname(os.path.abspath(__file__)), "scan.cpp")],
            extra_cflags=["-O3", "-march=native", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=fast",
                          "-Wno-unknown-pragmas"])


def check_scan():
    """Stops if the extension, as this compiler made it, is not the recurrence that the program runs."""
    generator = torch.Generator().manual_seed(1)
    u, x = torch.randn(1, 5, 3, 8, generator=generator), torch.randn(1, 5, 8, generator=generator)
    vb = torch.randn(4, 8, generator=generator)
    found = scan.forward(u, x, vb, torch.tensor([5]))[0][0]
    for half, order in ((slice(0, 4), range(5)), (slice(4, 8), range(4, -1, -1))):
        c = torch.zeros(4)
        for t in order:
            forget = torch.sigmoid(u[0, t, 1, half] + vb[0, half] * c + vb[2, half])
            reset = torch.sigmoid(u[0, t, 2, half] + vb[1, half] * c + vb[3, half])
            c = forget * c + (1 - forget) * u[0, t, 0, half]
            h = reset * torch.tanh(c) + (1 - reset) * x[0, t, half]
            if not torch.allclose(h, found[t, half], atol=1e-5):
                raise SystemExit("scan.cpp computes something else than it should: look at its compiler flags")


check_scan()


class Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, x, vb, lengths):
        u, x = u.float().contiguous(), x.contiguous()
        h, c, f, r = scan.forward(u, x, vb, lengths)
        ctx.save_for_backward(u, x, vb, lengths, c, f, r)
        return h

    @staticmethod
    def backward(ctx, dh):
        du, dx, dvb = scan.backward(dh.contiguous(), *ctx.saved_tensors)
        return du, dx, dvb, None


class HalfLinear(torch.autograd.Function):
    """A matrix product in bfloat16 with float32 weights and gradients: twice as fast on a processor that has it."""

    @staticmethod
    def forward(ctx, x, weight):
        xb, wb = x.bfloat16(), weight.bfloat16()
        ctx.save_for_backward(xb, wb)
        return (xb @ wb.t()).float()

    @staticmethod
    def backward(ctx, dy):
        xb, wb = ctx.saved_tensors
        dyb = dy.bfloat16()
        return (dyb @ wb).float(), (dyb.t() @ xb).float()


class Linear(nn.Linear):
    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        y = HalfLinear.apply(flat, self.weight)
        if self.bias is not None:
            y = y + self.bias
        return y.view(*x.shape[:-1], -1)


def rounded(x, step, low, high):
    """To multiples of step; the gradient passes as if nothing had been rounded."""
    return x + ((x / step).round().clamp(low, high) * step - x).detach()


class RoundedLinear(Linear):
    """Trained with the rounding that export.py does: weights to 7 bits, inputs to 8 bits over their usual range."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.register_buffer("high", torch.zeros(()))

    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        with torch.no_grad():
            largest = flat.abs().amax()
            if self.training or self.high == 0:
                self.high.copy_(largest if self.high == 0 else self.high.lerp(largest, 0.02))
            steps = 127 if bool((flat < 0).any()) else 255
            step, scale = self.high / steps, self.weight.abs().amax(1, keepdim=True).clamp(min=1e-9) / 63
        y = HalfLinear.apply(rounded(flat, step, -steps, steps), rounded(self.weight, scale, -63, 63))
        return (y if self.bias is None else y + self.bias).view(*x.shape[:-1], -1)


class RecurrentLayer(nn.Module):
    """in -> 2 x hidden channels; a skip connection of the same width, projected where the widths differ."""

    def __init__(self, size_in, hidden, linear=Linear):
        super().__init__()
        self.width = 2 * hidden
        self.project = linear(size_in, 3 * self.width, bias=False)
        self.skip = None if size_in == self.width else linear(size_in, self.width, bias=False)
        vb = torch.zeros(4, self.width)
        vb[2] = 0.5
        self.vb = nn.Parameter(vb)
        nn.init.xavier_uniform_(self.project.weight, gain=1.4)

    def forward(self, x, lengths, drop):
        x_in = drop(x)
        u = self.project(x_in)
        return Scan.apply(u, x if self.skip is None else self.skip(x_in), self.vb, lengths)


class SharedDropout(nn.Module):
    """The same units are dropped at every word of a sentence (Gal & Ghahramani 2016)."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.p) / (1 - self.p)
        return x * mask


class Head(nn.Module):
    """One hidden layer and a linear classifier."""

    def __init__(self, size_in, hidden, classes, p, linear=Linear):
        super().__init__()
        self.hidden = linear(size_in, hidden)
        self.out = linear(hidden, classes)
        self.drop = SharedDropout(p)

    def forward(self, x):
        return self.out(self.drop(F.relu(self.hidden(x))))


class Network(nn.Module):
    def __init__(self, sizes, config):
        super().__init__()
        c = config
        self.config, self.sizes = config, sizes
        self.word = nn.Embedding(sizes["words"], c["word"])
        self.ngram = nn.EmbeddingBag(c["ngram_buckets"], c["ngram"], mode="mean")
        self.affix = nn.EmbeddingBag(c["affix_buckets"], c["affix"], mode="sum")
        for table in (self.word, self.ngram, self.affix):
            nn.init.normal_(table.weight, std=0.1)
        width = c["word"] + c["ngram"] + c["affix"]
        self.bank = nn.Embedding(sizes["banks"], width)
        nn.init.normal_(self.bank.weight, std=0.02)
        # What much text says of a word, projected and added to what training says; zeros for words it does not have.
        self.register_buffer("vectors", torch.zeros(1, sizes.get("vectors", 0)), persistent=False)
        self.read = Linear(sizes["vectors"], c["word"], bias=False) if sizes.get("vectors") else None
        if self.read:
            nn.init.normal_(self.read.weight, std=0.15 * sizes["vectors"] ** -0.5)
        h = c["hidden"]
        self.layers = nn.ModuleList([RecurrentLayer(width, h)] + [RecurrentLayer(2 * h, h) for _ in range(3)])
        self.name_layer = RecurrentLayer(2 * h, c["name_hidden"])
        self.name_bank = nn.Embedding(sizes["name_banks"], 2 * h)
        nn.init.normal_(self.name_bank.weight, std=0.02)
        p = c["dropout"]
        self.drop_in, self.drop = SharedDropout(0.2), SharedDropout(p)
        self.tag_hidden = Linear(2 * h, c["tag"])
        self.upos = Linear(c["tag"], 17)
        self.xpos = Linear(c["tag"], sizes["xpos"])
        self.feats = Linear(c["tag"], sizes["feats"])
        self.lemma = Head(2 * h, c["tag"], sizes["rules"], p)
        self.name_head = Head(2 * c["name_hidden"], c["name_hidden"], sizes["names"], p)
        a, r = c["arc"], c["rel"]
        self.arc_dep, self.arc_head = Linear(2 * h, a), Linear(2 * h, a)
        self.arc_u = Linear(a, a)
        nn.init.orthogonal_(self.arc_u.weight, gain=0.5)
        self.rel_dep, self.rel_head = Linear(2 * h, r), Linear(2 * h, r)
        self.rel_mix = Linear(2 * r, r)
        self.rel_out = Linear(r, sizes["deprels"])
        self.root = nn.Parameter(torch.randn(2 * h) * 0.1)

    def words_of(self, words, read):
        x = self.word(words)
        return x + self.read(F.embedding(read, self.vectors)) if self.read else x

    def embed(self, batch):
        """Vectors of the batch's words: unique forms are spelled once."""
        n, a = batch["ngrams"], batch["affixes"]
        x = torch.cat([self.words_of(batch["words"], batch["read"]),
                       self.ngram(n[0], n[1])[batch["form"]],
                       self.affix(a[0], a[1])[batch["cased"]]], -1)
        return x + self.bank(batch["bank"])[:, None, :]

    def encode(self, batch):
        x = self.drop_in(self.embed(batch))
        for layer in self.layers[:2]:
            x = layer(x, batch["lengths"], self.drop)
        return x

    def tag(self, x):
        t = self.drop(F.relu(self.tag_hidden(self.drop(x))))
        return self.upos(t), self.feats(t), self.lemma(self.drop(x))

    def xpos_of(self, x):
        """Only a second opinion in training: it is not part of the model."""
        return self.xpos(self.drop(F.relu(self.tag_hidden(self.drop(x)))))

    def names(self, x, batch):
        x = x + self.name_bank(batch["name_bank"])[:, None, :]
        return self.name_head(self.drop(self.name_layer(x, batch["lengths"], self.drop)))

    def arcs(self, x, batch):
        """Scores [B, dependent, head], head 0 is the root; and what labels need."""
        for layer in self.layers[2:]:
            x = layer(x, batch["lengths"], self.drop)
        x = self.drop(x)
        with_root = torch.cat([self.root.expand(x.shape[0], 1, -1), x], 1)
        dep = self.drop(F.relu(self.arc_dep(x)))
        head = self.drop(F.relu(self.arc_head(with_root)))
        scores = torch.bmm(self.arc_u(dep), head.transpose(1, 2))
        blocked = torch.arange(with_root.shape[1])[None, :] > batch["lengths"][:, None]
        scores = scores.masked_fill(blocked[:, None, :], -1e9)
        return scores, (self.rel_dep(x), self.rel_head(with_root))

    def labels(self, parts, heads):
        dep, head = parts
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        a, b = F.relu(dep), F.relu(chosen)
        mixed = F.relu(self.rel_mix(self.drop(torch.cat([F.relu(dep + chosen), a * b], -1))))
        return self.rel_out(self.drop(mixed))
