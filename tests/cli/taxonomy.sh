#!/bin/bash
# Labels of a taxonomy: children imply parents, and names come in languages.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
cat >"$work/labels.jsonl" <<'END'
{"id":"a","labels":{"de":"Kultur","en-GB":"arts"}}
{"id":"a1","parent":"a","labels":{"de":"Film","en-GB":"film"}}
{"id":"a2","parent":"a","labels":{"de":"Musik","en-GB":"music"}}
{"id":"s","parent":null,"labels":{"de":"Sport","en-GB":"sport"}}
{"id":"s11","parent":"s1","labels":{"en-GB":"penalty"}}
{"id":"s1","parent":"s","labels":{"de":"Fußball","en-GB":"football","fr":"football"}}
{"id":"x","parent":"s","labels":{"en-GB":"rowing"}}
END
python3 - "$work" <<'END'
import json, random, sys
words = {"film": "camera actor scene director cinema", "music": "song band guitar concert album",
         "s1": "goal striker referee match pitch", "penalty": "spot kick keeper shootout goal match"}
random.seed(1)
with open(sys.argv[1] + "/data.jsonl", "w") as f:
    for i in range(160):
        label = sorted(words)[i % 4]
        text = " ".join(random.choices(words[label].split() * 2 + "the of and in".split(), k=40))
        f.write(json.dumps({"id": i, "text": text.capitalize() + ".", "labels": [label], "site": f"site{i % 10}.org"}) + "\n")
END
train() { nclass train topic --min-count 1 --folds 2 --labels "$work/labels.jsonl" "$@"; }
topics() { # what the model gives a text, names only
	nclass run --plugins topic --model "topic=$work/m.ncm" -f jsonl "${@:2}" - <<<"$1" |
		python3 -c 'import json,sys; print(" ".join(t["id"] + "=" + t["label"] for t in json.load(sys.stdin)["topics"]))'
}

expect "train with a taxonomy" 0 train -o "$work/m.ncm" "$work/data.jsonl"
examples() { # how many documents have a label
	awk -v name="$1" 'index($0, name " ") == 1 { print substr($0, length(name) + 1) + 0 }' "$work/out"
}
is "parents are labels too" "$(examples arts)" 80
is "and theirs" "$(examples sport)" 80
out_has "with measures of each level" "level     labels  micro F1"
is "of all of them" "$(awk '/^level  /{n=1;next} !NF{n=0} n{print $1, $2}' "$work/out" | xargs)" "1 2 2 3 3 1"
expect "the model is whole" 0 nclass model verify "$work/m.ncm"
expect "and has ids" 0 nclass model info "$work/m.ncm"
out_has "of all levels" "s11"
is "a child comes with its parents" \
	"$(topics "The keeper stood at the spot, a kick, the shootout, the keeper, the spot and the kick.")" \
	"s=sport s1=football s11=penalty"
is "names in another language, where it has them" \
	"$(topics "A song of the band, the guitar and the concert, an album." --set topic.names=de)" "a=Kultur a2=Musik"
is "and by its first part" \
	"$(topics "A song of the band, the guitar and the concert, an album." --set topic.names=en-US)" "a=arts a2=music"
expect "a language without names" 2 nclass run --plugins topic --model "topic=$work/m.ncm" \
	--set topic.names=xx "$work/data.jsonl"
err_has "is told, with those there are" 'none in "xx"; it has de,en-GB,fr'

# Measuring takes labels as training did.
expect "measure it" 0 nclass eval topic --model "topic=$work/m.ncm" --format json "$work/data.jsonl"
cp "$work/out" "$work/names.json"
gold() { python3 -c 'import json,sys; print(*sorted((l["name"] if "name" in l else l["label"], l["gold"]) for l in json.load(sys.stdin)["measures"]["labels"]))' <"$1"; }
is "labels above are in the data, too" "$(gold "$work/names.json")" \
	"('arts', 80) ('film', 40) ('football', 80) ('music', 40) ('penalty', 40) ('sport', 80)"
