#!/bin/bash
# A run that is cut short, by kill -9, a signal or a full disk, goes on with
# --resume, and what it has written in the end is byte for byte what a run that
# was not cut short writes. KILLS=50 is the long form.
. "$(dirname "$0")/../lib.sh"
kills=${KILLS:-2}

# documents FROM TO: some of which fail
documents() {
	seq "$1" "$2" | awk '{
		key = $1 % 97 ? "text" : "txet"
		printf "{\"id\":%d,\"%s\":\"The council of town %d voted on Tuesday. ", $1, key, $1
		for (i = 0; i < 8; i++)
			printf "Nobody had asked for sentence %d of %d. ", i, $1 * 7919 % 1000
		print "\"}"
	}'
}

mkdir -p "$work/in/b"
documents 1 15000 | gzip -1 >"$work/in/a.jsonl.gz"
echo 'One text, in a file of its own.' >"$work/in/b/one.txt"
documents 15001 16000 >"$work/in/b/two.jsonl"
documents 16001 40000 | gzip -1 >"$work/in/c.jsonl.gz"
all=("$work/in/a.jsonl.gz" "$work/in/b" "$work/in/c.jsonl.gz")
aside=aside.jsonl.gz

# run DIR ENDING [option...]: to DIR/out.ENDING and what belongs to it; ENDING
# dir: to a folder, with a file for each input
run() { (exec_run "$@"); }
exec_run() {
	local dir=$1 ending=$2 to=-o
	shift 2
	[ "$ending" != dir ] || to=--output-dir
	exec "$build/nclass" run -p section,boiler --max-failures 10% --checkpoint 0.01 \
		$to "$dir/out.$ending" --quarantine "$dir/$aside" \
		--stats "$dir/stats" "$@" </dev/null
}

# a moment while it runs, at random: seconds, of those that a whole run takes
moment() {
	local us=$((SRANDOM % whole))
	printf '%d.%06d' $((us / 1000000)) $((us % 1000000))
}

# cut_once_more DIR ENDING SIGNALS: go on, and cut it short; 1: it has ended, 2:
# in a wrong way
cut_once_more() {
	local pid rc=0
	(exec_run "$1" "$2" --resume -j $((RANDOM % 3)) "${all[@]}" 2>>"$work/err") &
	pid=$!
	sleep "$(moment)"
	# shellcheck disable=SC2086 # words
	kill -"$(shuf -n 1 -e $3)" $pid 2>/dev/null
	wait $pid 2>/dev/null || rc=$?
	[ $rc != 0 ] || return 1
	[ $rc -gt 128 ] || return 2
}

equal() {
	diff -r "$2" "$work/whole/$1" >/dev/null
}

# cut_short DIR ENDING SIGNALS TIMES: runs that are cut short again and again,
# and gone on with to their end, until that was done so many times
cut_short() {
	local times=$4 cuts=0 runs=0 rc
	: >"$work/err"
	while [ $cuts -lt "$times" ] && [ $runs -lt $((20 * times)) ]; do
		rm -rf "$1" && mkdir "$1"
		runs=$((runs + 1))
		while cut_once_more "$1" "$2" "$3"; rc=$?; [ $rc = 0 ]; do
			cuts=$((cuts + 1))
		done
		if [ $rc = 2 ]; then
			not_ok "$2, $3: it goes on" "$work/err"
			return
		fi
		equal "$2" "$1" && continue
		compare "$2, $3, cut short $cuts times" "$2" "$1"
		return
	done
	is "$2, $3: cut short $times times" $((cuts >= times)) 1
	ok "$2, $3: always the same bytes in the end"
}

# compare NAME ENDING DIR: output, quarantine and statistics, and nothing else
compare() {
	diff -rq "$3" "$work/whole/$2" >"$work/differ"
	is "$1: the same files as of a whole run" "$(cat "$work/differ")" ""
}

