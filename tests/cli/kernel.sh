#!/bin/bash
# nclass train --kernel rbf: what no line parts, and what such models refuse.
. "$(dirname "$0")/../lib.sh"
cd "$work" || exit 1

# One word of two says nothing, the two together all. Rare words part the texts.
python3 - >xor.jsonl <<'PY'
import json, random
random.seed(1)
for i in range(240):
    a, b = random.randint(0, 1), random.randint(0, 1)
    words = [("red", "green")[a], ("low", "high")[b]]
    random.shuffle(words)
    rare = ["n%d" % random.randint(0, 60) for _ in range(3)]
    print(json.dumps({"id": i, "text": " ".join([rare[0], words[0], rare[1], words[1], rare[2]]),
                      "labels": ["same" if a == b else "other"]}))
PY
train() { nclass train topic -q --min-count 30 --solver libsvm "$@" xor.jsonl; }
f1() { awk '/^micro F1/ { print $3; exit }' "$work/out"; }

expect "a linear kernel" 0 train -o linear.ncm
linear=$(f1)
expect "an rbf kernel" 0 train --kernel rbf -o rbf.ncm
rbf=$(f1)
python3 -c "assert float('$linear') < 0.8 and float('$rbf') > 0.99" 2>"$work/py" &&
	ok "parts what no line does" || not_ok "parts what no line does: $linear, $rbf"
cp rbf.ncm first.ncm
expect "the same again" 0 train --kernel rbf -o rbf.ncm
cmp -s rbf.ncm first.ncm && ok "gives the same bytes" || not_ok "gives the same bytes"
expect "with other --jobs" 0 train --kernel rbf --jobs 3 -o jobs.ncm
expect "and with one" 0 train --kernel rbf --jobs 1 -o again.ncm
cut_command() { nclass model info --format json "$1" | python3 -c '
import json, sys
m = json.load(sys.stdin); print([f for f in m["facts"] if f[0] != "command"])'; }
expect "info" 0 nclass model info rbf.ncm
out_has "tells the kernel" "kernel: rbf"
out_has "its gamma" "gamma: 0."
out_has "how many support vectors" "support-vectors: "
is "the same is found whatever --jobs" "$(cut_command jobs.ncm)" "$(cut_command again.ncm)"

expect "run it" 0 nclass run --plugins topic --model topic=./rbf.ncm --format jsonl xor.jsonl
python3 - "$work/out" >"$work/py" 2>&1 <<'PY' && ok "gives what it was taught" || not_ok "gives what it was taught" "$work/py"
import json, sys
gold = [json.loads(l)["labels"][0] for l in open("xor.jsonl")]
got = [json.loads(l)["topics"][0]["label"] for l in open(sys.argv[1])]
assert got == gold, [i for i in range(240) if got[i] != gold[i]]
PY
cp "$work/out" first
expect "with other models of it" 0 nclass run --plugins topic --model topic=./again.ncm --format jsonl xor.jsonl
cmp -s "$work/out" first && ok "says the same" || not_ok "says the same"
expect "any number of labels" 0 train --kernel rbf --multi -o multi.ncm
expect "run them" 0 nclass run --plugins topic --model topic=./multi.ncm --format jsonl xor.jsonl

expect "explain refuses it" 3 nclass explain --plugins topic --model topic=./rbf.ncm xor.jsonl
err_has "and says why" "a model with a kernel cannot be explained by words"
expect "so does export" 3 nclass model export rbf.ncm -o out.dir
err_has "and says why" "only linear models can be exported"
[ ! -e out.dir ] && ok "leaves no folder" || not_ok "leaves no folder"

expect "rbf is libsvm's alone" 2 nclass train topic --kernel rbf xor.jsonl
err_has "and says so" "say --solver libsvm"
expect "gamma without rbf" 2 train --gamma 1
err_has "is told" "gamma is for the kernel rbf alone"
expect "a gamma of nothing" 2 train --kernel rbf --gamma 0
expect "a kernel that there is not" 2 train --kernel poly
