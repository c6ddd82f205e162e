/*
 * Compressed JSON lines with damage: what is whole is read, what is damaged
 * is told. The first byte chooses codec and lines a member; each three that
 * follow change a byte of the packed file, at two of them by the third; not
 * the first bytes of all, which say that it is packed.
 */
#include "inputs.h"

#include <zlib.h>
#include <zstd.h>

enum { LINES = 24, ROOM = 1 << 15 };

static size_t pack_gzip(unsigned char *to, const char *text, size_t len)
{
	z_stream z = { .next_in = (unsigned char *)text,
		       .avail_in = (unsigned)len,
		       .next_out = to,
		       .avail_out = ROOM };

	MUST(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0) == Z_OK);
	MUST(deflate(&z, Z_FINISH) == Z_STREAM_END);
	deflateEnd(&z);
	return z.total_out;
}

static size_t pack_zstd(unsigned char *to, const char *text, size_t len)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	size_t n;

	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	n = ZSTD_compress2(c, to, ROOM, text, len);
	ZSTD_freeCCtx(c);
	MUST(!ZSTD_isError(n));
	return n;
}

/* Members of `step` lines each. */
static size_t pack(unsigned char *to, int zstd, size_t step)
{
	char text[LINES * 80];
	size_t len = 0, n = 0;

	for (size_t i = 1; i <= LINES; i++) {
		len += (size_t)sprintf(text + len, "{\"id\":%zu,\"text\":"
				       "\"line %zu of some %zu words\"}\n", i,
				       i * 7, i * i);
		if (i % step && i < LINES)
			continue;
		n += zstd ? pack_zstd(to + n, text, len)
			  : pack_gzip(to + n, text, len);
		len = 0;
	}
	return n;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static unsigned char packed[ROOM + LINES * 200];
	const struct input_options how = { .format = INPUT_JSONL };
	size_t step = size ? 1 + (*data >> 1) % LINES : 1;
	size_t n = pack(packed, size && *data & 1, step), hits = 0;
	struct fuzz_counts got;
	char path[32];
	int file;

	for (size_t i = 1; i + 3 <= size; i += 3) {
		size_t at = (size_t)data[i] << 8 | data[i + 1];

		packed[4 + at % (n - 4)] ^= data[i + 2];
		hits += data[i + 2] != 0;
	}
	file = fuzz_file(packed, n, path);
	got = fuzz_read(path, &how);
	close(file);
	/* what looks cut off has no sum that tells what is wrong in it */
	MUST(got.good <= LINES || got.cut);
	if (hits == 0)
		MUST(got.good == LINES && got.bad == 0);
	/* a hit costs at most the member it is in, and the one whose
	 * beginning it hides */
	if (hits == 1 && got.bad)
		MUST(got.good + 2 * step >= LINES);
	return 0;
}
