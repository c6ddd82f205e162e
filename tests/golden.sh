#!/bin/bash
# Golden tests: tests/golden/PLUGIN/NAME.txt (or .html, .jsonl) is labelled, and
# what comes out is compared with NAME.expect. Decisions only, no scores:
#
#	title TEXT                  a document value
#	topic LABEL                 a topic, best first (with `below`: none was sure)
#	BEGIN END ROLE keep|drop    a block; role and verdict where they ran
#	failed TEXT                 a document that failed
#
# The chain is `--plugins PLUGIN`; a file `args` in the folder says otherwise.
# After a wanted change: UPDATE=1 tests/golden.sh, then read the difference.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
show='
import json, sys
for line in sys.stdin:
    d = json.loads(line)
    if d["status"] != "ok":
        print("failed", d["error"])
    for name, value in sorted(d.get("values", {}).items()):
        print(name, value if isinstance(value, str) else ", ".join(value))
    for t in d.get("topics", []):
        print("topic", t["label"], *(["below"] if t.get("below") else []))
    for b in d.get("blocks", []):
        print(b["begin"], b["end"], *([b["role"]] if "role" in b else []),
              *(["keep" if b["keep"] else "drop"] if "keep" in b else []))
    for name, layer in sorted(d.get("layers", {}).items()):
        for s in layer.get("spans", []):
            print(name, s["begin"], s["end"], s["label"])
'
for input in "$top"/tests/golden/*/*.{txt,html,jsonl}; do
	folder=$(dirname "$input") expect=${input%.*}.expect
	name=$(basename "$folder")/$(basename "${input%.*}")
	args="--plugins $(basename "$folder")"
	[ ! -f "$folder/args" ] || args=$(cat "$folder/args")
	# shellcheck disable=SC2086 # the arguments are meant to be split
	nclass run --format jsonl $args "$input" 2>"$work/err" >"$work/json"
	[ $? -le 1 ] || { not_ok "$name" "$work/err"; continue; }
	python3 -c "$show" <"$work/json" >"$work/got" 2>"$work/err" ||
		{ not_ok "$name" "$work/err" "$work/json"; continue; }
	[ -z "${UPDATE-}" ] || cp "$work/got" "$expect"
	same "$name" "$work/got" "$expect"
done
