#!/bin/bash
# nclass explain: sums that come out, the scores of a run, words at their
# places, and what cannot be explained.
. "$(dirname "$0")/../lib.sh"
[ -f "$top/models/topic.ncm" ] || exit 0
article=$top/examples/article.txt

# check NAME PYTHON: over the lines of $work/out as `docs`.
check() {
	if python3 - "$work/out" "$2" >"$work/py" 2>&1 <<'PY'
import json, sys
docs = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
def labels(doc):
    for use in doc["plugins"]:
        for item in use.get("blocks", [use]):
            for label in item["labels"]:
                yield use, item, label
exec(sys.argv[2])
PY
	then ok "$1"; else not_ok "$1" "$work/py"; fi
}

expect "an article" 0 nclass run --format jsonl "$article"
cp "$work/out" "$work/run"
expect "is explained" 0 nclass explain --top 400 --likeliest 30 "$article"
check "all four plugins are there" \
	'assert [u["plugin"] for u in docs[0]["plugins"]] == ["section", "boiler", "lang", "topic"]'
check "what the features add is the decision" '
n = 0
for use, item, label in labels(docs[0]):
    total = label["bias"] + label["left_adds"] + sum(r["adds"] for r in label["reasons"])
    assert abs(total - label["decision"]) < 3e-4, (label["label"], total, label["decision"])
    n += 1
assert n > 300, n'
check "neighbours add to what a block says alone" '
from math import log
for use, item, label in labels(docs[0]):
    if use["unit"] != "block" or not 0.01 < label["own"] < 0.99 or not 0.01 < label["score"] < 0.99: continue
    odds = lambda p: log(p / (1 - p))
    got = odds(label["own"]) + label["above"] + label["below"]
    assert abs(got - odds(label["score"])) < 0.02, (item["block"], label["label"])'
cp "$work/run" "$work/run.jsonl"
export RUN=$work/run.jsonl ARTICLE=$article
check "scores are those of a run" '
import os
run = json.loads(open(os.environ["RUN"], encoding="utf-8").readline())
use = {u["plugin"]: u for u in docs[0]["plugins"]}
for i, b in enumerate(run["blocks"]):
    role = use["section"]["blocks"][i]
    assert (role["begin"], role["end"]) == (b["begin"], b["end"])
    assert role["verdict"] == {"label": b["role"], "score": b["role_score"]}
    assert role["labels"][0]["label"] == b["role"]
    assert role["labels"][0]["score"] == b["role_score"]
    keep = use["boiler"]["blocks"][i]["verdict"]
    assert keep == {"label": "keep" if b["keep"] else "drop", "score": b["score"]}
given = [(t["label"], t["score"]) for t in use["topic"]["labels"] if t["assigned"]]
assert given == [(t["label"], t["score"]) for t in run["topics"]]'
check "words stand at their places" '
import os, re
text = open(os.environ["ARTICLE"], "rb").read()
n = 0
for use, item, label in labels(docs[0]):
    for r in label["reasons"]:
        if r["group"] not in ("words", "pairs", "word", "short"): continue
        assert r["places"], r
        for b, e in r["places"]:
            word = lambda s: re.sub(r"\W", "", s.lower())
            assert word(text[b:e].decode()) == word(r["name"]), r
            n += 1
assert n > 300, n'
check "every feature has a name" '
for use, item, label in labels(docs[0]):
    for r in label["reasons"]: assert r["name"], r'

expect "one plugin, one label, two blocks" 0 \
	nclass explain --plugin section --label body --block 3 --block 0 --top 2 "$article"
check "narrows it to them" '
use, = docs[0]["plugins"]
assert [b["block"] for b in use["blocks"]] == [0, 3]
for b in use["blocks"]:
    assert [l["label"] for l in b["labels"]] == ["body"]
    assert len(b["labels"][0]["reasons"]) <= 4 and b["labels"][0]["left"] > 50'
expect "for a person" 0 nclass explain --format pretty --plugin topic "$article"
out_has "tells what speaks for a topic" ": given"
out_has "and the sum" "in all"
expect "a block's role and verdict" 0 nclass explain --format pretty --block 20 "$article"
out_has "alone and among neighbours" "alone "
out_has "what the role added" "role "

# text that would command a terminal, in words, patterns and whole blocks
printf 'Evil \033[2J\033]0;x\007 block\n\nBy \033[31mJo Doe\342\200\256\n' >"$work/evil.txt"
expect "control characters" 0 nclass explain --format pretty "$work/evil.txt"
is "reach no terminal" "$(grep -c $'[\033\007]' "$work/out")" 0
expect "control characters in JSON lines" 0 nclass explain --format jsonl "$work/evil.txt"
check "are escaped" 'assert docs[0]["status"] == "ok"'
: >"$work/empty.txt"
expect "an empty document" 0 nclass explain "$work/empty.txt"
check "has nothing to explain" 'assert not list(labels(docs[0]))'
expect "an empty document, pretty" 0 nclass explain --format pretty "$work/empty.txt"
printf '{"id":1,"text":"A short text."}\n{"id":2}\n{"id":3,"text":"Another one.","title":"Police arrest two"}\n' >"$work/three.jsonl"
expect "one bad document of three: status 1" 1 nclass explain "$work/three.jsonl"
check "the others are explained" \
	'assert [d["status"] for d in docs] == ["ok", "failed", "ok"]'
printf '{"id":3,"text":"Another one.","title":"Police arrest two"}\n' >"$work/title.jsonl"
expect "a title that is not in the text" 0 \
	nclass explain --plugins topic --top 99 "$work/title.jsonl"
check "has names for its words" '
names = [r["name"].lower() for u, i, l in labels(docs[0]) for r in l["reasons"]]
assert "police" in names, names'
expect "no such file: status 3" 3 nclass explain "$work/none.txt"

expect "a plugin that is not there: status 2" 2 nclass explain --plugin topics "$article"
err_has "is named" 'no "topics" with a model'
expect "a label that no model has: status 2" 2 nclass explain --label sprot "$article"
err_has "is named" 'no model has "sprot"'
expect "a block that is no number: status 2" 2 nclass explain --block x "$article"
err_has "is told" "no block's number"
expect "a block that is not there: status 1" 1 nclass explain --block 0 --block 999 "$article"
err_has "says which there are" "--block 999: there are 24 blocks, 0 to 23"
