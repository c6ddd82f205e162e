#!/bin/bash
# --output-dir: a file for each input; --format dolma.
. "$(dirname "$0")/../lib.sh"
run() { nclass run --quiet --plugins template "$@"; }

mkdir -p "$work/in/a/b" "$work/in/c"
printf '{"id":1,"text":"Héllo one.\\nTwo"}\n{"id":2,"texx":"b"}\n{"id":"3","text":"three"}\n' >"$work/in/a/x.jsonl"
: >"$work/in/c/empty.jsonl"
echo "plain text" >"$work/in/a/b/y.txt"
printf '<p>one<p>two' >"$work/in/page.html"
files() { (cd "$1" && find . -type f | sort | sed 's|^\./||' | xargs); }

expect "--output-dir: status 1, one failed" 1 run -f jsonl --output-dir "$work/res" "$work/in" 2>/dev/null
is "a file an input, in folders like theirs" "$(files "$work/res")" \
	"a/b/y.txt.jsonl a/x.jsonl c/empty.jsonl page.html.jsonl"
is "each with its own records" "$(cd "$work/res" && wc -l <a/x.jsonl; wc -l <c/empty.jsonl; wc -l <page.html.jsonl)" "$(printf '3\n0\n1')"
run -f jsonl "$work/in" >"$work/all" 2>/dev/null
is "the same as together" "$(cat "$work/res/a/b/y.txt.jsonl" "$work/res/a/x.jsonl" "$work/res/page.html.jsonl")" "$(cat "$work/all")"
for jobs in 0 1 3; do
	run -f jsonl --jobs $jobs --output-dir "$work/res$jobs" "$work/in" 2>/dev/null
	same "the same with --jobs $jobs" <(cd "$work/res$jobs" && cat $(files .)) <(cd "$work/res" && cat $(files .))
done
expect "text" 1 run -f text --output-dir "$work/text" "$work/in" 2>/dev/null
is "has its ending" "$(files "$work/text")" "a/b/y.txt a/x.jsonl.txt c/empty.jsonl.txt page.html.txt"
is "and no empty line at a file's top" "$(cat "$work/text/page.html.txt")" "$(printf 'one\ntwo')"
expect "a folder of results in the inputs" 1 run -f jsonl --output-dir "$work/in/results" "$work/in" 2>/dev/null
expect "is no input" 1 run -f jsonl --output-dir "$work/in/results" "$work/in" 2>/dev/null
is "of the next run" "$(files "$work/in/results")" "$(files "$work/res")"
rm -r "$work/in/results"
expect "what is named itself" 0 run -f jsonl --output-dir "$work/one" "$work/in/a/b/y.txt" - </dev/null
is "stands at the top" "$(files "$work/one")" "standard-input.jsonl y.txt.jsonl"

mkdir "$work/in2"
echo "other" >"$work/in2/page.html"
expect "two inputs with one file: status 2" 2 nclass run -p template -f jsonl --output-dir "$work/two" "$work/in/page.html" "$work/in2/page.html"
err_has "both are named" "in2/page.html: another input has been written to $work/two/page.html.jsonl"
expect "the folder of inputs: status 2" 2 run -f jsonl --output-dir "$work/in" "$work/in" 2>/dev/null
expect "an input over itself: status 2" 2 nclass run -p template -f text --output-dir "$work/in/a/b" "$work/in/a/b/y.txt"
err_has "is told" "would be written over itself"
is "and left alone" "$(cat "$work/in/a/b/y.txt")" "plain text"
expect "--output and --output-dir: status 2" 2 run -o "$work/x" --output-dir "$work/y" "$work/in" 2>/dev/null
echo >"$work/file"
expect "a folder that cannot be made: status 3" 3 nclass run -p template -f jsonl --output-dir "$work/file/x" "$work/in" 2>/dev/null
err_has "is named" "the folder cannot be made"
expect "a file for a folder: status 2" 2 nclass run -p template --output-dir "$work/file" "$work/in"
err_has "is told" "--output-dir: $work/file is no folder"

expect "--format dolma" 1 nclass run -q --plugins section,boiler,topic --format dolma --output-dir "$work/attributes" "$work/in/a" "$work/in/c"
is "keeps the names" "$(files "$work/attributes")" "b/y.txt empty.jsonl x.jsonl"
is "ids, order and spans of characters" "$(python3 - "$work/in/a/x.jsonl" "$work/attributes/x.jsonl" <<'END_PY'
import json, sys
docs, attributes = ([json.loads(l) for l in open(p, encoding="utf-8")] for p in sys.argv[1:])
assert len(docs) == len(attributes)
for d, a in zip(docs, attributes):
    assert d["id"] == a["id"] and set(a) == {"id", "attributes"}
    found = set()
    for key, spans in a["attributes"].items():
        tool, layer, label = key.split("__")
        assert tool == "nclass" and spans
        for begin, end, score in spans:
            assert 0 <= begin < end <= len(d["text"]) and 0 <= score <= 1
            if layer == "boiler":
                found.add(d["text"][begin:end])
    print(*sorted(found), sep="|", end=";")
END_PY
)" "Héllo one.|Two;;three;"
