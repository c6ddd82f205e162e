#!/bin/bash
# Where results go: files, full devices, closed pipes, signals; and how they look.
. "$(dirname "$0")/../lib.sh"
article=$top/examples/article.txt
run() { nclass run --plugins template "$@"; }

expect "--output" 0 run -f jsonl --output "$work/o.jsonl" "$article"
is "nothing on standard output" "$(cat "$work/out")" ""
is "the file is there" "$(wc -l <"$work/o.jsonl")" 1
is "nothing is beside it" "$(ls "$work"/o.jsonl*)" "$work/o.jsonl"
expect "--output -" 0 run -f jsonl --output - "$article"
same "- is standard output" "$work/out" "$work/o.jsonl"
ln -s o.jsonl "$work/link"
echo old >"$work/o.jsonl"
expect "--output to a link" 0 run -f jsonl -o "$work/link" "$article"
is "the link stays" "$(readlink "$work/link")" o.jsonl
same "its file is written" "$work/out" /dev/null
is "and whole" "$(wc -l <"$work/link")" 1

# Closed standard files: nothing else may take their places.
run -f jsonl "$article" >"$work/want"
run -f jsonl -o "$work/closed.jsonl" "$article" <&- >&- 2>&-
is "without standard input, output and error, --output: status 0" $? 0
same "the same is written" "$work/closed.jsonl" "$work/want"
run -f jsonl -o "$work/closed.jsonl" "$article" "$work/none" >&- 2>&-
is "nor do messages go into the results" "$(grep -c '^nclass:' "$work/closed.jsonl"*)" 0
run -f jsonl "$article" >&- 2>"$work/err"
is "without standard output: status 3" $? 3
err_has "is told" "standard output: cannot be written"
run -f jsonl - <&- >/dev/null 2>"$work/err"
is "without standard input: status 3" $? 3

# Results are no input, and never take the place of one.
mkdir "$work/folder"
cp "$article" "$work/folder/a.txt"
expect "--output that is the input: status 2" 2 run -o "$work/folder/a.txt" "$work/folder/a.txt"
err_has "is told" "folder/a.txt is an input and the output"
same "and the input stays" "$work/folder/a.txt" "$article"
ln -s folder/a.txt "$work/to-a"
expect "through a link too" 2 run -o "$work/folder/a.txt" "$work/to-a"
nclass run -p template "$work/folder/a.txt" >>"$work/folder/a.txt" 2>"$work/err"
is "standard output that is the input: status 2" $? 2
for again in "" " again"; do
	expect "--output in a folder of the input$again" 0 run --with-text -f jsonl -o "$work/folder/o.jsonl" "$work/folder"
	is "is no input$again" "$(wc -l <"$work/folder/o.jsonl")" 1
done
rm "$work/folder/o.jsonl"
run --with-text -f jsonl "$work/folder" >"$work/folder/o.jsonl"
is "nor is standard output" "$(wc -l <"$work/folder/o.jsonl")" 1
expect "--output without a name: status 2" 2 run -o "" "$article"
err_has "is told" "name is empty"

# What is written beside the results has files of its own.
echo '{"id":1,"text":"one"}' >"$work/one.jsonl"
cp "$work/one.jsonl" "$work/one.copy"
for option in quarantine stats manifest; do
	expect "--$option that is the input: status 2" 2 run --$option "$work/one.jsonl" "$work/one.jsonl"
	err_has "is told" "one.jsonl is an input and the"
	same "and the input stays" "$work/one.jsonl" "$work/one.copy"
	expect "--$option that is the output: status 2" 2 run -o "$work/x" --$option "$work/x" "$work/one.jsonl"
	err_has "is told" "--$option needs a file of its own"
	expect "--$option that cannot be written: status 3" 3 run --$option "$work/none/x" "$work/one.jsonl"
	is "before anything is done" "$(cat "$work/out")" ""
