#include "offsets.h"

#include <stdlib.h>

/* The units that start in text [0, len). */
static uint32_t count(const char *text, size_t len, enum ncl_offsets unit)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t chars = 0, wide = 0;

	for (size_t i = 0; i < len; i++) {
		chars += (s[i] & 0xc0) != 0x80;
		wide += s[i] >= 0xf0;
	}
	return unit == NCL_OFFSETS_UTF16 ? chars + wide : chars;
}

enum ncl_status offsets_init(struct offsets *o, const char *text, size_t len,
			     enum ncl_offsets unit)
{
	uint32_t sum = 0;

	*o = (struct offsets){ .text = text, .unit = unit };
	if (unit == NCL_OFFSETS_BYTE)
		return NCL_OK;
	o->at = malloc((len / OFFSETS_STEP + 1) * sizeof(*o->at));
	if (!o->at)
		return NCL_NOMEM;
	for (size_t i = 0; i < len / OFFSETS_STEP; i++) {
		o->at[i] = sum;
		sum += count(text + i * OFFSETS_STEP, OFFSETS_STEP, unit);
	}
	o->at[len / OFFSETS_STEP] = sum;
	return NCL_OK;
}

uint32_t offsets_get(const struct offsets *o, uint32_t byte)
{
	uint32_t step = byte / OFFSETS_STEP;

	if (!o->at)
		return byte;
	return o->at[step] + count(o->text + (size_t)step * OFFSETS_STEP,
				   byte % OFFSETS_STEP, o->unit);
}

void offsets_release(struct offsets *o)
{
	free(o->at);
	o->at = NULL;
}

const char *offsets_name(enum ncl_offsets unit)
{
	static const char *const names[] = { "byte", "char", "utf16" };

	return names[unit];
}
