#!/bin/bash
# Manual pages: one for each command and format, without a mistake of form, and
# with what the tables and docs/ say.
. "$(dirname "$0")/../lib.sh"
cd "$top" || exit 1
man=$work/man

expect "manual pages are made" 0 scripts/man.sh "$build/nclass" "$man"
for page in "$man"/*; do
	name=${page##*/}
	mandoc -Tlint -Wwarning "$page" | grep -v 'missing date' >"$work/why"
	if [ -s "$work/why" ]; then not_ok "$name" "$work/why"; else ok "$name is clean roff"; fi
	is "$name: no Markdown is left" "$(grep -cE '\]\(|\*\*|^\||^##|\(ga' "$page")" 0
done
# page NAME: as text, a blank between words
page() { mandoc -Tutf8 -Owidth=78 "$man/$1" | sed $'s/.\b//g' | tr -s ' \n' ' '; }

for command in $(nclass help | sed -n 's/^  nclass \([a-z]*\) .*/\1/p'); do
	page "nclass-$command.1" >"$work/text"
	# names of options, at the beginning of a line of --help
	for option in $(nclass $command --help | grep -oE '^  (-.,|   ) --[a-z0-9-]+' |
		grep -oE -e '--.*'); do
		grep -qF -e "$option" "$work/text" || echo "$option"
	done >"$work/why"
	if [ -s "$work/why" ]; then
		not_ok "nclass-$command(1) has no" "$work/why"
	else
		ok "nclass-$command(1) has all options"
	fi
	grep -qF "nclass-$command(1)" <(page nclass.1) ||
		not_ok "nclass(1) does not name nclass-$command(1)"
done
page nclass-run.1 >"$work/out"
out_has "help, its default" "--offsets byte|char|utf16 what offsets in JSON lines count [byte]"
out_has "what docs/commands.md says" "lists of them (--files-from)"
out_has "a link to a page that is one" "nclass-input(5) has the formats"
page nclass-output.5 >"$work/out"
out_has "a row of three columns" "status type: \"ok\"; when: always"
page nclass.1 >"$work/out"
out_has "where things are looked for" "NCLASS_MODEL_PATH"
out_has "the other pages" "nclass-data(5), "
