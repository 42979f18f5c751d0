"""Articles and fragments made up for tests and measurements of entente.spark: as skewed as news, the same for a seed.

  python tests/interop/spark_corpus.py articles COUNT FOLDER    texts of some 700 characters
  python tests/interop/spark_corpus.py fragments COUNT FOLDER   Parquet, as `entente.spark extract` writes it, without reading
  python tests/interop/spark_corpus.py steps COUNT MAXIMUM      the steps of identity in this process: processor time, sizes;
                                                                for COUNT fragments, ten times as many, … up to MAXIMUM
"""
import hashlib
import json
import random
import resource
import sys
import time
from pathlib import Path

GIVEN = "Anne Marie Paul Jean Luc Ivan Olga Sergei Karim Yusuf Lena Igor Hugo Nina Omar Ada".split()
HEADS = "Dur Mar Pet Sok Ben Kov Lam Rus Tal Vor Zim Gar Hol Nem Pol Ser".split()
TAILS = "and tin rov olov ali acs bert sel bot onin mer cia ek usz ard ette".split()
STATES = [("state/russia", "Russia"), ("state/ukraine", "Ukraine"), ("state/china", "China"), ("state/france", "France"),
          ("state/iran", "Iran"), ("state/poland", "Poland"), ("state/turkey", "Turkey"), ("state/japan", "Japan")]
ACTS = ["attacked", "supports", "criticised", "threatened", "met", "warned", "accused", "congratulated"]
RELATIONS = ["attacks", "supports", "criticizes", "threatens", "meets", "warns", "accuses"]


