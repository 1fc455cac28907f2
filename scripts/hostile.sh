#!/usr/bin/env bash
# Feeds every file of the given folders to the program, one process to a file:
#   hostile.sh BINARY FOLDER…
# Each must end in text or in a reason with a code, within 30 s and 512 MB of
# resident memory. Prints a table; exits 1 when one file does not.
#
# Resident memory is what counts: a Go program reserves far more address space
# than it uses, so ulimit -v is only the net below (as is ulimit -t for CPU time).
# The peak is the kernel's own, by GNU time where it is installed, else VmHWM
# looked up every few milliseconds.
# The program is "wenjian analyze", all stages but the sinks: its dictionary
# costs every process about a third of a second and 110 MB, which are counted.
# OUT=FILE keeps a line for every file: verdict, ms, KB, path.
set -euo pipefail
max_seconds=30 max_kb=$((512 * 1024))
bin=$(realpath "$1")
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
results=${OUT:-$work/results.tsv}
: >"$results"
gnu_time=
[ -x /usr/bin/time ] && /usr/bin/time -f %M -o "$work/kb" true 2>/dev/null && gnu_time=/usr/bin/time

limited() { # command…
	ulimit -c 0 -t $((2 * max_seconds)) -v $((16 << 20))
	exec "$@"
}

# measured FILE runs the program and sets rc, ms and kb.
measured() {
	local t0 t1 pid
	t0=$(date +%s%N)
	rc=0 kb=0
	if [ -n "$gnu_time" ]; then
		(limited "$gnu_time" -q -f %M -o "$work/kb" timeout -s KILL "$max_seconds" "$bin" analyze --json "$1") \
			>"$work/out" 2>"$work/err" </dev/null || rc=$?
		kb=$(tail -n 1 "$work/kb")
	else
		(limited timeout -s KILL "$max_seconds" "$bin" analyze --json "$1") >"$work/out" 2>"$work/err" </dev/null &
		pid=$!
		while kill -0 "$pid" 2>/dev/null; do
			look "$pid"
			read -rt 0.003 <><(:) || true
		done
		wait "$pid" || rc=$?
	fi
	t1=$(date +%s%N)
	ms=$(((t1 - t0) / 1000000))
}

# look PID raises kb to the peak so far of the process and its children.
look() {
	local p key value children=
	read -r children 2>/dev/null <"/proc/$1/task/$1/children" || true
	for p in $1 $children; do
		while read -r key value _; do
			if [ "$key" = VmHWM: ]; then
				[ "$value" -gt "$kb" ] && kb=$value
				break
			fi
		done 2>/dev/null <"/proc/$p/status" || true
	done
}

# verdict FILE prints what became of the file, "!" before what must not be.
verdict() {
	local code
	code=$(grep -o '（[a-z][a-z0-9-]*）' "$work/err" | head -n 1 | tr -d '（）') || true
	case $rc in
	0) if [ -s "$work/out" ]; then echo text; else echo '!nothing'; fi ;;
	1) if [ "$code" = internal-error ] || grep -q '^错误：' "$work/err"; then
		echo "!error"
	elif [ -z "$code" ]; then
		echo "!no-reason"
	elif [ -s "$work/out" ]; then
		echo "text, $code"
	else
		echo "$code"
	fi ;;
	124 | 137) echo '!killed' ;;
	*) echo "!exit-$rc" ;;
	esac
}

while IFS= read -r -d '' file; do
	measured "$file"
	v=$(verdict)
	[ "$ms" -gt $((max_seconds * 1000)) ] && v="!slow: $v"
	[ "$kb" -gt "$max_kb" ] && v="!memory: $v"
	printf '%s\t%d\t%d\t%s\n' "$v" "$ms" "$kb" "$file" >>"$results"
	[ "${v:0:1}" != '!' ] || printf '%s\t%d ms\t%d MB\t%s\n' "$v" "$ms" $((kb / 1024)) "$file" >&2
done < <(find "$@" -type f ! -name '*.tsv' -print0 | sort -z)

awk -F '\t' '
function folder(path, n, parts) { n = split(path, parts, "/"); return parts[n-2] "/" parts[n-1] }
function row(name, files, text, reasons, bad, ms, kb) {
	return sprintf("%-42s%7s%7s%9s%12s%10s%10s", name, files, text, reasons, bad, ms, kb)
}
{
	v = $1; f = folder($4)
	all++; n[f]++
	if (substr(v, 1, 1) == "!") { nbad++; bad[f]++; codes[v]++ }
	else if (v ~ /^text/) { ntext++; text[f]++; if (v != "text") codes[v]++ }
	else { nwhy++; why[f]++; codes[v]++ }
	if ($2 > ms[f]) ms[f] = $2
	if ($3 > kb[f]) kb[f] = $3
	if ($2 > worst_ms) { worst_ms = $2; slowest = $4 }
	if ($3 > worst_kb) { worst_kb = $3; largest = $4 }
}
END {
	if (!all) { print "no files"; exit 1 }
	print row("", "files", "text", "reasons", "violations", "worst ms", "worst MB")
	for (f in n) print row(f, n[f], text[f] + 0, why[f] + 0, bad[f] + 0, ms[f], int(kb[f] / 1024)) | "sort"
	close("sort")
	print row("all", all, ntext + 0, nwhy + 0, nbad + 0, worst_ms, int(worst_kb / 1024))
	print "slowest: " slowest
	print "largest: " largest
	for (c in codes) printf "%6d %s\n", codes[c], c | "sort -rn"
	close("sort -rn")
	exit nbad > 0
}' "$results"
