#!/bin/bash
# An nclass of a later minor of the plugin ABI, whose structs have grown, runs
# the plugins that were built against the header of today; and what is built
# for the later one is refused here if it needs that, and runs if not.
. "$(dirname "$0")/lib.sh"
later=$work/later
mkdir "$later"
cp -r "$top"/{include,core,io,cli,plugins,scripts,Makefile,docs,models} "$later" || exit 1

# grow STRUCT FIELD: a field at the end of a struct in the header
header=$later/include/nclass/plugin.h
grow() {
	awk -v start="^struct $1 [{]" -v field="$2" '
		$0 ~ start { inside = 1 }
		inside && /^};/ { print "\t" field; inside = 0 }
		{ print }' "$header" >"$work/grown" && mv "$work/grown" "$header"
}
sed -i 's/\(ABI_MINOR\) 0u/\1 1u/' "$header"
grow ncl_host 'void (*later)(void);'
grow ncl_plugin 'const char *later;'
grow ncl_layer_decl 'const char *later;'
grow ncl_option 'const char *later;'
grow ncl_feature_group 'const char *later;'
grow ncl_features 'const char *later;'
grow ncl_block 'uint32_t later;'
is "the header has grown" "$(grep -c 'later;\|later)(void);' "$header")" 7

expect "an nclass of a later minor is built" 0 make -C "$later" B=build \
	CFLAGS=-O0 SAN= COV= build/nclass build/try-load build/solvers.so build/plugins/template.so
[ $failures = 0 ] || exit 1
newer=$later/build/nclass

# as much is said of the same documents
for plugin in template section boiler lang topic; do
	so=$build/plugins/$plugin.so
	export NCLASS_MODEL_PATH=$top/models
	nclass run -p "$so" -f jsonl "$top/examples/article.txt" >"$work/now" 2>&1
	expect "$plugin of today runs in it" 0 "$newer" run -p "$so" -f jsonl \
		"$top/examples/article.txt"
	same "and says the same" "$work/out" "$work/now"
done
expect "it keeps the contract there" 0 "$newer" check --random 5 "$build/plugins/template.so"
expect "a trainable one is made today" 0 nclass new -k trainable -o "$work/letters" letters
expect "and built" 0 make -C "$work/letters" NCLASS="$build/nclass"
expect "it is trained by the later one" 0 "$newer" train "$work/letters/letters.so" \
	"$work/letters/data.jsonl" -o "$work/letters.ncm"

# the other way round
expect "one of the later minor runs here" 0 nclass run -p "$later/build/plugins/template.so" \
	"$top/examples/article.txt"
expect "one that needs the later minor is built" 0 "$CC" -shared -fPIC -DNCL_PLUGIN_NEEDS=1 \
	-I"$later/include" "$top/plugins/template/template.c" -o "$work/needs.so"
expect "it is refused here" 3 nclass run -p "$work/needs.so" "$top/examples/article.txt"
err_has "with both versions" "needs.so: it needs plugin ABI 1.1, this nclass has 1.0: it wants a newer nclass"
expect "and runs there" 0 "$newer" run -p "$work/needs.so" "$top/examples/article.txt"
