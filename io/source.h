/*
 * The bytes of one input, read piece by piece into a buffer that is kept from
 * input to input. What is compressed (unpack.h) is unpacked into it.
 *
 *	data   [ used up | held ............ | free ]
 *	                 begin               end    size
 */
#ifndef IO_SOURCE_H
#define IO_SOURCE_H

#include <nclass/nclass.h>

/* { 0 } is ready; source_release gives the memory back. */
struct source {
	char *data;
	size_t begin, end, size;
	uint64_t at; /* where data[begin] stands in the (unpacked) input */
	int file, owned, ended, open;
	struct unpack *unpack; /* NULL: the bytes are as they stand there */
	char *packed;          /* bytes to unpack */
};

/* A piece of an input; bytes[len] is 0. It lives until the next call. */
struct piece {
	const char *bytes;
	size_t len;
	uint64_t at;
};

/* Open a file, "-" for standard input, and look whether it is compressed.
 * NCL_MISSING, NCL_READ, NCL_NOMEM; the error does not name the file. */
enum ncl_status source_open(struct source *s, const char *path,
			    struct ncl_error *err);
void source_close(struct source *s);
void source_release(struct source *s);

/* Read until `want` bytes are held or the input ends. NCL_READ (damaged
 * compressed bytes too: what came before them has been held), NCL_NOMEM. */
enum ncl_status source_fill(struct source *s, size_t want,
			    struct ncl_error *err);
/*
 * The next line, without its LF or CRLF. bytes is NULL at the end. NCL_LIMIT
 * or NCL_NOMEM where it is larger than max or memory: its bytes are skipped,
 * and the next call gives the line below it. NCL_READ.
 */
enum ncl_status source_line(struct source *s, uint64_t max,
			    struct piece *out, struct ncl_error *err);
/* The next n bytes of those held; bytes[n] is no NUL. */
void source_take(struct source *s, size_t n, struct piece *out);
/* Pass over all up to behind the next LF. NCL_READ, NCL_NOMEM. */
enum ncl_status source_skip_line(struct source *s, struct ncl_error *err);
/* All that is left, as for a line. */
enum ncl_status source_rest(struct source *s, uint64_t max,
			    struct piece *out, struct ncl_error *err);

#endif
