#!/usr/bin/env bash
# Prints how fast files become text and whether memory stays flat:
#   throughput.sh BINARY FILES [IMPORT_FILES]
# First in memory: txt and docx of 1,000 characters, read, split and cleaned, on all
# cores. Then FILES of both from a folder: the peak of the resident memory after a
# tenth of them and after all must be the same. Then a whole import of IMPORT_FILES.
# All files are made here; machines are noisy, so compare within one run only.
set -euo pipefail
bin=$(realpath "$1") files=$2 import=${3:-0}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

figures() { # name, value and unit of each metric of the benchmarks on standard input
	awk '/^Benchmark/ { line = $1; for (i = 3; i < NF; i += 2) if ($(i+1) !~ /ns\/op|B\/op|allocs/) line = line "  " $i " " $(i+1); print line }'
}

go test -run '^$' -bench '^BenchmarkFiles$' -benchtime 3s ./ingest | figures
WALK_FILES=$files TMPDIR=$work go test -timeout 1h -run '^$' -bench '^BenchmarkFolder$' -benchtime 1x ./ingest | figures

[ "$import" -gt 0 ] || exit 0
mkdir "$work/files"
WALK_FILES=$import WALK_DIR=$work/files go test -timeout 1h -run '^$' -bench '^BenchmarkFolder$' -benchtime 1x ./ingest >"$work/made" || {
	cat "$work/made"
	exit 1
}
imported() { # FILE… : imports into a fresh workspace, prints seconds and peak memory
	local t0 t1 pid kb=0 key value
	t0=$(date +%s%N)
	"$bin" import --data "$work/w$1" "${@:2}" >/dev/null 2>&1 &
	pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		while read -r key value _; do
			[ "$key" != VmHWM: ] || kb=$value
		done 2>/dev/null <"/proc/$pid/status" || true
		sleep 0.05
	done
	wait "$pid" || echo "import failed"
	t1=$(date +%s%N)
	echo "import of $1 files: $(((t1 - t0) / 1000000)) ms, peak $((kb / 1024)) MB"
}
tenth=$((import / 10))
mkdir "$work/tenth"
find "$work/files" -type f | sort | sed -n "1,${tenth}p" | while read -r f; do cp "$f" "$work/tenth/"; done
imported "$tenth" "$work/tenth"
imported "$import" "$work/files"
