"""The heads of relations: a score for each relation type at each place of assertion (see relations.py), the status of
what is asserted there, and the words that bear it out.

    mention = relu(first word + last word)        thing = greatest of its mentions that are looked at together
    pair    = subject + object + what the sentence says, read by attention from the pair + distance, reach, nesting, types
              + what the frames say
"""
import torch
import torch.nn.functional as F
from torch import nn

from network import Dropout, Linear
from relations import DISTANCES, FORMS, MODALITY, POLARITY, REACH, TYPES


class Reading(nn.Module):
    def __init__(self, width, sizes, config):
        super().__init__()
        m, h = config["mention"], config["pair"]
        self.attention_heads, self.key = config["attention_heads"], config["key"]
        k = self.attention_heads * self.key
        self.drop = Dropout(config["head_dropout"])
        self.mention_first, self.mention_last = Linear(width, m), Linear(width, m)
        self.subject, self.object, self.context = Linear(m, h), Linear(m, h), Linear(h, h, bias=False)
        self.query_subject, self.query_object = Linear(m, k), Linear(m, k, bias=False)
        self.word_key, self.word_value = Linear(width, k), Linear(width, h)
        self.form_table = nn.Embedding(FORMS, m)
        self.distance_table, self.reach_table = nn.Embedding(DISTANCES, h), nn.Embedding((REACH + 1) ** 2, h)
        self.nested_table, self.types_table = nn.Embedding(3, h), nn.Embedding(len(TYPES) ** 2, h)
        self.votes = Linear(sizes["relations"], h, bias=False)
        self.vote_gain = nn.Parameter(torch.full((sizes["relations"],), 2.0))  # what a frame's own vote adds to its type
        self.mix = Linear(h, h)
        self.relation = Linear(h, sizes["relations"])
        self.polarity, self.modality = Linear(h, len(POLARITY)), Linear(h, len(MODALITY))
        self.source_pair, self.source_thing = Linear(h, k), Linear(m, k, bias=False)
        self.source_none = Linear(h, 1)
        for e in (self.form_table, self.distance_table, self.reach_table, self.nested_table, self.types_table):
            nn.init.normal_(e.weight, std=0.05)
        nn.init.constant_(self.relation.bias, -4.0)  # most pairs have no relation

    def things(self, x, b):
        """[groups, m] from the vectors of the article's words"""
        first, last, form = b["mentions"].T
        x = self.drop(x)
        mentions = F.relu(self.mention_first(x[first]) + self.mention_last(x[last]) + self.form_table(form))
        out = torch.zeros(int(b["owner"].max()) + 1, mentions.shape[1], dtype=mentions.dtype)
        return out.scatter_reduce(0, b["owner"][:, None].expand_as(mentions), mentions, "amax", include_self=True)

    def forward(self, x, b):
        """`x` [words, width] of all articles of the batch; b: tensors() of them, joined, with "words" [S, longest], the
        numbers of the words of each sentence, -1 for none. Scores [pairs, relations], hidden [pairs, h], weights of the
        sentence's words [pairs, longest], things."""
        g = self.drop(self.things(x, b))
        words = b["words"]
        of_words = self.drop(x)[words.clamp(min=0)]
        keys, values = self.word_key(of_words), self.word_value(of_words)
        s, n, _ = keys.shape
        keys = keys.view(s, n, self.attention_heads, self.key)
        values = values.view(s, n, self.attention_heads, -1)

        def shares(q):  # of each group's question at each word of each sentence it is asked in: never all x all
            return q.view(-1, self.attention_heads, self.key)

        q = shares(self.query_subject(g)[b["subject"]] + self.query_object(g)[b["object"]])
        at = b["sentence"]
        order = torch.argsort(at, stable=True)
        counts = torch.bincount(at, minlength=s)
        most = int(counts.max())
        starts = torch.cumsum(counts, 0) - counts
        slot = torch.arange(len(at)) - starts[at[order]]
        grid = torch.zeros(s, most, self.attention_heads, self.key, dtype=q.dtype)
        grid[at[order], slot] = q[order]
        scores = torch.einsum("spak,snak->spna", grid, keys) * self.key ** -0.5
        scores = scores.masked_fill((words < 0)[:, None, :, None], -1e4).softmax(2)
        read = torch.einsum("spna,snav->spav", scores, values).flatten(2)
        context = torch.empty(len(at), read.shape[-1], dtype=read.dtype)
        context[order] = read[at[order], slot]
        weights = torch.empty(len(at), n, dtype=scores.dtype)
        weights[order] = scores.mean(-1)[at[order], slot]
        kinds = b["kind"][b["subject"]] * len(TYPES) + b["kind"][b["object"]]
        hidden = F.relu(self.subject(g)[b["subject"]] + self.object(g)[b["object"]] + self.context(context) +
                        self.distance_table(b["distance"]) + self.reach_table(b["reach"]) + self.nested_table(b["nested"]) +
                        self.types_table(kinds) + self.votes(b["votes"]))
        hidden = self.drop(F.relu(self.mix(self.drop(hidden))))
        return self.relation(hidden).float() + self.vote_gain * b["votes"], hidden, weights, g

    def sources(self, hidden, things, pairs, candidates):
        """[pairs, 1 + longest]: scores of no source and of each candidate; candidates -1 for none."""
        q = self.source_pair(hidden[pairs])
        k = self.source_thing(things)[candidates.clamp(min=0)]
        scores = (k @ q[:, :, None]).squeeze(2).float() * q.shape[1] ** -0.5
        return torch.cat([self.source_none(hidden[pairs]).float(), scores.masked_fill(candidates < 0, -1e4)], 1)


READING = {"mention": 256, "pair": 256, "attention_heads": 4, "key": 32}
