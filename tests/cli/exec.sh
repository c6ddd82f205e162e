#!/bin/bash
# exec: plugins that are programs. Whatever one does costs its document alone.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/exec.so" ] || exit 0
cd "$work" || exit 1

# What a program is told, and what becomes of what it answers.
cat >told.ini <<'END'
[plugin]
version = 1.5
command = exec python3 told.py
	"two words"
offsets = utf16
[layer test.cities/1]
kind = spans
labels = city, big city
[layer test.all/1]
kind = document
labels = seen
[layer test.told/1]
kind = values
[layer example.template/1]
use = reads-optional
kind = blocks
[option least]
type = integer
value = 3
min = 1
max = 9
[option words]
type = list
value = Köln,Rom
[option loud]
type = flag
value = no
END
cat >told.py <<'END'
import json, os, sys
for line in sys.stdin:
    d = json.loads(line)
    text = d["text"].encode("utf-16-le")
    at = d["text"].find("Köln")
    at = len(d["text"][:at].encode("utf-16-le")) // 2
    told = {"args": sys.argv[1:], "options": json.loads(os.environ["NCLASS_OPTIONS"]),
            "protocol": os.environ["NCLASS_PROTOCOL"], "title": d["values"].get("title"),
            "blocks": [text[2 * b["begin"]:2 * b["end"]].decode("utf-16-le") for b in d["blocks"]],
            "layers": d["layers"]}
    print(json.dumps({"n": d["n"], "layers": {
        "test.cities/1": {"spans": [{"begin": at, "end": at + 4, "label": "big city", "score": 0.5}]},
        "test.all/1": {"labels": [{"label": "seen"}]},
        "test.told/1": {"values": {"told": json.dumps(told, ensure_ascii=False, sort_keys=True), "two": ["a", "b"]}}}}), flush=True)
END
echo '{"text":"😀 \"é\" in\nKöln","title":"A\u0001b"}' >told.jsonl
expect "a program" 0 nclass run -p template,./told.ini --set told.loud=yes --set template.words=2 told.jsonl
out_has "its span, by its offsets" '"test.cities/1":{"spans":[{"begin":13,"end":18,"label":"big city","score":0.5000}]}'
out_has "a score is 1 where it says none" '"test.all/1":{"labels":[{"label":"seen","score":1.0000}]}'
out_has "its values" '"two":["a","b"]'
python3 - out >told.txt <<'END'
import json, sys
d = json.loads(open(sys.argv[1]).readline())
print(d["values"]["told"])
END
is "what it was told" "$(cat told.txt)" '{"args": ["two words"], "blocks": ["😀 \"é\" in", "Köln"], "layers": {"example.template/1": {"blocks": [{"block": 1, "label": "brief", "score": 1.0}]}}, "options": {"least": 3, "loud": true, "words": ["Köln", "Rom"]}, "protocol": "1", "title": "A\u0001b"}'

# As a plugin.
expect "its page" 0 nclass plugins ./told.ini
out_has "has its version" "told 1.5: a program that speaks JSON lines"
out_has "its layers" "writes test.cities/1 (spans)"
out_has "its options" "--set told.least=3"
out_has "those of exec" "--set told.timeout=10"
expect "an option is checked" 2 nclass run -p ./told.ini --set told.least=0 told.jsonl
err_has "as of any plugin" 'told.least: "0" is not a whole number'
expect "it has an alias" 0 nclass run -p mine=./told.ini told.jsonl
out_has "which its layers have" '"mine.cities/1":{'
expect "it is found by name" 0 nclass run --plugin-path "$work" -p told told.jsonl
out_has "as others are" '"test.cities/1"'
expect "and listed" 0 nclass plugins --plugin-path "$work"
out_has "with its file" "$work/told.ini"
printf '[plugin]\ncommand = cat\n[layer test.cities/1]\nuse = reads\nkind = spans\n' >needs.ini
expect "a writer is missing" 3 nclass run --plugin-path "$work" -p needs told.jsonl
err_has "and named" "told"
chmod o+w told.py
expect "a program that all can write, found by name" 3 nclass run --plugin-path "$work" -p told told.jsonl
err_has "is refused" "told.py: the file is writable by everybody"
expect "by path it is the user's choice" 0 nclass run -p ./told.ini told.jsonl
expect "it is refused" 2 nclass run --isolate -p ./told.ini told.jsonl
err_has "under --isolate" "--isolate: told runs a program of its own"
expect "exec alone" 3 nclass run -p exec told.jsonl
err_has "tells what to do" "name that file, as in --plugins ./mine.ini"
printf '[plugin]\ncomand = cat\n' >wrong.ini
expect "a mistake in the file" 3 nclass run -p ./wrong.ini told.jsonl
err_has "has its line" './wrong.ini: line 2: [plugin] has no key "comand"; did you mean "command"?'

# Whatever it does.
cat >bad.py <<'END'
import json, os, sys, time
mode = sys.argv[1]
def answer(n, more=""):
    return '{"n":%d,"layers":{"test.x/1":{"spans":[{"begin":0,"end":1,"label":"a"}%s]}}}' % (n, more)
