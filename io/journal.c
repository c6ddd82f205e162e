#include "io/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/journal_line.h"
#include "io/json_out.h"

struct journal {
	char *path;
	int file;
	struct ncl_buffer waiting;
};

/* ------------------------------------------------------------------- lines */

void journal_line_field(struct out *o, const char *text)
{
	static const char plain[] = "\\\t\n", letter[] = "\\tn";

	OUT(o, "\t");
	for (; *text; text++) {
		const char *special = strchr(plain, *text);

		if (special) {
			OUT(o, "\\");
			out_bytes(o, &letter[special - plain], 1);
		} else {
			out_bytes(o, text, 1);
		}
	}
}

static void number(struct out *o, uint64_t n)
{
	OUT(o, "\t");
	out_number(o, n);
}

/* End the line that began at `start` with its checksum. */
static enum ncl_status end_line(struct out *o, size_t start)
{
	const struct ncl_buffer *b = o->buffer;
	uint64_t sum;

	if (o->failed)
		return out_end(o);
	sum = journal_line_sum(b->data + start, b->len - start);
	out_format(o, "\t#%016llx\n", (unsigned long long)sum);
	return out_end(o);
}

/* --------------------------------------------------------------- beginning */

/* Open it, alone, and cut it to `len` bytes. */
static int open_alone(const char *path, uint64_t len)
{
	int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	if (file < 0)
		return -1;
	if (flock(file, LOCK_EX | LOCK_NB) == 0 &&
	    ftruncate(file, (off_t)len) == 0 && lseek(file, 0, SEEK_END) >= 0)
		return file;
	close(file);
	return -1;
}

static enum ncl_status open_journal(struct journal **out, const char *path,
				    uint64_t len, struct ncl_error *err)
{
	struct journal *j = calloc(1, sizeof(*j));

	*out = NULL;
	if (j)
		j->path = strdup(path);
	if (!j || !j->path) {
		free(j);
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	j->file = open_alone(path, len);
	if (j->file < 0) {
		ncl_error_set(err, NCL_WRITE, "%s: cannot be written: %s", path,
			      errno == EWOULDBLOCK ? "another run writes it" :
						     strerror(errno));
		free(j->path);
		free(j);
		return NCL_WRITE;
	}
	*out = j;
	return NCL_OK;
}

enum ncl_status journal_new(struct journal **out, const char *path,
			    struct ncl_error *err)
{
	enum ncl_status ret = open_journal(out, path, 0, err);
	struct out o;

	if (ret != NCL_OK)
		return ret;
	out_start(&o, &(*out)->waiting);
	OUT(&o, JOURNAL_FIRST);
	return end_line(&o, 0);
}

enum ncl_status journal_append(struct journal **out, const char *path,
			       uint64_t len, struct ncl_error *err)
{
	return open_journal(out, path, len, err);
}

void journal_end(struct journal *j, int whole)
{
	if (!j)
		return;
	close(j->file);
	if (whole)
		unlink(j->path);
	ncl_buffer_release(&j->waiting);
	free(j->path);
	free(j);
}

enum ncl_status journal_checksum(uint64_t *sum, const char *path,
				 struct ncl_error *err)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	XXH3_state_t *state = XXH3_createState();
	char bytes[1 << 14];
	ssize_t n = -1;

	if (state)
		XXH3_64bits_reset(state);
	while (file >= 0 && state &&
	       (n = read(file, bytes, sizeof(bytes))) > 0)
		XXH3_64bits_update(state, bytes, (size_t)n);
	if (n == 0)
		*sum = XXH3_64bits_digest(state);
	XXH3_freeState(state);
	if (file >= 0)
		close(file);
	return n == 0 ? NCL_OK :
			ncl_error_set(err, NCL_READ, "%s: cannot be read: %s",
				      path, strerror(errno));
}

/* ------------------------------------------------------------------- noting */

enum ncl_status journal_fact(struct journal *j, const char *key,
			     const char *value)
{
	size_t start = j->waiting.len;
	struct out o;

	out_start(&o, &j->waiting);
	OUT(&o, "is");
	journal_line_field(&o, key);
	journal_line_field(&o, value);
	return end_line(&o, start);
}

int journal_stat(const char *path, struct journal_file *file)
{
	struct stat st;

	*file = (struct journal_file){ 0 };
	if (strcmp(path, "-") == 0)
		return 1;
	if (stat(path, &st))
		return 0;
	if (!S_ISREG(st.st_mode))
		return 1;
	file->size = (uint64_t)st.st_size;
	file->time = (uint64_t)st.st_mtim.tv_sec * 1000000000u +
		     (uint64_t)st.st_mtim.tv_nsec;
	return 1;
}

/* Behind what was written since `start`: a file as it is, and the end. */
static enum ncl_status note_file(struct out *o, size_t start,
				 const char *path)
{
	struct journal_file file;

	journal_stat(path, &file);
	number(o, file.size);
	number(o, file.time);
	journal_line_field(o, path);
	return end_line(o, start);
}

enum ncl_status journal_input(struct journal *j, uint64_t n, const char *path)
{
	size_t start = j->waiting.len;
	struct out o;

	out_start(&o, &j->waiting);
	OUT(&o, "input");
	number(&o, n);
	return note_file(&o, start, path);
}

enum ncl_status journal_output(struct journal *j, const char *path)
{
	size_t start = j->waiting.len;
	struct out o;

	out_start(&o, &j->waiting);
	OUT(&o, "output");
	return note_file(&o, start, path);
}

static enum ncl_status write_all(struct journal *j, struct ncl_error *err)
{
	size_t at = 0;

	while (at < j->waiting.len) {
		ssize_t n = write(j->file, j->waiting.data + at,
				  j->waiting.len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	if (at == j->waiting.len && (fdatasync(j->file) == 0 ||
				     errno == EINVAL || errno == EROFS)) {
		j->waiting.len = 0;
		return NCL_OK;
	}
	return ncl_error_set(err, NCL_WRITE, "%s: cannot be written: %s",
			     j->path, strerror(errno));
}

enum ncl_status journal_mark(struct journal *j,
			     const struct journal_mark *mark,
			     struct ncl_error *err)
{
	size_t start = j->waiting.len;
	struct out o;

	out_start(&o, &j->waiting);
	OUT(&o, "mark");
	number(&o, mark->done);
	number(&o, mark->input);
	number(&o, mark->records);
	number(&o, mark->offset);
	number(&o, mark->pages);
	for (int i = 0; i < JOURNAL_FILES; i++) {
		number(&o, mark->files[i].len);
		number(&o, mark->files[i].inode);
	}
	for (int i = 0; i < JOURNAL_FAILURES; i++)
		number(&o, mark->failures[i]);
	if (end_line(&o, start) != NCL_OK)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return write_all(j, err);
}
