#!/bin/bash
# The main job under valgrind: no errors, nothing lost.
. "$(dirname "$0")/lib.sh"
[ -z "$SAN" ] || { skip "valgrind: this is a sanitizer build"; exit 0; }
command -v valgrind >/dev/null || { skip "valgrind is not installed"; exit 0; }
[ -x "$build/nclass" ] || exit 0
check() {
	expect "$1" 0 timeout 1200 valgrind -q --error-exitcode=99 --leak-check=full \
		--errors-for-leak-kinds=definite,indirect "$build/nclass" "${@:2}"
}
check "run, pretty" run --plugins section,boiler,lang,topic --format pretty "$top/examples/article.txt"
check "run, JSON lines" run --format jsonl --with-text --with-kept "$top/examples/article.txt"
check "run, kept text" run --plugins boiler --format text "$top/examples/article.txt"
