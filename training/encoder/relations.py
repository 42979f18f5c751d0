"""What the heads of relations learn from: an article in the program's words, its things and the claims that annotators
made of them.

The unit is a *place of assertion*: a sentence and an ordered pair of things, of which one at least is mentioned in the
sentence and the other there, in the REACH sentences before or in the opening. A claim is asserted where its evidence
overlaps the sentence. So every claim of the model has a sentence that bears it out, and things that a pronoun or a
description takes up are reached without resolving it first: those of the last sentences, and those of the headline, who
speak in a statement (*we condemn*) and whom a whole article is about.
"""
import bisect
import json
from pathlib import Path

import torch

from prepare import Words, as_list, spaced, texts

REACH = 2
OPENING = REACH + 1      # how far back the first sentence counts that mentions anything
MOST_THINGS = 60         # in reach of a sentence
TYPES = ["Person", "State", "Organization", "MilitaryUnit", "Group", "Place", "Event"]
POLARITY = ["affirmed", "negated"]
MODALITY = ["actual", "reported", "possible", "planned"]
FORMS = 5               # MentionForm of the program; 0 name, 4 pronoun
DISTANCES = 16          # buckets of the signed distance in words
OPEN = -1.0             # a label that is neither rewarded nor punished
TIES = ("leads", "spokespersonFor", "memberOf", "affiliatedWith", "partOf", "locatedIn")
SYMMETRIC = {"alliesWith", "cooperatesWith", "agreesWith", "meets"}


FARTHER = [2, 3, 5, 9, 15, 25, 42]   # words at which the next bucket of distance begins
NEARS, ELSEWHERE = 14, 13            # buckets of where a word stands beside a thing of its sentence; the thing is elsewhere
BESIDE = [2, 3, 5, 8, 13]            # words at which the next of them begins
BACKS = [1, 2, 3, 5, 9, 17]          # sentences at which the next bucket between two mentions begins
MATCHES = 5                          # kinds of likeness of two mentions' words
MOST_ANTECEDENTS = 100
TIME_PLACES = 4                      # where a time is named: in the sentence, before it, two before; the day of publication
PUBLISHED = 3
MOST_TIMES = 8


def bucket(distance):
    """Signed distance in words: eight buckets on each side."""
    return bisect.bisect_right(FARTHER, abs(distance)) + (8 if distance < 0 else 0)


def near(word, mentions):
    """Where a word stands beside the nearest of a thing's mentions: 0 within, else before (1 to 6) or after (7 to 12)."""
    best = None
    for _, first, last, _ in mentions:
        away = first - word if word < first else last - 1 - word if word >= last else 0
        if best is None or abs(away) < abs(best):
            best = away
    if best == 0:
        return 0
    return 1 + bisect.bisect_right(BESIDE, abs(best)) + (6 if best < 0 else 0)


def content(tokens):
    """The words of a mention by which it is known again, in lower case."""
    return [t[2].lower() for t in tokens if len(t[2]) > 3 or t[2][:1].isupper() or t[2][:1].isdigit()]


def likeness(a, b):
    """0 nothing shared, 1 a word, 2 the last word, 3 all of one in the other, 4 equal. Twin of likeness() in
    extract/entities/antecedents.cpp."""
    if not a or not b:
        return 0
    if a == b:
        return 4
    x, y = set(a), set(b)
    if x <= y or y <= x:
        return 3
    return 2 if a[-1] == b[-1] else 1 if x & y else 0


def bucket_of(distance):
    """The same of a tensor."""
    return torch.bucketize(distance.abs(), torch.tensor(FARTHER), right=True) + torch.where(distance < 0, 8, 0)


class Article:
    """sentences: [[token]]; things: [(type, [mention])], a mention (sentence, first, last, form), in order of the text;
    claims: see annotated(); votes: {(sentence, subject, object): {relation: how directly a frame says it}}"""

    def __init__(self, reading):
        self.name, self.language = reading["name"], reading["language"]
        self.sentences = reading["sentences"]
        self.spaced = [spaced(reading["text"], s) for s in self.sentences]
        self.things, self.claims, self.votes = [], [], {}
        self.has_mentions = True   # annotators marked them all
        self.open_types = []       # of which only some claims are marked
        self.unseen = 0            # required claims of which an end is not among the things
        self.times = reading["times"] or [[] for _ in self.sentences]  # of each sentence [first word, after the last, date]
        self.published = reading["published"]

    def take_votes(self, reading, relations, thing_of):
        """What the frames say, of things instead of the program's entities."""
        for claim in reading["claims"]:
            a, b = thing_of.get(claim["subject"]), thing_of.get(claim["object"])
            if a is not None and b is not None and a != b:
                said = self.votes.setdefault((claim["sentence"], a, b), {})
                t = relations.index(claim["relation"])
                said[t] = max(said.get(t, 0.0), claim["directness"])


