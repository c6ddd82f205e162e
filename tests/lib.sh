# Sourced by every test script. A test prints `ok NAME` or `not ok NAME`, and
# lines with # that say more; tests/run.sh counts them.
#
# There: $top (the tree), $build (where make built), $work (an empty folder that
# goes when the script ends, and the current folder is not changed), the
# functions below, and nclass: the built command.

set -u
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# make check sets these; a script that is run by hand takes the usual ones
: "${B:=build}" "${CC:=gcc}" "${SAN:=}" "${COV:=}"
: "${PKGS:=$(sed -n 's/^PKGS = //p' "$top/Makefile")}"
: "${VERSION:=$(sed -n 's/.*NCL_VERSION "\(.*\)"/\1/p' "$top/include/nclass/version.h")}"
build=$top/$B
work=$(mktemp -d) || exit 1
failures=0
trap 'rc=$?; rm -rf "$work"; [ $failures = 0 ] || rc=1; exit $rc' EXIT
# Nothing of the person who runs the tests may change what they see.
unset NCLASS_PLUGIN_PATH NCLASS_MODEL_PATH NO_COLOR MAKEFLAGS MAKELEVEL
export LC_ALL=C.UTF-8 XDG_DATA_HOME=$work/none XDG_CONFIG_HOME=$work/none
export ASAN_OPTIONS=${ASAN_OPTIONS-abort_on_error=0} UBSAN_OPTIONS=${UBSAN_OPTIONS-print_stacktrace=1}

nclass() { timeout 600 "$build/nclass" "$@"; }

ok() { echo "ok $*"; }

# not_ok NAME [FILE...]: a failure; the files' first lines say more.
not_ok() {
	local name=$1
	shift
	failures=$((failures + 1))
	echo "not ok $name"
	for file; do
		[ ! -s "$file" ] || sed -n "1,20s|^|#   ${file##*/}: |p" "$file"
	done
}

skip() { echo "# skipped: $*"; }

# expect NAME STATUS COMMAND...: runs it, with what it prints in $work/out and
# $work/err; ok if it ends with that status.
expect() {
	local name=$1 want=$2 got=0
	shift 2
	"$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
	if [ "$got" = "$want" ]; then
		ok "$name"
	else
		echo "status $got, not $want: $*" >"$work/why"
		not_ok "$name" "$work/why" "$work/err" "$work/out"
	fi
}

# out_has NAME TEXT, err_has NAME TEXT: what the last expect's command printed.
out_has() { file_has "$work/out" "$@"; }
err_has() { file_has "$work/err" "$@"; }
file_has() {
	if grep -qF -e "$3" "$1"; then
		ok "$2"
	else
		echo "no such text: $3" >"$work/why"
		not_ok "$2" "$work/why" "$1"
	fi
}

# is NAME GOT WANT: two strings.
is() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		printf 'got  %s\nwant %s\n' "$2" "$3" >"$work/why"
		not_ok "$1" "$work/why"
	fi
}

# same NAME FILE WANTED: two files.
same() {
	if diff "$2" "$3" >"$work/diff" 2>&1; then
		ok "$1"
	else
		not_ok "$1" "$work/diff"
	fi
}

# alike WANT GOT: two files are the same, but that a line `...` of the first
# stands for any lines, and that spaces at a line's end do not count.
alike() {
	awk '
	{ sub(/[ \t]+$/, "") }
	FILENAME == ARGV[1] { want[++w] = $0; next }
	{ got[++g] = $0 }
	function same(i, j) {
		for (; i <= w; i++) {
			if (want[i] == "...") {
				for (; j <= g + 1; j++) if (same(i + 1, j)) return 1
				return 0
			}
			if (j > g || want[i] != got[j]) return 0
			j++
		}
		return j > g
	}
	END {
		while (w && want[w] == "") w--
		while (g && got[g] == "") g--
		exit !same(1, 1)
	}
	' "$1" "$2"
}
