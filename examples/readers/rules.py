#!/usr/bin/env python3
"""A small reader by rules, as an example of what `entente build --reader` starts: docs/readers.md.

    entente build articles/ --reader 'python3 examples/readers/rules.py' -o graph.jsonld

It reads one question on standard input and writes one answer on standard output. Its rules are few: states and bodies
by a list of names, people by two capitalised words, and a relation where one of its verbs stands between two of these
in one sentence. `entente` looks at each thing that it says and admits what the text bears out.
"""
import json
import re
import sys

NAMES = {
    "State": """Allemagne Germany Chine China Corée_du_Nord North_Korea Corée_du_Sud South_Korea États-Unis United_States
             France Finlande Finland Iran Israël Israel Japon Japan Kenya Pologne Poland Russie Russia Turquie Turkey
             Ukraine Royaume-Uni United_Kingdom""",
    "Organization": "OTAN NATO ONU UN Union_européenne European_Union Hezbollah Hamas Pentagone Pentagon",
}
VERBS = {
    "attacks": r"a attaqué|a bombardé|a frappé|attaque|attacked|bombed|struck",
    "supports": r"soutient|a soutenu|appuie|supports|supported|backs|backed",
    "warns": r"avertit|a averti|met en garde|warned|warns",
    "threatens": r"menace|a menacé|threatens|threatened",
    "criticizes": r"critique|a critiqué|condamne|a condamné|criticised|criticized|condemned|condemns",
    "meets": r"rencontre|a rencontré|met with|met|meets",
}
WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]+"
PERSON = re.compile(rf"\b{WORD} (?:[A-Z]\. )?{WORD}\b")
NEGATION = re.compile(r"\b(?:n['’]|ne |not |never )")
HEARSAY = re.compile(r"\b(?:selon|d['’]après|according to|reportedly)\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")


def names_in(text):
    """(start, end, type) of each name, the longest first where two overlap; in the order of the text."""
    found = []
    for kind, names in NAMES.items():
        for name in names.split():
            for match in re.finditer(rf"(?<!\w){re.escape(name.replace('_', ' '))}(?!\w)", text):
                found.append((*match.span(), kind))
    found += [(*match.span(), "Person") for match in PERSON.finditer(text)]
    found.sort(key=lambda span: (span[2] == "Person", span[0] - span[1]))
    kept = []
    for span in found:
        if all(span[1] <= other[0] or other[1] <= span[0] for other in kept):
            kept.append(span)
    return sorted(kept)


def answer(question):
    text = question["text"]
    allowed = {relation["name"]: relation for relation in question["relationTypes"]}
    names = names_in(text)
    ids, nodes = {}, []
    for start, end, kind in names:
        key = (kind, text[start:end])
        if key not in ids:
            ids[key] = f"e{len(ids) + 1}"
            nodes.append({"@id": ids[key], "@type": kind, "name": key[1], "mentions": []})
        nodes[int(ids[key][1:]) - 1]["mentions"].append({"start": start, "end": end, "exact": text[start:end]})
    relations = []
    for sentence in SENTENCE.finditer(text):
        here = [name for name in names if sentence.start() <= name[0] and name[1] <= sentence.end()]
        for left, right in zip(here, here[1:]):
            between = text[left[1]:right[0]]
            for relation, verbs in VERBS.items():
                verb = re.search(rf"\b(?:{verbs})\b", between)
                fits = (relation in allowed and left[2] in allowed[relation]["subject"]
                        and right[2] in allowed[relation]["object"])
                if not verb or not fits:
                    continue
                relations.append({
                    "relationType": relation,
                    "subject": ids[left[2], text[left[0]:left[1]]],
                    "object": ids[right[2], text[right[0]:right[1]]],
                    "evidence": [{
                        "start": left[0], "end": right[1], "exact": text[left[0]:right[1]],
                        "triggerStart": left[1] + verb.start(), "triggerEnd": left[1] + verb.end(),
                        "polarity": "negated" if NEGATION.search(between) else "affirmed",
                        "modality": "reported" if HEARSAY.search(sentence.group()) else "actual",
                        "confidence": 0.6, "frame": "rules/" + relation}]})
                break
    return {"entente": "fragment/1", "article": {"@id": question["article"]["@id"]},
            "nodes": nodes, "relations": relations}


def main():
    question = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer(question), ensure_ascii=False).encode("utf-8") + b"\n")


if __name__ == "__main__":
    main()