done
expect "--stats that is the quarantine: status 2" 2 run --stats "$work/x" --quarantine "$work/x" "$work/one.jsonl"
expect "devices are for anyone" 0 run -o /dev/null --stats /dev/null --quarantine /dev/null --manifest /dev/null "$work/one.jsonl"
expect "--manifest" 0 run -o "$work/x" --manifest "$work/m" "$work/one.jsonl"
is "leaves nothing beside it" "$(ls "$work"/m*)" "$work/m"
echo "$work/one.jsonl" >"$work/list"
expect "--output that stands in the list of inputs: status 2" 2 run -o "$work/one.jsonl" --files-from "$work/list"
err_has "is told" "one.jsonl is an input, and would be written over"
same "and the input stays" "$work/one.jsonl" "$work/one.copy"

# Nor do they take the place of what else is read.
# stays WHAT FILE OPTION...: FILE, which an option has a run read, and another
# write.
stays() {
	cp "$work/$2" "$work/copy"
	expect "--$option that is $1: status 2" 2 run "--$option" "$work/$2" "${@:3}" "$work/one.jsonl"
	err_has "is told" "$2 is $1 and the"
	same "and it stays" "$work/$2" "$work/copy"
}
printf '[run]\nquiet = yes\n' >"$work/run.ini"
echo model >"$work/own.ncm"
cp "$build/plugins/template.so" "$work/own.so"
echo '[plugin]' >"$work/own.ini"
ln -s own.so "$work/linked.so"
for option in output quarantine stats manifest; do
	stays "the list of inputs" list --files-from "$work/list"
	stays "the configuration" run.ini -c "$work/run.ini"
	stays "a model" own.ncm -m "template=$work/own.ncm"
	stays "a plugin" own.so -p "template,$work/own.so"
	stays "a plugin" own.ini -p "mine=$work/own.ini"
done
expect "a plugin through a link" 2 run -o "$work/own.so" -p "$work/linked.so" "$work/one.jsonl"
err_has "is told" "linked.so is a plugin and the output"
expect "explain: --output that is a model: status 2" 2 nclass explain -o "$work/own.ncm" -m "topic=$work/own.ncm" "$article"
err_has "is told" "own.ncm is a model and the output"
expect "that is the list of inputs: status 2" 2 nclass explain -o "$work/list" --files-from "$work/list"
err_has "is told" "list is the list of inputs and the output"
expect "that is a plugin: status 2" 2 nclass explain -o "$work/own.so" -p "$work/own.so" "$article"
err_has "is told" "own.so is a plugin and the output"
for ending in xz bz2; do
	expect "--output x.$ending, which is not written: status 2" 2 run -o "$work/x.$ending" "$work/one.jsonl"
	err_has "is told" "by gzip (.gz) and zstd (.zst) only"
	expect "but as it is, where asked" 0 run --compress none -o "$work/x.$ending" "$work/one.jsonl"
done

expect "--output into no folder: status 3" 3 run -o "$work/none/x" "$article"
err_has "is told with its name" "$work/none/x: cannot be written: No such file"
expect "--output to a full device: status 3" 3 run -o /dev/full "$article"
err_has "a full device is told" "/dev/full: cannot be written: No space left"
nclass run -p template "$article" >/dev/full 2>"$work/err"
is "standard output to a full device: status 3" $? 3
err_has "and told" "standard output: cannot be written: No space left"
for ask in --version "help run" "plugins" "run --help"; do
	# shellcheck disable=SC2086 # several words
	nclass $ask >/dev/full 2>"$work/err"
	is "$ask to a full device: status 3" $? 3
done

# A file that cannot take it all: what stands under the name is the old one.
echo old >"$work/small"
for _ in {1..2000}; do cat "$article"; done >"$work/large.txt"
(
	ulimit -f 100
	trap '' XFSZ
	nclass run -p template --with-text -f jsonl -o "$work/small" "$work/large.txt"
) >"$work/out" 2>"$work/err"
is "a file that grew too large: status 3" $? 3
is "the old file stays" "$(cat "$work/small")" old
err_has "what was done is beside it" "small.part"

