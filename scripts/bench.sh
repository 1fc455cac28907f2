#!/usr/bin/env bash
# Times the program as a user feels it: bench.sh BINARY SHARED_FOLDER
# Medians of several runs; machines are noisy, so compare within one run only.
set -euo pipefail
bin=$1 shared=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

median_ms() { # runs, command…
	local n=$1 t0 t1
	shift
	for _ in $(seq "$n"); do
		t0=$(date +%s%N)
		"$@" >/dev/null 2>&1 || true
		t1=$(date +%s%N)
		echo $(((t1 - t0) / 1000000))
	done | sort -n | sed -n "$(((n + 1) / 2))p"
}

fresh_import() {
	rm -rf "$work/w"
	"$bin" import --data "$work/w" "$@"
}

echo "version: $(median_ms 11 "$bin" version) ms"
echo "demo --once: $(median_ms 3 "$bin" demo --once) ms"
if [ -d "$shared/gold/dev" ]; then
	echo "import gold/dev (29 files; 29 refused): $(median_ms 3 fresh_import "$shared/gold/dev") ms"
	echo "import again, unchanged: $(median_ms 3 "$bin" import --data "$work/w" "$shared/gold/dev") ms"
	echo "search: $(median_ms 5 "$bin" search --data "$work/w" 党性教育) ms"
	echo "import reuse/dev (59 files): $(median_ms 3 fresh_import "$shared"/reuse/dev/*.txt) ms"
fi
