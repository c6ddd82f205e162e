#!/bin/bash
# The Python package, by Debian's python3: its tests, its types.
. "$(dirname "$0")/lib.sh"
[ -f "$build/libnclass.so" ] || exit 0
[ -z "$SAN$COV" ] || { skip "python: this is an instrumented build"; exit 0; }
python=/usr/bin/python3
$python -c 'import cffi' 2>/dev/null || { skip "python3-cffi is not installed"; exit 0; }
export PYTHONDONTWRITEBYTECODE=1 NCLASS_LIBRARY=$build/libnclass.so
export NCLASS_PLUGIN_PATH=$build/plugins
cd "$top/python" || exit 1

# Lines of unittest: `test_x (module.Class.test_x) ... ok`.
timeout 1200 $python -m unittest -v tests.test_nclass >"$work/out" 2>&1
while read -r name _ _ result; do
	case $result in
	ok) ok "python: $name" ;;
	skipped*) skip "python: $name $result" ;;
	*) not_ok "python: $name" ;;
	esac
done < <(grep -E '^test_\w+ \(.*\) \.\.\. ' "$work/out")
if ! tail -n 1 "$work/out" | grep -q '^OK'; then
	sed -n '/^=====/,$p' "$work/out" >"$work/why"
	not_ok "python: all of them end well" "$work/why"
fi

# As a user would install it, without a network.
cp -r "$top/python" "$work/source"
expect "python: pip installs it" 0 $python -m pip install -q --no-index \
	--no-build-isolation --no-deps --target "$work/site" "$work/source"
expect "python: and it runs from there" 0 env PYTHONPATH="$work/site" \
	sh -c "cd / && $python -c 'import nclass; nclass.Pipeline(\"section\")(\"A line.\").blocks[0]'"
if [ -f "$work/site/nclass/py.typed" ]; then ok "python: typed there"; else not_ok "python: typed there"; fi

if command -v mypy >/dev/null; then
	expect "python: types" 0 mypy --cache-dir "$work/mypy" \
		--python-executable $python nclass
else
	skip "mypy is not installed"
fi
