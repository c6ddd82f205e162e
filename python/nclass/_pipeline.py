"""Pipelines: plugins, opened, and documents on their way through them."""

from __future__ import annotations

import json
import os
import threading
from typing import (Any, Dict, Iterable, Iterator, List, Mapping, Optional,
                    Sequence, Tuple, Union)

from ._documents import HTML, JSON, Input, JsonLine, Record, record
from ._library import check, ffi, lib
from ._results import Document

Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Sequence[Path], None]

_SKIP = 1  # NCL_SKIP: there is no result
_ANY = (1 << 64) - 1


class _Strings:
    """Strings for the library, which live as long as this does."""

    def __init__(self) -> None:
        self.kept: List[Any] = []

    def one(self, text: Union[str, bytes, None]) -> Any:
        if text is None:
            return ffi.NULL
        raw = text if isinstance(text, bytes) else os.fsencode(text)
        if b"\0" in raw:
            raise ValueError(f"a NUL in {text!r}")
        self.kept.append(ffi.new("char[]", raw))
        return self.kept[-1]

    def many(self, texts: Iterable[str]) -> Any:
        items = [self.one(text) for text in texts]
        self.kept.append(ffi.new("const char *[]", [*items, ffi.NULL]))
        return self.kept[-1]

    def paths(self, paths: Paths) -> Any:
        if paths is None or isinstance(paths, (str, os.PathLike)):
            return self.one(None if paths is None else os.fspath(paths))
        return self.one(":".join(os.fspath(path) for path in paths))


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ",".join(str(item) for item in value)
    return str(value)


def _chain(plugins: object) -> Optional[str]:
    """Names of plugins as one string."""
    if plugins is None or isinstance(plugins, str):
        return plugins
    if isinstance(plugins, (list, tuple)) and all(
            isinstance(name, str) for name in plugins):
        return ",".join(plugins)
    raise TypeError("plugins: a string (\"section,topic\") or a list of "
                    f"strings, not {plugins!r}")


def _pairs(name: str, value: Optional[Mapping[str, Any]]) -> Any:
    if value is None or isinstance(value, Mapping):
        return (value or {}).items()
    raise TypeError(f"{name}: a mapping (dict), not {value!r}")


