#!/usr/bin/env python3
"""Fit the weights of plugins/boiler/course.c, on pages that the models they go with have not seen.

  fit-course.py DATA SECTION BOILER [--check]

SECTION and BOILER are the names of models of three folds, with %d for the fold (training-data.py, --fold; eval.py keeps
them in B/eval). The pages are light and full dumps, HTML, single paragraphs and pages written for training; and all but
the paragraphs again, with share bars, teasers and the like between paragraphs, of which the sets have few. Prints the
weights, after section and of boiler alone. B is the build folder. The scores are those that nclass prints: of four
digits, and of a table's rows their mean, which the plugin takes after the course.

--check also fits on four fifths of the sites, and prints kept words (F1) and calibration error of the others, before
and after.
"""
import argparse, collections, hashlib, importlib.util, json, os, random, re, subprocess, sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
NCLASS = os.path.join(os.environ.get("B", "build"), "nclass")
SOLO = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # characters that are tokens: docs/tokens.md
LETTER = rf"(?:(?![_{SOLO}])[\w\u0300-\u036f\u064b-\u0652\u0900-\u0d7f])"
TOKEN = re.compile(rf"[{SOLO}]|{LETTER}+(?:['’]{LETTER}+)*")
LEAST = 5e-5  # of a score that is printed as 0.0000
NAMES = ["own", "words", "above", "below", "another", "closings", "title", "menu", "always"]
# As in course.c:
CLOSES = {"share", "tags", "comments", "author-bio", "footer"}
OPENS = {"headline", "byline", "dateline", "related", "nav"}
AROUND, AROUND_PRIOR, GAP_BLOCKS, GAP_WORDS, MIDDLE, MAIN_SHARE, CLOSINGS_MOST = 20, 20, 3, 25, 0.5, 0.3, 4
RIDGE = 3.0
INTERRUPTED = 0.15  # what a page with interruptions counts, beside the page itself
LONG_WORDS = 15  # of a paragraph
# What is set between paragraphs: how often, role, words.
BETWEEN = [(8, "share", (1, 5)), (4, "related", (3, 12)), (3, "promo", (5, 25)), (2, "tags", (1, 6)),
           (1, "comments", (2, 6))]
# What a block of a kind of page counts: small sets more, and what the labels are least sure of less.
WEIGHT = collections.defaultdict(lambda: 1, {"aed.light": 3, "aed.full": 3, "fundus.light": 4, "fundus.full": 3,
                                             "wcxb-dev.light": 1.5, "brief": 2, "html": 0.5})


def module(name):
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), os.path.join(HERE, name + ".py"))
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m


def pages(data, fold):
    """(kind, page) of a fold: with verdicts that are article text or not, or open."""
    td = module("training-data")
    def wanted(d):
        return td.is_in(d, fold)
    read, known = {d["id"]: d for d in td.read_pages(data, wanted)}, td.readings()
    for name in td.SETS:
        for d in td.records(data, f"blocks/{name}.light.jsonl.gz"):
            if wanted(d):
                yield name + (".light" if td.is_article(d) else ".other"), td.page(d, td.content)
        for d in td.full_pages(data, wanted, name):
            if td.is_article(d):
                yield name + ".full", td.page(d, td.content_read if d["id"] in known else td.content)
    for d in read.values():
        for b in td.brief(d):
            yield "brief", td.page(b, td.content_read)
    for d in filter(wanted, td.written()):
        yield "written", td.page(d, td.content_read)
    for d in td.html(data, wanted, read):
        yield "html", td.html_page(d, td.html_content)


