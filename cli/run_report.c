#include "run_report.h"

#include <inttypes.h>
#include <stdio.h>

#include "message.h"

#define LONG_RUN 10.0 /* seconds: the end of a shorter one is told in brief */

void report_start(struct run *r)
{
	progress_start(&r->progress, r->options->quiet || r->terminal);
	r->read_before = input_read(r->input);
}

static double rate(const struct run *r, double seconds)
{
	return (double)(r->done - r->before) / (seconds > 0 ? seconds : 1);
}

/* ", 37%, 2:05 left", where that can be told. */
static void say_left(const struct run *r, double seconds, char *text,
		     size_t size)
{
	double read = (double)input_read(r->input), left;
	double now = read - (double)r->read_before;
	double all = (double)input_total(r->input);

	*text = 0;
	if (all <= 0 || now <= 0)
		return;
	left = seconds * (all - read) / now;
	left = left > 0 ? left : 0;
	snprintf(text, size, ", %.0f%%, %.0f:%02.0f left",
		 100 * read / all, left / 60 - 0.5 > 0 ?
		 (double)(uint64_t)(left / 60) : 0,
		 (double)((uint64_t)left % 60));
}

void report_progress(struct run *r)
{
	double seconds;
	char left[64];

	if (!progress_due(&r->progress))
		return;
	seconds = progress_seconds(&r->progress);
	say_left(r, seconds, left, sizeof(left));
	progress_draw(&r->progress, "%" PRIu64 " documents, %.0f MB, %.0f/s, "
		      "%" PRIu64 " failed%s", r->done,
		      (double)input_bytes(r->input) / 1e6, rate(r, seconds),
		      r->failed, left);
}

/* ": 2 crashed a plugin, 1 out of time; set aside in FILE" */
static void say_failures(const struct run *r, char *text, size_t size)
{
	static const char *const names[RUN_FAILURES] = {
		[RUN_FAILED_INPUT] = "in files that cannot be read",
		[RUN_FAILED_DOCUMENT] = "broken or of another kind",
		[RUN_FAILED_PLUGIN] = "refused by a plugin",
		[RUN_FAILED_LIMIT] = "over a limit",
		[RUN_FAILED_MEMORY] = "out of memory",
		[RUN_FAILED_CRASH] = "crashed a plugin",
		[RUN_FAILED_TIME] = "out of time",
	};
	size_t at = 0;

	*text = 0;
	for (int i = 0; i < RUN_FAILURES && at < size; i++)
		if (r->failures[i])
			at += (size_t)snprintf(text + at, size - at,
					       "%s %" PRIu64 " %s",
					       at ? "," : ":", r->failures[i],
					       names[i]);
	if (r->options->quarantine && at < size)
		snprintf(text + at, size - at, "; set aside in %s",
			 r->options->quarantine);
}

void report_end(struct run *r)
{
	double seconds = progress_seconds(&r->progress);
	int shown = r->progress.on;
	char why[512] = "";

	progress_clear(&r->progress);
	if (r->failed > r->reported && r->reported)
		message("... and %" PRIu64 " more failure%s",
			r->failed - r->reported,
			message_s(r->failed - r->reported));
	if (!r->options->quiet && r->done > 1 &&
	    (shown || seconds >= LONG_RUN))
		message("%" PRIu64 " documents, %.1f MB in %.0f s: %.0f "
			"documents and %.1f MB a second", r->done - r->before,
			(double)input_bytes(r->input) / 1e6, seconds,
			rate(r, seconds), (double)input_bytes(r->input) / 1e6 /
			(seconds > 0 ? seconds : 1));
	if (!r->options->quiet)
		say_failures(r, why, sizeof(why));
	if (r->failed && r->done > 1)
		message("%" PRIu64 " of %" PRIu64 " documents failed%s",
			r->failed, r->done, why);
}
