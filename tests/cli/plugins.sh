#!/bin/bash
# nclass plugins: what is there, and what was refused.
. "$(dirname "$0")/../lib.sh"

expect "the list" 0 nclass plugins
out_has "has the template" "template"
out_has "its layer" "writes example.template/1"
out_has "its path" "/plugins/template.so"
out_has "and the folders" "looked in:"
expect "one by name" 0 nclass plugins template
out_has "has its options" "--set template.words="
out_has "their types" "whole number from 1 to 100"
is "a page keeps to 80 columns" "$(grep -vc "^/" "$work/out"; grep -v "^/" "$work/out" | grep -cE "^.{81}")" "$(grep -vc "^/" "$work/out"; echo 0)"
expect "one by path" 0 nclass plugins "$build/plugins/template.so"
mkdir "$work/plugins"
echo "no object" >"$work/plugins/wrong.so"
expect "a folder with a wrong file" 0 nclass plugins --plugin-path "$work/plugins"
out_has "which is refused with a reason" "refused:"
out_has "by its path" "$work/plugins/wrong.so"
expect "the refused one by name: status 3" 3 nclass plugins --plugin-path "$work/plugins" wrong
err_has "with its reason" "wrong.so"

# Whoever asks it to end is heard, also while a plugin opens.
timeout -k 10 -s TERM 0.5 "$build/nclass" run -p "$build/tests/bad/open-hangs.so" \
	"$top/examples/article.txt" >"$work/out" 2>"$work/err"
is "a signal ends it while a plugin hangs in open" "$?" 124