def annotated(reading, gold, relations):
    """An article with the things and claims of annotators; pronouns, and things that annotators do not have, as the
    program reads them."""
    article, words = Article(reading), Words(reading["sentences"])
    place_of, number = {}, {}
    if "partial" in gold:  # a sentence of the suite, see sentences.py
        article.has_mentions = False
        article.open_types = list(range(len(relations))) if gold["partial"] else [relations.index(t) for t in TIES]
    for entity in gold["entities"]:
        number[entity["id"]] = len(article.things)
        mentions = []
        for begin, end in entity["mentions"]:
            place = words.of(begin, end)
            if place and place not in mentions:
                mentions.append(place)
                place_of.setdefault(place[:1] + (place[2] - 1,), number[entity["id"]])
        kind = as_list(entity["type"])[0]
        article.things.append((TYPES.index(kind), [m + (0,) for m in mentions]))
    article.take_votes(reading, relations, add_read(article, reading, place_of))
    for relation in gold["relations"]:
        subjects, objects = ([number[e] for e in as_list(relation[side]) if e in number] for side in ("subject", "object"))
        spans = relation["evidence"]
        spans = [spans] if spans and not isinstance(spans[0], list) else spans
        sentences = sorted({s for begin, end in spans for s in words.sentences_of(begin, end)})
        if not subjects or not objects or not sentences:
            continue
        article.claims.append({
            "types": [relations.index(t) for t in as_list(relation["type"])], "subjects": subjects, "objects": objects,
            "sentences": sentences, "optional": bool(relation.get("optional")),
            "symmetric": as_list(relation["type"])[0] in SYMMETRIC,
            "polarity": as_list(relation.get("polarity", "affirmed")), "modality": as_list(relation.get("modality", "actual")),
            "times": as_list(relation["time"]) if relation.get("time") else [],
            "sources": [number[s] for s in as_list(relation.get("attributedTo", [])) if s in number]})
    return article


def add_read(article, reading, place_of):
    """The program's mentions: a pronoun is one more mention of the annotated thing that its entity's names overlap."""
    meant, forms = {}, {}
    for s, first, last, _, form, entity in reading["mentions"]:
        thing = place_of.get((s, last - 1))
        if thing is not None:
            forms[thing, s, last - 1] = form
            if form != 4:
                meant.setdefault(entity, {}).setdefault(thing, 0)
                meant[entity][thing] += 1
    for i, (kind, mentions) in enumerate(article.things):
        article.things[i] = (kind, [m[:3] + (forms.get((i, m[0], m[2] - 1), form_of(article.sentences[m[0]], m)),)
                                    for m in mentions])
    for s, first, last, _, form, entity in reading["mentions"]:
        if form == 4 and entity in meant:
            thing = max(meant[entity], key=meant[entity].get)
            article.things[thing][1].append((s, first, last, 4))
    for _, mentions in article.things:
        mentions.sort()
    return {entity: max(things, key=things.get) for entity, things in meant.items()}


def head_of(tokens, mention):
    """The word of a mention that depends on none of its others."""
    _, first, last = mention[:3]
    return next((w for w in range(first, last) if not first <= tokens[w][4] < last), last - 1)


def form_of(tokens, mention):
    """Of a mention that the program did not find: a name if its head is written as one, else a description."""
    head = head_of(tokens, mention)
    if tokens[head][3] == "ADJ":
        return 1
    return 0 if tokens[head][2][:1].isupper() else 3


def of_program(reading, relations):
    """An article with the program's own things and no claims: what is to be read."""
    article = Article(reading)
    article.things = [(TYPES.index(e["type"]), []) for e in reading["entities"]]
    for s, first, last, _, form, entity in reading["mentions"]:
        article.things[entity][1].append((s, first, last, form))
    for _, mentions in article.things:
        mentions.sort()
    article.take_votes(reading, relations, {i: i for i in range(len(article.things))})
    return article


