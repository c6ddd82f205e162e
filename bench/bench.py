#!/usr/bin/env python3
"""Measure speed as ratios, both sides in one run on the same input, and print one table.

  bench.py [--runs N] [ROW...]      ROW: chain, start, predict, train, model, html, host, jobs, gzip, memory
                                    (default: all)

Environment (make bench sets it): DATA, the development data; B, the build folder. Times are processor seconds
(user and system) of whole processes, the median of N runs taken in turn; memory is the largest resident size.
"""
import argparse, ctypes, gzip, json, os, shutil, statistics, subprocess, sys, tempfile, time

B = os.environ.get("B", "build")
DATA = os.environ.get("DATA", "../shared/data")
NCLASS = os.path.join(B, "nclass")
PYTHON = "/usr/bin/python3"  # the one that has Debian's python3-sklearn
SKLEARN = """
import json, sys
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC
from sklearn.multiclass import OneVsRestClassifier
rows = [json.loads(l) for l in open(sys.argv[1], encoding="utf-8")]
x = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2).fit_transform(r["text"] for r in rows)
OneVsRestClassifier(LinearSVC()).fit(x, [r["labels"][0] for r in rows])
"""


class Run:
    """One run of a command: processor seconds, wall seconds, MiB."""

    def __init__(self, command, env=None, stdin=None):
        began = time.monotonic()
        with open(os.devnull, "r+b") as null, open(stdin or os.devnull, "rb") as source:
            p = subprocess.Popen(command, stdin=source, stdout=null, stderr=null, env=env)
            _, status, use = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(status)
        self.wall, self.cpu, self.memory = time.monotonic() - began, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024
        if p.returncode > 1:
            sys.exit("bench: exit status %d of %s" % (p.returncode, " ".join(command)))


def in_turn(runs, *commands):
    """Runs of each command, A B A B ..., the first of each not counted."""
    kept = [[] for _ in commands]
    for i in range(runs + 1):
        for rows, (command, env, stdin) in zip(kept, commands):
            r = Run(command, env, stdin)
            if i:
                rows.append(r)
    return kept


def median(rows, what="cpu"):
    return statistics.median(getattr(r, what) for r in rows)


def show(name, value, unit, want, note):
    print("%-40s %9.2f %-4s to reach %-12s %s" % (name, value, unit, want, note), flush=True)


