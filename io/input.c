#include "io/input.h"

#include <stdlib.h>

#include "io/ahead.h"
#include "io/begin.h"
#include "io/charset.h"
#include "io/files.h"
#include "io/part.h"
#include "io/sniff.h"
#include "io/source.h"
#include "io/warc.h"

const char *const input_format_names[] = { "auto",  "text", "html",
					   "jsonl", "warc", NULL };

struct input {
	struct input_options how;
	struct walk *walk;
	struct ahead ahead;
	struct part part;
	struct source source;
	struct warc warc;
	const char *path;         /* of the input that is open, or NULL */
	enum input_format format; /* of that */
	int done;                 /* it has been given out as a whole */
	int torn; /* what comes next may begin in the middle of a line */
	int split; /* its lines begin in the middle: they have no numbers */
	uint64_t base; /* where reading began */
	uint64_t line, index, bytes, read;
	uint64_t inputs; /* begun so far */
	enum ncl_status (*begin)(void *data, const char *source, size_t below);
	void *begin_data;
};

/* ------------------------------------------------------------------ open */

enum ncl_status input_open(struct input **out, const char *const *paths,
			   size_t n, const struct input_options *how,
			   struct ncl_error *err)
{
	enum ncl_status ret;
	struct input *in = NULL;

	*out = NULL;
	ret = how->charset ? charset_check(how->charset, err) : NCL_OK;
	if (ret != NCL_OK)
		return ret;
	in = calloc(1, sizeof(*in));
	if (!in)
		return ncl_error_set(err, NCL_NOMEM, "no memory for inputs");
	in->how = *how;
	in->part = (struct part){ .number = how->part, .count = how->parts,
				  .whole = how->whole_files };
	if (in->how.max_doc_bytes == 0)
		in->how.max_doc_bytes = INPUT_MAX_DOC_BYTES;
	ret = walk_open(&in->walk, paths, n, &how->walk, err);
	if (ret == NCL_OK)
		*out = in;
	else
		free(in);
	return ret;
}

void input_free(struct input *in)
{
	if (!in)
		return;
	source_release(&in->source);
	ahead_release(&in->ahead);
	walk_free(in->walk);
	free(in);
}

void input_leave_out(struct input *in, const struct output *output)
{
	walk_leave_out(in->walk, output);
}

void input_on_wait(struct input *in, int (*wait)(void *data, int file),
		   void *data)
{
	in->source.wait = wait;
	in->source.wait_data = data;
}

uint64_t input_bytes(const struct input *in)
{
	return in->bytes + in->source.at - in->base;
}

uint64_t input_part(const struct input *in, uint64_t *whole)
{
	*whole = in->part.total;
	return in->part.end - in->part.begin;
}

uint64_t input_total(struct input *in)
{
	return in->part.count ? in->part.end - in->part.begin :
				ahead_look(&in->ahead, in->walk);
}

uint64_t input_read(const struct input *in)
{
	return in->read + source_read(&in->source) - in->base;
}

void input_on_begin(struct input *in,
		    enum ncl_status (*begin)(void *data, const char *source,
					     size_t below),
		    void *data)
{
	in->begin = begin;
	in->begin_data = data;
}

void input_leave_folder(struct input *in, const char *path)
{
	walk_leave_folder(in->walk, path);
}

void input_passed(const struct input *in, struct input_passed *out)
{
	*out = in->warc.passed;
}

void input_empty(const struct input *in, struct walk_empty *out)
{
	walk_empty(in->walk, out);
}

static void close_input(struct input *in)
{
	in->bytes = input_bytes(in);
	in->read = input_read(in);
	in->base = 0;
	source_close(&in->source);
	in->path = NULL;
}

/* -------------------------------------------------------------- the input */

/* An input or a document that could not be had; it is counted. */
static enum input_result fail(struct input *in, struct input_record *record,
			      enum input_result result, struct ncl_error *err)
{
	record->index = in->index++;
	begin_name(err, record->source, record->line);
	return result;
}

