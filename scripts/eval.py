#!/usr/bin/env python3
"""Measure quality on held-out sites, and print one table.

  eval.py [--quick] [GROUP...]      GROUP: blocks, html, separators, topics, pages, languages (default: all)

Environment (make eval sets it): DATA, the development data; EVAL, the scorers; B, the build folder.

Models are trained FOLDS times, each time without the pages of one part of the sites, and every page is labelled
by the model that has not seen its site (scripts/held-out.py). Models are kept in B/eval and made again when the
plugins, the core or the data scripts are newer. Sets that are never trained on are scored with fold 0's models.
"""
import argparse, collections, gzip, hashlib, json, os, re, subprocess, sys, urllib.parse

from language_codes import bcp47, first_words

B = os.environ.get("B", "build")
DATA = os.environ.get("DATA", "../shared/data")
EVAL = os.environ.get("EVAL", "../shared/eval")
FOLDS = 3
WORK = os.path.join(B, "eval")
NCLASS = os.path.join(B, "nclass")
# As train-models.sh has them; two folds are enough to calibrate what is thrown away.
OPTIONS = {"section": ["--cost", "0.15", "--max-features", "15000", "--folds", "2"],
           "boiler": ["--cost", "0.05", "--max-features", "15000", "--folds", "2"],
           "topic": ["--group-by", "site"]}
HERE = os.path.dirname(os.path.abspath(__file__))


def fold_of(site):
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


def host(url):
    return urllib.parse.urlsplit(url or "").hostname or ""


