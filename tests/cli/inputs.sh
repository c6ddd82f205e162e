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

# patterns and lists
mkdir -p "$work/tree/skip/deep" "$work/tree/sub"
for f in a.txt b.html sub/c.txt sub/d.md skip/e.txt skip/deep/f.txt; do echo "$f" >"$work/tree/$f"; done
names() { field source "$work/out" | sed "s|\"$work/tree/||; s|\"||" | xargs; }
expect "--include" 0 run --include '*.txt' "$work/tree"
is "takes what fits" "$(names)" "a.txt skip/deep/f.txt skip/e.txt sub/c.txt"
expect "--exclude" 0 run --exclude skip --exclude '*.md' "$work/tree"
is "leaves folders out too" "$(names)" "a.txt b.html sub/c.txt"
expect "patterns with a slash" 0 run --include 'sub/*' --include 'skip/*/f.*' "$work/tree"
is "are held against the path below" "$(names)" "skip/deep/f.txt sub/c.txt sub/d.md"
expect "what is named is taken" 0 run --include '*.none' --exclude '*' "$work/tree/a.txt"
is "whatever the patterns" "$(names)" "a.txt"
printf '%s\n\n%s\r\n' "$work/tree/sub" "$work/tree/a.txt" >"$work/list"
expect "--files-from" 0 run --files-from "$work/list" "$work/tree/b.html"
is "comes behind those named" "$(names)" "b.html sub/c.txt sub/d.md a.txt"
expect "a list alone" 0 run --files-from "$work/list" --include '*.md'
is "will do" "$(names)" "sub/d.md a.txt"
printf 'odd\n' >"$work/tree/odd
name.txt"
find "$work/tree" -name 'odd*' -print0 | run --files-from - --from0 >"$work/out"
is "NULs take any name" "$(grep -c 'odd\\nname' "$work/out")" 1
printf '%s\0' "$work"/tree/*.txt >"$work/list0"
expect "-0 is short for it" 0 run -0 --files-from "$work/list0"
is "and all are read" "$(wc -l <"$work/out")" 2
expect "NULs in a list of lines: status 3, no file is lost" 3 run --files-from "$work/list0"
err_has "with what to do" "list0:1: a NUL stands in this line: if the list is parted by NULs (find -print0), say so (--from0)"
is "and nothing else" "$(wc -l <"$work/err")" 1
: >"$work/nothing"
expect "an empty list" 0 run --files-from "$work/nothing"
err_has "is told" "nothing: no input stands in this list"
expect "no such list: status 3" 3 run --files-from "$work/nolist"
err_has "it is named" "nolist: cannot be opened"
echo "$work/tree/none.txt" >>"$work/list"
expect "a listed file that is not there" 3 run --files-from "$work/list"
is "costs itself" "$(grep -c '"ok"' "$work/out")" 3
mkdir -p "$work/empty/below" "$work/empty2"
expect "folders without a file" 0 run "$work/empty" "$work/tree" "$work/empty2"
err_has "are told" "$work/empty: no input was found in this folder (nor in 1 more)"
expect "a folder of which a pattern takes nothing" 0 run --include '*.nothing' "$work/tree"
err_has "is told" "$work/tree: no input was found in this folder; hidden"
expect "one that has a file" 0 run "$work/tree"
is "is not" "$(grep -c 'no input' "$work/err")" 0
ln -s .. "$work/tree/sub/loop"
expect "a folder that holds itself" 0 run "$work/tree/sub"
is "is entered once" "$(names)" "sub/c.txt sub/d.md sub/loop/a.txt sub/loop/b.html $(:
	)sub/loop/oddnname.txt sub/loop/skip/deep/f.txt sub/loop/skip/e.txt"
mkfifo "$work/pipe"
(echo '{"text":"by a pipe"}' >"$work/pipe" &)
expect "a named pipe" 0 run "$work/pipe"
out_has "is read" '"status":"ok"'

# fields
cat >"$work/f.jsonl" <<'END_JSON'
{"nr":12345678901234567890,"body":"One","head":"T","page":"u","tongue":"en","day":"2024","x":1.50,"y":{"z":[ 1,2 ]}}
{"nr":"\u00e9","raw":"<p>Two</p>","x":null}
END_JSON
fields="--text-field body --html-field raw --id-field nr --title-field head --url-field page --lang-field tongue --date-field day"
expect "fields by any name" 0 run $fields --keep-fields 'y, x' "$work/f.jsonl"
is "values" "$(field values "$work/out" | sed -n 1p)" '{"title": "T", "url": "u", "lang": "en", "date": "2024"}'
is "ids and kept fields as the bytes they were" "$(sed 's/,"source":"[^"]*"//; s/,"offsets.*//' "$work/out")" \
	'{"id":12345678901234567890,"index":0,"status":"ok","fields":{"x":1.50,"y":{"z":[ 1,2 ]}}
{"id":"\u00e9","index":1,"status":"ok","fields":{"x":null}'
expect "the usual names where there are others" 1 run "$work/f.jsonl"
err_has "tells which" 'f.jsonl:2: it has no "text"; it has "nr", "raw", "x"'
for option in text-field id-field merge-key; do
	expect "--$option of nothing: usage" 2 run --$option "" "$work/f.jsonl"
	err_has "named" "--$option: the name is empty"
done
cp "$work/f.jsonl" "$work/f"
expect "the text field tells JSON lines by content" 0 run $fields "$work/f"
is "both lines" "$(wc -l <"$work/out")" 2
expect "--merge" 0 run $fields --merge "$work/f.jsonl"
is "writes the line itself" "$(sed 's/,"nclass":.*/}/' "$work/out")" "$(cat "$work/f.jsonl")"
is "with one more field" "$(field nclass "$work/out" | grep -c '"status": "ok"')" 2
expect "--merge-key" 0 run $fields --merge-key more "$work/f.jsonl"
is "names it" "$(field more "$work/out" | grep -c '"status": "ok"')" 2
printf '{"text":"a","nclass":1}\n{"nr":5,"texd":"b"}\n{broken\n' >"$work/clash.jsonl"
expect "--merge where the field is there" 1 run --merge "$work/clash.jsonl"
err_has "is told" 'it has a field "nclass" already'
is "and every line is JSON with the field" "$(field nclass "$work/out" | grep -c '"status": "failed"')" 3
is "a failed line goes through too" "$(field nr "$work/out" | xargs)" "null 5 null"
expect "--merge of text" 0 run --merge "$work/in/a.txt"
is "is the field alone" "$(cut -c1-16 "$work/out")" '{"nclass":{"id":'

# damaged lines
for i in {1..9}; do printf '{"id":%d,"text":"line %d"}\n' $i $i | gzip -n; done >"$work/nine.gz"
printf 'XX' | dd of="$work/nine.gz" bs=1 seek=$((4 * $(wc -c <"$work/nine.gz") / 9 + 20)) conv=notrunc 2>/dev/null
expect "a damaged member of JSON lines" 1 run --input-format jsonl "$work/nine.gz"
is "costs its line" "$(field id "$work/out" | grep -v '"' | xargs)" "1 2 3 4 6 7 8 9"
