#!/usr/bin/env python3
"""Turn the development data into what `nclass train` reads, on standard output.

  training-data.py DATA section|boiler|topic|lang [--fold K/N | --only-fold K/N]

DATA is the folder with blocks/ and topics/ (its README says what is in them). One JSON object a line:
{"id","url","lang","blocks":[{"text","role"?,"content"?}]} for section and boiler; a block without the key is
seen by the features but not learned from. For topic: {"id","title"?,"text","labels","site","lang"}. For
lang: {"id","text","lang","site"}, sentences of sib200; `site` is the sentence's number, the same in all languages.

--fold K/N leaves out the sites of fold K of N, --only-fold gives nothing but them: a page's site is the host of
its url, an article's or headline's its `site`, put into folds by md5.

Only data that shipped models may be trained on is used. section learns from light and full pages whose every block was
read for its role, by the data's reader or for this project (own_pages.py). boiler learns from light dumps of pages of
all types, from full dumps of articles, and from what is known of trafilatura's pages; where a page was read for its
roles, those verdicts go before the older ones. Both also learn from single paragraphs and the tops of these pages; from
articles as HTML (gold_pages.py); from pages that were written for it, in languages that the data has few pages of, from
appeals set into articles, from short articles below a notice of consent and pages above one (own_pages.py); from pages
with marks of lists, tables and links, as other tools write them (marked.py); and from collages (collage.py), articles
with teasers, appeals and feeds of other sites set behind or into them.
boiler is also shown what is rare among them: short articles with all that stands around them; pages with no article;
and pages as if in a language that nobody has seen (foreign.py).
"""
import argparse, collections, gzip, hashlib, json, os, random, sys, urllib.parse, zlib

from collage import collage
from foreign import foreign
from gold_pages import gold_pages
from language_codes import bcp47, first_words
from marked import marked
from own_pages import above_dialogs, below_notices, readings, with_appeals, with_roles, written

SOURCES = ("aed-", "fundus-", "wcxb-")
SETS = ("aed", "fundus", "wcxb-dev")
# Not article text wherever they stand; the sets differ in whether a standfirst is, so it is left open.
FURNITURE = {"headline", "byline", "dateline", "caption"}
OPEN = {"standfirst"}
HTML_EVERY = 3  # pages that section learns from as HTML too: one of so many that were read
LANG_MOST = 1000  # sentences of a language: some are written in several ways
FULL_EVERY = 3  # and boiler: more of them would cost light pages more than they bring full ones
NONE_EVERY = 6  # and full pages without their article, and with a short one
MARKED_EVERY = 2  # pages that both learn from with marks of lists, tables, links: one of so many
COLLAGES = 3, 2  # of each page that was read, for section and boiler: teasers that read like paragraphs are rare elsewhere
PLACE = ("begin", "end", "src")
FOOTER_MOST = 200  # characters of a footer
SHORT_MOST = 8  # blocks of a short article


