/* input_parse: a record to a document. Needs no struct input. */
#include "io/input.h"

#include "io/begin.h"
#include "io/json_in.h"
#include "io/warc.h"

static enum ncl_status parse(ncl_doc *doc, const struct input_record *record,
			     const struct input_options *how,
			     struct ncl_error *err)
{
	const char *charset = record->charset ? record->charset : how->charset;

	switch (record->format) {
	case INPUT_JSONL:
		return json_read(doc, record->bytes, record->len,
				 &how->fields, err);
	case INPUT_HTML:
		return ncl_read_html(doc, record->bytes, record->len, charset,
				     err);
	case INPUT_WARC:
		return warc_read(doc, record, how, err);
	default:
		return ncl_read_text(doc, record->bytes, record->len, charset,
				     err);
	}
}

/* Put the place before an error's text. */
static void name_place(const struct input_record *record,
		       struct ncl_error *err)
{
	if (record->format == INPUT_WARC ||
	    (record->format == INPUT_JSONL && !record->line &&
	     record->at != INPUT_NOWHERE))
		begin_name_byte(err, record->at);
	begin_name(err, record->source, record->line);
}

void input_name(struct ncl_error *err, const struct input_record *record,
		const char *why)
{
	ncl_error_set(err, NCL_DOC, "%s", why);
	name_place(record, err);
}

enum ncl_status input_set_origin(ncl_doc *doc,
				 const struct input_record *record,
				 const struct input_options *how,
				 struct ncl_error *err)
{
	int archived = record->format == INPUT_WARC;
	const struct ncl_origin origin = {
		.id = record->id,
		.source = record->source,
		.index = record->index,
		.archived = archived,
		.offset = archived ? record->at : 0,
	};
	const struct ncl_carried alone = { .record = "{}",
					   .record_len = 2,
					   .key = how->fields.merge };

	ncl_doc_clear(doc);
	if (how->fields.merge)
		ncl_doc_set_carried(doc, &alone);
	return ncl_doc_set_origin(doc, &origin, err);
}

enum ncl_status input_parse(ncl_doc *doc, const struct input_record *record,
			    const struct input_options *how,
			    struct ncl_error *err)
{
	enum ncl_status ret = input_set_origin(doc, record, how, err);

	if (ret == NCL_OK)
		ret = parse(doc, record, how, err);
	if (ret != NCL_OK)
		name_place(record, err);
	return ret;
}
