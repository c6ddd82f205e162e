#!/bin/bash
# Who may include whom (left may include right, never back):
#
#	include/nclass   include/nclass
#	core             include/nclass, core
#	io               nclass/nclass.h, io
#	cli              nclass/nclass.h, io, cli
#	plugins/NAME     nclass/plugin.h, plugins/NAME, plugins/common
#
# and the solver libraries' headers stay in core/solver. Tests may do anything.
. "$(dirname "$0")/../lib.sh"
cd "$top" || exit 1
set -f # patterns below are for names, not files

# resolve FILE NAME: sets path to the file of the tree that is meant, or to "".
resolve() {
	local dir try=$2
	dir=${1%/*}
	while [ "${try#../}" != "$try" ]; do
		try=${try#../}
		case $dir in */*) dir=${dir%/*} ;; *) dir=. ;; esac
	done
	for path in "$dir/$try" "include/$2" "plugins/$2" "$2"; do
		path=${path#./}
		[ ! -f "$path" ] || return 0
	done
	path=
}

# allowed FILE PATH
allowed() {
	local own
	case $1 in
	include/*) own='include/nclass/*' ;;
	core/*) own='include/nclass/*|core/*' ;;
	io/*) own='include/nclass/nclass.h|io/*' ;;
	cli/*) own='include/nclass/nclass.h|io/*|cli/*' ;;
	plugins/*)
		own=${1#plugins/}
		own="include/nclass/plugin.h|plugins/${own%%/*}/*|plugins/common/*"
		;;
	esac
	local IFS='|'
	for pattern in $own; do
		# shellcheck disable=SC2053 # a pattern is meant
		[[ $2 == $pattern ]] && return 0
	done
	return 1
}

count=0
while IFS=: read -r file line text; do
	name=${text#*[\"<]} name=${name%%[\">]*}
	count=$((count + 1))
	case $name in
	*svm.h | *linear.h)
		[[ $file == core/solver/* ]] ||
			not_ok "$file:$line: $name is for core/solver only"
		continue
		;;
	esac
	resolve "$file" "$name"
	if [ -z "$path" ]; then
		case $text in *\"*) not_ok "$file:$line: no such file: $name" ;; esac
		continue
	fi
	allowed "$file" "$path" || not_ok "$file:$line: may not include $path"
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*["<]' \
	--include='*.[ch]' include core io cli plugins 2>/dev/null)
[ $failures != 0 ] || [ $count = 0 ] || ok "include directions: $count lines"
