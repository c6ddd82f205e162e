#!/bin/bash
# nclass train --kernel rbf: what no line parts; why, and libsvm's files of it.
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
expect "info" 0 nclass model info rbf.ncm
out_has "tells the kernel" "kernel: rbf"
out_has "its gamma" "gamma: 0."
out_has "how many support vectors" "support-vectors: "
cmp -s jobs.ncm again.ncm && cmp -s jobs.ncm rbf.ncm && ok "the same bytes whatever --jobs and --output" ||
	not_ok "the same bytes whatever --jobs and --output"

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

# The sum of what is told is the decision, and leaving out a word that counts
# changes it by what is told.
expect "explain it" 0 nclass explain --plugins topic --model topic=./rbf.ncm --format jsonl xor.jsonl
python3 - "$work/out" >"$work/py" 2>&1 <<'PY' && ok "what each word does, and what they do together" || not_ok "what each word does, and what they do together" "$work/py"
import json, sys
words = {"red", "green", "low", "high"}
for line in open(sys.argv[1]):
    for l in json.loads(line)["plugins"][0]["labels"]:
        sum = l["bias"] + l["left_adds"] + l["together"]
        for r in l["reasons"]:
            assert abs(r["value"] * r["weight"] - r["adds"]) < 1e-3, r
            sum += r["adds"]
        assert abs(sum - l["decision"]) < 1e-3, l
        if l["score"] > 0.5: # either word alone would speak for neither
            best = {r["name"] for r in l["reasons"] if r["adds"] > 0.1}
            assert len(best & words) == 2, l
            assert abs(l["together"]) > 0.1, l
PY
expect "for a person" 0 nclass explain --plugins topic --model topic=./rbf.ncm --format pretty xor.jsonl
out_has "says what words do" "only together"

# with this gamma, documents look too much alike
expect "a gamma that is too small" 0 train --kernel rbf --folds 2 --gamma 0.02 -o poor.ncm
poor=$(f1)
expect "tuned from there on" 0 train --kernel rbf --folds 2 --gamma 0.02 --tune -o tuned.ncm
python3 -c "assert float('$(f1)') > float('$poor') + 0.2" 2>"$work/py" &&
	ok "finds a better one" || not_ok "finds a better one: $poor, $(f1)"
out_has "tells what was tried" "costs/gammas tried, with the accuracy: 0.7/0.02 0."
out_has "and taken" "cost and gamma chosen: "
nclass model info tuned.ncm >tuned.txt
is "the model has that gamma" "$(awk '/^gamma:/ { print ($2 > 0.02) }' tuned.txt)" 1

# exports: one file where a document has one label, else a file a label
if command -v svm-predict >/dev/null; then
	for kind in rbf multi; do
		expect "export $kind" 0 nclass model export $kind.ncm --data xor.jsonl -o $kind.dir
		for model in $kind.dir/*.model; do
			svm-predict $kind.dir/data "$model" "${model%.model}.out" >/dev/null 2>&1 ||
				not_ok "svm-predict $model"
		done
		python3 - $kind.dir >"$work/py" 2>&1 <<'PY' && ok "svm-predict answers as nclass" || not_ok "svm-predict answers as nclass" "$work/py"
import glob, sys
said = [[int(n) for n in l.split(",") if n.strip()] for l in open(sys.argv[1] + "/data.answers")]
out = sorted(glob.glob(sys.argv[1] + "/*.out"))
rows = list(zip(*[[float(x) for x in open(f)] for f in out]))
assert len(rows) == len(said) == 240
for row, want in zip(rows, said):
    got = [int(row[0])] if len(out) == 1 else [i + 1 for i, x in enumerate(row) if x == 1]
    assert got == want, (got, want)
assert len({tuple(s) for s in said}) > 1
PY
	done
else
	skip "libsvm-tools is not installed"
fi

expect "rbf is libsvm's alone" 2 nclass train topic --kernel rbf xor.jsonl
err_has "and says so" "say --solver libsvm"
expect "gamma without rbf" 2 train --gamma 1
err_has "is told" "gamma is for the kernel rbf alone"
expect "a gamma of nothing" 2 train --kernel rbf --gamma 0
expect "a kernel that there is not" 2 train --kernel poly

# Features are chosen by a linear training: a kernel has no weights of features.
expect "a kernel on chosen features" 0 nclass train topic -q --solver libsvm --kernel rbf --max-features 100 \
	-o "$work/few.ncm" "$top/examples/notices.csv"
is "which are good ones" "$(awk '/^accuracy/ { print ($2 > 0.7) }' "$work/out")" 1
