#!/bin/bash
# Runs the groups of tests (all, or those named), prints a line for each and, at
# the very end, the sum: `N passed, N failed`. `make check` builds and calls it.
cd "$(dirname "$0")/.." || exit 1
export B=${B:-build} CC=${CC:-gcc} SAN=${SAN-} COV=${COV-}
# beside these: later, which builds nclass a second time (for .ci/run)
all='abi unit fuzz html golden bad cli examples docs python valgrind'
logs=$B/tests/log
mkdir -p "$logs"
passed=0 failed=0

# group NAME: prints the commands of a group, one a line.
group() {
	case $1 in
	abi) printf '%s\n' tests/abi/*.sh ;;
	unit) printf '%s\n' tests/unit/test_*.c | sed "s|^|$B/|; s|\.c$||" ;;
	fuzz) echo tests/fuzz.sh ;;
	html) echo tests/html.sh ;;
	golden) echo tests/golden.sh ;;
	bad) echo tests/bad.sh ;;
	cli) printf '%s\n' tests/cli/*.sh ;;
	examples) echo tests/examples.sh ;;
	docs) printf '%s\n' tests/docs.sh tests/embedding.sh ;;
	python) echo tests/python.sh ;;
	threads) echo "$B/tests/unit/test_threads" ;; # for SAN=thread
	valgrind) echo tests/valgrind.sh ;;
	later) echo tests/later.sh ;;
	*)
		echo "tests/run.sh: no group '$1'; the groups are: $all" >&2
		exit 2
		;;
	esac
}

# once COMMAND: its lines, in $out. A test that ends badly without having said so
# counts as one that failed.
once() {
	local rc=0 shell=
	case $1 in *.sh) shell=bash ;; esac
	# shellcheck disable=SC2086 # no word where there is no shell
	out=$(CMOCKA_MESSAGE_OUTPUT=TAP timeout 900 $shell "$1" 2>&1 </dev/null) || rc=$?
	# cmocka says "not ok" of what is skipped
	out=$(sed -E 's/^not ok [0-9]+ # SKIP /# skipped: /' <<<"$out")
	[ $rc = 0 ] || grep -q '^not ok' <<<"$out" ||
		out="not ok $1 ended with status $rc
$(grep -v '^ok ' <<<"$out" | head -n 40 | sed 's/^/#   /')"
}

# run COMMAND: once, or with AGAIN=1 a second time where it failed; what passes
# then depends on chance or load, which is told: it is to be mended.
run() {
	local out first
	case $1 in *'*'*) return ;; esac
	once "$1"
	if [ -n "${AGAIN-}" ] && grep -q '^not ok' <<<"$out"; then
		first=$(sed -n '/^not ok/,/^ok /{/^ok /d; s/^/#   /; p}' <<<"$out" | head -n 40)
		once "$1"
		printf '# again: %s\n%s\n' "$1" "$first"
	fi
	[ -z "$out" ] || printf '%s\n' "$out"
}

for name in ${*:-$all}; do
	commands=$(group "$name") || exit 2
	log=$logs/$name.log start=$SECONDS
	for command in $commands; do
		echo "# == $command"
		run "$command"
	done >"$log"
	good=$(grep -c '^ok ' "$log") bad=$(grep -c '^not ok' "$log")
	passed=$((passed + good)) failed=$((failed + bad))
	printf '%-9s %4d passed, %d failed' "$name" "$good" "$bad"
	[ "$((good + bad))" != 0 ] || printf ' (nothing here yet)'
	[ "$((SECONDS - start))" -lt 5 ] || printf ' (%d s)' $((SECONDS - start))
	echo
	sed -n 's/^# skipped: /    skipped: /p' "$log"
	sed -n '/^# again: /,/^[^#]/{s/^# again: /    failed, and was run again: /p; s/^#   /    /p}' "$log"
	[ "$bad" = 0 ] && continue
	# what failed, and the lines that say more
	awk '/^# ==/ { head = $0 } /^ok / { show = 0 }
	     /^not ok/ { if (head) print "  " head; head = ""; show = 1 }
	     show && !/^# ==/ { print "    " $0 }' "$log" | head -n 80
	echo "    all of it: $log"
done
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
