#include "run_doc.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "interrupt.h"
#include "message.h"
#include "run_report.h"
#include "run_resume.h"

#define REPORTED_MAX 20 /* failures told one by one */

/* ----------------------------------------------------------------- results */

/* Tell what plugins said, a line each. */
static void tell_notes(struct run *r, const struct ncl_buffer *notes)
{
	for (size_t at = 0; at < notes->len;) {
		const char *line = notes->data + at;
		size_t n = strcspn(line, "\n");

		progress_clear(&r->progress);
		message("%.*s", (int)n, line);
		at += n + 1;
	}
}

static enum run_failure failure(const struct fleet_reply *reply)
{
	if (reply->fault != FLEET_FINE)
		return reply->fault == FLEET_LATE ? RUN_FAILED_TIME :
						    RUN_FAILED_CRASH;
	if (reply->status == NCL_LIMIT)
		return RUN_FAILED_LIMIT;
	if (reply->status == NCL_NOMEM)
		return RUN_FAILED_MEMORY;
	return reply->kind == STAFF_UNREADABLE ? RUN_FAILED_INPUT :
	       reply->kind == STAFF_BAD	     ? RUN_FAILED_DOCUMENT :
					       RUN_FAILED_PLUGIN;
}

/* Tell of a failed document, and set it aside where that is asked for. */
static enum ncl_status report(struct run *r, const struct fleet_reply *reply,
			      struct ncl_error *err)
{
	const char *why = reply->why.data ? reply->why.data : "out of memory";

	if (!r->options->quiet && r->reported < REPORTED_MAX) {
		r->reported++;
		progress_clear(&r->progress);
		if (reply->seconds > 0)
			message("%s, after %.1f s", why, reply->seconds);
		else
			message("%s", why);
	}
	r->failed++;
	r->failures[failure(reply)]++;
	r->unreadable = r->failures[RUN_FAILED_INPUT];
	if (!r->quarantine || !reply->aside.len)
		return NCL_OK;
	return output_write(r->quarantine, reply->aside.data,
			    reply->aside.len, err);
}

/* Whether another page stands above this one in its file. */
static int apart(const struct run *r)
{
	return r->format != RUN_JSONL && r->format != RUN_DOLMA && r->pages;
}

/* What came of a document, in the order of the input. */
static enum ncl_status take(void *data, struct fleet_reply *reply,
			    struct ncl_error *err)
{
	struct run *r = data;
	enum ncl_status status = NCL_OK;
	int fresh = 0;

	tell_notes(r, &reply->notes);
	if (r->mirror)
		status = mirror_turn(r->mirror, r->done, &r->output, &fresh,
				     err);
	if (fresh)
		r->pages = 0;
	/* between the pages of two documents stands an empty line */
	if (!status && !reply->status && apart(r))
		status = output_write(r->output, "\n", 1, err);
	if (!status && reply->out.len)
		status = output_write(r->output, reply->out.data,
				      reply->out.len, err);
	r->pages += !reply->status;
	if (!status && reply->status)
		status = report(r, reply, err);
	r->torn = status != NCL_OK;
	r->done += !r->torn;
	return status ? status : resume_taken(r, err);
}

static enum ncl_status tick(void *data, struct ncl_error *err)
{
	struct run *r = data;

	report_progress(r);
	return interrupt_caught() ?
		       ncl_error_set(err, NCL_INTERRUPTED, "interrupted") :
		       NCL_OK;
}

enum ncl_status run_all_open(struct run *r, struct ncl_error *err)
{
	const struct staff_how how = {
		.pipeline = r->pipeline,
		.input = &r->input_how,
		.fleet = {
			.jobs = r->jobs,
			.timeout = r->options->timeout,
			.memory = r->options->memory,
			.isolate = r->options->isolate,
		},
		.option = "--",
		.write = run_doc_write,
		.fail = run_doc_fail,
		.take = take,
		.tick = tick,
		.data = r,
	};
	enum ncl_status status = staff_new(&r->staff, &how, err);

	r->fleet = status ? NULL : staff_fleet(r->staff);
	return status;
}

/* --------------------------------------------------------------- documents */

/* The next document. *end: there is none. */
static enum ncl_status step(struct run *r, int *end, struct ncl_error *err)
{
	struct input_record record;
	struct ncl_error why = { 0 };
	enum input_result got = input_frame(r->input, &record, &why);
	enum ncl_status status;

	if (interrupt_caught())
		return ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	*end = got == INPUT_END;
	if (got == INPUT_END)
		return NCL_OK;
	if (got == INPUT_FATAL)
		return ncl_error_set(err, why.code, "%s", why.text);
	r->put++;
	status = resume_put(r, &record, err);
	if (status)
		return status;
	if (got == INPUT_DOC)
		return staff_put(r->staff, &record, err);
	return staff_put_bad(r->staff, &record, &why,
			     got == INPUT_UNREADABLE ? STAFF_UNREADABLE :
						       STAFF_BAD, err);
}

/* Reading would have to wait: let results out meanwhile. */
static int waits(void *data, int file)
{
	struct run *r = data;

	/* what ended it is told by the next call */
	return fleet_wait_file(r->fleet, file, NULL) != NCL_OK;
}

static enum ncl_status note_input(void *data, const char *source, size_t below)
{
	struct run *r = data;

	return mirror_add(r->mirror, source, below, r->put);
}

static enum ncl_status note_output(void *data, const char *path)
{
	const struct run *r = data;

	return r->journal ? journal_output(r->journal, path) : NCL_OK;
}

static void tell_passed(const struct run *r)
{
	struct input_passed n;

	input_passed(r->input, &n);
	if (n.content + n.status && !r->options->quiet)
		message("records of web archives without a page: %" PRIu64
			" with neither HTML nor text, %" PRIu64 " whose "
			"server said no (404, 301, ...)", n.content,
			n.status);
}

static void tell_empty(const struct run *r, int all)
{
	struct walk_empty empty;
	char more[64] = "";

	input_empty(r->input, &empty);
	if (r->options->quiet)
		return;
	if (all && !r->put && !empty.folders && r->options->choose.files_from &&
	    !r->options->shard)
		message("%s: no input stands in this list",
			r->options->choose.files_from);
	if (!empty.folders)
		return;
	if (empty.folders > 1)
		snprintf(more, sizeof(more), " (nor in %" PRIu64 " more)",
			 empty.folders - 1);
	message("%s: no input was found in this folder%s; hidden files, and "
		"what --include and --exclude leave out, are none",
		empty.first ? empty.first : "?", more);
}

static void sum_up(struct run *r, int all)
{
	report_end(r);
	tell_passed(r);
	tell_empty(r, all);
}

enum ncl_status run_all(struct run *r, struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;
	int end = 0, fresh;

	if (r->mirror) {
		input_on_begin(r->input, note_input, r);
		mirror_on_done(r->mirror, note_output, r);
	}
	report_start(r);
	if (r->fleet)
		input_on_wait(r->input, waits, r);
	while (!status && !end) {
		status = step(r, &end, err);
		if (!r->fleet)
			report_progress(r);
	}
	if (!status && r->fleet)
		status = fleet_finish(r->fleet, err);
	if (!status && r->mirror) {
		r->torn = 1; /* files are ended that the marks do not know */
		status = mirror_turn(r->mirror, UINT64_MAX, &r->output, &fresh,
				     err);
	}
	sum_up(r, status == NCL_OK);
	return status;
}
