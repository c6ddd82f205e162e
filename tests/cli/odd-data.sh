#!/bin/bash
# Training on odd data: a right model, or a message that says what is wrong.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
cd "$work" || exit 1
python3 - <<'PY'
import json, random
random.seed(1)
odd = ["a b", "t\tq", "q\"q'", "\U0001F600", "n\nl", "x" * 5000]
def text(n): return " ".join("w%d" % int(random.expovariate(0.02)) for _ in range(n))
def write(name, rows):
    with open(name + ".jsonl", "w") as f:
        for r in rows: f.write(json.dumps(r) + "\n")
write("odd", [{"text": text(9) + " own%d" % (i % 6), "labels": [odd[i % 6]]} for i in range(120)])
write("one-label", [{"text": text(9), "labels": ["a"]} for _ in range(9)])
write("no-label", [{"text": text(9), "labels": []} for _ in range(9)])
write("one-document", [{"text": text(9), "labels": ["a"]}])
write("nul", [{"text": "a\0b", "labels": ["a"]} for _ in range(9)])
write("empty-label", [{"text": text(9), "labels": [""]} for _ in range(9)])
write("many-labels", [{"text": "w%d" % i, "labels": ["l%d" % i]} for i in range(5000)])
write("two", [{"text": text(9), "labels": [l]} for l in "ab"])
write("same", [{"text": "a b c", "labels": [l]} for l in "ab" * 9])
write("long", [{"text": text(200000), "labels": ["a"]}] +
      [{"text": text(9) + " own" + l, "labels": [l]} for l in "ab" * 9])
open("empty.jsonl", "w")
open("zeros.jsonl", "wb").write(b"\0" * 4096)
PY

while IFS='|' read -r file why; do
	expect "$file: not trained on" 3 nclass train topic -q -o never.ncm $file.jsonl
	err_has "and says why" "$why"
	[ ! -e never.ncm ] && ok "no model is left" || not_ok "no model is left"
done <<'END'
one-label|all documents have the one label "a"
no-label|no label stands in the data
one-document|1 labelled document is too few
same|all documents have the same text
nul|nul.jsonl:1: byte 11 of the line: \u0000
empty-label|"labels" holds no label
many-labels|many-labels.jsonl:4097: topic: over 4096 different labels
empty|there is no record in the data
zeros|zeros.jsonl:1: byte 0 of the line: 0x00
END
for file in two long; do
	expect "$file: trained on" 0 nclass train topic -q --folds 2 -o $file.ncm $file.jsonl
	expect "and used" 0 nclass run --plugins topic --model topic=./$file.ncm -f jsonl $file.jsonl
done

expect "odd labels" 0 nclass train topic -q --folds 2 -o odd.ncm odd.jsonl
expect "are given" 0 nclass run --plugins topic --model topic=./odd.ncm -f jsonl odd.jsonl
python3 - "$work/out" >"$work/py" 2>&1 <<'PY' && ok "as they were" || not_ok "as they were" "$work/py"
import json, sys
want = [json.loads(l)["labels"][0] for l in open("odd.jsonl")]
got = [json.loads(l)["topics"][0]["label"] for l in open(sys.argv[1])]
assert got == want, [p for p in zip(got, want) if p[0] != p[1]]
PY
for form in "eval topic --model topic=./odd.ncm --report r.html" "eval topic --model topic=./odd.ncm --format json"; do
	expect "${form%% *}" 0 nclass $form odd.jsonl
done
expect "info" 0 nclass model info odd.ncm

# A tie: every text has both labels as often.
python3 - <<'PY'
import json
with open("tie.jsonl", "w") as f:
    for i in range(20):
        for l in "ba":
            f.write(json.dumps({"text": "alpha beta%d gamma%d delta" % (i % 5, i % 7), "labels": [l]}) + "\n")
PY
expect "a tie" 0 nclass train topic -q --folds 2 -o tie.ncm tie.jsonl
expect "is labelled" 0 nclass run --plugins topic --model topic=./tie.ncm -f jsonl tie.jsonl
is "with the first label alone" "$(grep -o '"topics":.*}\],"bl' "$work/out" | sort -u)" \
	'"topics":[{"label":"a","score":0.5000}],"bl'
expect "by those who ask for less" 0 nclass run --plugins topic --model topic=./tie.ncm \
	--set topic.min-score=0.4 -f jsonl tie.jsonl
is "with both" "$(grep -c '"a".*"b"' "$work/out")" 40
expect "explained" 0 nclass explain -p topic --model topic=./tie.ncm -f pretty tie.jsonl
is "as given once" "$(grep -c ': given' "$work/out")" 40

# Some hundred labels, more features than are taken.
python3 - <<'PY'
import json, random
random.seed(3)
with open("hundreds.jsonl", "w") as f:
    for i in range(1200):
        rest = " ".join("w%d" % random.randrange(2000) for _ in range(12))
        f.write(json.dumps({"text": "own%d %s" % (i % 300, rest), "labels": [str(i % 300)]}) + "\n")
PY
hundreds() { nclass train topic -q --solver dual --folds 2 --max-features 900 "$@" hundreds.jsonl; }
expect "300 labels, 900 features" 0 hundreds -j 2 -o hundreds.ncm
out_has "are all chosen" "labels 300, features 900"
is "by what they say" "$(awk '/^accuracy/ { print ($2 > 0.9) }' "$work/out")" 1
expect "by one job" 0 hundreds -j 1 -o hundreds-1.ncm
same "the same" hundreds.ncm hundreds-1.ncm
