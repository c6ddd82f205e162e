/*
 * The bytes of one input, read piece by piece into a buffer that is kept from
 * input to input. What is compressed (unpack.h) is unpacked into it.
 *
 *	data   [ used up | held ............ | not sure | free ]
 *	                 begin               end        top    size
 *
 * What comes out of a compressed member is held back until the member's sum
 * has been seen to be right, as far as SOURCE_UNSURE bytes go.
 */
#ifndef IO_SOURCE_H
#define IO_SOURCE_H

#include <nclass/nclass.h>

enum { SOURCE_UNSURE = 1 << 18 };

/* { 0 } is ready; source_release gives the memory back. */
struct source {
	char *data;
	size_t begin, end, top, size;
	uint64_t at; /* where data[begin] stands in the (unpacked) input */
	int file, owned, ended, open;
	int nul_lines; /* what is called a line ends with NUL, not LF */
	uint64_t torn_at; /* where the member begins that is damaged */
	int damaged; /* NCL_READ was for compressed bytes: source_resume */
	/* of a file: bytes it had when it was opened, and what is left */
	uint64_t size_then, left;
	struct unpack *unpack; /* NULL: the bytes are as they stand there */
	char *packed;          /* bytes to unpack */
	size_t packed_size;
	/* Called before what may have to wait is read, or NULL; not 0: read
	 * no more. It stays from input to input. */
	int (*wait)(void *data, int file);
	void *wait_data;
	int ready; /* a regular file: it never waits */
};

/* A piece of an input; bytes[len] is 0. It lives until the next call. */
struct piece {
	const char *bytes;
	size_t len;
	uint64_t at;
};

/* Open a file, which is read as far as it went at that time; "-" for standard
 * input; and look whether it is compressed. NCL_MISSING, NCL_READ, NCL_NOMEM;
 * the error does not name the file. */
enum ncl_status source_open(struct source *s, const char *path,
			    struct ncl_error *err);
void source_close(struct source *s);
/* Bytes of the file read so far; 0 where it is none. */
uint64_t source_read(const struct source *s);
void source_release(struct source *s);

/*
 * Go on behind damaged compressed bytes, at the next member that looks whole:
 * what is held is dropped, and *more is 0 where there is no such member. Does
 * nothing, *more 0, where nothing was damaged. NCL_READ, NCL_NOMEM.
 */
enum ncl_status source_resume(struct source *s, int *more,
			      struct ncl_error *err);

/* Go on at byte `at` of a file that is not compressed; past its end: there.
 * NCL_READ. */
enum ncl_status source_seek(struct source *s, uint64_t at,
			    struct ncl_error *err);
/* Pass over n bytes, held or not; *passed is less where the input ends. */
enum ncl_status source_pass(struct source *s, uint64_t n, uint64_t *passed,
			    struct ncl_error *err);

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
