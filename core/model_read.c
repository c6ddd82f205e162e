/* Models out of files. Nothing that stands in one is believed unchecked. */
#include "model_read.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "utf8.h"

enum ncl_status reader_bad(const struct model_reader *r, const char *what)
{
	return ncl_error_set(r->err, NCL_FORMAT, "%s: damaged model: %s",
			     r->name, what);
}

enum ncl_status reader_bad_at(const struct model_reader *r, uint32_t i,
			      const char *what)
{
	if (i < PART_COUNT)
		return ncl_error_set(r->err, NCL_FORMAT,
				     "%s: damaged model: section %s: %s",
				     r->name, model_part_name(i), what);
	return ncl_error_set(r->err, NCL_FORMAT,
			     "%s: damaged model: section %u: %s", r->name, i,
			     what);
}

static enum ncl_status check_head(struct model_reader *r)
{
	size_t skip = offsetof(struct model_head, parts);
	struct model_head h;

	if (r->len < sizeof(h.magic) ||
	    memcmp(r->data, MODEL_MAGIC, sizeof(h.magic)))
		return ncl_error_set(r->err, NCL_FORMAT,
				     "%s: not a model of nclass", r->name);
	if (r->len < sizeof(h))
		return reader_bad(r, "cut off in its head");
	memcpy(&h, r->data, sizeof(h));
	if (h.order != MODEL_ORDER)
		return ncl_error_set(r->err, NCL_FORMAT,
				     "%s: made on a machine of another byte "
				     "order, or damaged", r->name);
	if (h.format != MODEL_FORMAT)
		return ncl_error_set(r->err, NCL_REFUSED,
				     "%s: has model format %u, this nclass "
				     "reads %u: train it again", r->name,
				     h.format, MODEL_FORMAT);
	if (h.length != r->len)
		return ncl_error_set(r->err, NCL_FORMAT,
				     "%s: damaged model: %zu bytes long, "
				     "should be %llu", r->name, r->len,
				     (unsigned long long)h.length);
	if (h.checksum != XXH3_64bits(r->data + skip, r->len - skip))
		return reader_bad(r, "the checksum differs");
	for (int i = 0; i < 7; i++)
		if (h.reserved[i])
			return reader_bad(r, "unknown head");
	r->count = h.parts;
	return h.parts >= PART_COUNT && h.parts <= MODEL_PLACES_MAX &&
	       r->len >= model_places_end(h.parts) ? NCL_OK :
	       reader_bad(r, "number of sections");
}

int reader_is_zero(const char *bytes, uint64_t n)
{
	char any = 0;

	for (uint64_t i = 0; i < n; i++)
		any |= bytes[i];
	return !any;
}

static int is_part(const struct model_place *p, enum model_part part)
{
	char name[sizeof(p->name)] = { 0 };

	memcpy(name, model_part_name(part), strlen(model_part_name(part)));
	return !memcmp(name, p->name, sizeof(name)) && !p->flags;
}

/* The places follow from the lengths, with zeros between them; nothing else
 * may stand there. */
static enum ncl_status check_places(struct model_reader *r)
{
	uint64_t at, end = model_places_end(r->count);

	memcpy(r->places, r->data + sizeof(struct model_head),
	       r->count * sizeof(*r->places));
	for (uint32_t i = 0; i < r->count; i++) {
		const struct model_place *p = &r->places[i];

		at = model_align(end);
		if ((i < PART_COUNT && !is_part(p, i)) || p->offset != at ||
		    at > r->len || p->length > r->len - at ||
		    !reader_is_zero(r->data + end, at - end))
			return reader_bad_at(r, i, "is not where it "
						   "should be");
		end = at + p->length;
	}
	return end == r->len ? NCL_OK :
	       reader_bad(r, "something stands behind its end");
}

static enum ncl_status check_shape(struct model_reader *r)
{
	struct model_shape *s = &r->m->shape;
	uint32_t outputs;

