#!/bin/bash
# Damaged data and damaged models: an error that says what is wrong, or a model;
# DAMAGE_COUNT=1000 in the environment tries so many files of each form.
. "$(dirname "$0")/../lib.sh"
[ -f "$build/plugins/topic.so" ] || exit 0
cd "$work" || exit 1
cat >damage.py <<'PY'
import csv, gzip, io, json, os, random, subprocess, sys
nclass, count = sys.argv[1], int(os.environ.get("DAMAGE_COUNT", "8"))
random.seed(7)
def text(n): return " ".join("w%d" % int(random.expovariate(0.05)) for _ in range(n))
rows = [("ab"[i % 2], "t%d" % i, text(8) + (', "q"' if i % 9 == 0 else "")) for i in range(30)]
table = io.StringIO()
csv.writer(table).writerows([("label", "title", "text")] + rows)
whole = {"csv": table.getvalue(), "tsv": "label\ttitle\ttext\n" + "".join("%s\t%s\t%s\n" % r for r in rows),
         "txt": "".join("__label__%s %s %s\n" % r for r in rows),
         "jsonl": "".join(json.dumps({"labels": [l], "title": t, "text": x}) + "\n" for l, t, x in rows)}
whole = {k: v.encode() for k, v in whole.items()}
whole["jsonl.gz"] = gzip.compress(whole["jsonl"])
hard = [b'"', b"\0", b"\xff", b"\n", b"\r", b",", b"\t", b"\\", b"{", b"}", b"__label__", b"\\ud800", b"[" * 100]
def damaged(data):
    d = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 40))):
        at, how = random.randrange(len(d) + 1), random.randrange(5)
        if how == 0: d = d[:at]
        elif how == 1 and at < len(d): d[at] ^= 1 << random.randrange(8)
        elif how == 2: d[at:at] = random.choice(hard)
        elif how == 3: del d[at:at + random.randrange(60)]
        else: d[at:at] = d[random.randrange(len(d) + 1):][:random.randrange(200)]
        d = d or bytearray(b"x")
    return bytes(d)
def run(*args):
    try:
        p = subprocess.run([nclass, *args], capture_output=True, timeout=250)
    except subprocess.TimeoutExpired:
        return "hang", ""
    err = p.stderr.decode("utf-8", "replace")
    return ("sanitizer" if "Sanitizer" in err or "runtime error" in err else p.returncode), err
for form, data in whole.items():
    bad = 0
    for i in range(count):
        name = "damaged." + form
        with open(name, "wb") as f: f.write(damaged(data))
        status, err = run("train", "topic", "-q", "--folds", "2", "-j", "1", "-o", "d.ncm", name)
        if not (status == 0 or status == 3 and err.strip()):
            bad += 1
            print("#", name, i, status, err[-500:])
    print("not ok" if bad else "ok", form, "with damage:", count, "files")
model, cut, flipped = open(sys.argv[2], "rb").read(), [], []
for i in range(count):
    at = random.randrange(len(model))
    for name, tried, data in (("cut.ncm", cut, model[:at]),
                              ("flipped.ncm", flipped, model[:at] + bytes([model[at] ^ 1 << i % 8]) + model[at + 1:])):
        with open(name, "wb") as f: f.write(data)
        status, err = run("run", "-p", "topic", "--model", "topic=./" + name, "damaged.txt")
        tried.append(status == 3 and "./" + name in err)
        if not tried[-1]: print("#", name, at, status, err[-500:])
print("ok" if all(cut) else "not ok", "a large model, cut")
print("ok" if all(flipped) else "not ok", "a large model, a bit changed")
PY
python3 damage.py "$build/nclass" "$top/models/topic.ncm" >got 2>&1 || not_ok "it ran" got
cat got
grep -q '^not ok' got && failures=1
[ "$(grep -c '^ok' got)" = 7 ] || not_ok "all was tried" got
exit 0
