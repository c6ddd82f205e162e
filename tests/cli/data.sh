#!/bin/bash
# Labelled data of every form, packed and not, and what is said of what is wrong
# in it.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
cd "$work" || exit 1
python3 - <<'END'
import bz2, csv, gzip, json, lzma, os, random
words = {"sport news": "goal match team coach league cup striker referee",
         'mo"ney, 💶': "bank market shares profit investor price growth tax"}
random.seed(1)
rows = []
for i in range(60):
    label = list(words)[i % 2]
    text = " ".join(random.choices(words[label].split() + "the of and in".split(), k=30)).capitalize() + "."
    rows.append((str(i), label, text, f"site{i % 7}.org"))
with open("d.jsonl", "w") as f:
    for i, label, text, site in rows:
        f.write(json.dumps({"id": i, "text": text, "labels": [label], "site": site}) + "\n")
for name, sep in ("d.csv", ","), ("d.tsv", "\t"):
    with open(name, "w", newline="") as f:
        w = csv.writer(f, delimiter=sep)
        w.writerow(["id", "label", "text", "site"])
        w.writerows(rows)
with open("d.txt", "w") as f:
    for i, label, text, site in rows:
        f.write(f"__label__{label.split()[0]} {text}\n")
for i, label, text, site in rows:
    folder = "d/" + label + "/deeper"
    os.makedirs(folder, exist_ok=True)
    open(f"{folder}/{i}", "w").write(text)
os.symlink("..", "d/sport news/loop")
open("d/sport news/picture", "wb").write(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
raw = open("d.jsonl", "rb").read()
half = raw.index(b"\n", len(raw) // 2) + 1
open("d.jsonl.gz", "wb").write(gzip.compress(raw[:half]) + gzip.compress(raw[half:]))
open("d.jsonl.xz", "wb").write(lzma.compress(raw))
open("d.jsonl.bz2", "wb").write(bz2.compress(raw))
open("cut.jsonl.gz", "wb").write(gzip.compress(raw)[:900])
open("many.txt", "w").write("".join(f"__label__x{i} word{i} and others\n" for i in range(200000)))
open("one.txt", "w").write("__label__x a b c\n" * 9)
open("single.txt", "w").write("__label__x a b c\n")
open("latin.csv", "wb").write(raw and b"label;text\n" + "".join(
    f"{'für' if i % 2 else 'wider'};Müßig gehört {'schön' if i % 2 else 'übel'} {i}\n" for i in range(20)).encode("latin-1"))
END
train() { nclass train topic --min-count 1 --folds 2 -o m.ncm "$@"; }
used() { grep -o "[0-9]* documents, [0-9]* label" err | head -n 1; }

for file in d.jsonl d.csv d.tsv d.txt d.jsonl.gz d.jsonl.xz d.jsonl.bz2 d; do
	expect "$file" 0 train "$file"
	is "$file: all of it" "$(used)" "60 documents, 2 label"
done
err_has "a binary file among the texts is told" "d/sport news/picture: looks like a PNG image"
for file in d.jsonl d.csv d.jsonl.gz d.jsonl.xz d.jsonl.bz2; do
	train - <"$file" >out 2>err
	is "$file on standard input" "$(used)" "60 documents, 2 label"
done
expect "run reads what is packed" 0 nclass run -p template -f jsonl d.jsonl.gz
is "all members of it" "$(wc -l <out)" 60
expect "a cut file: status 3" 3 nclass run -p template -f jsonl cut.jsonl.gz
err_has "and where" "cut off: byte 900 of the gzip data"
expect "training goes on without its end" 0 train cut.jsonl.gz d.csv
err_has "and tells" "cut off: byte 900"
expect "but not with --strict" 3 train --strict cut.jsonl.gz d.csv

{ cat d.csv; printf '99,sport news\r\n98,,text,s\r\n97,sport news, ,s\r\n96,x,"open,s\r\n'; } >wrong.csv
expect "what is wrong is passed over" 0 train wrong.csv
err_has "a short row" "wrong.csv:62: 2 fields where the header has 4"
err_has "no label" "wrong.csv:63: it has no label"
err_has "no text" "wrong.csv:64: its text is empty"
err_has "a quote" "wrong.csv:65: a quote begins here that nothing ends"
err_has "counts of each" "1 record left out: without a label"
err_has "and in all" "60 of 64 records are used"
expect "--strict ends at the first" 3 train --strict wrong.csv
err_has "which is named" "wrong.csv:62: 2 fields"

expect "200,000 labels" 3 train many.txt
err_has "are told at once" "many.txt:4097: topic: over 4096 different labels"
sed '1s/__label__x0/__label__/' many.txt >bare.txt
expect "a label without a name" 3 train bare.txt --strict
err_has "is told" 'bare.txt:1: "__label__" stands alone'
expect "one label" 3 train one.txt
err_has "is nothing to learn from" "nothing to tell apart"
expect "one document" 3 train single.txt
err_has "is too little" "too few"
for bytes in '' '\n' 'text,label\n' '{}\n' '\0\0' '"' '__label__x' '\xff\xfe'; do
	# shellcheck disable=SC2059 # a format is meant
	printf "$bytes" >odd
	expect "$(printf %q "$bytes"): status 3" 3 train odd
done

expect "twice the same" 0 train d.csv d.csv
err_has "is told" "60 records repeat the text of another with the same labels"
is "and used" "$(used)" "120 documents, 2 label"
expect "--drop-duplicates" 0 train --drop-duplicates d.csv d.csv
is "uses one of each" "$(used)" "60 documents, 2 label"
sed 's/sport news/other/' d.jsonl >other.jsonl
expect "other labels for the same text" 0 train d.jsonl other.jsonl
err_has "are told with both places" "other.jsonl:1: the text of d.jsonl:1, with other labels"

expect "a text in another charset" 0 train latin.csv
err_has "is converted" "20 of 20 documents were not UTF-8 and were converted"
expect "model info" 0 nclass model info m.ncm
out_has "its labels too" "für"

# a site of one class each: parts and folds have both all the same
sed 's/"site": "site\([0-9]\)/&0/' d.jsonl | awk '{ sub(/site[0-9]0/, "s" NR % 10); print }' >sites.jsonl
expect "sites of one class each" 0 train sites.jsonl
is "are told apart" "$(awk '/^micro F1/ { print $3 }' "$work/out")" 1.0000

expect "a file that is not there" 3 train none.jsonl
is "is told once" "$(grep -c "none.jsonl: no such file" err)" 1
