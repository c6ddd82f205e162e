#!/bin/bash
# Plugins that must be refused, or whose failure must be reported: for each
# tests/bad/NAME.expect, NAME.so (built from NAME.c, or a copy of NAME.raw) is
# run over one article. The lines of NAME.expect must all be contained in what
# the command prints; a line `exit N` says the status (else any but 0), a line
# `args ...` adds arguments, a line `plugins LIST` says what is run instead,
# where @NAME is the path of NAME.so. It must never die by a signal.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
for expect in "$top"/tests/bad/*.expect; do
	name=$(basename "$expect" .expect)
	so=$build/tests/bad/$name.so
	[ ! -f "${expect%.expect}.raw" ] || cp "${expect%.expect}.raw" "$so"
	args=$(sed -n 's/^args //p' "$expect") want=$(sed -n 's/^exit //p' "$expect")
	list=$(sed -n 's/^plugins //p' "$expect" |
		sed "s|@\([a-z-]*\)|$build/tests/bad/\1.so|g")
	# shellcheck disable=SC2086 # the arguments are meant to be split
	nclass run --plugins "${list:-$so}" $args "$top/examples/article.txt" \
		>"$work/out" 2>&1 </dev/null
	got=$? why=
	[ $got != 0 ] || why="it was accepted"
	[ -z "$want" ] || [ $got = "$want" ] || why="status $got, not $want"
	[ $got -lt 124 ] || why="status $got: it crashed or hung"
	! grep -q 'Sanitizer\|runtime error:' "$work/out" || why="the sanitizer spoke"
	while IFS= read -r line; do
		case $line in args\ * | exit\ * | plugins\ * | '') continue ;; esac
		grep -qF -e "$line" "$work/out" || why="${why:-no such text: $line}"
	done <"$expect"
	echo "$why" >"$work/why"
	if [ -z "$why" ]; then ok "$name"; else not_ok "$name" "$work/why" "$work/out"; fi
done
