#include "run_stats.h"

#include "io/json_out.h"

#define EVERY 10000 /* documents */

const char *const run_failure_names[RUN_FAILURES] = {
	"input", "document", "plugin", "limit", "memory", "crash", "time",
};

static void write_failures(struct out *o, const uint64_t failures[])
{
	const char *between = "";

	OUT(o, "{");
	for (int i = 0; i < RUN_FAILURES; i++) {
		if (!failures[i])
			continue;
		out_text(o, between);
		OUT(o, "\"");
		out_text(o, run_failure_names[i]);
		OUT(o, "\":");
		out_number(o, failures[i]);
		between = ",";
	}
	OUT(o, "}");
}

enum ncl_status run_stats_failures(struct ncl_buffer *to,
				   const uint64_t failures[RUN_FAILURES])
{
	struct out o;

	out_start(&o, to);
	write_failures(&o, failures);
	return out_end(&o);
}

enum ncl_status run_stats(struct run *r, int end, struct ncl_error *err)
{
	struct ncl_buffer line = { 0 };
	enum ncl_status ret = NCL_OK;
	struct out o;

	if (!r->stats || (end ? r->done && r->done % EVERY == 0
			      : r->done % EVERY != 0))
		return NCL_OK;
	out_start(&o, &line);
	OUT(&o, "{\"documents\":");
	out_number(&o, r->done);
	OUT(&o, ",\"failed\":");
	out_number(&o, r->failed);
	OUT(&o, ",\"failures\":");
	write_failures(&o, r->failures);
	OUT(&o, "}\n");
	ret = out_end(&o) ? ncl_error_set(err, NCL_NOMEM, "out of memory") :
			    output_write(r->stats, line.data, line.len, err);
	ncl_buffer_release(&line);
	return ret;
}
