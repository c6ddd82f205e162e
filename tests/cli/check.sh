#!/bin/bash
# nclass check: the plugins of the house keep the contract, and for each rule a
# broken one shows the finding, with words that stand in plugin.h.
. "$(dirname "$0")/../lib.sh"
[ -z "$COV" ] || { skip "check: coverage changes variables of plugins"; exit 0; }
bad=$build/tests/bad

for plugin in template section boiler lang topic dedup; do
	[ -f "$build/plugins/$plugin.so" ] || continue
	expect "$plugin keeps the contract" 0 nclass check --random 20 $plugin
	out_has "as it says" "$plugin keeps the contract: "
done
expect "with documents of ours" 0 nclass check --random 5 \
	--input "$top/examples/article.txt" template
out_has "counts them" ": 18 documents"
# declared NAME CODE: a program in Python that does that with each request r
declared() {
	printf 'import json, sys, time\nfor line in sys.stdin:\n    r = json.loads(line)\n    %s\n' "$2" >"$work/$1.py"
	printf '[plugin]\ncommand = exec python3 -SE %s.py\ntimeout = 600\n%s\n' "$1" "${3-}" >"$work/$1.ini"
	printf '[layer test.echo/1]\nkind = blocks\nlabels = a\n' >>"$work/$1.ini"
}
declared good 'print(json.dumps({"n": r["n"]}), flush=True)'
expect "a declared plugin: its program is left as it is" 0 \
	nclass check --random 1 "$work/good.ini"
out_has "it does" "good.ini keeps the contract: "
# wrong NAME TEXT TIMES: what is found, and after how many documents it is enough
wrong() {
	expect "$1: status 1" 1 nclass check --format json "$work/$1.ini"
	cat "$work/out" >>"$work/all"
	out_has "$1: is told" "$2"
	is "$1: alone" "$(grep -o '^{"rule":"[a-z]*"' "$work/out" | xargs)" '{rule:answers'
	out_has "$1: so often" "\"more\":$3}"
}
declared nonsense 'print("hello", flush=True)'
wrong nonsense "its program's answer is no JSON object: hello" 2
declared dies 'sys.exit(3)'
wrong dies "its program ended without an answer (exit status 3)" 2
declared hangs 'time.sleep(1000)' $'start-timeout = 0\ntimeout = 1' # the last one counts
sed -i '0,/^timeout = 600$/{//d}' "$work/hangs.ini"
wrong hangs "its program gave no answer in 1 s" 0
declared picky 'r["text"] or sys.exit(1); print(json.dumps({"n": r["n"]}), flush=True)'
wrong picky '"document":"an empty document"' 5
expect "for people" 1 nclass check "$work/nonsense.ini"
out_has "where it stands" 'docs/exec.md, What is said: "One request a document'
expect "a file without a slash: status 3" 3 nclass check questions.ini
err_has "has a hint" '"questions.ini" is not the name of a plugin (the path of one has a slash in it, as ./questions.ini)'
: >"$work/empty.ini"
expect "an empty file" 1 nclass check "$work/empty.ini"
out_has "is told with its page" 'docs/exec.md, The file: "What is wrong in a file'
expect "and for machines" 1 nclass check --format json "$work/empty.ini"
cat "$work/out" >>"$work/all"
expect "behind others" 0 nclass check --random 5 --plugins section boiler

# shows NAME RULE COMMAND...: some finding is of the rule
shows() {
	expect "$1: status 1" 1 nclass check --format json --random 2 "${@:3}"
	cat "$work/out" >>"$work/all"
	if grep -qE "^\{\"rule\":\"($2)\"" "$work/out"; then
		ok "$1 is told: $2"
	else
		not_ok "$1 is told: $2" "$work/out"
	fi
}
expect "a plugin that could break them all" 0 nclass check --random 5 "$bad/broken.so"
while read -r how rule; do
	shows "$how" "$rule" --timeout 1 --set broken.how="$how" "$bad/broken.so"
done <<'EOF'
span checked
score checked
crash crash
exit exit
print output
signal signals
global globals
loop stop
gives-up stop
counts pure
no-reason reason
no-status status
leak leak
open-leak leak
unchecked crash|exit
silent memory
fatal memory
file threads
EOF
while read -r name rule; do
	shows "$name" "$rule" "$bad/$name.so"
done <<'EOF'
showy exports
showy style
no-main load
tiny-struct version
newer-abi version
newer-minor version
bad-name name
bad-default option
layer-twice layer
no-gold features
load-crashes crash
load-exits exit
EOF

# what is quoted stands in the header, or in the page that is named
grep '"where":"docs/' "$work/all" | sed -n 's/.*"says":"\(.*\)","more".*/\1/p' | sort -u >"$work/says"
is "pages are quoted" "$(wc -l <"$work/says")" 2
tr '\n' ' ' <"$top/docs/exec.md" >"$work/page"
while IFS= read -r words; do
	file_has "$work/page" "docs/exec.md says: ${words:0:40}" "$words"
done <"$work/says"
sed -i '/"where":"docs\//d' "$work/all"
sed -e 's|^[[:space:]]*/\?\*\+/\?||' -e 's|\*/||; s|/\*||' "$top/include/nclass/plugin.h" |
	tr -s ' \t\n\\|}/' ' ' >"$work/header"
sed -n 's/.*"says":"\(.*\)","more".*/\1/p' "$work/all" | sed 's/\\//g' | sort -u | tr -s '/' ' ' >"$work/says"
while IFS= read -r words; do
	file_has "$work/header" "plugin.h says: ${words:0:40}" "$words"
done <"$work/says"

# for people, and what cannot be checked
expect "for people" 1 nclass check --random 2 --set broken.how=score "$bad/broken.so"
out_has "what it did" "checked   broken: a score of 7: scores run from 0 to 1"
out_has "where the rule stands" "plugin.h, struct ncl_host: layers to write:"
out_has "the sum" "broken.so breaks 1 rule"
expect "no such file" 3 nclass check ./none.so
expect "a need that is not met" 3 nclass check "$bad/unmet-need.so"
err_has "is told" "unmet-need needs the layer nobody.writes/1"
expect "no plugin" 2 nclass check
