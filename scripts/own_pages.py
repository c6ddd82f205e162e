"""What this project adds to the development data: roles read page by page, and pages written for training.

models/data/roles.tsv has the roles of pages of the development sets, without their texts: the page's id, its number of
blocks, the CRC-32 of their texts joined by newlines, and the roles in order: `headline byline body*8`. A page whose
texts are others than those that were read is an error.

models/data/LANGUAGE.txt has pages that were written for training: `# ID KIND` begins one, then a line a block: role, tab,
text. appeals.tsv has paragraphs to be set into pages, appeals and what reads like them: language, role, text.
"""
import collections, glob, hashlib, os, random, zlib

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "models", "data")
ARTICLE = {"body", "heading", "list", "quote", "table", "code"}
FURNITURE = {"headline", "standfirst", "byline", "dateline", "caption"}
TEXT_SHARE = 0.4  # of what is set into articles, beside the share of it that is article text anyway
DIALOG_EVERY = 3  # pages that are made again with the text of a consent dialog below: one of so many
ALL = ("notices", "short", "leaks")  # files of pages in many languages


def block(text, role):
    return {"text": text, "role": role, "content": int(role in ARTICLE)}


def roles_of(runs):
    for run in runs.split(" "):
        role, _, count = run.partition("*")
        yield from [role] * int(count or 1)


def readings():
    """{id of a page: its line} of roles.tsv."""
    with open(os.path.join(DATA, "roles.tsv"), encoding="utf-8") as f:
        return {line.split("\t", 1)[0]: line.rstrip("\n").split("\t")[1:] for line in f}


def with_roles(d, reading):
    """A page with the roles that were read in place of its own. Where it has a verdict that they contradict, that is left
    open."""
    count, crc, runs = reading
    texts = [b["text"] for b in d["blocks"]]
    if len(texts) != int(count) or zlib.crc32("\n".join(texts).encode()) != int(crc, 16):
        raise SystemExit(f"roles.tsv: {d['id']} was read with other blocks than the data has now")
    return {**d, "blocks": [agreed(b, block(b["text"], role)) for b, role in zip(d["blocks"], roles_of(runs))]}


def agreed(old, new):
    known = old.get("content")
    return {**new, "q": True} if known is not None and known != new["content"] and new["role"] not in FURNITURE else new


def written():
    """The pages that were written for training."""
    for path in sorted(glob.glob(os.path.join(DATA, "*.txt"))):
        lang = os.path.basename(path)[:-len(".txt")]
        d = None
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.rstrip("\n")
                if line.startswith("# "):
                    if d:
                        yield d
                    name, kind = line.split(" ")[1:3]
                    d = {"id": f"written-{name}", "lang": None if lang in ALL else lang, "blocks": [],
                         "site": name, "kind": kind}
                elif line:
                    role, text = line.split("\t", 1)
                    d["blocks"].append(block(text, role))
        if d:
            yield d


def notices(kinds):
    """{language: texts, each a list of blocks} of what sites say of consent and of themselves."""
    found = collections.defaultdict(list)
    for d in written():
        if d["kind"] in kinds and all(b["role"] in ("footer", "nav") for b in d["blocks"]) and \
                d["blocks"][0]["role"] == "footer":
            found[d["lang"]].append(d["blocks"])
    return found


def chosen(name, known, lang):
    """One of them: half the time in its own language, if there is one."""
    r = random.Random(int(hashlib.md5(name.encode()).hexdigest(), 16))
    own = known.get(lang, [])
    return r.choice(own if own and r.random() < 0.5 else [blocks for texts in known.values() for blocks in texts])


def below_notices(pages):
    """The pages again, short ones, each below a notice of consent."""
    known = notices(("consent", "notice"))
    for d in pages:
        name = d["id"] + "-consent"
        yield {**d, "id": name, "blocks": chosen(name, known, d.get("lang")) + d["blocks"]}


def above_dialogs(pages):
    """Some of the pages again, each with the text of a consent dialog at its end."""
    known = notices(("consent",))
    for d in pages:
        name = d["id"] + "-dialog"
        if zlib.crc32(name.encode()) % DIALOG_EVERY == 0:
            yield {**d, "id": name, "blocks": d["blocks"] + chosen(name, known, d.get("lang"))}


def appeals():
    """{language: blocks} of appeals, bios and the like in whole sentences, and of article text that sounds like them."""
    found = collections.defaultdict(list)
    with open(os.path.join(DATA, "appeals.tsv"), encoding="utf-8") as f:
        for line in f:
            lang, role, text = line.rstrip("\n").split("\t")
            found[lang].append(block(text, role))
    return found


def with_appeals(pages):
    """The articles again, with one to three such paragraphs in their language set into them or right behind: article
    text as often as not, or all that says we and you would be an appeal."""
    known = appeals()
    for d in pages:
        body = [i for i, b in enumerate(d["blocks"]) if b["role"] == "body"]
        if len(body) < 3 or not known.get(d.get("lang")):
            continue
        name = d["id"] + "-appeal"
        r = random.Random(int(hashlib.md5(name.encode()).hexdigest(), 16))
        blocks = list(d["blocks"])
        places = sorted(r.sample(body[1:], min(len(body) - 1, r.randint(1, 3))), reverse=True)
        if r.random() < 0.4:
            places[0] = body[-1] + 1
        like = known[d["lang"]]
        text = [b for b in like if b["content"]] or like
        for at in places:
            blocks.insert(at, r.choice(text if r.random() < TEXT_SHARE else like))
        yield {**d, "id": name, "blocks": blocks}
