#include "run.h"

#include <inttypes.h>

#include "interrupt.h"
#include "message.h"

#define REPORTED_MAX 20 /* failures told one by one */

static void show_progress(struct run *r)
{
	double seconds;

	if (!progress_due(&r->progress))
		return;
	seconds = progress_seconds(&r->progress);
	progress_draw(&r->progress,
		      "%" PRIu64 " documents, %.1f MB, %.0f a second, "
		      "%" PRIu64 " failed", r->done,
		      (double)input_bytes(r->input) / 1e6,
		      (double)r->done / seconds, r->failed);
}

/* Tell of a failed document, and write its record where records are. */
static enum ncl_status report(struct run *r, const char *why,
			      struct ncl_error *err)
{
	if (!r->options->quiet && r->failed < REPORTED_MAX) {
		progress_clear(&r->progress);
		message("%s", why);
	}
	r->failed++;
	if (r->format != RUN_JSONL)
		return NCL_OK;
	r->record.len = 0;
	if (ncl_write_failed(&r->record, r->doc, why))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return output_write(r->output, r->record.data, r->record.len, err);
}

/* The document's record, in the form that was asked for. */
static enum ncl_status format(struct run *r)
{
	r->record.len = 0;
	if (r->format == RUN_JSONL)
		return ncl_write_jsonl(&r->record, r->doc, &r->how);
	/* between the pages of two documents stands an empty line */
	if (r->done > r->failed && ncl_buffer_add(&r->record, "\n", 1))
		return NCL_NOMEM;
	if (r->format == RUN_PRETTY)
		return ncl_write_pretty(&r->record, r->doc, &r->how);
	if (r->format == RUN_HTML)
		return ncl_write_html(&r->record, r->doc);
	return ncl_write_text(&r->record, r->doc);
}

/* Label and write one document. Not NCL_OK: the run cannot go on. */
static enum ncl_status label(struct run *r, struct ncl_error *err)
{
	struct ncl_error why = { 0 };
	enum ncl_status status = ncl_worker_run(r->worker, r->doc, &why);
	const struct ncl_origin *origin = ncl_doc_origin(r->doc);
	struct ncl_error text;

	if (!status && format(r))
		status = ncl_error_set(&why, NCL_NOMEM, "out of memory");
	if (!status)
		return output_write(r->output, r->record.data, r->record.len,
				    err);
	ncl_error_set(&text, status, "%s%s%s: %s",
		      origin->source ? origin->source : "",
		      origin->source && origin->id ? ", " : "",
		      origin->id ? origin->id : "", why.text);
	if (status == NCL_DOC || status == NCL_LIMIT || status == NCL_NOMEM)
		return report(r, text.text, err);
	return ncl_error_set(err, status, "%s", text.text);
}

static enum ncl_status take(struct run *r, enum input_result got,
			    struct ncl_error *why, struct ncl_error *err)
{
	enum ncl_status status;

	if (got == INPUT_FATAL)
		return ncl_error_set(err, why->code, "%s", why->text);
	if (got == INPUT_DOC) {
		status = label(r, err);
	} else {
		status = report(r, why->text, err);
		r->unreadable += got == INPUT_UNREADABLE;
	}
	r->done++;
	return status;
}

enum ncl_status run_all(struct run *r, struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;
	enum input_result got = INPUT_END;
	struct ncl_error why = { 0 };

	progress_start(&r->progress, r->options->quiet || r->terminal);
	while (!status && !interrupt_caught()) {
		got = input_next(r->input, r->doc, &why);
		if (got == INPUT_END || interrupt_caught())
			break;
		status = take(r, got, &why, err);
		show_progress(r);
	}
	progress_clear(&r->progress);
	if (r->failed > REPORTED_MAX && !r->options->quiet)
		message("... and %" PRIu64 " more failures",
			r->failed - REPORTED_MAX);
	if (r->failed && r->done > 1)
		message("%" PRIu64 " of %" PRIu64 " documents failed",
			r->failed, r->done);
	if (!status && interrupt_caught())
		status = ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	return status;
}