for _ in {1..3000}; do echo '{"id":1,"text":"some text\nand more of it, and more"}'; done >"$work/many.jsonl"
run -f jsonl "$work/many.jsonl" 2>"$work/err" | head -n 1 >"$work/out"
is "a closed pipe ends it quietly" "${PIPESTATUS[0]}" 141
is "with nothing said" "$(cat "$work/err")" ""
python3 - "$build/nclass" "$work" <<'END'
# What a signal leaves, and a closed pipe where SIGPIPE is ignored.
import os, signal, subprocess, sys, time
nclass, work = sys.argv[1:]
bad = 0
def check(name, ok, why=""):
    global bad
    bad += not ok
    print("ok" if ok else "not ok", name, "" if ok else why)
for sig in signal.SIGINT, signal.SIGTERM:
    out = f"{work}/{sig.name}.jsonl"
    p = subprocess.Popen([nclass, "run", "-p", "template", "-f", "jsonl", "-o", out, "--input-format", "jsonl",
                          "--checkpoint", "0.000001", "-"],
                         stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdin.write(b'{"id":1,"text":"one"}\n{"id":2,"text":"two"}\n')
    p.stdin.flush()
    # both are safe, and it waits for more
    while p.poll() is None and not (os.path.exists(out + ".part") and open(out + ".part").read().count("\n") == 2):
        time.sleep(0.01)
    p.send_signal(sig)
    p.stdin = None
    err = p.communicate()[1]
    check(f"{sig.name} while it waits ends it by that signal", p.returncode == -sig, f"{p.returncode} {err}")
    part = open(out + ".part").read() if os.path.exists(out + ".part") else ""
    check(f"{sig.name} leaves whole records in the .part file", part.count("\n") == 2 and part.endswith("}\n"), repr(part[-80:]))
    check(f"{sig.name} leaves nothing under the name", not os.path.exists(out))
r, w = os.pipe()
os.close(r)
p = subprocess.run([nclass, "run", "-p", "template", "-f", "jsonl", work + "/many.jsonl"], stdout=w, stderr=subprocess.PIPE,
                   preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN), restore_signals=False)
check("a closed pipe is quiet where SIGPIPE is ignored", p.returncode == -signal.SIGPIPE and not p.stderr, f"{p.returncode} {p.stderr}")
sys.exit(bad != 0)
END
[ $? = 0 ] || failures=1

# On a terminal: python makes one.
cat >"$work/onterm.py" <<'END'
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0: # its width is set before it looks
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
out = b""
while True:
    try:
        more = os.read(fd, 65536)
    except OSError:
        break
    if not more:
        break
    out += more
os.waitpid(pid, 0)
sys.stdout.buffer.write(out.replace(b"\r\n", b"\n"))
END
tty() { (unset COLUMNS; export TERM=xterm; "${@:2}" python3 "$work/onterm.py" "$1" "$build/nclass" run -p template "$article"); }
tty 60 env >"$work/out"
is "pretty and coloured on a terminal" "$(grep -c $'\x1b\[' "$work/out" | sed 's/[1-9][0-9]*/some/')" some
is "not JSON" "$(grep -c '"blocks"' "$work/out")" 0
tty 60 env NO_COLOR=1 >"$work/out"
is "no colour with NO_COLOR" "$(grep -c $'\x1b\[' "$work/out")" 0
is "pretty nonetheless" "$(grep -c '"blocks"' "$work/out")" 0
is "not wider than the terminal" "$(grep -cE '^.{61}' "$work/out")" 0
tty 60 env TERM=dumb >"$work/out"
is "no colour on a dumb terminal" "$(grep -c $'\x1b\[' "$work/out")" 0
expect "pretty elsewhere when asked" 0 run -f pretty "$article"
is "without colour" "$(grep -c $'\x1b\[' "$work/out")" 0
is "in 80 columns" "$(grep -cE '^.{81}' "$work/out")" 0

# nothing that reads like an article is none, however short it is
: >"$work/empty.txt"
printf 'Accept all cookies\nLogin\nPrivacy policy | Terms\n' >"$work/menu.txt"
expect "an empty text" 0 nclass run -p boiler -f jsonl "$work/empty.txt"
out_has "is no article" '"article":0.0000'
expect "a menu" 0 nclass run -p boiler -f jsonl "$work/menu.txt"
out_has "is hardly one" '"article":0.0'
