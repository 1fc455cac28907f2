#!/usr/bin/env python3
"""Fails when a figure of reuse/score.py falls below its floor: reuse_floor.py FLOORS.json SCORES.json"""
import json, sys

floors, got = (json.load(open(f, encoding="utf-8")) for f in sys.argv[1:3])
bad = [(m, got[m], f) for m, f in floors["at_least"].items() if got[m] < f] + [(m, got[m], f) for m, f in floors["at_most"].items() if got[m] > f]
for m, g, f in bad:
    print(f"{m} is {g}, its floor is {f}", file=sys.stderr)
sys.exit(bool(bad))
