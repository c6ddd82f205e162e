"""Pages as dumps often give them: an article, and behind or in it what belongs to other stories.

Each page that was read for its roles is made some times more, with pieces of pages of other sites (in the same language)
set in: teasers (headline, first sentences, byline, often glued to the site's name), appeals, an author's line, items
of a live feed. A third of the pieces come from the likest of many pages, for what stands beside an article is often
about the same matter. All of them keep the role they have there, or become `related`. What is put where follows from a hash
of the page's id, so the same data gives the same pages.
"""
import hashlib, random, urllib.parse

CLOCKS = ("{h12}:{m:02} PM", "{h12}:{m:02} AM", "{h}:{m:02}", "{h}.{m:02}", "{h:02}:{m:02} Uhr", "{h}h{m:02}",
          "{h} hours ago", "{m} min ago", "vor {h} Stunden", "il y a {h} heures", "{h}h ago", "{h} часа назад", "{h}小时前")



def host(d):
    return urllib.parse.urlsplit(d.get("url") or "").hostname or ""


def clock(r):
    h = r.randint(2, 23)
    return r.choice(CLOCKS).format(h=h, h12=h % 12 + 1, m=r.randint(0, 59))


def first(d, role, least=0):
    return next((b["text"] for b in d["blocks"] if b["role"] == role and len(b["text"]) >= least), None)


def block(text, role="related"):
    return {"text": text, "role": role, "content": 0}


def long_words(d):
    return {w for b in d["blocks"] if b["role"] in ("headline", "body") for w in b["text"].split() if len(w) > 5}


def donor(r, d, pool):
    """A page to take pieces from: any, or the one of many that shares the most words."""
    if r.random() < 0.7:
        return r.choice(pool)
    return max(r.sample(pool, min(len(pool), 25)), key=lambda x: len(d["words"] & x["words"]))


def teaser(r, donor, site):
    head, lead = first(donor, "headline"), first(donor, "standfirst") or first(donor, "body", 60)
    if not head or not lead:
        return []
    texts = [head] + [lead] * (r.random() < 0.8)
    by, kind = first(donor, "byline"), r.random()
    if by and kind < 0.6:
        name = by.removeprefix("By ")
        texts.append(r.choice([by, site + name, f"The {site}{name}", f"{name}{site}", f"{by} {clock(r)}"]))
    elif kind > 0.85:
        texts.append(clock(r))
    return [block(t) for t in texts]


def feed(r, donors):
    texts = []
    for d in donors:
        head, lead = first(d, "headline"), first(d, "body", 60)
        if head and lead:
            texts += [clock(r)] * (r.random() < 0.85)
            texts.append(head + "." * (r.random() < 0.4))
            texts += [lead] * (r.random() < 0.85)
    return [block(t) for t in texts]


def author_line(r, d):
    by = first(d, "byline")
    if not by or len(by) > 60:
        return []
    return [block(r.choice(["Author: ", "By ", "Written by ", ""]) + by.removeprefix("By ").removeprefix("by "), "byline")]


def appeals(pages):
    """Runs of neighbouring promo blocks."""
    runs, run = [], []
    for d in pages:
        for b in [*d["blocks"], None]:
            if b and b["role"] == "promo":
                run.append(block(b["text"], "promo"))
            elif run:
                runs.append(run[:4])
                run = []
    return runs


def behind(r, d, pool, appeal):
    """What is set behind the last body block."""
    site = (host(d).split(".") * 2)[-2].title()
    out = teaser(r, donor(r, d, pool), site) if r.random() < 0.8 else []
    if r.random() < 0.5:
        out += author_line(r, d)
    for share in (0.6, 0.3):
        if r.random() < share:
            out += r.choice(appeal)
    if r.random() < 0.55:
        out += feed(r, [donor(r, d, pool) for _ in range(r.randint(2, 4))])
    return out


def copy(r, d, pool, appeal):
    body = [i for i, b in enumerate(d["blocks"]) if b["role"] == "body"]
    blocks, tail = d["blocks"][:body[-1] + 1], d["blocks"][body[-1] + 1:]
    if r.random() < 0.35:
        at = r.choice(body[1:])
        blocks[at:at] = teaser(r, donor(r, d, pool), "") if r.random() < 0.7 else r.choice(appeal)
    return blocks + behind(r, d, pool, appeal) + (tail if r.random() < 0.6 else [])


def collage(pages, copies):
    """The pages again, as said above; those without other sites' pages in their language are left out."""
    pages = [{**d, "words": long_words(d)} for d in pages]
    promo = appeals(pages)
    by_language = {}
    for d in pages:
        by_language.setdefault(d.get("lang"), []).append(d)
    promos = {lang: appeals(same) or promo for lang, same in by_language.items()}
    for d in pages:
        pool = [x for x in by_language[d.get("lang")] if host(x) != host(d)]
        if len(pool) < 5 or sum(b["role"] == "body" for b in d["blocks"]) < 3:
            continue
        for i in range(copies):
            name = f"{d['id']}-mixed{i}"
            r = random.Random(int(hashlib.md5(name.encode()).hexdigest(), 16))
            yield {**d, "id": name, "blocks": copy(r, d, pool, promos[d.get("lang")])}
