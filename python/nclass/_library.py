"""The C library: what of nclass.h is used here, and where it is found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Iterator

from cffi import FFI

SONAME = "libnclass.so.0"

# As in include/nclass/nclass.h; a test compares sizes and offsets.
CDEF = """
typedef ... ncl_pipeline;
typedef ... ncl_runner;
typedef ... ncl_worker;
typedef ... ncl_doc;
typedef ... ncl_explanation;

struct ncl_error { int code; uint64_t at; char text[504]; };
struct ncl_buffer { char *data; size_t len, size; };
struct ncl_config {
    const char *plugins, *plugin_path;
    const char *const *settings, *const *models;
    void *log, *log_data;
    const char *model_path;
};
struct ncl_write_options {
    int offsets, with_text, with_kept, colour;
    uint32_t width;
};
struct ncl_fields {
    const char *text, *html, *id, *title, *url, *lang, *date, *keep, *merge;
};
struct ncl_running {
    uint32_t jobs;
    int isolate;
    double timeout;
    uint64_t memory, max_doc_bytes;
    struct ncl_fields fields;
    struct ncl_write_options write;
    int with_text;
};
struct ncl_input {
    int format;
    const char *bytes;
    size_t len;
    const char *charset, *id, *source;
    uint64_t line;
};
struct ncl_result {
    int status;
    uint64_t index;
    const char *json;
    size_t json_len;
    const char *error, *text;
    size_t text_len;
};

const char *ncl_version(void);
const char *ncl_status_name(int status);
void ncl_buffer_release(struct ncl_buffer *b);

int ncl_pipeline_open(ncl_pipeline **out, const struct ncl_config *config,
                      struct ncl_error *err);
void ncl_pipeline_free(ncl_pipeline *p);
const char *ncl_pipeline_use(const ncl_pipeline *p, uint32_t i);

int ncl_runner_new(ncl_runner **out, ncl_pipeline *p,
                   const struct ncl_running *how, struct ncl_error *err);
int ncl_runner_put(ncl_runner *r, const struct ncl_input *input,
                   struct ncl_error *err);
int ncl_runner_take(ncl_runner *r, int wait, struct ncl_result *result,
                    struct ncl_error *err);
void ncl_runner_free(ncl_runner *r);

int ncl_worker_new(ncl_worker **out, ncl_pipeline *p, struct ncl_error *err);
void ncl_worker_free(ncl_worker *w);
int ncl_doc_new(ncl_doc **out, struct ncl_error *err);
void ncl_doc_free(ncl_doc *doc);
int ncl_read_text(ncl_doc *doc, const void *bytes, size_t len,
                  const char *charset, struct ncl_error *err);
int ncl_read_html(ncl_doc *doc, const void *bytes, size_t len,
                  const char *charset, struct ncl_error *err);
int ncl_read_json(ncl_doc *doc, const char *line, size_t len,
                  struct ncl_error *err);
int ncl_worker_explain(ncl_worker *w, ncl_doc *doc,
                       const ncl_explanation **out, struct ncl_error *err);
int ncl_write_explain_jsonl(struct ncl_buffer *out, const ncl_doc *doc,
                            const ncl_explanation *why, const void *how);
"""

ffi: Any = FFI()
ffi.cdef(CDEF)


class Error(Exception):
    """What the library says of something that cannot be done.

    The text is its message; ``status`` is the name of its code in nclass.h:
    ``"USAGE"``, ``"MISSING"``, ``"REFUSED"``, ``"NOMEM"``, ...
    """

    def __init__(self, message: str, status: str = "FATAL") -> None:
        super().__init__(message)
        self.status = status


def _candidates() -> Iterator[str]:
    """Paths of the library, the best one first."""
    given = os.environ.get("NCLASS_LIBRARY")
    if given:
        yield given  # and nothing else
        return
    here = Path(__file__).resolve()
    tree = here.parents[2]
    if (tree / "include" / "nclass" / "nclass.h").is_file():
        yield str(tree / "build" / "libnclass.so")
    for folder in here.parents[2:5]:  # PREFIX/lib of the package's place
        for path in [folder / SONAME, *sorted(folder.glob(f"*/{SONAME}"))]:
            if path.is_file():
                yield str(path)
    yield SONAME


def _open() -> Any:
    reasons = []
    for path in _candidates():
        try:
            return ffi.dlopen(path)
        except OSError as error:
            reasons.append(str(error))
    raise Error(
        "the nclass library is not found: install it, build it with make, or "
        "set NCLASS_LIBRARY to the path of its libnclass.so ("
        + "; ".join(reasons) + ")",
        "MISSING",
    )


lib: Any = _open()


def check(status: int, err: Any) -> None:
    """Raise what a call of the library left in its error."""
    if status:
        raise Error(
            ffi.string(err.text).decode("utf-8", "replace"),
            ffi.string(lib.ncl_status_name(status)).decode("ascii"),
        )
