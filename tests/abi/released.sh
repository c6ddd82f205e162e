#!/bin/bash
# What the last release of libnclass promised still holds: all lines of
# libnclass.list are there. What is new may be added.
. "$(dirname "$0")/../lib.sh"
cd "$top" || exit 1
list=tests/abi/libnclass.list
[ -f "$build/libnclass.so" ] || exit 0
[ "$(getconf LONG_BIT)" = 64 ] || { skip "$list is of 64-bit machines"; exit 0; }
[ -z "$SAN$COV" ] || { skip "$list: this is an instrumented build"; exit 0; }

# broken NEW: the lines of the release that are not in it.
broken() { grep -v '^#' "$list" | LC_ALL=C comm -23 - "$1"; }

scripts/abi-list.sh "$B" >"$work/now" 2>"$work/err" || not_ok "the list is made" "$work/err"
broken "$work/now" >"$work/broken"
if [ -s "$work/broken" ]; then
	cat >"$work/advice" <<-EOF
	a program that was built with the release would break at the lines below.
	Keep them: leave the function or struct as it was and add another beside
	it. Where that cannot be, raise SOVERSION in the Makefile, or, where no
	release has these lines yet, take the change:
	  scripts/abi-list.sh >$list
	EOF
	not_ok "libnclass keeps what it promised" "$work/advice" "$work/broken"
else
	ok "libnclass keeps what it promised: $(grep -vc '^#' "$list") lines"
fi

# The comparison itself finds what it is for.
finds() {
	sed "$2" "$work/now" >"$work/changed"
	is "finds $1" "$(broken "$work/changed" | wc -l)" 1
}
finds "a symbol that is gone" '/^symbol ncl_version@/d'
finds "a symbol of another version" '/^symbol ncl_version@/s/@@.*/@@NCLASS_9.9/'
finds "other arguments" '/^function .*ncl_doc_clear /s/ncl_doc \*/int/'
finds "a struct that grew" '/^struct ncl_config /s/[0-9]*$/999/'
finds "a field that moved" '/^field ncl_error.text /s/at [0-9]*/at 1/'
finds "a value that changed" '/^enum ncl_status.NCL_FATAL /s/[0-9]*$/77/'
finds "another soname" '/^soname/s/$/9/'
