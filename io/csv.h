/*
 * Rows of CSV and TSV by RFC 4180, and what is met in the wild: LF, CRLF or a
 * lone CR ends a row; quotes stand for themselves inside a field that did not
 * begin with one; a field in quotes may hold separators, line ends and, as
 * two, quotes.
 *
 *	struct csv c = { .separator = ',' };
 *
 *	switch (csv_scan(&c, bytes, len, ended)) {
 *	case CSV_ROW:    bytes[0, c.size) was a row of c.count fields;
 *	case CSV_MORE:   there is more to be read: call again with more;
 *	case CSV_BROKEN: c.what says why; the row's first line is c.first_line
 *	                 bytes, from which on one can try again.
 *	}
 *	csv_next(&c);  before the next row
 *
 * Call again with the same bytes and more behind them: the scan goes on where
 * it was, so a row of many pieces is scanned once.
 */
#ifndef IO_CSV_H
#define IO_CSV_H

#include <nclass/nclass.h>

struct csv_field {
	size_t begin, end; /* bytes of the row, without its quotes */
	int doubled;       /* quotes stand in it as two */
};

enum csv_result { CSV_ROW, CSV_MORE, CSV_BROKEN, CSV_NOMEM };

/* Zero but for the separator is a fine start; csv_release frees. */
struct csv {
	char separator; /* no quote, CR or LF */
	int plain;      /* a quote is a character like others */
	struct csv_field *fields;
	uint32_t count, room;
	size_t size;       /* bytes of the row, with its line end */
	size_t first_line; /* bytes of its first line, with its end */
	uint32_t lines;    /* lines that the row took */
	/* where it is broken: in which of its lines, from 0, and what it is;
	 * an open quote is told where it began */
	uint32_t broken_line;
	const char *what;
	int open; /* it is broken by a quote that nothing ends */
	/* the scan */
	size_t at, begin, quote;
	int state, doubled;
};

enum csv_result csv_scan(struct csv *c, const char *bytes, size_t len,
			 int ended);
/* Forget the row. */
void csv_next(struct csv *c);
/* A scan that found no end: the row as broken by its open quote, if it has
 * one, or by its size. */
void csv_give_up(struct csv *c, const char *bytes, size_t len);
/* The bytes of a field, with two quotes made one; `to` has room for its
 * length, and may be the field itself. Returns the length. */
size_t csv_copy(char *to, const char *row, const struct csv_field *field);
void csv_release(struct csv *c);

#endif