	if (r->places[PART_SHAPE].length != sizeof(*s))
		return reader_bad_at(r, PART_SHAPE, "length");
	memcpy(s, r->data + r->places[PART_SHAPE].offset, sizeof(*s));
	outputs = s->decoder == MODEL_CHAIN && s->labels == 2 ? 1 : s->labels;
	if ((s->unit != NCL_UNIT_DOCUMENT && s->unit != NCL_UNIT_BLOCK) ||
	    (s->decoder != MODEL_SIGMOID && s->decoder != MODEL_CHAIN) ||
	    s->labels < 1 || s->labels > MODEL_LABELS_MAX ||
	    s->outputs != outputs || s->stride != (outputs + 7) / 8 * 8 ||
	    s->dense > MODEL_DENSE_MAX || s->groups > MODEL_GROUPS_MAX ||
	    s->features > MODEL_FEATURES_MAX ||
	    (s->weight_bits != 8 && s->weight_bits != 16) ||
	    (s->flags & ~MODEL_FLAT) || s->reserved ||
	    (s->flags && (s->unit != NCL_UNIT_DOCUMENT ||
			  s->decoder != MODEL_CHAIN)))
		return reader_bad_at(r, PART_SHAPE,
				     "a number is out of range");
	for (int i = 0; i < PART_COUNT; i++) {
		uint64_t size = model_part_size(s, i);

		if (size != UINT64_MAX && size != r->places[i].length)
			return reader_bad_at(r, i, "length");
	}
	return NCL_OK;
}

/* ---------------------------------------------------------------- strings */

/* Takes the n strings of a part; there must be no more and no fewer. */
static enum ncl_status take_strings(struct model_reader *r,
				    enum model_part part, const char **out,
				    uint32_t n)
{
	const char *at = r->data + r->places[part].offset;
	const char *end = at + r->places[part].length;
	uint32_t i = 0;

	while (at < end && i < n) {
		const char *stop = memchr(at, 0, (size_t)(end - at));

		if (!stop)
			return reader_bad_at(r, part, "a text has no end");
		if (part == PART_LABELS &&
		    utf8_valid(at, (size_t)(stop - at)) != (size_t)(stop - at))
			return reader_bad_at(r, part, "not valid UTF-8");
		out[i++] = at;
		at = stop + 1;
	}
	return i == n && at == end ? NCL_OK :
	       reader_bad_at(r, part, "number of texts");
}

static const char **new_names(struct model_reader *r, size_t n)
{
	const char **names = arena_alloc(&r->m->arena,
					 (n + 1) * sizeof(*names));

	if (!names)
		ncl_error_set(r->err, NCL_NOMEM, "%s: no memory", r->name);
	return names;
}

static enum ncl_status read_facts(struct model_reader *r)
{
	const struct model_place *p = &r->places[PART_FACTS];
	uint32_t n = 0;
	const char **texts;
	enum ncl_status ret;

	for (uint64_t i = 0; i < p->length; i++)
		n += !r->data[p->offset + i];
	texts = new_names(r, n);
	if (!texts)
		return NCL_NOMEM;
	ret = take_strings(r, PART_FACTS, texts, n);
	if (ret == NCL_OK && n % 2)
		ret = reader_bad_at(r, PART_FACTS, "a key without a value");
	/* keys and values in turn are what an array of facts is */
	r->m->facts = arena_alloc(&r->m->arena,
				  (n / 2 + 1) * sizeof(*r->m->facts));
	if (!r->m->facts)
		return ncl_error_set(r->err, NCL_NOMEM, "%s: no memory",
				     r->name);
	for (uint32_t i = 0; i < n / 2 && ret == NCL_OK; i++)
		r->m->facts[i] = (struct model_fact){ texts[2 * i],
						      texts[2 * i + 1] };
	r->m->fact_count = r->m->fact_size = n / 2;
	return ret;
}

static enum ncl_status read_labels(struct model_reader *r)
{
	uint32_t n = r->m->shape.labels;
	const char **texts = new_names(r, 2 * (size_t)n);
	const char *cuts = r->data + r->places[PART_THRESHOLDS].offset;
	enum ncl_status ret;

	r->m->labels = arena_alloc(&r->m->arena, n * sizeof(*r->m->labels));
	if (!texts || !r->m->labels)
		return ncl_error_set(r->err, NCL_NOMEM, "%s: no memory",
				     r->name);
	ret = take_strings(r, PART_LABELS, texts, 2 * n);
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++) {
		struct ncl_model_label *l = &r->m->labels[i];

		l->name = texts[2 * i];
		l->id = *texts[2 * i + 1] ? texts[2 * i + 1] : NULL;
		memcpy(&l->threshold, cuts + 4 * (size_t)i, 4);
		if (!*l->name)
			ret = reader_bad_at(r, PART_LABELS,
					    "a label has no name");
		else if (!(l->threshold >= 0 && l->threshold <= 1))
			ret = reader_bad_at(r, PART_THRESHOLDS,
					    "out of range");
	}
	return ret;
}

static enum ncl_status read_names(struct model_reader *r)
{
	ncl_model *m = r->m;
	enum ncl_status ret;

