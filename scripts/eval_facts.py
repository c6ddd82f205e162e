#!/usr/bin/env python3
"""Measure the facts of documents: title, authors, date; from pages and from plain text.

  eval_facts.py [--cmd COMMAND] [--set NAME]... [--wrong FACT]      NAME: aed, fundus, wcxb-dev (default: all)

Environment: DATA, the development data (default ../shared/data); B, the build folder (default build).

Gold is what the records of html/NAME say. COMMAND reads JSON lines and writes what nclass writes (default: section
alone; eval.py gives one with models that have not seen the page's site). Each set is measured twice: from its pages,
and from the text dumps of the same pages (blocks/NAME.light), where the roles of blocks have to do without markup.

  title    right: the same but for white space, case, quotes, dashes; F1 of words beside it
  authors  precision, recall and F1 over names, of pages that have authors; given: share of the other pages that get one
  date     right: the same day, of pages that have one
--wrong FACT prints the pages where it differs, for a person to read.
"""
import argparse, collections, gzip, json, os, re, shlex, subprocess, sys, unicodedata

B = os.environ.get("B", "build")
DATA = os.environ.get("DATA", "../shared/data")
SETS = ("aed", "fundus", "wcxb-dev")
SAME = {ord(a): b for a, b in zip("‘’‚‛“”„«»‹›–—‑", "''''\"\"\"\"\"\"\"---")}


def records(name):
    with gzip.open(os.path.join(DATA, name), "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def plain(s):
    """Without what two writers of one title differ in."""
    return " ".join(unicodedata.normalize("NFKC", s).translate(SAME).casefold().split())


def words(s):
    """Words; a character each where they are written without spaces."""
    return re.findall(r"[\u3040-\u9fff]|[^\W_\u3040-\u9fff]+", plain(s))


def name_key(s):
    return " ".join(words(s))


def f1(hits, got, want):
    p, r = (hits / got if got else 0.0), (hits / want if want else 0.0)
    return p, r, (2 * p * r / (p + r) if p + r else 0.0)


def overlap(a, b):
    both = sum((collections.Counter(a) & collections.Counter(b)).values())
    return f1(both, len(a), len(b))[2]


def run(command, docs):
    """Give {id: values}."""
    lines = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs)
    r = subprocess.run(shlex.split(command), input=lines, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    out = {}
    for line in r.stdout.splitlines():
        d = json.loads(line)
        if d["status"] == "ok":
            out[d["id"]] = d["values"]
    if r.returncode or len(out) < len(docs):
        print(f"{len(docs) - len(out)} of {len(docs)} documents failed", file=sys.stderr)
    return out


def score(golds, found, wrong=None):
    """Give {column: number}; print where `wrong` differs."""
    title = right = same = date_n = date_right = hits = got = want = empty = given = dates_given = 0
    for g in golds:
        v = found.get(g["id"], {})
        t, names, day = v.get("title") or "", v.get("authors") or [], (v.get("date") or "")[:10]
        bad = {}
        if g.get("title"):
            title += 1
            same += plain(t) == plain(g["title"])
            right += overlap(words(t), words(g["title"]))
            bad["title"] = plain(t) != plain(g["title"])
        ours, theirs = {name_key(x) for x in names}, {name_key(x) for x in g.get("authors") or []}
        if theirs:
            hits, got, want = hits + len(ours & theirs), got + len(ours), want + len(theirs)
            bad["authors"] = ours != theirs
        else:
            empty, given = empty + 1, given + bool(ours)
        if g.get("date"):
            date_n, date_right = date_n + 1, date_right + (day == str(g["date"])[:10])
            dates_given += bool(day)
            bad["date"] = day != str(g["date"])[:10]
        if wrong and bad.get(wrong):
            print(g["id"], g["url"], "want", g.get(wrong), "got", v.get(wrong), sep="\t")
    p, r, f = f1(hits, got, want)
    return {"title right": same / max(title, 1), "title F1": right / max(title, 1), "authors P": p, "authors R": r,
            "authors F1": f, "given": given / max(empty, 1), "date right": date_right / max(date_n, 1),
            "of given": date_right / max(dates_given, 1)}


def pages(name):
    """Records with gold, and what to read of each."""
    golds = list(records(f"html/{name}.jsonl.gz"))
    # nothing but the page: what a record says of it is the gold
    return golds, [{k: g[k] for k in ("id", "url", "html")} for g in golds]


def texts(name):
    golds = {g["id"]: g for g in records(f"html/{name}.jsonl.gz")}
    docs = [{"id": d["id"], "url": d["url"], "text": "\n".join(b["text"] for b in d["blocks"])}
            for d in records(f"blocks/{name}.light.jsonl.gz") if d["id"] in golds]
    return [golds[d["id"]] for d in docs], docs


def measure(name, kind, command, wrong=None):
    golds, docs = (pages if kind == "pages" else texts)(name)
    return score(golds, run(command, docs), wrong)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cmd", default=os.path.join(B, "nclass") + " run --plugins section --format jsonl --quiet -")
    parser.add_argument("--set", action="append", choices=SETS)
    parser.add_argument("--kind", choices=("pages", "text"))
    parser.add_argument("--wrong", choices=("title", "authors", "date"))
    args = parser.parse_args()
    first = True
    for kind in [args.kind] if args.kind else ["pages", "text"]:
        for name in args.set or SETS:
            found = measure(name, kind, args.cmd, args.wrong)
            if first:
                print("%-18s" % "facts", *("%12s" % c for c in found))
            first = False
            print("%-18s" % f"{name} {kind}", *("%12.4f" % v for v in found.values()), flush=True)


if __name__ == "__main__":
    main()
