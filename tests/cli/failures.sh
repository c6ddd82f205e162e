#!/bin/bash
# Documents and inputs that fail: what is said, what is written, how it ends.
. "$(dirname "$0")/../lib.sh"
run() { nclass run --plugins template --format jsonl "$@"; }

good='{"id":1,"text":"fine"}' bad='{"id":2,"txet":"no text"}'
printf '%s\n' "$good" "$bad" "$good" >"$work/one.jsonl"
expect "a document fails: status 1" 1 run "$work/one.jsonl"
is "all have records" "$(wc -l <"$work/out")" 3
is "the failed one says so" "$(sed -n 2p "$work/out" | cut -c1-7)" '{"id":2'
out_has "with its status" '"index":1,"status":"failed","error":"'
err_has "the file and the line are named" "one.jsonl:2: "
err_has "and counted, with the reason" "1 of 3 documents failed: 1 broken or of another kind"
expect "--max-failures 1" 0 run --max-failures 1 "$work/one.jsonl"
expect "--max-failures 33%" 1 run --max-failures 33% "$work/one.jsonl"
expect "--max-failures 34%" 0 run --max-failures=34% "$work/one.jsonl"
expect "--quiet: status 1" 1 run --quiet "$work/one.jsonl"
is "--quiet tells their number" "$(cat "$work/err")" "nclass: 1 of 3 documents failed"
expect "in the text form: status 1" 1 nclass run -p template -f text "$work/one.jsonl"
is "only the good ones" "$(cat "$work/out")" "$(printf 'fine\n\nfine')"

for _ in {1..30}; do echo "$bad"; done >"$work/many.jsonl"
expect "many failures: status 1" 1 run "$work/many.jsonl"
is "20 are told" "$(grep -c 'many.jsonl:' "$work/err")" 20
err_has "the others counted" "10 more failures"
is "each has its record" "$(grep -c '"failed"' "$work/out")" 30

expect "no such file: status 3" 3 run "$work/none.txt"
err_has "no such file is told" "none.txt: "
expect "no such file, then a good one: status 3" 3 run "$work/none.txt" "$top/examples/article.txt"
is "the good one is done" "$(grep -c '"status":"ok"' "$work/out")" 1
expect "no such file, behind lines: status 3" 3 run --quarantine "$work/aside" "$work/one.jsonl" "$work/none.txt"
err_has "has no line of these" "none.txt: no such file"
is "nor where it is set aside" "$(tail -n 1 "$work/aside")" \
	'{"source":"'"$work/none.txt"'","offset":0,"error":"'"$work/none.txt"': no such file or folder"}'
expect "within --max-failures" 0 run --max-failures 1 "$work/none.txt" "$top/examples/article.txt"
expect "nothing could be read, whatever is allowed" 3 run --max-failures 100% "$work/none.txt"
if [ "$(id -u)" != 0 ]; then
	echo secret >"$work/secret.txt" && chmod 0 "$work/secret.txt"
	expect "an unreadable file: status 3" 3 run "$work/secret.txt"
	err_has "an unreadable file is told" "Permission denied"
fi
printf '\1\377\0%.0s' {1..1000} >"$work/binary.bin"
expect "a binary file: status 1" 1 run "$work/binary.bin" "$top/examples/article.txt"
printf 'some words\nmore than allowed\n' >"$work/large.txt"
expect "a document that is too large: status 1" 1 run --max-doc-bytes 20 "$work/large.txt"
err_has "says which option" "--max-doc-bytes"
expect "a line of JSON that is too large" 1 run --max-doc-bytes 20 --manifest "$work/manifest" "$work/one.jsonl"
err_has "is counted as such" "3 of 3 documents failed: 3 over a limit"
file_has "$work/manifest" "in the manifest too" '"failures":{"limit":3}'
expect "one that is not" 0 run --max-doc-bytes 1K "$work/large.txt"

printf '{"id":1,"text":"x"}\n{"id":"\\u001b[31m\x1b[31m","text":5}\n' >"$work/esc.jsonl"
expect "control characters in a failure" 1 run "$work/esc.jsonl"
is "do not come through" "$(grep -c $'\x1b' "$work/err")" 0
