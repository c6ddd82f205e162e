/* Fields that an option names: values to measure by, and masks. */
#include <stdio.h>
#include <string.h>

#include "io/labelled_record.h"

/* A plain value as text, a number in `room`; NULL: it is none. */
static const char *plain_text(const cJSON *value, char *room, size_t size)
{
	if (cJSON_IsString(value))
		return value->valuestring;
	if (cJSON_IsBool(value))
		return cJSON_IsTrue(value) ? "true" : "false";
	if (!cJSON_IsNumber(value))
		return NULL;
	snprintf(room, size, "%.15g", value->valuedouble);
	return room;
}

enum ncl_status record_values(struct record *r, struct ncl_error *err)
{
	const char *const *names = r->how->values;
	enum ncl_status ret = NCL_OK;
	char room[32];

	for (uint32_t i = 0; names && names[i] && ret == NCL_OK; i++) {
		const cJSON *value = cJSON_GetObjectItemCaseSensitive(
			r->object, names[i]);
		const char *text = plain_text(value, room, sizeof(room));
		char *copy;

		if (!text || !*text)
			continue;
		r->out->found |= LABELLED_FOUND_VALUE << i;
		if (ncl_doc_value(r->doc, names[i], 0, NULL))
			continue;
		copy = record_keep(r->doc, text, strlen(text));
		ret = copy ? ncl_doc_add_value(r->doc, names[i], copy,
					       strlen(copy), err) :
			     record_no_memory(err);
	}
	return ret;
}

/* Whether a text is one of those between commas. */
static int is_listed(const char *list, const char *text)
{
	size_t len = strlen(text), n;

	for (;; list += n + 1) {
		n = strcspn(list, ",");
		if (n == len && !memcmp(list, text, n))
			return 1;
		if (!list[n])
			return 0;
	}
}

static int is_true(const cJSON *value)
{
	if (cJSON_IsNumber(value))
		return value->valuedouble < 0 || value->valuedouble > 0;
	if (cJSON_IsString(value))
		return value->valuestring[0] != 0;
	return value && !cJSON_IsNull(value) && !cJSON_IsFalse(value);
}

/* Whether an object has the field of a mask, and is meant by it. */
static int is_meant(const char *mask, const cJSON *object, int *found)
{
	size_t len = strcspn(mask, "=");
	const cJSON *value = object->child;
	const char *text;
	char room[32];

	while (value && (strncmp(value->string, mask, len) != 0 ||
			 value->string[len]))
		value = value->next;
	*found = value != NULL;
	if (!mask[len])
		return is_true(value);
	text = plain_text(value, room, sizeof(room));
	return text && is_listed(mask + len + 1, text);
}

int record_is_masked(struct record *r, const cJSON *object)
{
	const char *const *masks = r->how->masks;
	int found, masked = 0;

	for (uint32_t i = 0; masks && masks[i]; i++) {
		masked |= is_meant(masks[i], object, &found);
		if (found)
			r->out->found |= LABELLED_FOUND_MASK << i;
	}
	return masked;
}
