#!/usr/bin/env bash
# Runs the fuzz targets of the module one after another, each for the given time:
#   fuzz.sh [TIME [PATTERN [SEEDS]]]
# TIME is 30s unless given; PATTERN chooses targets (a regular expression that the
# whole name behind "Fuzz" matches), SEEDS is a folder of real files to start from:
# they are read at run time, nothing of them is kept in the tree. An input that
# breaks a target lands in the package's testdata/fuzz and fails its tests from then
# on. PARALLEL bounds the processes of a target (default: one to a core).
# Minimising is kept short: with large inputs it would use up the whole time.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s} pattern=${2:-.*} seeds=${3:-}
[ -d "$seeds" ] && FUZZ_SEEDS=$(realpath "$seeds") && export FUZZ_SEEDS
broken=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# one DIR TARGET fuzzes one target. A run that ends between two inputs reports "context
# deadline exceeded" and fails, a quirk of go test: without an input that
# broke the target, it did not.
one() {
	go test -run '^$' -fuzz "^Fuzz$2\$" -fuzztime "$time" -fuzzminimizetime 1x ${PARALLEL:+-parallel "$PARALLEL"} "$1" </dev/null 2>&1 | tee "$log" && return
	grep -q 'context deadline exceeded' "$log" && ! grep -qE 'Failing input|panic:|hung or terminated|cannot find package' "$log"
}

while read -r dir; do
	for target in $(cat "$dir"/*_test.go 2>/dev/null | sed -n 's/^func Fuzz\([A-Za-z0-9_]*\)(.*/\1/p' | grep -xE "$pattern"); do
		echo "== ${dir#"$PWD"/} Fuzz$target"
		one "$dir" "$target" || broken=1
	done
done < <(go list -f '{{.Dir}}' ./...)
exit $broken
