#!/bin/bash
# What the built objects export and need: a plugin exports ncl_plugin_main and
# nothing else and needs nothing of ours, libnclass.so exports ncl_* only, and
# nothing but solvers.so needs the solver libraries.
. "$(dirname "$0")/../lib.sh"
shopt -s nullglob

# The symbols that FILE defines for others, without the instruments' own.
exported() {
	nm -D --defined-only "$1" | awk '$2 != "A" { print $3 }' | sort |
		grep -Ev '^_*(odr_asan|asan|ubsan|sanitizer|gcov|llvm)|^mangle_path$|^_(init|fini)$'
}
needed() { readelf -d "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }

for folder in "$top"/plugins/*/; do
	name=$(basename "$folder") so=$build/plugins/$(basename "$folder").so
	[ -f "$so" ] || continue
	is "plugin $name exports one symbol" "$(exported "$so" | xargs)" ncl_plugin_main
	is "plugin $name needs nothing of ours" \
		"$(needed "$so" | grep -E 'nclass|solvers|svm|linear')" ""
done
[ -f "$build/libnclass.so" ] || exit 0
is "libnclass.so exports ncl_* only" \
	"$(exported "$build/libnclass.so" | grep -v '^ncl_' | head -n 5 | xargs)" ""
is "libnclass.so exports something" \
	"$(exported "$build/libnclass.so" | grep -c '^ncl_' | sed 's/[1-9][0-9]*/some/')" some
is "libnclass.so has its soname" "$(readelf -d "$build/libnclass.so" |
	sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')" libnclass.so.0
for file in nclass libnclass.so; do
	is "$file does not need the solvers" \
		"$(needed "$build/$file" | grep -E 'svm|linear')" ""
done
