#!/usr/bin/env bash
# Prints the quality figures: eval.sh BINARY SHARED_FOLDER
# Our own annotated documents always; the shared ones where they are present.
# The scorers of the shared folder judge beside our own where python3 is there.
set -euo pipefail
bin=$1 shared=$2
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

score_gold() { # folder, floors
	echo "== understanding: $1"
	"$bin" eval "$1" ${2:+--floors "$2"}
	if command -v python3 >/dev/null && [ -e "$shared/gold/score.py" ]; then
		"$bin" analyze --json "$1"/*.txt >"$work/out.jsonl" || [ $? = 1 ] # 1: with a warning
		"$bin" eval "$1" --json >"$work/ours.json"
		python3 "$shared/gold/score.py" "$1" "$work/out.jsonl" --json >"$work/theirs.json"
		python3 scripts/same_scores.py "$work/ours.json" "$work/theirs.json"
	fi
}

score_gold testdata/gold testdata/floors/own.json
score_gold testdata/blind testdata/floors/blind.json
if [ -d "$shared/gold/dev" ]; then
	score_gold "$shared/gold/dev" testdata/floors/dev.json
	score_gold "$shared/gold/seeds" testdata/floors/seeds.json
else
	echo "skipped: $shared/gold is not here"
fi
if [ -d "$shared/reuse/dev" ] && command -v python3 >/dev/null; then
	echo "== copying: $shared/reuse/dev"
	"$bin" import --data "$work/w" "$shared"/reuse/dev/*.txt >/dev/null || [ $? = 1 ]
	"$bin" compare --data "$work/w" --json >"$work/reuse.jsonl"
	python3 "$shared/reuse/score.py" "$shared/reuse/dev" "$work/reuse.jsonl"
	python3 "$shared/reuse/score.py" "$shared/reuse/dev" "$work/reuse.jsonl" --json >"$work/reuse.json"
	python3 scripts/reuse_floor.py testdata/floors/reuse.json "$work/reuse.json"
else
	echo "skipped: $shared/reuse or python3 is not here"
fi

echo "== searching: judged queries over $shared"
go test -count=1 -v -run 'TestRelevance$' ./cmd/wenjian >"$work/search.txt" || { cat "$work/search.txt"; exit 1; }
grep -E 'nDCG|SKIP' "$work/search.txt" || true

if [ -d "$shared/corpora" ]; then
	echo "== reading: every format against the exact text, $shared/corpora/office/derived_from_real_text"
	"$bin" eval ingest "$shared/corpora/office/derived_from_real_text"
else
	echo "skipped: $shared/corpora is not here"
fi
echo "== reading: charsets, damage, splitting, noise, wraps, main text of web pages"
go test -count=1 -v -run 'TestCharsetCorpus|TestDecodePages|TestLostLeadsAccuracy|TestCompilations$|TestNoise$|TestRewrap$|TestHTMLCorpus$' ./ingest ./ingest/mojibake >"$work/reading.txt" || { cat "$work/reading.txt"; exit 1; }
grep -E 'right|lost|boundaries|noise P|rewrapped|html corpus|floor|SKIP|no documents' "$work/reading.txt" || true