# run_whole ENDING: to $work/whole/ENDING
run_whole() {
	local start=${EPOCHREALTIME/./}
	mkdir -p "$work/whole/$1"
	expect "a whole run, $1" 0 run "$work/whole/$1" "$1" "${all[@]}"
	whole=$((${EPOCHREALTIME/./} - start)) # microseconds
}

for ending in jsonl jsonl.gz jsonl.zst; do
	run_whole $ending
done
is "compressed as told by the name" "$(gzip -dc "$work/whole/jsonl.gz/out.jsonl.gz" | md5sum)" "$(md5sum <"$work/whole/jsonl/out.jsonl")"
[ -z "$(command -v zstd)" ] || is "and by zstd" "$(zstd -dcq "$work/whole/jsonl.zst/out.jsonl.zst" | md5sum)" "$(md5sum <"$work/whole/jsonl/out.jsonl")"
expect "compressed by option" 0 nclass run -p section,boiler --compress gzip --max-failures 10% "${all[@]}"
is "to standard output too" "$(gzip -dc "$work/out" | md5sum)" "$(md5sum <"$work/whole/jsonl/out.jsonl")"
is "the quarantine has what failed" "$(gzip -dc "$work/whole/jsonl/$aside" | wc -l)" "$(grep -c '"status":"failed"' "$work/whole/jsonl/out.jsonl")"

for ending in jsonl jsonl.gz jsonl.zst; do
	cut_short "$work/cut" $ending KILL "$kills"
	cut_short "$work/cut" $ending "INT TERM" $((kills / 2))
done

# a disk that fills up: first by a limit on the size of files
rm -rf "$work/cut" && mkdir "$work/cut"
limited() { (ulimit -f 4000 && run "$work/cut" jsonl "${all[@]}"); }
expect "a file that cannot grow: status 3" 3 limited
err_has "is told" "cannot be written: File too large"
err_has "with what to do" "--resume goes on"
[ ! -e "$work/cut/out.jsonl" ] && ok "nothing looks finished"
expect "goes on when it can" 0 run "$work/cut" jsonl --resume "${all[@]}"
compare "a file that could not grow" jsonl "$work/cut"

