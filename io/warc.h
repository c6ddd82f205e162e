/*
 * Web archives: records one behind the other, each a head and its content.
 *
 *	WARC/1.0                            found by warc_next, in the main
 *	WARC-Type: response                 process: no more of the content
 *	Content-Length: 99                  is looked at than its HTTP head
 *
 *	HTTP/1.1 200 OK                     taken apart by warc_read, in
 *	Content-Type: text/html             the worker
 *
 *	<!DOCTYPE html> ...
 *
 * Documents are responses (HTTP, status 2xx) and resources with HTML or plain
 * text in them, and conversions (WET). Others are passed over and counted.
 */
#ifndef IO_WARC_H
#define IO_WARC_H

#include "io/input.h"
#include "io/source.h"

struct warc {
	struct input_passed passed;
	int lost; /* where the next record begins is to be found out */
};

/*
 * The next record with a document in it, head and all. out->bytes is NULL at
 * the end; out->at is set in any case. NCL_FORMAT and NCL_LIMIT: it is
 * damaged or larger than max, and the next call goes on behind it. NCL_READ,
 * NCL_NOMEM. Errors say at which byte, but do not name the input.
 */
enum ncl_status warc_next(struct warc *w, struct source *s, uint64_t max,
			  struct piece *out, struct ncl_error *err);

/*
 * Make a document of a record: its page by the charset that was wanted, or
 * that of its HTTP head (before what the page says), or as it is found out.
 * Id, URL, date and offset become its origin. What the content was packed with
 * for sending is undone, up to max bytes.
 */
enum ncl_status warc_read(ncl_doc *doc, const struct input_record *record,
			  const struct input_options *how,
			  struct ncl_error *err);

#endif
