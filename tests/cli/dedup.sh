#!/bin/bash
# The plugin dedup signs documents and blocks, nclass dedup groups them.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/dedup.so" ] || exit 0
cd "$work" || exit 1

# 60 texts of 400 words, each with copies at known similarities of shingles.
cat >make.py <<'END'
import json, random
random.seed(11)
words = ["w%d" % i for i in range(9000)]
def edited(base, share):
    """A copy that has about this share of its shingles in common."""
    text, one = list(base), set(zip(*(base[i:] for i in range(5))))
    while True:
        two = set(zip(*(text[i:] for i in range(5))))
        j = len(one & two) / len(one | two)
        if j <= share:
            return text, j
        text[random.randrange(len(text))] = random.choice(words)
with open("docs.jsonl", "w") as out, open("similar.json", "w") as truth:
    known = {}
    for n in range(60):
        base = random.choices(words, k=400)
        copies = {"same": (base, 1.0)}
        for share in (95, 90, 70, 50, 20):
            copies[str(share)] = edited(base, share / 100)
        out.write(json.dumps({"id": "%d first" % n, "text": " ".join(base)}) + "\n")
        for name, (text, j) in copies.items():
            known["%d %s" % (n, name)] = j
            # lines and case are no matter
            out.write(json.dumps({"id": "%d %s" % (n, name), "text": " ".join(text).upper() if name == "same" else " ".join(text)}) + "\n")
    json.dump(known, truth)
END
python3 make.py
expect "documents are signed" 0 nclass run -p dedup -o signed.jsonl.gz docs.jsonl
expect "near-duplicates are grouped" 0 nclass dedup signed.jsonl.gz
err_has "and counted" "420 lines, 420 documents with a signature: 60 groups"
cp out groups
cat >judge.py <<'END'
import json
truth = json.load(open("similar.json"))
got = {d["id"]: d for d in map(json.loads, open("groups"))}
def found(name): return sum("%d %s" % (n, name) in got for n in range(60))
def firsts(): return sum(got.get("%d first" % n, {}).get("keep") is True for n in range(60))
errors = [abs(got[k]["similar"] - truth[k]) for k in truth if k in got]
print("first of each kept:", firsts())
print("copies:", found("same"), "at 0.95:", found("95"), "at 0.90:", "all but few" if found("90") >= 57 else found("90"))
print("at 0.70:", "few" if found("70") <= 3 else found("70"), "at 0.50:", found("50"), "at 0.20:", found("20"))
print("similarities are right:", max(errors) < 0.13 and sum(errors) / len(errors) < 0.03)
mixed = {d["group"]: set() for d in got.values()}
for d in got.values(): mixed[d["group"]].add(d["id"].split()[0])
print("groups are pure:", all(len(m) == 1 for m in mixed.values()))
END
is "as similar as they are" "$(python3 judge.py)" "first of each kept: 60
copies: 60 at 0.95: 60 at 0.90: all but few
at 0.70: few at 0.50: 0 at 0.20: 0
similarities are right: True
groups are pure: True"
is "a line of it" "$(head -n 2 groups)" '{"group":0,"id":"0 first","file":"signed.jsonl.gz","line":1,"keep":true,"similar":1.0000}
{"group":0,"id":"0 same","file":"signed.jsonl.gz","line":2,"keep":false,"similar":1.0000}'
expect "a lower threshold" 0 nclass dedup -t 0.4 signed.jsonl.gz
is "groups more" "$(grep -c ' 50"' out) $(grep -c ' 20"' out)" "60 0"
expect "little memory" 0 nclass dedup --memory 64K --temp "$work" signed.jsonl.gz
same "changes nothing" out groups
is "no file is left behind" "$(find . -name 'nclass-*' | wc -l)" 0
gunzip -k signed.jsonl.gz
expect "to a file" 0 nclass dedup -q -o twice.jsonl signed.jsonl - <signed.jsonl
is "which is whole" "$(wc -l <twice.jsonl)" "$(grep -c . groups)"

