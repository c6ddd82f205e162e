#!/bin/bash
# The example programs: each is linked with libnclass.so alone, labels the
# example article, ends well and prints something.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
export NCLASS_PLUGIN_PATH=$build/plugins NCLASS_MODEL_PATH=$top/models
for source in "$top"/examples/*.c; do
	name=$(basename "$source" .c)
	expect "$name runs" 0 timeout 60 "$build/examples/$name" "$top/examples/article.txt"
	if [ -s "$work/out" ]; then ok "$name prints"; else not_ok "$name prints" "$work/err"; fi
done
