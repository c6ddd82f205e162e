/* Lines of `nclass run` become units, and the bands of their signatures. */
#include "dedup.h"

#include <math.h>
#include <string.h>
#include <xxhash.h>

#include "message.h"

#define SURE 0.98 /* that a pair at the threshold is looked at */
#define REPORTED_MAX 20

/* Bands of `rows` bytes: one that is equal makes a pair be looked at. Of two
 * with similarity t this happens with 1 - (1 - t^rows)^bands: the more rows
 * the fewer pairs for nothing, as long as it is sure enough (Leskovec,
 * Rajaraman, Ullman: Mining of massive datasets, 3.4). */
static void choose_bands(struct dedup *d)
{
	uint32_t rows = d->options->bands == OPT_AUTO ? 16 :
			d->bins / (uint32_t)d->options->bands;

	for (; rows > 1 && d->options->bands == OPT_AUTO; rows--) {
		double one = pow(d->options->threshold, rows);

		if (1 - pow(1 - one, d->bins / rows) >= SURE)
			break;
	}
	d->rows = rows;
	d->bands = d->bins / rows;
}

/* The first signature says what all have to be like. */
static enum ncl_status check_kind(struct dedup *d, const struct signature *s,
				  struct ncl_error *err)
{
	if (!d->bins) {
		if (d->options->bands != OPT_AUTO &&
		    (d->options->bands > s->bins || !d->options->bands))
			return ncl_error_set(err, NCL_USAGE, "--bands: the "
					     "signatures have %u bins, so "
					     "there are 1 to %u bands",
					     s->bins, s->bins);
		d->bins = s->bins;
		d->shingle = s->shingle;
		choose_bands(d);
	}
	if (d->bins == s->bins && d->shingle == s->shingle)
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED, "its signatures are of %u "
			     "words and %u bins, those before of %u and %u: "
			     "run dedup over all with the same options",
			     s->shingle, s->bins, d->shingle, d->bins);
}

static enum ncl_status add_name(struct dedup *d,
				const struct signatures *line,
				const struct signature *s,
				const struct input_record *record,
				struct ncl_error *err)
{
	const struct dedup_name name = {
		.line = record->line,
		.block = s->block,
		.id_len = (uint32_t)line->id_len,
		.file_len = (uint32_t)strlen(record->source),
	};
	uint64_t place = d->names.len;
	enum ncl_status ret;

	ret = dedup_file_add(&d->places, &place, sizeof(place), err);
	if (!ret)
		ret = dedup_file_add(&d->names, &name, sizeof(name), err);
	if (!ret && name.id_len)
		ret = dedup_file_add(&d->names, line->id, name.id_len, err);
	if (!ret)
		ret = dedup_file_add(&d->names, record->source, name.file_len,
				     err);
	return ret;
}

static enum ncl_status add_unit(struct dedup *d, const struct signatures *line,
				const struct signature *s,
				const struct input_record *record,
				struct ncl_error *err)
{
	enum ncl_status ret = check_kind(d, s, err);

	if (!ret && d->units == UINT32_MAX)
		ret = ncl_error_set(err, NCL_LIMIT, "more than %u signatures; "
				    "take them in parts", UINT32_MAX);
	if (!ret)
		ret = add_name(d, line, s, record, err);
	if (!ret)
		ret = dedup_file_add(&d->signatures, s->bytes, d->bins, err);
	for (uint32_t b = 0; !ret && b < d->bands; b++) {
		const struct sorter_pair pair = {
			XXH3_64bits_withSeed(s->bytes + b * d->rows, d->rows,
					     b),
			d->units
		};

		ret = sorter_add(d->sorter, &pair, err);
	}
	d->units++;
	return ret;
}

/* Whether it is the line that is at fault, and not all that we do. */
static int is_of_line(enum ncl_status status)
{
	return status == NCL_FORMAT;
}

static enum ncl_status add_line(struct dedup *d,
				const struct input_record *record,
				struct ncl_error *err)
{
	struct signatures line;
	struct signature s;
	uint64_t before = d->units;
	int more = 1;
	enum ncl_status ret = signatures_open(&line, record->bytes,
					      record->len, d->options->of,
					      err);

	while (!ret && more) {
		ret = signatures_next(&line, &s, &more, err);
		if (!ret && more)
			ret = add_unit(d, &line, &s, record, err);
	}
	d->failed += !ret && line.failed;
	d->unsigned_documents += !ret && !line.failed && d->units == before;
	signatures_release(&line);
	return ret;
}

static void report(struct dedup *d, const struct ncl_error *err)
{
	if (d->bad++ < REPORTED_MAX && !d->options->quiet)
		message("%s", err->text);
}

enum ncl_status dedup_read(struct dedup *d, struct ncl_error *err)
{
	struct input_record record;
	struct ncl_error why = { 0 }, named = { 0 };
	enum input_result got;

	while ((got = input_frame(d->input, &record, &why)) != INPUT_END) {
		if (got == INPUT_FATAL)
			return ncl_error_set(err, why.code, "%s", why.text);
		if (got == INPUT_UNREADABLE) {
			d->unreadable = 1;
			if (!d->options->quiet)
				message("%s", why.text);
			continue;
		}
		d->documents++;
		if (got != INPUT_DOC) {
			report(d, &why);
			continue;
		}
		if (!add_line(d, &record, &why))
			continue;
		input_name(&named, &record, why.text);
		if (!is_of_line(why.code))
			return ncl_error_set(err, why.code, "%s", named.text);
		report(d, &named);
	}
	return NCL_OK;
}
