/*
 * The text of an exported model, on its way to the caller in pieces of some
 * size. What goes wrong stays in `status`, and nothing more is written.
 */
#ifndef CORE_EXPORT_TEXT_H
#define CORE_EXPORT_TEXT_H

#include <nclass/nclass.h>

struct export_text {
	const struct ncl_writer *to;
	struct ncl_buffer text;
	enum ncl_status status;
	struct ncl_error *err;
};

/* Hand over what is left; `text` is then empty, and the caller's to release. */
void export_flush(struct export_text *w);
void export_put(struct export_text *w, const char *text);
/* `before`, then a number with all its digits. */
void export_number(struct export_text *w, const char *before, double x);
void export_count(struct export_text *w, const char *before, uint32_t n);
/* A number of some digits, whatever the locale; how long it is. */
size_t export_format(char *to, size_t size, double x, int digits);
/* What stands before a support vector of class `y` of `k`: `x` where the class
 * is the first of two, -x where it is the second. */
void export_coefficients(struct export_text *w, double x, uint32_t y,
			 uint32_t k);

#endif
