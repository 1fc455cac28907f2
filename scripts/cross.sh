#!/usr/bin/env bash
# Builds the static binary for the four platforms we ship.
set -euo pipefail
cd "$(dirname "$0")/.."
for target in linux/amd64 linux/arm64 linux/loong64 windows/amd64; do
	out=dist/wenjian-${target//\//-}
	[ "${target%/*}" = windows ] && out=$out.exe
	CGO_ENABLED=0 GOOS=${target%/*} GOARCH=${target#*/} go build -trimpath -ldflags "-s -w" -o "$out" ./cmd/wenjian
	echo "$target $(($(stat -c %s "$out") / 1048576)) MB"
done
