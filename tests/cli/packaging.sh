#!/bin/bash
# The Debian packaging is in step with the tree: version, what is needed to
# build, and what `make install` installs.
. "$(dirname "$0")/../lib.sh"
cd "$top" || exit 1
debian=packaging/debian
: "${PREFIX:=/usr/local}"

is "its version" "$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' $debian/changelog)" "$VERSION"

# build-essential has the compiler, make and the C library
for package in $(sed -n 's/^build | *\([^ ]*\).*/\1/p' scripts/install-packages.sh); do
	case $package in gcc | make | libc6-dev) continue ;; esac
	grep -q "^ $package,\?$" $debian/control || echo "$package"
done >"$work/why"
if [ -s "$work/why" ]; then
	not_ok "Build-Depends lacks" "$work/why"
else
	ok "Build-Depends has what make needs"
fi

# Each installed file is in one package, and no line of a package is empty.
make B="$B" DESTDIR="$work/dest" install >/dev/null 2>&1
(cd "$work/dest$PREFIX" && find . ! -type d) |
	sed -e 's|^\.|usr|' -e 's|^usr/lib/|usr/lib/ARCH/|' \
		-e 's|^usr/lib/ARCH/python[.0-9]*|usr/lib/python3|' >"$work/files"
for list in $debian/*.install; do
	while read -r pattern _; do
		regex=${pattern//./\\.}
		regex=${regex//\*/[^/]*}
		grep -E "^$regex(/|\$)" "$work/files" >"$work/found" ||
			echo "$list: $pattern: nothing is installed there"
		cat "$work/found" >>"$work/taken"
	done <$list
done >"$work/why"
sort "$work/taken" | uniq -d | sed 's/$/: in two packages/' >>"$work/why"
sort -u "$work/taken" | comm -13 - <(sort "$work/files") |
	sed 's/$/: in no package/' >>"$work/why"
if [ -s "$work/why" ]; then
	not_ok "files and packages" "$work/why"
else
	ok "each installed file is in a package: $(wc -l <"$work/files")"
fi
