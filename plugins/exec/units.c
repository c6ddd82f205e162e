#include "units.h"

#define EVERY 256

static uint32_t next(const struct units *u, uint32_t byte)
{
	unsigned char c = (unsigned char)u->text[byte];

	return byte + (c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4);
}

/* How many units the character at a byte has. */
static uint32_t weight(const struct units *u, uint32_t byte)
{
	int pair = u->kind == UNITS_UTF16 &&
		   (unsigned char)u->text[byte] >= 0xf0;

	return pair ? 2 : 1;
}

/* The first character from a byte on. */
static uint32_t first_from(const struct units *u, uint32_t byte)
{
	while (byte < u->len && ((unsigned char)u->text[byte] & 0xc0) == 0x80)
		byte++;
	return byte;
}

static int is_ascii(const char *text, size_t len)
{
	unsigned char all = 0;

	for (size_t i = 0; i < len; i++)
		all |= (unsigned char)text[i];
	return all < 0x80;
}

int units_init(struct units *u, const struct ncl_host *host, ncl_doc *doc,
	       enum units_kind kind)
{
	size_t len;
	uint32_t unit = 0, marked = 0;

	*u = (struct units){ .text = host->text(doc, &len), .kind = kind };
	u->len = u->count = (uint32_t)len;
	if (kind == UNITS_BYTE || is_ascii(u->text, len)) {
		u->kind = UNITS_BYTE;
		return 1;
	}
	u->marks = host->alloc(doc, (len / EVERY + 1) * sizeof(*u->marks));
	if (!u->marks)
		return 0;
	for (uint32_t byte = 0; byte < u->len; byte = next(u, byte)) {
		if (byte >= marked * EVERY)
			u->marks[marked++] = unit;
		unit += weight(u, byte);
	}
	if (marked <= u->len / EVERY) /* the last character goes past it */
		u->marks[marked] = unit;
	u->count = unit;
	return 1;
}

int units_byte(const struct units *u, double given, uint32_t *out)
{
	uint32_t unit, byte, at, low = 0, high = u->len / EVERY + 1;

	if (!(given >= 0 && given <= u->count) ||
	    given != (double)(uint32_t)given)
		return 0;
	*out = unit = (uint32_t)given;
	if (u->kind == UNITS_BYTE)
		return 1;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (u->marks[middle] <= unit)
			low = middle;
		else
			high = middle;
	}
	byte = first_from(u, low * EVERY);
	for (at = u->marks[low]; at < unit; byte = next(u, byte))
		at += weight(u, byte);
	*out = byte;
	return at == unit;
}

uint32_t units_of(const struct units *u, uint32_t byte)
{
	uint32_t at, unit, mark = byte / EVERY;

	if (u->kind == UNITS_BYTE)
		return byte;
	at = first_from(u, mark * EVERY);
	for (unit = u->marks[mark]; at < byte; at = next(u, at))
		unit += weight(u, at);
	return unit;
}
