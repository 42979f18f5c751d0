#!/usr/bin/env python3
"""Weights between those of two files: training on one kind of text costs less elsewhere if half of it is taken back.

    python3 training/language/mix.py --weights en-tuned.pt --other en-start.pt --part 0.4 --out en.pt

The files must know the same labels: one was started from the other. What only the first has is kept as it is.
"""
import argparse

import torch


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--other", required=True)
    parser.add_argument("--part", type=float, required=True, help="of the other file's weights, from 0 to 1")
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    state, other = (torch.load(path, weights_only=False) for path in (args.weights, args.other))
    for key in ("words", "feats", "rules", "deprels", "banks"):
        if state["labels"][key] != other["labels"][key]:
            raise SystemExit(f"{args.other}: its {key} are not those of {args.weights}")
    for name, weight in state["weights"].items():
        if name in other["weights"]:
            weight.lerp_(other["weights"][name], args.part)
    torch.save(state, args.out)


if __name__ == "__main__":
    main()
