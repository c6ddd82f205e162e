#include "message.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "interrupt.h"
#include "io/output.h"

/* What turns the direction of writing: U+202A to 202E, U+2066 to 2069. */
static int turns(const unsigned char *s)
{
	return s[0] == 0xe2 &&
	       ((s[1] == 0x80 && s[2] >= 0xaa && s[2] <= 0xae) ||
		(s[1] == 0x81 && s[2] >= 0xa6 && s[2] <= 0xa9));
}

/* Control characters, also those of two bytes (U+0080 to U+009F) and of
 * direction, become question marks; not those that are left alone. */
static void disarm(char *text, const char *but)
{
	for (unsigned char *s = (unsigned char *)text; *s; s++) {
		if ((*s < 0x20 && !strchr(but, *s)) || *s == 0x7f)
			*s = '?';
		else if (*s == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0)
			s[0] = s[1] = '?';
		else if (turns(s))
			memset(s, '?', 3);
	}
}

void message(const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	disarm(text, "");
	fprintf(stderr, "nclass: %s\n", text);
}

int message_print(struct ncl_buffer *text)
{
	struct ncl_error err = { 0 };
	struct output *o = NULL;
	int bad;

	if (text->len)
		disarm(text->data, "\n\t");
	bad = output_open(&o, NULL, &err) ||
	      (text->len && output_write(o, text->data, text->len, &err)) ||
	      output_flush(o, &err);
	output_free(o);
	ncl_buffer_release(text);
	if (!bad)
		return CLI_OK;
	if (err.at == EPIPE)
		interrupt_pipe();
	message("%s", err.text);
	return CLI_CANNOT;
}
