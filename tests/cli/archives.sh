#!/bin/bash
# Web archives: WARC and WET, whole, packed and damaged.
. "$(dirname "$0")/../lib.sh"
run() { nclass run --plugins template --format jsonl --with-text "$@"; }

# made FOLDER: a.warc of all that a record may be, packed and damaged forms.
made() {
	python3 - "$1" <<'END_PY'
import gzip, lzma, sys, zlib
folder = sys.argv[1] + "/"

def record(name, content, kind="response", type="application/http; msgtype=response", version="1.0", more=""):
    return (f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:x:{name}>\r\n"
            f"WARC-Target-URI: http://a.example/{name}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n"
            f"Content-Type: {type}\r\n{more}Content-Length: {len(content)}\r\n\r\n").encode() + content + b"\r\n\r\n"

def answer(body, type="text/html; charset=utf-8", more="", status="200 OK"):
    return f"HTTP/1.1 {status}\r\nContent-Type: {type}\r\n{more}\r\n".encode() + body

def chunked(b, n=9):
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(b[i:i + n]), b[i:i + n]) for i in range(0, len(b), n)) + b"0\r\n\r\n"

page = "<html><head><title>t</title></head><body><p>Привет, мир.</p></body></html>"
utf8 = page.encode()
bare = zlib.compressobj(9, zlib.DEFLATED, -15)
bare = bare.compress(utf8) + bare.flush()
GZ, CH = "Content-Encoding: gzip\r\n", "Transfer-Encoding: chunked\r\n"
records = [
    record("info", b"software: x\r\n", "warcinfo", "application/warc-fields"),
    record("asked", b"GET / HTTP/1.0\r\n\r\n", "request", "application/http; msgtype=request"),
    record("plain", answer(utf8)),
    record("cp1251", answer(page.encode("cp1251"), "text/html; charset=windows-1251")),
    record("chunks", answer(chunked(utf8), more=CH)),
    record("gzip", answer(gzip.compress(utf8), more=GZ)),
    record("both", answer(chunked(gzip.compress(utf8)), more=GZ + CH), version="1.1"),
    record("zlib", answer(zlib.compress(utf8), more="Content-Encoding: deflate\r\n")),
    record("bare", answer(bare, more="Content-Encoding: deflate\r\n")),
    record("undone", answer(utf8, more=GZ + CH)),
    record("image", answer(b"\x89PNG", "image/png")),
    record("gone", answer(utf8, status="404 Not Found")),
    record("file", utf8, "resource", "text/html"),
    record("wet", "Привет, мир.".encode(), "conversion", "text/plain"),
    record("latin", answer("Привет, мир.".encode("koi8-r"), "text/plain; charset=koi8-r")),
    record("short", answer(gzip.compress(utf8 + b"." * 999)[:-4], more=GZ), more="WARC-Truncated: length\r\n"),
]
def write(name, data):
    open(folder + name, "wb").write(data)
write("a.warc", b"".join(records))
write("each.warc.gz", b"".join(map(gzip.compress, records)))
write("one.warc.gz", gzip.compress(b"".join(records)))
write("each.warc.xz", b"".join(map(lzma.compress, records)))
write("noname", b"".join(records))

packed = [bytearray(gzip.compress(r)) for r in records]
packed[3][60] ^= 0x55      # in the middle of a member
packed[5][-6] ^= 1         # its sum
packed[7][0] ^= 1          # its magic
write("members.warc.gz", b"".join(packed))
write("end.warc.gz", b"".join(map(gzip.compress, records))[:-9])

torn = list(records)
torn[4] = torn[4].replace(b"Content-Length: ", b"Content-Length: 9", 1)
torn[6] = torn[6].replace(b"WARC/1.1", b"WORC/1.1")
torn[8] = torn[8].replace(b"WARC-Type", b"WARC-Tyqe")
torn[12] = torn[12].replace(b"Content-Length: ", b"Content-Length: -", 1)
torn[13] = torn[13].replace(b"Content-Length: ", b"Content-Length: 1", 1)
write("torn.warc", b"".join(torn)[:-60])

