"""Pages as other tools write them down: with marks for what was a list, a table, a heading or a link.

Extractors and converters put a dash before the items of lists and bars around the cells of tables; as Markdown there
are marks of headings and quotations too, and links in brackets. The development data has hardly any such line. What
is written how follows from a hash of the page's id; the roles stay.
"""
import hashlib, random, re

BULLETS = ("- ", "- ", "- ", "* ", "• ")
ITEM = re.compile(r"[-*•·–+>]|\(?\w{1,3}[.)] ")  # has a mark of its own
BOXES = ("related", "nav", "tags", "share", "comments")  # often lists, or tables made for layout, in the page's markup
RUN_LEAST = 3
CELL = re.compile(r"[\t|]| (?=[-+.$€£]?\d)")


def runs(blocks):
    """[begin, end) of blocks of one role."""
    begin = 0
    for i in range(1, len(blocks) + 1):
        if i == len(blocks) or blocks[i]["role"] != blocks[begin]["role"]:
            yield begin, i
            begin = i


def row(text, tight):
    cells = CELL.split(text.strip("| "))
    return "|" + "|".join(c.strip() if tight else f" {c.strip()} " for c in cells) + "|"


class Writer:
    def __init__(self, name):
        self.random = random.Random(int(hashlib.md5(name.encode()).hexdigest(), 16))
        self.bullet = self.random.choice(BULLETS)
        self.tight = self.random.random() < 0.5
        self.markdown = self.random.random() < 0.4
        self.number = 0  # of the last link

    def item(self, text):
        return text if ITEM.match(text) else self.bullet + text

    def link(self, text):
        self.number += self.random.randint(1, 40)
        return f"[{text}](/{self.random.choice(('news', 'a', 'p', 'story', 'category'))}/{self.number})"

    def box(self):
        """How the lines of a box are written."""
        kind = self.random.random()
        if kind < 0.4:
            return lambda text: self.item(self.link(text) if self.markdown else text)
        if kind < 0.55:
            return lambda text: row(text, self.tight)
        return self.link if self.markdown else str

    def of(self, role, count):
        """How the blocks of a run are written."""
        if role == "list":
            return self.item
        if role == "table":
            return lambda text: row(text, self.tight)
        if role in BOXES and count >= RUN_LEAST:
            return self.box()
        marks = {"headline": "# ", "heading": "## ", "quote": "> "} if self.markdown else {}
        return lambda text: marks.get(role, "") + text


def marked(pages):
    for d in pages:
        name = d["id"] + "-marked"
        writer, blocks = Writer(name), []
        for begin, end in runs(d["blocks"]):
            write = writer.of(d["blocks"][begin]["role"], end - begin)
            blocks += [{**b, "text": write(b["text"])} for b in d["blocks"][begin:end]]
        if any(a["text"] != b["text"] for a, b in zip(blocks, d["blocks"])):
            yield {**d, "id": name, "blocks": blocks}