def texts(folder):
    """Plain text as JSON lines: articles and whole pages, about 30 MB."""
    path = os.path.join(folder, "texts.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        with gzip.open(f"{DATA}/topics/iptc-news/articles.jsonl.gz", "rt", encoding="utf-8") as f:
            for d in map(json.loads, f):
                out.write(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n")
        for name in ("aed.full", "wcxb-dev.full"):
            with gzip.open(f"{DATA}/blocks/{name}.jsonl.gz", "rt", encoding="utf-8") as f:
                for d in map(json.loads, f):
                    text = "\n".join(b["text"] for b in d["blocks"])
                    out.write(json.dumps({"id": d["id"], "text": text}, ensure_ascii=False) + "\n")
    return path


def bench_chain(folder, runs):
    path = texts(folder)
    utf8 = dict(os.environ, LC_ALL="C.UTF-8")
    wc, chain = in_turn(runs, (["wc", "-w", path], utf8, None),
                        ([NCLASS, "run", "--plugins", "section,boiler,topic", "--format", "jsonl", path], None, None))
    size = os.path.getsize(path) / 1e6
    show("section, boiler, topic / wc -w", median(chain) / median(wc), "x", "at most 5",
         "%.1f MB; wc -w %.0f MB/s, chain %.1f MB/s, %.0f MiB" % (
             size, size / median(wc), size / median(chain), median(chain, "memory")))


def bench_start(folder, runs):
    article = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "examples", "article.txt")
    rows, = in_turn(4 * runs, ([NCLASS, "run", "--plugins", "section,boiler,topic", article], None, None))
    show("one article, start to end", 1000 * median(rows, "wall"), "ms", "under 30", "wall time of the whole process")


def newsgroups(folder):
    """20 Newsgroups as JSON lines and in fastText's format: train, test."""
    paths = {}
    for part in ("train", "test"):
        source = f"{DATA}/topics/20newsgroups/{part}.jsonl.gz"
        if not os.path.exists(source):
            return None
        paths[part] = os.path.join(folder, part)
        with gzip.open(source, "rt", encoding="utf-8") as f, open(paths[part] + ".jsonl", "w", encoding="utf-8") as j, \
                open(paths[part] + ".ft", "w", encoding="utf-8") as ft:
            for d in map(json.loads, f):
                j.write(json.dumps(d, ensure_ascii=False) + "\n")
                ft.write("__label__%s %s\n" % (d["labels"][0], " ".join(d["text"].split())))
    return paths


def bench_predict(folder, runs):
    paths = newsgroups(folder)
    if not shutil.which("fasttext") or not paths:
        return print("topic / fasttext predict: left out (no fasttext or no data)")
    model = os.path.join(folder, "news")
    subprocess.run(["fasttext", "supervised", "-input", paths["train"] + ".ft", "-output", model, "-thread", "1"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run([NCLASS, "train", "topic", paths["train"] + ".jsonl", "-o", model + ".ncm", "--quiet",
                    "--solver", "liblinear"], check=True, stdout=subprocess.DEVNULL)
    run = [NCLASS, "run", "--plugins", "topic", "--model", f"topic={model}.ncm", "--format", "jsonl",
           paths["test"] + ".jsonl"]
    fast, ours, workers = in_turn(
        runs, (["fasttext", "predict", model + ".bin", paths["test"] + ".ft"], None, None),
        (run + ["--jobs", "0"], None, None), (run, None, None))
    show("fasttext predict / topic", median(fast) / median(ours), "x", "5, then 10",
         "fasttext %.2f s, topic %.2f s in one process as fasttext is (%.2f s with workers); "
         "model %.1f MB against %.1f MB" % (
             median(fast), median(ours), median(workers), os.path.getsize(model + ".ncm") / 1e6,
             os.path.getsize(model + ".bin") / 1e6))


def bench_train(folder, runs):
    paths = newsgroups(folder)
    have = subprocess.run([PYTHON, "-c", "import sklearn"], stderr=subprocess.DEVNULL).returncode == 0
    if not have or not paths:
        return print("training / scikit-learn: left out (no python3-sklearn or no data)")
    script = os.path.join(folder, "train.py")
    with open(script, "w", encoding="utf-8") as f:
        f.write(SKLEARN)
    env = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    ours, theirs = in_turn(1, ([NCLASS, "train", "topic", paths["train"] + ".jsonl", "-o", folder + "/t.ncm", "--quiet",
                                "--jobs", "1"], None, None),
                           ([PYTHON, script, paths["train"] + ".jsonl"], env, None))
    show("training / scikit-learn, time", median(ours) / median(theirs), "x", "at most 1",
         "%.1f s with calibration on held-out folds, %.1f s without" % (median(ours), median(theirs)))
    show("training / scikit-learn, memory", median(ours, "memory") / median(theirs, "memory"), "x", "at most 0.33",
         "%.0f MiB, %.0f MiB" % (median(ours, "memory"), median(theirs, "memory")))


def bench_model(folder, runs):
    """A model of up to 100,000 features and 17 labels: bytes, and what ncl_model_open takes of the processor."""
    news, path = os.path.join(folder, "iptc.jsonl"), os.path.join(folder, "iptc.ncm").encode()
    with gzip.open(f"{DATA}/topics/iptc-news/articles.jsonl.gz", "rb") as f, open(news, "wb") as out:
        shutil.copyfileobj(f, out)
    subprocess.run([NCLASS, "train", "topic", news, "-o", path, "--quiet"], check=True,
                   stdout=subprocess.DEVNULL)
    lib = ctypes.CDLL(os.path.join(B, "libnclass.so"))
    times = []
    for _ in range(20 * runs):
        model = ctypes.c_void_p()
        began = time.process_time()
        if lib.ncl_model_open(ctypes.byref(model), path, None):
            sys.exit("bench: the model cannot be opened")
        times.append(1000 * (time.process_time() - began))
        lib.ncl_model_free(model)
    info = subprocess.run([NCLASS, "model", "info", path], check=True, capture_output=True, text=True).stdout
    show("a topic model opened", statistics.median(times), "ms", "under 2", info.split("features: ")[1].split("\n")[0])
    show("a topic model's size", os.path.getsize(path) / 1e6, "MB", "under 3", "")


def bench_html(folder, runs):
    path = os.path.join(folder, "pages")
    with open(path, "wb") as out:
        for name in ("aed", "fundus", "wcxb-dev"):
            with gzip.open(f"{DATA}/html/{name}.jsonl.gz", "rt", encoding="utf-8") as f:
                for d in map(json.loads, f):
                    page = d["html"].encode()
                    out.write(b"%d\n" % len(page) + page)
    r = subprocess.run([os.path.join(B, "bench", "html_speed"), path], stdout=subprocess.PIPE, text=True, check=True)
    rows = [line.split() for line in r.stdout.splitlines()]
    rates = [int(size) / float(seconds) / 1e6 for size, seconds in rows]
    show("HTML to blocks, one core", statistics.median(rates), "MB/s", "at least 300",
         "%.0f MB of pages in memory, processor time; no plugin" % (int(rows[0][0]) / 1e6))


def bench_jobs(folder, runs):
    """What handing documents to workers costs, in processor time: a busy machine does not change it much. The times by
    the clock say more where nothing else runs."""
    path = texts(folder)
    command = [NCLASS, "run", "--format", "jsonl", "--jobs"]
    alone = " & ".join(" ".join(command + ["0", "--shard", part, path]) for part in ("1/2", "2/2")) + " & wait"
    one, two, apart = in_turn(runs, (command + ["0", path], None, None), (command + ["2", path], None, None),
                              (["sh", "-c", alone], None, None))
    show("efficiency of 2 workers", median(one) / median(two), "", "at least 0.9",
         "processor time %.2f s without workers, %.2f s with; by the clock %.2f s, %.2f s: %.2f" % (
             median(one), median(two), median(one, "wall"), median(two, "wall"),
             median(one, "wall") / median(two, "wall") / 2))
    show("2 workers against two processes", median(apart) / median(two), "", "",
         "processor time %.2f s of two processes with half each: processors at work slow each other" % median(apart))


def archives(folder):
    """A WARC of the pages and a WET of the texts, a gzip member a record."""
    def record(kind, number, content_type, body):
        head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: "
                f"2024-01-01T00:00:00Z\r\nWARC-Target-URI: http://example.org/{number}\r\n"
                f"Content-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n")
        return gzip.compress(head.encode() + body + b"\r\n\r\n", 6)

    wet, warc = os.path.join(folder, "texts.warc.wet.gz"), os.path.join(folder, "pages.warc.gz")
    with open(texts(folder), encoding="utf-8") as f, open(wet, "wb") as out:
        for i, d in enumerate(map(json.loads, f)):
            out.write(record("conversion", i, "text/plain", d["text"].encode()))
    with open(warc, "wb") as out:
        for name in ("aed", "fundus", "wcxb-dev"):
            with gzip.open(f"{DATA}/html/{name}.jsonl.gz", "rt", encoding="utf-8") as f:
                for i, d in enumerate(map(json.loads, f)):
                    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + d["html"].encode()
                    out.write(record("response", i, "application/http; msgtype=response", body))
    return wet, warc


def bench_gzip(folder, runs):
    for name, path in zip(("WET", "WARC"), archives(folder)):
        size = int(subprocess.run(f"zcat {path} | wc -c", shell=True, capture_output=True, check=True).stdout) / 1e6
        zcat, frame, chain = in_turn(runs, (["zcat", path], None, None),
                                     ([os.path.join(B, "bench", "frame_speed"), path], None, None),
                                     ([NCLASS, "run", "--format", "jsonl", "--jobs", "0", path], None, None))
        show(f"records of a {name} in gzip / zcat", median(zcat) / median(frame), "x", "at least 0.8",
             "%.0f MB unpacked; zcat %.0f MB/s, records %.0f MB/s, the chain %.0f MB/s a worker" % (
                 size, size / median(zcat), size / median(frame), size / median(chain)))


def own_memory(pid):
    """MiB that a process has for itself; 0: it has ended."""
    try:
        with open(f"/proc/{pid}/smaps_rollup") as f:
            return sum(int(line.split()[1]) for line in f if line.startswith("Private")) / 1024
    except (OSError, ValueError):
        return 0


def peak_memory(count):
    """The peaks of the main process and of its largest worker over `count` documents, and seconds."""
    began = time.monotonic()
    line = '{"id":%d,"text":"The council of town %d voted on Tuesday.\\nNobody had asked for more than that, it said."}\n'
    p = subprocess.Popen([NCLASS, "run", "--format", "jsonl", "--jobs", "2", "-"], stdin=subprocess.PIPE,
                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    main = worker = 0
    for i in range(0, count, 1000):
        p.stdin.write("".join(line % (j, j) for j in range(i, i + 1000)).encode())
        if i % 20000 == 0 or i + 1000 >= count:
            p.stdin.flush()
            children = open(f"/proc/{p.pid}/task/{p.pid}/children").read().split()
            main, worker = max(main, own_memory(p.pid)), max([worker] + [own_memory(c) for c in children])
    p.stdin.close()
    p.wait()
    return main, worker, time.monotonic() - began


def bench_memory(folder, runs):
    for count in (1000, 10000, 100000, 1000000, 10000000)[:5 if runs > 9 else 4]:
        main, worker, seconds = peak_memory(count)
        show("memory, %d documents" % count, worker, "MiB", "under 64",
             "of a worker alone; %.1f MiB of the main process; %.0f s" % (main, seconds))


def bench_host(folder, runs):
    r = subprocess.run([os.path.join(B, "bench", "host_call")], stdout=subprocess.PIPE, text=True, check=True)
    rows = [[float(x) for x in line.split()] for line in r.stdout.splitlines()]
    host, direct = (statistics.median(x) for x in zip(*rows))
    show("a plugin in a chain - a direct call", (host - direct) / 1000, "us", "under 1",
         "%.0f ns in the chain, %.0f ns called directly; plugin template, a block of 6 words" % (host, direct))


ROWS = {"chain": bench_chain, "start": bench_start, "predict": bench_predict, "train": bench_train, "model": bench_model,
        "html": bench_html, "host": bench_host, "jobs": bench_jobs, "gzip": bench_gzip, "memory": bench_memory}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("row", nargs="*", metavar="ROW", help="what to measure")
    a = ap.parse_args()
    for name in a.row:
        if name not in ROWS:
            ap.error(f"no row {name}: there are " + ", ".join(ROWS))
    if not os.path.isdir(DATA):
        print(f"bench: no development data at {DATA}: give make bench DATA=")
        return 3
    with tempfile.TemporaryDirectory() as folder:
        for name in a.row or ROWS:
            ROWS[name](folder, a.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
