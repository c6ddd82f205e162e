#!/bin/bash
# The programs of docs/embedding.md: each fenced block of `python` or `c` is run
# in a copy of examples/, and prints the `text` block that follows it.
. "$(dirname "$0")/lib.sh"
[ -f "$build/libnclass.so" ] || exit 0
[ -z "$SAN$COV" ] || { skip "embedding: this is an instrumented build"; exit 0; }
page=$top/docs/embedding.md

# Cuts the page into $work/NNNN.LANGUAGE and $work/NNNN.want.
awk -v work="$work" '
/^```/ && file { close(file); file = ""; next }
/^```(python|c)$/ { at = sprintf("%s/%04d", work, NR)
	file = at "." substr($0, 4); printf "" > (at ".want"); next }
/^```text$/ && at { file = at ".want"; at = ""; next }
/^```/ { file = "/dev/null"; next }
file { print > file }' "$page"

cp -r "$top/examples" "$work/examples"
ln -s "$top/models" "$work/examples/models"
cd "$work/examples" || exit 1
export PYTHONPATH=$top/python PYTHONDONTWRITEBYTECODE=1
export NCLASS_LIBRARY=$build/libnclass.so NCLASS_PLUGIN_PATH=$build/plugins

# run FILE: what it prints goes to $work/got.
run() {
	case $1 in
	*.python) timeout 600 /usr/bin/python3 "$1" ;;
	*.c)
		"$CC" -std=c11 -Wall -Werror "$1" -I"$top/include" -L"$build" \
			-lnclass -Wl,-rpath,"$build" -o "$work/program" &&
			timeout 600 "$work/program"
		;;
	esac >"$work/got" 2>&1
}

for file in "$work"/[0-9]*.python "$work"/[0-9]*.c; do
	line=$(basename "$file") line=${line%.*}
	name="docs/embedding.md:$((10#$line)): ${file##*.}"
	if run "$file" && alike "${file%.*}.want" "$work/got"; then
		ok "$name"
	else
		diff "${file%.*}.want" "$work/got" >"$work/diff"
		not_ok "$name" "$work/diff"
	fi
done
cmp -s labelled.jsonl <("$build/nclass" run -q articles.jsonl 2>/dev/null)
is "labelled.jsonl is what the command writes" $? 0
