#include "io/unpack.h"

#include <bzlib.h>
#include <lzma.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define FREE_BYTES (UINT64_C(256) << 20) /* no bomb up to here */

enum run { RUN_ON, RUN_END, RUN_BAD, RUN_NOMEM };

struct codec {
	const char *name;
	int (*open)(struct unpack *u);
	/* Begin a member; 0 when memory is short. */
	int (*begin)(struct unpack *u);
	/* Unpack from u->in to u->out, and say in u->why what is bad. */
	enum run (*run)(struct unpack *u);
	void (*close)(struct unpack *u);
};

struct unpack {
	const struct codec *codec;
	enum unpack_kind kind;
	const unsigned char *in;
	unsigned char *out;
	size_t in_len, out_len;
	uint64_t eaten, made;
	int fed_all, in_member, members;
	const char *why;
	struct ncl_error failure; /* told when what came before is read */
	z_stream gzip;
	ZSTD_DCtx *zstd;
	lzma_stream xz;
	bz_stream bzip2;
};

static void eat(struct unpack *u, size_t in_left, size_t out_left)
{
	u->eaten += u->in_len - in_left;
	u->in += u->in_len - in_left;
	u->in_len = in_left;
	u->made += u->out_len - out_left;
	u->out += u->out_len - out_left;
	u->out_len = out_left;
}

/* zlib and bzip2 count in 32 bits. */
static unsigned most(size_t n)
{
	return n < (1u << 30) ? (unsigned)n : 1u << 30;
}

/* ------------------------------------------------------------------- gzip */

static int gzip_open(struct unpack *u)
{
	return inflateInit2(&u->gzip, 15 + 16) == Z_OK;
}

static int gzip_begin(struct unpack *u)
{
	return inflateReset(&u->gzip) == Z_OK;
}

static enum run gzip_run(struct unpack *u)
{
	unsigned in = most(u->in_len), out = most(u->out_len);
	int got;

	u->gzip.next_in = (unsigned char *)u->in;
	u->gzip.avail_in = in;
	u->gzip.next_out = u->out;
	u->gzip.avail_out = out;
	got = inflate(&u->gzip, Z_NO_FLUSH);
	eat(u, u->in_len - in + u->gzip.avail_in,
	    u->out_len - out + u->gzip.avail_out);
	if (got == Z_STREAM_END)
		return RUN_END;
	if (got == Z_OK || got == Z_BUF_ERROR)
		return RUN_ON;
	u->why = u->gzip.msg ? u->gzip.msg : "no gzip";
	return got == Z_MEM_ERROR ? RUN_NOMEM : RUN_BAD;
}

static void gzip_close(struct unpack *u)
{
	inflateEnd(&u->gzip);
}

/* ------------------------------------------------------------------- zstd */

static int zstd_open(struct unpack *u)
{
	u->zstd = ZSTD_createDCtx();
	if (u->zstd)
		ZSTD_DCtx_setParameter(u->zstd, ZSTD_d_windowLogMax, 28);
	return u->zstd != NULL;
}

static int zstd_begin(struct unpack *u)
{
	ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only);
	return 1;
}

static enum run zstd_run(struct unpack *u)
{
	ZSTD_inBuffer in = { u->in, u->in_len, 0 };
	ZSTD_outBuffer out = { u->out, u->out_len, 0 };
	size_t got = ZSTD_decompressStream(u->zstd, &out, &in);

	eat(u, in.size - in.pos, out.size - out.pos);
	if (!ZSTD_isError(got))
		return got == 0 ? RUN_END : RUN_ON;
	u->why = ZSTD_getErrorName(got);
	return ZSTD_getErrorCode(got) == ZSTD_error_memory_allocation
		       ? RUN_NOMEM
		       : RUN_BAD;
}

static void zstd_close(struct unpack *u)
{
	ZSTD_freeDCtx(u->zstd);
}

/* --------------------------------------------------------------------- xz */

