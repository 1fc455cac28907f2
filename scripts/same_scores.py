#!/usr/bin/env python3
"""Fails when `wenjian eval` and the shared score.py disagree: same_scores.py OURS.json THEIRS.json"""
import json, sys

ours, theirs = (json.load(open(f, encoding="utf-8")) for f in sys.argv[1:3])
bad = [(m, k, ours[m][k], t[k]) for m, t in theirs.items() for k in ("p", "r", "f1") if abs(ours[m][k] - t[k]) > 6e-5]
for b in bad:
    print("differs from score.py:", *b)
print("score.py agrees" if not bad else "score.py disagrees")
sys.exit(bool(bad))
