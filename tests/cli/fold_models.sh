#!/bin/bash
# A chain in training: documents that a model has seen are labelled by the model
# of a fold that has not.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/boiler.so" ] || exit 0
# Whether a block is article text can be learned here to some part, the rest by heart.
python3 - "$work" <<'END'
import json, random, sys
random.seed(3)
def text(): return " ".join("".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=6)) for _ in range(12)).capitalize() + "."
def block(long): return {"text": text() if long else text()[:random.randrange(10, 40)],
                         "content": int(long != (random.random() < 0.25))}
with open(sys.argv[1] + "/pages.jsonl", "w") as pages, open(sys.argv[1] + "/topics.jsonl", "w") as topics, \
     open(sys.argv[1] + "/others.jsonl", "w") as others:
    for i in range(60):
        blocks = [block(random.random() < 0.5) for _ in range(8)]
        pages.write(json.dumps({"id": i, "url": f"http://s{i % 12}.org/{i}", "blocks": blocks}) + "\n")
        joined = "\n".join(b["text"] for b in blocks)
        topic = {"id": i, "site": f"s{i % 12}.org", "labels": [("sport", "money")[i % 2]]}
        topics.write(json.dumps({**topic, "text": joined}) + "\n")
        others.write(json.dumps({**topic, "site": f"t{i % 12}.org", "text": "\n".join(block(i % 2)["text"] for i in range(8))}) + "\n")
END
boiler() { nclass train boiler --folds 3 --min-count 1 --cost 100 -o "$work/boiler.ncm" "$@" "$work/pages.jsonl"; }
topic() { nclass train topic --folds 2 --min-count 1 --plugins boiler --model "boiler=$work/boiler.ncm" "$@"; }
expect "train boiler with the models of its folds" 0 boiler --fold-models
is "one for each fold" "$(cd "$work" && echo boiler.folds/*)" "boiler.folds/0.ncm boiler.folds/1.ncm boiler.folds/2.ncm"
expect "they are models" 0 nclass model verify "$work"/boiler.folds/*.ncm
expect "train topic behind it" 0 topic -o "$work/held.ncm" "$work/topics.jsonl"
expect "and on other documents" 0 topic -o "$work/others-held.ncm" "$work/others.jsonl"
expect "and read it" 0 nclass run --plugins boiler --model "boiler=$work/boiler.ncm" -f jsonl "$work/topics.jsonl"
cp "$work/out" "$work/run-held"
mv "$work/boiler.folds" "$work/away"
expect "train topic without them" 0 topic -o "$work/seen.ncm" "$work/topics.jsonl"
expect "and on other documents" 0 topic -o "$work/others.ncm" "$work/others.jsonl"
expect "model info" 0 nclass model info "$work/held.ncm"
out_has "the layer is noted" "layer: nclass.boiler/1"
facts() { nclass model info "$1" | grep -v -e '^file' -e '^command'; }
is "it has learned from other blocks" \
	"$([ "$(facts "$work/held.ncm")" = "$(facts "$work/seen.ncm")" ] || echo other)" other
is "documents that boiler never saw are labelled by the whole model" \
	"$(facts "$work/others.ncm")" "$(facts "$work/others-held.ncm")"
expect "nclass run takes the whole model too" 0 nclass run --plugins boiler \
	--model "boiler=$work/boiler.ncm" -f jsonl "$work/topics.jsonl"
same "whatever lies beside it" "$work/out" "$work/run-held"

mv "$work/away" "$work/boiler.folds"
expect "train again, on less" 0 boiler --limit 50
expect "folds of another training" 3 topic -o "$work/bad.ncm" "$work/topics.jsonl"
err_has "are named" "$work/boiler.folds/0.ncm: it comes from another training"
expect "train with fewer folds" 0 nclass train boiler --folds 2 --fold-models -o "$work/boiler.ncm" "$work/pages.jsonl"
is "the third is gone" "$(cd "$work" && echo boiler.folds/*)" "boiler.folds/0.ncm boiler.folds/1.ncm"