def as_seen(reading, article, relations):
    """The same article with the things that the program sees in it, and the claims that annotators made of those that
    they mean: what the heads meet in use, unsure ends and split things included. `reading`: of the same words."""
    out = of_program(reading, relations)
    if [len(s) for s in out.sentences] != [len(s) for s in article.sentences]:
        raise SystemExit(f"{article.name}: its words were read otherwise; print both readings with the same program")
    meant = {}  # by their words, and by their head
    for thing, (_, mentions) in enumerate(article.things):
        for mention in mentions:
            if mention[3] != 4:
                meant.setdefault(mention[:3], thing)
                meant.setdefault((mention[0], head_of(article.sentences[mention[0]], mention)), thing)
    shares = {}
    for thing, (_, mentions) in enumerate(out.things):
        for mention in mentions:
            other = meant.get(mention[:3], meant.get((mention[0], head_of(out.sentences[mention[0]], mention))))
            if mention[3] != 4 and other is not None:
                of_thing = shares.setdefault(thing, {})
                of_thing[other] = of_thing.get(other, 0) + 1
    seen = {}
    for thing, of_thing in shares.items():
        seen.setdefault(max(of_thing, key=of_thing.get), []).append(thing)
    for claim in article.claims:
        subjects, objects, sources = ([t for a in claim[k] for t in seen.get(a, [])] for k in ("subjects", "objects", "sources"))
        if subjects and objects:
            out.claims.append(claim | {"subjects": subjects, "objects": objects, "sources": sources})
        elif not claim["optional"]:
            out.unseen += 1
    out.has_mentions, out.open_types = article.has_mentions, article.open_types
    return out


def pairs_of(article, relations):
    """Everything about the places of assertion of an article, as tensors; see Reading.forward."""
    here = {}
    for thing, (_, mentions) in enumerate(article.things):
        for k, m in enumerate(mentions):
            here.setdefault(m[0], {}).setdefault(thing, []).append(m)
    labels = {}
    for claim in article.claims:
        for s in claim["sentences"]:
            for a in claim["subjects"]:
                for b in claim["objects"]:
                    labels.setdefault((s, a, b), []).append(claim)
                    if claim["symmetric"]:
                        labels.setdefault((s, b, a), []).append(claim)
    said = {}
    for claim in article.claims:
        for a in claim["subjects"]:
            for b in claim["objects"]:
                for x, y in ((a, b), (b, a)) if claim["symmetric"] else ((a, b),):
                    said.setdefault((x, y), set()).update(claim["types"])
    offset, start = [], 0
    for s in article.sentences:
        offset.append(start)
        start += len(s)
    out = {k: [] for k in ("sentence", "subject", "object", "distance", "reach", "nested", "votes", "labels", "polarity",
                           "modality", "source", "time", "key")}
    groups, places = [], {}   # mentions of one thing that are looked at together; -> row
    opening = min(here, default=0)

    def group(s, thing):
        if (s, thing) not in places:
            places[s, thing] = len(groups)
            groups.append((here[s][thing], article.things[thing][0]))
        return places[s, thing]

    candidates, times = [], []
    for s in range(len(article.sentences)):
        near = {}
        for at, back in (*((s - back, back) for back in range(REACH + 1)), *([(opening, OPENING)] if opening < s else [])):
            for thing in sorted(here.get(at, {})):
                if thing not in near and len(near) < MOST_THINGS:
                    near[thing] = group(at, thing), back
        inside = [t for t, g in near.items() if g[1] == 0]
        if not inside:
            continue
        candidates.append([(t, near[t][0]) for t in sorted(near)])
        times.append(times_near(article, s))
        for a in sorted(near):
            for b in sorted(near):
                if a == b or (near[a][1] and near[b][1]):
                    continue
                ga, gb = near[a], near[b]
                ma, mb = min(((x, y) for x in groups[ga[0]][0] for y in groups[gb[0]][0]),
                             key=lambda p: (abs(offset[p[0][0]] + p[0][1] - offset[p[1][0]] - p[1][1]), p))
                inner = (1 if ma[0] == mb[0] and mb[1] <= ma[1] and ma[2] <= mb[2] else
                         2 if ma[0] == mb[0] and ma[1] <= mb[1] and mb[2] <= ma[2] else 0)
                out["key"].append((s, a, b))
                out["sentence"].append(s)
                out["subject"].append(ga[0])
                out["object"].append(gb[0])
                out["distance"].append(bucket(offset[mb[0]] + mb[1] - offset[ma[0]] - ma[1]))
                out["reach"].append(ga[1] * (OPENING + 1) + gb[1])
                out["nested"].append(inner)
                votes = [0.0] * len(relations)
                for t, directness in article.votes.get((s, a, b), {}).items():
                    votes[t] = directness
                out["votes"].append(votes)
                row, polarity, modality, source, time = [0.0] * len(relations), -100, -100, -100, -100
                for t in (*said.get((a, b), ()), *article.open_types):
                    row[t] = OPEN
                for claim in labels.get((s, a, b), []):
                    sure = not claim["optional"] and len(claim["subjects"]) == len(claim["objects"]) == 1
                    for k, t in enumerate(claim["types"]):
                        row[t] = max(row[t], 1.0 if k == 0 and sure else 0.5 if k == 0 else OPEN)
                    if len(claim["polarity"]) == len(claim["modality"]) == 1:
                        polarity, modality = POLARITY.index(claim["polarity"][0]), MODALITY.index(claim["modality"][0])
                        wanted = claim["sources"]
                        at = [i for i, (t, _) in enumerate(candidates[-1]) if t in wanted]
                        source = at[0] + 1 if at else 0 if not wanted else -100
                        at = [i for i, t in enumerate(times[-1]) if t[2] in claim["times"]]
                        time = at[0] + 1 if at else 0 if not claim["times"] else -100
                out["labels"].append(row)
                out["polarity"].append(polarity)
                out["modality"].append(modality)
                out["source"].append((len(candidates) - 1, source))
                out["time"].append((len(candidates) - 1, time))
    return out, groups, candidates, times, offset


