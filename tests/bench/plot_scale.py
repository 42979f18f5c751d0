#!/usr/bin/env python3
"""Draws what `graph_scale sizes` printed, on logarithmic axes, with a line of linear growth to compare.

    build/release/tests/bench/graph_scale sizes > scale.tsv && tests/bench/plot_scale.py scale.tsv docs/speed-graph.svg
"""
import csv
import math
import sys

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 400, 70, 50, 20, 170
SERIES = [("merge_s", 1, "#0072b2", "union of fragments"), ("view_s", 1, "#d55e00", "view"),
          ("edges_ms", 1e-3, "#009e73", "edges"), ("allies_ms", 1e-3, "#cc79a7", "allies"),
          ("between_ms", 1e-3, "#56b4e9", "between")]


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: plot_scale.py SCALE.tsv PLOT.svg")
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = [{key: float(value) for key, value in row.items()} for row in csv.DictReader(file, delimiter="\t")]
    xs = [row["claims"] for row in rows]
    values = [max(row[key] * unit, 1e-6) for row in rows for key, unit, _, _ in SERIES]
    x_low, x_high = math.floor(math.log10(min(xs))), math.ceil(math.log10(max(xs)))
    y_low, y_high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))

    def at(x, y):
        return (LEFT + (math.log10(x) - x_low) / (x_high - x_low) * (WIDTH - LEFT - RIGHT),
                HEIGHT - BOTTOM - (math.log10(y) - y_low) / (y_high - y_low) * (HEIGHT - BOTTOM - TOP))

    def path(points):
        return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in points)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for power in range(y_low, y_high + 1):
        (x, y), (end, _) = at(10**x_low, 10**power), at(10**x_high, 10**power)
        out.append(f'<path d="M{x:.1f},{y:.1f} H{end:.1f}" stroke="#ddd"/>')
        name = f"{10**power:g} s" if power >= 0 else f"{10**(power + 3):g} ms" if power >= -3 else f"{10**(power + 6):g} µs"
        out.append(f'<text x="{x - 6:.1f}" y="{y + 4:.1f}" text-anchor="end">{name}</text>')
    for power in range(x_low, x_high + 1):
        x, y = at(10**power, 10**y_low)
        out.append(f'<path d="M{x:.1f},{y:.1f} V{TOP}" stroke="#ddd"/>')
        out.append(f'<text x="{x:.1f}" y="{y + 18:.1f}" text-anchor="middle">{10**power:,}</text>')
    out.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle">claims</text>')
    first = rows[0]["view_s"]
    linear = [at(x, first * x / xs[0]) for x in xs]
    out.append(f'<path d="{path(linear)}" fill="none" stroke="#888" stroke-dasharray="4 4"/>')
    for number, (key, unit, colour, name) in enumerate(SERIES):
        points = [at(row["claims"], max(row[key] * unit, 1e-6)) for row in rows]
        out.append(f'<path d="{path(points)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
        out.append(f'<text x="{WIDTH - RIGHT + 14}" y="{TOP + 20 + 20 * number}" fill="{colour}">{name}</text>')
    out.append(f'<text x="{WIDTH - RIGHT + 14}" y="{TOP + 20 + 20 * len(SERIES)}" fill="#666">dashed: linear growth</text>')
    out.append("</svg>")
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
