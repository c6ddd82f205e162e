#!/bin/bash
# nclass train: a model of a few documents, and what is said to wrong data.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
python3 - "$work" <<'END'
import json, random, sys
words = {"sport": "goal match team coach league cup striker referee",
         "money": "bank market shares profit investor price growth tax"}
random.seed(1)
with open(sys.argv[1] + "/data.jsonl", "w") as f:
    for i in range(80):
        label = ("sport", "money")[i % 2]
        text = " ".join(random.choices(words[label].split() + "the of and in".split(), k=40))
        f.write(json.dumps({"id": i, "text": text.capitalize() + ".", "labels": [label], "site": f"site{i % 10}.org"}) + "\n")
END
train() { nclass train topic --min-count 1 --folds 2 "$@"; }
echo '{"sport":"medtop:15000000","money":"medtop:04000000"}' >"$work/ids.json"

expect "train" 0 train -o "$work/m.ncm" --label-ids "$work/ids.json" \
	--fact "licence=CC0-1.0" --fact data=made-up "$work/data.jsonl"
is "a model is there" "$(test -s "$work/m.ncm" && echo yes)" yes
is "nothing is beside it" "$(ls "$work"/m.ncm*)" "$work/m.ncm"
is "a report was printed" "$(test -s "$work/out" && echo yes)" yes
expect "model verify" 0 nclass model verify "$work/m.ncm"
expect "model info" 0 nclass model info "$work/m.ncm"
out_has "has the labels" "sport"
out_has "their ids" "medtop:15000000"
out_has "the facts" "CC0-1.0"
out_has "the command" "nclass train topic"
out_has "how far its scores can be trusted" "held-out.reliability"
printf 'The goal of the striker won the match for the team and the coach.\n' >"$work/s.txt"
expect "run with it" 0 nclass run --plugins topic --model "topic=$work/m.ncm" -f jsonl "$work/s.txt"
out_has "finds the topic" '"topics":[{"id":"medtop:15000000","label":"sport"'
train -o "$work/again.ncm" --label-ids "$work/ids.json" \
	--fact "licence=CC0-1.0" --fact data=made-up "$work/data.jsonl" >/dev/null 2>&1
expect "standard input" 0 bash -c "'$build/nclass' train topic --min-count 1 --folds 2 \
	--limit 60 -o '$work/p.ncm' - <'$work/data.jsonl'"
(cd "$work" && train data.jsonl >out 2>err)
is "the model's name is the plugin's" "$(test -s "$work/topic.ncm" && echo yes)" yes

# What stands there already: a link stays one, and a device is no name for a file.
echo old >"$work/old.ncm"
ln -s old.ncm "$work/link.ncm"
expect "an output that is a link" 0 train -o "$work/link.ncm" "$work/data.jsonl"
is "the link stays" "$(readlink "$work/link.ncm")" old.ncm
expect "and its file is the model" 0 nclass model verify "$work/old.ncm"
mkfifo "$work/pipe"
timeout 600 cat "$work/pipe" >"$work/piped.ncm" &
expect "an output that is a pipe" 0 train -o "$work/pipe" "$work/data.jsonl"
is "stays one" "$(test -p "$work/pipe" && echo yes)" yes
wait
expect "and the model came through" 0 nclass model verify "$work/piped.ncm"

