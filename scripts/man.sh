#!/bin/sh
# Writes the manual pages into a folder:
#
#   scripts/man.sh NCLASS FOLDER
#
# A command's page is made by the command itself from its tables; what
# docs/commands.md tells of it is put in. A page of docs/ that has a line
# <!-- nclass-NAME(N): summary --> is a manual page too.
set -eu
nclass=$1 folder=$2 new=$2.new
cd "$(dirname "$0")/.."

# "file.md nclass-name n summary", a line each
pages=$(grep -oE '^<!-- nclass-[a-z-]+\([57]\): .* -->' docs/*.md |
	sed -E 's|^docs/(.*\.md):<!-- (.*)\((.)\): (.*) -->|\1 \2 \3 \4|')
map=$(echo "$pages" | while read -r file name n _; do
	printf '%s=%s(%s) ' "$file" "$name" "$n"
done)
commands=$("$nclass" help | sed -n 's/^  nclass \([a-z]*\) .*/\1/p')
version=$("$nclass" --version)

dashes() { echo "$1" | sed 's/-/\\-/g'; }
# roff PAGE [SECTION]: what docs/PAGE tells, as roff
roff() { awk -f scripts/man.awk -v map="$map" -v section="${2-}" "docs/$1"; }
# insert MARK FILE: the file in place of the line that is the mark
insert() { sed -e "/^\.\\\\\" $1\$/{" -e "r $2" -e 'd' -e '}'; }
rm -rf "$new"
mkdir -p "$new"
part=$new/part
for command in $commands; do
	roff commands.md "$command" >"$part"
	"$nclass" help --man "$command" | insert docs "$part" \
		>"$new/nclass-$command.1"
done

# shellcheck disable=SC2086 # a word for each
roff commands.md "!$(printf '%s!' $commands)" >"$part.docs"
echo "$pages" | while read -r _ name n _; do
	echo ".BR $(dashes "$name") ($n),"
done | sed '$s/,$//' >"$part.pages"
"$nclass" help --man | insert docs "$part.docs" | insert pages "$part.pages" \
	>"$new/nclass.1"

echo "$pages" | while read -r file name n summary; do
	{
		echo ".TH $(dashes "$name" | tr a-z A-Z) $n \"\" \"$version\" nclass"
		echo ".ad l"
		echo ".SH NAME"
		echo "$(dashes "$name") \\- $summary"
		echo ".SH DESCRIPTION"
		roff "$file"
		printf '.SH SEE ALSO\n.BR nclass (1)\n'
	} >"$new/$name.$n"
done
rm -f "$part" "$part".*
rm -rf "$folder"
mv "$new" "$folder"
