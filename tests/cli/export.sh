#!/bin/bash
# nclass model export: svm-predict of Debian's libsvm-tools answers as nclass.
. "$(dirname "$0")/../lib.sh"
cd "$work" || exit 1
command -v svm-predict >/dev/null || { skip "libsvm-tools is not installed"; exit 0; }

# Documents of random words, of which some speak for a label; with one label
# each, and with any number of them. Labels have odd names.
python3 - <<'PY'
import json, random
random.seed(7)
labels = ["a b", "\u00e9t\u00e9\n", "c\"", "\u65e5", "d\te"]
def text(own):
    words = ["w%d" % int(random.expovariate(0.02)) for _ in range(random.randint(3, 60))]
    for l in own:
        words += ["own%d_%d" % (labels.index(l), random.randint(0, 9)) for _ in range(random.randint(0, 6))]
    random.shuffle(words)
    return " ".join(words)
with open("one.jsonl", "w") as one, open("many.jsonl", "w") as many, open("two.jsonl", "w") as two:
    for i in range(400):
        own = [random.choice(labels)]
        json.dump({"id": i, "text": text(own), "labels": own}, one); one.write("\n")
        own = [random.choice(labels[:2])]
        json.dump({"id": i, "text": text(own), "labels": own}, two); two.write("\n")
        # nearly always one: what is said of the others tells of each
        own = [l for l in labels if random.random() < 0.3] if i % 8 == 0 else [random.choice(labels)]
        json.dump({"id": i, "text": text(own), "labels": own}, many); many.write("\n")
PY

# compare NAME PYTHON: answers of svm-predict against what nclass run says.
# There: model folder `dir`, `run` (records), `labels` (names by number).
compare() {
	python3 - "$2" "$work/run" "$3" >"$work/py" 2>&1 <<'PY' && ok "$1" || not_ok "$1" "$work/py"
import json, os, re, sys
dir, run, code = sys.argv[1], sys.argv[2], sys.argv[3]
run = [json.loads(line) for line in open(run, encoding="utf-8")]
labels = {}
for line in open(dir + "/labels", encoding="utf-8"):
    number, threshold, id, name = line.rstrip("\n").split("\t")
    labels[int(number)] = json.loads(name)
def out(name):
    return [int(float(x)) for x in open(os.path.join(dir, name)) if not x.startswith("labels")]
answers = [[int(n) for n in line.split(",") if n.strip()] for line in open(dir + "/data.answers")]
data = open(dir + "/data").read().splitlines()
assert len(data) == len(answers) == len(open(dir + "/data.labels").readlines())
exec(code)
print(len(run), "documents")
PY
}

for kind in one two; do
	expect "train on $kind.jsonl: one label each" 0 nclass train topic --folds 2 -q -o $kind.ncm $kind.jsonl
	expect "export it" 0 nclass model export $kind.ncm --data $kind.jsonl -o $kind
	is "without a word" "$(cat "$work/out")" ""
	[ ! -e $kind.part ] && ok "nothing else is left" || not_ok "nothing else is left"
	expect "svm-predict" 0 svm-predict $kind/data $kind/all.model $kind/out
	nclass run --plugins topic --model topic=./$kind.ncm --set topic.max-topics=1 \
		--format jsonl $kind.jsonl >run 2>err
	compare "agrees with nclass run" $kind '
svm = out("out")
assert len(svm) == 400
for i, d in enumerate(run):
    assert labels[svm[i]] == d["topics"][0]["label"], (i, svm[i], d["topics"])
    assert answers[i] == [svm[i]], i'
done

expect "train on any number of labels" 0 nclass train topic --folds 2 -q -o many.ncm many.jsonl
expect "export it" 0 nclass model export many.ncm --data many.jsonl -o many
for n in 1 2 3 4 5; do
	svm-predict many/data many/000$n.model many/$n.out >/dev/null 2>&1 || not_ok "svm-predict $n"
done
nclass run --plugins topic --model topic=./many.ncm --set topic.at-least-one=no \
	--format jsonl many.jsonl >run 2>err
compare "a file a label agrees with nclass run" many '
svm = [out("%d.out" % n) for n in range(1, 6)]
given = 0
for i, d in enumerate(run):
    got = [n for n in range(1, 6) if svm[n - 1][i] == 1]
    assert got == answers[i], (i, got, answers[i])
    assert sorted(labels[n] for n in got) == sorted(t["label"] for t in d["topics"]), i
    given += len(got)
assert 300 < given < 1500, given
others = [line for line in data if re.search(r" %d:" % (len(open(dir + "/features").readlines())), line)]
assert others, "no document has a column of others"'
compare "features are named" many '
rows = [line.rstrip("\n").split("\t") for line in open(dir + "/features", encoding="utf-8")]
assert [int(r[0]) for r in rows] == list(range(1, len(rows) + 1))
known = {int(r[0]): json.loads(r[2]) for r in rows if r[2] != "null"}
for line in data:
    last = 0
    for part in line.split()[1:]:
        column, value = part.split(":")
        assert int(column) > last and int(column) in known and float(value) != 0
        last = int(column)
names = set(known.values())
assert any(n.startswith("own0") for n in names), names'

# blocks: what is said of each by itself
python3 - <<'PY'
import json
roles = ["headline", "byline", "body"]
with open("blocks.jsonl", "w") as f:
    for i in range(6):
        json.dump({"blocks": [
            {"text": "Council votes on plan number %d again" % i, "role": "headline"},
            {"text": "By Jo Doe", "role": "byline"},
            {"text": "The council voted on Tuesday to keep the plan. " * (i + 1), "role": "body"},
            {"text": "Share this story", "role": None}]}, f)
        f.write("\n")
PY
if [ -f "$top/models/section.ncm" ]; then
	expect "export a model of blocks" 0 nclass model export section --data blocks.jsonl -o section
	expect "svm-predict" 0 svm-predict section/data section/all.model section/out
	: >run
	compare "says of each block what nclass says of it by itself" section '
svm = out("out")
assert len(svm) == 24
assert [[n] for n in svm] == answers
assert answers[0] != answers[2]'
fi

expect "without data: the model alone" 0 nclass model export one.ncm -o alone
is "its files" "$(cd alone && echo *)" "README all.model features labels"
expect "a folder that is there: status 2" 2 nclass model export one.ncm -o alone
err_has "is told" "alone is there already"
expect "no folder: status 2" 2 nclass model export one.ncm
expect "two models: status 2" 2 nclass model export one.ncm two.ncm -o both
expect "a folder that cannot be made: status 3" 3 nclass model export one.ncm -o no/such/folder
echo '{"text":"x"' >broken.jsonl
expect "data that cannot be read: status 3" 3 nclass model export one.ncm --data broken.jsonl -o broken
[ ! -e broken ] && ok "leaves no folder under the name" || not_ok "leaves no folder under the name"
echo '{"text":"own1_1 own1_2","labels":["new"]}' >unknown.jsonl
expect "a label that the model does not have" 0 nclass model export one.ncm --data unknown.jsonl -o unknown
is "is 0" "$(cut -d' ' -f1 unknown/data)" 0