# bad NAME STATUS TEXT ARGS...: no model is left.
bad() {
	rm -f "$work/b.ncm"
	expect "$1: status $2" "$2" train -o "$work/b.ncm" "${@:4}"
	err_has "$1" "$3"
	is "$1: no model" "$(ls "$work"/b.ncm* 2>/dev/null)" ""
}
bad "no such data" 3 "none.jsonl" "$work/none.jsonl"
bad "no such field" 3 "--label-field" --label-field nothing "$work/data.jsonl"
bad "an output without a name" 2 "name is empty" -o "" "$work/data.jsonl"
bad "an output that is the data" 2 "is data and the output" -o "$work/data.jsonl" "$work/data.jsonl"
head -n 3 "$work/data.jsonl" >"$work/broken.jsonl"
echo '{"text":"x","labels":' >>"$work/broken.jsonl"
bad "a broken record and --strict" 3 "broken.jsonl:4: " --strict "$work/broken.jsonl"
echo '["no object"]' >"$work/wrong.json"
bad "wrong ids" 3 "where a JSON object should be" --label-ids "$work/wrong.json" "$work/data.jsonl"
printf '{"sport":"a","sport":"b"}' >"$work/twice.json"
bad "a label with two ids" 3 "stands twice" --label-ids "$work/twice.json" "$work/data.jsonl"
printf '{"sport":"\xff"}' >"$work/latin.json"
bad "ids that are not UTF-8" 3 "not valid UTF-8" --label-ids "$work/latin.json" "$work/data.jsonl"
bad "a fact without a key" 2 "not KEY=VALUE" --fact nothing "$work/data.jsonl"
bad "a fact that training says" 2 "training says that itself" --fact held-out.micro-f1=1 "$work/data.jsonl"
for list in ,, any,en en, e english; do
	bad "--languages $list" 2 "as in en,de, or any" --languages "$list" "$work/data.jsonl"
done
bad "a model of what is trained" 2 "topic is what is trained" --model topic=other.ncm "$work/data.jsonl"
bad "too many folds" 2 "fold" --folds 99 "$work/data.jsonl"
bad "an output that cannot be written" 3 "none" -o "$work/none/x.ncm" "$work/data.jsonl"
expect "a misspelt plugin" 3 nclass train topc "$work/data.jsonl"
err_has "a misspelt plugin is told" 'did you mean "topic"?'
expect "a plugin that cannot be trained" 3 nclass train template "$work/data.jsonl"

# Labels are anybody's text: none of it reaches a terminal as a command.
sed 's/"sport"/"a\\u001b[31m\\nb"/' "$work/data.jsonl" >"$work/escapes.jsonl"
expect "labels with escape sequences" 0 train -o "$work/e.ncm" "$work/escapes.jsonl"
is "the report shows none" "$(grep -c $'\x1b' "$work/out")" 0
expect "model info of them" 0 nclass model info "$work/e.ncm"
is "shows none either" "$(grep -c $'\x1b' "$work/out")" 0
out_has "and keeps to a line" "[31m b"

# A signal while it waits for data, and while it trains: labels that nothing
# tells apart, at a cost that keeps the solver at it for long.
python3 - "$build/nclass" "$work" <<'END'
import json, os, random, re, signal, subprocess, sys, time
nclass, work = sys.argv[1:]
random.seed(7)
words = [f"word{i}" for i in range(50)]
data = "".join(json.dumps({"text": " ".join(random.choices(words, k=20)), "labels": [random.choice("ab")]}) + "\n"
               for i in range(4000)).encode()
def until(seen):
    while not seen() and p.poll() is None:
        time.sleep(0.01)
def read(name):
    try:
        return open(f"/proc/{p.pid}/{name}").read()
    except OSError:
        return ""
