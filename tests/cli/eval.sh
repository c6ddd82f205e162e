#!/bin/bash
# nclass eval: what it measures, and what is said to wrong data.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
python3 - "$work" <<'END'
import json, random, sys
words = {"sport": "goal match team coach league cup striker referee",
         "<script>alert(1)</script>\n\x1b[31m": "bank market shares profit investor price growth tax"}
random.seed(1)
with open(sys.argv[1] + "/data.jsonl", "w") as f, open(sys.argv[1] + "/clean.jsonl", "w") as g:
    for i in range(80):
        label = list(words)[i % 2]
        text = " ".join(random.choices(words[label].split() + "the of and in".split(), k=40))
        d = {"id": i, "text": text.capitalize() + ".", "labels": [label], "site": f"site{i % 10}.org"}
        f.write(json.dumps(d) + "\n")
        d["labels"] = [["sport", "money"][i % 2 if i % 8 else 1]]
        d["text"] = "<b>bold</b> & " + d["text"]
        g.write(json.dumps(d) + "\n")
END
python3 - "$work" <<'END'
import json, random, sys
random.seed(2)
with open(sys.argv[1] + "/wrong.jsonl", "w") as f:
    for line in open(sys.argv[1] + "/clean.jsonl"):
        d = json.loads(line)
        f.write(json.dumps({**d, "labels": random.choice(["sport", "money"]), "n": 1}) + "\n")
        f.write(json.dumps({**d, "text": d["text"] + " So.", "labels": random.choice(["sport", "money"])}) + "\n")
END
train() { nclass train topic --min-count 1 --folds 2 "$@"; }
train -o "$work/hostile.ncm" "$work/data.jsonl" >/dev/null 2>&1
train -o "$work/m.ncm" "$work/clean.jsonl" >/dev/null 2>&1
train --cost 0.00001 -o "$work/weak.ncm" "$work/clean.jsonl" >/dev/null 2>&1
eval_m() { nclass eval topic --model "topic=$work/m.ncm" "$@"; }

expect "eval" 0 eval_m "$work/clean.jsonl"
out_has "has micro F1" "micro F1"
out_has "and its interval" " to "
out_has "says how many" "80 documents in 10 groups"
cp "$work/out" "$work/first"
expect "once more" 0 eval_m "$work/clean.jsonl"
same "is the same, byte for byte" "$work/out" "$work/first"
expect "as JSON" 0 eval_m --format json "$work/clean.jsonl"
is "which is one object" "$(python3 -c '
import json, sys
d = json.load(sys.stdin)["measures"]
print(d["items"], len(d["labels"]), d["tally"] if "tally" in d else d["right"] + d["missed"])' <"$work/out")" "80 2 80"
sed 's/"sport"/"s\xc2\x9bp\x7fort"/' "$work/clean.jsonl" >"$work/steer.jsonl"
expect "labels that steer terminals" 0 eval_m --format json "$work/steer.jsonl"
is "are there, escaped" "$(python3 -c '
import json, sys
t = sys.stdin.buffer.read()
print("s\x9bp\x7fort" in [l["label"] for l in json.loads(t)["measures"]["labels"]], b"\x9b" in t, b"\x7f" in t)' <"$work/out")" "True False False"
expect "compared with itself" 0 eval_m --compare "$work/m.ncm" "$work/clean.jsonl"
out_has "there is no difference" "No difference beyond chance"
expect "compared with another" 0 eval_m --compare "topic=$work/weak.ncm" "$work/clean.jsonl"
out_has "both are told" "compared"

expect "a page" 0 nclass eval topic --model "topic=$work/hostile.ncm" --report "$work/r.html" "$work/data.jsonl"
is "no escape sequence in the text form" "$(grep -c $'\x1b' "$work/out")" 0
expect "a page with mistakes" 0 eval_m --compare "$work/weak.ncm" --report "$work/s.html" "$work/clean.jsonl"
is "markup of the data is text there" "$(grep -ciE '<script|<b>bold' "$work/r.html" "$work/s.html" |
	cut -d: -f2 | xargs)" "0 0"