# What is one document to the eye, whatever stands around it.
cat >pages.jsonl <<'END'
{"id":1,"text":"The council voted on Tuesday night to sell the old tram depot by the river to a builder of houses after a debate of seven hours.\n\nshort"}
{"id":"x\u0022","text":"The council voted on Tuesday night to sell the old tram depot by the river to a builder of houses after a debate of seven hours.\n\nA block of other words stands here, long enough to be signed by itself, since it has more words than the option asks for."}
{"text":""}
{"text":"two words"}
{"text":"Two  words"}
END
expect "blocks are signed" 0 nclass run -p dedup --set dedup.block-words=20 --set dedup.block-bins=32 -o blocks.jsonl pages.jsonl
is "the long ones" "$(grep -o '"minhash-blocks":.\{5\}' blocks.jsonl)" '"minhash-blocks":"0:5:
"minhash-blocks":["0:5'
expect "blocks are grouped" 0 nclass dedup --of blocks blocks.jsonl
same "by their numbers" out - <<'END'
{"group":0,"id":1,"file":"blocks.jsonl","line":1,"block":0,"keep":true,"similar":1.0000}
{"group":0,"id":"x\u0022","file":"blocks.jsonl","line":2,"block":0,"keep":false,"similar":1.0000}
END
expect "texts shorter than a shingle" 0 nclass dedup blocks.jsonl
is "are one" "$(sed 's/.*"line":\([0-9]*\).*/\1/' out | xargs)" "4 5"
err_has "those without a word are counted" "without a signature: 1; failed documents: 0; bad lines: 0"

# Lines that were written with --merge.
expect "merged" 0 nclass run -p dedup --set dedup.block-words=20 --set dedup.block-bins=32 --merge -o merged.jsonl pages.jsonl
expect "are read too" 0 nclass dedup --of blocks merged.jsonl
is "with their ids" "$(sed 's/.*"id":\([^,]*\),.*/\1/' out | xargs -d '\n')" '1 "x\u0022"'

# Only what boiler keeps counts.
expect "with boiler" 0 nclass run -p section,boiler,dedup "$top/examples/article.txt"
cp out one
expect "without it" 0 nclass run -p dedup "$top/examples/article.txt"
sed -n 's/.*"minhash":\("[^"]*"\).*/\1/p' one >first
sed -n 's/.*"minhash":\("[^"]*"\).*/\1/p' out >second
is "the signature is another" "$(cmp -s first second && echo same)" ""

# What is wrong is told.
expect "no signatures" 3 nclass dedup <(nclass run -p template pages.jsonl)
err_has "and what to do" "none of the documents has a signature: label them with the plugin dedup"
expect "no lines of run" 1 nclass dedup pages.jsonl
err_has "are named" 'pages.jsonl:1: no line of nclass run (it has no "index" and "status")'
nclass run -q -p dedup --set dedup.bins=64 pages.jsonl >other.jsonl
expect "signatures of two kinds" 3 nclass dedup blocks.jsonl other.jsonl
err_has "are refused" "other.jsonl:1: its signatures are of 5 words and 64 bins, those before of 5 and 128"
sed 's/"minhash":"5:../"minhash":"5:xy/' other.jsonl >spoilt.jsonl
expect "a spoilt one" 1 nclass dedup spoilt.jsonl
err_has "is told" 'spoilt.jsonl:1: "minhash" holds no signature'
expect "a wrong threshold" 2 nclass dedup -t 1.5 blocks.jsonl
expect "no input" 2 nclass dedup
expect "no such file" 3 nclass dedup nothing.jsonl
err_has "it is told" "nothing.jsonl: no such file"
err_has "it is not taken for a line" "nclass: 0 lines, "
expect "more bands than bins" 2 nclass dedup --bands 200 blocks.jsonl
expect "no such folder" 3 nclass dedup --temp ./nowhere blocks.jsonl
: >empty.jsonl
expect "nothing at all" 0 nclass dedup empty.jsonl
is "is nothing" "$(wc -c <out)" 0
