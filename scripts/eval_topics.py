"""Topics and languages: the groups topics, pages and languages of make eval."""
import collections, json, os, re, subprocess, sys

from measuring import HERE, NCLASS, WORK, fold_of, folds_of, host, records, row, run_command, score
from language_codes import bcp47, first_words

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
            if d.get("topics"):
                topics[d["id"]] = [t["label"] for t in d["topics"]]
    return topics


def micro(gold, topics):
    right = sum(len(set(labels) & set(topics.get(i, ()))) for i, labels in gold.items())
    return 2 * right / sum(len(labels) + len(topics.get(i, ())) for i, labels in gold.items())


PAGES = ["clean text", "light dump", "full dump", "HTML"]


def eval_pages(quick):
    """The same articles: as clean text, and as pages through section and boiler. Of those in English: the model
    says nothing about others where it knows what they are in, which a page may tell and a dump does not."""
    articles = {d["id"]: d for d in records("topics/iptc-news/articles.jsonl.gz") if d.get("lang") == "en"}
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
    given = {form: topics_of(docs, ["topic"] if form == "clean text" else ["section", "boiler", "topic"])
             for form, docs in forms.items()}
    found = {form: micro(gold, topics) for form, topics in given.items()}
    want = found["clean text"] - 0.005
    row(f"micro F1 of {len(gold)} articles", found, PAGES, (None, want, want, want))
    bare = {form: sum(i not in topics for i in gold) for form, topics in given.items()}
    row("  of them without a topic", bare, PAGES)
