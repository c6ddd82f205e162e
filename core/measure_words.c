/* Words as the measures of verdicts count them: what regular expressions call
 * \w+, and single characters of scripts without spaces. */
#include "measure.h"
#include "utf8.h"

#include <utf8proc.h>

static int is_alone(uint32_t c)
{
	return (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
	       (c >= 0xf900 && c <= 0xfaff) || (c >= 0xac00 && c <= 0xd7af) ||
	       (c >= 0x0e00 && c <= 0x0e7f);
}

static int is_word(uint32_t c)
{
	if (c < 0x80)
		return c == '_' || (c >= '0' && c <= '9') ||
		       (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return 1;
	default:
		return 0;
	}
}

uint32_t measure_words(const char *text, size_t len)
{
	uint32_t n = 0, bytes;
	int inside = 0;

	for (size_t i = 0; i < len; i += bytes) {
		uint32_t c = utf8_read(text + i, &bytes);

		if (is_alone(c)) {
			/* inside \w+ it is part of the word: a run takes
			 * what follows it, too */
			n += !(inside && is_word(c));
			inside = inside && is_word(c);
			continue;
		}
		n += is_word(c) && !inside;
		inside = is_word(c);
	}
	return n;
}
