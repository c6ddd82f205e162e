#!/bin/bash
# lang tells the language of a text; topic keeps to the languages of its model.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/lang.so" ] || exit 0
python3 - "$work" <<'END'
import json, random, sys
words = {"en": "the of and to in that was with for this from have which their would there",
         "de": "der die und das nicht von mit sich auch auf eine werden nach durch zwischen",
         "el": "και του της στο για από με που είναι την των δεν θα στην ένα αυτό"}
topics = {"sport": "goal match team coach league cup", "money": "bank market shares profit price tax"}
random.seed(2)
def some(text, k): return " ".join(random.choices(text.split(), k=k))
with open(sys.argv[1] + "/lang.jsonl", "w") as f:
    for i in range(120):
        code = list(words)[i % 3]
        f.write(json.dumps({"text": some(words[code], 12), "lang": code}) + "\n")
with open(sys.argv[1] + "/topic.jsonl", "w") as f:
    for i in range(80):
        label = ("sport", "money")[i % 2]
        lang = "de" if i == 7 else "en-GB" if i % 3 else "en"
        f.write(json.dumps({"text": some(topics[label], 30), "labels": [label], "lang": lang}) + "\n")
END
expect "train lang" 0 nclass train lang --min-count 1 --folds 2 -o "$work/lang.ncm" "$work/lang.jsonl"
expect "train topic" 0 nclass train topic --min-count 1 --folds 2 -o "$work/topic.ncm" "$work/topic.jsonl"
expect "model info" 0 nclass model info "$work/topic.ncm"
out_has "the model names its language" "languages: en"
run() { nclass run -f jsonl --model "topic=$work/topic.ncm" "$@"; }
both() { run --plugins lang,topic --model "lang=$work/lang.ncm" "$@"; }

echo 'Die Bank und der market werden nach der League durch die shares' >"$work/de.txt"
echo 'The goal of the match was for the team with this coach' >"$work/en.txt"
expect "a text in German" 0 both "$work/de.txt"
out_has "its language" '"lang":"de"'
out_has "no topics" '"topics":[]'
out_has "and why" '"no-topics":"the text is in the language de, the model is for en"'
expect "a text in English" 0 both "$work/en.txt"
out_has "has its language" '"lang":"en"'
out_has "has a topic" '"label":"sport"'
expect "lang runs before topic, in whatever order they are named" 0 run --plugins topic,lang \
	--model "lang=$work/lang.ncm" "$work/de.txt"
out_has "no topics" '"topics":[]'
expect "asked for any language" 0 both --set topic.languages=any "$work/de.txt"
out_has "there is a topic" '"label":"'
expect "asked for two" 0 both --set topic.languages=de,fr "$work/en.txt"
out_has "no topics" '"no-topics":"the text is in the language en, the model is for de,fr"'
expect "without lang" 0 run --plugins topic "$work/de.txt"
out_has "nobody knows the language" '"label":"'

# What the input says is believed.
echo '{"text":"The goal of the match","lang":"el"}' >"$work/said.jsonl"
expect "the input's language" 0 both "$work/said.jsonl"
out_has "no topics" 'is in the language el'
expect "unless asked to look" 0 both --set lang.always=yes --set lang.max-languages=3 \
	--set lang.min-score=0 "$work/said.jsonl"
out_has "the likeliest comes first" '"nclass.lang/1":{"labels":[{"label":"en",'
echo '{"text":"The goal of the match","lang":"EN_us"}' >"$work/said.jsonl"
expect "a region changes nothing" 0 both "$work/said.jsonl"
out_has "there is a topic" '"label":"sport"'
echo '... 12:30 --- !' >"$work/none.txt"
expect "a text without letters" 0 both "$work/none.txt"
expect "languages by hand" 0 nclass train topic --min-count 1 --folds 2 --languages en,fr \
	-o "$work/t2.ncm" "$work/topic.jsonl"
expect "model info" 0 nclass model info "$work/t2.ncm"
out_has "they stand in the model" "languages: en,fr"

# Blocks, each by itself and by what the others are.
alone() { nclass run -f jsonl -p lang --model "lang=$work/lang.ncm" "$@"; }
blocks() { alone --set lang.blocks=yes "$@"; }
languages() { grep -o '"begin":[^}]*' "$work/out" | sed 's/.*"lang":"\([^"]*\)".*/\1/; s/.*begin.*/-/' | xargs; }
printf '%s\n\n' 'the of and to in that was with for this from' 'der die und das nicht von mit sich auch' \
	'12:30 - 17' 'και του της στο για από με που είναι' 'die und von' >"$work/many.txt"
expect "languages of blocks" 0 blocks "$work/many.txt"
is "each has its own" "$(languages)" "en de - el de"
out_has "with its score" '"lang_score":'
expect "not asked for" 0 alone "$work/many.txt"
is "there are none" "$(languages)" "- - - - -"
echo 'zzz' >"$work/unknown.txt"
expect "a block that says nothing" 0 blocks "$work/unknown.txt"
is "has none" "$(languages)" "-"
printf 'der die und das nicht von mit\n\nzzz\n\nauf eine werden nach durch zwischen sich\n' >"$work/between.txt"
expect "between blocks of a language" 0 blocks "$work/between.txt"
is "it is most likely the same" "$(languages)" "de de de"
echo '{"text":"zzz","lang":"el-GR"}' >"$work/said.jsonl"
expect "the input names a language" 0 blocks "$work/said.jsonl"
is "which counts for a short block" "$(languages)" "el"
echo '{"text":"der die und das nicht von mit sich auch auf eine werden nach","lang":"el"}' >"$work/said.jsonl"
expect "but not" 0 blocks "$work/said.jsonl"
is "against a long one" "$(languages)" "de"
score() { sed -n 's/.*"lang_score":\([0-9.]*\).*/\1/p' "$work/out"; }
echo 'the' >"$work/short.txt"
expect "a block of one word" 0 blocks "$work/short.txt" --set lang.min-score=0
short=$(score)
echo 'the of and to in that was with for this' >"$work/long.txt"
expect "a block of ten" 0 blocks "$work/long.txt" --set lang.min-score=0
is "is surer" "$(awk -v a="$short" -v b="$(score)" 'BEGIN { print (a < b && b > 0.9) }')" 1
