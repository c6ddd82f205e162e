/* Signatures of the plugin dedup, in the lines that `nclass run` wrote. */
#ifndef IO_SIGNATURES_H
#define IO_SIGNATURES_H

#include <cjson/cJSON.h>
#include <nclass/nclass.h>

#define SIGNATURE_MOST 512 /* bytes */

struct signature {
	uint32_t block;   /* of a block's */
	uint32_t shingle; /* words */
	uint32_t bins;    /* bytes that follow */
	unsigned char bytes[SIGNATURE_MOST];
};

/* A line, read; signatures_release frees it. */
struct signatures {
	cJSON *tree;
	const cJSON *next;  /* the value that is next, or NULL */
	int blocks;         /* they are those of its blocks */
	int failed;         /* the document had failed: it has none */
	const char *id;     /* as JSON, in the line; NULL: none */
	size_t id_len;
};

/* NCL_FORMAT: it is no such line. Whatever comes back, release it. */
enum ncl_status signatures_open(struct signatures *s, const char *line,
				size_t len, int blocks, struct ncl_error *err);
/* The next one; *more is 0 past the last. NCL_FORMAT. */
enum ncl_status signatures_next(struct signatures *s, struct signature *out,
				int *more, struct ncl_error *err);
void signatures_release(struct signatures *s);

/* How much the sets of two signatures have in common, 0 to 1: the share of
 * bytes that agree, less those that do by chance. */
double signatures_similarity(const unsigned char *a, const unsigned char *b,
			     uint32_t bins);

#endif
