#!/bin/bash
# nclass train --tune: a better cost where the default one is wrong.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
# half of the labels are wrong: the default cost learns them by heart
python3 - "$work" <<'END'
import json, random, sys
random.seed(3)
with open(sys.argv[1] + "/noisy.jsonl", "w") as f:
    for i in range(900):
        label = i % 3
        words = [f"w{label}{random.randrange(30)}" for _ in range(3)]
        words += [f"c{random.randrange(900)}" for _ in range(30)]
        random.shuffle(words)
        if random.random() < 0.5:
            label = random.randrange(3)
        f.write(json.dumps({"text": " ".join(words), "labels": [f"l{label}"]}) + "\n")
END
train() { nclass train topic --min-count 1 --folds 2 "$@" "$work/noisy.jsonl"; }
facts() { nclass model info "$work/$1.ncm" >"$work/$1.txt"; grep -vE "^(file|command|made|date|path)" "$work/$1.txt"; }
accuracy() { sed -n 's/^held-out.accuracy: *//p' "$work/$1.txt"; }

expect "the default cost" 0 train --solver dual -o "$work/plain.ncm"
facts plain >"$work/plain.facts"
is "nothing is tuned unasked" "$(grep -c '^tuned' "$work/plain.txt")" 0
for solver in dual liblinear libsvm; do
	expect "$solver: --tune" 0 train --solver $solver --tune --jobs 1 -o "$work/one.ncm"
	out_has "$solver: says what was tried" "costs tried, with the accuracy: 0.7 0."
	facts one >"$work/one.facts"
	is "$solver: a lower cost is chosen" \
		"$(sed -n 's/^cost: *//p' "$work/one.txt" | awk '{ print ($1 < 0.7) }')" 1
	is "$solver: it is 2 points better" \
		"$(awk -v a="$(accuracy one)" -v b="$(accuracy plain)" 'BEGIN { print (a > b + 0.02) }')" 1
	expect "$solver: three processes" 0 train --solver $solver --tune --jobs 3 -o "$work/three.ncm"
	facts three >"$work/three.facts"
	is "$solver: find the same" "$(sed 's/three/one/g' "$work/three.facts")" "$(cat "$work/one.facts")"
done

# An interrupt while it tunes leaves nothing.
timeout -s INT 0.3 "$build/nclass" train topic --min-count 1 --tune --solver libsvm --folds 20 -o "$work/i.ncm" \
	"$work/noisy.jsonl" >/dev/null 2>&1
is "an interrupt leaves no model" "$(ls "$work"/i.ncm* 2>/dev/null)" ""
