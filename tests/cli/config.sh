#!/bin/bash
# Configuration files.
. "$(dirname "$0")/../lib.sh"
article=$top/examples/article.txt
ini() { printf '%s\n' "$@" >"$work/c.ini"; }
# says NAME STATUS TEXT: with $work/c.ini
says() {
	expect "$1: status $2" "$2" nclass run --config "$work/c.ini" "$article"
	err_has "$1" "$3"
}

ini '; a comment' '[run]' 'plugins = template' '  format = text' 'quiet=yes' \
	'' '[template]' 'words = 7 ; a comment'
expect "a configuration" 0 nclass run --config "$work/c.ini" "$article"
is "its format is taken" "$(head -c 1 "$work/out" | grep -c '{')" 0
expect "the command line wins" 0 nclass run --format jsonl -c "$work/c.ini" "$article"
out_has "over the file" '"status":"ok"'
printf 'one two three four five six\n' >"$work/six.txt"
nclass run -f jsonl -c "$work/c.ini" "$work/six.txt" >"$work/out"
out_has "a plugin's setting is taken" '"label":"brief"'
nclass run -f jsonl -c "$work/c.ini" -s template.words=3 "$work/six.txt" >"$work/out"
is "the command line's wins" "$(grep -c '"label":"brief"' "$work/out")" 0
ini '[run]' 'plugins = template' 'format = jsonl' '[plugin template]' 'words = 7'
nclass run -c "$work/c.ini" "$work/six.txt" >"$work/out"
out_has "[plugin NAME]" '"label":"brief"'

ini '[run]' 'plugins = template' 'formt = jsonl'
says "a misspelt option" 2 "c.ini, line 3: no option formt; did you mean format?"
ini '[run]' 'format = jsnl'
says "a misspelt choice" 2 "c.ini, line 2: --format: no 'jsnl'; did you mean jsonl?"
ini '[run]' 'plugins = template' '[template]' '' 'wrds = 7'
says "a misspelt setting" 2 "c.ini, line 5: template.wrds"
ini '[run]' 'plugins = template' '[template]' 'words = many'
says "a wrong setting" 2 "c.ini, line 4: template.words"
ini 'plugins = template'
says "no section" 2 "c.ini, line 1: 'plugins' stands above all sections"
ini '[run]' 'plugins'
says "no value" 2 "c.ini, line 2: neither [section] nor key = value"
ini '[run]' "plugins = $(printf 'x%.0s' {1..500})"
says "a long line" 2 "c.ini, line 2: longer than"
ini '[run]' 'config = other.ini'
says "a file that names another" 2 "c.ini, line 2: a configuration file cannot"
expect "no such file: status 3" 3 nclass run -c "$work/none.ini" "$article"
err_has "no such file" "none.ini: cannot be read: No such file"
expect "a folder" 3 nclass run -c "$work" "$article"
