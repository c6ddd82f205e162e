/*
 * The mirror of unpack.h: bytes to gzip or zstd, in members or frames that end
 * where the caller says. What comes out depends on what was put in between two
 * ends, not on the pieces it came in.
 */
#ifndef IO_PACK_H
#define IO_PACK_H

#include <nclass/nclass.h>

enum pack_kind { PACK_NONE, PACK_GZIP, PACK_ZSTD };

/* By a name's ending: .gz, .zst. */
enum pack_kind pack_by_name(const char *path);

struct pack;

/* NCL_NOMEM. */
enum ncl_status pack_new(struct pack **out, enum pack_kind kind,
			 struct ncl_error *err);
/* Put bytes in; what is ready is appended to `to`. NCL_NOMEM, NCL_WRITE. */
enum ncl_status pack_add(struct pack *p, const void *bytes, size_t len,
			 struct ncl_buffer *to, struct ncl_error *err);
/* End the member or frame, if one has begun; with `empty` one that has not
 * (of nothing at all a compressed file is not empty). */
enum ncl_status pack_end(struct pack *p, int empty, struct ncl_buffer *to,
			 struct ncl_error *err);
void pack_free(struct pack *p);

#endif
