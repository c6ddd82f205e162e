/* What went wrong: codes, their texts, and the caller's record. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "error.h"

const char *ncl_version(void)
{
	return NCL_VERSION;
}

static const struct {
	const char *name, *text;
} statuses[] = {
#define STATUS_ROW(name, text) { #name, text },
	NCL_STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

const char *ncl_status_name(enum ncl_status status)
{
	if ((unsigned)status >= NCL_STATUS_COUNT)
		return "UNKNOWN";
	return statuses[status].name;
}

const char *ncl_status_text(enum ncl_status status)
{
	if ((unsigned)status >= NCL_STATUS_COUNT)
		return "an unknown status";
	return statuses[status].text;
}

/* Where text cut at `len` bytes ends without half a character. */
static size_t whole_characters(const char *text, size_t len)
{
	size_t at = len, need;
	unsigned char c;

	while (at > 0 && len - at < 4 && (text[at - 1] & 0xc0) == 0x80)
		at--;
	if (at == 0)
		return len;
	c = (unsigned char)text[at - 1];
	need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
	return len - at + 1 < need ? at - 1 : len;
}

enum ncl_status error_setv(struct ncl_error *err, enum ncl_status code,
			   const char *format, va_list args)
{
	char text[sizeof(err->text)]; /* args may point into err->text */
	int len;

	if (!err)
		return code;
	len = vsnprintf(text, sizeof(text), format, args);
	if (len < 0)
		snprintf(text, sizeof(text), "%s", ncl_status_text(code));
	else if ((size_t)len >= sizeof(text))
		text[whole_characters(text, sizeof(text) - 1)] = '\0';
	err->code = code;
	err->at = 0;
	memcpy(err->text, text, strlen(text) + 1);
	return code;
}

enum ncl_status ncl_error_set(struct ncl_error *err, enum ncl_status code,
			      const char *format, ...)
{
	va_list args;

	va_start(args, format);
	error_setv(err, code, format, args);
	va_end(args);
	return code;
}
