#include "data.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "message.h"

enum { TOLD_MOST = 3 }; /* of each kind */

struct data {
	const struct data_options *options;
	struct labelled_input *in;
	struct labelled_record record;
	struct progress *progress;
	struct twins twins;
	uint64_t used, grouped, converted, refused, faults[FAULT_COUNT];
	enum ncl_status first; /* what was wrong first */
	struct ncl_error first_error;
};

static struct labelled_options labelled_how(const struct data_options *o,
					    enum ncl_feature_unit unit,
					    const char *gold)
{
	int alone = o->group && !strcmp(o->group, "none");

	return (struct labelled_options){
		.record = { .unit = unit,
			    .gold = gold,
			    .group = alone ? NULL : o->group,
			    .guess_group = !o->group,
			    .text = o->text_field,
			    .label = o->label_field,
			    .title = o->title_field,
			    .id = o->id_field,
			    .separator = o->separator,
			    .prefix = o->prefix,
			    .charset = o->charset,
			    .values = o->values,
			    .masks = (const char *const *)o->masks.items },
		.format = (enum data_format)o->format,
		.no_header = o->no_header,
		.max_doc_bytes = o->max_doc_bytes ? o->max_doc_bytes :
						    UINT32_MAX,
	};
}

enum ncl_status data_open(struct data **out, const char *const *paths,
			  size_t n, const struct data_options *o,
			  enum ncl_feature_unit unit, const char *gold,
			  struct ncl_error *err)
{
	const struct labelled_options how = labelled_how(o, unit, gold);
	struct data *d = calloc(1, sizeof(*d));
	enum ncl_status status;

	*out = NULL;
	if (!d)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	d->options = o;
	status = labelled_open(&d->in, paths, n, &how, err);
	if (status)
		data_close(d);
	else
		*out = d;
	return status;
}

void data_close(struct data *d)
{
	if (!d)
		return;
	labelled_close(d->in);
	twins_release(&d->twins);
	free(d);
}

struct twins data_twins(struct data *d)
{
	struct twins t = d->twins;

	d->twins = (struct twins){ 0 };
	return t;
}

void data_show(struct data *d, struct progress *progress)
{
	d->progress = progress;
}

uint64_t data_used(const struct data *d)
{
	return d->used;
}

uint64_t data_records(const struct data *d)
{
	uint64_t n = d->used + d->refused;

	if (d->options->drop_duplicates)
		n += d->twins.same;
	for (int i = 0; i < FAULT_COUNT; i++)
		n += i == FAULT_UNREADABLE_FILE ? 0 : d->faults[i];
	return n;
}

static void draw(struct data *d)
{
	if (d->progress && progress_due(d->progress))
		progress_draw(d->progress,
			      "reading: %" PRIu64 " records, %.1f MB",
			      data_records(d),
			      (double)labelled_bytes(d->in) / 1e6);
}

/* Tell what is wrong, the first few times. */
static void tell(struct data *d, uint64_t times, const char *what)
{
	if (times > TOLD_MOST)
		return;
	if (d->progress)
		progress_clear(d->progress);
	message("%s", what);
}

/* Tell and count what cannot be used. */
static enum ncl_status pass_over(struct data *d, const struct ncl_error *why,
				 struct ncl_error *err)
{
	enum labelled_fault fault = d->record.fault;

	if (d->options->strict)
		return ncl_error_set(err, why->code, "%s", why->text);
	if (!d->first)
		d->first_error = *why;
	d->first = why->code;
	tell(d, ++d->faults[fault], why->text);
	return NCL_OK;
}

/* Whether a record is to be used; *take is 0 where it is one of two. */
static enum ncl_status take_record(struct data *d, const ncl_doc *doc,
				   int *take, struct ncl_error *err)
{
	const struct labelled_record *r = &d->record;
	struct twin_place first = { 0 };
	char text[300];

	*take = 1;
	switch (twins_add(&d->twins, doc, r, &first)) {
	case TWIN_NOMEM:
		return ncl_error_set(err, NCL_NOMEM, "no memory to look for "
				     "duplicates");
	case TWIN_SAME:
		*take = !d->options->drop_duplicates;
		break;
	case TWIN_OTHER:
		snprintf(text, sizeof(text), "%s:%" PRIu64 ": the text of "
			 "%s:%" PRIu64 ", with other labels", r->source,
			 r->line, first.source, first.line);
		tell(d, d->twins.other, text);
		break;
	default:
		break;
	}
	d->used += (uint64_t)*take;
	d->grouped += *take && r->gold.group;
	d->converted += *take && r->gold.charset;
	return NCL_OK;
}

enum ncl_status data_refuse(struct data *d, const struct ncl_error *why,
			    struct ncl_error *err)
{
	const struct labelled_record *r = &d->record;
	char text[300];

	snprintf(text, sizeof(text), r->line ? "%s:%" PRIu64 ": %s"
					     : "%s%.0" PRIu64 ": %s",
		 r->source, r->line, why->text);
	if (d->options->strict || (why->code != NCL_DOC &&
				   why->code != NCL_LIMIT))
		return ncl_error_set(err, why->code, "%s", text);
	d->used--;
	d->grouped -= r->gold.group != NULL;
	tell(d, ++d->refused, text);
	return NCL_OK;
}

