#!/bin/bash
# embed-templates.sh FOLDER: the files below it as a C table, which `nclass new`
# is linked with (cli/new_files.h). plugins/template/README.md says what they
# are. A file without a folder is of the kind blocks; common/ comes first.
set -eu
cd "$1"
export LC_ALL=C
list() { # KIND FILE PATH, a line each
	find common blocks document spans trainable -type f |
		awk -F/ '{ print ($1 == "common" ? "-" : $1), $0, substr($0, length($1) + 2) }' |
		sort -s -k1,1
	echo blocks template.c template.c
}
n=0
echo '#include "cli/new_files.h"'
while read -r _ file _; do
	printf 'static const unsigned char file_%d[] = {\n' $n
	od -An -v -tx1 "$file" | sed 's/ \(..\)/0x\1,/g'
	echo '};'
	n=$((n + 1))
done < <(list)
n=0
echo 'const struct new_file new_files[] = {'
while read -r kind _ path; do
	printf '\t{ "%s", "%s", file_%d, sizeof(file_%d) },\n' "${kind#-}" "$path" $n $n
	n=$((n + 1))
done < <(list)
printf '\t{ 0 },\n};\n'
