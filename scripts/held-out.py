#!/usr/bin/env python3
"""Run a command over JSON lines, each document with the models that never saw its site.

  held-out.py FOLDS.json COMMAND ARG...

FOLDS.json maps a document's id to its fold (what is not in it goes to fold 0). COMMAND is started once for
each fold, with every `{fold}` in its arguments replaced by the number, and gets that fold's lines on standard
input; the answers come out on standard output in the order of the input. This is how the scorers measure
models on held-out sites though they know one command only.
"""
import json, subprocess, sys


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        folds = json.load(f)
    lines, order = {}, []
    for line in sys.stdin.buffer:
        fold = folds.get(json.loads(line)["id"], 0)
        lines.setdefault(fold, []).append(line)
        order.append(fold)
    answers, status = {}, 0
    for fold in sorted(lines):
        command = [a.replace("{fold}", str(fold)) for a in sys.argv[2:]]
        r = subprocess.run(command, input=b"".join(lines[fold]), stdout=subprocess.PIPE)
        status = max(status, r.returncode)
        answers[fold] = iter(r.stdout.splitlines(keepends=True))
    for fold in order:
        sys.stdout.buffer.write(next(answers[fold], b""))
    return status


if __name__ == "__main__":
    sys.exit(main())
