#!/bin/sh
# Labels each text of tests/ and looks for what must come of it: each line of
# NAME.expect has to stand in what is written of NAME.txt. A new test is two
# files. `make check` calls this.
failed=0
for text in tests/*.txt; do
	# shellcheck disable=SC2086 # several words
	got=$(${NCLASS:-nclass} run $USE --format jsonl "$text") || failed=1
	while IFS= read -r line; do
		case $got in
		*"$line"*) continue ;;
		esac
		echo "$text: no such text: $line" >&2
		echo "in: $got" >&2
		failed=1
	done <"${text%.txt}.expect"
done
[ $failed = 0 ] && echo "tests: all is as expected"
exit $failed