static int xz_begin(struct unpack *u)
{
	return lzma_stream_decoder(&u->xz, UNPACK_MEMORY, 0) == LZMA_OK;
}

static enum run xz_run(struct unpack *u)
{
	lzma_ret got;

	u->xz.next_in = u->in;
	u->xz.avail_in = u->in_len;
	u->xz.next_out = u->out;
	u->xz.avail_out = u->out_len;
	got = lzma_code(&u->xz, LZMA_RUN);
	eat(u, u->xz.avail_in, u->xz.avail_out);
	if (got == LZMA_STREAM_END)
		return RUN_END;
	if (got == LZMA_OK || got == LZMA_BUF_ERROR)
		return RUN_ON;
	u->why = got == LZMA_MEMLIMIT_ERROR ? "it needs over 256 MiB of memory"
		 : got == LZMA_FORMAT_ERROR ? "no xz"
		 : got == LZMA_OPTIONS_ERROR ? "made by a newer xz"
					     : "corrupt";
	return got == LZMA_MEM_ERROR ? RUN_NOMEM : RUN_BAD;
}

static void xz_close(struct unpack *u)
{
	lzma_end(&u->xz);
}

/* ------------------------------------------------------------------ bzip2 */

static int bzip2_begin(struct unpack *u)
{
	if (u->members)
		BZ2_bzDecompressEnd(&u->bzip2);
	u->bzip2 = (bz_stream){ 0 };
	return BZ2_bzDecompressInit(&u->bzip2, 0, 0) == BZ_OK;
}

static enum run bzip2_run(struct unpack *u)
{
	unsigned in = most(u->in_len), out = most(u->out_len);
	int got;

	u->bzip2.next_in = (char *)u->in;
	u->bzip2.avail_in = in;
	u->bzip2.next_out = (char *)u->out;
	u->bzip2.avail_out = out;
	got = BZ2_bzDecompress(&u->bzip2);
	eat(u, u->in_len - in + u->bzip2.avail_in,
	    u->out_len - out + u->bzip2.avail_out);
	if (got == BZ_STREAM_END)
		return RUN_END;
	if (got == BZ_OK)
		return RUN_ON;
	u->why = got == BZ_DATA_ERROR_MAGIC ? "no bzip2" : "corrupt";
	return got == BZ_MEM_ERROR ? RUN_NOMEM : RUN_BAD;
}

static void bzip2_close(struct unpack *u)
{
	BZ2_bzDecompressEnd(&u->bzip2);
}

/* -------------------------------------------------------------------- all */

static const struct codec codecs[] = {
	[UNPACK_GZIP] = { "gzip", gzip_open, gzip_begin, gzip_run,
			  gzip_close },
	[UNPACK_ZSTD] = { "zstd", zstd_open, zstd_begin, zstd_run,
			  zstd_close },
	[UNPACK_XZ] = { "xz", NULL, xz_begin, xz_run, xz_close },
	[UNPACK_BZIP2] = { "bzip2", NULL, bzip2_begin, bzip2_run,
			   bzip2_close },
};

enum unpack_kind unpack_sniff(const void *bytes, size_t len)
{
	const unsigned char *s = bytes;

	if (len >= 3 && !memcmp(s, "\x1f\x8b\x08", 3))
		return UNPACK_GZIP;
	if (len >= 4 && (!memcmp(s, "\x28\xb5\x2f\xfd", 4) ||
			 ((s[0] & 0xf0) == 0x50 &&
			  !memcmp(s + 1, "\x2a\x4d\x18", 3))))
		return UNPACK_ZSTD;
	if (len >= 6 && !memcmp(s, "\xfd" "7zXZ\0", 6))
		return UNPACK_XZ;
	if (len >= 10 && !memcmp(s, "BZh", 3) &&
	    (!memcmp(s + 4, "1AY&SY", 6) ||
	     !memcmp(s + 4, "\x17\x72\x45\x38\x50\x90", 6)))
		return UNPACK_BZIP2;
	return UNPACK_NONE;
}

