/* Any text on a terminal: no control character comes through, and no line is
 * wider than asked. The first byte is the width. */
#include <stdint.h>
#include <stdlib.h>

#include "io/display.h"
#include "io/json_out.h"
#include "io/utf8.h"

static void check_harmless(const unsigned char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] < 0x20 || s[i] == 0x7f ||
		    (s[i] == 0xc2 && s[i + 1] < 0xa0))
			abort();
}

static void check_lines(const char *s, size_t len, size_t width)
{
	while (len) {
		size_t shown, used = display_line(s, len, width, &shown);

		if (!used || used > len || shown > used)
			abort();
		/* one wide character may stand in a line of one column */
		if (display_width(s, shown) > (width > 2 ? width : 2))
			abort();
		s += used;
		len -= used;
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct ncl_buffer b = { 0 };
	struct out o;

	if (!size)
		return 0;
	out_start(&o, &b);
	display_clean(&o, (const char *)data + 1,
		      utf8_valid_prefix((const char *)data + 1, size - 1));
	if (out_end(&o) == NCL_OK) {
		check_harmless((const unsigned char *)b.data, b.len);
		check_lines(b.data, b.len, 1 + data[0] % 120);
	}
	ncl_buffer_release(&b);
	return 0;
}
