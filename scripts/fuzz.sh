#!/usr/bin/env bash
# Runs every fuzz target of the module for the given time (default 30s). Minimising is
# kept short: with large inputs it would use up the whole time.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s}
go list -f '{{.Dir}}' ./... | while read -r dir; do
	for target in $(cat "$dir"/*_test.go 2>/dev/null | sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p'); do
		echo "== ${dir#"$PWD"/} $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1x "$dir" </dev/null
	done
done
