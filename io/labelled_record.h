/*
 * A JSON record of training data while it is read: what its parts share.
 *
 *	labelled.c         fields, labels of documents, groups
 *	labelled_blocks.c  blocks that have texts, joined to a document
 *	labelled_page.c    blocks that are ranges or texts of a page or text,
 *	                   laid over those that the reader makes of it
 *	labelled_marks.c   values and masks
 *	labelled_find.c    where the texts of such blocks stand
 */
#ifndef IO_LABELLED_RECORD_H
#define IO_LABELLED_RECORD_H

#include "io/json_in.h"
#include "io/labelled.h"

struct record {
	ncl_doc *doc;
	const cJSON *object;
	const cJSON *run;  /* what nclass run found: the record, or where
			    * --merge puts that */
	const cJSON *page; /* what has "html" or "text": the record, or where
			    * --keep-fields puts them */
	const char *line;
	size_t len;
	const struct labelled_format *how;
	struct labelled *out;
	const char *gold; /* the field of labels, or NULL: there is none */
};

/* A copy of a string in the document; NULL when memory is short. */
char *record_keep(ncl_doc *doc, const char *s, size_t len);
/* NCL_NOMEM, said. */
enum ncl_status record_no_memory(struct ncl_error *err);
/* Cut white space off the ends of a string of `len` bytes, in it. */
char *labelled_trim(char *s, size_t len);
/* A value as a label, without the white space around it, copied into the
 * document: *out is NULL for null. */
enum ncl_status record_label(struct record *r, const cJSON *value,
			     const char **out, struct ncl_error *err);
/* The label of a block. */
enum ncl_status record_block_label(struct record *r, const cJSON *block,
				   const char **out, struct ncl_error *err);
/* Take the values that are asked for. */
enum ncl_status record_values(struct record *r, struct ncl_error *err);
/* Whether a mask means the record or one of its blocks. */
int record_is_masked(struct record *r, const cJSON *object);
/* Say of which block an error is; returns `ret`. */
enum ncl_status record_in_block(struct ncl_error *err, enum ncl_status ret,
				size_t i);

/* Text and blocks of a record with "blocks"; of the block unit with labels. */
enum ncl_status record_blocks(struct record *r, struct ncl_error *err);

/* A block of a record, as a range of what the reader made of the page. */
struct record_range {
	uint32_t begin, end; /* begin == end: not found */
	const char *text;    /* by which it is to be found, or NULL */
	const char *label;   /* NULL: not known */
};
/* Read the page or text of a record, and lay the labels of its `blocks` over
 * the blocks that the reader made. */
enum ncl_status record_page(struct record *r, const cJSON *blocks,
			    struct ncl_error *err);
/*
 * Find the texts of n ranges in the document's, in their order and white space
 * aside, and set begin and end. NCL_NOMEM; NCL_LIMIT where there are too many
 * in too long a text.
 */
enum ncl_status record_find(ncl_doc *doc, struct record_range *ranges,
			    uint32_t n, struct ncl_error *err);

#endif
