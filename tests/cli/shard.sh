#!/bin/bash
# --shard I/N: the parts together are the whole, in its order, whatever N is and
# wherever a file is cut.
. "$(dirname "$0")/../lib.sh"
in=$work/in
mkdir -p "$in/b"

# JSON lines of many lengths, with blank lines, a mark, CRLF and no last LF
python3 - "$in" <<'END'
import gzip, json, random, sys
random.seed(3)
def lines(name, n, end="\n"):
    return [json.dumps({"id": f"{name}{i}", "text": "One line. " * random.choice([0, 1, 2, 40])}) + end for i in range(n)]
top = sys.argv[1]
with open(top + "/a.jsonl", "wb") as f:
    f.write(b"\xef\xbb\xbf\n\n" + "".join(lines("a", 40)).encode())
with open(top + "/b/marked.jsonl", "wb") as f:
    f.write(b"\xef\xbb\xbf" + "\r\n\r\n".join(lines("m", 40, "")).encode())
with gzip.open(top + "/b/packed.jsonl.gz", "wt") as f:
    f.writelines(lines("p", 20))
with open(top + "/c.txt", "w") as f:
    f.write("A text is one document.\n" * 80)
open(top + "/d.jsonl", "w").close()
with open(top + "/e", "w") as f: # told by its content
    f.writelines(lines("e", 10))
with open(top + "/f.jsonl", "w") as f:
    f.write('{"id":"f"}\n{"broken\n{"id":"last","text":"End."}')
END
inputs=("$in" "$work/missing.jsonl" "$in/a.jsonl")

# parts N [option...]: what the parts write, one behind the other
parts() {
	local n=$1 i
	shift
	for i in $(seq "$n"); do
		nclass run -q -p template --shard "$i/$n" "$@" "${inputs[@]}" 2>/dev/null
	done
}
# the number in a run is the part's own, and lines are not counted up to a cut
plain() { sed -E 's/,"index":[0-9]+//; s/:( byte)? ?[0-9]+: /: /' "$@"; }

nclass run -q -p template "${inputs[@]}" 2>/dev/null | plain >"$work/whole"
is "the whole" "$(wc -l <"$work/whole")" 155
for n in 1 2 3 7 150; do
	parts $n -j 1 | plain >"$work/parts"
	same "$n parts together are the whole" "$work/parts" "$work/whole"
done
for n in 2 5; do
	parts $n -j 0 --input-format jsonl | plain >"$work/parts"
	nclass run -q -p template --input-format jsonl "${inputs[@]}" 2>/dev/null | plain >"$work/lines"
	same "$n parts of JSON lines alone" "$work/parts" "$work/lines"
done

# every byte of a small file
head -c 130 "$in/b/marked.jsonl" >"$work/small.jsonl"
inputs=("$work/small.jsonl")
nclass run -q -p template "${inputs[@]}" 2>/dev/null | plain >"$work/whole"
parts 131 -j 0 | plain >"$work/parts"
same "a file that is cut at every byte" "$work/parts" "$work/whole"

# what failed behind a cut is told with its byte
{ printf '{"id":1,"text":"%0200d"}\n' 1; echo '{"id":'; } >"$work/fails.jsonl"
expect "a part behind a cut, with a broken line" 1 nclass run -p template --shard 2/2 "$work/fails.jsonl"
err_has "is told by its byte" "fails.jsonl: byte 219: "

# files to a folder are not split, so that parts do not write the same one
inputs=("$in")
parts 5 --output-dir "$work/mirror"
nclass run -q -p template --output-dir "$work/mirror1" "$in" 2>/dev/null
for f in a.jsonl b/marked.jsonl c.txt.jsonl; do
	same "--output-dir: $f" <(plain "$work/mirror/$f") <(plain "$work/mirror1/$f")
done

# a list of files; a run that was cut short goes on
find "$in" -type f -print0 | sort -z >"$work/list"
inputs=(--files-from "$work/list" --from0)
nclass run -q -p template "${inputs[@]}" 2>/dev/null | plain >"$work/whole"
parts 3 | plain >"$work/parts"
same "parts of a list" "$work/parts" "$work/whole"
python3 - >"$work/long.jsonl" <<'END'
for i in range(60000):
    print('{"id":%d,"text":"A line of a long file that is cut."}' % i)
END
run() { nclass run -q -p template --checkpoint 0.001 -j 1 --shard 2/3 -o "$work/part" "$@" "$work/long.jsonl"; }
(ulimit -f 1000 && run 2>/dev/null)
[ -e "$work/part.part.journal" ] && ok "a part that was cut short"
expect "goes on" 0 run --resume
nclass run -q -p template --shard 2/3 "$work/long.jsonl" >"$work/part.whole"
same "and is the same in the end" "$work/part" "$work/part.whole"
(ulimit -f 500 && run 2>/dev/null)
expect "another part is another run" 3 run --resume --shard 1/3
err_has "and named" 'option --shard was "2/3", and is "1/3"'

# what is no part, or cannot be split
for bad in 0/3 4/3 1/0 x 1 1/3x 1/9999999 -1/3; do
	expect "--shard $bad" 2 nclass run --shard "$bad" "$in"
done
expect "standard input" 2 nclass run --shard 1/2 -
err_has "cannot be split" "standard input"
expect "a list on standard input" 2 nclass run --shard 1/2 --files-from -
expect "an output among the inputs" 2 nclass run -p template --shard 1/2 -o "$in/out.jsonl" "$in"
err_has "is refused" "write to another place"
expect "the manifest" 0 nclass run -q -p template --shard 1/2 --manifest "$work/manifest" "$in"
file_has "$work/manifest" "says how much all parts are" '"bytes_of_all_shards":'
