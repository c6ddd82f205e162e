#!/usr/bin/env python3
"""Hold the HTML tokenizer against files of tests in html5lib's form.

  tokens.py HELPER FILE.test...

HELPER is tests/html/tokens.c, built. Of a doctype the name is compared (what its identifiers say is of no use to a
reader of text); errors are not. Inputs with half of a surrogate pair have no UTF-8 and are passed over.
"""
import json, os, re, subprocess, sys

MODES = {"Data state": 0, "RCDATA state": 1, "RAWTEXT state": 2, "Script data state": 3, "PLAINTEXT state": 4,
         "CDATA section state": 5}


def unescape(x):
    if isinstance(x, str):
        return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), x)
    if isinstance(x, list):
        return [unescape(v) for v in x]
    return {unescape(k): unescape(v) for k, v in x.items()} if isinstance(x, dict) else x


def lower(s):
    return "".join(chr(ord(c) | 32) if "A" <= c <= "Z" else c for c in s)


def merge(tokens):
    out = []
    for t in tokens:
        if t[0] == "Character" and out and out[-1][0] == "Character":
            out[-1] = ["Character", out[-1][1] + t[1]]
        else:
            out.append(t)
    return out


def got_of(line):
    out = []
    for token in filter(None, (p.strip() for p in line.split(";"))):
        kind, rest = token[:2], token[2:]
        texts = [bytes.fromhex(h).decode() for h in re.findall(r"=([0-9a-f]*)", rest)]
        if kind[0] == "T":
            out.append(["Character", texts[0]])
        elif kind[0] == "C":
            out.append(["Comment", texts[0]])
        elif kind[0] == "E":
            out.append(["EndTag", lower(texts[0])])
        elif kind[0] == "D":
            out.append(["DOCTYPE",
                        lower(re.split("[\t\n\f\r ]", texts[0].lstrip("\t\n\f\r "))[0]) or None])
        else:
            attrs = {}
            for name, value in zip(texts[1::2], texts[2::2]):
                attrs.setdefault(lower(name), value)
            out.append(["StartTag", lower(texts[0]), attrs] + ([True] if kind[1] == "1" else []))
    return merge(out)


def hexed(text):
    return text.encode().hex() or "-"


def run(helper, path):
    with open(path, encoding="utf-8") as f:
        data = json.load(f)
    lines, wanted, passed_over = [], [], 0
    if "tests" not in data:  # xmlViolation.test: how to write what XML cannot hold
        return True
    for test in data["tests"]:
        if test.get("doubleEscaped"):
            test = dict(test, input=unescape(test["input"]), output=unescape(test["output"]))
        if re.search("[\ud800-\udfff]", test["input"]):
            passed_over += 1
            continue
        for state in test.get("initialStates", ["Data state"]):
            lines.append("%d %s %s" % (MODES[state], hexed(test.get("lastStartTag", "")), hexed(test["input"])))
            wanted.append((test["description"], test["input"],
                           merge([t[:2] if t[0] == "DOCTYPE" else t for t in test["output"]])))
    r = subprocess.run([helper], input="\n".join(lines) + "\n", stdout=subprocess.PIPE, text=True)
    bad = 0
    for (what, source, want), line in zip(wanted, r.stdout.split("\n")):
        got = got_of(line)
        if got != want:
            bad += 1
            if bad <= 5:
                print("#   %s: %r\n#     got  %r\n#     want %r" % (what, source, got, want))
    ok = bad == 0 and r.returncode == 0 and r.stdout.count("\n") >= len(wanted)
    print("%s html tokens, %s: %d of %d%s" % ("ok" if ok else "not ok", os.path.basename(path), len(wanted) - bad,
                                               len(wanted), ", %d passed over" % passed_over if passed_over else ""))
    return ok


if __name__ == "__main__":
    sys.exit(0 if all([run(sys.argv[1], p) for p in sys.argv[2:]]) else 1)