def records(data, name):
    with gzip.open(os.path.join(data, name), "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def is_article(d):
    return d.get("page_type", "article") == "article"


def full_pages(data, wanted, name):
    """Full pages of a set, of all types, with roles and verdicts where they were read; their ids end in -full."""
    known = readings()
    for d in records(data, f"blocks/{name}.full.jsonl.gz"):
        if wanted(d):
            d = {**d, "id": d["id"] + "-full"}
            yield with_roles(d, known[d["id"]]) if d["id"] in known else d


def read_pages(data, wanted):
    """Light pages read for their roles, whose sources may be trained on."""
    known = readings()
    for d in records(data, "blocks/roles-read.light.jsonl.gz"):
        if d["id"].startswith(SOURCES) and wanted(d):
            yield d
    for name in SETS:
        for d in records(data, f"blocks/{name}.light.jsonl.gz"):
            if d["id"] in known and wanted(d):
                yield with_roles(d, known[d["id"]])


def trafilatura_pages(data, wanted):
    """trafilatura.partial, most of it German: with roles where a page was read."""
    known = readings()
    for d in filter(wanted, records(data, "blocks/trafilatura.partial.jsonl.gz")):
        yield with_roles(d, known[d["id"]]) if d["id"] in known else d


def page(d, label):
    """A training record; label(block) gives {} or a key and its value."""
    return {"id": d["id"], "url": d.get("url"), "site": site_of(d), "lang": d.get("lang"),
            "blocks": [{"text": b["text"], **label(b)} for b in d["blocks"]]}


def is_masked(b):
    return bool(b.get("dup") or b.get("q"))


def role(b):
    return {"role": b["role"]}


def content(b):
    role = b.get("role")
    if is_masked(b) or role in OPEN or b.get("content") is None:
        return {}
    return {"content": 0 if role in FURNITURE else b["content"]}


def content_read(b):
    return {} if b.get("q") else {"content": b["content"]}


def html(data, wanted, read):
    """Articles as HTML."""
    for name in SETS:
        full = {d["id"].removesuffix("-full"): d for d in full_pages(data, wanted, name)}
        yield from gold_pages(os.path.join(data, f"html/{name}.jsonl.gz"), wanted, read, full)


def html_page(d, label):
    return {**d, "blocks": [{**{k: v for k, v in b.items() if k in PLACE}, **label(b)} for b in d["blocks"]]}


def html_content(b):
    return {} if b["content"] is None or b["role"] in OPEN else {"content": 0 if b["role"] in FURNITURE
                                                                 else b["content"]}


def html_role(b):
    """What the markup of full dumps calls a footer is often all that stands below the article."""
    return {"role": b["role"]} if b["role"] and (b["role"] != "footer" or len(b["text"]) < FOOTER_MOST) else {}


def section(data, wanted):
    read, known = {d["id"]: d for d in read_pages(data, wanted)}, readings()
    own = list(filter(wanted, written()))
    for d in [*read.values(), *own, *with_appeals([*read.values(), *own]), *short_ones(own, read),
              *above_dialogs(read.values()), *marked(some_of([*read.values(), *own])),
              *collage(read.values(), COLLAGES[0])]:
        yield page(d, role)
    for d in read.values():
        for b in brief(d):
            yield page(b, role)
    for d in trafilatura_pages(data, wanted):
        if d["id"] in known:
            yield page(d, role)
    for name in SETS:
        for d in full_pages(data, wanted, name):
            if d["id"] in known:
                yield page(d, role)
    some = {name: d for name, d in read.items() if zlib.crc32(name.encode()) % HTML_EVERY == 0}
    for d in html(data, lambda d: d["id"] in some and wanted(d), some):
        yield html_page(d, html_role)


def brief(d):
    """Some paragraphs of a page by themselves, below its headline or not: what users try first is short."""
    r = random.Random(d["id"])
    at = [i for i, b in enumerate(d["blocks"]) if b["role"] == "body" and len(b["text"]) > 60]
    head = [b for b in d["blocks"][:5] if b["role"] == "headline"]
    for n in (1, 2, 3):
        if len(at) >= n:
            i = r.randrange(len(at) - n + 1)
            blocks = [d["blocks"][k] for k in at[i:i + n]]
            yield {**d, "id": f"{d['id']}-brief{n}", "blocks": head * (r.random() < 0.5) + blocks}


def top(d):
    """What a page begins with: headline, byline, date, some paragraphs, and what stands right behind them."""
    r = random.Random(d["id"] + "-top")
    body = [i for i, b in enumerate(d["blocks"]) if b["role"] == "body"][:r.randint(1, 3)]
    head = [b for b in d["blocks"][:body[0]] if b["role"] in ("headline", "byline", "dateline")] if body else []
    behind = [b for b in d["blocks"] if b["role"] in ("related", "share", "tags")][:r.randint(0, 2)]
    if head:
        yield {**d, "id": d["id"] + "-top", "blocks": head + [d["blocks"][i] for i in body] + behind}


def short_ones(own, read):
    """The tops of long articles; and these and short articles below notices of consent."""
    short = [d for d in own if len(d["blocks"]) <= SHORT_MOST and any(b["content"] for b in d["blocks"])]
    tops = [t for d in read.values() for t in top(d)]
    return [*tops, *below_notices([*short, *tops])]


def some_of(pages):
    """Pages of some length to be written with marks."""
    return [d for d in pages if len(d["blocks"]) > SHORT_MOST and zlib.crc32(d["id"].encode()) % MARKED_EVERY == 1]


def shortened(d):
    """A page whose article has one to three paragraphs, with all that stood around it."""
    most, seen, blocks = random.Random(d["id"]).randint(1, 3), 0, []
    for b in d["blocks"]:
        is_text = b.get("content") == 1 and b.get("role") not in FURNITURE | OPEN
        seen += is_text and len(b["text"]) > 60
        if not is_text or seen <= most:
            blocks.append(b)
    return {**d, "id": d["id"] + "-short", "blocks": blocks}


def without_article(d):
    """A full page whose article is taken out."""
    blocks = [b for b in d["blocks"] if b.get("content") == 0 and not is_masked(b)]
    return {**d, "id": d["id"] + "-none", "blocks": blocks}


def boiler(data, wanted):
    read, known = {d["id"]: d for d in read_pages(data, wanted)}, readings()
    for d in collage(read.values(), COLLAGES[1]):
        yield page(d, content_read)
    for d in foreign(read.values()):
        yield page(d, content_read)
    own = list(filter(wanted, written()))
    for d in [*own, *with_appeals([*read.values(), *own]), *short_ones(own, read), *above_dialogs(read.values()),
              *marked(some_of([*read.values(), *own]))]:
        yield page(d, content_read)
    for d in trafilatura_pages(data, wanted):
        yield page(d, content_read if "role" in d["blocks"][0] else content)
    for d in read.values():
        for b in [*brief(d), shortened(d)]:
            yield page(b, content_read)
    for name in SETS:
        for d in records(data, f"blocks/{name}.light.jsonl.gz"):
            if wanted(d):
                yield page(read.get(d["id"], d), content_read if d["id"] in read else content)
        for i, d in enumerate(full_pages(data, wanted, name)):
            if d["id"] in known:
                yield page(d, content_read)
            elif not is_article(d):
                continue
            elif i % FULL_EVERY == 0:
                yield page(d, content)
            elif i % NONE_EVERY == 1:
                yield page(without_article(d), content)
            elif i % NONE_EVERY == 2:
                yield page(shortened(d), content)
    for d in html(data, wanted, read):
        yield html_page(d, html_content)


def topic(data, wanted):
    for name in ("articles", "headlines"):
        yield from filter(wanted, records(data, f"topics/iptc-news/{name}.jsonl.gz"))


def lang(data, wanted):
    """At most LANG_MOST sentences of a language, and of every third some words from its midst: short texts are hard."""
    count = collections.Counter()
    for d in sorted(records(data, "topics/sib200/train.jsonl.gz"), key=lambda d: int(d["id"].rsplit("-", 1)[1])):
        code = bcp47(d["lang"])
        count[code] += 1
        d = {"id": d["id"], "text": d["text"], "lang": code, "site": d["id"].rsplit("-", 1)[1]}
        if count[code] > LANG_MOST or not wanted(d):
            continue
        yield d
        if count[code] % 3 == 0:
            n = 4 + count[code] // 3 % 4
            words = first_words(d["text"], code, n, start=5)
            if words.strip():
                yield {**d, "id": d["id"] + "-words", "text": words}


KINDS = {"section": section, "boiler": boiler, "topic": topic, "lang": lang}


def site_of(d):
    if "site" in d or "url" not in d:
        return d.get("site") or ""
    return urllib.parse.urlsplit(d["url"] or "").hostname or ""


def part(text):
    k, n = map(int, text.split("/"))
    if not 0 <= k < n:
        raise ValueError(text)
    return k, n


def is_in(d, fold):
    return int(hashlib.md5(site_of(d).encode()).hexdigest(), 16) % fold[1] == fold[0]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", help="folder of the development data")
    ap.add_argument("kind", choices=sorted(KINDS))
    ap.add_argument("--fold", type=part, metavar="K/N", help="leave out the sites of fold K of N")
    ap.add_argument("--only-fold", type=part, metavar="K/N", help="only the sites of fold K of N")
    a = ap.parse_args()
    def wanted(d):
        return not (a.fold and is_in(d, a.fold)) and not (a.only_fold and not is_in(d, a.only_fold))

    for d in KINDS[a.kind](a.data, wanted):
        print(json.dumps(d, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