bomb = gzip.compress(b"<p>" + b"0" * 3000000)
write("bomb.warc", record("bomb", answer(bomb, more=GZ)) + records[2])
write("other.warc", record("z", answer(b"?", more="Content-Encoding: compress\r\n")) + records[2])
END_PY
}

# ids FILE: of those that are ok; a failed one is !
ids() {
	python3 -c '
import json, sys
for line in open(sys.argv[1], encoding="utf-8"):
    d = json.loads(line)
    print(d["id"].removeprefix("urn:x:") if d["status"] == "ok" else "!", end=" ")' "$1"
}

made "$work"
all="plain cp1251 chunks gzip both zlib bare undone file wet latin short "
expect "a WARC file" 0 run "$work/a.warc"
is "has its pages and texts" "$(ids "$work/out")" "$all"
is "all with the same text" "$(grep -c '"text":"Привет, мир\.' "$work/out")" 12
out_has "with URL and date" '"url":"http://a.example/cp1251","date":"2024-05-06T07:08:09Z","status":"ok","charset":"windows-1251"'
err_has "what has no page is counted" "1 with neither HTML nor text, 1 whose server said no"
is "offsets find the records" "$(python3 -c '
import json, sys
raw = open(sys.argv[1], "rb").read()
for line in open(sys.argv[2], encoding="utf-8"):
    d = json.loads(line)
    head = raw[d["source_offset"]:].split(b"\r\n\r\n")[0].decode()
    assert head.startswith("WARC/1.") and d["id"] in head, d["id"]
print("yes")' "$work/a.warc" "$work/out")" yes
sed 's|,"source":"[^"]*"||' "$work/out" >"$work/plain"
for form in each.warc.gz one.warc.gz each.warc.xz noname; do
	expect "$form" 0 run "$work/$form"
	sed 's|,"source":"[^"]*"||' "$work/out" >"$work/packed"
	same "gives the same" "$work/packed" "$work/plain"
done
if command -v zstd >/dev/null; then
	split -b 700 "$work/a.warc" "$work/part." && zstd -q --rm "$work"/part.*
	cat "$work"/part.*.zst >"$work/frames.warc.zst"
	expect "frames of zstd" 0 run "$work/frames.warc.zst"
	sed 's|,"source":"[^"]*"||' "$work/out" >"$work/packed"
	same "give the same" "$work/packed" "$work/plain"
fi
run - <"$work/each.warc.gz" 2>/dev/null | sed 's|,"source":"[^"]*"||' >"$work/packed"
same "on standard input too" "$work/packed" "$work/plain"

expect "damaged members: status 1" 1 run "$work/members.warc.gz"
is "cost themselves" "$(ids "$work/out")" "plain ! chunks ! both ! bare undone file wet latin short "
err_has "where" "members.warc.gz: byte "
err_has "and why" "of the gzip data: incorrect data check"
run - <"$work/members.warc.gz" >"$work/out" 2>/dev/null
is "from a pipe too" "$(ids "$work/out")" "plain ! chunks ! both ! bare undone file wet latin short "
expect "one that is cut off" 3 run "$work/end.warc.gz"
is "costs the last" "$(ids "$work/out")" "${all% short *} ! "
expect "damaged records: status 1" 1 run "$work/torn.warc"
is "cost themselves" "$(ids "$work/out")" "plain cp1251 ! gzip ! zlib ! undone ! ! latin ! "
for text in "no WARC record begins here" "cut off, or its length is wrong" "no WARC-Type" "no number of bytes: -"; do
	err_has "told: $text" "$text"
done
expect "a page that unpacks to more than allowed" 1 run --max-doc-bytes 1M "$work/bomb.warc"
is "costs itself" "$(ids "$work/out")" "! plain "
err_has "says so" "unpacks to more than the 1048576 bytes allowed (--max-doc-bytes)"
expect "a packing not known" 1 run "$work/other.warc"
err_has "is named" "packed with compress"
expect "a record over --max-doc-bytes" 1 run --max-doc-bytes 120 "$work/a.warc"
err_has "is told" "larger than the 120 bytes allowed"
