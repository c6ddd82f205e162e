"""Pages of HTML with a verdict on each block that nclass reads from them, from the text of their article.

The words of the page and those of the article are laid beside each other, in order: first by runs of words that stand
once in both (patience diff), then between these by shorter runs, and at last by difflib where little is left. A block
is article text where half of its words are; where it is neither nearly all nor nearly none, it is left open.
"""
import bisect, collections, difflib, gzip, json, os, re, subprocess

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
NCLASS = os.path.join(os.environ.get("B", "build"), "nclass")
RUN = 5        # words of the longest runs
SMALL = 40000  # pairs of words that difflib compares
OPEN = (0.25, 0.75)


def words(text):
    return [w.lower() for w in WORD.findall(text)]


def once(text, n):
    """Where runs of n words stand that are there once."""
    at, seen = {}, set()
    for i in range(len(text) - n + 1):
        run = tuple(text[i:i + n])
        if run in seen:
            at.pop(run, None)
        else:
            seen.add(run)
            at[run] = i
    return at


def rising(pairs):
    """The longest part of pairs (sorted by the first) whose second rises."""
    tails, last, before = [], [], [-1] * len(pairs)
    for j, (_, y) in enumerate(pairs):
        k = bisect.bisect_left(tails, y)
        if k == len(tails):
            tails.append(y)
            last.append(j)
        else:
            tails[k], last[k] = y, j
        before[j] = last[k - 1] if k else -1
    chain, j = [], last[-1]
    while j >= 0:
        chain.append(pairs[j])
        j = before[j]
    return chain[::-1]


def lay(page, gold):
    """Which words of the page are words of the gold."""
    found = bytearray(len(page))

    def small(a, b, c, d):
        for m in difflib.SequenceMatcher(None, page[a:b], gold[c:d], autojunk=False).get_matching_blocks():
            if m.size >= 2 or b - a <= 3:
                found[a + m.a:a + m.a + m.size] = b"\1" * m.size

    def between(a, b, c, d, n):
        if a >= b or c >= d:
            return
        if (b - a) * (d - c) < SMALL:
            return small(a, b, c, d)
        pairs = []
        while n and not pairs:
            left, right = once(page[a:b], n), once(gold[c:d], n)
            pairs = sorted((a + i, c + right[run]) for run, i in left.items() if run in right)
            n -= not pairs
        if not n:
            return
        for x, y in rising(pairs):
            if x < a or y < c:
                continue
            while x > a and y > c and page[x - 1] == gold[y - 1]:
                x, y = x - 1, y - 1
            between(a, x, c, y, n - 1)
            while x < b and y < d and page[x] == gold[y]:
                found[x] = 1
                x, y = x + 1, y + 1
            a, c = x, y
        between(a, b, c, d, n - 1)

    between(0, len(page), 0, len(gold), RUN)
    return found


def verdicts(texts, gold):
    """1, 0 or None (open) for each text of a page's blocks."""
    page, ends = [], []
    for t in texts:
        page += words(t)
        ends.append(len(page))
    found, at, out = lay(page, words(gold)), 0, []
    for end in ends:
        share = sum(found[at:end]) / (end - at) if end > at else OPEN[0]
        out.append(None if OPEN[0] <= share < OPEN[1] else int(share >= 0.5))
        at = end
    return out


def blocks_of(pages):
    """The blocks that nclass reads from pages of HTML: [(text, {"begin", "end", "src"})] a page."""
    lines = "".join(json.dumps({"id": d["id"], "html": d["html"]}) + "\n" for d in pages)
    r = subprocess.run([NCLASS, "run", "--plugins", "template", "--with-text", "--quiet", "-"], input=lines.encode(),
                       stdout=subprocess.PIPE, check=True)
    for line in r.stdout.splitlines():
        d = json.loads(line)
        raw = d["text"].encode()
        yield [(raw[b["begin"]:b["end"]].decode(), {k: b[k] for k in ("begin", "end", "src") if k in b})
               for b in d["blocks"]]


def roles_by_text(d):
    """The roles of a labelled page by the words of its blocks, where they are at one."""
    roles = collections.defaultdict(set)
    for b in d["blocks"] if d else ():
        if b.get("role") and b.get("by") != "text":
            roles[" ".join(words(b["text"]))].add((b["role"], b.get("content")))
    return roles


def pick(roles, text, content):
    """Of the roles that a text has, the one that goes with its verdict."""
    found = roles.get(" ".join(words(text)), ())
    fits = {r for r, c in found if c == content} or {r for r, _ in found}
    return fits.pop() if len(fits) == 1 else None


def gold_pages(path, wanted, read, full):
    """Pages of a set as training records; read, full: {id: labelled page} that give roles."""
    with gzip.open(path, "rt", encoding="utf-8") as f:
        pages = [d for d in map(json.loads, f) if d.get("gold_text") and wanted(d)]
    for d, blocks in zip(pages, blocks_of(pages)):
        first, second = roles_by_text(read.get(d["id"])), roles_by_text(full.get(d["id"]))
        marks = verdicts([t for t, _ in blocks], d["gold_text"])
        yield {"id": d["id"], "url": d.get("url"), "lang": d.get("lang"), "html": d["html"], "blocks": [
            {**place, "text": text, "content": mark, "role": pick(first, text, mark) or pick(second, text, mark)}
            for (text, place), mark in zip(blocks, marks)]}
