#include "mirror.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define HASH 14695981039346656037u /* of nothing */

struct begun {
	char *source;
	size_t below;
	uint64_t first;
};

struct mirror {
	char *folder;
	char *path; /* of the file being written: its output borrows it */
	const char *ending;
	enum ncl_status (*done)(void *data, const char *path);
	void *data;
	struct begun *queue; /* [from, to) wait */
	size_t from, to, size;
	/* names that were written, as hashes: a table with open places */
	uint64_t *seen;
	size_t seen_count, seen_size;
};

enum ncl_status mirror_new(struct mirror **out, const char *folder,
			   const char *ending, struct ncl_error *err)
{
	struct mirror *m = calloc(1, sizeof(*m));

	*out = NULL;
	if (m)
		m->folder = strdup(folder);
	if (!m || !m->folder) {
		free(m);
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	m->ending = ending;
	*out = m;
	return NCL_OK;
}

void mirror_free(struct mirror *m)
{
	if (!m)
		return;
	for (size_t i = m->from; i < m->to; i++)
		free(m->queue[i].source);
	free(m->queue);
	free(m->seen);
	free(m->path);
	free(m->folder);
	free(m);
}

enum ncl_status mirror_add(struct mirror *m, const char *source, size_t below,
			   uint64_t first)
{
	struct begun *grown;

	if (m->from == m->to)
		m->from = m->to = 0;
	if (m->to == m->size) {
		m->size = m->size ? m->size * 2 : 64;
		grown = realloc(m->queue, m->size * sizeof(*grown));
		if (!grown)
			return NCL_NOMEM;
		m->queue = grown;
	}
	m->queue[m->to] = (struct begun){ strdup(source), below, first };
	return m->queue[m->to].source ? m->to++, NCL_OK : NCL_NOMEM;
}

void mirror_on_done(struct mirror *m,
		    enum ncl_status (*done)(void *data, const char *path),
		    void *data)
{
	m->done = done;
	m->data = data;
}

/* ------------------------------------------------------------------ names */

static uint64_t hash_bytes(uint64_t h, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return h ? h : 1;
}

/* Goes on from another hash, of what came before. */
static uint64_t hash_on(uint64_t h, const char *name)
{
	return hash_bytes(h, name, strlen(name) + 1);
}

/* With or without a slash at its end: told as called otherwise, not as
 * another run. */
static uint64_t hash_path(uint64_t h, const char *name)
{
	size_t len = strlen(name);

	while (len > 1 && name[len - 1] == '/')
		len--;
	return hash_on(hash_bytes(h, name, len), "");
}

static uint64_t hash(const char *name)
{
	return hash_on(HASH, name);
}

/* Where a hash stands in the table, or would. */
static size_t place(const uint64_t *table, size_t size, uint64_t h)
{
	size_t i = (size_t)h & (size - 1);

	while (table[i] && table[i] != h)
		i = (i + 1) & (size - 1);
	return i;
}

static int grow_seen(struct mirror *m)
{
	size_t size = m->seen_size ? m->seen_size * 2 : 256;
	uint64_t *table = calloc(size, sizeof(*table));

	if (!table)
		return 0;
	for (size_t i = 0; i < m->seen_size; i++)
		if (m->seen[i])
			table[place(table, size, m->seen[i])] = m->seen[i];
	free(m->seen);
	m->seen = table;
	m->seen_size = size;
	return 1;
}

/* Note that a file is written; NCL_USAGE where it has been. */
static enum ncl_status note_name(struct mirror *m, const char *path,
				 const char *source, struct ncl_error *err)
{
	uint64_t *slot;

	if (m->seen_count * 2 >= m->seen_size && !grow_seen(m))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	slot = &m->seen[place(m->seen, m->seen_size, hash(path))];
	if (*slot)
		return ncl_error_set(err, NCL_USAGE, "%s: another input has "
				     "been written to %s already: name the "
				     "folder above both, or give them folders "
				     "of their own (--output-dir)", source,
				     path);
	*slot = hash(path);
	m->seen_count++;
	return NCL_OK;
}

static int ends_with(const char *name, size_t len, const char *ending)
{
	size_t n = strlen(ending);

	return len > n && !strncasecmp(name + len - n, ending, n);
}

/* The length of a name without an ending of compression; what is written is
 * packed for .gz and .zst only, so these may stay. */
static size_t unpacked(const char *name, size_t *kept)
{
	static const char *const packed[] = { ".gz", ".zst", ".xz", ".bz2" };
	size_t len = strlen(name);

	*kept = len;
	for (size_t i = 0; i < 4; i++)
		if (ends_with(name, len, packed[i])) {
			len -= strlen(packed[i]);
			*kept = i < 2 ? *kept : len;
			break;
		}
	return len;
}

/* The file of an input, for the caller to free. */
static char *name_file(const struct mirror *m, const struct begun *b)
{
	const char *name = b->source + b->below;
	size_t folder = strlen(m->folder), len, kept;
	const char *more = "";
	char *path;

	if (!strcmp(b->source, "-"))
		name = "standard-input";
	len = unpacked(name, &kept);
	if (m->ending && !ends_with(name, len, m->ending)) {
		kept = strlen(name);
		more = m->ending;
	}
	path = malloc(folder + 1 + kept + strlen(more) + 1);
	if (!path)
		return NULL;
	memcpy(path, m->folder, folder);
	path[folder] = '/';
	memcpy(path + folder + 1, name, kept);
	strcpy(path + folder + 1 + kept, more);
	return path;
}

/* Make the folders above a file. */
static enum ncl_status make_folders(char *path, struct ncl_error *err)
{
	size_t len = strlen(path);

	for (size_t i = 1; i < len; i++) {
		int made;

		if (path[i] != '/')
			continue;
		path[i] = 0;
		made = mkdir(path, 0777) == 0 || errno == EEXIST;
		if (!made)
			ncl_error_set(err, NCL_WRITE, "%s: the folder cannot "
				      "be made: %s", path, strerror(errno));
		path[i] = '/';
		if (!made)
			return NCL_WRITE;
	}
	return NCL_OK;
}

/* ------------------------------------------------------------------ files */

/* The file of an input becomes m->path. */
static enum ncl_status take_name(struct mirror *m, const struct begun *b,
				 struct ncl_error *err)
{
	free(m->path);
	m->path = name_file(m, b);
	if (!m->path)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return note_name(m, m->path, b->source, err);
}

/* `mark` NULL: it is begun. */
static enum ncl_status open_next(struct mirror *m, const struct begun *b,
				 const struct output_mark *mark,
				 struct output **out, struct ncl_error *err)
{
	struct output_how how = { .goes_on = mark };
	enum ncl_status ret = take_name(m, b, err);

	if (ret == NCL_OK && output_is(m->path, b->source))
		ret = ncl_error_set(err, NCL_USAGE, "%s would be written over "
				    "itself: give --output-dir another "
				    "folder", b->source);
	if (ret == NCL_OK)
		ret = make_folders(m->path, err);
	if (ret != NCL_OK)
		return ret;
	how.pack = pack_by_name(m->path);
	return output_open_as(out, m->path, &how, err);
}

/* Put *out in its place. */
static enum ncl_status end_file(struct mirror *m, struct output **out,
				struct ncl_error *err)
{
	enum ncl_status ret = *out ? output_close(*out, err) : NCL_OK;

	if (ret != NCL_OK || !*out)
		return ret;
	output_free(*out);
	*out = NULL;
	if (m->done && m->done(m->data, m->path) != NCL_OK)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return NCL_OK;
}

enum ncl_status mirror_turn(struct mirror *m, uint64_t number,
			    struct output **out, int *fresh,
			    struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	*fresh = 0;
	while (ret == NCL_OK && m->from < m->to &&
	       m->queue[m->from].first <= number) {
		struct begun b = m->queue[m->from++];

		ret = end_file(m, out, err);
		*fresh |= ret == NCL_OK;
		if (ret == NCL_OK)
			ret = open_next(m, &b, NULL, out, err);
		free(b.source);
	}
	return ret;
}

/* ---------------------------------------------------------------- going on */

enum ncl_status mirror_pass(struct mirror *m, const char *source,
			    size_t below, const char **path,
			    struct ncl_error *err)
{
	const struct begun b = { (char *)source, below, 0 };
	struct ncl_buffer part = { 0 };
	enum ncl_status ret = take_name(m, &b, err);

	if (ret == NCL_OK && output_part_name(&part, m->path))
		ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else if (ret == NCL_OK && part.len)
		rename(part.data, m->path); /* most often there is none */
	*path = m->path;
	ncl_buffer_release(&part);
	return ret;
}

enum ncl_status mirror_go_on(struct mirror *m, const char *source,
			     size_t below, const struct output_mark *mark,
			     struct output **out, struct ncl_error *err)
{
	const struct begun b = { (char *)source, below, 0 };

	return open_next(m, &b, mark, out, err);
}

enum ncl_status mirror_journal(struct ncl_buffer *name, const char *folder,
			       const struct operands *inputs,
			       const char *const more[2],
			       struct ncl_error *err)
{
	uint64_t h = HASH;
	char last[64];

	for (size_t i = 0; i < inputs->count; i++)
		h = hash_path(h, inputs->items[i]);
	for (size_t i = 0; i < 2; i++)
		h = hash_on(h, more[i] ? more[i] : "");
	snprintf(last, sizeof(last), "/.nclass-%016" PRIx64 OUTPUT_JOURNAL, h);
	if (ncl_buffer_add(name, folder, strlen(folder)) ||
	    ncl_buffer_add(name, last, strlen(last)))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return make_folders(name->data, err);
}
