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
	lib/libnclass.so lib/libnclass.so.0 lib/nclass/solvers.so \
	lib/nclass/plugins/{section,boiler,lang,topic}.so \
	share/nclass/models/{section,boiler,lang,topic}.ncm; do
	if [ -f "$usr/$file" ]; then ok "installs $file"; else not_ok "installs $file"; fi
done
if [ -f "$usr/lib/nclass/plugins/template.so" ]; then
	not_ok "does not install the template"
fi

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

expect "make uninstall" 0 make B="$B" DESTDIR="$dest" uninstall
is "leaves no file" "$(find "$dest" ! -type d)" ""
