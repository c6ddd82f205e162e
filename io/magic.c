#include "io/magic.h"

#include <string.h>

#define ASK_UNPACK "unpack it first"

/* A row for each sign: bytes at an offset. The first that fits counts. */
struct sign {
	size_t offset, len;
	const char *bytes;
	struct magic magic;
};

#define SIGN(offset, bytes, ...) \
	{ offset, sizeof(bytes) - 1, bytes, { __VA_ARGS__ } }

static const struct sign signs[] = {
	SIGN(0, "%PDF-", MAGIC_BINARY, "looks like a PDF file",
	     "take its text out first (pdftotext FILE - | nclass run -)"),
	SIGN(0, "\x1f\x8b\x08", MAGIC_COMPRESSED, "is compressed (gzip)",
	     "use zcat FILE | nclass run -"),
	SIGN(0, "\x28\xb5\x2f\xfd", MAGIC_COMPRESSED, "is compressed (zstd)",
	     "use zstdcat FILE | nclass run -"),
	SIGN(0, "\xfd" "7zXZ", MAGIC_COMPRESSED, "is compressed (xz)",
	     "use xzcat FILE | nclass run -"),
	SIGN(4, "1AY&SY", MAGIC_COMPRESSED, "is compressed (bzip2)",
	     "use bzcat FILE | nclass run -"),
	SIGN(0, "\x04\x22\x4d\x18", MAGIC_COMPRESSED, "is compressed (lz4)",
	     "use lz4cat FILE | nclass run -"),
	SIGN(30, "mimetypeapplication/vnd.oasis", MAGIC_BINARY,
	     "looks like an OpenDocument file",
	     "save it as plain text first"),
	SIGN(30, "mimetypeapplication/epub", MAGIC_BINARY,
	     "looks like an EPUB book", "save it as plain text first"),
	SIGN(30, "[Content_Types].xml", MAGIC_BINARY,
	     "looks like a Word, Excel or PowerPoint file",
	     "save it as plain text first"),
	SIGN(0, "PK\x03\x04", MAGIC_BINARY, "looks like a ZIP archive",
	     ASK_UNPACK),
	SIGN(0, "PK\x05\x06", MAGIC_BINARY, "looks like a ZIP archive",
	     ASK_UNPACK),
	SIGN(0, "7z\xbc\xaf\x27\x1c", MAGIC_BINARY,
	     "looks like a 7-Zip archive", ASK_UNPACK),
	SIGN(0, "Rar!\x1a\x07", MAGIC_BINARY, "looks like a RAR archive",
	     ASK_UNPACK),
	SIGN(257, "ustar", MAGIC_BINARY, "looks like a tar archive",
	     ASK_UNPACK),
	SIGN(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", MAGIC_BINARY,
	     "looks like an old Word, Excel or PowerPoint file",
	     "save it as plain text first"),
	SIGN(0, "{\\rtf", MAGIC_BINARY, "looks like an RTF file",
	     "save it as plain text first"),
	SIGN(0, "\x89PNG\r\n\x1a\n", MAGIC_BINARY,
	     "looks like a PNG image", NULL),
	SIGN(0, "\xff\xd8\xff", MAGIC_BINARY, "looks like a JPEG image", NULL),
	SIGN(0, "GIF87a", MAGIC_BINARY, "looks like a GIF image", NULL),
	SIGN(0, "GIF89a", MAGIC_BINARY, "looks like a GIF image", NULL),
	SIGN(8, "WEBPVP8", MAGIC_BINARY, "looks like a WebP image", NULL),
	SIGN(8, "WAVEfmt ", MAGIC_BINARY, "looks like a sound", NULL),
	SIGN(0, "ID3\x03", MAGIC_BINARY, "looks like a sound (MP3)", NULL),
	SIGN(0, "OggS\0", MAGIC_BINARY, "looks like a sound (Ogg)", NULL),
	SIGN(4, "ftypisom", MAGIC_BINARY, "looks like a video (MP4)", NULL),
	SIGN(0, "\x1a\x45\xdf\xa3", MAGIC_BINARY, "looks like a video", NULL),
	SIGN(0, "\177ELF", MAGIC_BINARY, "looks like a program (ELF)", NULL),
	SIGN(0, "!<arch>\n", MAGIC_BINARY,
	     "looks like a library of objects", NULL),
	SIGN(0, "\xca\xfe\xba\xbe\0", MAGIC_BINARY,
	     "looks like a Java class", NULL),
	SIGN(0, "SQLite format 3\0", MAGIC_BINARY,
	     "looks like an SQLite database", "write its text out first"),
	SIGN(0, "PAR1", MAGIC_BINARY, "looks like a Parquet file",
	     "write it out as JSON lines first"),
	SIGN(0, "ARROW1\0", MAGIC_BINARY, "looks like an Arrow file",
	     "write it out as JSON lines first"),
	SIGN(0, "WARC/1.", MAGIC_WARC, "is a WARC file", NULL),
	SIGN(0, "WARC/0.", MAGIC_WARC, "is a WARC file", NULL),
};

const struct magic *magic_find(const void *bytes, size_t len)
{
	const char *s = bytes;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		const struct sign *sign = &signs[i];

		if (len >= sign->offset + sign->len &&
		    !memcmp(s + sign->offset, sign->bytes, sign->len))
			return &sign->magic;
	}
	return NULL;
}

/* Not among them: backspace (old manuals) to carriage return, and escape
 * (terminal colours, ISO-2022). */
static int is_control(unsigned char c)
{
	return c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1b;
}

size_t magic_controls(const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	size_t nuls = 0, others = 0;

	if (len > MAGIC_BYTES)
		len = MAGIC_BYTES;
	for (size_t i = 0; i < len; i++) {
		nuls += s[i] == 0;
		others += s[i] != 0 && is_control(s[i]);
	}
	if ((others > 1 && others * 50 > len) ||
	    (nuls > 1 && nuls * 10 > len))
		return nuls + others;
	return 0;
}