def records(name):
    with gzip.open(os.path.join(DATA, name), "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def folds_of(name, site):
    """Write {id: fold} of a data set beside the models; give the file's path."""
    path = os.path.join(WORK, name.replace("/", "_") + ".folds.json")
    with open(path, "w", encoding="utf-8") as f:
        json.dump({d["id"]: fold_of(site(d)) for d in records(name)}, f)
    return path


def stale(model):
    sources = [os.path.join(B, "plugins", p + ".so") for p in ("section", "boiler", "topic")]
    sources += [os.path.join(HERE, name) for name in ("training-data.py", "collage.py")]
    when = os.path.getmtime(model) if os.path.exists(model) else 0
    return any(os.path.getmtime(s) > when for s in sources if os.path.exists(s))


def train(plugin, fold):
    """Train a plugin without a fold's sites, unless that model is there and newer than its sources."""
    model = os.path.join(WORK, f"{plugin}.{fold}.ncm")
    data = os.path.join(WORK, f"{plugin}.{fold}.jsonl")
    if not stale(model):
        return
    print(f"training {plugin} without fold {fold}", file=sys.stderr, flush=True)
    with open(data, "wb") as f:
        subprocess.run([sys.executable, os.path.join(HERE, "training-data.py"), DATA, plugin,
                        "--fold", f"{fold}/{FOLDS}"], stdout=f, check=True)
    command = [NCLASS, "train", plugin, data, "-o", model, "--quiet", *OPTIONS[plugin]]
    with open(model + ".report", "wb") as report:
        subprocess.run(command, stdout=report, check=True)
    os.remove(data)


def run_command(folds, plugins, *options):
    parts = [sys.executable, os.path.join(HERE, "held-out.py"), folds, NCLASS, "run", "--plugins", plugins]
    for p in plugins.split(","):
        parts += ["--model", f"{p}={WORK}/{p}.{{fold}}.ncm"]
    return " ".join([*parts, "--format", "jsonl", "--quiet", *options, "-"])


def score(scorer, gold, command, *options):
    """Run a scorer; give what it printed as {name: number}."""
    r = subprocess.run([sys.executable, os.path.join(EVAL, scorer), os.path.join(DATA, gold), "--cmd", command,
                        *options], stdout=subprocess.PIPE, text=True)
    out, found, every = r.stdout, {}, []
    if r.returncode:
        print(out[:600], file=sys.stderr)
    for line in out.splitlines():
        kind = line.split(" ", 1)[0]
        if kind == "topic":
            every.append(float(re.search(r"F1 (\d+\.\d+)", line).group(1)))
        if kind in ("role", "topic", "worst"):
            continue
        for name, value in re.findall(r"([A-Za-z][A-Za-z0-9 ]*?) +(\d+\.\d+)", line[len(kind):]):
            found[f"{kind} {name.strip()}"] = float(value)
        for value in re.findall(r"(\d+\.\d+) over the \d+ with", line):
            found["scores calibration hot"] = float(value)
    if every:
        found["topics all"] = sum(every) / len(every)
    return found


def row(name, found, columns, targets=()):
    cells = []
    for i, c in enumerate(columns):
        v, want = found.get(c), targets[i] if i < len(targets) else None
        cells.append("%8s%s" % ("-" if v is None else "%.4f" % v,
                                "" if want is None else " (%.3f)" % want if v is not None and v >= want
                                else " [%.3f]" % want))
    print("%-34s %s" % (name, "  ".join(c.ljust(16) for c in cells)), flush=True)


BLOCKS = ["keep micro F1", "keep macro F1", "strict micro F1", "scores Brier skill", "scores calibration error"]


def blocks_table(pairs, plugins, *options, only_articles=False):
    for name, want in pairs:
        gold = f"blocks/{name}.jsonl.gz"
        folds = folds_of(gold, lambda d: host(d.get("url")))
        score_gold = articles_of(gold) if name.startswith("wcxb") else gold
        found = score("blocks.py", score_gold, run_command(folds, plugins), *options)
        row(f"{name} {plugins}" + (" " + options[1] if options else ""), found, BLOCKS, want)
        if "roles macro F1" in found:
            row("  roles", found, ["roles macro F1", "roles accuracy"],
                (0.5, None) if name.startswith("roles-read") else ())


def articles_of(gold):
    """The pages of wcxb-dev that are articles, as a file the scorer can read."""
    path = os.path.abspath(os.path.join(WORK, os.path.basename(gold)))
    with gzip.open(path, "wt", encoding="utf-8") as f:
        for d in records(gold):
            if d.get("page_type") == "article":
                f.write(json.dumps(d, ensure_ascii=False) + "\n")
    return path


LIGHT = [("aed.light", (0.96,)), ("fundus.light", (0.96,)), ("wcxb-dev.light", (0.96,)),
         ("roles-read.light", (None, None, 0.955))]
FULL = [("aed.full", (0.92,)), ("fundus.full", (0.92,)), ("wcxb-dev.full", (0.92,))]
OTHERS = [("daniel.light", ()), ("zh-fin.light", ()), ("turku-lines.light", ())]


def eval_blocks(quick):
    for plugins in ("section,boiler", "boiler"):
        blocks_table(LIGHT + FULL, plugins)
        if quick:
            return
    blocks_table(OTHERS, "section,boiler")


def eval_separators(quick):
    for sep in ("double", "mixed", "wrap"):
        blocks_table(LIGHT, "section,boiler", "--sep", sep)


TOPICS = ["topics micro F1", "topics macro F1", "topics exact", "scores Brier skill", "scores calibration hot"]


def eval_topics(quick):
    gold = "topics/iptc-news/articles.jsonl.gz"
    folds = folds_of(gold, lambda d: d.get("site") or "")
    command = run_command(folds, "topic")
    row("iptc-news, by site", score("topics.py", gold, command), TOPICS, (0.78, 0.715))
    if quick:
        return
    row("  first topic", score("topics.py", gold, command, "--primary", "--all", "none"), ["topics micro F1"], (0.755,))
    eval_set("reuters21578", "", lambda d: d, (0.89,), 0.59)
    eval_set("20newsgroups", "", lambda d: d, (0.885,))
    eval_set("20newsgroups", " stripped", stripped, (0.73,))


def eval_set(name, variant, change, want, want_all=None):
    """Train on a set's train part, with defaults, and label its test part."""
    plain = os.path.join(WORK, f"{name}{variant.strip()}")
    for part in ("train", "test"):
        with open(f"{plain}.{part}.jsonl", "w", encoding="utf-8") as f:
            for d in records(f"topics/{name}/{part}.jsonl.gz"):
                f.write(json.dumps(change(d), ensure_ascii=False) + "\n")
    subprocess.run([NCLASS, "train", "topic", f"{plain}.train.jsonl", "-o", f"{plain}.ncm", "--quiet"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    command = f"{NCLASS} run --plugins topic --model topic={plain}.ncm --format jsonl --quiet -"
    found = score("topics.py", os.path.abspath(f"{plain}.test.jsonl"), command)
    row(f"{name}{variant}, its test part", found, TOPICS, want)
    if want_all:
        row("  macro F1 of all its topics", found, ["topics all"], (want_all,))


QUOTE = re.compile(r"writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^[|>]")


def stripped(d):
    """A message without header, quotes and signature, as is usual for this set; its title is of the header."""
    body = d["text"].partition("\n\n")[2]
    lines = [line for line in body.split("\n") if not QUOTE.search(line)]
    lines = "\n".join(lines).strip().split("\n")
    at = next((i for i in range(len(lines) - 1, -1, -1) if not lines[i].strip().strip("-")), -1)
    return {"id": d["id"], "text": "\n".join(lines[:at] if at > 0 else lines), "labels": d["labels"]}


def ask_cld2(texts):
    """Languages by Debian's cld2; None where it is not there."""
    program = os.path.abspath(os.path.join(WORK, "cld2"))
    built = subprocess.run(["g++", "-O2", os.path.join(HERE, "cld2.cc"), "-o", program, "-lcld2"], stderr=subprocess.PIPE)
    if built.returncode:
        print(built.stderr.decode()[:600], file=sys.stderr)
        return None
    r = subprocess.run([program], input="\n".join(t.replace("\n", " ") for t in texts) + "\n", stdout=subprocess.PIPE,
                       text=True, check=True)
    return [CLD2_CODES.get(c, c) for c in r.stdout.split("\n")]


def ask_lang(texts):
    lines = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts))
    r = subprocess.run([NCLASS, "run", "--plugins", "lang", "--set", "lang.min-score=0", "--format", "jsonl", "--quiet",
                        "-"], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line)["values"].get("lang") for line in r.stdout.splitlines()]


