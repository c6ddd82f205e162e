#!/bin/bash
# The line of progress: on a terminal, and nowhere else. Python makes terminals;
# nothing is judged by how long it takes, and what waits is told when to go on.
. "$(dirname "$0")/../lib.sh"
printf '{"id":1,"text":"one"}\n{"id":2,"txet":"two"}\n{"id":3,"text":"fault: await"}\n' >"$work/in.jsonl"
cat >"$work/onterm.py" <<'END'
import fcntl, json, os, pty, re, struct, subprocess, sys, termios, time
nclass, faults, work = sys.argv[1:]
bad = 0
def check(name, ok, why=""):
    global bad
    bad += not ok
    print("ok" if ok else "not ok", name)
    if not ok:
        print("#   ", repr(why))

def run(args, stdin, width=80, results=False, seen=b"documents, "):
    """Its messages on a terminal, and its results, which go to a pipe. It goes on
    when `seen` is there; None: after what would be long enough to be told."""
    main, side = pty.openpty()
    fcntl.ioctl(main, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    go = work + "/go"
    for name in go, go + ".here":
        if os.path.exists(name):
            os.unlink(name)
    p = subprocess.Popen([nclass, "run", "-p", faults, "-j", "1", *args], stdin=subprocess.PIPE, stderr=side,
                         stdout=side if results else subprocess.PIPE, env={**os.environ, "NCLASS_TEST_AWAIT": go, "TERM": "xterm"})
    os.close(side)
    if stdin:
        p.stdin.write(stdin)
        p.stdin.flush()
    out, told = b"", False
    began = time.monotonic()
    os.set_blocking(main, False)
    while True:
        try:
            more = os.read(main, 65536)
            out += more
            if not more:
                break
        except BlockingIOError:
            time.sleep(0.01)
        except OSError: # it was closed
            break
        if not told and (p.poll() is not None or (seen in out if seen else time.monotonic() - began > 2.5)):
            told = True
            open(go, "w").close()
            p.stdin.close()
    os.close(main)
    p.stdin = None
    return out.decode(), (p.communicate()[0] or b"").decode(), p.returncode

LINE = r"\d documents, \d MB, \d+/s, \d failed"
CLEAR = "\r\x1b[K"
file = work + "/in.jsonl"
err, out, status = run([file], None)
check("a line of progress, with the share and the time left", re.search("\r" + LINE + r", \d+%, \d+:\d\d left\x1b\[K", err), err)
check("it is taken away", CLEAR + "nclass: " in err, err)
lines = [re.sub(r"^.*\x1b\[K", "", line) for line in err.replace("\r\n", "\n").split("\n")]
check("what is told stands in lines of its own", all(l.startswith("nclass: ") or not l for l in lines), err)
check("a failure among it", any(l.startswith("nclass: " + file + ":2: ") for l in lines), err)
check("at the end the sums", any(re.match(r"nclass: 3 documents, .* MB in \d+ s: ", l) for l in lines), err)
check("and the failures", "nclass: 1 of 3 documents failed: 1 broken or of another kind" in lines, err)
check("nothing of it is in the results", [json.loads(l)["id"] for l in out.split("\n") if l] == [1, 2, 3] and "\x1b" not in out, out)
check("its status is that of the documents", status == 1, status)

err, out, status = run(["--input-format", "jsonl", "-"], b'{"id":1,"text":"one"}\n')
check("of a pipe there is no share", re.search("\r" + LINE + r"\x1b\[K", err), err)
check("nor time left", "left" not in err and "%" not in err, err)

err, out, status = run([file], None, width=30)
check("in a narrow terminal it does not wrap", all(len(part) < 30 for part in re.findall(r"\r([^\r\x1b]* documents[^\r\x1b]*)\x1b\[K", err)), err)
check("but is there", "documents, " in err, err)

err, out, status = run(["--quiet", file], None, seen=None)
check("--quiet shows none", err == "nclass: 1 of 3 documents failed\r\n", err)
err, out, status = run([file, "-f", "jsonl"], None, results=True, seen=None)
check("none among results on the same terminal", not re.search(LINE, err) and CLEAR not in err, err)

with open(work + "/slow.ini", "w") as f:
    f.write("[plugin]\ncommand = exec sleep 1000\ntimeout = 4\nstart-timeout = 0\n[layer test.a/1]\nkind = blocks\nlabels = a\n")
main, side = pty.openpty()
p = subprocess.Popen([nclass, "check", work + "/slow.ini"], stderr=side, stdout=subprocess.PIPE)
os.close(side)
out = p.communicate()[0].decode()
err = os.read(main, 65536).decode()
check("check shows where it is", re.match(r"\r\d+ s: running over documents, an article\x1b\[K", err), err)
check("and takes it away", err.endswith(CLEAR), err)
check("what it has found is in the pipe", out.startswith("answers ") and "\r" not in out, out)

log = open(work + "/log", "w")
os.path.exists(work + "/go") and os.unlink(work + "/go")
p = subprocess.Popen([nclass, "run", "-p", faults, "-j", "1", file], stdout=subprocess.PIPE, stderr=log,
                     env={**os.environ, "NCLASS_TEST_AWAIT": work + "/go"})
time.sleep(2.5)
open(work + "/go", "w").close()
out = p.communicate()[0].decode()
text = open(work + "/log").read()
check("a log has none", "\r" not in text and "\x1b" not in text and not re.search(LINE, text), text)
check("but the failure, and the sum", ":2: it has no" in text and "nclass: 1 of 3 documents failed" in text, text)
check("nor have results in a pipe", "\r" not in out and len(out.split("\n")) == 4, out)
sys.exit(bad != 0)
END
python3 "$work/onterm.py" "$build/nclass" "$build/tests/bad/faults.so" "$work" || failures=1
