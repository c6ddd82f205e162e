/*
 * Charsets: their names, and which one a text is in.
 *
 * Names are the labels of the WHATWG Encoding Standard, in any case ("latin1"
 * and "iso-8859-1" mean windows-1252, as on the web), and beyond them whatever
 * iconv knows. The name shown is the WHATWG's.
 */
#ifndef IO_CHARSET_H
#define IO_CHARSET_H

#include <nclass/nclass.h>

/* How a charset is converted. */
enum charset_kind {
	CHARSET_UTF8,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_UTF32LE,
	CHARSET_UTF32BE,
	CHARSET_BYTES, /* a character is a byte: by a table */
	CHARSET_OTHER  /* by iconv */
};

enum { CHARSET_NAME = 40 };

struct charset {
	char name[CHARSET_NAME];  /* to be shown: "windows-1251" */
	char iconv[CHARSET_NAME]; /* what iconv calls it */
	enum charset_kind kind;
};

/* Find a charset by name. NCL_USAGE where there is none; the error names the
 * one that was most likely meant. */
enum ncl_status charset_named(struct charset *out, const char *name,
			      struct ncl_error *err);
/* Only say whether there is one. */
enum ncl_status charset_check(const char *name, struct ncl_error *err);

/* Load what converting needs: until it is let go no file need be opened for
 * it. `name` is of one beyond the table, or NULL. NCL_NOMEM. */
struct charset_held;
enum ncl_status charset_hold(struct charset_held **out, const char *name,
			     struct ncl_error *err);
void charset_let_go(struct charset_held *held);

#endif
