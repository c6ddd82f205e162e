#include "dedup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "message.h"
#include "reads.h"

#define AT(field) offsetof(struct dedup_options, field)

static const struct opt options[] = {
	{ 't', "threshold", OPT_NUMBER, AT(threshold), "SIMILARITY", "0.8",
	  "group what has this share of its shingles in common, or more: "
	  "above 0, at most 1" },
	{ 0, "of", OPT_CHOICE, AT(of), "documents|blocks", "documents",
	  "what to group" },
	{ 'o', "output", OPT_TEXT, AT(output), "FILE", NULL,
	  "write to FILE; it is put there when it is whole "
	  "[standard output]" },
	{ 0, "bands", OPT_COUNT, AT(bands), "N", "auto",
	  "cut signatures into so many bands: pairs with an equal one are "
	  "looked at; auto: so that 98 of 100 at the threshold are" },
	{ 0, "memory", OPT_SIZE, AT(memory), "SIZE", "512M",
	  "what sorting may take; the rest is on the disk" },
	{ 0, "temp", OPT_TEXT, AT(temp), "FOLDER", NULL,
	  "where temporary files go [TMPDIR, or /tmp]" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "do not tell of bad lines one by one, nor the sums" },
	{ 0 },
};

static void sum_up(const struct dedup *d)
{
	const char *what = d->options->of ? "block" : "document";

	if (d->options->quiet)
		return;
	message("%" PRIu64 " line%s, %" PRIu64 " %s%s with a signature: %"
		PRIu64 " group%s, %" PRIu64 " duplicate%s", d->documents,
		message_s(d->documents), d->units, what, message_s(d->units),
		d->groups, message_s(d->groups), d->duplicates,
		message_s(d->duplicates));
	if (d->unsigned_documents || d->failed || d->bad)
		message("without a signature: %" PRIu64 "; failed documents: "
			"%" PRIu64 "; bad lines: %" PRIu64,
			d->unsigned_documents, d->failed, d->bad);
}

/* Lines there are, but nobody signed them. */
static enum ncl_status check_signed(const struct dedup *d,
				    struct ncl_error *err)
{
	if (d->units || d->bad || !d->unsigned_documents || d->options->of)
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT, "none of the documents has a "
			     "signature: label them with the plugin dedup, as "
			     "in nclass run --plugins section,boiler,dedup");
}

static enum ncl_status begin(struct dedup *d, const struct operands *inputs,
			     struct ncl_error *err)
{
	static const struct input_options how = { .format = INPUT_JSONL };
	const struct dedup_options *o = d->options;
	const struct reads reads[] = {
		{ .is = "an input", .files = inputs->items },
		{ 0 },
	};
	enum ncl_status ret;

	if (!(o->threshold > 0 && o->threshold <= 1))
		return ncl_error_set(err, NCL_USAGE, "--threshold is %g, but "
				     "similarities go from 0 to 1",
				     o->threshold);
	d->folder = o->temp ? o->temp : getenv("TMPDIR");
	if (!d->folder || !*d->folder)
		d->folder = "/tmp";
	ret = reads_check(reads, o->output, "output", err);
	if (!ret)
		ret = input_open(&d->input, inputs->items, inputs->count, &how,
				 err);
	if (!ret)
		ret = dedup_file_open(&d->signatures, d->folder, err);
	if (!ret)
		ret = dedup_file_open(&d->places, d->folder, err);
	if (!ret)
		ret = dedup_file_open(&d->names, d->folder, err);
	return ret ? ret : sorter_new(&d->sorter, (size_t)o->memory,
				      d->folder, err);
}

static void release(struct dedup *d)
{
	input_free(d->input);
	sorter_free(d->sorter);
	dedup_file_release(&d->signatures);
	dedup_file_release(&d->places);
	dedup_file_release(&d->names);
}

static int work(const struct command *self, const struct dedup_options *o,
		const struct operands *inputs)
{
	struct dedup d = { .options = o };
	struct ncl_error err = { 0 };
	struct output *out = NULL;
	enum ncl_status ret = begin(&d, inputs, &err);

	if (!ret)
		ret = output_open(&out, o->output, &err);
	if (!ret)
		ret = dedup_read(&d, &err);
	if (!ret)
		ret = check_signed(&d, &err);
	if (!ret && d.units)
		ret = dedup_group(&d, out, &err);
	if (!ret)
		ret = output_close(out, &err);
	output_free(out);
	release(&d);
	if (ret == NCL_WRITE && err.at == EPIPE)
		interrupt_pipe();
	if (ret)
		return command_failed(self, &err);
	sum_up(&d);
	return d.unreadable ? CLI_CANNOT : d.bad ? CLI_SOME_FAILED : CLI_OK;
}

static int dedup_main(const struct command *self, int argc, char **argv)
{
	struct dedup_options o = { 0 };
	struct operands inputs = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &inputs, &status))
		status = inputs.count ? work(self, &o, &inputs) :
				 command_misused(self, "no input given; - is "
						       "standard input");
	opts_release(options, &o);
	free(inputs.items);
	return status;
}

static const char *const usage[] = { "[options] OUT.jsonl...", NULL };

static const char *const examples[] = {
	"nclass run -p section,boiler,dedup -o out.jsonl.zst pages/",
	"nclass dedup --threshold 0.8 -o groups.jsonl out.jsonl.zst",
	"nclass dedup out.jsonl | jq -r 'select(.keep|not).id'",
	NULL
};

const struct command dedup_command = {
	.name = "dedup",
	.summary = "group near-duplicates of what run wrote",
	.usage = usage,
	.about = "Group documents, or blocks, that have most of their text in "
		 "common, by the signatures that the plugin dedup gave them. "
		 "OUT.jsonl is what 'nclass run' wrote with it, compressed or "
		 "not, in any number of files and runs. Writes a JSON line "
		 "for each that is in a group: the first one read is to be "
		 "kept, the others are duplicates.",
	.opts = options,
	.examples = examples,
	.statuses = "0 done; 1 some lines are none of nclass run (each is "
		    "reported); 2 wrong usage; 3 could not read or write.",
	.run = dedup_main,
};
