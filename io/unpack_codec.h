/* The codecs behind unpack.h: what unpacks a member, or a part of it. */
#ifndef IO_UNPACK_CODEC_H
#define IO_UNPACK_CODEC_H

#include <brotli/decode.h>
#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "io/unpack.h"

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
	uint64_t start;       /* where it began to read in the input, */
	uint64_t eaten, made; /* and what has gone in and out since */
	uint64_t member, member_made; /* `eaten` and `made` at its begin */
	int fed_all, in_member, members;
	int cut; /* it failed since the bytes end in the middle */
	const char *why;
	struct ncl_error failure; /* told when what came before is read */
	z_stream gzip; /* deflate too */
	ZSTD_DCtx *zstd;
	lzma_stream xz;
	bz_stream bzip2;
	BrotliDecoderState *brotli;
};

/* By enum unpack_kind. */
extern const struct codec unpack_codecs[];

#endif