sed 's/"film"/"a1"/; s/"music"/"Musik"/; s/"s1"/"football"/' "$work/data.jsonl" >"$work/ids.jsonl"
expect "by ids, and in another language" 0 nclass eval topic --model "topic=$work/m.ncm" --format json "$work/ids.jsonl"
is "it is the same" "$(sed 's/"about":"[^"]*"//' "$work/out")" "$(sed 's/"about":"[^"]*"//' "$work/names.json")"
expect "names as they are given" 0 nclass eval topic --model "topic=$work/m.ncm" --set topic.names=de \
	--format json "$work/data.jsonl"
is "do not matter" "$(cat "$work/out")" "$(cat "$work/names.json")"

# No score of a child is above its parent's, whatever the text.
python3 - "$work" >"$work/mixed.jsonl" <<'END'
import json, random
random.seed(2)
words = "camera actor song band goal striker spot kick keeper match the of and in zebra".split()
for i in range(200):
    print(json.dumps({"id": i, "text": " ".join(random.choices(words, k=12)) + "."}))
END
nclass run --plugins topic --model "topic=$work/m.ncm" --set topic.min-score=0 -f jsonl "$work/mixed.jsonl" >"$work/all"
nclass run --plugins topic --model "topic=$work/m.ncm" --set topic.max-topics=2 -f jsonl "$work/mixed.jsonl" >"$work/some"
python3 - "$work" <<'END'
import json, sys
up = {"a1": "a", "a2": "a", "s1": "s", "s11": "s1"}
bad = 0
for name in "all", "some":
    for line in open(sys.argv[1] + "/" + name):
        score = {t["id"]: t["score"] for t in json.loads(line)["topics"]}
        bad += sum(up[x] not in score or score[up[x]] < score[x] for x in score if x in up)
print("ok" if not bad else "not ok", "no child without its parent", bad or "")
sys.exit(bad != 0)
END
[ $? = 0 ] || failures=1

# The same as a table; names quoted, a tab between.
printf 'id,parent,name,note\na,,"arts, culture",x\na1,a,film,\na2,a,"the ""music""",\ns,,sport,\ns1,s,football,\ns11,s1,penalty,\n\n' >"$work/labels.csv"
sed 's/"film"/"a1"/;s/"music"/"the \\"music\\""/' "$work/data.jsonl" >"$work/quoted.jsonl"
expect "a taxonomy as CSV" 0 nclass train topic --min-count 1 --folds 2 --labels "$work/labels.csv" -o "$work/c.ncm" "$work/quoted.jsonl"
is "has its names" "$(examples "arts, culture")" 80
is "quotes and all" "$(examples 'the "music"')" 40
printf 'id\tname.en\tname.de\na1\tfilm\tFilm\na2\tmusic\tMusik\ns1\tfootball\t\ns11\tpenalty\tElfmeter\n' >"$work/labels.tsv"
expect "as TSV, without parents" 0 nclass train topic --min-count 1 --folds 2 --labels "$work/labels.tsv" -o "$work/t.ncm" "$work/data.jsonl"
out_has "labels are one each" "one label each"
gzip -k "$work/labels.jsonl"
expect "packed" 0 nclass train topic --min-count 1 --folds 2 --labels "$work/labels.jsonl.gz" -o "$work/z.ncm" "$work/data.jsonl"

# bad NAME TEXT LINE...: a labels file that is refused.
bad() {
	rm -f "$work/b.ncm"
	printf '%s\n' "${@:3}" >"$work/bad.labels"
	expect "$1: status 3" 3 nclass train topic --min-count 1 --folds 2 --labels "$work/bad.labels" \
		-o "$work/b.ncm" "$work/data.jsonl"
	err_has "$1" "$2"
	is "$1: no model" "$(ls "$work"/b.ncm* 2>/dev/null)" ""
}
bad "an id twice" 'bad.labels, line 3: the id "a" stands on line 1' '{"id":"a","name":"x"}' '{"id":"b","name":"y"}' '{"id":"a","name":"z"}'
bad "a parent that is not there" 'bad.labels, line 2: "b" has a parent that is not there: q' '{"id":"a","name":"x"}' '{"id":"b","parent":"q","name":"y"}'
bad "a ring" 'a ring of parents' 'id,parent,name' 'a,c,x' 'b,a,y' 'c,b,z'
bad "its own parent" 'bad.labels, line 2: "a" is above itself' 'id,parent,name' 'a,a,x'
bad "no name" 'bad.labels, line 3: "b" has no name' 'id,parent,name' 'a,,x' 'b,a,'
bad "no id" 'bad.labels, line 2: there is no "id"' '{"id":"a","name":"x"}' '{"name":"y"}'
bad "an empty id" 'bad.labels, line 2: "" is no id' 'id,name' ',x'
bad "broken JSON" 'bad.labels, line 2: ' '{"id":"a","name":"x"}' '{"id":'
bad "a name that is no string" 'bad.labels, line 1: ' '{"id":"a","labels":{"en":7}}'
bad "no column" 'bad.labels, line 1: no column "id"' 'name,parent' 'x,'
bad "too few columns" 'bad.labels, line 3: it has other columns' 'id,parent,name' 'a,,x' 'b,a'
bad "an open quote" 'bad.labels, line 2: ' 'id,name' 'a,"x'
bad "nothing in it" "no column" ""
bad "a label that is not in it" 'the label "film" of the data is no id and no name' 'id,name' 's1,x'
bad "a name of two" 'is a name of a and of b: use ids' 'id,name' 'a,film' 'b,film' 's1,x' 'penalty,y' 'music,z'
bad "not UTF-8" 'line 2' 'id,name' $'a,\xff'
expect "no such file" 3 nclass train topic --labels "$work/none" "$work/data.jsonl"
err_has "is told" "none"
awk 'BEGIN { print "id,parent,name"; for (i = 0; i < 70; i++) print "c" i "," (i ? "c" i - 1 : "") ",n" i }' >"$work/deep.csv"
expect "too deep" 3 nclass train topic --labels "$work/deep.csv" "$work/data.jsonl"
err_has "is told" "64 levels down"

# Two labels of one name below two parents: told apart by their ids.
cat >"$work/labels.jsonl" <<'JSON'
{"id":"a","labels":{"en":"arts"}}
{"id":"a9","parent":"a","labels":{"en":"other"}}
{"id":"s","labels":{"en":"sport"}}
{"id":"s9","parent":"s","labels":{"en":"other"}}
JSON
sed 's/"film"/"a9"/; s/"music"/"a"/; s/"s1"/"s9"/; s/"penalty"/"s"/' "$work/data.jsonl" >"$work/others.jsonl"
expect "two labels of one name" 0 train -o "$work/m.ncm" "$work/others.jsonl"
is "are two labels" "$(grep -o '^other (..) *40' "$work/out" | xargs)" "other (a9) 40 other (s9) 40"
expect "and are measured" 0 nclass eval topic --model "topic=$work/m.ncm" "$work/others.jsonl"
is "as two" "$(grep -o '^other (..) *40' "$work/out" | xargs)" "other (a9) 40 other (s9) 40"
