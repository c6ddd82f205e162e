#!/bin/bash
# The HTML tokenizer against files of token tests: ours, and those of html5lib
# where the development data is.
. "$(dirname "$0")/lib.sh"
shopt -s nullglob
files=("$top"/tests/html/*.test)
data=${DATA:-$top/../shared/data}/html5lib
if [ -d "$data" ]; then
	files+=("$data"/*.test)
else
	skip "html5lib's tests: there is no development data"
fi
python3 "$top/tests/html/tokens.py" "$build/tests/html/tokens" "${files[@]}" ||
	failures=1
