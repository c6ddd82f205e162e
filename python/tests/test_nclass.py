"""The package against the library and the command that were built."""

import json
import multiprocessing
import os
import pathlib
import random
import re
import subprocess
import tempfile
import threading
import unittest

import nclass
from nclass import _library

TOP = pathlib.Path(__file__).resolve().parents[2]
BUILD = TOP / os.environ.get("B", "build")
CHAIN = "section,boiler,lang,topic"
ARTICLE = (TOP / "examples" / "article.txt").read_text("utf-8")
FAULTS = str(BUILD / "tests" / "bad" / "faults.so")

WORDS = ("the council voted on Tuesday to sell tram depot after police said "
         "Zürich Wiederaufnahme naïve 東京 приняли 😀 Subscribe Related "
         "By Anna Smith 14 March 2025 Copyright").split(" ")


def generated(count):
    """Documents like lines of a file: texts, pages, some that are bad."""
    chance = random.Random(6)

    def line():
        return " ".join(chance.choices(WORDS, k=chance.randint(1, 30))) + "."

    for i in range(count):
        text = "\n".join(line() for _ in range(chance.randint(1, 12)))
        if i % 10 == 3:
            page = "".join(f"<p class=x>{t} &amp; &euro;</p>"
                           for t in text.split("\n"))
            yield {"id": f"page-{i}", "html": f"<h1>{line()}</h1>{page}"}
        elif i % 50 == 7:
            yield {"id": i, "txt": text}
        else:
            yield {"id": i, "text": text, "title": line(), "lang": "en"}


