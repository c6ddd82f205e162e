#!/bin/bash
# Completion: bash itself is asked what it would offer; fish where it is there.
. "$(dirname "$0")/../lib.sh"

mkdir "$work/bin" && ln -s "$build/nclass" "$work/bin/nclass"
PATH=$work/bin:$PATH
mkdir -p "$work/files/a folder"
touch "$work/files/one.txt" "$work/files/two words.txt"

# offers LINE: what bash would offer at the end of it, separated by |. Words are
# split as readline does, = and : being words of their own.
offers() {
	(
		cd "$work/files" || exit 1
		# shellcheck disable=SC1090 # it is what is tested
		source <(nclass completion bash)
		complete -p nclass >/dev/null || exit 1
		COMP_LINE=$1 COMP_POINT=${#1}
		mapfile -t COMP_WORDS < <(grep -oE '[=:]+|[^ =:]+' <<<"$1")
		[[ $1 != *' ' ]] || COMP_WORDS+=('')
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_nclass
		IFS='|'
		echo "${COMPREPLY[*]}"
	)
}

is "a command" "$(offers 'nclass ru')" "run"
is "a command to be helped with" "$(offers 'nclass help mod')" "model"
is "an option" "$(offers 'nclass run --form')" "--format"
is "its choices" "$(offers 'nclass run --format ')" \
	"auto|pretty|jsonl|text|html|dolma"
is "behind =, where bash puts that only" "$(offers 'nclass run --format=js')" "jsonl"
is "behind a letter" "$(offers 'nclass run -qf pr')" "pretty"
is "a flag's" "$(offers 'nclass run --quiet=')" "yes|no"
is "a plugin of a list" "$(offers 'nclass run -p section,bo')" "section,boiler"
is "a plugin whose options are set" "$(offers 'nclass run --set to')" "topic."
is "of the chain that was given" "$(offers 'nclass run -p mine=topic -s ')" "mine."
is "its option" "$(offers 'nclass run -p mine=topic -s mine.max')" "mine.max-topics="
is "the option's choices" "$(offers 'nclass run -s topic.at-least-one=')" "yes|no"
is "an item of a list" "$(offers 'nclass run -s boiler.keep=list,stan')" "list,standfirst"
is "a plugin whose model is given" "$(offers 'nclass run -m to')" "topic="
is "a model, or a file" "$(offers 'nclass run -m topic=t')" "topic|two words.txt"
is "a word of a command" "$(offers 'nclass model ver')" "verify"
is "a model's name" "$(offers 'nclass model info sec')" "section"
is "a plugin to train" "$(offers 'nclass train boi')" "boiler"
is "then files" "$(offers 'nclass train boiler o')" "one.txt"
is "a file of an option" "$(offers 'nclass run --output=o')" "one.txt"
is "a folder" "$(offers 'nclass run --output-dir ')" "a folder"
is "behind --, files only" "$(offers 'nclass run -- --')" ""
is "nothing for what is unknown" "$(offers 'nclass nothing ')" ""

for shell in bash zsh fish; do
	expect "a script for $shell" 0 nclass completion $shell
	command -v $shell >/dev/null || continue
	expect "$shell takes it" 0 $shell -n "$work/out"
done
if command -v fish >/dev/null; then
	echo "nclass completion fish | source; complete -C \$argv[1]" >"$work/ask.fish"
	ask() { HOME=$work fish --no-config "$work/ask.fish" "$1" 2>&1 | cut -f1 | paste -sd'|'; }
	is "fish: an option" "$(ask 'nclass run --form')" "--format"
	is "fish: choices" "$(ask 'nclass run --offsets ')" "byte|char|utf16"
	is "fish: a file" "$(cd "$work/files" && ask 'nclass run -o on')" "one.txt"
	is "fish: a file behind =" "$(cd "$work/files" && ask 'nclass run --output=on')" \
		"--output=one.txt"
fi
expect "a misspelt shell" 2 nclass completion bahs
err_has "a misspelt shell" "did you mean bash?"
