#!/usr/bin/env bash
# Opens exported files in LibreOffice, the only other office program that runs
# unattended: office.sh BINARY OUT. Tables of the sample are exported as xlsx
# and docx, each is turned into a PDF, and what a reader must see has to be in
# it. The pages are left in OUT as pictures, for a look.
set -euo pipefail
binary=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
sample=$(realpath "$(dirname "$0")/../testdata/sample")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$binary" import --data w "$sample" >/dev/null || [ $? = 1 ]
for format in xlsx docx; do
	"$binary" stats --data w activities -o "activities.$format"
	"$binary" stats --data w cross --rows 单位 --columns 环节 -o "cross.$format"
	"$binary" stats --data w leaks -o "leaks.$format"
	for table in activities cross leaks; do
		HOME=$work soffice --headless --convert-to pdf --outdir "$work/$format" "$table.$format" >/dev/null 2>&1
		pdftotext -layout "$format/$table.pdf" "$table.txt"
		pdftoppm -r 60 -png "$format/$table.pdf" "$out/$table-$format"
		case $table in
		activities) want=讲党课 ;;
		cross) want=东风社区党委 ;;
		leaks) want=临岚二中 ;;
		esac
		grep -q "$want" "$table.txt" || { echo "office.sh: $table.$format does not show $want" >&2; exit 1; }
		grep -q '口径\|共 ' "$table.txt" || { echo "office.sh: $table.$format does not show its notes" >&2; exit 1; }
		echo "$table.$format: $(pdfinfo "$format/$table.pdf" | sed -n 's/^Pages: *//p') pages, as they should be"
	done
done