def span(n, text): return '{"n":%d,"layers":{"test.x/1":{"spans":[%s]}}}' % (n, text)
for line in sys.stdin:
    n = json.loads(line)["n"]
    out = answer(n)
    if "BAD" in line:
        if mode == "die": sys.stderr.write("first\nTraceback\nout of \x1b[1mluck\n"); sys.exit(3)
        elif mode == "crash": os.abort()
        elif mode == "hang": time.sleep(100)
        elif mode == "shut": os.close(1); time.sleep(100)
        elif mode == "deaf": os.close(0); time.sleep(100)
        elif mode == "long":
            try:
                while True: sys.stdout.write("x" * 1000000)
            except OSError: os._exit(0)
        elif mode == "noisy": sys.stderr.write("noise " * 100000 + "\n")
        out = {"nonsense": "hello", "list": "[1]", "order": answer(n - 1), "none": '{"layers":{}}',
               "two": out + "\n" + out, "empty": "", "nul": '{"n":%d,"error":"a\\u0000b"}' % n,
               "far": span(n, '{"begin":0,"end":99,"label":"a"}'),
               "half": span(n, '{"begin":0,"end":1.5,"label":"a"}'),
               "cut": span(n, '{"begin":0,"end":5,"label":"a"}'),
               "back": span(n, '{"begin":2,"end":1,"label":"a"}'),
               "label": span(n, '{"begin":0,"end":1,"label":"b"}'),
               "nolabel": span(n, '{"begin":0,"end":1}'),
               "score": span(n, '{"begin":0,"end":1,"label":"a","score":2}'),
               "twice": span(n, '{"begin":0,"begin":0,"end":1,"label":"a"}'),
               "typo": span(n, '{"begin":0,"end":1,"lable":"a"}'),
               "layer": '{"n":%d,"layers":{"test.y/1":{"spans":[]}}}' % n,
               "kind": '{"n":%d,"layers":{"test.x/1":{"labels":[]}}}' % n,
               "error": '{"n":%d,"error":"too blue"}' % n}.get(mode, out)
    sys.stdout.write(out + "\n")
    sys.stdout.flush()
    if mode == "once": sys.exit(0)
END
cat >bad.ini <<'END'
[plugin]
command = exec python3 -SE bad.py $MODE
start-timeout = 30
timeout = 30
[layer test.x/1]
kind = spans
labels = a
END
printf '{"text":"%s"}\n' one two three "abcdé BAD" four five >docs.jsonl
while IFS='|' read -r mode want; do
	mode=${mode// /} time=30
	[ $mode != hang ] || time=3
	expect "$mode: costs a document" 1 env MODE="$mode" \
		"$build/nclass" run -j 1 -p ./bad.ini --set bad.timeout=$time docs.jsonl
	is "$mode: the others are done" "$(grep -c '"spans":\[{"begin":0,"end":1,"label":"a","score":1.0000}\]' out)" 5
	err_has "$mode: told" "docs.jsonl: bad: ${want# }"
done <<'END'
die      | its program ended without an answer (exit status 3); it said last: out of  [1mluck
crash    | its program was ended by signal 6 (Aborted)
hang     | its program gave no answer in 3 s (options timeout, start-timeout)
shut     | its program closed its standard input or output
long     | its program answered with more than 64 MiB
nonsense | its program's answer is no JSON object: hello
list     | its program's answer is no JSON object: [1]
empty    | its program's answer is no JSON object:
none     | its program's answer is without the number "n" of the request
nul      | its program's answer is no JSON object
order    | its program answered request
two      | its program answered with more than one line
far      | the answer of its program: test.x/1, item 1: "end" is 99, but the text has 10 bytes
half     | the answer of its program: test.x/1, item 1: "end" is 1.5, but
cut      | span [0, 5) cuts a character
back     | span [2, 1) in a text of 10 bytes
label    | the answer of its program: test.x/1, item 1: label "b", which is not among those declared
nolabel  | the answer of its program: test.x/1, item 1: no "label"
score    | a score of 2: scores run from 0 to 1
twice    | the answer of its program: test.x/1, item 1: "begin" stands twice
typo     | the answer of its program: test.x/1, item 1: "lable" is not known
layer    | the answer of its program: layer "test.y/1", which it does not declare to write
kind     | the answer of its program: test.x/1, item 1: "labels" is not known
error    | too blue
END
# These do no harm.
for mode in once noisy; do
	expect "$mode: all are done" 0 env MODE=$mode "$build/nclass" run -j 2 -p ./bad.ini docs.jsonl
done
# What closes its input is found out at the next document, which is done by a fresh one.
expect "deaf: its document" 1 env MODE=deaf "$build/nclass" run -j 1 -p ./bad.ini docs.jsonl
is "deaf: alone" "$(grep -c '"spans":\[{' out)" 5
sed 's/^command.*/command = nosuchprogram/' bad.ini >gone.ini
expect "a program that is not there ends the run" 3 nclass run -p ./gone.ini docs.jsonl
err_has "and why" "gone: its program ended without an answer (exit status 127); it said last:"
sed 's/^command.*/command = false/' bad.ini >false.ini
expect "one that ends at once costs all" 1 nclass run -j 2 -p ./false.ini docs.jsonl
is "each of them" "$(grep -c '"status":"failed"' out)" 6
expect "it is heard" 0 env MODE=noisy "$build/nclass" run -j 0 -p ./bad.ini --set bad.show-stderr=yes docs.jsonl
err_has "where asked" "bad: noise noise"

# A large document, both ways at once.
python3 -c 'import json; print(json.dumps({"text": "wörd " * 2000000}))' >large.jsonl
expect "a document of megabytes" 0 env MODE=none "$build/nclass" run -p ./bad.ini large.jsonl

# The same, whoever does it, and in whatever order.
for i in $(seq 300); do echo "{\"text\":\"$i Köln\"}"; done >many.jsonl
expect "with one worker" 0 nclass run -j 1 -p ./told.ini many.jsonl
mv out one
expect "with three" 0 nclass run -j 3 -p ./told.ini many.jsonl
same "the same bytes" out one
cd "$top" || exit 1
left() { find /proc -maxdepth 2 -name cwd -lname "$work" 2>/dev/null | wc -l; }
for _ in {1..600}; do # what was killed takes a moment to go
	[ "$(left)" != 0 ] || break
	sleep 0.1
done
is "no program is left behind" "$(left)" 0
