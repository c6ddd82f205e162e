#!/bin/bash
# Help, versions, and what is said to a wrong command line.
. "$(dirname "$0")/../lib.sh"

expect "no command: usage" 2 nclass
err_has "no command lists the commands" "nclass run"
for ask in help --help -h; do
	expect "$ask" 0 nclass $ask
	out_has "$ask lists the commands" "nclass train"
done
expect "--version" 0 nclass --version
is "--version is that of version.h" "$(cat "$work/out")" \
	"nclass $(sed -n 's/.*NCL_VERSION "\(.*\)"/\1/p' "$top/include/nclass/version.h")"
for command in $(nclass help | sed -n 's/^  nclass \([a-z]*\) .*/\1/p'); do
	expect "help $command" 0 nclass help $command
	cp "$work/out" "$work/help"
	expect "$command --help" 0 nclass $command --help
	same "$command --help is help $command" "$work/out" "$work/help"
	expect "$command -h" 0 nclass $command -h
	is "$command --help keeps to 80 columns" \
		"$(grep -cE '^.{81}' "$work/help")" 0
	out_has "$command --help tells the exit statuses" "Exit status: 0"
done

# wrong NAME TEXT ARGS...: status 2, and TEXT is said.
wrong() {
	expect "$1: status 2" 2 nclass "${@:3}"
	err_has "$1" "$2"
	is "$1: nothing on standard output" "$(cat "$work/out")" ""
}
wrong "a misspelt command" "did you mean 'run'?" rnu x
wrong "a misspelt help" "did you mean 'train'?" help tarin
wrong "a misspelt option" "did you mean --offsets?" run --ofsets char x
wrong "a misspelt option with a value" "did you mean --output?" run --ouput=x x
wrong "an option like no other" "no option --zzzzzzz" run --zzzzzzz x
wrong "an unknown letter" "no option -Z" run -Z x
wrong "a misspelt choice" "did you mean pretty?" run --format prety x
wrong "a choice like no other" "auto|pretty|jsonl|text" run --format 7 x
wrong "an option without its value" "--output needs a value" run x --output
wrong "a flag's wrong value" "yes or no" run --quiet=maybe x
wrong "a size" "not a size" run --max-doc-bytes 12Q x
wrong "a size that is too large" "not a size" run --max-doc-bytes 99999999999T x
wrong "a negative number" "a whole number" train --limit -5 topic x
wrong "a share over all" "not a number" run --max-failures 101% x
wrong "a cost of nothing" "above 0" train --cost 0 topic x
wrong "no input" "no input" run
wrong "no data" "give a plugin and the data" train topic
wrong "model without a word" "give info, verify or export" model
wrong "a misspelt word of model" "did you mean 'model verify'?" model verfy x
wrong "model without a file" "give a model file" model info
wrong "a misspelt setting" 'did you mean "words"?' \
	run -p template -s template.wrods=3 "$top/examples/article.txt"
wrong "a setting out of range" "from 1 to 100" \
	run -p template -s template.words=3000 "$top/examples/article.txt"
wrong "a setting of a plugin that is not there" "tmplate" \
	run -p template -s tmplate.words=3 "$top/examples/article.txt"

expect "a misspelt plugin: status 3" 3 nclass run -p templat "$top/examples/article.txt"
err_has "a misspelt plugin" 'did you mean "template"?'
expect "a misspelt plugin of plugins" 3 nclass plugins templat
err_has "a misspelt plugin of plugins is told" 'did you mean "template"?'

expect "-- ends the options" 3 nclass run -p template -- --quiet
err_has "-- ends the options, so a file is meant" "--quiet:"
expect "options behind operands, values by =" 0 \
	nclass run "$top/examples/article.txt" -qp template --format=jsonl --quiet=no
expect "a value right behind its letter" 0 \
	nclass run -ptemplate -ftext "$top/examples/article.txt"
out_has "the last one took hold" "."
