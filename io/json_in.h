/* JSON lines in; ncl_read_json of nclass.h is here. */
#ifndef IO_JSON_IN_H
#define IO_JSON_IN_H

#include <cjson/cJSON.h>
#include <nclass/nclass.h>

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

/* What fields are called that may have other names. */
struct json_names {
	const char *id, *title;
};

/* Take the id into the document's origin, and title, url, lang and date as
 * its values. `line` is what `object` was parsed from. */
enum ncl_status json_facts(ncl_doc *doc, const cJSON *object,
			   const char *line, size_t len,
			   const struct json_names *names,
			   struct ncl_error *err);

/* Take a field ("text") as the document's text and make its blocks. */
enum ncl_status json_text(ncl_doc *doc, const cJSON *object, const char *name,
			  struct ncl_error *err);

#endif
