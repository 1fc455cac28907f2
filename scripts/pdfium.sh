#!/usr/bin/env bash
# Fetches PDFium as WebAssembly anew and checks that it is what is committed.
#
# The npm package @hyzyla/pdfium carries, unchanged, the WebAssembly build of
# github.com/paulocoutinhox/pdfium-lib, which compiles PDFium
# (https://pdfium.googlesource.com/pdfium/) with Emscripten: no V8, no XFA, no
# Skia; its patches concern the build files only.
set -euo pipefail
cd "$(dirname "$0")/.."
version=2.1.13
sum=71aec412a303a0405baee21c3d6d3f30ad2033dc02444130fe476be3976e2d09
out=ingest/pdf/pdfium/pdfium.wasm.gz

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
(cd "$tmp" && npm pack --silent "@hyzyla/pdfium@$version" >/dev/null)
tar -xzf "$tmp"/hyzyla-pdfium-$version.tgz -C "$tmp" package/dist/pdfium.wasm
echo "$sum  $tmp/package/dist/pdfium.wasm" | sha256sum --check --quiet
if [ -f "$out" ] && gunzip -c "$out" | cmp -s - "$tmp/package/dist/pdfium.wasm"; then
	echo "$out: as published in @hyzyla/pdfium $version"
	exit
fi
gzip -9 -n -c "$tmp/package/dist/pdfium.wasm" >"$out"
echo "$out: written"
