#include "train.h"

#include <inttypes.h>
#include <string.h>

#include "interrupt.h"
#include "io/input.h"
#include "io/labelled.h"

/* How to read records, and where groups were found last. */
struct reading {
	struct labelled_format format;
	int guess; /* the group's field was not given */
};

static const char *other_group(const char *group)
{
	return strcmp(group, "site") == 0 ? "url" : "site";
}

/* Read a record; where its group is not in the field that the one before had
 * it in, look in the other. */
static enum ncl_status read_record(struct train *t, struct reading *r,
				   const struct input_record *record,
				   struct labelled *out,
				   struct ncl_error *err)
{
	enum ncl_status status = labelled_read(t->doc, record->bytes,
					       record->len, &r->format, out,
					       err);

	if (status || out->group || !r->guess)
		return status;
	r->format.group = other_group(r->format.group);
	return labelled_read(t->doc, record->bytes, record->len, &r->format,
			     out, err);
}

static enum ncl_status add_record(struct train *t, struct reading *r,
				  const struct input_record *record,
				  struct ncl_error *err)
{
	struct ncl_error why = { 0 };
	struct labelled labelled = { 0 };
	enum ncl_status status = read_record(t, r, record, &labelled, &why);

	t->records++;
	if (!status && labelled.known) {
		t->used++;
		status = ncl_trainer_add(t->trainer, t->doc, labelled.labels,
					 labelled.n, labelled.group, &why);
	}
	if (!status)
		return NCL_OK;
	return ncl_error_set(err, status, "%s, line %" PRIu64 ": %s",
			     record->source, record->line, why.text);
}

static enum ncl_status read_all(struct train *t, struct input *in,
				struct reading *r, struct ncl_error *err)
{
	struct input_record record;
	struct ncl_error why = { 0 };
	enum ncl_status status = NCL_OK;

	while (!status && !interrupt_caught()) {
		enum input_result got;

		if (t->options->limit && t->records >= t->options->limit)
			break;
		got = input_frame(in, &record, &why);
		if (got == INPUT_END)
			break;
		if (got != INPUT_DOC)
			return ncl_error_set(err, why.code, "%s", why.text);
		status = add_record(t, r, &record, err);
		if (progress_due(&t->progress))
			progress_draw(&t->progress,
				      "reading: %" PRIu64 " records, %.1f MB",
				      t->records,
				      (double)input_bytes(in) / 1e6);
	}
	if (!status && interrupt_caught())
		return ncl_error_set(err, NCL_INTERRUPTED, "interrupted");
	return status;
}

enum ncl_status train_read(struct train *t, const char *const *paths,
			   size_t n, struct ncl_error *err)
{
	const struct train_options *o = t->options;
	const struct input_options how = { .format = INPUT_JSONL };
	struct reading r = {
		.format = { .unit = ncl_trainer_unit(t->trainer),
			    .gold = o->label_field ?
					    o->label_field :
					    ncl_trainer_gold(t->trainer),
			    .group = o->group ? o->group : "site" },
		.guess = !o->group,
	};
	struct input *in = NULL;
	enum ncl_status status;

	if (o->group && strcmp(o->group, "none") == 0)
		r.format.group = NULL;
	status = input_open(&in, paths, n, &how, err);
	if (!status)
		status = read_all(t, in, &r, err);
	input_free(in);
	if (!status && !t->used)
		status = ncl_error_set(err, NCL_FORMAT,
				       "no record of %" PRIu64 " has the field "
				       "'%s'; --label-field names another",
				       t->records, r.format.gold);
	return status;
}
