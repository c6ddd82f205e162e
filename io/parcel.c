#include "io/parcel.h"

#include <string.h>

#define NONE UINT64_MAX /* the length of a string that is NULL */

/* The strings of a record; a field that is added there is added here. */
static const size_t strings[] = {
	offsetof(struct input_record, source),
	offsetof(struct input_record, id),
	offsetof(struct input_record, charset),
};
#define STRINGS (sizeof(strings) / sizeof(strings[0]))

/* What a parcel begins with; then the strings with their NULs, then bytes. */
struct head {
	struct input_record record; /* its pointers mean nothing */
	uint64_t lens[STRINGS];
};

static const char **string_of(struct input_record *record, size_t i)
{
	return (const char **)(void *)((char *)record + strings[i]);
}

enum ncl_status parcel_head(struct ncl_buffer *to,
			    const struct input_record *record)
{
	struct input_record copy = *record;
	struct head head = { .record = copy };
	enum ncl_status ret;

	for (size_t i = 0; i < STRINGS; i++) {
		const char *s = *string_of(&copy, i);

		head.lens[i] = s ? strlen(s) : NONE;
	}
	ret = ncl_buffer_add(to, &head, sizeof(head));
	for (size_t i = 0; i < STRINGS && ret == NCL_OK; i++)
		if (head.lens[i] != NONE)
			ret = ncl_buffer_add(to, *string_of(&copy, i),
					     (size_t)head.lens[i] + 1);
	return ret;
}

int parcel_open(struct input_record *record, const char *bytes, size_t len)
{
	struct head head;
	size_t at = sizeof(head);

	if (len < at)
		return 0;
	memcpy(&head, bytes, at);
	*record = head.record;
	for (size_t i = 0; i < STRINGS; i++) {
		*string_of(record, i) = NULL;
		if (head.lens[i] == NONE)
			continue;
		if (head.lens[i] >= len - at)
			return 0;
		*string_of(record, i) = bytes + at;
		at += (size_t)head.lens[i] + 1;
	}
	record->bytes = bytes + at;
	return record->len == len - at;
}
