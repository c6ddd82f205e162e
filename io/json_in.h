/* JSON lines in; ncl_read_json of nclass.h is here. */
#ifndef IO_JSON_IN_H
#define IO_JSON_IN_H

#include <cjson/cJSON.h>
#include <nclass/nclass.h>

#include "io/input.h"

/* Parse one line: an object without duplicate keys. *out is yours, for
 * cJSON_Delete. NCL_FORMAT, NCL_NOMEM. */
enum ncl_status json_open(cJSON **out, const char *line, size_t len,
			  struct ncl_error *err);

/* NCL_FORMAT where two keys of an object are the same. */
enum ncl_status json_check_keys(const cJSON *object, struct ncl_error *err);

/* The string of a field; *out is NULL where it is absent or null, and
 * NCL_FORMAT is returned where it is anything else. */
enum ncl_status json_string(const cJSON *object, const char *name,
			    const char **out, struct ncl_error *err);

/* Take the id into the document's origin, and title, url, lang and date as
 * its values, by the names of `fields`. `line` is what `object` was parsed
 * from. */
enum ncl_status json_facts(ncl_doc *doc, const cJSON *object,
			   const char *line, size_t len,
			   const struct ncl_fields *fields,
			   struct ncl_error *err);

/* Take the page as the document's. NCL_FORMAT where it is not there: the
 * error misses `wanted`. */
enum ncl_status json_html(ncl_doc *doc, const cJSON *object,
			  const struct ncl_fields *fields,
			  const char *wanted, struct ncl_error *err);

/* Take the text, or where there is none the page, and make the blocks. */
enum ncl_status json_text(ncl_doc *doc, const cJSON *object,
			  const struct ncl_fields *fields,
			  struct ncl_error *err);

/* Note what of the line goes to the output unread: fields to keep, or the
 * line itself. NCL_FORMAT where it has a field of the name that would be
 * added to it. */
enum ncl_status json_carry(ncl_doc *doc, const cJSON *object,
			   const char *line, size_t len,
			   const struct ncl_fields *fields,
			   struct ncl_error *err);

/* As ncl_read_json, by the names of `fields`, carrying through what they ask
 * for: then the line has to stay until ncl_doc_clear. */
enum ncl_status json_read(ncl_doc *doc, const char *line, size_t len,
			  const struct ncl_fields *fields,
			  struct ncl_error *err);

#endif
