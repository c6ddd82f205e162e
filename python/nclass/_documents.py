"""What goes into a pipeline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Tuple, Union

TEXT, HTML, JSON = 0, 1, 2  # of enum ncl_input_format


@dataclass(frozen=True)
class Text:
    """A plain text: ``str``, or ``bytes`` in any charset (found out, where
    ``charset`` does not say it)."""

    text: Union[str, bytes]
    id: Optional[str] = None
    source: Optional[str] = None
    charset: Optional[str] = None


@dataclass(frozen=True)
class Html:
    """A page of HTML; ``charset`` is what the server said, for ``bytes``."""

    page: Union[str, bytes]
    id: Optional[str] = None
    source: Optional[str] = None
    charset: Optional[str] = None


@dataclass(frozen=True)
class JsonLine:
    """A line of JSON, ``{"id","text"}`` or ``{"id","html"}``, as it stands in
    a file: the id and the fields to keep are written as the bytes they are."""

    line: Union[str, bytes]
    source: Optional[str] = None
    number: int = 0  # of the line, from 1, for errors; 0: not known


Input = Union[str, bytes, Mapping[str, Any], Text, Html, JsonLine]

# format, bytes, charset, id, source, line
Record = Tuple[int, bytes, Optional[bytes], Optional[bytes], Optional[bytes],
               int]


def _utf8(text: str) -> bytes:
    # a lone surrogate is for the library to refuse, document by document
    return text.encode("utf-8", "surrogatepass")


def _name(text: Optional[str]) -> Optional[bytes]:
    return None if text is None else _utf8(text.replace("\0", "\ufffd"))


def _body(body: Union[str, bytes],
          charset: Optional[str]) -> Tuple[bytes, Optional[bytes]]:
    if isinstance(body, str):
        return _utf8(body), b"utf-8"
    return bytes(body), _name(charset)


def record(document: Input, source: Optional[str]) -> Record:
    """A document as the library takes it. TypeError: it is none."""
    if isinstance(document, (str, bytes, bytearray, memoryview)):
        document = Text(document if isinstance(document, str)
                        else bytes(document))
    if isinstance(document, (Text, Html)):
        html = isinstance(document, Html)
        body = document.page if isinstance(document, Html) else document.text
        text, charset = _body(body, document.charset)
        return (HTML if html else TEXT, text, charset, _name(document.id),
                _name(document.source or source), 0)
    if isinstance(document, Mapping):
        document = JsonLine(json.dumps(dict(document), ensure_ascii=False))
    if isinstance(document, JsonLine):
        line = _body(document.line, None)[0]
        return (JSON, line.rstrip(b"\r\n"), None, None,
                _name(document.source or source), document.number)
    raise TypeError(
        "a document is str, bytes, a mapping with \"text\" or \"html\", or "
        f"nclass.Text, Html or JsonLine, not {type(document).__name__}")
