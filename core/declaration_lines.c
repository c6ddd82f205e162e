#include "declaration.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <ini.h>

struct reader {
	struct declaration *d;
	FILE *file;
	unsigned line; /* being read, from 1 */
	int indented;  /* it goes on with the value above */
	struct ncl_error err;
};

/* ";" behind white space begins a comment, which a shell's command does not
 * expect. */
static int has_comment(const struct reader *r, const char *text)
{
	const struct declaration *d = r->d;
	const char *key = d->line_count ? d->lines[d->line_count - 1].key : "";
	int command = r->indented ? !strcmp(key, "command") :
				    !strncmp(text, "command", 7);

	return command && (strstr(text, " ;") || strstr(text, "\t;"));
}

/* A line for inih, as fgets gives it. */
static char *next_line(char *to, int size, void *data)
{
	struct reader *r = data;
	size_t len;

	if (r->err.code || !fgets(to, size, r->file))
		return NULL;
	r->line++;
	r->indented = *to == ' ' || *to == '\t';
	len = strlen(to);
	if (len + 1 == (size_t)size && to[len - 1] != '\n')
		ncl_error_set(&r->err, NCL_REFUSED, "line %u: longer than %d "
			      "bytes: go on in the next line, indented",
			      r->line, size - 2);
	else if (has_comment(r, to))
		ncl_error_set(&r->err, NCL_REFUSED, "line %u: a ; behind "
			      "white space begins a comment here: leave the "
			      "space out, or put the command into a script",
			      r->line);
	return r->err.code ? NULL : to;
}

static const char *copy(struct reader *r, const char *text)
{
	return arena_copy(&r->d->arena, text, strlen(text));
}

static int nomem(struct reader *r)
{
	ncl_error_set(&r->err, NCL_NOMEM, "out of memory");
	return 0;
}

/* The value above goes on. */
static int join(struct reader *r, const char *value)
{
	struct declaration_line *l = &r->d->lines[r->d->line_count - 1];
	size_t n = strlen(l->value), more = strlen(value);
	char *both = arena_alloc(&r->d->arena, n + more + 2);

	if (!both)
		return nomem(r);
	memcpy(both, l->value, n);
	both[n] = ' ';
	memcpy(both + n + 1, value, more);
	l->value = both;
	return 1;
}

/* Room for one more in an array that doubles, in the arena. */
static int room(struct declaration *d)
{
	uint32_t want = d->line_size ? d->line_size * 2 : 32;
	struct declaration_line *more;

	if (d->line_count < d->line_size)
		return 1;
	more = arena_alloc(&d->arena, want * sizeof(*more));
	if (!more)
		return 0;
	if (d->line_count)
		memcpy(more, d->lines, d->line_count * sizeof(*more));
	d->lines = more;
	d->line_size = want;
	return 1;
}

static int take(void *data, const char *section, const char *key,
		const char *value)
{
	struct reader *r = data;
	struct declaration *d = r->d;
	struct declaration_line l = { .line = r->line };

	if (r->err.code)
		return 0;
	if (r->indented && d->line_count)
		return join(r, value);
	for (uint32_t i = 0; i < d->line_count; i++)
		if (!strcmp(d->lines[i].section, section) &&
		    !strcmp(d->lines[i].key, key)) {
			ncl_error_set(&r->err, NCL_REFUSED, "line %u: %s of "
				      "[%s] stands twice, in line %u too",
				      r->line, key, section, d->lines[i].line);
			return 0;
		}
	l.section = copy(r, section);
	l.key = copy(r, key);
	l.value = copy(r, value);
	if (!l.section || !l.key || !l.value || !room(d))
		return nomem(r);
	d->lines[d->line_count++] = l;
	return 1;
}

static enum ncl_status open_file(FILE **out, const char *path,
				 struct ncl_error *err)
{
	struct stat st;

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return ncl_error_set(err, NCL_REFUSED, "not a regular file");
	*out = fopen(path, "re");
	if (*out)
		return NCL_OK;
	return ncl_error_set(err, errno == ENOENT ? NCL_MISSING : NCL_READ,
			     "%s", strerror(errno));
}

enum ncl_status declaration_lines(struct declaration *d, const char *path,
				  struct ncl_error *err)
{
	struct reader r = { .d = d };
	enum ncl_status ret = open_file(&r.file, path, err);
	int wrong;

	if (ret != NCL_OK)
		return ret;
	wrong = ini_parse_stream(next_line, &r, take, &r);
	if (!r.err.code && ferror(r.file))
		ncl_error_set(&r.err, NCL_READ, "%s", strerror(errno));
	fclose(r.file);
	if (!r.err.code && wrong == -2)
		nomem(&r);
	else if (!r.err.code && wrong)
		ncl_error_set(&r.err, NCL_REFUSED, "line %d: neither "
			      "[section] nor key = value", wrong);
	return r.err.code ? ncl_error_set(err, r.err.code, "%s", r.err.text) :
			    NCL_OK;
}
