/* What an HTTP answer carries, as it was before it was sent. */
#ifndef IO_HTTP_H
#define IO_HTTP_H

#include <nclass/nclass.h>

#include "io/charset.h"

struct http_body {
	const char *bytes; /* bytes[len] is 0; part of the answer, or of the
			    * document's memory */
	size_t len;
	char charset[CHARSET_NAME]; /* of the head; "": none is said */
};

/*
 * Take the body out of an answer whose head is `head` bytes long: put chunks
 * together, unpack (gzip, deflate, br, zstd). Heads that say so of a body that
 * is neither chunked nor packed are common in archives, and passed over. `cut`:
 * the archive has only the beginning of it, so an end in the middle is fine.
 * NCL_FORMAT, NCL_LIMIT (over max bytes), NCL_NOMEM.
 */
enum ncl_status http_body(struct http_body *out, ncl_doc *doc,
			  const char *answer, size_t len, size_t head, int cut,
			  uint64_t max, struct ncl_error *err);

/* The charset parameter of a Content-Type; "" where it has none. */
struct field;
void http_charset(const struct field *type, char out[CHARSET_NAME]);

#endif