def times_near(article, s):
    """What may be the time of what a sentence says: (word in the article's sentence or None, place, date), the nearest
    first."""
    out = [((s - back, first), back, date) for back in range(min(s, 2) + 1) for first, _, date in article.times[s - back]]
    return out[:MOST_TIMES] + [(None, PUBLISHED, article.published)]


def articles_of(readings, folder, relations):
    """Annotated articles: what `entente-train readings` printed, with the gold files of a folder."""
    for reading in texts(readings):
        gold = json.loads((Path(folder) / reading["name"]).with_suffix(".json").read_text("utf-8"))
        yield annotated(reading, gold, relations)


def antecedents_of(article, offset):
    """Every mention but pronouns, in order of the text, and for each the earlier ones it may take up:
    mentions [(first, last, form)], and lists of one length: this, that (rows), back, like, and whether they are one."""
    rows = sorted(((s, first, last, form, thing) for thing, (_, mentions) in enumerate(article.things)
                   for s, first, last, form in mentions if form != 4), key=lambda m: (m[0], m[1], -m[2]))
    words = [content(article.sentences[s][first:last]) for s, first, last, _, _ in rows]
    out = {k: [] for k in ("this", "that", "back", "like", "same")}
    for i, (s, first, last, _, thing) in enumerate(rows):
        for j in range(max(0, i - MOST_ANTECEDENTS), i):
            other = rows[j]
            if other[0] == s and other[2] > first:
                continue  # one stands within the other
            out["this"].append(i)
            out["that"].append(j)
            out["back"].append(bisect.bisect_right(BACKS, s - other[0]))
            out["like"].append(likeness(words[i], words[j]))
            out["same"].append(float(thing == other[4]))
    return [(offset[s] + first, offset[s] + last - 1, form) for s, first, last, form, _ in rows], out


def tensors(out, groups, candidates, times, offset):
    """The lists of pairs_of as tensors; mentions by the numbers of their first and last word in the article."""
    flat, owner = [], []
    for row, (mentions, kind) in enumerate(groups):
        for s, first, last, form in mentions:
            flat.append((offset[s] + first, offset[s] + last - 1, form))
            owner.append(row)
    return {"mentions": torch.tensor(flat or [[0, 0, 0]]), "owner": torch.tensor(owner or [0]),
            "kind": torch.tensor([k for _, k in groups] or [0]),
            "home": torch.tensor([mentions[0][0] for mentions, _ in groups] or [0]),
            **{k: torch.tensor(out[k]) for k in ("sentence", "subject", "object", "distance", "reach", "nested", "votes", "labels",
                                                 "polarity", "modality")},
            "times": [[(-1 if at is None else offset[at[0]] + at[1], where) for at, where, _ in t] for t in times],
            "time": out["time"], "source": out["source"], "candidates": [[g for _, g in c] for c in candidates]}