bad = 0
for name in "reading", "training":
    p = subprocess.Popen([nclass, "train", "topic", "-o", work + "/i.ncm", "--min-count", "1", "--folds", "2",
                          "--solver", "libsvm", "--cost", "1e6", "--jobs", "1", "-"],
                         stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    p.stdin.write(data)
    p.stdin.flush()
    if name == "training":
        p.stdin.close()
        until(lambda: read(f"task/{p.pid}/children")) # a solver
    else: # as soon as it can catch a signal
        until(lambda: re.search("SigCgt:.*[2367abef]$", read("status"), re.M))
    still = p.poll() is None
    p.send_signal(signal.SIGINT)
    p.stdin = None
    err = p.communicate()[1]
    good = still and p.returncode == -signal.SIGINT and not os.path.exists(work + "/i.ncm")
    bad += not good
    print("ok" if good else "not ok", "an interrupt while", name, "leaves no model",
          "" if good else f"{p.returncode} {err}")
sys.exit(bad != 0)
END
[ $? = 0 ] || failures=1

# One label or any number, and what thresholds are for.
expect "any number of labels, as asked" 0 train --multi -o "$work/multi.ncm" "$work/data.jsonl"
out_has "the report says who decided" "any number of labels each, as asked"
out_has "and what thresholds are for" "thresholds: for the best F1 of each label"
expect "one label each, told from the data" 0 train -o "$work/one.ncm" "$work/data.jsonl"
out_has "the report says so" "one label each, as all of the data have"
expect "a precision" 0 train --multi --optimise precision=0.9 -o "$work/p.ncm" "$work/data.jsonl"
out_has "is in the report" "for a precision of 0.9 of each label"
sed '1s/"labels": \["sport"\]/"labels":["sport","money"]/' "$work/data.jsonl" >"$work/several.jsonl"
bad "single with several labels" 3 "1 of 80 documents have several labels" --single "$work/several.jsonl"
sed '1,2s/"labels": \[[^]]*\]/"labels":[]/' "$work/data.jsonl" >"$work/without.jsonl"
bad "single without a label" 3 "2 of 80 documents have no label" --single "$work/without.jsonl"
expect "documents known to have none" 0 train -o "$work/w.ncm" "$work/without.jsonl"
out_has "make it any number" "any number of labels each, as some"
bad "both" 2 "contradict" --single --multi "$work/data.jsonl"
bad "a measure that is none" 2 "precision=P" --optimise best "$work/data.jsonl"
bad "one label only" 3 "nothing to tell apart" <(sed 's/"money"/"sport"/' "$work/data.jsonl")
bad "one document" 3 "too few" --limit 1 "$work/data.jsonl"

# Groups: what cannot be held out together is told.
expect "a misspelt --group-by" 0 train -o "$work/g.ncm" --group-by sit "$work/data.jsonl"
err_has "is told" '80 of 80 records have no "sit" (--group-by)'
expect "a group that is a number" 0 train -o "$work/g.ncm" --group-by id "$work/data.jsonl"
is "is one" "$(grep -c group-by "$work/err")" 0
sed 's/site[0-9]/one/' "$work/data.jsonl" >"$work/group.jsonl"
expect "one group only" 0 train -o "$work/g.ncm" "$work/group.jsonl"
out_has "is told in the report" "all documents are of one group"

# A label on two lines keeps to one in the report.
sed 's/"sport"/"a\\nb\\tc \\"d\\" \xf0\x9f\x8e\x88"/' "$work/data.jsonl" >"$work/lines.jsonl"
expect "a label with a newline" 0 train -o "$work/l.ncm" "$work/lines.jsonl"
out_has "keeps to its line" 'a b c "d" 🎈'
sed 's/"sport"/"a🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈🎈"/' "$work/data.jsonl" >"$work/long.jsonl"
expect "a long label" 0 train -o "$work/l.ncm" "$work/long.jsonl"
is "is cut between characters" "$(iconv -f UTF-8 -t UTF-8 "$work/err" >"$work/utf8" && grep -o "🎈\.\.\. 40" "$work/utf8")" "🎈... 40"
python3 - "$work" <<'END'
import json, sys
with open(sys.argv[1] + "/many.jsonl", "w") as f:
    for i in range(4097):
        f.write(json.dumps({"text": f"word{i} word{i % 7}", "labels": [f"label {i}"]}) + "\n")
END
bad "more labels than a model has" 3 "many.jsonl:4097: topic: over 4096 different labels" "$work/many.jsonl"

# --valid: the same model, measured on other data as eval measures it.
python3 - "$work" <<'END'
import json, random, sys
random.seed(5)
words = {"sport": "goal match team coach league cup", "money": "bank market shares profit price tax"}
def write(name, n):
    with open(sys.argv[1] + "/" + name, "w") as f:
        for i in range(n):
            label = list(words)[i % 2]
            text = " ".join(random.choices(words[label].split() + "the of and in at".split(), k=30))
            f.write(json.dumps({"text": text, "label": label, "site": f"s{i % 8}"}) + "\n")
write("known.jsonl", 40)
write("fresh.jsonl", 20)
END
head -n 3 "$work/known.jsonl" | cat "$work/fresh.jsonl" - >"$work/mixed.jsonl"
train -q -o "$work/plain.ncm" "$work/known.jsonl" >"$work/plain.out"
(cd "$work" && train -q -o valid.ncm --valid fresh.jsonl known.jsonl >valid.out)
is "--valid: the first report is the same" "$(head -n "$(wc -l <"$work/plain.out")" "$work/valid.out")" \
	"$(cat "$work/plain.out")"
facts() { nclass model info "$1" | grep -v -e '^file' -e '^command'; }
is "and so is the model" "$(facts "$work/valid.ncm")" "$(facts "$work/plain.ncm")"
(cd "$work" && nclass eval topic --model topic=./valid.ncm fresh.jsonl >eval.out)
is "the second is that of eval" "$(tail -n "$(wc -l <"$work/eval.out")" "$work/valid.out" | tail -n +2)" \
	"$(tail -n +2 "$work/eval.out")"
is "it says on what" "$(grep -c "topic on fresh.jsonl: 20 documents in 8 groups, none of them trained on" "$work/valid.out")" 1
expect "texts that were trained on" 0 train -q -o "$work/v.ncm" --valid "$work/mixed.jsonl" "$work/known.jsonl"
out_has "are counted" "texts that were trained on, too: 3"
expect "two files" 0 train -q -o "$work/v.ncm" --valid "$work/fresh.jsonl" --valid "$work/mixed.jsonl" "$work/known.jsonl"
out_has "are one" "43 documents"
expect "with --limit" 0 train -q -o "$work/v.ncm" --limit 30 --valid "$work/fresh.jsonl" "$work/known.jsonl"
out_has "all of it is measured" "20 documents in 8 groups"
rm -f "$work/v.ncm"
expect "no such file" 3 train -q -o "$work/v.ncm" --valid "$work/nix.jsonl" "$work/known.jsonl"
err_has "is named" "--valid: $work/nix.jsonl: No such file"
is "before the work" "$(ls "$work"/v.ncm 2>&1 | grep -c "No such")" 1
expect "the output's name" 2 train -q -o "$work/fresh.jsonl" --valid "$work/fresh.jsonl" "$work/known.jsonl"
err_has "is told" "fresh.jsonl is data and the output"
expect "standard input" 2 train -q -o "$work/v.ncm" --valid - "$work/known.jsonl"
: >"$work/nothing.jsonl"
expect "nothing in it" 3 train -q -o "$work/v.ncm" --valid "$work/nothing.jsonl" "$work/known.jsonl"
expect "the model is there all the same" 0 nclass model verify "$work/v.ncm"

# What takes more than a minute says so before it begins, also to a file.
python3 - "$work/long.jsonl" <<'PY'
import json, sys
with open(sys.argv[1], "w") as f:
    for i in range(16000):
        f.write(json.dumps({"text": f"own{i % 3} w{i % 97} v{i % 89} x{i % 83}", "labels": ["abc"[i % 3]]}) + "\n")
PY
"$build/nclass" train topic --solver libsvm --folds 2 --jobs 1 -o "$work/long.ncm" "$work/long.jsonl" >/dev/null 2>"$work/long.err" &
long=$!
for _ in $(seq 600); do
	grep -q 'libsvm (' "$work/long.err" || ! kill -0 $long 2>/dev/null && break
	sleep 0.2
done
file_has "$work/long.err" "how long it will take is told first" "nclass: libsvm (at most 2 min, 0."
kill $long 2>/dev/null
wait $long
true
