#!/bin/bash
# Installs the Debian packages that are missing, and says which and why.
#
#   scripts/install-packages.sh [--list] GROUP...
#
# Groups: build (what `make` needs), check (the tests), eval, bench; each of the
# last three means build too. --list only says what is missing. Does nothing,
# and says nothing, when all is there. Works as root and with sudo.
set -u

# group | package | how to see that it is there | why
# The sign is cmd:COMMAND, pc:PKG-CONFIG-MODULE or file:PATTERN (in /usr).
table='
build | gcc              | cmd:gcc              | the compiler
build | libc6-dev        | file:include/stdlib.h | the C library headers
build | make             | cmd:make             | runs the Makefile
build | pkg-config       | cmd:pkg-config       | finds the libraries
build | libcjson-dev     | pc:libcjson          | reading JSON lines
build | libutf8proc-dev  | pc:libutf8proc       | Unicode classes and case folding
build | libuchardet-dev  | pc:uchardet          | detecting the charset of old text
build | libxxhash-dev    | pc:libxxhash         | hashing words
build | libinih-dev      | pc:inih              | reading configuration files
build | zlib1g-dev       | pc:zlib              | gzip input
build | libzstd-dev      | pc:libzstd           | zstd input
build | liblzma-dev      | pc:liblzma           | xz input
build | libseccomp-dev   | pc:libseccomp        | workers that can do no harm
build | libbz2-dev       | file:include/bzlib.h | bzip2 input
build | libbrotli-dev    | pc:libbrotlidec       | web pages that were sent packed with brotli
build | libsvm-dev       | file:include/libsvm/svm.h | training, kernel models
build | liblinear-dev    | file:include/linear.h | training large linear models
check | libcmocka-dev    | pc:cmocka            | unit tests
check | g++              | cmd:g++              | the headers as C++
check | clang            | cmd:clang            | the headers by a second compiler
check | libclang-rt-dev  | file:lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a | sanitizers and fuzzing with clang
check | valgrind         | cmd:valgrind         | memory errors in the main job
check | libc6-dbg        | file:lib/debug/.build-id | what valgrind needs to know of the C library
check | binutils         | cmd:nm               | exported symbols
check | universal-ctags  | cmd:ctags            | lengths of functions
check | libsvm-tools     | cmd:svm-predict      | what exported models are held against
check | locales          | file:share/i18n/locales/de_DE | a locale with a decimal comma
check | jq               | cmd:jq               | a plugin that is a program in jq
check | mandoc           | cmd:mandoc           | the form of manual pages
check | python3          | cmd:python3          | golden tests (reads JSON)
check | python3          | file:bin/python3     | the Python package
check | python3-cffi     | file:lib/python3/dist-packages/cffi | the Python package calls the library by it
check | python3-setuptools | file:lib/python3/dist-packages/setuptools | installing the Python package
check | python3-wheel    | file:lib/python3/dist-packages/wheel | installing the Python package
check | python3-pip      | file:lib/python3/dist-packages/pip | installing the Python package
check | mypy             | cmd:mypy             | the types of the Python package
eval  | python3          | cmd:python3          | the scorers
eval  | g++              | cmd:g++              | what lang is compared with
eval  | libcld2-dev      | file:include/cld2/public/compact_lang_det.h | what lang is compared with
bench | python3          | file:bin/python3     | makes the input and the table
bench | python3-sklearn  | file:lib/python3/dist-packages/sklearn | what training is compared with
bench | fasttext         | cmd:fasttext         | what topic is compared with
'

fail() { echo "install-packages: $*" >&2; exit 1; }

present() {
	case $1 in
	cmd:*) command -v "${1#cmd:}" >/dev/null ;;
	pc:*) pkg-config --exists "${1#pc:}" 2>/dev/null ;;
	file:*)
		compgen -G "/usr/${1#file:}" >/dev/null ||
			compgen -G "/usr/local/${1#file:}" >/dev/null ;;
	esac
}

# Fills the arrays missing and reasons for the groups given.
look() {
	local group package sign why
	missing=() reasons=()
	while IFS='|' read -r group package sign why; do
		group=${group// /} package=${package// /} sign=${sign// /}
		case " build $* " in *" $group "*) ;; *) continue ;; esac
		[ -n "$package" ] && ! present "$sign" || continue
		case " ${missing[*]-} " in *" $package "*) continue ;; esac
		missing+=("$package")
		reasons+=("$(printf '  %-19s%s' "$package" "${why# }")")
	done <<<"$table"
}

list=0
[ "${1-}" = --list ] && { list=1; shift; }
for group; do
	case $group in
	build | check | eval | bench) ;;
	*) fail "no group '$group'; the groups are build, check, eval, bench" ;;
	esac
done
look "$@"
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Packages that are missing, and what for:" >&2
printf '%s\n' "${reasons[@]}" >&2
if [ $list = 1 ]; then
	echo "Install them with: scripts/install-packages.sh $*" >&2
	exit 1
fi

command -v apt-get >/dev/null ||
	fail "this is no Debian system (no apt-get): install them by its own means"
as_root=()
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null ||
		fail "neither root nor sudo; ask an administrator to run
  apt-get install --no-install-recommends ${missing[*]}"
	as_root=(sudo)
fi
apt() {
	"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
		apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null
}
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
# Lists may be absent (a fresh container) or old: fetch them only if needed.
install() { apt install --no-install-recommends "${missing[@]}" >"$log" 2>&1; }
echo "Installing with apt-get ..." >&2
install || { apt update >"$log" 2>&1 && install; } || {
	tail -n 15 "$log" >&2
	fail "apt-get failed (above); the command was
  apt-get install --no-install-recommends ${missing[*]}"
}
look "$@"
[ ${#missing[@]} -eq 0 ] ||
	fail "apt-get ran, yet these are still not found: ${missing[*]}"
echo "Installed." >&2