def surname(rng, names):
    """One of `names` surnames, the first ones far more often than the last."""
    number = min(names - 1, int(names ** rng.random()) - 1)
    return HEADS[number % 16] + TAILS[number // 16 % 16] + (TAILS[number // 256 % 16] if number >= 256 else "") + \
        (TAILS[number // 4096 % 16] if number >= 4096 else "")


def person(rng, names):
    name = surname(rng, names)
    # How names are really written: in full, with a doubled letter, with an initial or two.
    form = rng.random()
    first = rng.choice(GIVEN)
    if form < 0.1:
        return f"{first[0]}. {name}"
    if form < 0.2:
        return f"{first} {name}{name[-1]}"
    if form < 0.6:
        return f"{first} {chr(ord('A') + rng.randrange(26))}. {name}"
    return f"{first} {name}"


def text(rng, sentences=6, names=300):
    lines = []
    for _ in range(sentences):
        who = rng.choice([rng.choice(STATES)[1], f"President {person(rng, names)}", person(rng, names)])
        whom = rng.choice([rng.choice(STATES)[1], person(rng, names)])
        lines.append(f"{who} {rng.choice(ACTS)} {whom} on Monday after the talks in the capital.")
    return f"News of day {rng.randrange(10**6)}\n\n" + " ".join(lines) + "\n"


def articles(count, folder, seed=1):
    rng = random.Random(seed)
    folder = Path(folder)
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.txt").write_text(text(rng))


def fragment(number, rng, names):
    """The line of an article that names twelve things, eight relations between them."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    nodes = {}
    for _ in range(6):
        id, name = rng.choice(STATES)
        nodes[id] = {"@id": id, "@type": "State", "name": name}
    for _ in range(6):
        name = person(rng, names)
        id = "person/" + name.lower().replace(" ", "-").replace(".", "")
        nodes[id] = {"@id": id, "@type": "Person", "name": name}
        if rng.random() < 0.3:
            nodes[id]["description"] = [rng.choice(["minister", "boxer", "professor", "general", "writer"])]
        if rng.random() < 0.2:
            nodes[id]["alternateName"] = [name.split()[-1]]
    relations = {}
    ids = sorted(nodes)
    for place in range(8):
        subject, object = rng.sample(ids, 2)
        relations[subject, rng.choice(RELATIONS), object] = [{
            "start": 100 * place, "end": 100 * place + 50, "exact": f"{nodes[subject]['name']} … {nodes[object]['name']}",
            "polarity": "affirmed", "modality": rng.choice(["actual", "reported"]), "confidence": round(rng.random(), 3),
            "triggerStart": 100 * place + 10, "triggerEnd": 100 * place + 15}]
    for place, id in enumerate(ids):
        nodes[id]["mentions"] = [{"start": 9 * place, "end": 9 * place + 5, "exact": nodes[id]["name"]}]
    # One in fifty is another's report.
    signature = hashlib.sha512(str(number - (number % 50 == 1)).encode()).hexdigest() * 2
    return json.dumps({
        "entente": "fragment/1",
        "article": {"@id": f"article/{digest[:32]}", "@type": "Article", "name": f"{number}.txt", "inLanguage": "en",
                    "datePublished": f"2024-{number % 12 + 1:02}-01", "textHash": digest, "textSignature": signature},
        "nodes": [nodes[id] for id in ids],
        "relations": [{"relationType": type, "subject": a, "object": b, "evidence": evidence}
                      for (a, type, b), evidence in sorted(relations.items())]})


def fragments(count, seed=1, names=0):
    """Lines; surnames grow as in news, with the square root of the articles, unless their number is given."""
    rng = random.Random(seed)
    names = names or max(50, int(10 * count ** 0.5))
    for number in range(count):
        yield fragment(number, rng, names)


def fragment_row(line):
    article = json.loads(line)["article"]
    return {"article": article["@id"], "hash": article["textHash"], "signature": article["textSignature"],
            "fragment": line}


def save_fragments(count, folder):
    import pyarrow as pa
    import pyarrow.parquet as pq
    Path(folder).mkdir(parents=True, exist_ok=True)
    rows = []
    for number, line in enumerate(fragments(count)):
        rows.append(fragment_row(line))
        if len(rows) == 2500 or number == count - 1:
            pq.write_table(pa.Table.from_pylist(rows), Path(folder) / f"part-{number:08}.parquet")
            rows = []


class Clock:
    """Processor seconds between calls."""

    def __init__(self):
        self.last = time.process_time()

    def __call__(self):
        now = time.process_time()
        self.last, spent = now, now - self.last
        return f"{spent:.2f} s"


def steps(count):
    """The steps of entente.spark one after another, without Spark: what they cost as names grow."""
    from collections import Counter, defaultdict
    from entente import _core
    articles = [_core.article_of_json(line, "", 0, None) for line in fragments(count)]
    clock = Clock()
    by_key, blocks, key_of = defaultdict(list), defaultdict(list), {}
    for article in articles:
        for bearing in _core.bearings(article):
            by_key[bearing[0]].append(bearing)
    told = [f"bearings {clock()}"]
    for rows in by_key.values():
        for profile in _core.profiles(rows, "", ""):
            key_of[profile[1]] = profile[0]
            for block in profile[6]:
                blocks[block].append(profile)
    told.append(f"profiles {clock()}")
    pairs = set()
    for block, members in blocks.items():
        if len(members) > 1:
            pairs.update(_core.pairs_of_block(block, members))
    told.append(f"pairs {clock()}")
    parent = {key: key for key in by_key}

    def root(key):
        while parent[key] != key:
            parent[key] = key = parent[parent[key]]
        return key

    for a, b in pairs:
        parent[root(key_of[a])] = root(key_of[b])
    clock()
    parts, its = defaultdict(list), defaultdict(list)
    for key, rows in by_key.items():
        parts[root(key)] += rows
    for a, b in pairs:
        its[root(key_of[a])].append((a, b))
    clock()
    decisions = sum(len(_core.resolve_part(rows, its[part], "", "")[1]) for part, rows in parts.items())
    told.append(f"decisions {clock()}")
    sizes = Counter(root(key) for key in by_key)
    print(f"{count} articles, {len(by_key)} keys, {len(key_of)} things, {len(pairs)} pairs, {decisions} decisions, largest block "
          f"{max(map(len, blocks.values()))}, largest component {max(sizes.values())} keys: {', '.join(told)}; "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000} MB", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "steps":
        size = int(sys.argv[2])
        while size <= int(sys.argv[3]):
            steps(size)
            size *= 10
        sys.exit()
    if len(sys.argv) != 4 or sys.argv[1] not in ("articles", "fragments"):
        sys.exit(__doc__)
    {"articles": articles, "fragments": save_fragments}[sys.argv[1]](int(sys.argv[2]), sys.argv[3])
