#include "io/html_names.h"

#include <string.h>

#include "io/html_tokens.h"

/* The first eight bytes, those of letters in lower case. */
static uint64_t key_of(const char *s, size_t len, size_t left)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t key = 0, high;

	if (left >= 8) {
		memcpy(&key, s, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		key = __builtin_bswap64(key);
#endif
		if (len < 8)
			key &= (UINT64_C(1) << (8 * len)) - 1;
	} else {
		for (size_t i = len < 8 ? len : 8; i-- > 0;)
			key = key << 8 | (unsigned char)s[i];
	}
	/* 0x20 into each byte from 'A' to 'Z', without a carry */
	high = key & (ones * 0x7f);
	high = (high + ones * (128 - 'A')) & ~(high + ones * (127 - 'Z')) &
	       ~key & (ones * 0x80);
	return key | high >> 2;
}

unsigned html_name(const struct html_names *names, const char *s, size_t len,
		   size_t left)
{
	uint64_t key = key_of(s, len, left) + len;
	unsigned i = names->slots[key * names->factor >> 54];

	return i && html_is_word(s, len, names->names[i]) ? i : 0;
}
