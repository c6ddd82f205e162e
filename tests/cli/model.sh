#!/bin/bash
# nclass model: whole files, and damaged ones.
. "$(dirname "$0")/../lib.sh"
shopt -s nullglob
models=("$top"/models/*.ncm)
[ ${#models[@]} != 0 ] || exit 0
expect "verify all models" 0 nclass model verify "${models[@]}"
is "each is whole" "$(grep -c ': whole$' "$work/out")" ${#models[@]}
expect "verify --quiet" 0 nclass model verify --quiet "${models[@]}"
is "says nothing" "$(cat "$work/out")" ""
for model in "${models[@]}"; do
	expect "info $(basename "$model")" 0 nclass model info "$model"
	out_has "has its labels" "labels: "
done
model=${models[0]}
size=$(stat -c %s "$model")
for n in 0 1 8 64 200 $((size / 2)) $((size - 1)); do
	head -c "$n" "$model" >"$work/cut.ncm"
	expect "cut to $n bytes: status 3" 3 nclass model verify "$work/cut.ncm"
	err_has "cut to $n bytes is told" "cut.ncm: "
done
cp "$model" "$work/flip.ncm"
printf '\377\377' | dd of="$work/flip.ncm" bs=1 seek=$((size / 3)) conv=notrunc 2>/dev/null
expect "two bytes changed: status 3" 3 nclass model verify "$work/flip.ncm"
expect "a good and a damaged one: status 3" 3 nclass model verify "$model" "$work/flip.ncm"
expect "no such file: status 3" 3 nclass model info "$work/none.ncm"
err_has "no such file" "none.ncm"
expect "a folder: status 3" 3 nclass model info "$work"
name=$(basename "$model" .ncm)
expect "a model by its name" 0 nclass model info "$name"
out_has "is the one that plugins find" "/models/$name.ncm"
expect "a name that no model has: status 3" 3 nclass model info "${name}x"
err_has "names the nearest" "did you mean \"$name\"?"
cp "$model" "$work/mine.ncm" && cd "$work" || exit 1
expect "--model NAME=FILE in the current folder" 0 \
	nclass run --plugins "$name" --model "$name"=mine.ncm "$top/examples/article.txt"
expect "--model with a file that is not there: status 3" 3 \
	nclass run --plugins "$name" --model "$name"=none.ncm "$top/examples/article.txt"
err_has "names that file" "./none.ncm"

# a model tells what it has learned: each label's own word, by name
cd "$work" || exit 1
for i in $(seq 12); do
	echo '{"text":"The goal of the match number '$i' was late.","title":"Zebra Wins","label":"sport \u001b[2J"}'
	echo '{"text":"A vote of the council number '$i' was close.","label":"politics"}'
done >labelled.jsonl
expect "a small model" 0 nclass train topic --folds 2 -o small.ncm labelled.jsonl
expect "model info names the strongest features" 0 nclass model info small.ncm
out_has "words" "vote"
is "no label commands the terminal" "$(grep -c $'\033' "$work/out")" 0
expect "--features 0 leaves them out" 0 nclass model info --features 0 small.ncm
is "--features 0" "$(grep -c 'for: ' "$work/out")" 0
expect "model info --format json" 0 nclass model info --format json small.ncm
python3 - "$work/out" >"$work/py" 2>&1 <<'PY' && ok "is what the text says" || not_ok "is what the text says" "$work/py"
import json, sys
m = json.load(open(sys.argv[1]))
assert m["label_count"] == 2 and dict(m["facts"])["plugin"] == "topic"
labels = {l["label"]: l for l in m["labels"]}
names = lambda l, side: [f["name"] for f in labels[l][side]]
sport = "sport \x1b[2J"
assert "goal" in names(sport, "for") and "vote" in names("politics", "for")
assert "zebra" in names(sport, "for"), names(sport, "for") # of the title
assert "the match" in names(sport, "for") + names("politics", "against")
for l in labels.values():
    assert 3 < len(l["for"]) <= 20 and all(f["usual"] > 0 for f in l["for"])
    assert all(f["usual"] < 0 and f["weight"] < 0 for f in l["against"])
    usual = [f["usual"] for f in l["for"]]
    assert usual == sorted(usual, reverse=True)
PY
