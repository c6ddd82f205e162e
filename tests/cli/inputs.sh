#!/bin/bash
# Inputs in, records out: files, folders, standard input, JSON lines, offsets.
. "$(dirname "$0")/../lib.sh"
run() { nclass run --plugins template --format jsonl "$@"; }

# field NAME FILE: that key of each record, a line each.
field() {
	python3 -c '
import json, sys
for line in open(sys.argv[2], encoding="utf-8"):
    print(json.dumps(json.loads(line).get(sys.argv[1]), ensure_ascii=False))' "$@"
}

mkdir "$work/in" "$work/in/sub"
printf 'One\nLine two of the first text here.\n' >"$work/in/a.txt"
printf 'B\n' >"$work/in/b.txt"
printf 'C\n' >"$work/in/sub/c.txt"
printf 'hidden\n' >"$work/in/.hidden.txt"
: >"$work/empty.txt"

expect "several files" 0 run "$work/in/b.txt" "$work/in/a.txt"
is "in the order given" "$(field source "$work/out" | xargs -n1 basename | xargs)" "b.txt a.txt"
is "numbered" "$(field index "$work/out" | xargs)" "0 1"
expect "a folder" 0 run "$work/in"
is "in the order of names" "$(field source "$work/out" | xargs -n1 basename | xargs)" "a.txt b.txt c.txt"
expect "an empty file" 0 run "$work/empty.txt"
is "has no blocks" "$(field blocks "$work/out")" "[]"
head -c 4000 /dev/zero >"$work/zeros"
expect "a file of zeros: status 1" 1 run "$work/zeros"
err_has "is binary" "looks binary"
printf 'From a pipe\n' | run - >"$work/out"
is "standard input" "$(field source "$work/out")" '"-"'

cat >"$work/x.jsonl" <<'END'
{"id":12345678901234567890,"text":"number"}
{"id":"\u00e9 \"q\"","text":"escaped","title":"The \"title\"","lang":"en"}
{"text":"none"}
END
expect "JSON lines" 0 run "$work/x.jsonl"
is "an id keeps its bytes" "$(sed -n '1s/,"source.*//p' "$work/out")" '{"id":12345678901234567890'
is "so does an escaped one" "$(sed -n '2s/,"source.*//p' "$work/out")" '{"id":"\u00e9 \"q\""'
is "values of the input" "$(field values "$work/out" | sed -n 2p)" '{"title": "The \"title\"", "lang": "en"}'
run - <"$work/x.jsonl" >"$work/piped"
is "JSON lines on standard input are seen as such" "$(wc -l <"$work/piped")" 3

printf 'Ünïcödé 😀 text\n漢字 and the rest 😀 of it\n' >"$work/wide.txt"
for unit in byte char utf16; do
	expect "--offsets $unit" 0 run --offsets $unit --with-text "$work/wide.txt"
	is "$unit offsets find the blocks" "$(python3 -c '
import json, sys
d = json.loads(open(sys.argv[1], encoding="utf-8").readline())
t, unit = d["text"], d["offsets"]
enc = {"byte": "utf-8", "char": "utf-32-le", "utf16": "utf-16-le"}[unit]
size = {"byte": 1, "char": 4, "utf16": 2}[unit]
raw = t.encode(enc)
print("|".join(raw[b["begin"] * size:b["end"] * size].decode(enc) for b in d["blocks"]))
' "$work/out")" "Ünïcödé 😀 text|漢字 and the rest 😀 of it"
done
expect "--with-kept" 0 run --with-kept "$work/wide.txt"
is "all is kept without boiler" "$(field kept "$work/out")" \
	'"Ünïcödé 😀 text\n漢字 and the rest 😀 of it"'
expect "no --with-text" 0 run "$work/wide.txt"
is "no text in it" "$(field text "$work/out")" null
expect "text" 0 nclass run -p template -f text "$work/in"
is "documents stand apart" "$(cat "$work/out")" \
	"$(printf 'One\nLine two of the first text here.\n\nB\n\nC')"

name=$work/in/$(printf 'n\xe9\x1b[31m').txt
echo "A file name that is no UTF-8" >"$name"
expect "a file name that is no UTF-8" 0 run "$name"
is "it is marked" "$(field source "$work/out" | sed 's|.*/||')" 'n�\u001b[31m.txt"'
expect "in the pretty form" 0 nclass run -p template -f pretty "$name"
is "its control characters do not come through" "$(grep -c $'\x1b' "$work/out")" 0
rm "$name"
