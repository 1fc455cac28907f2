#!/usr/bin/env python3
"""Raises the floors of a set to what it scores now: wenjian eval DIR --json | pin_floors.py FLOORS.json [--lower]

A floor never falls, unless --lower says so. Floors are F1, cut to three decimals.
"""
import json, math, os, sys

file = sys.argv[1]
old = json.load(open(file, encoding="utf-8")) if os.path.exists(file) else {}
new = {m: math.floor(r["f1"] * 1000) / 1000 for m, r in json.load(sys.stdin).items()}
if "--lower" not in sys.argv:
    new = {m: max(v, old.get(m, 0)) for m, v in new.items()}
with open(file, "w", encoding="utf-8") as f:
    json.dump(new, f, indent=1, sort_keys=True)
    f.write("\n")
