#!/usr/bin/env python3
"""Writes the published forms of the ontology from schema/ontology.toml and schema/vocabulary.toml:

    schema/context.jsonld   the JSON-LD context (without @base)
    schema/entente.ttl      the vocabulary in Turtle
    schema/entente.jsonld   the same in JSON-LD
    schema/shapes.ttl       SHACL shapes of a graph

With --check nothing is written; it fails when a file is not what would be written."""

import json
import pathlib
import sys
import tomllib

SCHEMA = pathlib.Path(__file__).resolve().parent.parent / "schema"
PREFIXES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "owl": "http://www.w3.org/2002/07/owl#", "sh": "http://www.w3.org/ns/shacl#"}
NOTE = "# Written by scripts/vocabulary.py from ontology.toml and vocabulary.toml: change those.\n"


def load():
    with open(SCHEMA / "ontology.toml", "rb") as file:
        ontology = tomllib.load(file)
    with open(SCHEMA / "vocabulary.toml", "rb") as file:
        vocabulary = tomllib.load(file)
    return ontology, vocabulary


def node_types(names, sets):
    """The node types of a signature, sets spelt out, in the order of the ontology."""
    return list(dict.fromkeys(type_name for name in names for type_name in sets.get(name, [name])))


def context(ontology, vocabulary):
    terms = dict(vocabulary["prefixes"])
    terms.update(vocabulary["nodes"])
    terms.update({item["name"]: item["iri"] for item in vocabulary["class"]})
    for item in vocabulary["property"]:
        if item.get("context", True):
            kind = {"@" + key: item[key] for key in ("type", "language") if key in item}
            terms[item["name"]] = {"@id": item["iri"], **kind} if kind else item["iri"]
    for relation in ontology["relation"]:
        terms[relation["name"]] = {"@id": "ent:" + relation["name"], "@type": "@id"}
    return terms


def resources(ontology, vocabulary):
    """Every class and property of our namespace as (iri, types, {predicate: values}); a value is an IRI as it stands,
    or a (text, language or datatype) pair."""
    nodes, sets = vocabulary["nodes"], ontology["sets"]

    def described(item):
        return {"rdfs:label": [(text, "@" + code) for code, text in sorted(item["label"].items())],
                "rdfs:comment": [(text, "@" + code) for code, text in sorted(item["definition"].items())]}

    own = [("ent:", ["owl:Ontology"],
            {"rdfs:label": [("Entente", "@en")],
             "rdfs:comment": [("Who does what to whom in the news, and where that is written.", "@en"),
                              ("Qui fait quoi à qui dans l'actualité, et où c'est écrit.", "@fr")]})]
    for name, iri in nodes.items():
        if iri.startswith("ent:"):
            own.append((iri, ["rdfs:Class", "owl:Class"], described(ontology["node"][name])))
    for item in vocabulary["class"]:
        if "label" in item:
            own.append((item["iri"], ["rdfs:Class", "owl:Class"], described(item)))
    for item in vocabulary["property"]:
        if "label" in item:
            kind = "owl:ObjectProperty" if item.get("type", "").startswith("@") else "owl:DatatypeProperty"
            if item["name"] in ("destination", "beneficiary", "instrument", "location"):
                kind = None  # a node or a text
            own.append((item["iri"], ["rdf:Property"] + ([kind] if kind else []), described(item)))
    for relation in ontology["relation"]:
        facts = described(relation)
        facts["schema:domainIncludes"] = [nodes[t] for t in node_types(relation["subject"], sets)]
        facts["schema:rangeIncludes"] = [nodes[t] for t in node_types(relation["object"], sets)]
        if "plover" in relation:
            facts["ent:plover"] = [(relation["plover"], None)]
        facts["ent:score"] = [(f"{relation['score']:.1f}", "xsd:double")]
        facts["ent:quadClass"] = [(relation["quad"], None)]
        kinds = ["rdf:Property", "owl:ObjectProperty"] + (["owl:SymmetricProperty"] if relation.get("symmetric") else [])
        own.append(("ent:" + relation["name"], kinds, facts))
    return own


def quoted(text):
    return json.dumps(text, ensure_ascii=False)  # a JSON string without \/ is a Turtle string


def turtle_value(value):
    if isinstance(value, str):
        return value
    text, kind = value
    if kind is None:
        return quoted(text)
    return quoted(text) + (kind if kind.startswith("@") else "^^" + kind)


def turtle_prefixes(vocabulary, names):
    known = {**vocabulary["prefixes"], **PREFIXES}
    return "".join(f"@prefix {name}: <{known[name]}> .\n" for name in names)