class Pipeline:
    """Plugins, found, checked, ordered and opened.

    ::

        pipeline = nclass.Pipeline("section,boiler,lang,topic")
        for doc in pipeline.run(texts):
            if doc.ok:
                print(doc.topics[0].label, doc.kept)
            else:
                print(doc.error)

    plugins
        their names, comma-separated or in a list: ``"topic"``,
        ``"mine=topic"`` to run one under another name, or a path with a
        slash. None: section,boiler,lang,topic.
    settings
        options of plugins: ``{"topic.max-topics": 3}``.
    models
        files for plugins: ``{"topic": "mine.ncm"}``.
    plugin_path, model_path
        folders to look in first.
    jobs
        worker processes. 0: all is done in this process, where a plugin that
        crashes ends the program. With 1 or more a plugin that crashes, hangs
        or eats memory costs its document, which becomes a failed one; give as
        many as there are processors for large batches.
    isolate
        workers open no network, files or programs.
    timeout
        seconds of processor time for a document (of workers); None: any.
    memory
        bytes for a document, beyond 12 times its own; None: any.
    max_doc_bytes
        a larger document fails.
    with_text, with_kept
        put the text, or the kept text, into ``Document.json()``.
    keep_fields, merge
        of JSON lines: fields to write out again, or the name of a field that
        is added to the line itself, with all that is found.

    Errors are raised as ``nclass.Error``. A pipeline may be used by several
    threads, but works for one at a time: open one in each thread. It may be
    opened before a fork (``multiprocessing``) and used after it.
    """

    def __init__(
        self,
        plugins: Union[str, Sequence[str], None] = None,
        *,
        settings: Optional[Mapping[str, object]] = None,
        models: Optional[Mapping[str, Path]] = None,
        plugin_path: Paths = None,
        model_path: Paths = None,
        jobs: int = 0,
        isolate: bool = False,
        timeout: Optional[float] = 60.0,
        memory: Optional[int] = 512 << 20,
        max_doc_bytes: int = 256 << 20,
        with_text: bool = False,
        with_kept: bool = False,
        keep_fields: Sequence[str] = (),
        merge: Optional[str] = None,
    ) -> None:
        self._lock = threading.Lock()
        self._handle: Any = None
        self._strings = _Strings()
        one = self._strings.one
        self._how = ffi.new("struct ncl_running *", {
            "jobs": jobs,
            "isolate": isolate,
            "timeout": -1 if timeout is None else timeout,
            "memory": _ANY if memory is None else memory,
            "max_doc_bytes": max_doc_bytes,
            "fields": {"keep": one(",".join(keep_fields) or None),
                       "merge": one(merge)},
            "write": {"with_text": with_text, "with_kept": with_kept},
            "with_text": True,
        })
        config = ffi.new("struct ncl_config *", {
            "plugins": one(_chain(plugins)),
            "plugin_path": self._strings.paths(plugin_path),
            "model_path": self._strings.paths(model_path),
            "settings": self._strings.many(
                f"{key}={_setting(value)}"
                for key, value in _pairs("settings", settings)),
            "models": self._strings.many(
                f"{key}={os.fspath(value)}"
                for key, value in _pairs("models", models)),
        })
        out, err = ffi.new("ncl_pipeline **"), ffi.new("struct ncl_error *")
        check(lib.ncl_pipeline_open(out, config, err), err)
        self._handle = ffi.gc(out[0], lib.ncl_pipeline_free)

    @property
    def plugins(self) -> List[str]:
        """The uses of the chain, in the order they run in."""
        names: List[str] = []
        with self._lock:
            while True:
                name = lib.ncl_pipeline_use(self._open(), len(names))
                if name == ffi.NULL:
                    return names
                names.append(ffi.string(name).decode("utf-8"))

    def run(self, documents: Iterable[Input], *,
            source: Optional[str] = None) -> Iterator[Document]:
        """Label documents, and give them in the same order.

        A document is ``str`` or ``bytes`` (a plain text), ``nclass.Html`` or
        ``nclass.Text``, a mapping like a JSON line, or ``nclass.JsonLine``.
        One that cannot be labelled comes as a document with an ``error``. As
        many as the workers need are taken ahead. ``source`` is what their
        records say they are from.
        """
        runner = _Runner(self)
        try:
            for document in documents:
                runner.put(record(document, source))
                yield from runner.take(False)
            yield from runner.take(True)
        finally:
            runner.close()

    def run_lines(self, lines: Iterable[Union[str, bytes]], *,
                  source: Optional[str] = None) -> Iterator[Document]:
        """Label the JSON lines of an open file; empty ones are passed over.

        The records are those of ``nclass run`` for a file ``source``.
        """
        return self.run(
            (JsonLine(line, number=number)
             for number, line in enumerate(lines, 1) if line.strip()),
            source=source)

    def __call__(self, document: Input) -> Document:
        """Label one document."""
        return next(self.run([document]))

    def explain(self, document: Input) -> Dict[str, Any]:
        """Why a document gets its labels: what ``nclass explain`` writes."""
        form, raw, charset, _, _, _ = record(document, None)
        err = ffi.new("struct ncl_error *")
        strings = _Strings()
        with self._lock:
            doc = _made("ncl_doc", lib.ncl_doc_new, lib.ncl_doc_free)
            worker = _made("ncl_worker", lib.ncl_worker_new,
                           lib.ncl_worker_free, self._open())
            if form == JSON:
                check(lib.ncl_read_json(doc, raw, len(raw), err), err)
            else:
                read = lib.ncl_read_html if form == HTML else lib.ncl_read_text
                # of bytes CPython has a NUL behind the last
                check(read(doc, ffi.from_buffer(raw), len(raw),
                           strings.one(charset), err), err)
            why = ffi.new("const ncl_explanation **")
            check(lib.ncl_worker_explain(worker, doc, why, err), err)
            out = ffi.new("struct ncl_buffer *")
            try:
                check(lib.ncl_write_explain_jsonl(out, doc, why[0], ffi.NULL),
                      err)
                line = bytes(ffi.buffer(out.data, out.len))
            finally:
                lib.ncl_buffer_release(out)
                ffi.release(doc)
                ffi.release(worker)
        explanation: Dict[str, Any] = json.loads(line)
        return explanation

    def close(self) -> None:
        """Give the memory back; runs that go on keep it until they end."""
        self._handle = None

    def _open(self) -> Any:
        if self._handle is None:
            raise ValueError("the pipeline is closed")
        return self._handle

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _made(kind: str, new: Any, free: Any, *args: Any) -> Any:
    """An object of the library, freed with its Python one."""
    out, err = ffi.new(kind + " **"), ffi.new("struct ncl_error *")
    check(new(out, *args, err), err)
    return ffi.gc(out[0], free)


class _Runner:
    """An ncl_runner: what was put and not taken yet."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline, self._lock = pipeline, pipeline._lock
        self._process = os.getpid()
        self._input = ffi.new("struct ncl_input *")
        self._result = ffi.new("struct ncl_result *")
        self._err = ffi.new("struct ncl_error *")
        out = ffi.new("ncl_runner **")
        with self._lock:
            self._handle_of_pipeline = pipeline._open()
            check(lib.ncl_runner_new(out, self._handle_of_pipeline,
                                     pipeline._how, self._err), self._err)
        self._handle = out[0]

    def put(self, document: Record) -> None:
        strings, into = _Strings(), self._input
        raw = ffi.from_buffer(document[1])
        into.format, into.bytes, into.len = document[0], raw, len(raw)
        into.charset = strings.one(document[2])
        into.id = strings.one(document[3])
        into.source = strings.one(document[4])
        into.line = document[5]
        with self._lock:
            check(lib.ncl_runner_put(self._handle, into, self._err),
                  self._err)

    def _take(self, wait: bool) -> Optional[Document]:
        result = self._result
        with self._lock:
            status = lib.ncl_runner_take(self._handle, wait, result,
                                         self._err)
            if status == _SKIP:
                return None
            check(status, self._err)
            buffer, error, text = ffi.buffer, None, None
            if result.error != ffi.NULL:
                error = ffi.string(result.error).decode("utf-8", "replace")
            elif result.text != ffi.NULL:
                text = bytes(buffer(result.text, result.text_len))
            line = bytes(buffer(result.json, result.json_len))
            return Document(result.index, line, error, text)

    def take(self, wait: bool) -> Iterator[Document]:
        while True:
            document = self._take(wait)
            if document is None:
                return
            yield document

    def close(self) -> None:
        with self._lock:
            # workers are the affair of the process that forked them
            if self._handle is not None and os.getpid() == self._process:
                lib.ncl_runner_free(self._handle)
            self._handle = None
