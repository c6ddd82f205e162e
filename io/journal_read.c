/* Reading a journal: facts and the last mark at once, files one by one. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/journal_line.h"

enum {
	SUM = 18, /* a tab, #, and 16 digits */
	MARK_FIELDS = 6 + 2 * JOURNAL_FILES + JOURNAL_FAILURES,
	FIELDS = 32
};

struct fact {
	char *key, *value;
};

struct journal_past {
	char *path;
	FILE *file;
	uint64_t end; /* behind the last mark */
	uint64_t at;  /* where reading is */
	int marked;
	struct journal_mark mark;
	struct fact *facts;
	size_t fact_count;
	char *line;
	size_t line_size;
	uint64_t inputs_at, outputs_at; /* where the next are looked for */
	/* The input that was read last, and is not used up. */
	uint64_t number;
	struct journal_file was;
	char *name;
};

/* ------------------------------------------------------------------- lines */

static void unescape(char *text)
{
	char *to = text;

	for (; *text; text++) {
		if (*text == '\\' && text[1]) {
			text++;
			*to++ = *text == 't' ? '\t' : *text == 'n' ? '\n' :
								   *text;
		} else {
			*to++ = *text;
		}
	}
	*to = 0;
}

/* The next line without its checksum, cut into fields: how many; 0 at the end,
 * or where a line is torn. */
static int read_line(struct journal_past *p, char *fields[FIELDS])
{
	ssize_t len = getline(&p->line, &p->line_size, p->file);
	char *at = p->line;
	int n = 0;

	if (len <= SUM + 1 || p->line[len - 1] != '\n')
		return 0;
	p->line[len - 1] = 0;
	if (p->line[len - 1 - SUM] != '\t' ||
	    strtoull(p->line + len + 1 - SUM, NULL, 16) !=
		    journal_line_sum(p->line, (size_t)len - 1 - SUM))
		return 0;
	p->line[len - 1 - SUM] = 0;
	p->at += (uint64_t)len;
	while (at && n < FIELDS) {
		fields[n++] = at;
		at = strchr(at, '\t');
		if (at)
			*at++ = 0;
	}
	for (int i = 0; i < n; i++)
		unescape(fields[i]);
	return n;
}

static uint64_t to_number(const char *text)
{
	return strtoull(text, NULL, 10);
}

static int take_fact(struct journal_past *p, char **fields)
{
	struct fact *more = realloc(p->facts,
				    (p->fact_count + 1) * sizeof(*more));
	struct fact *f;

	if (!more)
		return 0;
	p->facts = more;
	f = &more[p->fact_count];
	f->key = strdup(fields[1]);
	f->value = strdup(fields[2]);
	p->fact_count += f->key && f->value;
	return f->key && f->value;
}

static void take_mark(struct journal_past *p, char **fields)
{
	struct journal_mark *m = &p->mark;

	fields++;
	m->done = to_number(*fields++);
	m->input = to_number(*fields++);
	m->records = to_number(*fields++);
	m->offset = to_number(*fields++);
	m->pages = to_number(*fields++);
	for (int i = 0; i < JOURNAL_FILES; i++) {
		m->files[i].len = to_number(*fields++);
		m->files[i].inode = to_number(*fields++);
	}
	for (int i = 0; i < JOURNAL_FAILURES; i++)
		m->failures[i] = to_number(*fields++);
	p->marked = 1;
	p->end = p->at;
}

/* Facts and marks up to the end, or to a line that is torn. */
static enum ncl_status read_all(struct journal_past *p, struct ncl_error *err)
{
	char *fields[FIELDS];
	int n = read_line(p, fields);

	if (n == 0)
		return NCL_OK; /* nothing was written yet */
	if (strcmp(fields[0], JOURNAL_FIRST) != 0)
		return ncl_error_set(err, NCL_FORMAT, "%s: not a journal of "
				     "this version of nclass", p->path);
	while ((n = read_line(p, fields)) > 0) {
		if (n == 3 && !strcmp(fields[0], "is") &&
		    !take_fact(p, fields))
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
		if (n == MARK_FIELDS && !strcmp(fields[0], "mark"))
			take_mark(p, fields);
	}
	return NCL_OK;
}

enum ncl_status journal_load(struct journal_past **out, const char *path,
			     struct ncl_error *err)
{
	struct journal_past *p = calloc(1, sizeof(*p));
	enum ncl_status ret;

