#!/bin/bash
# The example programs: each is linked with libnclass.so alone, labels the
# example article, ends well and prints something.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
export NCLASS_PLUGIN_PATH=$build/plugins NCLASS_MODEL_PATH=$top/models
# the plugin in C++, and what it breaks
for cxx in g++ clang++; do
	command -v $cxx >/dev/null || { skip "$cxx is not installed"; continue; }
	[ -z "$SAN$COV" ] || break
	so=$work/shouting.so
	expect "a plugin in C++ builds with $cxx" 0 $cxx -std=c++17 -Wall -Wextra -Wpedantic \
		-Werror -fPIC -shared -fvisibility=hidden -I"$top/include" \
		"$top/examples/shouting.cc" -o "$so"
	expect "it keeps the contract" 0 "$build/nclass" check --random 10 "$so"
	printf 'A SHOUT\nNot one.\n' >"$work/shout.txt"
	expect "and runs" 0 "$build/nclass" run --plugins "$so" -f jsonl "$work/shout.txt"
	out_has "with its label" '[{"block":0,"label":"shouted","score":1.0000}]'
done
for source in "$top"/examples/*.c; do
	name=$(basename "$source" .c)
	expect "$name runs" 0 timeout 600 "$build/examples/$name" "$top/examples/article.txt"
	if [ -s "$work/out" ]; then ok "$name prints"; else not_ok "$name prints" "$work/err"; fi
done