cat >"$work/disk.sh" <<-'EOF'
	disk=$1 size=$2 run=$3
	mount -t tmpfs -o "size=$size" none "$disk" || exit 99
	eval "$run" 2>"$disk.err"
	echo $? >"$disk.rc"
	mount -o remount,size=64m "$disk" || exit 99
	eval "$run --resume" || exit 1
	cp "$disk"/* "$disk.kept"
EOF
endings="jsonl jsonl.gz jsonl.zst"
# in a chroot or a container there may be no namespaces
unshare -rm true 2>/dev/null || { skip "a full disk: no namespaces here"; endings=; }
for ending in $endings; do
	rm -rf "$work"/disk{,.kept} && mkdir "$work"/disk{,.kept}
	size=$(($(stat -c %s "$work/whole/$ending/out.$ending") * (RANDOM % 80 + 10) / 100))
	line="$build/nclass run -p section,boiler --max-failures 10% --checkpoint 0.01 -o $work/disk/out.$ending --quarantine $work/disk/$aside --stats $work/disk/stats ${all[*]}"
	unshare -rm bash "$work/disk.sh" "$work/disk" $size "$line" >/dev/null 2>&1
	case $? in
	0)
		is "a full disk, $ending: status 3" "$(cat "$work/disk.rc")" 3
		file_has "$work/disk.err" "is told so" "No space left on device"
		compare "a full disk, $ending" "$ending" "$work/disk.kept"
		;;
	1) not_ok "a full disk, $ending: it goes on" "$work/disk.err" ;;
	*) skip "a full disk: no tmpfs can be mounted here" ;;
	esac
done

# two at a time would spoil each other's files
rm -rf "$work/cut" && mkdir "$work/cut"
mkfifo "$work/fifo"
(exec_run "$work/cut" jsonl "$work/fifo" 2>/dev/null) &
pid=$!
exec 9>"$work/fifo"
expect "a second run to the same file: refused" 3 run "$work/cut" jsonl --resume "${all[@]}"
err_has "and told why" "another run writes"
exec 9>&-
wait $pid
mkfifo "$work/fifo2"
(exec "$build/nclass" run -q -p template --output-dir "$work/both" --quarantine "$work/both.aside" \
	--input-format jsonl "$work/fifo2" 2>/dev/null) &
pid=$!
exec 9>"$work/fifo2"
until [ -e "$work/both.aside.part" ] || ! kill -0 $pid; do sleep 0.01; done
expect "the same quarantine of two runs into a folder: refused" 3 nclass run -q -p template \
	--output-dir "$work/both" --quarantine "$work/both.aside" "$work/in/b"
err_has "and told why" "both.aside: cannot be written: another run writes it"
echo '{"texd":"a"}' >&9
exec 9>&-
wait $pid
is "the first one has its own" "$(cat "$work/both.aside")" '{"texd":"a"}'

# a file for each input; the marks between files, and after each document
# where nothing is compressed
kept=("${all[@]}")
mkdir "$work/many"
for i in {10..70}; do
	documents $((i * 300)) $((i * 300 + i * 7919 % 400)) >"$work/many/$i.jsonl"
done
: >"$work/many/11.jsonl"
: >"$work/many/44.jsonl"
: >"$work/many/71.jsonl"
all=("$work/many" "$work/in/b" "$work/in/a.jsonl.gz")
aside=aside.jsonl
run_whole dir
cut_short "$work/cut" dir KILL "$kills"
cut_short "$work/cut" dir "INT TERM" $(((kills + 1) / 2))

cut_dir() {
	rm -rf "$work/cut" && mkdir "$work/cut"
	(ulimit -f 150 && run "$work/cut" dir "${all[@]}")
}
expect "a file in a folder that cannot grow: status 3" 3 cut_dir
err_has "is told with the folder and what to do" "what was done is in $work/cut/out.dir; --resume goes on behind"
expect "begun anew by mistake: refused" 2 run "$work/cut" dir "${all[@]}"
err_has "named" "$work/cut/out.dir: a run to it was cut short after"
rm "$work/cut/out.dir/20.jsonl"
expect "a result that was taken away: refused" 3 run "$work/cut" dir --resume "${all[@]}"
err_has "named" "out.dir/20.jsonl is not there any more; to begin anew, remove $work/cut/out.dir/.nclass-"
is "and nothing else is said" "$(wc -l <"$work/err")" 1
cut_dir 2>/dev/null
: >"$work/cut/out.dir/20.jsonl"
expect "a result that was emptied: refused" 3 run "$work/cut" dir --resume "${all[@]}"
err_has "named" "out.dir/20.jsonl has 0 bytes, and had $(stat -c %s "$work/whole/dir/out.dir/20.jsonl")"
tr a b <"$work/whole/dir/out.dir/20.jsonl" >"$work/cut/out.dir/20.jsonl"
touch -d '2001-01-01' "$work/cut/out.dir/20.jsonl"
expect "another one of its size: refused" 3 run "$work/cut" dir --resume "${all[@]}"
err_has "named" "out.dir/20.jsonl was changed since"
cut_dir 2>/dev/null
mv "$work/many" "$work/away"
expect "a folder of inputs that is gone: refused" 3 run "$work/cut" dir --resume "${all[@]}"
err_has "named, with what it held" "--resume: $work/many is not there any more (input 1 was $work/many/10.jsonl)"
mkdir "$work/many"
expect "one that is empty: refused" 3 run "$work/cut" dir --resume "${all[@]}"
err_has "named" "input 1 is $work/in/b/one.txt, and was $work/many/10.jsonl"
rmdir "$work/many" && mv "$work/away" "$work/many"
mv "$work/many/10.jsonl" "$work/10.jsonl"
expect "an input that is gone: refused" 3 run "$work/cut" dir --resume "${all[@]}"
err_has "named" "input 1 is $work/many/11.jsonl, and was $work/many/10.jsonl"
mv "$work/10.jsonl" "$work/many/10.jsonl"
expect "all there again" 0 run "$work/cut" dir --resume "${all[@]}"
compare "it goes on" dir "$work/cut"
cut_dir 2>/dev/null
mv "$work/cut/out.dir/20.jsonl" "$work/cut/out.dir/20.jsonl.part"
expect "one whose move was lost with the power" 0 run "$work/cut" dir --resume "${all[@]}"
compare "is moved again" dir "$work/cut"
cut_dir 2>/dev/null
expect "other inputs to the same folder are another run" 0 nclass run -p section --output-dir "$work/cut/out.dir" "$top/examples/article.txt"
rm "$work/cut/out.dir/article.txt.jsonl"
expect "a folder with a slash at its end: the same run" 3 \
	run "$work/cut" dir --resume "${all[0]}/" "${all[@]:1}"
err_has "called otherwise" "argument 1 was \"${all[0]}\", and is \"${all[0]}/\""
expect "and the first one can still go on" 0 run "$work/cut" dir --resume "${all[@]}"
compare "to its end" dir "$work/cut"

# pages of text are parted by empty lines, also where a run goes on
page_run() { nclass run -p section,boiler -f text --max-failures 10% --checkpoint 0.0001 "$@" "$work/many/20.jsonl"; }
page_run -o "$work/pages.whole"
(ulimit -f 50 && page_run -o "$work/pages")
expect "pages of text: it goes on" 0 page_run -o "$work/pages" --resume
same "with the same empty lines" "$work/pages" "$work/pages.whole"
all=("${kept[@]}")

# what is another than it was is refused, by name
cut_once() {
	rm -rf "$work/cut" && mkdir "$work/cut"
	(ulimit -f 4000 && run "$work/cut" jsonl "$@" 2>/dev/null)
}
cut_once "${all[@]}"
expect "begun anew by mistake: refused" 2 run "$work/cut" jsonl "${all[@]}"
err_has "with what to do" "go on with --resume, or remove $work/cut/out.jsonl.part.journal"
refused() {
	local name=$1 text=$2
	shift 2
	expect "$name: refused" 3 run "$work/cut" jsonl --resume "$@"
	err_has "$name: named" "$text"
}
refused "another option" 'option --with-text was "no", and is "yes"' --with-text "${all[@]}"
refused "another chain" 'plugin boiler was' -p section "${all[@]}"
refused "another setting" 'option --set was' -s boiler.keep=body "${all[@]}"
refused "another list of inputs" 'argument 3' "${all[@]:0:2}"
mv "$work/in/a.jsonl.gz" "$work/away.gz"
refused "an input that is gone" "in/a.jsonl.gz is not there any more" "${all[@]}"
mv "$work/away.gz" "$work/in/a.jsonl.gz"
touch -d '2001-01-01' "$work/in/a.jsonl.gz"
refused "an input that was changed" "in/a.jsonl.gz was changed since" "${all[@]}"
echo >>"$work/in/a.jsonl.gz"
refused "an input that has grown" "in/a.jsonl.gz has" "${all[@]}"
rm "$work/in/b/two.jsonl"
rm -rf "$work/cut/out.jsonl.part.journal"
expect "without its journal it begins anew" 0 run "$work/cut" jsonl --resume --max-failures 50% "${all[@]}"

# standard input is replayed
documents 1 12000 >"$work/stdin.jsonl"
piped() { cat "$work/stdin.jsonl" | "$build/nclass" run -p section,boiler --max-failures 10% --checkpoint 0.01 "$@" -; }
expect "standard input" 0 piped -o "$work/piped.whole"
(ulimit -f 4000 && piped -o "$work/piped") 2>/dev/null
expect "cut short, goes on with the same once more" 0 piped -o "$work/piped" --resume
same "and writes the same" "$work/piped" "$work/piped.whole"
expect "--resume without a file: usage" 2 nclass run -p template --resume "$top/examples/article.txt"
