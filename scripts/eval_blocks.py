"""Blocks, from text and from HTML: the groups blocks, parts, separators, empty and html of make eval."""
import collections, gzip, json, os, shutil, subprocess, sys

import eval_facts
from baselines import WORD
from measuring import B, DATA, FOLDS, HERE, NCLASS, WORK, fold_of, folds_of, host, records, row, run_command, score

BLOCKS = ["keep micro F1", "keep macro F1", "strict micro F1", "scores Brier skill", "scores calibration error"]
SETS = ("aed", "fundus", "wcxb-dev")
LIGHT = [("aed.light", (0.97,)), ("fundus.light", (0.972,)), ("wcxb-dev.light", (0.975,)),
         ("roles-read.light", (None, None, 0.97))]
FULL = [("aed.full", (0.96,)), ("fundus.full", (0.96,)), ("wcxb-dev.full", (0.96,))]
OTHERS = [("daniel.light", (0.95,)), ("zh-fin.light", (0.95,)), ("turku-lines.light", (0.88,))]
# As the scorer has them: copies, doubtful labels, and what the sets are not at one about.
MASKS = ["--mask", "dup", "--mask", "q", "--mask", "role=headline,standfirst,byline,dateline,caption"]
EMPTY_WORDS = 30  # a page without an article should keep no more


def site(d):
    return host(d.get("url"))


def articles_of(gold):
    """The pages of wcxb-dev that are articles, as a file the scorer can read."""
    path = os.path.abspath(os.path.join(WORK, os.path.basename(gold)))
    with gzip.open(path, "wt", encoding="utf-8") as f:
        for d in records(gold):
            if d.get("page_type") == "article":
                f.write(json.dumps(d, ensure_ascii=False) + "\n")
    return path


def gold_of(name):
    gold = f"blocks/{name}.jsonl.gz"
    return articles_of(gold) if name.startswith("wcxb") else gold


def blocks_table(pairs, plugins, *options):
    for name, want in pairs:
        folds = folds_of(f"blocks/{name}.jsonl.gz", site)
        found = score("blocks.py", gold_of(name), run_command(folds, plugins), *options)
        row(f"{name} {plugins}" + (" " + options[1] if options else ""), found, BLOCKS, want)
        if "roles macro F1" in found:
            row("  roles", found, ["roles macro F1", "roles accuracy"],
                (0.65, 0.8) if name.startswith("roles-read") else ())


def baselines_table(pairs):
    for rule in ("keep-all", "ten-words"):
        command = f"{sys.executable} {os.path.join(HERE, 'baselines.py')} {rule}"
        for name, _ in pairs:
            row(f"{name} {rule}", score("blocks.py", gold_of(name), command), BLOCKS)


def eval_blocks(quick):
    blocks_table(LIGHT + FULL, "section,boiler")
    if quick:
        return
    blocks_table(LIGHT + FULL, "boiler")
    blocks_table(OTHERS, "section,boiler")
    baselines_table(LIGHT + FULL + OTHERS)


def eval_separators(quick):
    for sep in ("double", "mixed", "wrap"):
        blocks_table(LIGHT, "section,boiler", "--sep", sep)


# ------------------------------------------------------------------------------------------------------------- parts

PARTS = ["pages", "F1", "precision", "recall", "accuracy"]