enum ncl_status data_next(struct data *d, ncl_doc *doc,
			  const struct labelled_record **record,
			  struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;
	struct ncl_error why = { 0 };

	*record = NULL;
	while (!status && !interrupt_caught()) {
		enum labelled_result got;

		if (d->options->limit && data_records(d) >= d->options->limit)
			return NCL_OK;
		got = labelled_next(d->in, doc, &d->record, &why);
		draw(d);
		if (got == LABELLED_END)
			return NCL_OK;
		if (got == LABELLED_DOC) {
			int take;

			status = take_record(d, doc, &take, err);
			if (status || !take)
				continue;
			*record = &d->record;
			return NCL_OK;
		}
		if (why.code == NCL_INTERRUPTED)
			break;
		if (got == LABELLED_FATAL)
			return ncl_error_set(err, why.code, "%s", why.text);
		status = pass_over(d, &why, err);
	}
	return status ? status
		      : ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
}

/* "3 records left out: broken" */
static void tell_count(uint64_t n, const char *what, const char *how,
		       const char *why)
{
	if (n)
		message("%" PRIu64 " %s%s%s %s", n, what, n == 1 ? "" : "s",
			how, why);
}

/* A misspelt --group-by would hold out nothing together. */
static void tell_ungrouped(const struct data *d)
{
	const char *group = d->options->group;
	uint64_t alone = d->used - d->grouped;

	if (group && strcmp(group, "none") && alone)
		message("%" PRIu64 " of %" PRIu64 " records have no \"%s\" "
			"(--group-by): each of them is a group of its own",
			alone, d->used, group);
}

/* Tell of a field that an option names and no record has: it is misspelt. */
static enum ncl_status tell_missing(const struct data *d, uint32_t bit,
				    const char *field, const char *option,
				    struct ncl_error *err)
{
	int len = field ? (int)strcspn(field, "=") : 0;

	if (!field || (labelled_found(d->in) & bit))
		return NCL_OK;
	if (d->options->strict)
		return ncl_error_set(err, NCL_FORMAT, "no record has the "
				     "field \"%.*s\" (--%s)", len, field,
				     option);
	message("no record has the field \"%.*s\" (--%s)", len, field, option);
	return NCL_OK;
}

static enum ncl_status tell_fields(const struct data *d, struct ncl_error *err)
{
	const struct data_options *o = d->options;
	enum ncl_status status = tell_missing(d, LABELLED_FOUND_TITLE,
					      o->title_field, "title-field",
					      err);

	if (!status)
		status = tell_missing(d, LABELLED_FOUND_ID, o->id_field,
				      "id-field", err);
	for (uint32_t i = 0; !status && o->values && o->values[i]; i++)
		status = tell_missing(d, LABELLED_FOUND_VALUE << i,
				      o->values[i], "by", err);
	for (uint32_t i = 0; !status && i < o->masks.count; i++)
		status = tell_missing(d, LABELLED_FOUND_MASK << i,
				      o->masks.items[i], "mask", err);
	return status;
}

enum ncl_status data_end(struct data *d, struct ncl_error *err)
{
	uint64_t records = data_records(d), left_out = records - d->used;

	if (d->progress)
		progress_clear(d->progress);
	if (!records && d->first) /* told already */
		return ncl_error_set(err, d->first_error.code,
				     "no input could be read");
	if (!d->used && d->first)
		return ncl_error_set(err, d->first_error.code, "none of %"
				     PRIu64 " records can be used; the first: "
				     "%s", records, d->first_error.text);
	if (!d->used)
		return ncl_error_set(err, NCL_FORMAT,
				     "there is no record in the data: each has "
				     "to have a text and its labels");
	if (d->converted)
		message("%" PRIu64 " of %" PRIu64 " documents were not UTF-8 "
			"and were converted (--charset names the charset)",
			d->converted, d->used);
	for (int i = 0; i < FAULT_COUNT; i++)
		tell_count(d->faults[i],
			   i == FAULT_UNREADABLE_FILE ? "input" : "record",
			   i == FAULT_UNREADABLE_FILE ? "" : " left out:",
			   labelled_fault_names[i]);
	tell_count(d->refused, "record", " left out:", "refused by a plugin");
	if (d->twins.same || d->twins.other)
		message("%" PRIu64 " record%s the text of another with the "
			"same labels%s, %" PRIu64 " with other labels",
			d->twins.same, d->twins.same == 1 ? " repeats" :
			"s repeat", d->options->drop_duplicates
					       ? " (left out)"
					       : "",
			d->twins.other);
	tell_ungrouped(d);
	if (labelled_masked(d->in))
		message("%" PRIu64 " %s masked (--mask)",
			labelled_masked(d->in),
			labelled_masked(d->in) == 1 ? "item is" :
						      "items are");
	if (left_out)
		message("%" PRIu64 " of %" PRIu64 " records are used",
			d->used, records);
	return tell_fields(d, err);
}

enum ncl_status data_check_output(const char *option, const char *path,
				  const struct reads *reads,
				  struct ncl_error *err)
{
	if (!path)
		return NCL_OK;
	if (!*path)
		return ncl_error_set(err, NCL_USAGE,
				     "--%s: the file's name is empty", option);
	return reads_check(reads, path, option, err);
}
