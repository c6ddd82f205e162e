#include "export_text.h"

#include <stdio.h>
#include <string.h>

#define PIECE ((size_t)1 << 16)

void export_flush(struct export_text *w)
{
	if (w->status == NCL_OK && w->text.len)
		w->status = w->to->write(w->to->data, w->text.data,
					 w->text.len, w->err);
	w->text.len = 0;
}

static void put(struct export_text *w, const char *text, size_t len)
{
	if (w->status != NCL_OK)
		return;
	if (ncl_buffer_add(&w->text, text, len) != NCL_OK)
		w->status = ncl_error_set(w->err, NCL_NOMEM, "out of memory");
	else if (w->text.len >= PIECE)
		export_flush(w);
}

void export_put(struct export_text *w, const char *text)
{
	put(w, text, strlen(text));
}

size_t export_format(char *to, size_t size, double x, int digits)
{
	int len = snprintf(to, size, "%.*g", digits, x);

	for (int i = 0; i < len; i++)
		if (to[i] == ',')
			to[i] = '.';
	return (size_t)len;
}

void export_number(struct export_text *w, const char *before, double x)
{
	char text[40];

	export_put(w, before);
	put(w, text, export_format(text, sizeof(text), x, 17));
}

void export_count(struct export_text *w, const char *before, uint32_t n)
{
	char text[16];

	export_put(w, before);
	put(w, text, (size_t)snprintf(text, sizeof(text), "%u", n));
}

void export_coefficients(struct export_text *w, double x, uint32_t y,
			 uint32_t k)
{
	for (uint32_t z = 0; z + 1 < k; z++)
		export_number(w, z ? " " : "", z < y ? -x : x);
}
