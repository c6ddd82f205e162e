"""What the measurements of make eval share: data, folds, models trained without them, scorers, rows of tables."""
import glob, gzip, hashlib, json, os, re, subprocess, sys, urllib.parse

B = os.environ.get("B", "build")
DATA = os.environ.get("DATA", "../shared/data")
EVAL = os.environ.get("EVAL", "../shared/eval")
FOLDS = int(os.environ.get("FOLDS", 3))
WORK = os.path.join(B, "eval" if FOLDS == 3 else f"eval-{FOLDS}")
NCLASS = os.path.join(B, "nclass")
# As train-models.sh has them; two folds are enough to calibrate what is thrown away.
OPTIONS = {"section": ["--cost", "0.15", "--max-features", "40000", "--folds", "2"],
           "boiler": ["--cost", "0.05", "--max-features", "40000", "--folds", "2"],
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
    sources += [os.path.join(HERE, name) for name in ("training-data.py", "own_pages.py", "collage.py", "gold_pages.py",
                                                     "foreign.py")]
    sources += glob.glob(os.path.join(HERE, "..", "models", "data", "*.t*"))
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


def cell(value, want):
    """A figure with what it has to be: at least `want`, or, where that is below 0, at most its amount."""
    shown = "%8s" % ("-" if value is None else value if isinstance(value, int) else "%.4f" % value)
    if want is None:
        return shown
    reached = value is not None and (value >= want if want >= 0 else value <= -want)
    return shown + (" (%.3f)" if reached else " [%.3f]") % abs(want)


def row(name, found, columns, targets=(), more=""):
    cells = [cell(found.get(c), targets[i] if i < len(targets) else None) for i, c in enumerate(columns)]
    print(("%-34s %s  %s" % (name, "  ".join(c.ljust(16) for c in cells), more)).rstrip(), flush=True)
