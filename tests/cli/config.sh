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
ini '[run]' 'config = other.ini'
says "a file that names another" 2 "c.ini, line 2: 'config' is for the command line only"
ini '[run]' 'help = 1'
says "help" 2 "c.ini, line 2: 'help' is for the command line only"
ini '[rnu]' 'plugins = template'
says "a misspelt section" 2 "c.ini, line 2: no section [rnu]; did you mean [run]?"
ini '[run]' 'plugins = template' '[templat]' 'words = 7'
says "a section of no plugin" 2 'c.ini, line 4: "templat.words=7": no "templat" in this chain (template); did you mean "template"?'
ini '[run]' 'plugins = templat'
says "a misspelt plugin" 3 'c.ini, line 2: no plugin "templat"; did you mean "template"?'
ini '[run]' 'plugins = template' 'charset = latin99'
says "a charset that is none" 2 "c.ini, line 3: no charset"
ini '[run]' 'plugins = topic' 'model = topic=none.ncm'
says "a model that is not there" 3 "c.ini, line 3: topic: ./none.ncm"
ini '[run]' 'plugins = topic'
expect "another one on the command line" 3 nclass run -c "$work/c.ini" -p templat "$article"
is "is not blamed on the file" "$(grep -c 'c.ini' "$work/err")" 0

ini '[run]' 'plugins = template,topic' 'model = topic=none.ncm' '[topic]' 'max-topics = 3' '[template]' 'words = 7'
expect "plugins of the file that the command line leaves out" 0 \
	nclass run -c "$work/c.ini" -p template "$article"
sed -i 's/^\[topic/[topi/' "$work/c.ini"
expect "but none that it has not itself" 2 nclass run -c "$work/c.ini" -p template "$article"

# lines of any length, cut for the library that reads them: every length near
# its limit, with comments and white space where it cuts
long=$(printf '/folder%.0s' {1..80})
for n in 170 180 185 186 187 188 189 190 191 192 193 194 195 196 197 198 199 200 \
	201 202 203 204 205 400 560; do
	path=${long:0:n}
	ini '[run]' "plugin-path = $path ; ${long:0:n}" "# ${long:0:n}" \
		"; ${long:0:n}" 'plugins = template' 'formt = x'
	nclass run -c "$work/c.ini" "$article" 2>&1 | grep -q 'line 6: no option formt' ||
		echo "$n: line" >>"$work/lengths"
	sed -i '$d' "$work/c.ini"
	got=$(nclass run --print-config -c "$work/c.ini" | sed -n 's/^plugin-path = //p')
	[ "$got" = "$path" ] || echo "$n: $got" >>"$work/lengths"
done
if [ -s "$work/lengths" ]; then not_ok "long lines" "$work/lengths"; else ok "long lines"; fi

# --print-config, and what it printed as a file
ini '[run]' 'plugins = section,mine=template,topic' 'format = jsonl' \
	'max-doc-bytes = 3M' 'include = *.txt' 'include = *.html' 'timeout = 0.1' \
	'max-failures = 2.5%' 'with-kept = yes' '[mine]' 'words = 7' \
	'[topic]' 'at-least-one = no'
expect "--print-config" 0 nclass run --print-config -c "$work/c.ini" -s topic.max-topics=2
cp "$work/out" "$work/printed.ini"
is "it says what was set, and no more" "$(grep -v '^\(#.*\)*$' "$work/out" | paste -sd'|')" \
	"[run]|plugins = section,mine=template,topic|include = *.txt|include = *.html|\
format = jsonl|with-kept = yes|timeout = 0.1|max-doc-bytes = 3M|max-failures = 2.5%|\
[plugin section]|[plugin mine]|words = 7|[plugin topic]|max-topics = 2|at-least-one = no"
out_has "and the defaults in comments" "#jobs = auto"
out_has "with their help" "# give at most so many; 0: no limit (whole number from 0 to 1000)"
is "in 80 columns" "$(grep -v '^# [a-z]* [0-9.]*, /' "$work/out" | grep -cE '^.{81}')" 0
expect "the same again" 0 nclass run --print-config -c "$work/printed.ini"
same "printed from what was printed" "$work/out" "$work/printed.ini"
sed -i '/^timeout/d' "$work/printed.ini" "$work/c.ini"
nclass run -c "$work/c.ini" -s topic.max-topics=2 "$article" >"$work/one"
nclass run -c "$work/printed.ini" "$article" >"$work/two"
same "a run with it gives the same" "$work/one" "$work/two"
sed 's/^#\([a-z-]* = \)/\1/; /^[a-z-]* = [A-Z]\|folder$/d' "$work/printed.ini" >"$work/all.ini"
nclass run -c "$work/all.ini" "$article" >"$work/two" 2>"$work/err"
same "also with the defaults said" "$work/one" "$work/two"
nclass run --print-config >"$work/c.ini"
nclass run -f jsonl "$article" >"$work/one"
nclass run -f jsonl -c "$work/c.ini" "$article" >"$work/two"
same "the usual chain, printed and run" "$work/one" "$work/two"
expect "a value that no file can hold" 2 nclass run --print-config -o 'a ;b' -p template
err_has "a value that no file can hold" "a comment would begin at the ;"
expect "no such file: status 3" 3 nclass run -c "$work/none.ini" "$article"
err_has "no such file" "none.ini: cannot be read: No such file"
expect "a folder" 3 nclass run -c "$work" "$article"
