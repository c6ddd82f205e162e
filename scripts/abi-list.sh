#!/bin/bash
# Prints what a program that is linked with libnclass relies on, sorted, a line
# each: symbols with their versions, functions with the types of their
# arguments, sizes and offsets of structs, values of enums.
#
#	scripts/abi-list.sh [BUILD] >tests/abi/libnclass.list
#
# The list in the tree is that of the last release: CONTRIBUTING.md, Releases.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "$top" && cd "${1:-build}" && pwd) || exit 1
library=$build/libnclass.so
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$top" || exit 1
export LC_ALL=C
compile=(gcc -std=c11 -Iinclude)

# Lines of C that print what ctags found in the headers, once preprocessed.
prints='
function scope(s) { sub(/^(struct|enum|union):/, "", s); return s }
$4 == "e" { printf "printf(\"enum %s.%s %%lld\\n\", (long long)%s);\n",
		scope($5), $1, $1 }
$4 == "s" { printf "printf(\"struct %s %%zu\\n\", sizeof(struct %s));\n", $1, $1 }
$4 == "m" { s = scope($5)
	printf "printf(\"field %s.%s at %%zu, %%zu bytes\\n\", " \
		"offsetof(struct %s, %s), sizeof(((struct %s *)0)->%s));\n",
		s, $1, s, $1, s, $1 }'
"${compile[@]}" -E -P include/nclass/nclass.h >"$work/plain.c" || exit 1
{
	printf '#include <nclass/nclass.h>\n#include <stdio.h>\nint main(void)\n{\n'
	ctags --kinds-c=sme -f - "$work/plain.c" |
		awk -F'\t' '$1 ~ /^(ncl|NCL)_/ || $5 ~ /:ncl_/' | awk -F'\t' "$prints"
	echo 'return 0; }'
} >"$work/sizes.c"
"${compile[@]}" "$work/sizes.c" -o "$work/sizes" || exit 1
"${compile[@]}" -aux-info "$work/functions" -fsyntax-only \
	include/nclass/nclass.h || exit 1
{
	"$work/sizes"
	sed -n 's|^/\* include/nclass/[^ ]* \*/ extern \(.*\bncl_[^;]*\);.*|function \1|p' \
		"$work/functions"
	readelf -W --dyn-syms "$library" | awk '$7 != "UND" && $8 ~ /^ncl_/ {
		print "symbol " $8 }'
	readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\]/soname \1/p'
} | sort -u
