#include "io/input.h"

#include <stdlib.h>
#include <string.h>

#include "io/begin.h"
#include "io/charset.h"
#include "io/sniff.h"
#include "io/source.h"
#include "io/walk.h"

const char *const input_format_names[] = { "auto",  "text", "html",
					   "jsonl", "warc", NULL };

struct input {
	struct input_options how;
	struct walk *walk;
	struct source source;
	const char *path;         /* of the input that is open, or NULL */
	enum input_format format; /* of that */
	uint64_t line, index, bytes;
};

/* ------------------------------------------------------------------ open */

static enum ncl_status check_paths(const char *const *paths, size_t n,
				   struct ncl_error *err)
{
	size_t dashes = 0;

	for (size_t i = 0; i < n; i++)
		dashes += !strcmp(paths[i], "-");
	if (dashes > 1)
		return ncl_error_set(err, NCL_USAGE, "standard input (-) is "
				     "named %zu times; it can be read once",
				     dashes);
	return NCL_OK;
}

static enum ncl_status check_options(const struct input_options *how,
				     struct ncl_error *err)
{
	if (how->format == INPUT_WARC)
		return ncl_error_set(err, NCL_USAGE,
				     "the input format %s is not read by this "
				     "version; it reads text, html and jsonl",
				     input_format_names[how->format]);
	return how->charset ? charset_check(how->charset, err) : NCL_OK;
}

enum ncl_status input_open(struct input **out, const char *const *paths,
			   size_t n, const struct input_options *how,
			   struct ncl_error *err)
{
	enum ncl_status ret;
	struct input *in = NULL;

	*out = NULL;
	ret = check_options(how, err);
	if (ret == NCL_OK)
		ret = check_paths(paths, n, err);
	if (ret != NCL_OK)
		return ret;
	in = calloc(1, sizeof(*in));
	if (!in)
		return ncl_error_set(err, NCL_NOMEM, "no memory for inputs");
	in->how = *how;
	if (in->how.max_doc_bytes == 0)
		in->how.max_doc_bytes = INPUT_MAX_DOC_BYTES;
	ret = walk_open(&in->walk, paths, n, err);
	if (ret != NCL_OK) {
		free(in);
		return ret;
	}
	*out = in;
	return NCL_OK;
}

void input_free(struct input *in)
{
	if (!in)
		return;
	source_release(&in->source);
	walk_free(in->walk);
	free(in);
}

void input_leave_out(struct input *in, const struct output *output)
{
	walk_leave_out(in->walk, output);
}

uint64_t input_bytes(const struct input *in)
{
	return in->bytes + in->source.at;
}

static void close_input(struct input *in)
{
	in->bytes += in->source.at;
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
	ret = begin_source(s, in->path, err);
	if (ret != NCL_OK)
		return ret;
	in->format = in->how.format;
	if (in->format == INPUT_AUTO)
		in->format = sniff_name(in->path);
	if (in->format == INPUT_AUTO) {
		ret = begin_hold_line(s, err);
		in->format = sniff_content(s->data + s->begin,
					   s->end - s->begin);
	}
	if (ret == NCL_OK && in->format == INPUT_JSONL)
		ret = begin_check_lines(s, "JSON lines", err);
	return ret;
}

/* Go to the next input that can be read. */
static enum input_result next_input(struct input *in,
				    struct input_record *record,
				    struct ncl_error *err)
{
	enum ncl_status ret = walk_next(in->walk, &in->path, err);

	if (!in->path)
		return ret == NCL_OK ? INPUT_END : INPUT_FATAL;
	record->source = in->path;
	if (ret == NCL_OK)
		ret = begin_input(in, err);
	if (ret == NCL_OK)
		return INPUT_DOC;
	close_input(in);
	return fail(in, record, INPUT_UNREADABLE, err);
}

/* --------------------------------------------------------------- records */

/* A web archive is known by name or content, but cannot be read. */
static enum ncl_status next_whole(struct input *in, struct piece *piece,
				  struct ncl_error *err)
{
	if (in->format != INPUT_WARC)
		return source_rest(&in->source, in->how.max_doc_bytes, piece,
				   err);
	return ncl_error_set(err, NCL_FORMAT, "a web archive is not read by "
			     "this version");
}

/* The next record of the input that is open; INPUT_END: it has no more. */
static enum input_result next_record(struct input *in,
				     struct input_record *record,
				     struct ncl_error *err)
{
	int lines = in->format == INPUT_JSONL;
	struct piece piece = { 0 };
	uint64_t max = in->how.max_doc_bytes;
	enum ncl_status ret = lines ? begin_line(&in->source, max, &in->line,
						 &piece, err)
				    : next_whole(in, &piece, err);

	*record = (struct input_record){
		.format = in->format,
		.bytes = piece.bytes,
		.len = piece.len,
		.source = in->path,
		.line = lines ? in->line : 0,
		.at = piece.at,
	};
	if (ret == NCL_READ) {
		close_input(in);
		return fail(in, record, INPUT_UNREADABLE, err);
	}
	if (ret != NCL_OK)
		return fail(in, record, INPUT_BAD, err);
	if (!piece.bytes)
		return INPUT_END;
	record->index = in->index++;
	return INPUT_DOC;
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
		if (in->format != INPUT_JSONL && in->line)
			got = INPUT_END; /* it has been given out */
		else
			got = next_record(in, record, err);
		if (in->format != INPUT_JSONL)
			in->line = 1;
		if (got != INPUT_END)
			return got;
		close_input(in);
	}
}

enum ncl_status input_parse(ncl_doc *doc, const struct input_record *record,
			    const struct input_options *how,
			    struct ncl_error *err)
{
	const struct ncl_origin origin = { .source = record->source,
					   .index = record->index };
	enum ncl_status ret;

	ncl_doc_clear(doc);
	ret = ncl_doc_set_origin(doc, &origin, err);
	if (ret == NCL_OK && record->format == INPUT_JSONL)
		ret = ncl_read_json(doc, record->bytes, record->len, err);
	else if (ret == NCL_OK && record->format == INPUT_HTML)
		ret = ncl_read_html(doc, record->bytes, record->len,
				    how->charset, err);
	else if (ret == NCL_OK)
		ret = ncl_read_text(doc, record->bytes, record->len,
				    how->charset, err);
	if (ret != NCL_OK)
		begin_name(err, record->source, record->line);
	return ret;
}

enum input_result input_next(struct input *in, ncl_doc *doc,
			     struct ncl_error *err)
{
	struct input_record record;
	struct ncl_origin origin;
	enum input_result got = input_frame(in, &record, err);

	if (got == INPUT_DOC)
		return input_parse(doc, &record, &in->how, err) == NCL_OK
			       ? INPUT_DOC
			       : INPUT_BAD;
	ncl_doc_clear(doc);
	origin = (struct ncl_origin){ .source = record.source,
				      .index = record.index };
	if (got != INPUT_END && got != INPUT_FATAL &&
	    ncl_doc_set_origin(doc, &origin, NULL) != NCL_OK)
		return INPUT_FATAL;
	return got;
}
