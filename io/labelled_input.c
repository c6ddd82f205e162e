#include "io/labelled_input.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/begin.h"
#include "io/input.h"
#include "io/labelled_names.h"
#include "io/labelled_reader.h"
#include "io/sniff.h"
#include "io/walk.h"

const char *const labelled_fault_names[FAULT_COUNT] = {
#define X(name, text) text,
	LABELLED_FAULTS(X)
#undef X
};

/* ------------------------------------------------------------------- life */

static size_t count(const char *const *list)
{
	size_t n = 0;

	while (list && list[n])
		n++;
	return n;
}

static enum ncl_status check_options(const struct labelled_options *how,
				     const char *const *paths, size_t n,
				     struct ncl_error *err)
{
	const struct labelled_format *r = &how->record;
	size_t dashes = 0;

	for (size_t i = 0; i < n; i++)
		dashes += !strcmp(paths[i], "-");
	if (dashes > 1)
		return ncl_error_set(err, NCL_USAGE, "standard input (-) is "
				     "named %zu times; it can be read once",
				     dashes);
	if (r->unit == NCL_UNIT_BLOCK && how->format > DATA_JSONL)
		return ncl_error_set(err, NCL_USAGE, "blocks come as JSON "
				     "lines: this plugin labels blocks");
	if (count(r->values) > LABELLED_MOST || count(r->masks) > LABELLED_MOST)
		return ncl_error_set(err, NCL_USAGE, "at most %u --mask and "
				     "%u --by", LABELLED_MOST, LABELLED_MOST);
	if (r->prefix && !*r->prefix)
		return ncl_error_set(err, NCL_USAGE, "--label-prefix is "
				     "empty: every word would be a label");
	return r->charset ? charset_check(r->charset, err) : NCL_OK;
}

enum ncl_status labelled_open(struct labelled_input **out,
			      const char *const *paths, size_t n,
			      const struct labelled_options *how,
			      struct ncl_error *err)
{
	enum ncl_status ret = check_options(how, paths, n, err);
	struct labelled_input *in;

	*out = NULL;
	if (ret != NCL_OK)
		return ret;
	in = calloc(1, sizeof(*in));
	if (!in)
		return ncl_error_set(err, NCL_NOMEM, "no memory for inputs");
	in->how = *how;
	in->paths = paths;
	in->path_count = n;
	if (!in->how.max_doc_bytes)
		in->how.max_doc_bytes = INPUT_MAX_DOC_BYTES;
	if (!in->how.record.prefix)
		in->how.record.prefix = "__label__";
	*out = in;
	return NCL_OK;
}

void labelled_close(struct labelled_input *in)
{
	if (!in)
		return;
	walk_free(in->walk);
	source_release(&in->source);
	csv_release(&in->csv);
	free(in);
}

uint32_t labelled_found(const struct labelled_input *in)
{
	return in->found;
}

uint64_t labelled_masked(const struct labelled_input *in)
{
	return in->masked;
}

uint64_t labelled_bytes(const struct labelled_input *in)
{
	return in->bytes + in->source.at;
}

/* ---------------------------------------------------------------- readers */

static enum ncl_status read_json(struct labelled_input *in, ncl_doc *doc,
				 struct labelled_record *out, int *end,
				 struct ncl_error *err)
{
	struct piece line = { 0 };
	struct ncl_origin origin;
	enum ncl_status ret = begin_line(&in->source, in->how.max_doc_bytes,
					 &in->line, &line, err);

	out->line = in->line;
	out->fault = ret == NCL_LIMIT ? FAULT_TOO_LARGE : FAULT_BROKEN;
	*end = ret == NCL_OK && !line.bytes;
	if (ret != NCL_OK || *end)
		return ret;
	ret = labelled_read(doc, line.bytes, line.len, &in->how.record,
			    &out->gold, err);
	if (ret != NCL_OK)
		return ret;
	origin = *ncl_doc_origin(doc);
	origin.source = in->path;
	origin.index = in->index;
	return ncl_doc_set_origin(doc, &origin, err);
}

/* The first folder below the input that the file is in. */
static enum ncl_status folder_label(struct labelled_input *in, ncl_doc *doc,
				    struct labelled *out,
				    struct ncl_error *err)
{
	const char *below = in->path + strlen(in->root);
	const char *slash;
	char *label;
	size_t len;

	if (!strcmp(in->path, in->root))
		return ncl_error_set(err, NCL_FORMAT, "is a file: give the "
				     "folder that holds a folder for each "
				     "label");
	while (*below == '/')
		below++;
	slash = strchr(below, '/');
	if (!slash)
		return NCL_OK;
	label = (char *)below;
	len = (size_t)(slash - below);
	if (labelled_keep(in, doc, &label, &len, out, err) != NCL_OK)
		return NCL_NOMEM;
	out->charset = NULL; /* of the name */
	return labelled_cell(doc, label, len, NULL, out, err);
}