def turtle(ontology, vocabulary):
    text = NOTE + turtle_prefixes(vocabulary, ["ent", "owl", "rdf", "rdfs", "schema", "xsd"])
    for iri, types, facts in resources(ontology, vocabulary):
        lines = ["a " + ", ".join(types)]
        lines += [predicate + " " + ", ".join(map(turtle_value, values)) for predicate, values in facts.items()]
        text += f"\n{iri} " + " ;\n    ".join(lines) + " .\n"
    return text


def jsonld(ontology, vocabulary):
    known = {**vocabulary["prefixes"], **PREFIXES}
    names = ["ent", "owl", "rdf", "rdfs", "schema", "xsd"]

    def value(item):
        if isinstance(item, str):
            return {"@id": item}
        text, kind = item
        if kind is None:
            return text
        return {"@value": text, "@language": kind[1:]} if kind.startswith("@") else {"@value": text, "@type": kind}

    graph = [{"@id": iri, "@type": types, **{predicate: list(map(value, values)) for predicate, values in facts.items()}}
             for iri, types, facts in resources(ontology, vocabulary)]
    return dump({"@context": {name: known[name] for name in names}, "@graph": graph})


def shapes(ontology, vocabulary):
    nodes, sets = vocabulary["nodes"], ontology["sets"]
    text = NOTE + turtle_prefixes(vocabulary, ["ent", "oa", "rdf", "schema", "sh", "xsd"])

    def any_class(types):
        return "( " + " ".join(f"[ sh:class {nodes[t]} ]" for t in types) + " )"

    def shape(name, target, parts):
        return f"\nent:{name}Shape a sh:NodeShape ;\n    " + " ;\n    ".join([target] + parts) + " .\n"

    def prop(path, *rules):
        return f"sh:property [ sh:path {path} ; " + " ; ".join(rules) + " ]"

    one, some, at_most = "sh:minCount 1 ; sh:maxCount 1", "sh:minCount 1", "sh:maxCount 1"
    values = {item["name"]: "sh:in ( " + " ".join(map(quoted, item["values"])) + " )"
              for item in vocabulary["property"] if "values" in item}
    position = "sh:datatype xsd:integer ; sh:minInclusive 0"
    every = any_class(nodes)
    for name in nodes:
        text += shape(name, f"sh:targetClass {nodes[name]}",
                      [prop("schema:name", some, "sh:datatype xsd:string"), prop("schema:sameAs", "sh:nodeKind sh:IRI")])
    text += shape("Article", "sh:targetClass schema:NewsArticle",
                  [prop("schema:name", one), prop("schema:inLanguage", at_most), prop("schema:datePublished", at_most)])
    text += shape("Relation", "sh:targetClass ent:Relation",
                  [prop("ent:subject", one, "sh:or " + every), prop("ent:object", one, "sh:or " + every),
                   prop("ent:relationType", one, "sh:nodeKind sh:IRI"),
                   prop("ent:confidence", one, "sh:datatype xsd:double", "sh:minInclusive 0.0", "sh:maxInclusive 1.0"),
                   prop("ent:evidence", some, "sh:class ent:Evidence")])
    text += shape("Evidence", "sh:targetClass ent:Evidence",
                  [prop("oa:hasSource", one, "sh:class schema:NewsArticle"), prop("oa:start", one, position),
                   prop("oa:end", one, position), prop("oa:exact", one, "sh:datatype xsd:string"),
                   prop("ent:polarity", at_most, values["polarity"]), prop("ent:modality", at_most, values["modality"]),
                   prop("ent:objectRole", at_most, values["objectRole"])])
    for relation in ontology["relation"]:
        iri = "ent:" + relation["name"]
        text += shape(relation["name"], f"sh:targetSubjectsOf {iri}",
                      ["sh:or " + any_class(node_types(relation["subject"], sets)),
                       prop(iri, "sh:or " + any_class(node_types(relation["object"], sets)))])
    return text


def dump(value):
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main():
    ontology, vocabulary = load()
    files = {"context.jsonld": dump({"@context": context(ontology, vocabulary)}),
             "entente.ttl": turtle(ontology, vocabulary), "entente.jsonld": jsonld(ontology, vocabulary),
             "shapes.ttl": shapes(ontology, vocabulary)}
    stale = []
    for name, text in files.items():
        path = SCHEMA / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in sys.argv[1:]:
            stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"schema/{', schema/'.join(stale)}: not what ontology.toml and vocabulary.toml give; "
                 "run scripts/vocabulary.py")


if __name__ == "__main__":
    main()
