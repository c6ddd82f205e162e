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
