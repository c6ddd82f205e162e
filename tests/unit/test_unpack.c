/* gzip, zstd, xz and bzip2: whole, in pieces, cut, damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <bzlib.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "io/unpack.h"
#include "oom.h"

enum { TEXT = 5000, ROOM = 20000 };

static char text[TEXT];

static size_t pack_gzip(unsigned char *to)
{
	z_stream z = { 0 };
	size_t n;

	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	z.next_in = (unsigned char *)text;
	z.avail_in = TEXT;
	z.next_out = to;
	z.avail_out = ROOM;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	n = z.total_out;
	deflateEnd(&z);
	return n;
}

static size_t pack_zstd(unsigned char *to)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();
	size_t n;

	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	n = ZSTD_compress2(c, to, ROOM, text, TEXT);
	ZSTD_freeCCtx(c);
	return n;
}

static size_t pack_xz(unsigned char *to)
{
	size_t n = 0;

	assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL,
						 (uint8_t *)text, TEXT, to,
						 &n, ROOM),
			 LZMA_OK);
	return n;
}

static size_t pack_bzip2(unsigned char *to)
{
	unsigned n = ROOM;

	assert_int_equal(BZ2_bzBuffToBuffCompress((char *)to, &n, text, TEXT,
						  1, 0, 0),
			 BZ_OK);
	return n;
}

static const struct {
	const char *name;
	enum unpack_kind kind;
	size_t (*pack)(unsigned char *to);
} rows[] = {
	{ "gzip", UNPACK_GZIP, pack_gzip },
	{ "zstd", UNPACK_ZSTD, pack_zstd },
	{ "xz", UNPACK_XZ, pack_xz },
	{ "bzip2", UNPACK_BZIP2, pack_bzip2 },
};

/* Unpack in pieces of `step` to `to`; *len is how much it was. */
static enum ncl_status unpack_all(enum unpack_kind kind,
				  const unsigned char *bytes, size_t n,
				  size_t step, unsigned char *to, size_t *len,
				  struct ncl_error *err)
{
	struct unpack *u = NULL;
	enum ncl_status ret = unpack_new(&u, kind, err);
	size_t at = 0, got = 1, piece;
	int hungry = 0;

	*len = 0;
	while (ret == NCL_OK && (got || hungry)) {
		if (hungry) {
			piece = n - at < step ? n - at : step;
			unpack_feed(u, bytes + at, piece);
			at += piece;
		}
		ret = unpack_read(u, to + *len,
				  step < 3 * TEXT - *len ? step
							 : 3 * TEXT - *len,
				  &got, &hungry, err);
		if (ret == NCL_OK)
			*len += got;
		if (*len == 3 * TEXT)
			break;
	}
	unpack_free(u);
	return ret;
}

static void whole_and_joined(void **state)
{
	static const size_t steps[] = { 1, 7, 1000, ROOM };
	unsigned char packed[2 * ROOM + 4], out[3 * TEXT];
	struct ncl_error err;
	size_t len;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		size_t n = rows[i].pack(packed);

		assert_int_equal(unpack_sniff(packed, n), rows[i].kind);
		memcpy(packed + n, packed, n); /* a second member, */
		memset(packed + 2 * n, 0, 4);  /* and padding */
		for (size_t k = 0; k < 4; k++) {
			if (unpack_all(rows[i].kind, packed, 2 * n + 4,
				       steps[k], out, &len, &err) != NCL_OK)
				fail_msg("%s: %s", rows[i].name, err.text);
			assert_int_equal(len, 2 * TEXT);
			assert_memory_equal(out, text, TEXT);
			assert_memory_equal(out + TEXT, text, TEXT);
		}
	}
	assert_int_equal(unpack_sniff("text", 4), UNPACK_NONE);
	assert_int_equal(unpack_sniff("BZh9 is text", 12), UNPACK_NONE);
}

static void cut_anywhere(void **state)
{
	unsigned char packed[ROOM], out[3 * TEXT];
	struct ncl_error err;
	size_t len;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		size_t n = rows[i].pack(packed);

		for (size_t cut = 1; cut < n; cut++) {
			assert_int_equal(unpack_all(rows[i].kind, packed, cut,
						    100, out, &len, &err),
					 NCL_READ);
			assert_non_null(strstr(err.text, "cut off: byte "));
			assert_true(len <= TEXT);
			assert_memory_equal(out, text, len);
		}
	}
}

static void damaged_anywhere(void **state)
{
	unsigned char packed[ROOM], out[3 * TEXT];
	struct ncl_error err;
	size_t len, bad = 0;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		size_t n = rows[i].pack(packed);

		for (size_t at = 0; at < n; at++) {
			packed[at] ^= 0x41;
			if (unpack_all(rows[i].kind, packed, n, 1000, out,
				       &len, &err) != NCL_OK ||
			    len == 3 * TEXT) /* the sum comes later */
				bad++;
			else if (len != TEXT || memcmp(out, text, TEXT))
				fail_msg("%s: byte %zu of %zu",
					 rows[i].name, at, n);
			packed[at] ^= 0x41;
		}
		packed[n] = 'x';
		assert_int_equal(unpack_all(rows[i].kind, packed, n + 1, 1000,
					    out, &len, &err),
				 NCL_READ);
		assert_non_null(strstr(err.text, "behind its end"));
		assert_int_equal(len, TEXT);
	}
	assert_true(bad > 100);
}

/* Members of 1 MiB of zeros in 1 KiB, without end. */
static void a_bomb_is_told(void **state)
{
	static unsigned char zeros[1 << 20], packed[1 << 14];
	z_stream z = { .next_in = zeros, .avail_in = sizeof(zeros),
		       .next_out = packed, .avail_out = sizeof(packed) };
	struct unpack *u = NULL;
	struct ncl_error err;
	enum ncl_status ret = NCL_OK;
	size_t n, all = 0;
	int hungry = 1;

	(void)state;
	assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(unpack_new(&u, UNPACK_GZIP, &err), NCL_OK);
	while (ret == NCL_OK && all < UINT64_C(300) << 20) {
		if (hungry)
			unpack_feed(u, packed, z.total_out);
		ret = unpack_read(u, zeros, sizeof(zeros), &n, &hungry, &err);
		all += n;
	}
	deflateEnd(&z);
	unpack_free(u);
	assert_int_equal(ret, NCL_READ);
	assert_non_null(strstr(err.text, "looks like a bomb"));
	assert_true(all >= UINT64_C(256) << 20);
}

static int unpack_once(void *arg)
{
	unsigned char *packed = arg, out[3 * TEXT];
	size_t len;

	return (int)unpack_all(UNPACK_GZIP, packed, ROOM / 2, ROOM, out, &len,
			       NULL);
}

static void memory_may_fail(void **state)
{
	unsigned char packed[ROOM] = { 0 };

	(void)state;
	pack_gzip(packed);
	assert_true(oom_each(unpack_once, packed, NCL_NOMEM) > 0);
}

static int make_text(void **state)
{
	uint32_t x = 1;

	(void)state;
	for (size_t i = 0; i < TEXT; i++) {
		x = x * 1664525 + 1013904223;
		text[i] = "etaoin shrdlu\n"[(x >> 24) % 14];
	}
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_and_joined),
		cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(damaged_anywhere),
		cmocka_unit_test(a_bomb_is_told),
		cmocka_unit_test(memory_may_fail),
	};

	return cmocka_run_group_tests(tests, make_text, NULL);
}
