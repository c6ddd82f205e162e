#!/bin/bash
# A small vocabulary keeps the words that tell topics apart, not the commonest.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
python3 - "$work" <<'END'
import json, random, sys
random.seed(4)
words = {"sport": "goal striker referee match pitch coach".split(), "money": "bank shares profit price tax growth".split()}
noise = ["".join(random.choices("bcdfghklmnprst", k=5)) for _ in range(16)]
for name, n in (("train", 120), ("test", 60)):
    with open(f"{sys.argv[1]}/{name}.jsonl", "w") as f:
        for i in range(n):
            label = ("sport", "money")[i % 2]
            text = random.sample(noise, 10) + random.sample(words[label], 2)
            random.shuffle(text)
            f.write(json.dumps({"id": i, "text": " ".join(text), "labels": [label]}) + "\n")
END
expect "train on 16 features" 0 nclass train topic --max-features 16 -o "$work/m.ncm" "$work/train.jsonl"
expect "model info" 0 nclass model info "$work/m.ncm"
out_has "it has no more" "features: 0 dense, 16 hashed"
for word in goal striker shares profit; do out_has "and has $word" "$word"; done
expect "label other documents" 0 nclass run --plugins topic --model "topic=$work/m.ncm" -f jsonl "$work/test.jsonl"
is "all of them right" "$(python3 - "$work/out" <<'END'
import json, sys
docs = [json.loads(line) for line in open(sys.argv[1])]
print(sum(d["topics"][0]["label"] == ("sport", "money")[int(d["id"]) % 2] for d in docs))
END
)" 60