def eval_languages(quick):
    docs = [(bcp47(d["lang"]), d["text"]) for d in records("topics/sib200/dev.jsonl.gz")]
    known = None
    for name, n in (("sentences", 0), ("6 words of them", 6), ("3 words of them", 3)):
        texts = [first_words(t, c, n) if n else t for c, t in docs]
        right = {"lang": collections.defaultdict(list), "cld2": collections.defaultdict(list)}
        answers = {"lang": ask_lang(texts), "cld2": ask_cld2(texts)}
        for who, got in answers.items():
            for (code, _), answer in zip(docs, got or ()):
                right[who][code].append(answer == code)
        known = known or [c for c, r in right["cld2"].items() if 3 * sum(r) > len(r)]
        mean = lambda who, codes: sum(sum(right[who][c]) / len(right[who][c]) for c in codes) / len(codes)
        found = {"all": mean("lang", right["lang"])}
        if known:
            found.update(lang=mean("lang", known), cld2=mean("cld2", known))
        row(f"sib200 dev, {name}", found, LANGUAGES, (None, found.get("cld2")))
    print(f"  all: {len(right['lang'])} languages; lang, cld2: the {len(known)} that cld2 knows")


LANGUAGES = ["all", "lang", "cld2"]
CLD2_CODES = {"iw": "he", "jw": "jv", "zh-Hant": "zh", "fil": "tl"}

HTML = ["article F1", "article P", "article R"]


def eval_html(quick):
    for name, options in (("aed", ()), ("fundus", ("--set", "boiler.keep=standfirst")), ("wcxb-dev", ())):
        gold = f"html/{name}.jsonl.gz"
        folds = folds_of(gold, lambda d: host(d.get("url")))
        command = run_command(folds, "section,boiler", "--with-kept", *options)
        row(f"{name} html", score("article.py", gold, command), HTML, (0.97,))


