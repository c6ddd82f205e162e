#!/bin/bash
# nclass new: a folder for each kind builds, passes its test and runs at once,
# against the tree and against what make install puts somewhere.
. "$(dirname "$0")/../lib.sh"
cd "$work" || exit 1
unset MAKEFLAGS
export CC
[ -z "$SAN$COV" ] || export CFLAGS="-g ${SAN:+-fsanitize=$SAN} ${COV:+--coverage}"

for kind in blocks document spans trainable; do
	expect "new --kind $kind" 0 nclass new --kind $kind my-$kind
	for file in my-$kind.c Makefile README.md test.sh .gitignore tests; do
		[ -e "my-$kind/$file" ] || not_ok "$kind has $file"
	done
	expect "$kind builds without a warning" 0 make -C my-$kind
	is "$kind: nothing to be warned of" "$(cat "$work/err")" ""
	expect "$kind passes its checks" 0 make -C my-$kind check
	out_has "its tests" "tests: all is as expected"
	expect "$kind runs" 0 make -C my-$kind run
	out_has "under its layer's name" "\"example.my-$kind/1\":{"
	is "$kind keeps nothing of the template" \
		"$(grep -rniE 'template|@[A-Z]+@' my-$kind --include='*' -I | head -n 3)" ""
done
expect "what is tested can fail" 0 sed -i s/thanks/thinks/ my-trainable/tests/thanks.expect
expect "and is told" 2 make -C my-trainable check
err_has "with what was looked for" 'tests/thanks.txt: no such text: "labels":[{"label":"thinks"'
expect "make help" 0 make -C my-trainable help
out_has "lists training" "make train"
expect "make install" 0 env XDG_DATA_HOME="$work/home" make -C my-trainable install
expect "it is found by its name" 0 env XDG_DATA_HOME="$work/home" "$build/nclass" run \
	-p my-trainable my-trainable/tests/thanks.txt
out_has "with its model" '"label":"thanks"'
expect "make clean" 0 make -C my-trainable clean
is "leaves what was there" "$(ls my-trainable | xargs)" \
	"Makefile README.md data.jsonl my-trainable.c test.sh tests"

mkdir other
expect "a publisher, and another folder" 0 nclass new --publisher acme -o other/place mine
out_has "the next steps" "cd other/place"
file_has other/place/mine.c "its layer" '"acme.mine/1"'

# nothing is written over, and nothing is left half made
mkdir empty && ln -s nowhere link
for there in empty link other/place/mine.c; do
	expect "a folder that is there: $there" 3 nclass new -o $there mine
	err_has "is told" "$there is there already, and nothing is written over"
done
is "an empty folder stays empty" "$(ls -A empty)" ""
expect "no such place" 3 nclass new -o none/where mine
err_has "is told by name" "none/where: No such file or directory"
if [ "$(id -u)" != 0 ] || mount -t tmpfs -o size=8k,nr_inodes=5 none empty 2>/dev/null; then
	[ "$(id -u)" = 0 ] || chmod 555 empty
	expect "no room" 3 nclass new -o empty/mine mine
	is "leaves nothing behind" "$(ls -A empty)" ""
	umount empty 2>/dev/null || chmod 755 empty
fi

while IFS='|' read -r name why; do
	expect "a bad name: $name" 2 nclass new -- "$name"
	err_has "what would be right" "$why"
done <<'EOF'
Foo_Bar|'Foo_Bar' cannot be the name of a plugin: at most 64 lower-case letters, digits and single hyphens, a letter first; 'foo-bar' would do
9lives|'lives' would do
a--b|'a-b' would do
../up|'up' would do
größe|'gr-e' would do
x-|'x' would do
-|a letter first
EOF
expect "an empty name" 2 nclass new ""
expect "a bad publisher" 2 nclass new --publisher "Acme Inc" mine
err_has "what would be right" "'acme-inc' would do"
expect "a name that is taken" 3 nclass new topic
err_has "by what" "there is a plugin 'topic' already"
expect "no name" 2 nclass new
expect "a kind that is none" 2 nclass new --kind block mine
err_has "the nearest" "blocks"
is "none of these has left anything" "$(ls -A | grep -E '^(mine|foo|lives|topic)' | xargs)" ""

# against what is installed, with the installed command
cd "$top" || exit 1
: "${PREFIX:=/usr/local}"
expect "make install" 0 make B="$B" DESTDIR="$work/dest" install
cd "$work" || exit 1
export PATH=$work/dest$PREFIX/bin:$PATH PKG_CONFIG_SYSROOT_DIR=$work/dest
# it is staged, not where it was built for: the command finds its parts beside it
ln -s ../lib/nclass/plugins ../lib/nclass/{solvers.so,try-load} "$work/dest$PREFIX/bin"
mkdir installed && cd installed || exit 1
for kind in blocks document spans trainable; do
	expect "installed: new --kind $kind" 0 "$work/dest$PREFIX/bin/nclass" new --kind $kind my-$kind
	file_has my-$kind/Makefile "calls what is on the path" "NCLASS ?= nclass"
	expect "installed: $kind builds and passes" 0 make -C my-$kind check
	is "with no warning" "$(grep -i warning "$work/err" | head -n 3)" ""
	grep -oE -e "-I[^ ]*" "$work/out" | grep -qF "$work/dest" ||
		not_ok "with the installed header" "$work/out"
done
