#!/bin/bash
# make install into a folder of our own, a program built against what is there,
# and make uninstall.
. "$(dirname "$0")/../lib.sh"
cd "$top" || exit 1
: "${PREFIX:=/usr/local}"
dest=$work/dest
usr=$dest$PREFIX

expect "make install" 0 make B="$B" DESTDIR="$dest" install
for file in bin/nclass include/nclass/plugin.h include/nclass/nclass.h \
	lib/libnclass.so lib/libnclass.so.0 lib/libnclass.a lib/nclass/{solvers.so,try-load} \
	lib/nclass/plugins/{section,boiler,lang,topic}.so \
	share/nclass/models/{section,boiler,lang,topic}.ncm \
	share/man/man1/nclass{,-run,-model}.1 share/man/man5/nclass-{output,model}.5 \
	share/bash-completion/completions/nclass share/doc/nclass/training.md \
	share/doc/nclass/examples/notices.csv \
	share/fish/vendor_completions.d/nclass.fish \
	share/zsh/site-functions/_nclass; do
	if [ -f "$usr/$file" ]; then ok "installs $file"; else not_ok "installs $file"; fi
done
if [ -f "$usr/lib/nclass/plugins/template.so" ]; then
	not_ok "does not install the template"
fi

plain="env -u NCLASS_PLUGIN_PATH -u NCLASS_MODEL_PATH -u LD_LIBRARY_PATH"
expect "what is installed runs in place" 0 $plain "$usr/bin/nclass" run -o "$work/in-place.jsonl" examples/article.txt
expect "and writes" 0 grep -q '"role":"headline"' "$work/in-place.jsonl"
expect "with its own plugins" 0 $plain "$usr/bin/nclass" plugins section
out_has "of that place" "$usr/lib/nclass/plugins/section.so"
mv "$dest" "$work/moved"
expect "also where it was moved" 0 $plain "$work/moved$PREFIX/bin/nclass" plugins section
out_has "from there" "$work/moved$PREFIX/lib/nclass/plugins/section.so"
mv "$work/moved" "$dest"

export PKG_CONFIG_PATH=$usr/lib/pkgconfig
is "pkg-config: plugindir" "$(pkg-config --variable=plugindir nclass)" \
	"$PREFIX/lib/nclass/plugins"
is "pkg-config: version" "$(pkg-config --modversion nclass)" "$VERSION"
sanitize=${SAN:+-fsanitize=$SAN} coverage=${COV:+--coverage}
# shellcheck disable=SC2046,SC2086 # several words
expect "a program builds against it" 0 "$CC" $sanitize $coverage \
	examples/embed.c -o "$work/embed" \
	$(PKG_CONFIG_SYSROOT_DIR=$dest pkg-config --cflags --libs nclass)
expect "and runs with what is installed" 0 env LD_LIBRARY_PATH="$usr/lib" \
	NCLASS_PLUGIN_PATH="$usr/lib/nclass/plugins" \
	NCLASS_MODEL_PATH="$usr/share/nclass/models" \
	"$work/embed" examples/article.txt
# shellcheck disable=SC2046,SC2086 # several words
expect "a program builds with the static library" 0 "$CC" $sanitize $coverage \
	examples/embed.c -o "$work/static" "$usr/lib/libnclass.a" \
	$(PKG_CONFIG_SYSROOT_DIR=$dest pkg-config --cflags nclass) \
	$(PKG_CONFIG_SYSROOT_DIR=$dest pkg-config --static --libs nclass |
		sed 's/-lnclass //')
expect "and runs alone" 0 env NCLASS_PLUGIN_PATH="$usr/lib/nclass/plugins" \
	NCLASS_MODEL_PATH="$usr/share/nclass/models" \
	"$work/static" examples/article.txt

expect "make uninstall" 0 make B="$B" DESTDIR="$dest" uninstall
is "leaves no file" "$(find "$dest" ! -type d)" ""
