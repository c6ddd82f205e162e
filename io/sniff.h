/* Which format an input has. */
#ifndef IO_SNIFF_H
#define IO_SNIFF_H

#include "io/input.h"

/* By the name's ending, before .gz and the like; INPUT_AUTO where it does not
 * tell. */
enum input_format sniff_name(const char *path);

/* The length of a path without an ending of compression (.gz, .zst, ...). */
size_t sniff_unpacked(const char *path);

/*
 * By the beginning of the content: an object with "text" or "html" (as the
 * fields are called) on the first line that is not blank is JSON lines; WARC/1.
 * is a web archive; a doctype or an <html> is HTML; else text. A first line
 * that is cut is judged by what is there of it.
 */
enum input_format sniff_content(const char *bytes, size_t len,
				const struct ncl_fields *fields);

#endif
