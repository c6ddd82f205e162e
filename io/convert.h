/*
 * Bytes of a charset to UTF-8, with a map back (struct ncl_run). What cannot
 * be decoded becomes U+FFFD, and keeps its place in the map.
 */
#ifndef IO_CONVERT_H
#define IO_CONVERT_H

#include "io/charset.h"

/* { 0 } is empty. */
struct converted {
	char *text; /* text[len] is 0 */
	size_t len, size;
	struct ncl_run *runs;
	size_t run_count, run_size;
	size_t errors; /* how many U+FFFD had to be put in */
	int jump;      /* what comes next does not go on from the last run */
};

/* What is converted: `skip` bytes at the front (a mark) are left out. */
struct raw {
	const unsigned char *bytes;
	size_t skip, len;
};

/* Convert all of it. NCL_NOMEM, or NCL_LIMIT where the text would not be
 * under 4 GiB. Release in any case. */
enum ncl_status convert(struct converted *out, const struct charset *charset,
			const struct raw *raw, struct ncl_error *err);
void converted_release(struct converted *c);

/* For the converters: make room for n more bytes; begin a run where what comes
 * next has other steps than the last one. 0 when memory is short. */
int converted_grow(struct converted *c, size_t n);
int converted_new_run(struct converted *c, size_t source, size_t text_step,
		      size_t source_step);

static inline int converted_reserve(struct converted *c, size_t n)
{
	return c->size - c->len > n || converted_grow(c, n);
}

static inline int converted_run(struct converted *c, size_t source,
				size_t text_step, size_t source_step)
{
	const struct ncl_run *last;

	if (c->run_count && !c->jump) {
		last = &c->runs[c->run_count - 1];
		if (last->text_step == text_step &&
		    last->source_step == source_step)
			return 1;
	}
	return converted_new_run(c, source, text_step, source_step);
}

/* Put in a character that `source_step` bytes at `source` stand for. */
int converted_put(struct converted *c, size_t source, size_t source_step,
		  uint32_t character);

/* The way by iconv, for charsets of several bytes a character. */
enum ncl_status convert_iconv(struct converted *out,
			      const struct charset *charset,
			      const struct raw *raw, struct ncl_error *err);

#endif