/* A file of a folder; in->line says that it has been given out. */
static enum ncl_status read_folder(struct labelled_input *in, ncl_doc *doc,
				   struct labelled_record *out, int *end,
				   struct ncl_error *err)
{
	static const struct ncl_fields usual = { 0 };
	struct piece text = { 0 };
	enum ncl_status ret;

	*end = in->line++ != 0;
	if (*end)
		return NCL_OK;
	out->fault = FAULT_BROKEN;
	in->charset = (struct charset){ 0 };
	ret = folder_label(in, doc, &out->gold, err);
	if (ret != NCL_OK || !out->gold.known)
		return ret;
	ret = source_rest(&in->source, in->how.max_doc_bytes, &text, err);
	if (ret == NCL_LIMIT)
		out->fault = FAULT_TOO_LARGE;
	if (ret != NCL_OK)
		return ret;
	out->fault = FAULT_BINARY;
	if (sniff_name(in->path) == INPUT_HTML ||
	    sniff_content(text.bytes, text.len, &usual) == INPUT_HTML)
		return ncl_read_html(doc, text.bytes, text.len,
				     in->how.record.charset, err);
	ret = ncl_read_text(doc, text.bytes, text.len,
			    in->how.record.charset, err);
	out->gold.charset = ncl_doc_origin(doc)->charset;
	return ret;
}

static labelled_reader *const readers[] = {
	[DATA_JSONL] = read_json,
	[DATA_CSV] = labelled_read_csv,
	[DATA_TSV] = labelled_read_csv,
	[DATA_FASTTEXT] = labelled_read_fasttext,
	[DATA_FOLDERS] = read_folder,
};

/* ---------------------------------------------------------------- records */

static enum ncl_status no_label(const struct labelled_input *in,
				struct labelled_record *out,
				struct ncl_error *err)
{
	const struct labelled_format *how = &in->how.record;
	const char *whose = how->unit == NCL_UNIT_BLOCK
				    ? "none of its blocks has a label"
				    : "it has no label";
	char names[80];

	out->fault = FAULT_NO_LABEL;
	if (in->format == DATA_FOLDERS)
		return ncl_error_set(err, NCL_FORMAT,
				     "it stands in no label's folder");
	if (in->format == DATA_FASTTEXT)
		return ncl_error_set(err, NCL_FORMAT, "%s: no word begins "
				     "with %s", whose, how->prefix);
	labelled_list_names(names, sizeof(names), how, LABELLED_LABEL);
	return ncl_error_set(err, NCL_FORMAT, "%s: nothing in %s "
			     "(--label-field)", whose, names);
}

/* Whether there is something to learn from: a label, and a text or a title. */
static enum ncl_status check_record(const struct labelled_input *in,
				    const ncl_doc *doc,
				    struct labelled_record *out,
				    struct ncl_error *err)
{
	if (!out->gold.known && !out->gold.masked)
		return no_label(in, out, err);
	if (ncl_doc_block_count(doc) || ncl_doc_value(doc, "title", 0, NULL))
		return NCL_OK;
	out->fault = FAULT_NO_TEXT;
	return ncl_error_set(err, NCL_FORMAT, "its text is empty");
}

/* A record of the file that is open; LABELLED_END: it has no more. */
static enum labelled_result next_record(struct labelled_input *in,
					ncl_doc *doc,
					struct labelled_record *out,
					struct ncl_error *err)
{
	struct ncl_origin origin = { .source = in->path,
				     .index = in->index };
	enum ncl_status ret;
	int end = 0;

	ncl_doc_clear(doc);
	ret = ncl_doc_set_origin(doc, &origin, err);
	*out = (struct labelled_record){ .source = in->path };
	if (ret == NCL_OK)
		ret = readers[in->format](in, doc, out, &end, err);
	if (ret == NCL_OK && end)
		return LABELLED_END;
	in->index++;
	in->found |= out->gold.found;
	in->masked += out->gold.masked;
	if (ret == NCL_OK)
		ret = check_record(in, doc, out, err);
	if (ret == NCL_OK)
		return LABELLED_DOC;
	if (ret == NCL_READ)
		return labelled_fail_file(in, out, err);
	begin_name(err, in->path, out->line);
	return ret == NCL_NOMEM || ret == NCL_INTERRUPTED ? LABELLED_FATAL
							  : LABELLED_BAD;
}

/* A document that must not count; blocks may stand beside others. */
static int is_masked(const struct labelled_input *in,
		     const struct labelled_record *out)
{
	return in->how.record.unit == NCL_UNIT_DOCUMENT && out->gold.masked;
}

enum labelled_result labelled_next(struct labelled_input *in, ncl_doc *doc,
				   struct labelled_record *out,
				   struct ncl_error *err)
{
	enum labelled_result got;

	for (;;) {
		*out = (struct labelled_record){ 0 };
		if (!in->path) {
			got = labelled_next_file(in, out, err);
			if (got != LABELLED_DOC)
				return got;
		}
		got = next_record(in, doc, out, err);
		if (got == LABELLED_END)
			labelled_close_file(in);
		else if (got != LABELLED_DOC || !is_masked(in, out))
			return got;
	}
}
