/* The files of inputs: which comes next, and of what form it is. */
#include <string.h>

#include "io/begin.h"
#include "io/labelled_reader.h"
#include "io/walk.h"

void labelled_close_file(struct labelled_input *in)
{
	in->bytes += in->source.at;
	source_close(&in->source);
	in->path = NULL;
}

/* In a folder, what is no file of records by its name is a text. */
static enum ncl_status find_format(struct labelled_input *in,
				   struct ncl_error *err)
{
	struct source *s = &in->source;
	enum ncl_status ret;

	in->format = in->how.format;
	if (in->format == DATA_AUTO)
		in->format = labelled_sniff_name(in->path);
	if (in->format == DATA_AUTO && strcmp(in->path, in->root) != 0)
		in->format = DATA_FOLDERS;
	if (in->format == DATA_AUTO &&
	    in->how.record.unit == NCL_UNIT_BLOCK)
		in->format = DATA_JSONL;
	if (in->format != DATA_AUTO)
		return NCL_OK;
	ret = begin_hold_line(s, err);
	if (ret != NCL_OK)
		return ret;
	in->format = labelled_sniff(s->data + s->begin, s->end - s->begin,
				    &in->how.record);
	if (in->format == DATA_AUTO && s->end == s->begin)
		in->format = DATA_JSONL; /* nothing, of any format */
	if (in->format == DATA_AUTO)
		return ncl_error_set(err, NCL_FORMAT, "its first line is no "
				     "JSON object, has no fastText label and "
				     "names no column of text; say what it is "
				     "by --data-format or --text-field");
	return NCL_OK;
}

static int has(const char *const *list)
{
	return list && *list;
}

/* Open in->path and read what stands before its records. */
static enum ncl_status begin_file(struct labelled_input *in,
				  struct ncl_error *err)
{
	enum ncl_status ret = begin_source(&in->source, in->path, err);

	in->line = 0;
	if (ret == NCL_OK)
		ret = begin_refuse_archive(&in->source, err);
	if (ret == NCL_OK)
		ret = find_format(in, err);
	if (ret != NCL_OK || in->format == DATA_FOLDERS)
		return ret;
	ret = begin_check_lines(&in->source, "lines and rows", err);
	if (ret != NCL_OK || in->format == DATA_JSONL)
		return ret;
	if (in->how.record.unit == NCL_UNIT_BLOCK)
		return ncl_error_set(err, NCL_FORMAT, "blocks come as JSON "
				     "lines: this plugin labels blocks");
	if (has(in->how.record.values) || has(in->how.record.masks))
		return ncl_error_set(err, NCL_FORMAT, "--by and --mask are "
				     "for JSON lines");
	ret = source_fill(&in->source, 1 << 16, err);
	if (ret == NCL_OK)
		ret = labelled_charset(in, err);
	if (ret == NCL_OK && in->format != DATA_FASTTEXT)
		ret = labelled_begin_csv(in, err);
	return ret;
}

enum labelled_result labelled_fail_file(struct labelled_input *in,
					struct labelled_record *out,
					struct ncl_error *err)
{
	out->fault = FAULT_UNREADABLE_FILE;
	out->source = in->path;
	out->line = 0;
	begin_name(err, in->path, 0);
	labelled_close_file(in);
	return LABELLED_UNREADABLE;
}

/* The walk of the next input. *in->walk is NULL at the end. */
static enum ncl_status next_walk(struct labelled_input *in,
				 struct ncl_error *err)
{
	static const struct walk_options all = { 0 };

	walk_free(in->walk);
	in->walk = NULL;
	if (in->path_next == in->path_count)
		return NCL_OK;
	in->root = in->paths[in->path_next++];
	return walk_open(&in->walk, &in->root, 1, &all, err);
}

/* Go to the next file that can be read. */
enum labelled_result labelled_next_file(struct labelled_input *in,
					struct labelled_record *out,
					struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	while (ret == NCL_OK && !in->path) {
		if (in->walk)
			ret = walk_next(in->walk, &in->path, err);
		if (ret == NCL_OK && !in->path) {
			ret = next_walk(in, err);
			if (ret == NCL_OK && !in->walk)
				return LABELLED_END;
		}
	}
	if (!in->path)
		return LABELLED_FATAL;
	if (ret == NCL_OK)
		ret = begin_file(in, err);
	if (ret == NCL_OK)
		return LABELLED_DOC;
	return labelled_fail_file(in, out, err);
}