/* Open in->path and find its format. */
static enum ncl_status begin_input(struct input *in, struct ncl_error *err)
{
	struct source *s = &in->source;
	enum ncl_status ret;

	in->line = 0;
	in->done = in->torn = in->split = in->warc.lost = 0;
	in->format = in->how.format;
	if (in->format == INPUT_AUTO)
		in->format = sniff_name(in->path);
	ret = begin_source(s, in->path, err);
	if (ret != NCL_OK)
		return ret;
	if (in->format == INPUT_AUTO) {
		ret = begin_hold_line(s, err);
		in->format = sniff_content(s->data + s->begin,
					   s->end - s->begin,
					   &in->how.fields);
	}
	if (ret == NCL_OK && in->format == INPUT_JSONL)
		ret = begin_check_lines(s, "JSON lines", err);
	return ret;
}

/* Whether what is another part's can be told from what is this one's. */
static int can_split(const struct input *in)
{
	return in->format == INPUT_JSONL && !in->source.unpack &&
	       in->source.size_then > 0;
}

/* Go to the first line that begins in the part. */
static enum ncl_status go_to_part(struct input *in, struct ncl_error *err)
{
	enum ncl_status ret = source_seek(&in->source, in->part.from - 1, err);

	in->base = in->source.at;
	in->split = 1;
	in->line = 1; /* it is not the first */
	return ret == NCL_OK ? source_skip_line(&in->source, err) : ret;
}

/* The path of the next input; NULL: there is none. */
static enum input_result next_path(struct input *in,
				   struct input_record *record,
				   enum ncl_status *found,
				   struct ncl_error *err)
{
	*found = part_next(&in->part, in->walk, &in->path, err);
	if (!in->path)
		return *found == NCL_OK ? INPUT_END : INPUT_FATAL;
	*record = (struct input_record){ .source = in->path,
					 .below = walk_below(in->walk),
					 .input = in->inputs++ };
	if (!in->begin ||
	    in->begin(in->begin_data, in->path, record->below) == NCL_OK)
		return INPUT_DOC;
	ncl_error_set(err, NCL_NOMEM, "out of memory");
	in->path = NULL;
	return INPUT_FATAL;
}

/* Go to the next input that can be read. */
static enum input_result next_input(struct input *in,
				    struct input_record *record,
				    struct ncl_error *err)
{
	enum input_result got;
	enum ncl_status ret;

	for (;;) {
		got = next_path(in, record, &ret, err);
		if (got != INPUT_DOC)
			return got;
		if (ret == NCL_OK)
			ret = begin_input(in, err);
		if (!in->part.from)
			break;
		if (ret == NCL_OK && can_split(in)) {
			ret = go_to_part(in, err);
			break;
		}
		close_input(in); /* the part has it where it begins */
	}
	/* damaged in its first bytes: what follows may be whole */
	if (ret == NCL_OK || (ret == NCL_READ && in->source.damaged &&
			      in->format >= INPUT_JSONL))
		return INPUT_DOC;
	close_input(in);
	return fail(in, record, INPUT_UNREADABLE, err);
}

/* --------------------------------------------------------------- records */

/* The next line. Behind damage the first one is a part of one, unless it
 * begins as an object does. */
static enum ncl_status next_line(struct input *in, struct piece *piece,
				 struct ncl_error *err)
{
	struct source *s = &in->source;
	enum ncl_status ret = NCL_OK;

	if (in->torn) {
		in->torn = 0;
		ret = source_fill(s, 1, err);
		if (ret == NCL_OK && s->end > s->begin &&
		    s->data[s->begin] != '{')
			ret = source_skip_line(s, err);
	}
	return ret == NCL_OK ? begin_line(s, in->how.max_doc_bytes, &in->line,
					  piece, err)
			     : ret;
}

/* Whether a line begins behind the part. */
static int is_behind(const struct input *in, const struct piece *piece)
{
	/* a mark before the first one is no part of it */
	uint64_t at = in->line == 1 ? 0 : piece->at;

	return in->part.count && can_split(in) &&
	       at >= in->part.to;
}

