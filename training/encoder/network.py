"""The network: pieces -> transformer -> words -> tags, lemmas, trees, names, mentions.

    pieces of a window -> embedding -> layers -> first piece of each word -> UPOS, features, lemma rule
                                                                         |-> arcs, labels (biaffine)
                                                                         |-> names (BIO)
                                                                         '-> mentions (spans, seven types)
"""
import math

import torch
import torch.nn.functional as F
from torch import nn


def rounded(x, step, limit):
    """To multiples of step; the gradient passes as if nothing had been rounded."""
    return x + ((x / step).round().clamp(-limit, limit) * step - x).detach()


class Linear(nn.Linear):
    """A product that learns to live with the rounding of the shipped model: weights to 7 bits (one scale for each
    output), inputs to 8 bits (one scale for each row)."""

    rounds = False  # set on the class for the last part of training, and for evaluation of what is shipped

    def forward(self, x):
        if not Linear.rounds:
            return F.linear(x, self.weight, self.bias)
        step = x.detach().abs().amax(-1, keepdim=True).clamp(min=1e-6) / 127
        scale = self.weight.detach().abs().amax(1, keepdim=True).clamp(min=1e-9) / 63
        return F.linear(rounded(x, step, 127), rounded(self.weight, scale, 63), self.bias)