def topics_of(docs, plugins):
    """Topics by id; docs: [(fold of the page's host, fold of its site, record)]."""
    parts, topics = collections.defaultdict(list), {}
    for block_fold, topic_fold, d in docs:
        parts[block_fold, topic_fold].append(json.dumps(d, ensure_ascii=False) + "\n")
    for (block_fold, topic_fold), lines in parts.items():
        command = [NCLASS, "run", "--plugins", ",".join(plugins), "--format", "jsonl", "--quiet", "-"]
        for p in plugins:
            command[2:2] = ["--model", f"{p}={WORK}/{p}.{topic_fold if p == 'topic' else block_fold}.ncm"]
        r = subprocess.run(command, input="".join(lines), stdout=subprocess.PIPE, text=True)
        for line in r.stdout.splitlines():
            d = json.loads(line)
            topics[d["id"]] = [t["label"] for t in d.get("topics", ())]
    return topics


def micro(gold, topics):
    right = sum(len(set(labels) & set(topics.get(i, ()))) for i, labels in gold.items())
    return 2 * right / sum(len(labels) + len(topics.get(i, ())) for i, labels in gold.items())


PAGES = ["clean text", "light dump", "full dump", "HTML"]


def eval_pages(quick):
    """The same articles: as clean text, and as pages through section and boiler."""
    articles = {d["id"]: d for d in records("topics/iptc-news/articles.jsonl.gz")}
    forms = {form: [] for form in PAGES}
    for name in ("aed", "fundus", "wcxb-dev"):
        pages = {form: {d["id"]: d for d in records(file) if d["id"] in articles} for form, file in
                 (("light dump", f"blocks/{name}.light.jsonl.gz"), ("full dump", f"blocks/{name}.full.jsonl.gz"),
                  ("HTML", f"html/{name}.jsonl.gz"))}
        for i in set.intersection(*map(set, pages.values())):
            folds = fold_of(host(pages["HTML"][i].get("url"))), fold_of(articles[i].get("site") or "")
            clean = {k: articles[i][k] for k in ("id", "title", "text") if k in articles[i]}
            forms["clean text"].append((*folds, clean))
            forms["HTML"].append((*folds, {"id": i, "html": pages["HTML"][i]["html"]}))
            for form in ("light dump", "full dump"):
                text = "\n".join(b["text"].replace("\n", " ") for b in pages[form][i]["blocks"])
                forms[form].append((*folds, {"id": i, "text": text}))
    gold = {d["id"]: articles[d["id"]]["labels"] for _, _, d in forms["clean text"]}
    found = {form: micro(gold, topics_of(docs, ["topic"] if form == "clean text" else ["section", "boiler", "topic"]))
             for form, docs in forms.items()}
    want = found["clean text"] - 0.005
    row(f"micro F1 of {len(gold)} articles", found, PAGES, (None, want, want, want))


GROUPS = {"blocks": (eval_blocks, BLOCKS, ("section", "boiler")),
          "html": (eval_html, HTML, ("section", "boiler")),
          "separators": (eval_separators, BLOCKS, ("section", "boiler")),
          "topics": (eval_topics, TOPICS, ("topic",)),
          "pages": (eval_pages, PAGES, ("section", "boiler", "topic")),
          "languages": (eval_languages, LANGUAGES, ())}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--quick", action="store_true", help="the pair section,boiler and the micro measures only")
    ap.add_argument("group", nargs="*", metavar="GROUP", help="what to measure")
    a = ap.parse_args()
    for name in a.group:
        if name not in GROUPS:
            ap.error(f"no group {name}: there are " + ", ".join(GROUPS))
    if not os.path.isdir(DATA) or not os.path.isdir(EVAL):
        print(f"eval: no development data at {DATA} or no scorers at {EVAL}: give make eval DATA= and EVAL=")
        return 3
    os.makedirs(WORK, exist_ok=True)
    print("(reached) and [not reached] beside a figure: what it has to be")
    for name in a.group or GROUPS:
        run, columns, plugins = GROUPS[name]
        for p in plugins:
            for fold in range(FOLDS):
                train(p, fold)
        print("\n%-34s %s" % (name, "  ".join(c.ljust(16) for c in columns)))
        run(a.quick)
    return 0


if __name__ == "__main__":
    sys.exit(main())
