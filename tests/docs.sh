#!/bin/bash
# What the docs show is run: in README.md and docs/*.md, each fenced block with
# a line `$ nclass ...` is taken (`$ NAME=VALUE nclass ...` too, and some other
# commands); each such line is run in a copy of examples/ and must print the lines
# below it (spaces at a line's end do not count; a line `...` stands for any
# lines). A block after `<!-- not run -->` is left out; of a table after
# `<!-- run -->` the first `nclass ...` of each row is run, and must end well.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
[ -x "$build/nclass" ] || exit 0

# Cuts a page into $work/NNN.cmd, $work/NNN.want and $work/NNN.at (its line).
cut='
function done_() { if (file) { close(file ".want"); file = "" } }
/^[ \t]*```/ {
	if (fence) { fence = 0; done_(); next }
	fence = 1; run = !skip; indent = match($0, /`/) - 1; skip = 0; next
}
!fence && table && /^\|/ && match($0, /`nclass [^`]*`/) {
	file = sprintf("%s/%04d", work, NR)
	print substr($0, RSTART + 1, RLENGTH - 2) " >/dev/null && echo done" > (file ".cmd")
	print "done" > (file ".want")
	close(file ".cmd"); done_()
}
!fence { if (/<!-- run -->/) table = 1; else if (!/^\|/) table = 0 }
!fence { if (/<!-- not run -->/) skip = 1; else if (NF) skip = 0; next }
run {
	line = substr($0, indent + 1)
	if (line ~ /^\$ /) done_()
	if (line ~ /^\$ ([A-Z_]+=[^ ]* )*(nclass|make -s -C|head|ls|cat|mkdir) /) {
		file = sprintf("%s/%04d", work, NR)
		print substr(line, 3) > (file ".cmd"); close(file ".cmd")
		printf "" > (file ".want")
	} else if (file) print line > (file ".want")
}'
cp -r "$top/examples" "$work/examples"
mkdir "$work/bin" && ln -s "$build/nclass" "$work/bin/nclass"
export PATH=$work/bin:$PATH
cd "$work/examples" || exit 1
for page in "$top/README.md" "$top"/docs/*.md; do
	[ -f "$page" ] || continue
	rm -f "$work"/[0-9]*.*
	awk -v work="$work" "$cut" "$page"
	for cmd in "$work"/[0-9]*.cmd; do
		line=$(basename "$cmd" .cmd)
		name="${page#"$top"/}:$((10#$line)): $(cat "$cmd")"
		timeout 600 bash "$cmd" >"$work/got" 2>&1 </dev/null
		if alike "${cmd%.cmd}.want" "$work/got"; then
			ok "$name"
		else
			diff "${cmd%.cmd}.want" "$work/got" >"$work/diff"
			not_ok "$name" "$work/diff"
		fi
	done
done