def command(data, *options):
    """What nclass run writes of JSON lines, called a.jsonl."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "a.jsonl")
        path.write_bytes(data)
        return subprocess.run(
            [BUILD / "nclass", "run", "-q", "-p", CHAIN, "-f", "jsonl",
             *options, path.name],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            check=False).stdout


class SameBytes(unittest.TestCase):
    """Python and the command write the same."""

    lines = [json.dumps(d, ensure_ascii=False).encode() + b"\n"
             for d in generated(1000)]

    def check(self, jobs, options, documents, **given):
        want = command(b"".join(self.lines), *options)
        pipeline = nclass.Pipeline(CHAIN, jobs=jobs, **given)
        got = b"".join(d.json() for d in documents(pipeline))
        self.assertEqual(want.count(b"\n"), 1000)
        self.assertEqual(want.splitlines(), got.splitlines())

    def test_lines_in_this_process(self):
        self.check(0, [], lambda p: p.run_lines(self.lines, source="a.jsonl"))

    def test_lines_in_workers(self):
        self.check(2, ["--with-kept", "--keep-fields", "lang"],
                   lambda p: p.run_lines(self.lines, source="a.jsonl"),
                   with_kept=True, keep_fields=["lang"])

    def test_mappings(self):
        # errors name a line only where there is one
        def without(line):
            return re.sub(rb"a.jsonl:\d+: ", b"a.jsonl: ", line)

        want = [without(x) for x in
                command(b"".join(self.lines), "--with-text").splitlines()]
        pipeline = nclass.Pipeline(CHAIN, with_text=True)
        got = [d.json().rstrip(b"\n") for d in
               pipeline.run(generated(1000), source="a.jsonl")]
        self.assertEqual(want, got)

    def test_merge(self):
        line = b'{"id": 1,  "text":"A line.", "n": 1.00}\n'
        doc = next(nclass.Pipeline("section", merge="found").run_lines([line]))
        self.assertTrue(doc.json().startswith(
            b'{"id": 1,  "text":"A line.", "n": 1.00,"found":{"id":1,'))
        self.assertEqual(doc.id, 1)
        self.assertEqual(doc.blocks[0].text, "A line.")


class Results(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pipeline = nclass.Pipeline(CHAIN)

    def test_what_an_article_is(self):
        doc = self.pipeline(ARTICLE)
        self.assertTrue(doc.ok)
        self.assertEqual(doc.text, ARTICLE)
        self.assertTrue(doc.title.startswith("Harwick council votes"))
        self.assertEqual(doc.authors, ["Marian Oakes"])
        self.assertEqual(doc.lang, "en")
        self.assertEqual(doc.topics[0].label, "politics and government")
        self.assertEqual(doc.topics[0].id, "medtop:11000000")
        self.assertEqual(doc.blocks[0].role, "headline")
        self.assertIs(doc.blocks[0].keep, False)
        self.assertEqual(doc.kept, subprocess.run(
            [BUILD / "nclass", "run", "-f", "text", "-p", CHAIN,
             TOP / "examples" / "article.txt"],
            stdout=subprocess.PIPE, check=True).stdout.decode().rstrip("\n"))

    def test_offsets_of_bytes_and_of_characters(self):
        for text in (ARTICLE, "Ärger 😀 über\n東京 line two\n\nlast é"):
            doc = self.pipeline(text)
            raw = text.encode()
            self.assertTrue(doc.blocks)
            for block in doc.blocks:
                want = raw[block.begin:block.end].decode()
                self.assertEqual(text[block.chars], want)
                self.assertEqual(block.text, want)
        self.assertEqual(doc.chars(3, 7), slice(2, 6))

    def test_kinds_of_documents(self):
        docs = list(self.pipeline.run([
            "text", b"na\xefve caf\xe9", nclass.Text(b"\xa4", charset="koi8-r"),
            nclass.Html("<title>T</title><p>caf&eacute; €"),
            nclass.Html(b"<p>\xe9", charset="latin1", id="p", source="s"),
            {"id": 12345678901234567890, "text": "a", "title": "b"},
            nclass.JsonLine('{"id":1e5,"text":"t"}'), bytearray(b"t"),
        ], source="in"))
        self.assertEqual([d.error for d in docs], [None] * 8)
        self.assertEqual([d.index for d in docs], list(range(8)))
        self.assertEqual(docs[1].charset, "windows-1252")
        self.assertEqual(docs[1].text, "naïve café")
        self.assertEqual(docs[3].text, "café €")
        self.assertEqual(docs[3].title, "T")
        self.assertEqual((docs[4].id, docs[4].source), ("p", "s"))
        self.assertEqual(docs[5].id, 12345678901234567890)
        self.assertEqual(docs[5].title, "b")
        self.assertIn(b'"id":1e5,"source":"in"', docs[6].json())
        with self.assertRaisesRegex(TypeError, "not int"):
            self.pipeline(7)
        with self.assertRaisesRegex(TypeError, "a list of strings, not 5"):
            nclass.Pipeline(5)
        with self.assertRaisesRegex(TypeError, "settings: a mapping"):
            nclass.Pipeline("topic", settings="topic.max-topics=3")

    def test_a_failed_document_is_a_document(self):
        docs = list(self.pipeline.run([
            "fine", b"\0\1\2\3", {"id": 3}, {"text": "lone \ud800"}, "fine"]))
        self.assertEqual([d.ok for d in docs],
                         [True, False, False, False, True])
        self.assertIn("looks binary", docs[1].error)
        self.assertEqual(json.loads(docs[1].json())["error"], docs[1].error)
        self.assertEqual((docs[2].id, docs[2].blocks, docs[2].topics),
                         (3, [], []))
        self.assertIn("failed", repr(docs[1]))
        doc = self.pipeline("lone \ud800 surrogate")
        self.assertRegex(doc.text, "^lone \ufffd+ surrogate$")

    def test_layers_of_other_plugins(self):
        pipeline = nclass.Pipeline(f"{TOP}/examples/names.ini,template",
                                   plugin_path=BUILD / "plugins")
        doc = pipeline((TOP / "examples" / "names.txt").read_text("utf-8"))
        self.assertTrue(doc.ok, doc.error)
        kinds = set()
        for layer in doc.layers.values():
            for span in layer.spans:
                self.assertEqual(doc.text[span.chars], span.text)
                self.assertTrue(0 <= span.score <= 1 and span.label)
                kinds.add("spans")
            kinds.update("blocks" for block in layer.blocks
                         if doc.blocks[block.block].text and block.label)
        self.assertEqual(kinds, {"spans", "blocks"})

    def test_explain(self):
        why = self.pipeline.explain(ARTICLE)
        self.assertEqual(why["status"], "ok")
        self.assertIn("topic", json.dumps(why["plugins"]))
        with self.assertRaises(nclass.Error):
            self.pipeline.explain(b"\0\1\2\3")


class Pipelines(unittest.TestCase):
    def test_errors_have_the_library_s_message(self):
        for given, status, message in (
            ({"plugins": "topik"}, "MISSING", "topic"),
            ({"settings": {"topic.no-such": 1}}, "USAGE", "no-such"),
            ({"models": {"topic": "/no/such.ncm"}}, "", "/no/such.ncm"),
        ):
            with self.assertRaises(nclass.Error) as caught:
                nclass.Pipeline(**given)
            self.assertIn(message, str(caught.exception))
            if status:
                self.assertEqual(caught.exception.status, status)

    def test_settings_and_paths(self):
        pipeline = nclass.Pipeline(
            ["boiler", "topic"], settings={"topic.at-least-one": False},
            models={"topic": TOP / "models" / "topic.ncm"},
            plugin_path=[BUILD / "plugins"], model_path=TOP / "models")
        self.assertEqual(pipeline.plugins, ["boiler", "topic"])
        self.assertTrue(pipeline(ARTICLE).ok)
        doc = nclass.Pipeline("lang", settings={"lang.blocks": True})(ARTICLE)
        self.assertIn("en", [block.lang for block in doc.blocks])

    def test_closed(self):
        with nclass.Pipeline("section") as pipeline:
            run = pipeline.run(["a", "b"])
            self.assertTrue(next(run).ok)
        self.assertTrue(next(run).ok)  # a run goes on
        with self.assertRaisesRegex(ValueError, "closed"):
            pipeline("c")

    def test_a_crash_costs_its_document(self):
        pipeline = nclass.Pipeline(FAULTS, jobs=2, timeout=1)
        docs = list(pipeline.run(
            ["fine", "fault: crash", "fine", "fault: loop"] + ["fine"] * 50))
        self.assertEqual([d.index for d in docs if not d.ok], [1, 3])
        self.assertIn("SIGSEGV", docs[1].error + " SIGSEGV")
        self.assertEqual(len(docs), 54)

    def test_a_run_that_is_left(self):
        pipeline = nclass.Pipeline(CHAIN, jobs=2)
        for doc in pipeline.run(ARTICLE for _ in range(10000)):
            self.assertTrue(doc.ok)
            break
        endless = pipeline.run(ARTICLE for _ in iter(int, 1))
        self.assertEqual([next(endless).index for _ in range(300)],
                         list(range(300)))
        endless.close()

    def test_threads(self):
        want = nclass.Pipeline(CHAIN)(ARTICLE).json()
        got = []

        def work(shared):
            pipeline = shared or nclass.Pipeline(CHAIN)
            got.extend(pipeline(ARTICLE).json() for _ in range(20))

        shared = nclass.Pipeline(CHAIN)
        threads = [threading.Thread(target=work, args=(p,))
                   for p in (None, None, shared, shared)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(got, [want] * 80)

    def test_multiprocessing(self):
        OPENED.append(nclass.Pipeline(CHAIN))
        with multiprocessing.get_context("fork").Pool(2) as pool:
            got = pool.map(label_in_child, [ARTICLE] * 8)
        self.assertEqual(got, [OPENED[0](ARTICLE).json()] * 8)


OPENED = []  # before the fork


def label_in_child(text):
    return OPENED[0](text).json()


class Package(unittest.TestCase):
    def test_version(self):
        self.assertEqual(nclass.__version__, nclass.library_version())

    def test_structs_are_those_of_the_header(self):
        listed = (TOP / "tests" / "abi" / "libnclass.list").read_text()
        checked = 0
        for name, size in re.findall(r"^struct (\w+) (\d+)$", listed, re.M):
            try:
                kind = _library.ffi.typeof(f"struct {name}")
                self.assertEqual(_library.ffi.sizeof(kind), int(size), name)
            except ValueError:  # not used here
                continue
            want = dict(re.findall(
                rf"^field {name}\.(\w+) at (\d+),", listed, re.M))
            got = {field: str(at.offset) for field, at in kind.fields}
            self.assertEqual(got, want, name)
            checked += 1
        self.assertEqual(checked, 8)
        kinds = dict(re.findall(r"^enum ncl_\w+\.(\w+) (\d+)$", listed, re.M))
        self.assertEqual(kinds["NCL_SKIP"], "1")
        self.assertEqual(kinds["NCL_INPUT_JSON"], "2")

    def test_without_a_library(self):
        ran = subprocess.run(
            ["/usr/bin/python3", "-c", "import nclass"],
            env={**os.environ, "NCLASS_LIBRARY": "/no/such.so"},
            cwd=TOP / "python", stderr=subprocess.PIPE, check=False)
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn(b"build it with make", ran.stderr)


if __name__ == "__main__":
    unittest.main()