enum ncl_status unpack_new(struct unpack **out, enum unpack_kind kind,
			   struct ncl_error *err)
{
	struct unpack *u = calloc(1, sizeof(*u));

	*out = NULL;
	if (u)
		u->codec = &codecs[kind];
	if (!u || (u->codec->open && !u->codec->open(u))) {
		free(u);
		return ncl_error_set(err, NCL_NOMEM, "no memory to unpack %s",
				     codecs[kind].name);
	}
	u->kind = kind;
	*out = u;
	return NCL_OK;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	u->codec->close(u);
	free(u);
}

void unpack_feed(struct unpack *u, const void *bytes, size_t len)
{
	u->in = bytes;
	u->in_len = len;
	u->fed_all = len == 0;
}

static enum ncl_status fail(struct unpack *u, enum ncl_status status,
			    const char *what, const char *why)
{
	return ncl_error_set(&u->failure, status, "%s: byte %llu of the %s "
			     "data: %s", what, (unsigned long long)u->eaten,
			     u->codec->name, why);
}

/* Whether another member may begin with the byte. */
static int begins_member(const struct unpack *u, unsigned char byte)
{
	static const unsigned char first[] = { 0, 0x1f, 0x28, 0xfd, 'B' };

	return byte == first[u->kind] ||
	       (u->kind == UNPACK_ZSTD && (byte & 0xf0) == 0x50);
}

/* Go over the padding to the next member, if there is one. */
static enum ncl_status next_member(struct unpack *u)
{
	while (u->members && u->in_len && !*u->in) {
		u->in++;
		u->in_len--;
		u->eaten++;
	}
	if (!u->in_len)
		return NCL_OK;
	if (!begins_member(u, *u->in))
		return fail(u, NCL_READ, "damaged",
			    "other bytes stand behind its end");
	if (!u->codec->begin(u))
		return fail(u, NCL_NOMEM, "cannot be unpacked", "no memory");
	u->in_member = 1;
	u->members = 1;
	return NCL_OK;
}

/* Run the codec once. *stuck: nothing came of it. */
static enum ncl_status run_once(struct unpack *u, int *stuck)
{
	size_t in = u->in_len, out = u->out_len;
	enum run got = u->codec->run(u);

	if (got == RUN_BAD)
		return fail(u, NCL_READ, "damaged", u->why);
	if (got == RUN_NOMEM)
		return fail(u, NCL_NOMEM, "cannot be unpacked", "no memory");
	u->in_member = got != RUN_END;
	*stuck = got == RUN_ON && in == u->in_len && out == u->out_len;
	if (u->made > FREE_BYTES && u->made / UNPACK_RATIO > u->eaten)
		return fail(u, NCL_READ, "looks like a bomb",
			    "it unpacks to over 500 times its size");
	if (*stuck && u->in_len)
		return fail(u, NCL_READ, "damaged", "it does not go on");
	if (*stuck && u->fed_all)
		return fail(u, NCL_READ, "cut off",
			    "the data ends in the middle of it");
	return NCL_OK;
}

enum ncl_status unpack_read(struct unpack *u, void *to, size_t size,
			    size_t *n, int *hungry, struct ncl_error *err)
{
	enum ncl_status ret = u->failure.code;

	u->out = to;
	u->out_len = size;
	*hungry = 0;
	while (ret == NCL_OK && u->out_len && !*hungry) {
		if (!u->in_member)
			ret = next_member(u);
		if (ret == NCL_OK && !u->in_member) {
			*hungry = !u->fed_all;
			break;
		}
		if (ret == NCL_OK)
			ret = run_once(u, hungry);
	}
	*n = size - u->out_len;
	if (ret == NCL_OK || *n) {
		*hungry = *n ? 0 : *hungry;
		return NCL_OK;
	}
	return ncl_error_set(err, ret, "%s", u->failure.text);
}
