/* gzip, deflate, zstd, xz, bzip2 and brotli by their libraries. */
#include "io/unpack_codec.h"

#include <string.h>
#include <zstd_errors.h>

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

/* ---------------------------------------------------------------- deflate */

/* Of HTTP: a zlib stream by the standard, bare deflate by some servers. */
static int deflate_begin(struct unpack *u)
{
	const unsigned char *s = u->in;
	int zlib = u->in_len < 2 || ((s[0] & 0x0f) == 8 &&
				     (s[0] << 8 | s[1]) % 31 == 0);

	return inflateReset2(&u->gzip, zlib ? 15 : -15) == Z_OK;
}

/* ----------------------------------------------------------------- brotli */

static int brotli_begin(struct unpack *u)
{
	BrotliDecoderDestroyInstance(u->brotli);
	u->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	return u->brotli != NULL;
}

static enum run brotli_run(struct unpack *u)
{
	size_t in_left = u->in_len, out_left = u->out_len;
	const unsigned char *in = u->in;
	unsigned char *out = u->out;
	BrotliDecoderErrorCode why;
	int nomem;

	switch (BrotliDecoderDecompressStream(u->brotli, &in_left, &in,
					      &out_left, &out, NULL)) {
	case BROTLI_DECODER_RESULT_SUCCESS:
		eat(u, in_left, out_left);
		return RUN_END;
	case BROTLI_DECODER_RESULT_ERROR:
		break;
	default:
		eat(u, in_left, out_left);
		return RUN_ON;
	}
	eat(u, in_left, out_left);
	why = BrotliDecoderGetErrorCode(u->brotli);
	u->why = "corrupt";
	nomem = why <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES &&
		why >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES;
	return nomem ? RUN_NOMEM : RUN_BAD;
}

static void brotli_close(struct unpack *u)
{
	BrotliDecoderDestroyInstance(u->brotli);
}

/* ------------------------------------------------------------------ table */

const struct codec unpack_codecs[] = {
	[UNPACK_GZIP] = { "gzip", gzip_open, gzip_begin, gzip_run,
			  gzip_close },
	[UNPACK_ZSTD] = { "zstd", zstd_open, zstd_begin, zstd_run,
			  zstd_close },
	[UNPACK_XZ] = { "xz", NULL, xz_begin, xz_run, xz_close },
	[UNPACK_BZIP2] = { "bzip2", NULL, bzip2_begin, bzip2_run,
			   bzip2_close },
	[UNPACK_DEFLATE] = { "deflate", gzip_open, deflate_begin, gzip_run,
			     gzip_close },
	[UNPACK_BROTLI] = { "brotli", NULL, brotli_begin, brotli_run,
			    brotli_close },
};
