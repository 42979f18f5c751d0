"""The heads of relations: a score for each relation type at each place of assertion (see relations.py), the status of
what is asserted there, and the words that bear it out.

    mention = relu(first word + last word)        thing = greatest of its mentions that are looked at together
    pair    = subject + object + subject x object + what the sentence says, read by attention from the pair + distance,
              reach, nesting, types + what the frames say

and the head of coreference: which earlier mention each mention takes up, or none (mention ranking, Lee et al., EMNLP
2017, with a bilinear score instead of a network over pairs)."""
import torch
import torch.nn.functional as F
from torch import nn

from network import Dropout, Linear
from relations import BACKS, DISTANCES, ELSEWHERE, FORMS, MATCHES, MODALITY, NEARS, OPENING, POLARITY, TIME_PLACES, TYPES, bucket_of


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
        self.distance_table, self.reach_table = nn.Embedding(DISTANCES, h), nn.Embedding((OPENING + 1) ** 2, h)
        self.nested_table, self.types_table = nn.Embedding(3, h), nn.Embedding(len(TYPES) ** 2, h)
        # where the words stand beside the two things, by which attention tells before, between and after
        self.subject_near_table = nn.Embedding(NEARS, self.attention_heads)
        self.object_near_table = nn.Embedding(NEARS, self.attention_heads)
        self.product_gain = nn.Parameter(torch.zeros(h))
        self.votes = Linear(sizes["relations"], h, bias=False)
        self.vote_gain = nn.Parameter(torch.full((sizes["relations"],), 2.0))  # what a frame's own vote adds to its type
        self.mix = Linear(h, h)
        self.relation = Linear(h, sizes["relations"])
        self.polarity, self.modality = Linear(h, len(POLARITY)), Linear(h, len(MODALITY))
        self.source_pair, self.source_thing = Linear(h, k), Linear(m, k, bias=False)
        self.source_none = Linear(h, 1)
        self.time_pair, self.time_word = Linear(h, k), Linear(width, k, bias=False)
        self.time_place_table, self.time_distance_table = nn.Embedding(TIME_PLACES, k), nn.Embedding(DISTANCES, 1)
        self.time_none = Linear(h, 1)
        c = config["coreference"]
        self.this_mention, self.that_mention = Linear(m, c), Linear(m, c)
        self.back_table, self.like_table = nn.Embedding(len(BACKS) + 1, c), nn.Embedding(MATCHES, c)
        self.same_query, self.same_key = Linear(m, c, bias=False), Linear(m, c, bias=False)
        self.same, self.new = Linear(c, 1), Linear(m, 1)
        for e in (self.form_table, self.distance_table, self.reach_table, self.nested_table, self.types_table,
                  self.back_table, self.like_table, self.time_place_table, self.time_distance_table):
            nn.init.normal_(e.weight, std=0.05)
        for e in (self.subject_near_table, self.object_near_table):
            nn.init.zeros_(e.weight)
        nn.init.constant_(self.relation.bias, -4.0)  # most pairs have no relation

    def mentions(self, x, rows):
        """[mentions, m] from the vectors of the article's words; rows: their first and last words and forms"""
        first, last, form = rows.T
        x = self.drop(x)
        return F.relu(self.mention_first(x[first]) + self.mention_last(x[last]) + self.form_table(form))

    def things(self, x, b):
        """[groups, m]"""
        mentions = self.mentions(x, b["mentions"])
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
        sides = torch.zeros(s, most, n, self.attention_heads, dtype=q.dtype)
        sides[at[order], slot] = (self.beside(self.subject_near_table, b, "subject") +
                                  self.beside(self.object_near_table, b, "object"))[order].to(q.dtype)
        scores = torch.einsum("spak,snak->spna", grid, keys) * self.key ** -0.5 + sides
        scores = scores.masked_fill((words < 0)[:, None, :, None], -1e4).softmax(2)
        read = torch.einsum("spna,snav->spav", scores, values).flatten(2)
        context = torch.empty(len(at), read.shape[-1], dtype=read.dtype)
        context[order] = read[at[order], slot]
        weights = torch.empty(len(at), n, dtype=scores.dtype)
        weights[order] = scores.mean(-1)[at[order], slot]
        kinds = b["kind"][b["subject"]] * len(TYPES) + b["kind"][b["object"]]
        subjects, objects = self.subject(g)[b["subject"]], self.object(g)[b["object"]]
        hidden = F.relu(subjects + objects + self.product_gain * subjects * objects + self.context(context) +
                        self.distance_table(b["distance"]) + self.reach_table(b["reach"]) + self.nested_table(b["nested"]) +
                        self.types_table(kinds) + self.votes(b["votes"]))
        hidden = self.drop(F.relu(self.mix(self.drop(hidden))))
        return self.relation(hidden).float() + self.vote_gain * b["votes"], hidden, weights, g

    @staticmethod
    def beside(table, b, side):
        """[pairs, longest, attention heads]: what is added to the score of each word for where it stands."""
        group = b[side]
        here = (b["home"][group] == b["sentence"])[:, None]
        return table(torch.where(here, b["near"][group].long(), ELSEWHERE))

    def antecedents(self, x, b):
        """Scores of the pairs of `this` and `that`, and of each mention of being new: logits of one choice."""
        m = self.drop(self.mentions(x, b["all_mentions"]))
        this, that = b["this"], b["that"]
        hidden = F.relu(self.this_mention(m)[this] + self.that_mention(m)[that] + self.back_table(b["back"]) +
                        self.like_table(b["like"]))
        scale = self.same_query.weight.shape[0] ** -0.5
        same = (self.same_query(m)[this] * self.same_key(m)[that]).sum(1) * scale
        return self.same(self.drop(hidden))[:, 0].float() + same.float(), self.new(m)[:, 0].float()

    def times(self, x, hidden, weights, b, pairs, times):
        """[pairs, 1 + most]: scores of no time and of each named one; `times` [pairs, most, 2]: word and place."""
        word, place = times.unbind(2)
        q = self.time_pair(hidden[pairs])
        named = self.time_word(self.drop(x))[word.clamp(min=0)] * (word >= 0)[:, :, None]
        k = named + self.time_place_table(place.clamp(min=0))
        scores = (k @ q[:, :, None]).squeeze(2).float() * q.shape[1] ** -0.5
        # how far it stands from the word that was looked at most
        sentence = b["words"][b["sentence"][pairs]]
        said = sentence.gather(1, weights[pairs].argmax(1, keepdim=True))
        away = self.time_distance_table(bucket_of(word - said))[:, :, 0]
        scores = scores + torch.where(place == 0, away, 0.0)
        return torch.cat([self.time_none(hidden[pairs]).float(), scores.masked_fill(place < 0, -1e4)], 1)

    def sources(self, hidden, things, pairs, candidates):
        """[pairs, 1 + longest]: scores of no source and of each candidate; candidates -1 for none."""
        q = self.source_pair(hidden[pairs])
        k = self.source_thing(things)[candidates.clamp(min=0)]
        scores = (k @ q[:, :, None]).squeeze(2).float() * q.shape[1] ** -0.5
        return torch.cat([self.source_none(hidden[pairs]).float(), scores.masked_fill(candidates < 0, -1e4)], 1)


READING = {"mention": 256, "pair": 256, "attention_heads": 4, "key": 32, "coreference": 128}
