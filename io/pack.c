#include "io/pack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum {
	CHUNK = 128 << 10, /* put into the compressor at once */
	ROOM = 64 << 10,
	GZIP_LEVEL = 4, /* twice as fast as 6, 6 % larger */
	ZSTD_LEVEL = 3
};

struct pack {
	enum pack_kind kind;
	int begun; /* a member */
	size_t held;
	z_stream gzip;
	ZSTD_CCtx *zstd;
	char chunk[CHUNK], room[ROOM];
};

static int ends_in(const char *path, const char *ending)
{
	size_t len = strlen(path), n = strlen(ending);

	return len > n && !strcmp(path + len - n, ending);
}

enum pack_kind pack_by_name(const char *path)
{
	if (ends_in(path, ".gz"))
		return PACK_GZIP;
	return ends_in(path, ".zst") ? PACK_ZSTD : PACK_NONE;
}

static int start(struct pack *p)
{
	if (p->kind == PACK_GZIP)
		return deflateInit2(&p->gzip, GZIP_LEVEL, Z_DEFLATED, 15 + 16,
				    8, Z_DEFAULT_STRATEGY) == Z_OK;
	p->zstd = ZSTD_createCCtx();
	return p->zstd &&
	       !ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd,
						    ZSTD_c_compressionLevel,
						    ZSTD_LEVEL)) &&
	       !ZSTD_isError(ZSTD_CCtx_setParameter(p->zstd,
						    ZSTD_c_checksumFlag, 1));
}

enum ncl_status pack_new(struct pack **out, enum pack_kind kind,
			 struct ncl_error *err)
{
	struct pack *p = calloc(1, sizeof(*p));

	*out = NULL;
	if (!p)
		return ncl_error_set(err, NCL_NOMEM, "no memory to compress");
	p->kind = kind;
	if (!start(p)) {
		p->kind = p->kind == PACK_GZIP ? PACK_NONE : p->kind;
		pack_free(p);
		return ncl_error_set(err, NCL_NOMEM, "no memory to compress");
	}
	*out = p;
	return NCL_OK;
}

void pack_free(struct pack *p)
{
	if (!p)
		return;
	if (p->kind == PACK_GZIP)
		deflateEnd(&p->gzip);
	ZSTD_freeCCtx(p->zstd);
	free(p);
}

/* Compress what is held; *more: there is more room needed. 0: it failed. */
static int gzip_step(struct pack *p, int end, size_t *n, int *more)
{
	int got;

	p->gzip.next_out = (unsigned char *)p->room;
	p->gzip.avail_out = ROOM;
	got = deflate(&p->gzip, end ? Z_FINISH : Z_NO_FLUSH);
	*n = ROOM - p->gzip.avail_out;
	*more = end ? got != Z_STREAM_END : p->gzip.avail_in > 0;
	return got == Z_OK || got == Z_STREAM_END || got == Z_BUF_ERROR;
}

static int zstd_step(struct pack *p, int end, ZSTD_inBuffer *in, size_t *n,
		     int *more)
{
	ZSTD_outBuffer out = { .dst = p->room, .size = ROOM };
	size_t left = ZSTD_compressStream2(p->zstd, &out, in,
					   end ? ZSTD_e_end : ZSTD_e_continue);

	*n = out.pos;
	*more = end ? left != 0 : in->pos < in->size;
	return !ZSTD_isError(left);
}

static enum ncl_status flush(struct pack *p, int end, struct ncl_buffer *to,
			     struct ncl_error *err)
{
	ZSTD_inBuffer in = { .src = p->chunk, .size = p->held };
	int more = 1, good;
	size_t n;

	p->gzip.next_in = (unsigned char *)p->chunk;
	p->gzip.avail_in = (unsigned)p->held;
	while (more) {
		good = p->kind == PACK_GZIP ? gzip_step(p, end, &n, &more) :
					      zstd_step(p, end, &in, &n, &more);
		if (!good)
			return ncl_error_set(err, NCL_WRITE,
					     "cannot be compressed");
		if (n && ncl_buffer_add(to, p->room, n))
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	p->held = 0;
	return NCL_OK;
}

enum ncl_status pack_add(struct pack *p, const void *bytes, size_t len,
			 struct ncl_buffer *to, struct ncl_error *err)
{
	const char *at = bytes;
	enum ncl_status ret = NCL_OK;

	while (len && ret == NCL_OK) {
		size_t n = CHUNK - p->held < len ? CHUNK - p->held : len;

		memcpy(p->chunk + p->held, at, n);
		p->begun = 1;
		p->held += n;
		at += n;
		len -= n;
		if (p->held == CHUNK)
			ret = flush(p, 0, to, err);
	}
	return ret;
}

enum ncl_status pack_end(struct pack *p, int empty, struct ncl_buffer *to,
			 struct ncl_error *err)
{
	enum ncl_status ret;

	if (!p->begun && !empty)
		return NCL_OK;
	ret = flush(p, 1, to, err);
	if (ret == NCL_OK && p->kind == PACK_GZIP)
		deflateReset(&p->gzip);
	p->begun = 0;
	return ret;
}