def labelled(docs, models):
    """For each page its blocks: (role, its score, score, words, gold or None)."""
    lines = []
    for i, (_, d) in enumerate(docs):
        text = {"html": d["html"]} if "html" in d else {"text": "\n".join(flat(b) for b in d["blocks"])}
        lines.append(json.dumps({"id": str(i), **text}))
    command = [NCLASS, "run", "--plugins", ",".join(models), "--set", "boiler.article=0", "--set", "boiler.course=no",
               "--with-text", "--format", "jsonl", "--quiet", "-"]
    for plugin, model in models.items():
        command += ["--model", f"{plugin}={model}"]
    r = subprocess.run(command, input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    for (_, d), line in zip(docs, r.stdout.splitlines()):
        out, gold = json.loads(line), {}
        raw = out["text"].encode()
        at = 0
        for b in d["blocks"]:
            gold[b.get("begin", at)] = b.get("content")
            at += len(flat(b).encode()) + 1
        yield [(b.get("role"), b.get("role_score"), b["score"], words_of(raw[b["begin"]:b["end"]]),
                gold.get(b["begin"])) for b in out["blocks"]]


def words_of(raw):
    return len(TOKEN.findall(raw.decode()))


def flat(b):
    return b.get("text", "").replace("\n", " ")


def main_run(scores, words):
    """Of the kept blocks' run that has most of what is expected to be article text: its first block, the block where
    half of that has stood, and the run's share of all."""
    runs, last, gap = [], None, 0
    for i, (s, w) in enumerate(zip(scores, words)):
        if s < 0.5:
            gap += w
            continue
        if last is None or i - last > GAP_BLOCKS or gap > GAP_WORDS:
            runs.append([])
        runs[-1].append(i)
        last, gap = i, 0
    sure = scores * words
    if not runs:
        return None
    run = max(runs, key=lambda run: sum(sure[run]))
    so_far = np.cumsum(sure[run])
    return run[0], run[int((so_far < MIDDLE * so_far[-1]).sum())], so_far[-1] / (sure.sum() + 1)


def sums(x):
    return np.concatenate([np.zeros((1, *x.shape[1:])), np.cumsum(x, 0)])


def outside(blocks, main):
    """another, closings, title, menu of each block: what stands between it and the main run."""
    out = np.zeros((len(blocks), 4))
    if main is None:
        return out
    begin, middle, share = main
    closed, another, closings, title, menu = 0, 0, 0, 0, 0
    for i in range(middle, len(blocks)):
        out[i, :2] = another, closings
        role, score = blocks[i][:2]
        if role in CLOSES:
            closed = max(closed, score)
            if i > middle and role != blocks[i - 1][0]:
                closings = min(closings + score, CLOSINGS_MOST)
        elif role in OPENS:
            another = max(another, min(closed, score))
    for i in range(begin, -1, -1):
        out[i, 2:] = title, menu
        role, score = blocks[i][:2]
        if role == "headline":
            title = max(title, score)
        elif role == "nav":
            menu = max(menu, score)
    return out * min(share / MAIN_SHARE, 1)


def measures(blocks):
    """A row of NAMES for each block."""
    n, i = len(blocks), np.arange(len(blocks))
    s, w = np.array([b[2] for b in blocks]), np.array([b[3] for b in blocks], float)
    lean, words = sums(w * (s - 0.5)), sums(w)
    low, high = np.maximum(i - AROUND, 0), np.minimum(i + AROUND + 1, n)
    above = (lean[i] - lean[low]) / (words[i] - words[low] + AROUND_PRIOR)
    below = (lean[high] - lean[i + 1]) / (words[high] - words[i + 1] + AROUND_PRIOR)
    p = np.clip(s, LEAST, 1 - LEAST)
    own = np.log(p / (1 - p))
    return np.column_stack([own, np.log1p(w), above, below, outside(blocks, main_run(s, w)), np.ones(n)])


def interrupted(blocks, name):
    """The page with share bars, teasers and the like in one to three places between its paragraphs; scores stay."""
    r = random.Random(name)
    text = [i for i, b in enumerate(blocks) if b[4] == 1 and b[3] > LONG_WORDS]
    if len(text) < 4:
        return []
    out = list(blocks)
    for at in sorted(r.sample(text[1:-1], min(len(text) - 2, r.choice((1, 1, 2, 3)))), reverse=True):
        role, words = r.choices([b[1:] for b in BETWEEN], [b[0] for b in BETWEEN])[0]
        role = role if blocks[0][0] else None
        out[at:at] = [(role, r.uniform(0.5, 1), r.uniform(0, 0.15), r.randint(*words), None)
                      for _ in range(r.randint(1, 3))]
    return out


def fit(x, y, w):
    b = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(len(b))
    ridge[-1, -1] = 0
    for _ in range(12):
        p = 1 / (1 + np.exp(-x @ b))
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + ridge, x.T @ (w * (y - p)) - ridge @ b)
        b += step
        if abs(step).max() < 1e-4:
            break
    return b


def show(name, kinds, p, y, words):
    for kind in sorted(set(kinds)):
        at = kinds == kind
        kept, text, w = p[at] >= 0.5, y[at] == 1, words[at]
        hit, extra, lost = w[kept & text].sum(), w[kept & ~text].sum(), w[~kept & text].sum()
        off = 0
        for k in range(10):
            inside = np.minimum((p[at] * 10).astype(int), 9) == k
            off += abs((w * (p[at] - y[at]))[inside].sum())
        print(f"{name} {kind:16} F1 {2 * hit / max(2 * hit + extra + lost, 1):.4f} calibration {off / w.sum():.4f}")


def dataset(data, section, boiler):
    """Arrays over all blocks with a verdict: measures, gold, words, first score, kind of page, part for checking, and
    what it counts."""
    rows, rest = [], []
    def add(blocks, kind, part, weight):
        known = [b[4] is not None for b in blocks]
        rows.append(measures(blocks)[known])
        rest.extend((b[4], b[3], b[2], kind, part, weight) for b, k in zip(blocks, known) if k)

    for k in range(3):
        docs = list(pages(data, (k, 3)))
        models = {**({"section": section % k} if section else {}), "boiler": boiler % k}
        for (kind, d), blocks in zip(docs, labelled(docs, models)):
            part = int(hashlib.md5((d.get("site") or d.get("url") or d["id"]).encode()).hexdigest(), 16) % 5
            if blocks:
                add(blocks, kind, part, WEIGHT[kind])
            other = kind != "brief" and interrupted(blocks, kind + d["id"])
            if other:
                add(other, "interrupted", part, WEIGHT[kind] * INTERRUPTED)
    return np.vstack(rows), *map(np.array, zip(*rest))


def report(x, y, words, first, kinds, parts, w):
    p = np.zeros(len(y))
    for part in range(5):
        out = parts == part
        p[out] = 1 / (1 + np.exp(-x[out] @ fit(x[~out], y[~out], w[~out])))
    show("before", kinds, first, y, words)
    show("after", kinds, p, y, words)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", help="folder of the development data")
    ap.add_argument("section", help="section's models, %%d for the fold")
    ap.add_argument("boiler", help="boiler's models, %%d for the fold")
    ap.add_argument("--check", action="store_true", help="also measure on sites left out")
    a = ap.parse_args()
    for name, section in ("pair", a.section), ("alone", None):
        x, y, words, first, kinds, parts, weights = dataset(a.data, section, a.boiler)
        w = np.sqrt(words + 1) * weights
        print(name, len(y), "blocks")
        if a.check:
            report(x, y, words, first, kinds, parts, w)
        for measure, weight in zip(NAMES, fit(x, y, w)):
            print(f"  {measure:12} {weight:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
