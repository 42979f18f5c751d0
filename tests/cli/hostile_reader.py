#!/usr/bin/env python3
"""A reader that misbehaves at every article with the word BAD, and reads the others by the rules of the example.

    hostile_reader.py HOW
"""
import json
import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples" / "readers"))
import rules  # noqa: E402

QUESTION = json.loads(sys.stdin.buffer.read())
HOW = sys.argv[1]
OUT = sys.stdout.buffer


def answered(**changes):
    return json.dumps({**rules.answer(QUESTION), **changes}, ensure_ascii=False).encode("utf-8")


def claim(exact, **more):
    """An answer with one claim about two states that are in every text of the test."""
    nodes = [{"@id": "e1", "@type": "State", "name": "Russia", "mentions": [{"exact": "Russia"}]},
             {"@id": "e2", "@type": "State", "name": "Ukraine", "mentions": [{"exact": "Ukraine"}]}]
    return answered(nodes=nodes, relations=[{"relationType": "attacks", "subject": "e1", "object": "e2",
                                             "evidence": [{"exact": exact, **more}]}])


def misbehave():
    if HOW == "dies":
        sys.exit("no model\nwas \x1b[31mfound")
    if HOW == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if HOW == "hangs":
        time.sleep(1000)
    if HOW == "drips":
        while True:
            OUT.write(b" ")
            OUT.flush()
            time.sleep(0.01)
    if HOW == "much":
        OUT.write(b"[" + b"0," * 10_000_000)
    makes = {
        "nothing": lambda: b"",
        "garbage": lambda: bytes(range(256)) * 10,
        "half": lambda: answered()[:100],
        "two": lambda: answered() * 2,
        "deep": lambda: b"[" * 100_000,
        "latin1": lambda: claim("Russia attacked Ukraine").replace(b"Russia", b"Russi\xe9"),
        "surrogate": lambda: claim("x").replace(b'"x"', rb'"\ud800"'),
        "list": lambda: b"[]",
        "null": lambda: b"null",
        "other article": lambda: answered(article={"@id": "article/other"}),
        "no article": lambda: answered(article=None),
        # These are well-formed; what they say is not in the text.
        "invents": lambda: claim("Russia attacked Ukraine twice"),
        "quotes": lambda: claim("\"'\\\"$(touch /tmp/entente-owned)`id`;&|<script>"),
        "controls": lambda: claim("\x1b]0;owned\x07\x00‮"),
        "wrong kinds": lambda: answered(nodes={"a": 1}, relations="attacks"),
        "numbers": lambda: claim("Russia attacked Ukraine", confidence=1e999),
        "lies": lambda: claim("Russia attacked Ukraine", start=0, end=7),
    }
    OUT.write(makes[HOW]())


if "BAD" in QUESTION["text"]:
    misbehave()
else:
    OUT.write(answered())