def measure(plugin, gold, *options):
    """Measures of nclass eval of each fold's pages, by the models that never saw their sites."""
    parts = collections.defaultdict(list)
    for d in records(gold):
        parts[fold_of(site(d))].append(json.dumps(d, ensure_ascii=False) + "\n")
    for fold, lines in sorted(parts.items()):
        models = [f"--model={p}={WORK}/{p}.{fold}.ncm" for p in ("section", "boiler")]
        chain = ["--plugins", "section" if plugin == "boiler" else "boiler"]
        command = [NCLASS, "eval", plugin, *chain, *models, *options, "--rounds", "1", "--mistakes", "1", "--format",
                   "json", "--quiet", "-"]
        r = subprocess.run(command, input="".join(lines), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if r.stdout:
            yield json.loads(r.stdout)["measures"]


def rates(right, wrong, missed):
    return {"F1": 2 * right / max(1, 2 * right + wrong + missed), "precision": right / max(1, right + wrong),
            "recall": right / max(1, right + missed)}


def parts_table(gold, *fields):
    """Kept words by language and by other fields of the pages."""
    sums = collections.defaultdict(lambda: [0, 0, 0, 0, 0.0, 0])
    options = [word for f in fields for word in ("--by", f)]
    for m in measure("boiler", gold, *MASKS, *options):
        for p in m["parts"]:
            w, s = p["words"], sums[p["field"], p["value"] or "(none)"]
            counts = (p["documents"], w["right"], w["wrong"], w["missed"], p["exact"] * p["items"], p["items"])
            for i, n in enumerate(counts):
                s[i] += n
    for (field, value), s in sorted(sums.items(), key=lambda x: (x[0][0], -x[1][0])):
        if s[0] >= 5:
            row(f"  {field} {value}", {"pages": s[0], **rates(*s[1:4]), "accuracy": s[4] / max(1, s[5])}, PARTS)


def roles_table(gold):
    """Each role, and what it is most often taken for."""
    sums, taken = collections.defaultdict(lambda: [0, 0, 0, 0]), collections.Counter()
    for m in measure("section", gold, "--mask", "by=text"):
        for label in m["labels"]:
            for i, key in enumerate(("documents", "right", "wrong", "missed")):
                sums[label["label"]][i] += label[key]
        for c in m["confusions"]:
            taken[c["gold"], c["given"]] += c["items"]
    for role, s in sorted(sums.items(), key=lambda x: -x[1][1] - x[1][3]):
        most = [f"{given} {n}" for (g, given), n in taken.most_common() if g == role][:3]
        row(f"  {role}", {"pages": s[0], **rates(*s[1:4])}, PARTS, more=", ".join(most))


def eval_parts(quick):
    for name in ("wcxb-dev.light", "wcxb-dev.full"):
        print(f"{name}, all page types")
        parts_table(f"blocks/{name}.jsonl.gz", "page_type")
    for name in ("fundus.light", "fundus.full", "daniel.light", "turku-lines.light"):
        print(name)
        parts_table(f"blocks/{name}.jsonl.gz")
    print("roles-read.light, roles; behind them what a role is taken for")
    roles_table("blocks/roles-read.light.jsonl.gz")


# ------------------------------------------------------------------------------------------------- pages without one

EMPTY = ["pages", "keep over 30", "words a page"]


def without_article(d):
    """The page without its article: the blocks of it, copies of them and what is not sure."""
    blocks = [b["text"].replace("\n", " ") for b in d["blocks"]
              if b.get("content") == 0 and not b.get("dup") and not b.get("q")]
    return {"id": d["id"], "text": "\n".join(blocks)}


def kept_words(d):
    text = d["text"].encode()
    return sum(len(WORD.findall(text[b["begin"]:b["end"]].decode())) for b in d["blocks"] if b["keep"])


def eval_empty(quick):
    for name in SETS:
        gold = f"blocks/{name}.full.jsonl.gz"
        pages = [d for d in records(gold) if d.get("page_type", "article") == "article"]
        lines = "".join(json.dumps(without_article(d), ensure_ascii=False) + "\n" for d in pages)
        command = run_command(folds_of(gold, site), "section,boiler", "--with-text").split()
        r = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True)
        words = [kept_words(json.loads(line)) for line in r.stdout.splitlines()]
        over = sum(n > EMPTY_WORDS for n in words) / len(words)
        row(f"{name}.full, no article", {"pages": len(words), "keep over 30": over,
            "words a page": sum(words) / len(words)}, EMPTY, (None, -0.05))


# -------------------------------------------------------------------------------------------------------------- HTML

HTML = ["article F1", "article P", "article R"]


def readability():
    """The command that runs Mozilla's Readability, or None where it cannot be installed."""
    folder = os.path.abspath(os.path.join(B, "readability"))
    if not shutil.which("npm"):
        print("  no npm here: Readability is left out", file=sys.stderr)
        return None
    os.makedirs(folder, exist_ok=True)
    if not os.path.isdir(os.path.join(folder, "node_modules", "@mozilla", "readability")):
        r = subprocess.run(["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent",
                            "@mozilla/readability@0.6", "linkedom@0.18"], stdout=subprocess.DEVNULL)
        if r.returncode:
            print("  npm cannot install Readability: it is left out", file=sys.stderr)
            return None
    return f"node {os.path.join(HERE, 'readability.mjs')} {folder}"


def eval_html(quick):
    other = None if quick else readability()
    for name, options in (("aed", ()), ("fundus", ("--set", "boiler.keep=standfirst")), ("wcxb-dev", ())):
        gold = f"html/{name}.jsonl.gz"
        command = run_command(folds_of(gold, site), "section,boiler", "--with-kept", *options)
        row(f"{name} html", score("article.py", gold, command), HTML, (0.97,))
        if other:
            row(f"{name} html, Readability", score("article.py", gold, other), HTML)


FACTS = ["title right", "title F1", "authors P", "authors R", "authors F1", "date right"]


def eval_facts_of_documents(quick):
    for kind in ("pages", "text"):
        for name in eval_facts.SETS:
            folds = folds_of(f"html/{name}.jsonl.gz", site)
            row(f"{name} {kind}", eval_facts.measure(name, kind, run_command(folds, "section")), FACTS)
