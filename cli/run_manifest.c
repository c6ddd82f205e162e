#include "run_manifest.h"

#include "io/json_out.h"
#include "run_facts.h"
#include "run_stats.h"

/* Facts come as "plugin topic" and the like: those of a kind as an object. */
static void write_kind(struct out *o, const char *name, const char *kind,
		       const struct run_facts *facts)
{
	const char *between = "";
	size_t n = strlen(kind);

	OUT(o, ",\n\"");
	out_text(o, name);
	OUT(o, "\":{");
	for (size_t i = 0; i < facts->count; i++) {
		const struct run_fact *f = &facts->items[i];

		if (strncmp(f->key, kind, n) != 0)
			continue;
		out_text(o, between);
		OUT(o, "\n ");
		out_json_bytes(o, f->key + n, strlen(f->key + n));
		OUT(o, ":");
		out_json_bytes(o, f->value, strlen(f->value));
		between = ",";
	}
	OUT(o, "}");
}

static void write_inputs(struct out *o, const struct operands *inputs)
{
	OUT(o, ",\n\"inputs\":[");
	for (size_t i = 0; i < inputs->count; i++) {
		if (i)
			OUT(o, ",");
		out_json_bytes(o, inputs->items[i], strlen(inputs->items[i]));
	}
	OUT(o, "]");
}

static void number(struct out *o, const char *name, uint64_t n)
{
	OUT(o, ",\n\"");
	out_text(o, name);
	OUT(o, "\":");
	out_number(o, n);
}

static enum ncl_status make(const struct run *r, struct ncl_buffer *text,
			    const struct run_facts *facts)
{
	struct fleet_counts workers = { 0 };
	uint64_t whole;
	struct out o;

	if (r->fleet)
		fleet_counts(r->fleet, &workers);
	out_start(&o, text);
	OUT(&o, "{\"nclass\":");
	out_json(&o, ncl_version(), strlen(ncl_version()));
	write_kind(&o, "plugins", "plugin ", facts);
	write_kind(&o, "models", "model ", facts);
	write_kind(&o, "options", "option --", facts);
	write_inputs(&o, r->inputs);
	number(&o, "documents", r->done);
	number(&o, "failed", r->failed);
	OUT(&o, ",\n\"failures\":");
	if (out_end(&o) || run_stats_failures(text, r->failures))
		return NCL_NOMEM;
	out_start(&o, text);
	number(&o, "bytes", input_bytes(r->input));
	if (input_part(r->input, &whole))
		number(&o, "bytes_of_all_shards", whole);
	number(&o, "before", r->before);
	number(&o, "jobs", r->jobs);
	number(&o, "workers_started", workers.started);
	number(&o, "workers_replaced", workers.replaced);
	OUT(&o, ",\n\"seconds\":");
	out_decimal(&o, progress_seconds(&r->progress));
	OUT(&o, "}\n");
	return out_end(&o);
}

enum ncl_status run_manifest(const struct run *r, struct ncl_error *err)
{
	const char *path = r->options->manifest;
	struct ncl_buffer text = { 0 };
	struct run_facts facts = { 0 };
	struct output *o = NULL;
	enum ncl_status ret;

	if (!path)
		return NCL_OK;
	ret = run_facts(&facts, r, err);
	if (!ret && make(r, &text, &facts))
		ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
	if (!ret)
		ret = output_open(&o, path, err);
	if (!ret)
		ret = output_write(o, text.data, text.len, err);
	if (!ret)
		ret = output_close(o, err);
	output_free(o);
	ncl_buffer_release(&text);
	run_facts_release(&facts);
	return ret;
}