class Dropout(nn.Module):
    """Dropout by rows of a pool of masks, renewed now and then: drawing a number for each unit costs more than the
    products."""

    POOL, USES = 512, 200

    def __init__(self, p):
        super().__init__()
        self.p, self.pool, self.left = p, {}, {}

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        width = x.shape[-1]
        if self.left.get(width, 0) == 0:
            self.pool[width] = (torch.rand(self.POOL, width) >= self.p).to(torch.bfloat16) / (1 - self.p)
            self.left[width] = self.USES
        self.left[width] -= 1
        chosen = torch.randint(self.POOL, (x.numel() // width,))
        return x * self.pool[width][chosen].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """Post-norm BERT with exact GELU."""

    def __init__(self, width, heads, feed_forward, epsilon, dropout):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v = (Linear(width, width) for _ in range(3))
        self.ao, self.fi, self.fo = Linear(width, width), Linear(width, feed_forward), Linear(feed_forward, width)
        self.aln, self.oln = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.drop = Dropout(dropout)

    def forward(self, x, mask):
        b, n, w = x.shape
        # By hand: the fused kernel's gradient is several times slower on a processor.
        q, k, v = (f(x).view(b, n, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        scores = (q * (w // self.heads) ** -0.5) @ k.transpose(2, 3) + mask
        a = (torch.softmax(scores, -1, dtype=scores.dtype) @ v).transpose(1, 2).reshape(b, n, w)
        x = self.aln(x + self.drop(self.ao(a)))
        return self.oln(x + self.drop(self.fo(F.gelu(self.fi(x)))))


class Encoder(nn.Module):
    """requires  pieces [B, N] of windows, each from <s> to </s>, filled up with `pad`; bank [B]
    ensures   [B, N, width]"""

    def __init__(self, config, rows, banks):
        super().__init__()
        c = self.config = config
        self.word = nn.Embedding(rows, c["width"])
        self.word.weight.requires_grad_(False)  # kept as the package has it, to the bit
        self.pos = nn.Embedding(c["positions"], c["width"])
        self.bank = nn.Embedding(banks, c["width"])
        nn.init.normal_(self.bank.weight, std=0.01)
        self.ln = nn.LayerNorm(c["width"], c["epsilon"])
        self.layers = nn.ModuleList(Layer(c["width"], c["heads"], c["feed_forward"], c["epsilon"], c["dropout"])
                                    for _ in range(c["layers"]))
        self.drop = Dropout(c["dropout"])

    def forward(self, pieces, bank, pad):
        x = self.word(pieces) + self.pos.weight[:pieces.shape[1]] + self.bank(bank)[:, None, :]
        x = self.drop(self.ln(x))
        mask = torch.zeros(pieces.shape[0], 1, 1, pieces.shape[1], dtype=torch.bfloat16)
        mask.masked_fill_((pieces == pad)[:, None, None, :], -1e4)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_pretrained(self, source, rows):
        """`rows`: of the package's pieces, those that are kept, in order. Of its layers the lower ones are taken."""
        h, f = self.config["width"], self.config["feed_forward"]
        with torch.no_grad():
            self.word.weight.copy_(torch.from_numpy(source.matrix("emb.word", h)[rows]))
            self.pos.weight.copy_(torch.from_numpy(source.vector("emb.pos").reshape(-1, h)[:self.config["positions"]]))
            self.bank.weight.add_(torch.from_numpy(source.vector("emb.type").reshape(-1, h)[0]))
            self.ln.weight.copy_(torch.from_numpy(source.vector("emb.ln.w")))
            self.ln.bias.copy_(torch.from_numpy(source.vector("emb.ln.b")))
            for i, layer in enumerate(self.layers):
                for name in ("q", "k", "v", "ao", "fi", "fo"):
                    module = getattr(layer, name)
                    module.weight.copy_(torch.from_numpy(source.matrix(f"l{i}.{name}.w", f if name == "fo" else h)))
                    module.bias.copy_(torch.from_numpy(source.vector(f"l{i}.{name}.b")))
                for name in ("aln", "oln"):
                    module = getattr(layer, name)
                    module.weight.copy_(torch.from_numpy(source.vector(f"l{i}.{name}.w")))
                    module.bias.copy_(torch.from_numpy(source.vector(f"l{i}.{name}.b")))


class Heads(nn.Module):
    """What is read off the vectors of words. Shapes: x [words, width]; sentences as [sentences, longest] of rows of x,
    -1 where there is no word."""

    def __init__(self, width, sizes, config):
        super().__init__()
        c = config
        self.drop = Dropout(c["head_dropout"])
        self.tag_hidden = Linear(width, c["tag"])
        self.upos, self.feats = Linear(c["tag"], 17), Linear(c["tag"], sizes["feats"])
        self.lemma_hidden, self.lemma_out = Linear(width, c["tag"]), Linear(c["tag"], sizes["rules"])
        a, r, m = c["arc"], c["rel"], c["span"]
        self.arc_dep, self.arc_head, self.arc_u = Linear(width, a), Linear(width, a), Linear(a, a, bias=False)
        nn.init.orthogonal_(self.arc_u.weight, gain=0.5)
        self.rel_dep, self.rel_head = Linear(width, r), Linear(width, r)
        self.rel_mix, self.rel_out = Linear(2 * r, r), Linear(r, sizes["deprels"])
        self.root = nn.Parameter(torch.randn(width) * 0.1)
        self.name_hidden, self.name_out = Linear(width, c["tag"]), Linear(c["tag"], sizes["names"])
        # Mentions: score of type t for words [i, j] = start_t(i) + end_t(j) + start(i) . U_t end(j) (Yu et al., ACL 2020)
        self.span_start, self.span_end = Linear(width, m), Linear(width, m)
        self.span_u = Linear(m, m * sizes["mentions"], bias=False)
        self.span_first, self.span_last = Linear(m, sizes["mentions"]), Linear(m, sizes["mentions"], bias=False)

    def tag(self, x):
        t = self.drop(F.relu(self.tag_hidden(self.drop(x))))
        return self.upos(t), self.feats(t), self.lemma_out(self.drop(F.relu(self.lemma_hidden(self.drop(x)))))

    def names(self, x):
        return self.name_out(self.drop(F.relu(self.name_hidden(self.drop(x)))))

    def arcs(self, x, rows):
        """Scores [S, dependent, head], head 0 is the root; and what labels need."""
        x = self.drop(x)[rows.clamp(min=0)]
        with_root = torch.cat([self.root.to(x.dtype).expand(x.shape[0], 1, -1), x], 1)
        dep, head = self.drop(F.relu(self.arc_dep(x))), self.drop(F.relu(self.arc_head(with_root)))
        scores = torch.bmm(self.arc_u(dep), head.transpose(1, 2)).float()
        blocked = F.pad(rows < 0, (1, 0))
        return scores.masked_fill(blocked[:, None, :], -1e9), (self.rel_dep(x), self.rel_head(with_root))

    def labels(self, parts, heads):
        dep, head = parts
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[-1]))
        mixed = torch.cat([F.relu(dep + chosen), F.relu(dep) * F.relu(chosen)], -1)
        return self.rel_out(self.drop(F.relu(self.rel_mix(self.drop(mixed)))))

    def spans(self, x, rows):
        """[S, first, last, types]; type 0 is none."""
        x = self.drop(x)[rows.clamp(min=0)]
        s, n = rows.shape
        start, end = self.drop(F.relu(self.span_start(x))), self.drop(F.relu(self.span_end(x)))
        types = self.span_first.weight.shape[0]
        product = self.span_u(start).view(s, n * types, -1) @ end.transpose(1, 2)
        return (product.view(s, n, types, n).transpose(2, 3) / math.sqrt(start.shape[-1]) +
                self.span_first(start)[:, :, None, :] + self.span_last(end)[:, None, :, :]).float()


class Network(nn.Module):
    def __init__(self, config, rows, sizes):
        super().__init__()
        self.config, self.sizes = config, sizes
        self.encoder = Encoder(config, rows, sizes["banks"])
        self.heads = Heads(config["width"], sizes, config)

    def words(self, batch):
        """[words, width]: the first piece of each word."""
        x = self.encoder(batch["pieces"], batch["bank"], self.config["pad"])
        return x.reshape(-1, x.shape[-1])[batch["first"]]


CONFIG = {"width": 384, "heads": 12, "feed_forward": 1536, "epsilon": 1e-12, "positions": 512, "layers": 9,
          "dropout": 0.1, "head_dropout": 0.25, "tag": 256, "arc": 256, "rel": 128, "span": 96}
