/* json_carry: what goes from a JSON line to the output as the bytes it was. */
#include "io/json_in.h"

#include <string.h>

#include "io/json_out.h"
#include "io/json_scan.h"

/* Whether a comma-separated list has a name: "a,b" or "a, b". */
static int is_listed(const char *list, const char *name)
{
	size_t n = strlen(name);
	const char *end;

	for (;;) {
		list += strspn(list, " ");
		if (!strncmp(list, name, n)) {
			end = list + n + strspn(list + n, " ");
			if (*end == ',' || !*end)
				return 1;
		}
		list = strchr(list, ',');
		if (!list)
			return 0;
		list++;
	}
}

/* The fields of a list, as members of an object, in the line's order. */
static enum ncl_status pick(struct ncl_buffer *to, const cJSON *object,
			    const char *line, size_t len, const char *list)
{
	const cJSON *member;
	const char *value;
	size_t at = 0, n;
	struct out o;

	out_start(&o, to);
	cJSON_ArrayForEach(member, object) {
		at = json_next(line, len, at, &value, &n);
		if (!at)
			break;
		if (!is_listed(list, member->string))
			continue;
		if (to->len)
			OUT(&o, ",");
		out_json(&o, member->string, strlen(member->string));
		OUT(&o, ":");
		out_bytes(&o, value, n);
	}
	return out_end(&o);
}

static enum ncl_status carry_fields(ncl_doc *doc, struct ncl_carried *c,
				    const cJSON *object, const char *line,
				    size_t len, const char *list)
{
	struct ncl_buffer picked = { 0 };
	enum ncl_status ret = pick(&picked, object, line, len, list);
	char *copy = NULL;

	if (ret == NCL_OK && picked.len) {
		copy = ncl_doc_alloc(doc, picked.len + 1);
		ret = copy ? NCL_OK : NCL_NOMEM;
	}
	if (copy)
		memcpy(copy, picked.data, picked.len);
	c->fields = copy;
	c->fields_len = picked.len;
	ncl_buffer_release(&picked);
	return ret;
}

enum ncl_status json_carry(ncl_doc *doc, const cJSON *object,
			   const char *line, size_t len,
			   const struct ncl_fields *fields,
			   struct ncl_error *err)
{
	struct ncl_carried c = *ncl_doc_carried(doc);

	if (fields->merge &&
	    cJSON_GetObjectItemCaseSensitive(object, fields->merge))
		return ncl_error_set(err, NCL_FORMAT, "it has a field \"%s\" "
				     "already: call what is added something "
				     "else (--merge-key)", fields->merge);
	if (fields->merge) {
		c.record = line;
		c.record_len = len;
		c.key = fields->merge;
	}
	if (fields->keep && carry_fields(doc, &c, object, line, len,
					 fields->keep) != NCL_OK)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for kept fields");
	ncl_doc_set_carried(doc, &c);
	return NCL_OK;
}
