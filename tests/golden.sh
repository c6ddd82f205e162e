#!/bin/bash
# Golden tests: tests/golden/PLUGIN/NAME.txt (or .html, .jsonl) is labelled, and
# what comes out is compared with NAME.expect. Decisions only, no scores:
#
#	title TEXT                  a document value
#	topic LABEL                 a topic, best first (with `below`: none was sure)
#	BEGIN END ROLE keep|drop LANG    a block; what of it was asked for
#	failed TEXT                 a document that failed
#
# The chain is `--plugins PLUGIN`; a file `args` in the folder says otherwise.
# A file `hide` names what is left out there: `role`, `blocks`, a value.
# After a wanted change: UPDATE=1 tests/golden.sh, then read the difference.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
show='
import json, sys
hide = sys.argv[1:]
for line in sys.stdin:
    d = json.loads(line)
    if d["status"] != "ok":
        print("failed", d["error"])
    for name, value in sorted(d.get("values", {}).items()):
        if name not in hide:
            print(name, value if isinstance(value, str) else ", ".join(value))
    for t in d.get("topics", []):
        print("topic", t["label"], *(["below"] if t.get("below") else []))
    for b in d.get("blocks", []) if "blocks" not in hide else []:
        print(b["begin"], b["end"], *([b["role"]] if "role" in b and "role" not in hide else []),
              *(["keep" if b["keep"] else "drop"] if "keep" in b else []),
              *([b["lang"]] if "lang" in b else []))
    for name, layer in sorted(d.get("layers", {}).items()):
        for s in layer.get("spans", []):
            print(name, s["begin"], s["end"], s["label"])
'
for input in "$top"/tests/golden/*/*.{txt,html,jsonl}; do
	folder=$(dirname "$input") expect=${input%.*}.expect
	name=$(basename "$folder")/$(basename "${input%.*}")
	args="--plugins $(basename "$folder")"
	[ ! -f "$folder/args" ] || args=$(cat "$folder/args")
	hide=
	[ ! -f "$folder/hide" ] || hide=$(cat "$folder/hide")
	# shellcheck disable=SC2086 # the arguments are meant to be split
	nclass run --format jsonl $args "$input" 2>"$work/err" >"$work/json"
	[ $? -le 1 ] || { not_ok "$name" "$work/err"; continue; }
	# shellcheck disable=SC2086 # the words are meant to be split
	python3 -c "$show" $hide <"$work/json" >"$work/got" 2>"$work/err" ||
		{ not_ok "$name" "$work/err" "$work/json"; continue; }
	[ -z "${UPDATE-}" ] || cp "$work/got" "$expect"
	same "$name" "$work/got" "$expect"
done
