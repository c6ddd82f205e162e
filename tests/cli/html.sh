#!/bin/bash
# Pages: the marked page, and places in the bytes of any charset.
. "$(dirname "$0")/../lib.sh"
run() { nclass run --plugins template "$@"; }

page='<html><head><meta charset="utf-8"><title>t</title></head><body><h1>Überschrift</h1><p>Erster Absatz &amp; <b>mehr</b>.</p></body></html>'
echo "$page" >"$work/page.html"
expect "--format html" 0 run --format html "$work/page.html"
out_has "has the page's markup" '<h1>'
out_has "and the blocks marked" 'class="nclass'
is "its text is that of the page" \
	"$(sed 's/<style[^>]*>.*<\/style>//; s/<[^>]*>//g' "$work/out" | grep -o 'Erster Absatz &amp; mehr\.')" \
	'Erster Absatz &amp; mehr.'
expect "from text, into a file" 0 run --format html -o "$work/out.html" "$top/examples/article.txt"
is "makes a page" "$(head -c 15 "$work/out.html" | tr 'A-Z' 'a-z')" '<!doctype html>'
is "puts nothing on standard output" "$(wc -c <"$work/out")" 0
expect "which is read again" 0 run --format jsonl "$work/out.html"
# what marks the page is text of it too: all of the article's stands there
run --format text "$work/out.html" >"$work/again"
is "with all of its text" "$(run --format text "$top/examples/article.txt" | grep -vxFf "$work/again" | wc -l)" 0

# places CHARSET PYTHON-CODEC TEXT...: each block's src, decoded, is its text.
places() {
	python3 - "$work/$1.html" "$2" "${@:3}" <<'END_PY'
import sys
path, codec, *texts = sys.argv[1:]
page = "<html><head><title>" + texts[0] + "</title></head><body>\r\n"
page += "".join(f"<p class='x'>  {t} </p>\n" for t in texts) + "</body></html>"
open(path, "wb").write(page.encode(codec))
END_PY
	expect "a page in $1" 0 run --format jsonl --with-text "$work/$1.html"
	is "its blocks stand where src says" "$(python3 - "$work/$1.html" "$2" "$work/out" <<'END_PY'
import html, json, re, sys
raw, codec = open(sys.argv[1], "rb").read(), sys.argv[2]
codec = {"utf-16": "utf-16-le"}.get(codec, codec)
d = json.loads(open(sys.argv[3], encoding="utf-8").readline())
text = d["text"].encode()
for b in d["blocks"]:
    want = text[b["begin"]:b["end"]].decode()
    begin, end = b.get("src", [b["begin"], b["end"]])
    got = html.unescape(re.sub(r"<[^>]*>", "", raw[begin:end].decode(codec)))
    print(got if got == want else f"[{got} is not {want}]", end="|")
END_PY
)" "$(printf '%s|' "${@:3}" | sed 's/<[^>]*>//g; s/&amp;/\&/g')"
}
places windows-1251 cp1251 'Первый абзац статьи, не самый длинный.' 'Второй &amp; <b>жирный</b> абзац стоит за ним.'
places shift_jis shift_jis '最初の段落です。表示と能力を見る。' 'ソース &amp; <i>二番目</i>の段落。'
places utf-16 utf-16 'Первый абзац 漢字 😀.' 'Второй &amp; <b>абзац</b>.'
places euc-kr euc-kr '첫번째 문단입니다.' '두번째 &amp; <b>문단</b>입니다.'
places iso-2022-jp iso-2022-jp '最初の段落です。' '二番目の段落です。'
