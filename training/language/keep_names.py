#!/usr/bin/env python3
"""Writes a model file with the name layer of another one: after its trees were trained further, the lists and the layer
of the second stage still serve.

    python3 training/language/keep_names.py --model fr.model --names models/fr.model --out fr.model
"""
import argparse
import struct

from export import container
from restore import sections_of


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("model", "names", "out"):
        parser.add_argument("--" + name, required=True)
    args = parser.parse_args()
    sections, other = sections_of(args.model), sections_of(args.names)
    shape, named = (list(struct.unpack("<12I", s["shape"])) for s in (sections, other))
    if shape[6] != named[6]:
        raise SystemExit(f"{args.names}: made for layers of another width than {args.model}")
    shape[7:9] = named[7:9]
    sections = {k: v for k, v in sections.items() if not k.startswith("names")}
    sections |= {k: v for k, v in other.items() if k.startswith("names")}
    with open(args.out, "wb") as f:
        f.write(container(sections | {"shape": struct.pack("<12I", *shape)}))


if __name__ == "__main__":
    main()
