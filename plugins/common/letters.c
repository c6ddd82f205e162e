#include "common/letters.h"

struct range {
	uint32_t first, last;
};

static int is_in(uint32_t c, const struct range *r, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (c >= r[i].first && c <= r[i].last)
			return 1;
	return 0;
}

#define IS_IN(c, ranges) is_in(c, ranges, sizeof(ranges) / sizeof(*ranges))

/* Capitals that stand together. */
static const struct range capitals[] = {
	{ 'A', 'Z' }, { 0xc0, 0xd6 }, { 0xd8, 0xde }, { 0x386, 0x38f },
	{ 0x391, 0x3ab }, { 0x400, 0x42f }, { 0x531, 0x556 },
};

/* Capitals that stand before their small letters: even ones, odd ones. */
static const struct range evens[] = {
	{ 0x100, 0x137 }, { 0x14a, 0x177 }, { 0x460, 0x481 },
	{ 0x48a, 0x4bf }, { 0x4d0, 0x52f }, { 0x1e00, 0x1eff },
};
static const struct range odds[] = { { 0x139, 0x148 }, { 0x179, 0x17e },
				     { 0x4c1, 0x4ce } };

static const struct range solos[] = {
	{ 0x2e80, 0x2fdf }, { 0x3005, 0x3007 }, { 0x3021, 0x30ff },
	{ 0x3105, 0x312f }, { 0x31a0, 0x31bf }, { 0x31f0, 0x31ff },
	{ 0x3400, 0xa4cf }, { 0xf900, 0xfaff }, { 0xff66, 0xff9f },
	{ 0xe00, 0xeff }, { 0x1000, 0x109f }, { 0x1780, 0x17ff },
	{ 0x1950, 0x19df }, { 0x1a20, 0x1aaf }, { 0x1b00, 0x1b7f },
	{ 0xa980, 0xa9df }, { 0xaa60, 0xaadf }, { 0x16fe0, 0x18d08 },
	{ 0x1aff0, 0x1b2fb }, { 0x20000, 0x3ffff },
};

/* No letters: punctuation, symbols, signs that CJK text is set with. */
static const struct range signs[] = {
	{ 0, '/' }, { ':', '@' }, { '[', '`' }, { '{', 0xa9 },
	{ 0xab, 0xb4 }, { 0xb6, 0xb9 }, { 0xbb, 0xbf }, { 0xd7, 0xd7 },
	{ 0xf7, 0xf7 }, { 0x2000, 0x206f }, { 0x20a0, 0x20cf },
	{ 0x2190, 0x2bff }, { 0x2e00, 0x2e7f }, { 0x3000, 0x3004 },
	{ 0x3008, 0x3020 }, { 0xff00, 0xff0f }, { 0xff1a, 0xff20 },
	{ 0xff3b, 0xff40 }, { 0xff5b, 0xff65 }, { 0x1f000, 0x1faff },
};

enum letter_kind letter_kind_other(uint32_t c)
{
	if (c >= 0xff10 && c <= 0xff19)
		return LETTER_DIGIT;
	if (IS_IN(c, capitals) || (!(c & 1) && IS_IN(c, evens)) ||
	    ((c & 1) && IS_IN(c, odds)))
		return LETTER_UPPER;
	if (IS_IN(c, signs))
		return LETTER_NONE;
	if (IS_IN(c, solos))
		return LETTER_SOLO;
	return c < 0x590 || (c >= 0x1e00 && c < 0x2000) ? LETTER_LOWER :
							  LETTER_CASELESS;
}
