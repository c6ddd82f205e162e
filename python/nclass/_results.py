"""What comes out of a pipeline."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union


@dataclass(frozen=True)
class Topic:
    """What the document is about."""

    label: str
    score: float  # 0 to 1, a calibrated probability
    id: Optional[str] = None  # in its taxonomy: "medtop:15000000"
    below: bool = False  # its threshold: only the best that there is


@dataclass(frozen=True)
class Block:
    """A paragraph, a line: what a person sees as one piece of the page.

    ``begin`` and ``end`` are bytes of the text in UTF-8; ``chars`` is the
    same stretch of a Python string: ``doc.text[block.chars]``.
    """

    begin: int
    end: int
    role: Optional[str] = None  # None: the plugin section did not run
    role_score: Optional[float] = None
    keep: Optional[bool] = None  # None: the plugin boiler did not run
    score: Optional[float] = None  # the probability that it is article text
    source: Optional[Tuple[int, int]] = None  # bytes of the input, if others
    lang: Optional[str] = None  # where the plugin lang tells it of blocks
    lang_score: Optional[float] = None
    _document: Optional[Document] = field(
        default=None, repr=False, compare=False)

    @property
    def chars(self) -> slice:
        assert self._document is not None
        return self._document.chars(self.begin, self.end)

    @property
    def text(self) -> str:
        assert self._document is not None
        return self._document.text_of(self.begin, self.end)


@dataclass(frozen=True)
class Span:
    """A stretch of the text with a label, of a plugin of your own."""

    begin: int
    end: int
    label: str
    score: float
    id: Optional[str] = None
    _document: Optional[Document] = field(
        default=None, repr=False, compare=False)

    @property
    def chars(self) -> slice:
        assert self._document is not None
        return self._document.chars(self.begin, self.end)

    @property
    def text(self) -> str:
        assert self._document is not None
        return self._document.text_of(self.begin, self.end)


@dataclass(frozen=True)
class BlockLabel:
    """A label of a block, in a layer without a place of its own above."""

    block: int  # its number, from 0
    label: str
    score: float
    id: Optional[str] = None


@dataclass(frozen=True)
class Layer:
    """A layer without a place of its own in Document; one of three is set."""

    name: str
    labels: List[Topic]  # of the document
    blocks: List[BlockLabel]
    spans: List[Span]


def _topics(found: List[Mapping[str, Any]]) -> List[Topic]:
    # by name: later versions may add keys
    return [Topic(t["label"], t["score"], t.get("id"), t.get("below", False))
            for t in found]


class Document:
    """A document with its labels, or with the reason why it has none.

    ``json()`` is the line that ``nclass run`` writes, byte for byte; the rest
    is read out of it when it is asked for.
    """

    __slots__ = ("index", "error", "_json", "_utf8", "__dict__")

    def __init__(self, index: int, line: bytes, error: Optional[str],
                 utf8: Optional[bytes]) -> None:
        self.index: int = index  #: its number in the run, from 0
        self.error: Optional[str] = error  #: why it failed; None: it did not
        self._json = line
        self._utf8 = utf8

    @property
    def ok(self) -> bool:
        """Whether it was labelled."""
        return self.error is None

    def json(self) -> bytes:
        """The line of JSON, with its end."""
        return self._json

    @cached_property
    def record(self) -> Mapping[str, Any]:
        """The line, parsed."""
        parsed: Dict[str, Any] = json.loads(self._json)
        return parsed

    @cached_property
    def _found(self) -> Mapping[str, Any]:
        # with `merge` the line is the input's, and this is a field of it
        found = self.record
        if "status" in found and "index" in found:
            return found
        last: Mapping[str, Any] = list(found.values())[-1]
        return last

    @property
    def id(self) -> Union[str, int, float]:
        """Its id in the input; else its source, else its number."""
        given: Union[str, int, float] = self._found["id"]
        return given

    @property
    def source(self) -> Optional[str]:
        return self._found.get("source")

    @property
    def charset(self) -> Optional[str]:
        """What the text was converted from; None: it is as it came."""
        return self._found.get("charset")

    @property
    def values(self) -> Mapping[str, Union[str, List[str]]]:
        """Named values: title, authors, date, lang, url, ..."""
        values: Mapping[str, Union[str, List[str]]] = \
            self._found.get("values", {})
        return values

    def _value(self, name: str) -> Optional[str]:
        value = self.values.get(name)
        return value if isinstance(value, str) else None

    @property
    def title(self) -> Optional[str]:
        return self._value("title")

    @property
    def date(self) -> Optional[str]:
        return self._value("date")

    @property
    def lang(self) -> Optional[str]:
        return self._value("lang")

    @property
    def authors(self) -> List[str]:
        return list(self.values.get("authors", []))

    @property
    def article(self) -> Optional[float]:
        """The probability that there is an article; None: not told."""
        return self._found.get("article")

    @cached_property
    def topics(self) -> List[Topic]:
        """The best first."""
        return _topics(self._found.get("topics", []))

    @cached_property
    def blocks(self) -> List[Block]:
        return [
            Block(b["begin"], b["end"], b.get("role"), b.get("role_score"),
                  b.get("keep"), b.get("score"),
                  (b["src"][0], b["src"][1]) if "src" in b else None,
                  b.get("lang"), b.get("lang_score"), self)
            for b in self._found.get("blocks", [])
        ]

    @cached_property
    def layers(self) -> Mapping[str, Layer]:
        """What other plugins wrote, by the layer's name."""
        return {
            name: Layer(
                name,
                _topics(layer.get("labels", [])),
                [BlockLabel(b["block"], b["label"], b["score"], b.get("id"))
                 for b in layer.get("blocks", [])],
                [Span(s["begin"], s["end"], s["label"], s["score"],
                      s.get("id"), self) for s in layer.get("spans", [])],
            )
            for name, layer in self._found.get("layers", {}).items()
        }

    # ------------------------------------------------------------- the text

    @property
    def text_bytes(self) -> bytes:
        """The text in UTF-8, which ``begin`` and ``end`` are offsets into."""
        return self._utf8 or b""

    @cached_property
    def text(self) -> str:
        """The text that was labelled; of a page, what a reader sees of it."""
        return self.text_bytes.decode("utf-8")

    @cached_property
    def kept(self) -> str:
        """The kept blocks, joined by newlines (all, without boiler)."""
        return "\n".join(b.text for b in self.blocks if b.keep is not False)

    def text_of(self, begin: int, end: int) -> str:
        """The text of bytes [begin, end)."""
        return self.text_bytes[begin:end].decode("utf-8")

    @cached_property
    def _marks(self) -> Tuple[List[int], List[int]]:
        # where blocks begin and end: bytes, and characters before them
        at, count = 0, 0
        marks, counts = [0], [0]
        for block in self.blocks:
            for offset in (block.begin, block.end):
                count += len(self.text_of(at, offset))
                at = offset
                marks.append(at)
                counts.append(count)
        return marks, counts

    def _char(self, offset: int) -> int:
        marks, counts = self._marks
        i = bisect_right(marks, offset) - 1
        return counts[i] + len(self.text_of(marks[i], offset))

    def chars(self, begin: int, end: int) -> slice:
        """Bytes [begin, end) as a slice of ``text``."""
        if len(self.text) == len(self.text_bytes):
            return slice(begin, end)
        return slice(self._char(begin), self._char(end))

    def __repr__(self) -> str:
        if self.error is not None:
            return f"<nclass.Document {self.index} failed: {self.error}>"
        return (f"<nclass.Document {self.id!r}: {len(self.blocks)} blocks, "
                f"topics {[t.label for t in self.topics]}>")