	*out = NULL;
	if (p)
		p->path = strdup(path);
	if (!p || !p->path) {
		free(p);
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	p->file = fopen(path, "re");
	if (p->file)
		ret = read_all(p, err);
	else
		ret = ncl_error_set(err, errno == ENOENT ? NCL_MISSING :
							   NCL_READ,
				    "%s: %s", path, strerror(errno));
	if (ret == NCL_OK && !p->marked)
		ret = ncl_error_set(err, NCL_MISSING, "%s: nothing is marked "
				    "as done", path);
	if (ret != NCL_OK)
		journal_past_free(p);
	else
		*out = p;
	return ret;
}

const struct journal_mark *journal_last(const struct journal_past *p)
{
	return &p->mark;
}

int journal_past_fact(const struct journal_past *p, size_t i,
		      const char **key, const char **value)
{
	if (i >= p->fact_count)
		return 0;
	*key = p->facts[i].key;
	*value = p->facts[i].value;
	return 1;
}

/* ------------------------------------------------------------------- files */

/* Read from where one stood; inputs and outputs are gone through side by
 * side. */
static int go_to(struct journal_past *p, uint64_t at)
{
	if (p->at != at && fseeko(p->file, (off_t)at, SEEK_SET))
		return 0;
	p->at = at;
	return 1;
}

/* Go to input `number`; 0: none was noted of that number. */
static int find_input(struct journal_past *p, uint64_t number)
{
	char *fields[FIELDS];
	int n = go_to(p, p->inputs_at);

	while (n > 0 && p->at < p->end && (!p->name || p->number < number)) {
		n = read_line(p, fields);
		if (n != 5 || strcmp(fields[0], "input") != 0)
			continue;
		free(p->name);
		p->number = to_number(fields[1]);
		p->was.size = to_number(fields[2]);
		p->was.time = to_number(fields[3]);
		p->name = strdup(fields[4]);
	}
	p->inputs_at = p->at;
	return p->name && p->number == number;
}

/* Whether a file is as it was. */
static enum ncl_status compare(const char *path,
			       const struct journal_file *was,
			       struct ncl_error *err)
{
	struct journal_file now;
	int there = journal_stat(path, &now);

	if (!there && (was->size || was->time))
		return ncl_error_set(err, NCL_REFUSED, "%.200s is not there "
				     "any more", path);
	if (now.size != was->size)
		return ncl_error_set(err, NCL_REFUSED, "%.200s has %" PRIu64
				     " bytes, and had %" PRIu64, path,
				     now.size, was->size);
	if (now.time != was->time)
		return ncl_error_set(err, NCL_REFUSED, "%.200s was changed "
				     "since", path);
	return NCL_OK;
}

enum ncl_status journal_check_input(struct journal_past *p, uint64_t number,
				    const char *path, struct ncl_error *err)
{
	struct journal_file now;

	if (!find_input(p, number))
		return NCL_OK;
	if (strcmp(path, p->name) == 0)
		return compare(path, &p->was, err);
	if (!journal_stat(path, &now)) /* a folder, most likely */
		return ncl_error_set(err, NCL_REFUSED, "%.150s is not there "
				     "any more (input %" PRIu64 " was %.150s)",
				     path, number + 1, p->name);
	return ncl_error_set(err, NCL_REFUSED, "input %" PRIu64 " is %.150s, "
			     "and was %.150s", number + 1, path, p->name);
}

const char *journal_past_input(struct journal_past *p, uint64_t number)
{
	return find_input(p, number) ? p->name : NULL;
}

enum ncl_status journal_check_output(struct journal_past *p, const char *path,
				     struct ncl_error *err)
{
	struct journal_file was;
	char *fields[FIELDS];
	int n = go_to(p, p->outputs_at), found = 0;

	while (n > 0 && p->at < p->end && !found) {
		n = read_line(p, fields);
		found = n == 4 && strcmp(fields[0], "output") == 0;
	}
	p->outputs_at = p->at;
	if (!found || strcmp(fields[3], path) != 0)
		return ncl_error_set(err, NCL_REFUSED, "%.200s is not what was "
				     "written%s%.200s", path,
				     found ? ", which is " : "",
				     found ? fields[3] : "");
	was = (struct journal_file){ to_number(fields[1]),
				     to_number(fields[2]) };
	return compare(path, &was, err);
}

enum ncl_status journal_go_on(struct journal **out,
			      const struct journal_past *p,
			      struct ncl_error *err)
{
	return journal_append(out, p->path, p->end, err);
}

void journal_past_free(struct journal_past *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->fact_count; i++) {
		free(p->facts[i].key);
		free(p->facts[i].value);
	}
	if (p->file)
		fclose(p->file);
	free(p->facts);
	free(p->line);
	free(p->name);
	free(p->path);
	free(p);
}
