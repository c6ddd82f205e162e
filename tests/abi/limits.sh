#!/bin/bash
# Files of at most 400 lines (but for the public headers, which are the manual),
# functions of at most 60, 80 columns (tabs of 8).
. "$(dirname "$0")/../lib.sh"
cd "$top" || exit 1
mapfile -t files < <(find include core io cli plugins tests bench examples \
	-name '*.[ch]' 2>/dev/null | sort)
[ ${#files[@]} != 0 ] || exit 0

# verdict WHAT: the standard input names what is too long, a line each.
verdict() {
	local bad=0
	while IFS= read -r line; do
		not_ok "$line"
		bad=1
	done
	[ $bad = 1 ] || ok "$1: ${#files[@]} files looked at"
	[ $bad = 0 ]
}

wc -l "${files[@]}" | awk '$2 !~ /^(total|include\/.*)$/ && $1 > 400 {
	print $2 ": " $1 " lines (at most 400)" }' | verdict "lengths of files" || failures=1
for file in "${files[@]}"; do
	expand "$file" | grep -nE '^.{81}' | sed "s|^\([0-9]*\):.*|$file:\1: over 80 columns|"
done | verdict "80 columns" || failures=1
if ctags --version 2>/dev/null | grep -q Universal; then
	ctags -x --_xformat='%{line} %{end} %F %N' --kinds-C=f --language-force=C \
		"${files[@]}" | awk '$2 - $1 >= 60 {
		print $3 ":" $1 ": " $4 ", " $2 - $1 + 1 " lines (at most 60)" }' |
		verdict "lengths of functions" || failures=1
else
	skip "lengths of functions: universal-ctags is not installed"
fi
