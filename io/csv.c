#include "io/csv.h"

#include <stdlib.h>
#include <string.h>

enum { FIELD_START, IN_FIELD, IN_QUOTES, AFTER_QUOTES };

void csv_next(struct csv *c)
{
	*c = (struct csv){ .separator = c->separator, .plain = c->plain,
			   .fields = c->fields, .room = c->room };
}

void csv_release(struct csv *c)
{
	free(c->fields);
	*c = (struct csv){ 0 };
}

static int add_field(struct csv *c, size_t end)
{
	if (c->count == c->room) {
		uint32_t room = c->room ? 2 * c->room : 16;
		struct csv_field *more =
			realloc(c->fields, room * sizeof(*more));

		if (!more)
			return 0;
		c->fields = more;
		c->room = room;
	}
	c->fields[c->count++] =
		(struct csv_field){ c->begin, end, c->doubled };
	c->doubled = 0;
	return 1;
}

/* Lines that end in bytes[from, to); a CRLF is one end. */
static uint32_t count_lines(const char *bytes, size_t from, size_t to)
{
	uint32_t n = 0;

	for (size_t i = from; i < to; i++)
		n += bytes[i] == '\n' ? !(i && bytes[i - 1] == '\r')
				      : bytes[i] == '\r';
	return n;
}

/* The bytes of the first line, with its end. */
static size_t first_line(const char *bytes, size_t len)
{
	size_t i = 0;

	while (i < len && bytes[i] != '\n' && bytes[i] != '\r')
		i++;
	if (i + 1 < len && bytes[i] == '\r' && bytes[i + 1] == '\n')
		i++;
	return i < len ? i + 1 : len;
}

/* Whether bytes[0, len) end with a line end. */
static int ends_line(const char *bytes, size_t len)
{
	return len && (bytes[len - 1] == '\n' || bytes[len - 1] == '\r');
}

static enum csv_result broken(struct csv *c, const char *bytes, size_t len,
			      size_t place, const char *what)
{
	c->first_line = first_line(bytes, len);
	c->broken_line = count_lines(bytes, 0, place);
	c->what = what;
	return CSV_BROKEN;
}

void csv_give_up(struct csv *c, const char *bytes, size_t len)
{
	if (c->what) {
		c->first_line = first_line(bytes, len);
		return;
	}
	c->open = c->state == IN_QUOTES || c->state == AFTER_QUOTES;
	broken(c, bytes, len, c->open ? c->quote : 0,
	       c->open ? "a quote begins here that nothing ends"
		       : "the row is too large");
}

/* The row ends with the line end at c->at. */
static enum csv_result end_row(struct csv *c, const char *bytes, size_t end,
			       size_t size)
{
	if (!add_field(c, end))
		return CSV_NOMEM;
	c->size = size;
	c->lines = count_lines(bytes, 0, size);
	c->first_line = first_line(bytes, size);
	return CSV_ROW;
}

/* What to do at a line end or a separator behind a field that ends at `end`;
 * CSV_MORE: go on. */
static enum csv_result end_field(struct csv *c, const char *bytes, size_t len,
				 size_t end)
{
	size_t at = c->at;

	if (bytes[at] == c->separator) {
		if (!add_field(c, end))
			return CSV_NOMEM;
		c->begin = ++c->at;
		c->state = FIELD_START;
		return CSV_MORE;
	}
	at += bytes[at] == '\r' && at + 1 < len && bytes[at + 1] == '\n';
	return end_row(c, bytes, end, at + 1);
}

static int ends_field(const struct csv *c, char byte)
{
	return byte == c->separator || byte == '\n' || byte == '\r';
}

/* Go to the end of what is quoted; 0: it is not there yet. */
static int skip_quoted(struct csv *c, const char *bytes, size_t len)
{
	const char *quote = memchr(bytes + c->at, '"', len - c->at);

	c->at = quote ? (size_t)(quote - bytes) + 1 : len;
	if (quote)
		c->state = AFTER_QUOTES;
	return quote != NULL;
}

/* A step of the scan at a byte; CSV_MORE: go on. */
static enum csv_result step(struct csv *c, const char *bytes, size_t len)
{
	char byte = bytes[c->at];

	switch (c->state) {
	case FIELD_START:
		c->state = IN_FIELD;
		if (byte == '"' && !c->plain) {
			c->quote = c->at;
			c->begin = ++c->at;
			c->state = IN_QUOTES;
			return CSV_MORE;
		}
		/* fall through */
	case IN_FIELD:
		while (c->at < len && !ends_field(c, bytes[c->at]))
			c->at++;
		return c->at < len ? end_field(c, bytes, len, c->at)
				   : CSV_MORE;
	case IN_QUOTES:
		skip_quoted(c, bytes, len);
		return CSV_MORE;
	default:
		if (byte == '"') {
			c->doubled = 1;
			c->state = IN_QUOTES;
			c->at++;
			return CSV_MORE;
		}
		if (ends_field(c, byte))
			return end_field(c, bytes, len, c->at - 1);
		return broken(c, bytes, len, c->at,
			      "text stands behind a closing quote (a quote "
			      "inside a field is written as two)");
	}
}

enum csv_result csv_scan(struct csv *c, const char *bytes, size_t len,
			 int ended)
{
	enum csv_result got = CSV_MORE;

	if (!ended && len && bytes[len - 1] == '\r')
		len--; /* it may be half of a CRLF */
	while (got == CSV_MORE && c->at < len)
		got = step(c, bytes, len);
	if (got == CSV_BROKEN && !ended && !ends_line(bytes, c->first_line))
		return CSV_MORE; /* its first line is to be held whole */
	if (got != CSV_MORE || !ended)
		return got;
	if (c->state == IN_QUOTES) {
		csv_give_up(c, bytes, len);
		return CSV_BROKEN;
	}
	return end_row(c, bytes, c->state == AFTER_QUOTES ? len - 1 : len,
		       len);
}

size_t csv_copy(char *to, const char *row, const struct csv_field *field)
{
	size_t n = 0;

	if (!field->doubled) {
		memmove(to, row + field->begin, field->end - field->begin);
		return field->end - field->begin;
	}
	for (size_t i = field->begin; i < field->end; i++) {
		to[n++] = row[i];
		i += row[i] == '"';
	}
	return n;
}