	m->group_names = new_names(r, m->shape.groups);
	m->dense_names = new_names(r, m->shape.dense);
	if (!m->group_names || !m->dense_names)
		return NCL_NOMEM;
	ret = take_strings(r, PART_GROUP_NAMES, m->group_names,
			   m->shape.groups);
	if (ret == NCL_OK)
		ret = take_strings(r, PART_DENSE_NAMES, m->dense_names,
				   m->shape.dense);
	return ret;
}

/* ---------------------------------------------------------------- numbers */

static enum ncl_status check_groups(const struct model_reader *r)
{
	const ncl_model *m = r->m;
	uint64_t at = 0;

	for (uint32_t i = 0; i < m->shape.groups; i++) {
		const struct model_group *g = &m->groups[i];

		if (g->kind < NCL_COUNTS || g->kind > NCL_NUMBERS ||
		    g->first != at || g->reserved)
			return reader_bad_at(r, PART_GROUPS, "out of range");
		at += g->count;
	}
	return at == m->shape.features ? NCL_OK :
	       reader_bad_at(r, PART_GROUPS,
			     "rows and features differ in number");
}

static const void *part_data(const struct model_reader *r, enum model_part part)
{
	return r->data + r->places[part].offset;
}

/* Finite and of a size that sums cannot overflow with. The exponent of a
 * float with |x| < 2^65 is below 192; this reads no float, so it is quick. */
#define TOO_LARGE (192u << 7) /* of its upper half */
#define UPPER_HALF (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__)

static enum ncl_status check_floats(const struct model_reader *r,
				    enum model_part part)
{
	const uint16_t *data = part_data(r, part);
	size_t n = r->places[part].length / 2, i = 0, step = 1;
	uint16_t wrong = 0;

	if (part != PART_SCALES && part != PART_IDFS) {
		step = 2;
		i = UPPER_HALF;
	}
	for (; i < n; i += step)
		wrong |= (data[i] & 0x7fff) >= TOO_LARGE;
	return wrong ? reader_bad_at(r, part, "a number is out of range") :
		       NCL_OK;
}

static enum ncl_status read_numbers(struct model_reader *r)
{
	static const enum model_part floats[] = {
		PART_SCALES, PART_IDFS, PART_DENSE, PART_BIAS, PART_SIGMOID,
		PART_EMISSION, PART_TRANSITIONS, PART_ENDS,
	};
	ncl_model *m = r->m;
	enum ncl_status ret;

	m->groups = part_data(r, PART_GROUPS);
	m->keys = part_data(r, PART_KEYS);
	m->tails = part_data(r, PART_TAILS);
	m->scales = part_data(r, PART_SCALES);
	m->idfs = part_data(r, PART_IDFS);
	m->weights = part_data(r, PART_WEIGHTS);
	m->dense = part_data(r, PART_DENSE);
	m->bias = part_data(r, PART_BIAS);
	m->sigmoid = part_data(r, PART_SIGMOID);
	m->emission = part_data(r, PART_EMISSION);
	m->transitions = part_data(r, PART_TRANSITIONS);
	m->ends = part_data(r, PART_ENDS);
	ret = check_groups(r);
	for (size_t i = 0; i < sizeof(floats) / sizeof(*floats); i++)
		if (ret == NCL_OK)
			ret = check_floats(r, floats[i]);
	return ret;
}

static enum ncl_status make_index(struct model_reader *r)
{
	return model_index(r->m) == NCL_OK ? NCL_OK :
	       ncl_error_set(r->err, NCL_NOMEM, "%s: no memory", r->name);
}

static enum ncl_status read_all(struct model_reader *r)
{
	enum ncl_status (*const steps[])(struct model_reader *) = {
		check_places, check_shape, read_facts, read_labels,
		read_names, read_numbers, reader_sections, reader_joint,
		reader_taxonomy,
		reader_vectors,
		make_index,
	};
	enum ncl_status ret = check_head(r);

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (ret == NCL_OK)
			ret = steps[i](r);
	return ret;
}

enum ncl_status model_read(ncl_model **out, void *bytes, size_t len,
			   const char *name, struct ncl_error *err)
{
	struct model_reader r = { .name = name, .data = bytes, .len = len,
			    .err = err };
	enum ncl_status ret = model_new(&r.m, err);

	if (ret == NCL_OK) {
		r.m->file = bytes;
		r.m->file_size = len;
		ret = read_all(&r);
	} else {
		free(bytes);
	}
	if (ret != NCL_OK) {
		ncl_model_free(r.m);
		r.m = NULL;
	}
	*out = r.m;
	return ret;
}
