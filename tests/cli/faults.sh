#!/bin/bash
# A plugin that crashes, loops, leaks, ends its process, closes its pipes or
# writes nonsense on some of 20,000 documents: the others come out as if it had
# not, in order, once, and each bad one is reported with its reason.
. "$(dirname "$0")/../lib.sh"
faults=$build/tests/bad/faults.so

# The plugin writes into every file that is open: none of those who run the
# tests may be among them.
run() {
	(
		for fd in /proc/"$BASHPID"/fd/*; do
			fd=${fd##*/}
			[ "$fd" -lt 3 ] || eval "exec $fd>&-"
		done
		nclass run -p "$faults" "$@"
	)
}

# documents WORD...: 20,000 JSON lines; each word is a fault on some of them.
documents() {
	awk -v "words=$*" 'BEGIN {
		n = split(words, word, " ")
		for (i = 0; i < 20000; i++) {
			fault = ""
			for (w = 1; w <= n; w++) # what takes time: once
				if (i % (word[w] ~ /loop|sleep/ ? 20000 : 5000) == 37 * w)
					fault = "fault: " word[w] " "
			if (i >= 19990)
				fault = "fault: crash " # one after the other
			printf "{\"id\":%d,\"text\":\"%sdocument %d of many\"}\n", i, fault, i
		}
	}'
}

all='crash abort loop leak exit shut scribble nonsense status sleep'
documents "$all" >"$work/bad.jsonl"
sed 's/fault: /fault; /' "$work/bad.jsonl" >"$work/clean.jsonl"
expect "a clean run" 0 run -j 0 "$work/clean.jsonl"
sed -i 's/clean.jsonl/bad.jsonl/' "$work/out"
mv "$work/out" "$work/clean.out"
# the lines of documents that are fine (scribble does no harm)
grep -n 'fault: ' "$work/bad.jsonl" | grep -v scribble | cut -d: -f1 >"$work/lines"
awk 'NR == FNR { bad[$1] = 1; next } !(FNR in bad)' "$work/lines" "$work/clean.out" >"$work/wanted"

for jobs in 1 2 8; do
	expect "20,000 documents, --jobs $jobs: some failed" 1 run \
		-j $jobs --timeout 0.2 --memory 48M --quarantine "$work/aside" \
		--max-failures 5 "$work/bad.jsonl"
	is "each has a record" "$(wc -l <"$work/out")" 20000
	awk 'NR == FNR { bad[$1] = 1; next } !(FNR in bad)' "$work/lines" "$work/out" >"$work/good"
	same "every other document is as in the clean run" "$work/good" "$work/wanted"
	is "and the bad ones have failed" "$(grep -c '"status":"failed"' "$work/out")" "$(wc -l <"$work/lines")"
	err_has "they are counted" "$(wc -l <"$work/lines") of 20000 documents failed"
	sed -n "$(sed 's/$/p/' "$work/lines")" "$work/bad.jsonl" >"$work/set-aside"
	same "set aside as they came" "$work/aside" "$work/set-aside"
	# under a sanitizer a crash is another way to end
	[ -z "$SAN" ] || continue
	while IFS='|' read -r word why; do
		id=$(grep -m1 "fault: $word" "$work/bad.jsonl" | sed 's/[^0-9]*\([0-9]*\).*/\1/')
		file_has <(grep "^{\"id\":$id," "$work/out") "$word is told" "$id: faults: $why"
	done <<-'EOF'
		crash|ended by signal 11 (Segmentation fault)
		abort|ended by signal 6 (Aborted)
		loop|not done after
		sleep|not done after 2 s (ten times --timeout)
		leak|ended by signal 11
		exit|ended its process by exit(7)
		nonsense|
		status|run returned 4711
	EOF
	err_has "shut is told" "closed the pipes of its process"
	# a loop reaches this deadline or that, by how busy the machine is
	sed -i 's/not done after .*"/not done"/' "$work/out"
	[ -f "$work/first" ] || cp "$work/out" "$work/first"
	same "the same bytes as with --jobs 1" "$work/out" "$work/first"
done

expect "what was set aside is an input" 1 run -j 2 --timeout 0.2 --memory 48M "$work/aside"
is "all of it" "$(wc -l <"$work/out")" "$(wc -l <"$work/lines")"

# other inputs than JSON lines are set aside as JSON lines
printf 'fault: crash in "text"' >"$work/a.txt"
printf '<p>fault: exit caf\xe9 <p>two' >"$work/b.html"
expect "text and HTML" 1 run -j 2 --quarantine "$work/aside2" "$work/a.txt" "$work/b.html"
expect "are set aside so that they can be read" 1 run -j 2 "$work/aside2"
is "both of them" "$(wc -l <"$work/out")" 2
[ -n "$SAN" ] || err_has "the text" "a.txt: faults: ended by signal 11"
err_has "the page" "b.html: faults: ended its process by exit(7)"
file_has "$work/aside2" "in UTF-8" 'café'

# --isolate: no files, no network, no programs; charsets all the same
echo '{"id":1,"text":"fault: reach out"}' >"$work/reach.jsonl"
expect "a plugin that reaches out can" 1 run -j 1 "$work/reach.jsonl"
err_has "as it says" "it reaches out"
expect "not with --isolate" 0 run -j 1 --isolate "$work/reach.jsonl"
expect "crashes are told of as ever" 1 run -j 1 --isolate "$work/a.txt"
[ -n "$SAN" ] || err_has "by name" "ended by signal 11"
for charset in gb18030 shift_jis euc-kr windows-1251; do
	printf '<meta charset=%s><p>one two three four \xc4\xe3' $charset >"$work/$charset.html"
done
nclass run -p section,boiler -j 1 "$work"/*.html >"$work/open" 2>/dev/null
expect "the default chain, isolated" 0 nclass run -p section,boiler -j 1 --isolate "$work"/*.html
same "says the same" "$work/out" "$work/open"
expect "without workers there is nothing to isolate" 2 run -j 0 --isolate "$work/reach.jsonl"

# Time that passes while all is suspended (a job of a cluster that has to give
# way) counts against no document. It is longer than the deadline by the clock.
printf '{"id":%d,"text":"%s"}\n' 1 one 2 'fault: await' 3 three >"$work/await.jsonl"
NCLASS_TEST_AWAIT=$work/go "$build/nclass" run -p "$faults" -j 1 --timeout 0.3 "$work/await.jsonl" \
	>"$work/out" 2>"$work/err" </dev/null &
pid=$!
until [ -e "$work/go.here" ] || ! kill -0 $pid; do sleep 0.01; done
read -r worker <"/proc/$pid/task/$pid/children"
sleep 0.5 # it is seen to be at work
kill -STOP $pid "$worker"
sleep 4
kill -CONT $pid
sleep 0.3
touch "$work/go"
kill -CONT "$worker"
wait $pid
is "a run that was suspended: status 0" $? 0
is "and all documents are done" "$(grep -c '"status":"ok"' "$work/out")" 3

# the manifest
expect "a run with a manifest" 1 run -j 2 --manifest "$work/manifest" "$work/a.txt" "$work/reach.jsonl"
tr -d '\n ' <"$work/manifest" >"$work/flat"
file_has "$work/flat" "its plugins" '"plugins":{"faults":"faults1.0'
file_has "$work/flat" "its counts" '"documents":2,"failed":2,"failures":{"plugin":1,"crash":1}'
file_has "$work/flat" "its workers" '"jobs":2,'
