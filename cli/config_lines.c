#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <ini.h>

/*
 * inih takes lines of some 200 bytes. A longer one is handed over in pieces,
 * each behind a space: so it is a continuation to inih, which says section
 * and key again, and the values are put together here.
 */
struct reader {
	const char *path;
	FILE *file;
	config_take *take;
	void *data;
	unsigned line;      /* being read, from 1 */
	char rest[512];     /* of that line: read, but not handed over */
	int more;           /* what is handed over next goes on with it */
	unsigned held_line; /* whose value is being put together; 0: none is */
	char section[64], key[64];
	struct ncl_buffer value;
	struct ncl_error err; /* of the first wrong line */
};

static int blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void fail(struct reader *r, enum ncl_status code, unsigned line,
		 const char *why)
{
	if (!r->err.code)
		ncl_error_set(&r->err, code, "%s, line %u: %s", r->path, line,
			      why);
}

/* Cut off a comment that begins in a piece. 0: none does. */
static int drop_comment(char *piece)
{
	char *at = piece;

	if (*at != '#')
		while (*at && !(*at == ';' && (at == piece || blank(at[-1]))))
			at++;
	if (!*at)
		return 0;
	*at = 0;
	return 1;
}

/* Where a piece of at most `most` bytes can end: no white space, which would
 * be lost, and no ; stands on either side. 0: nowhere. */
static size_t cut_at(const char *text, size_t most)
{
	while (most > 1 && (blank(text[most]) || text[most] == ';' ||
			    blank(text[most - 1])))
		most--;
	return most > 1 ? most : 0;
}

static void check_form(struct reader *r, const char *text)
{
	if (!*text || *text == ';' || *text == '#')
		return;
	if (*text == '[' ? !strchr(text, ']') : !strpbrk(text, "=:"))
		fail(r, NCL_USAGE, r->line,
		     "neither [section] nor key = value");
}

static void pass_line(FILE *file)
{
	int c;

	do
		c = getc(file);
	while (c != EOF && c != '\n');
}

/* Read on into r->rest. 0: the file ends. */
static int fill(struct reader *r)
{
	size_t have = strlen(r->rest), skip = 0;

	if (r->more && strchr(r->rest, '\n'))
		return 1;
	if (!r->more)
		r->line++;
	if (!fgets(r->rest + have, (int)(sizeof(r->rest) - have), r->file))
		return have > 0;
	while (!r->more && blank(r->rest[skip]))
		skip++;
	memmove(r->rest, r->rest + skip, strlen(r->rest + skip) + 1);
	return 1;
}

/* A line for inih, as fgets gives it. White space before it is dropped: it
 * would make it a continuation. */
static char *next_line(char *to, int size, void *data)
{
	struct reader *r = data;
	size_t len, at = r->more ? 1 : 0, most = (size_t)size - 3;

	if (r->err.code || !fill(r))
		return NULL;
	len = strlen(r->rest);
	if (!r->more)
		check_form(r, r->rest);
	*to = ' ';
	if (len <= most &&
	    (!len || r->rest[len - 1] == '\n' || feof(r->file))) {
		memcpy(to + at, r->rest, len + 1);
		if (r->more)
			drop_comment(to + at);
		r->rest[0] = 0;
		r->more = 0;
		return r->err.code ? NULL : to;
	}
	len = cut_at(r->rest, most < len ? most : len - 1);
	if (!len)
		fail(r, NCL_USAGE, r->line, "too much white space");
	memcpy(to + at, r->rest, len);
	to[at + len] = 0;
	memmove(r->rest, r->rest + len, strlen(r->rest + len) + 1);
	r->more = !drop_comment(to + at);
	if (!r->more && !strchr(r->rest, '\n'))
		pass_line(r->file);
	if (!r->more)
		r->rest[0] = 0;
	return r->err.code ? NULL : to;
}

/* Hand over what was put together. */
static void flush(struct reader *r)
{
	struct ncl_error why = { 0 };
	unsigned line = r->held_line;
	enum ncl_status status;

	r->held_line = 0;
	if (!line || r->err.code)
		return;
	status = r->take(r->data, line, r->section, r->key, r->value.data,
			 &why);
	if (status)
		fail(r, status, line, why.text);
}

static int take(void *data, const char *section, const char *key,
		const char *value)
{
	struct reader *r = data;

	if (r->held_line != r->line) {
		flush(r);
		r->held_line = r->line;
		r->value.len = 0;
		snprintf(r->section, sizeof(r->section), "%s", section);
		snprintf(r->key, sizeof(r->key), "%s", key);
	}
	if (ncl_buffer_add(&r->value, value, strlen(value)))
		fail(r, NCL_NOMEM, r->line, "out of memory");
	return !r->err.code;
}

enum ncl_status config_lines(const char *path, config_take *taker, void *data,
			     struct ncl_error *err)
{
	struct reader r = { .path = path, .take = taker, .data = data };
	int wrong;

	r.file = fopen(path, "re");
	if (!r.file)
		return ncl_error_set(err, NCL_READ, "%s: cannot be read: %s",
				     path, strerror(errno));
	wrong = ini_parse_stream(next_line, &r, take, &r);
	flush(&r);
	if (!r.err.code && ferror(r.file))
		ncl_error_set(&r.err, NCL_READ, "%s: cannot be read: %s", path,
			      strerror(errno));
	if (wrong == -2)
		fail(&r, NCL_NOMEM, r.line, "out of memory");
	else if (wrong)
		fail(&r, NCL_USAGE, (unsigned)wrong,
		     "neither [section] nor key = value");
	fclose(r.file);
	ncl_buffer_release(&r.value);
	return r.err.code ? ncl_error_set(err, r.err.code, "%s", r.err.text) :
			    NCL_OK;
}
