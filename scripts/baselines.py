#!/usr/bin/env python3
"""Answers of simple rules, in the form that the scorers read: what a plugin has to beat.

  baselines.py keep-all|ten-words < PAGES.jsonl

PAGES are JSON lines {"id","text"}; a line of the text is a block. keep-all keeps every block; ten-words those of
ten words or more that have the end of a sentence in them, which is what people write who need a filter in a minute.
"""
import json, re, sys

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
STOP = re.compile(r"[.!?。！？।؟]")

RULES = {"keep-all": lambda block: True,
         "ten-words": lambda block: bool(STOP.search(block)) and len(WORD.findall(block)) >= 10}


def blocks(text, rule):
    at = 0
    for line in text.split("\n"):
        size = len(line.encode())
        if line.strip():
            yield {"begin": at, "end": at + size, "keep": rule(line)}
        at += size + 1


def main():
    rule = RULES[sys.argv[1]]
    for line in sys.stdin:
        d = json.loads(line)
        print(json.dumps({"id": d["id"], "blocks": list(blocks(d["text"], rule))}))


if __name__ == "__main__":
    main()
