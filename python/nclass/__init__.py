"""Label documents: what each block is, which are boilerplate, what it is about.

::

    import nclass

    for doc in nclass.Pipeline("section,boiler,lang,topic").run(texts):
        print(doc.title, [t.label for t in doc.topics], doc.kept)

The guide is docs/embedding.md; what is in a record, docs/output-format.md.
"""

from ._documents import Html, Input, JsonLine, Text
from ._library import Error, ffi as _ffi, lib as _lib
from ._pipeline import Pipeline
from ._results import Block, BlockLabel, Document, Layer, Span, Topic
from ._version import VERSION as __version__

__all__ = [
    "Block", "BlockLabel", "Document", "Error", "Html", "Input", "JsonLine",
    "Layer", "Pipeline", "Span", "Text", "Topic", "library_version",
]


def library_version() -> str:
    """The version of the C library that was found."""
    version: str = _ffi.string(_lib.ncl_version()).decode("ascii")
    return version
