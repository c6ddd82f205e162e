#include "run_doc.h"

#include <string.h>

#include "io/aside.h"

const char *run_doc_stage(const struct run *r, uint32_t stage)
{
	return labeller_stage(&r->labeller, stage);
}

enum ncl_status run_doc_begin(struct run *r, struct fleet_watch *watch,
			      struct ncl_error *err)
{
	return labeller_begin(&r->labeller, watch, err);
}

static enum ncl_status put_text(struct ncl_buffer *to, const char *text)
{
	return ncl_buffer_add(to, text, strlen(text));
}

/* The reply to a document that failed; what was written of it is dropped. */
static void fail(struct run *r, const struct input_record *record,
		 const ncl_doc *doc, const struct ncl_error *why,
		 struct fleet_reply *reply)
{
	enum ncl_status status = NCL_OK;

	reply->status = why->code;
	reply->out.len = reply->why.len = reply->aside.len = 0;
	status = put_text(&reply->why, why->text);
	if (!status && r->format == RUN_JSONL)
		status = ncl_write_failed(&reply->out, doc, why->text);
	else if (!status && r->format == RUN_DOLMA)
		status = ncl_write_dolma(&reply->out, doc, 1);
	if (!status && r->options->quarantine)
		status = aside_write(&reply->aside, record, doc, why->text);
	if (status)
		reply->status = NCL_FATAL; /* not even this can be said */
}

/* What the writer needs. */
struct form {
	const struct run *run;
	struct ncl_buffer *out;
};

/* The document's record, in the form that was asked for. */
static enum ncl_status format(void *data, const ncl_doc *doc)
{
	const struct form *form = data;
	const struct run *r = form->run;

	if (r->format == RUN_JSONL)
		return ncl_write_jsonl(form->out, doc, &r->how);
	if (r->format == RUN_DOLMA)
		return ncl_write_dolma(form->out, doc, 0);
	if (r->format == RUN_PRETTY)
		return ncl_write_pretty(form->out, doc, &r->how);
	if (r->format == RUN_HTML)
		return ncl_write_html(form->out, doc);
	return ncl_write_text(form->out, doc);
}

void run_doc(struct run *r, const struct input_record *record,
	     const char *condemned, struct fleet_reply *reply)
{
	struct form form = { .run = r, .out = &reply->out };
	const struct labeller_writer writer = { format, &form };
	struct ncl_error why = { 0 };
	enum ncl_status status;

	r->notes = &reply->notes;
	reply->kind = RUN_DOC;
	status = labeller_read(&r->labeller, record, &why);
	if (status)
		reply->kind = RUN_BAD;
	else
		status = labeller_label(&r->labeller, condemned, &writer,
					&why);
	if (status)
		fail(r, record, r->labeller.doc, &why, reply);
	labeller_rest(&r->labeller);
	r->notes = NULL;
}

void run_doc_bad(struct run *r, const struct input_record *record,
		 const char *why, struct fleet_reply *reply)
{
	struct ncl_error error = { 0 };
	ncl_doc *doc = NULL;

	ncl_error_set(&error, NCL_DOC, "%s", why);
	reply->kind = RUN_BAD;
	if (ncl_doc_new(&doc, NULL) ||
	    input_set_origin(doc, record, &r->input_how, NULL))
		reply->status = NCL_FATAL;
	else
		fail(r, record, doc, &error, reply);
	ncl_doc_free(doc);
}
