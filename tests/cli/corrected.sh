#!/bin/bash
# What run writes, corrected by hand, is labelled data of blocks.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/boiler.so" ] || exit 0
python3 - "$work" <<'END'
import json, sys
with open(sys.argv[1] + "/pages.jsonl", "w") as f, open(sys.argv[1] + "/texts.jsonl", "w") as g:
    for i in range(30):
        blocks = [("nav", "p", f"Home News Sport {i}"), ("headline", "h1", f"Depot number {i} is kept"),
                  ("body", "p", f"The council voted on Tuesday to keep depot {i} open, after a debate of seven hours."),
                  ("promo", "p", "Sign up for our letter now")]
        page = {"id": i, "url": f"http://site{i % 6}.org/{i}"}
        f.write(json.dumps({**page, "html": "".join(f"<{t}>{s}</{t}>" for _, t, s in blocks)}) + "\n")
        g.write(json.dumps({**page, "text": "\n".join(s for _, _, s in blocks)}) + "\n")
END
correct() { # set the roles, and keep the body alone
	python3 -c '
import json, sys
for line in sys.stdin:
    d = json.loads(line)
    for b, role in zip(d.get("nclass", d)["blocks"], ("nav", "headline", "body", "promo")):
        b["role"], b["keep"] = role, role == "body"
    print(json.dumps(d))'
}
for how in "--merge $work/pages.jsonl" "--keep-fields html $work/pages.jsonl" "--with-text $work/texts.jsonl"; do
	expect "run ${how%% *}" 0 nclass run --plugins section,boiler -f jsonl $how
	correct <"$work/out" >"$work/corrected.jsonl"
	expect "train boiler on what was corrected" 0 \
		nclass train boiler --folds 2 -o "$work/b.ncm" "$work/corrected.jsonl"
	err_has "in which all blocks are known" "30 documents, 2 labels: 0 90, 1 30"
	expect "train section on it" 0 nclass train section --folds 2 -o "$work/s.ncm" "$work/corrected.jsonl"
	expect "measure it" 0 nclass eval boiler --model "boiler=$work/b.ncm" "$work/corrected.jsonl"
	out_has "in groups by site" "30 documents in 6 groups, 120 labelled blocks"
done
