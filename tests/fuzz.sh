#!/bin/bash
# Replays each fuzz target's corpus (tests/fuzz/corpus/NAME/) through it.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
for source in "$top"/tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c)
	files=("$top/tests/fuzz/corpus/${name#fuzz_}"/*)
	expect "$name: ${#files[@]} inputs" 0 \
		timeout 1200 "$build/tests/fuzz/$name" "${files[@]}"
done
