#!/bin/bash
# Each header compiles alone, and twice, without a warning: the public ones as
# strict C11 and as C++17 with two compilers, the others as the tree is built
# (but for NAME_body.h, which a .c file includes with macros set).
. "$(dirname "$0")/../lib.sh"
shopt -s nullglob globstar
cd "$top" || exit 1
warnings='-Wall -Wextra -Wpedantic -Werror -fsyntax-only'

# try NAME HEADER COMPILER...
try() {
	printf '#include "%s"\n#include "%s"\nint not_empty;\n' "$2" "$2" >"$work/h.src"
	# shellcheck disable=SC2086 # several words
	if "${@:3}" $warnings "$work/h.src" >"$work/err" 2>&1; then
		ok "$1"
	else
		not_ok "$1" "$work/err"
	fi
}

for header in include/nclass/*.h; do
	for cc in gcc clang; do
		command -v $cc >/dev/null || { skip "$cc is not installed"; continue; }
		try "$header as C11 with $cc" "nclass/${header##*/}" \
			$cc -x c -std=c11 -Iinclude
	done
	for cxx in g++ clang++; do
		command -v $cxx >/dev/null || { skip "$cxx is not installed"; continue; }
		try "$header as C++17 with $cxx" "nclass/${header##*/}" \
			$cxx -x c++ -std=c++17 -Iinclude
	done
done
# shellcheck disable=SC2086 # several words
flags=$(pkg-config --cflags $PKGS)
for header in {core,io,cli,tests,bench}/**/*.h; do
	case $header in *_body.h) continue ;; esac # a piece of a .c file
	# shellcheck disable=SC2086 # several words
	try "$header alone" "$header" "$CC" -x c -std=c11 -D_GNU_SOURCE -Iinclude -I. $flags
done
for header in plugins/**/*.h; do
	try "$header alone" "$top/$header" "$CC" -x c -std=c11 -Iinclude -Iplugins
done
exit 0
