/* Bands that are equal become groups of units, and these lines. */
#include "dedup.h"

#include <string.h>

#include "io/json_out.h"

/* So many units of a band's bucket are held against those that follow; the
 * first stand for those that are like them. */
#define LEADERS 16

static const unsigned char *signature(const struct dedup *d, uint64_t unit)
{
	return d->signatures.map + unit * d->bins;
}

/* ------------------------------------------------------------------- groups */

static uint32_t find(uint32_t *parents, uint32_t unit)
{
	while (parents[unit] != unit) {
		parents[unit] = parents[parents[unit]];
		unit = parents[unit];
	}
	return unit;
}

/* The first of them is the root, whatever the order of joining. */
static void join(uint32_t *parents, uint32_t a, uint32_t b)
{
	if (a < b)
		parents[b] = a;
	else
		parents[a] = b;
}

/* What a bucket of units with one equal band has so far. */
struct bucket {
	uint64_t key;
	uint32_t leaders[LEADERS];
	uint32_t count;
};

static void take(struct dedup *d, struct bucket *b, uint32_t unit)
{
	uint32_t root = find(d->parents, unit);

	for (uint32_t i = 0; i < b->count; i++) {
		uint32_t other = find(d->parents, b->leaders[i]);

		if (other == root)
			return;
		if (signatures_similarity(signature(d, unit),
					  signature(d, b->leaders[i]),
					  d->bins) < d->options->threshold)
			continue;
		join(d->parents, root, other);
		return;
	}
	if (b->count < LEADERS)
		b->leaders[b->count++] = unit;
}

static enum ncl_status make_groups(struct dedup *d, struct ncl_error *err)
{
	struct bucket b = { 0 };
	struct sorter_pair pair;
	enum ncl_status ret;
	int more;

	for (uint64_t i = 0; i < d->units; i++)
		d->parents[i] = (uint32_t)i;
	do {
		ret = sorter_next(d->sorter, &pair, &more, err);
		if (ret || !more)
			break;
		if (pair.key != b.key)
			b.count = 0;
		b.key = pair.key;
		take(d, &b, (uint32_t)pair.value);
	} while (!ret);
	return ret;
}

/* -------------------------------------------------------------------- lines */

static enum ncl_status write_unit(struct dedup *d, struct output *to,
				  uint64_t root, uint64_t unit,
				  struct ncl_error *err)
{
	struct ncl_buffer line = { 0 };
	struct dedup_name name;
	const char *at;
	uint64_t place;
	struct out o;
	enum ncl_status ret;

	memcpy(&place, d->places.map + unit * sizeof(place), sizeof(place));
	at = (const char *)d->names.map + place;
	memcpy(&name, at, sizeof(name));
	at += sizeof(name);
	out_start(&o, &line);
	OUT(&o, "{\"group\":");
	out_number(&o, d->groups - 1);
	OUT(&o, ",\"id\":");
	if (name.id_len)
		out_bytes(&o, at, name.id_len);
	else
		OUT(&o, "null");
	OUT(&o, ",\"file\":");
	out_json_bytes(&o, at + name.id_len, name.file_len);
	OUT(&o, ",\"line\":");
	out_number(&o, name.line);
	if (d->options->of) {
		OUT(&o, ",\"block\":");
		out_number(&o, name.block);
	}
	out_text(&o, unit == root ? ",\"keep\":true" : ",\"keep\":false");
	OUT(&o, ",\"similar\":");
	out_score(&o, (float)signatures_similarity(signature(d, root),
						   signature(d, unit),
						   d->bins));
	OUT(&o, "}\n");
	ret = out_end(&o) ? ncl_error_set(err, NCL_NOMEM, "out of memory") :
			    output_write(to, line.data, line.len, err);
	ncl_buffer_release(&line);
	return ret;
}

/* The units that are in a group, by its root. */
static enum ncl_status sort_members(struct dedup *d, struct ncl_error *err)
{
	enum ncl_status ret;

	sorter_free(d->sorter);
	d->sorter = NULL;
	ret = sorter_new(&d->sorter, (size_t)d->options->memory, d->folder,
			 err);
	for (uint64_t i = 0; !ret && i < d->units; i++) {
		const struct sorter_pair pair = {
			find(d->parents, (uint32_t)i), i
		};

		if (pair.key != i)
			ret = sorter_add(d->sorter, &pair, err);
	}
	return ret;
}

static enum ncl_status write_groups(struct dedup *d, struct output *to,
				    struct ncl_error *err)
{
	uint64_t root = UINT64_MAX;
	struct sorter_pair pair;
	enum ncl_status ret;
	int more;

	do {
		ret = sorter_next(d->sorter, &pair, &more, err);
		if (!ret && more && pair.key != root) {
			root = pair.key;
			d->groups++;
			ret = write_unit(d, to, root, root, err);
		}
		if (!ret && more) {
			d->duplicates++;
			ret = write_unit(d, to, root, pair.value, err);
		}
	} while (!ret && more);
	return ret;
}

enum ncl_status dedup_group(struct dedup *d, struct output *out,
			    struct ncl_error *err)
{
	struct dedup_file parents = { 0 };
	enum ncl_status ret = dedup_file_map(&d->signatures, 0, err);

	if (!ret)
		ret = dedup_file_map(&d->places, 0, err);
	if (!ret)
		ret = dedup_file_map(&d->names, 0, err);
	if (!ret)
		ret = dedup_file_open(&parents, d->folder, err);
	if (!ret)
		ret = dedup_file_map(&parents, d->units * sizeof(uint32_t),
				     err);
	d->parents = (uint32_t *)(void *)parents.map;
	if (!ret)
		ret = make_groups(d, err);
	if (!ret)
		ret = sort_members(d, err);
	if (!ret)
		ret = write_groups(d, out, err);
	dedup_file_release(&parents);
	return ret;
}