static enum ncl_status next_piece(struct input *in, struct piece *piece,
				  struct ncl_error *err)
{
	*piece = (struct piece){ .at = in->source.at };
	if (in->format == INPUT_JSONL)
		return next_line(in, piece, err);
	if (in->format == INPUT_WARC)
		return warc_next(&in->warc, &in->source,
				 in->how.max_doc_bytes, piece, err);
	if (in->done)
		return NCL_OK;
	in->done = 1;
	return source_rest(&in->source, in->how.max_doc_bytes, piece, err);
}

/* Reading failed: go on behind the damage where that can be. */
static enum input_result resume(struct input *in, struct input_record *record,
				struct ncl_error *err)
{
	int more = 0;

	if (in->format >= INPUT_JSONL &&
	    source_resume(&in->source, &more, NULL) != NCL_OK)
		more = 0;
	if (!more) {
		close_input(in);
		return fail(in, record, INPUT_UNREADABLE, err);
	}
	in->torn = in->warc.lost = 1;
	return fail(in, record, INPUT_BAD, err);
}

/* The next record of the input that is open; INPUT_END: it has no more. */
static enum input_result next_record(struct input *in,
				     struct input_record *record,
				     struct ncl_error *err)
{
	struct piece piece;
	enum ncl_status ret = next_piece(in, &piece, err);

	*record = (struct input_record){
		.format = in->format,
		.bytes = piece.bytes,
		.len = piece.len,
		.source = in->path,
		.below = walk_below(in->walk),
		.input = in->inputs - 1,
		.line = in->format == INPUT_JSONL && !in->split ? in->line : 0,
		.at = piece.at,
	};
	if (is_behind(in, &piece))
		return INPUT_END;
	if (ret == NCL_READ)
		return resume(in, record, err);
	if (ret != NCL_OK && in->split)
		begin_name_byte(err, piece.at);
	if (ret != NCL_OK)
		return fail(in, record, INPUT_BAD, err);
	if (!piece.bytes)
		return INPUT_END;
	record->index = in->index++;
	return INPUT_DOC;
}

enum ncl_status input_pass(struct input *in, uint64_t n, uint64_t records,
			   enum ncl_status (*seen)(
				   void *data, const struct input_record *,
				   struct ncl_error *err),
			   void *data, struct ncl_error *err)
{
	struct input_record at = { 0 };
	enum ncl_status ret = NCL_OK;

	while (in->inputs < n && ret == NCL_OK) {
		ret = part_next(&in->part, in->walk, &at.source, err);
		if (!at.source)
			return ret != NCL_OK ? ret :
			       ncl_error_set(err, NCL_MISSING,
					     "there are fewer inputs");
		at.below = walk_below(in->walk);
		at.input = in->inputs++;
		in->read += files_size(at.source);
		ret = seen(data, &at, err);
	}
	in->index = records;
	return ret;
}

enum input_result input_frame(struct input *in, struct input_record *record,
			      struct ncl_error *err)
{
	enum input_result got;

	*record = (struct input_record){ 0 };
	for (;;) {
		if (!in->path) {
			got = next_input(in, record, err);
			if (got != INPUT_DOC)
				return got;
		}
		got = next_record(in, record, err);
		if (got != INPUT_END)
			return got;
		close_input(in);
	}
}

enum input_result input_next(struct input *in, ncl_doc *doc,
			     struct ncl_error *err)
{
	struct input_record record;
	enum input_result got = input_frame(in, &record, err);

	if (got == INPUT_DOC)
		return input_parse(doc, &record, &in->how, err) == NCL_OK
			       ? INPUT_DOC
			       : INPUT_BAD;
	if (got != INPUT_END && got != INPUT_FATAL &&
	    input_set_origin(doc, &record, &in->how, NULL) != NCL_OK)
		return INPUT_FATAL;
	return got;
}