is "nothing of it is elsewhere" "$(grep -oE '(src|href)=|url\(|https?:' "$work/s.html" | wc -l)" 0
is "the page is well-formed" "$(python3 - "$work/s.html" <<'END'
import html.parser, sys
class P(html.parser.HTMLParser):
    stack, bad = [], 0
    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br", "path", "circle", "rect"):
            self.stack.append(tag)
    def handle_endtag(self, tag):
        if tag not in ("path", "circle", "rect") and (not self.stack or self.stack.pop() != tag):
            self.bad += 1
p = P()
p.feed(open(sys.argv[1]).read())
print(p.bad, p.stack)
END
)" "0 []"
is "nothing is beside it" "$(ls "$work"/s.html*)" "$work/s.html"

# Training writes the same page, of what it held out.
expect "train with a page" 0 train -o "$work/t.ncm" --report "$work/t.html" "$work/clean.jsonl"
is "it has the charts and the tables" "$(grep -oE '<h2>(Labels|Scores|Confusion)' "$work/t.html" | wc -l)" 3
expect "train on labels that are wrong" 0 train -o "$work/t.ncm" --report "$work/w.html" "$work/wrong.jsonl"
is "the mistakes are there" "$(grep -c '<article>' "$work/w.html")" 50
is "with their texts" "$(grep -c 'class="text" dir="auto">&lt;b&gt;bold&lt;/b&gt; &amp; ' "$work/w.html")" 50
expect "a page in the place of the model" 2 train -o "$work/t.ncm" --report "$work/t.ncm" "$work/clean.jsonl"
expect "a page that is the data" 2 train -o "$work/t.ncm" --report "$work/clean.jsonl" "$work/clean.jsonl"
err_has "is refused" "is data and the report"
cp "$work/clean.jsonl" "$work/valid.jsonl"
expect "a page that is the data of --valid" 2 train -o "$work/t.ncm" --report "$work/valid.jsonl" --valid "$work/valid.jsonl" "$work/clean.jsonl"
err_has "is refused" "valid.jsonl is data and the report"
same "and stays" "$work/valid.jsonl" "$work/clean.jsonl"
echo '{}' >"$work/ids.json"
for option in output report; do
	expect "--$option that is the file of --labels" 2 train --$option "$work/ids.json" --labels "$work/ids.json" "$work/clean.jsonl"
	err_has "is refused" "ids.json is the labels file and the $option"
	expect "--$option that is the file of --label-ids" 2 train --$option "$work/ids.json" --label-ids "$work/ids.json" "$work/clean.jsonl"
	err_has "is refused" "ids.json is the file of label ids and the $option"
	expect "--$option that is a model of the chain" 2 train --$option "$work/m.ncm" -p section -m "section=$work/m.ncm" "$work/clean.jsonl"
	err_has "is refused" "m.ncm is a model and the $option"
done
is "and they stay" "$(cat "$work/ids.json")" "{}"

# Parts of the data, and what does not count.
python3 - "$work" <<'END'
import json, sys
with open(sys.argv[1] + "/parts.jsonl", "w") as f:
    for i, line in enumerate(open(sys.argv[1] + "/clean.jsonl")):
        d = json.loads(line)
        d["lang"] = "de" if i % 4 == 3 else "en"
        d["kind"] = ["news", "talk"][i % 5 == 0]
        d["odd"] = i == 7
        f.write(json.dumps(d) + "\n")
END
train --languages en -o "$work/en.ncm" "$work/parts.jsonl" >/dev/null 2>&1
expect "documents in another language" 0 \
	nclass eval topic --model "topic=$work/en.ncm" --by kind --report "$work/p.html" "$work/parts.jsonl"
out_has "are counted apart" "not served             20 documents in languages that the model is not for"
out_has "and told by language" "de                            0          20"
out_has "and by the field asked for" "news  "
expect "masked records" 0 eval_m --mask odd --mask kind=talk,other "$work/parts.jsonl"
out_has "are not measured" "63 documents"
err_has "and counted" "17 items are masked (--mask)"
expect "a field that no record has" 0 eval_m --title-field headlin --by knid "$work/parts.jsonl"
err_has "is told" 'no record has the field "headlin" (--title-field)'
err_has "and so is this" 'no record has the field "knid" (--by)'
expect "with --strict it ends the run" 3 eval_m --strict --id-field nr "$work/parts.jsonl"
err_has "by name" 'no record has the field "nr" (--id-field)'

