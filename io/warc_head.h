/* What the head of a WARC record says. */
#ifndef IO_WARC_HEAD_H
#define IO_WARC_HEAD_H

#include <nclass/nclass.h>

#include "io/fields.h"

enum warc_kind {
	WARC_OTHER,     /* request, metadata, warcinfo, revisit, ... */
	WARC_RESPONSE,  /* what a server answered */
	WARC_RESOURCE,  /* a file without an answer around it */
	WARC_CONVERSION /* text made of a page: WET */
};

/* What of the content is of use. */
enum warc_use {
	WARC_PASS,        /* nothing, by the kind of record */
	WARC_PASS_STATUS, /* nothing: no 2xx */
	WARC_PASS_CONTENT,
	WARC_HTML,
	WARC_TEXT
};

struct warc_head {
	enum warc_kind kind;
	size_t len;       /* of the head */
	uint64_t content; /* bytes of content behind it */
	struct field type; /* Content-Type */
};

/* Read a whole head (fields_end); NCL_FORMAT says what it lacks. */
enum ncl_status warc_head_read(struct warc_head *out, const char *bytes,
			       size_t len, struct ncl_error *err);

/* How a record may be used: of a response, by the HTTP head that `content`
 * begins with. *http is the length of that head, else 0. */
enum warc_use warc_use(const struct warc_head *head, const char *content,
		       size_t len, size_t *http);

#endif
