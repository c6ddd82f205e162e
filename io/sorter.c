#include "io/sorter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A run on the disk, and what of it is in memory. */
struct run {
	uint64_t at, end; /* pairs of the file that are still to be read */
	struct sorter_pair *pairs;
	size_t first, count;
};

struct sorter {
	struct sorter_pair *pairs; /* the buffer */
	size_t count, size;
	const char *folder;
	int file; /* -1: none yet */
	uint64_t written;
	struct run *runs;
	size_t run_count;
	size_t *heap; /* runs by their first pairs; NULL: still adding */
	size_t heap_count, next;
};

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for sorting: give "
			     "--memory less");
}

int sorter_file(const char *folder, struct ncl_error *err)
{
	int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char name[4096];

	/* not every file system has files without names */
	if (file < 0 && (errno == EOPNOTSUPP || errno == EISDIR) &&
	    (size_t)snprintf(name, sizeof(name), "%s/nclass-XXXXXX", folder) <
	    sizeof(name)) {
		file = mkostemp(name, O_CLOEXEC);
		if (file >= 0)
			unlink(name);
	}
	if (file < 0)
		ncl_error_set(err, NCL_WRITE, "%s: no file can be made there: "
			      "%s", folder, strerror(errno));
	return file;
}

enum ncl_status sorter_new(struct sorter **out, size_t memory,
			   const char *folder, struct ncl_error *err)
{
	struct sorter *s = calloc(1, sizeof(*s));

	*out = NULL;
	if (!s)
		return nomem(err);
	s->file = -1;
	s->folder = folder;
	/* qsort may take as much again */
	s->size = (memory > SORTER_LEAST ? memory : SORTER_LEAST) / 2 /
		  sizeof(*s->pairs);
	s->pairs = malloc(s->size * sizeof(*s->pairs));
	if (!s->pairs) {
		free(s);
		return nomem(err);
	}
	*out = s;
	return NCL_OK;
}

static int compare(const struct sorter_pair *a, const struct sorter_pair *b)
{
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->value < b->value ? -1 : a->value > b->value;
}

static int compare_pairs(const void *a, const void *b)
{
	return compare(a, b);
}

static enum ncl_status write_all(struct sorter *s, struct ncl_error *err)
{
	const char *bytes = (const char *)s->pairs;
	size_t left = s->count * sizeof(*s->pairs);

	while (left) {
		ssize_t n = write(s->file, bytes, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return ncl_error_set(err, NCL_WRITE, "%s: cannot be "
					     "written to: %s", s->folder,
					     strerror(errno));
		bytes += n;
		left -= (size_t)n;
	}
	return NCL_OK;
}

/* Sort the buffer, and put it on the disk as a run. */
static enum ncl_status flush(struct sorter *s, struct ncl_error *err)
{
	struct run *more = realloc(s->runs, (s->run_count + 1) *
					    sizeof(*more));
	enum ncl_status ret;

	if (!more)
		return nomem(err);
	s->runs = more;
	if (s->file < 0)
		s->file = sorter_file(s->folder, err);
	if (s->file < 0)
		return NCL_WRITE;
	qsort(s->pairs, s->count, sizeof(*s->pairs), compare_pairs);
	ret = write_all(s, err);
	s->runs[s->run_count++] = (struct run){
		.at = s->written, .end = s->written + s->count
	};
	s->written += s->count;
	s->count = 0;
	return ret;
}

enum ncl_status sorter_add(struct sorter *s, const struct sorter_pair *pair,
			   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	if (s->count == s->size)
		ret = flush(s, err);
	if (ret == NCL_OK)
		s->pairs[s->count++] = *pair;
	return ret;
}

/* -------------------------------------------------------------------- merge */

/* Read on in a run; it has nothing left where count stays 0. */
static enum ncl_status refill(struct sorter *s, struct run *r,
			      struct ncl_error *err)
{
	size_t room = s->size / s->run_count, got = 0;
	uint64_t left = r->end - r->at;
	size_t want = (left < room ? (size_t)left : room) * sizeof(*r->pairs);

	r->first = r->count = 0;
	while (got < want) {
		ssize_t n = pread(s->file, (char *)r->pairs + got, want - got,
				  (off_t)(r->at * sizeof(*r->pairs) + got));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return ncl_error_set(err, NCL_READ, "%s: what was "
					     "written there cannot be read: "
					     "%s", s->folder,
					     n ? strerror(errno) : "it ends");
		got += (size_t)n;
	}
	r->count = want / sizeof(*r->pairs);
	r->at += r->count;
	return NCL_OK;
}

static const struct sorter_pair *first_of(const struct sorter *s, size_t place)
{
	const struct run *r = &s->runs[s->heap[place]];

	return &r->pairs[r->first];
}

/* Let the run at a place of the heap sink to where it belongs. */
static void sink(struct sorter *s, size_t at)
{
	for (;;) {
		size_t least = at, run = s->heap[at];

		for (size_t i = 2 * at + 1; i <= 2 * at + 2; i++)
			if (i < s->heap_count &&
			    compare(first_of(s, i), first_of(s, least)) < 0)
				least = i;
		if (least == at)
			return;
		s->heap[at] = s->heap[least];
		s->heap[least] = run;
		at = least;
	}
}

/* From adding to reading. The buffer is shared out among the runs. */
static enum ncl_status begin(struct sorter *s, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	if (s->run_count && s->count)
		ret = flush(s, err);
	else
		qsort(s->pairs, s->count, sizeof(*s->pairs), compare_pairs);
	if (ret == NCL_OK && s->run_count > s->size)
		ret = ncl_error_set(err, NCL_NOMEM, "too much to sort in so "
				    "little memory: give --memory more");
	s->heap = calloc(s->run_count + 1, sizeof(*s->heap));
	if (!s->heap)
		return nomem(err);
	for (size_t i = 0; i < s->run_count && ret == NCL_OK; i++) {
		s->runs[i].pairs = s->pairs + i * (s->size / s->run_count);
		s->heap[s->heap_count++] = i;
		ret = refill(s, &s->runs[i], err);
	}
	for (size_t i = s->heap_count / 2 + 1; i-- > 0 && ret == NCL_OK;)
		if (i < s->heap_count)
			sink(s, i);
	return ret;
}

/* All is in memory. */
static int next_of_buffer(struct sorter *s, struct sorter_pair *pair)
{
	if (s->next == s->count)
		return 0;
	*pair = s->pairs[s->next++];
	return 1;
}

enum ncl_status sorter_next(struct sorter *s, struct sorter_pair *pair,
			    int *more, struct ncl_error *err)
{
	enum ncl_status ret = s->heap ? NCL_OK : begin(s, err);
	struct run *r;

	*more = 0;
	if (ret != NCL_OK)
		return ret;
	if (!s->run_count) {
		*more = next_of_buffer(s, pair);
		return NCL_OK;
	}
	if (!s->heap_count)
		return NCL_OK;
	r = &s->runs[s->heap[0]];
	*pair = r->pairs[r->first++];
	*more = 1;
	if (r->first == r->count)
		ret = refill(s, r, err);
	if (ret == NCL_OK && !r->count)
		s->heap[0] = s->heap[--s->heap_count];
	if (ret == NCL_OK && s->heap_count)
		sink(s, 0);
	return ret;
}

void sorter_free(struct sorter *s)
{
	if (!s)
		return;
	if (s->file >= 0)
		close(s->file);
	free(s->pairs);
	free(s->runs);
	free(s->heap);
	free(s);
}