# Data that the model does not fit, little data, none.
expect "labels that the model does not know" 0 eval_m "$work/data.jsonl"
out_has "are told" "unknown to the model"
out_has "and how good it is at its own" "in those with no other"
python3 - "$work" <<'END'
import json, sys
with open(sys.argv[1] + "/foreign.jsonl", "w") as f:
    for i in range(40):
        f.write(json.dumps({"text": f"ball goal word{i}", "labels": [f"l{i}"]}) + "\n")
END
expect "40 labels, all unknown" 0 eval_m --report "$work/u.html" "$work/foreign.jsonl"
out_has "are suspicious" "no label of the data is one of the model's"
is "of many rows the first stand open" "$(grep -oE '[0-9]+ more labels' "$work/u.html")" "22 more labels"
out_has "and those never seen" "never in the data"
head -n 1 "$work/clean.jsonl" >"$work/one.jsonl"
expect "one document" 0 eval_m "$work/one.jsonl"
grep '"sport"' "$work/clean.jsonl" >"$work/class.jsonl"
expect "one class" 0 eval_m --report "$work/c.html" "$work/class.jsonl"
: >"$work/empty.jsonl"
expect "no document" 3 eval_m "$work/empty.jsonl"
expect "no such data" 3 eval_m "$work/none.jsonl"
expect "no data" 2 nclass eval topic
expect "no such model" 3 nclass eval topic --model "topic=$work/none.ncm" "$work/clean.jsonl"
err_has "is named" "none.ncm"
expect "a plugin that cannot be measured" 3 nclass eval template "$work/clean.jsonl"
expect "rounds without end" 2 eval_m --rounds 99999999999 "$work/clean.jsonl"
err_has "are told" "at most 100000 --rounds"
expect "mistakes without end" 2 eval_m --mistakes 4294967295 "$work/clean.jsonl"
expect "a report that is the data" 2 eval_m --report "$work/clean.jsonl" "$work/clean.jsonl"
err_has "is refused" "is data and the report"
expect "a report that is the model" 2 eval_m --report "$work/m.ncm" "$work/clean.jsonl"
err_has "is refused" "m.ncm is a model and the report"
expect "a report that is the model of --compare" 2 eval_m --compare "$work/weak.ncm" --report "$work/weak.ncm" "$work/clean.jsonl"
err_has "is refused" "weak.ncm is a model and the report"
expect "a report that is a plugin" 2 nclass eval "$work/m.ncm" --report "$work/m.ncm" "$work/clean.jsonl"
err_has "is refused" "m.ncm is a plugin and the report"
expect "a report that cannot be written" 3 eval_m --report "$work/none/r.html" "$work/clean.jsonl"

# Blocks: the words that are kept.
if [ -f "$build/plugins/boiler.so" ]; then
	echo '{"id":"p","url":"http://x.org/1","blocks":[{"text":"Home","content":0},{"text":"The council voted on Tuesday to keep the depot, after a debate of seven hours.","content":1},{"text":"Sign up","content":0}]}' >"$work/b.jsonl"
	expect "blocks" 0 nclass eval boiler --plugins section "$work/b.jsonl"
	out_has "have F1 of words" "F1 of words"
	expect "roles" 0 nclass eval section --label-field content "$work/b.jsonl"
fi

# What is 0 of 0 is not told as 0: no document has the label "money".
grep '"sport"' "$work/clean.jsonl" | head -n 1 >"$work/lone.jsonl"
expect "one document" 0 eval_m "$work/lone.jsonl"
out_has "is one" "1 document in 1 group"
out_has "of one label" "1 label in 1 item or more"
is "of the other nothing is known" "$(grep '^money ' "$work/out" | xargs)" "money 0 - - - 0.50"
expect "so in JSON" 0 eval_m --format json "$work/lone.jsonl"
is "too" "$(python3 -c '
import json, sys
for l in json.load(sys.stdin)["measures"]["labels"]:
    print(l["label"], l["precision"], l["recall"], l["f1"] and l["f1"]["value"], l["average_precision"])' <"$work/out")" \
	"money None None None None
sport 1.0 1.0 1.0 1.0"
expect "and on a page" 0 eval_m --report "$work/lone.html" "$work/lone.jsonl"
is "with dashes" "$(grep 'row">money<' "$work/lone.html" | grep -o '<td>&#8211;</td>' | wc -l)" 3
