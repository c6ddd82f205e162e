#include "io/part.h"

#include "io/files.h"
#include "io/output.h"

/* The length of an input, where it is laid out: its bytes, *size, and one. */
static uint64_t length(const char *path, enum ncl_status found,
		       uint64_t *size)
{
	*size = found == NCL_OK ? files_size(path) : 0;
	return *size + 1;
}

/* total * number / count, without overflow */
static uint64_t share(uint64_t total, uint32_t number, uint32_t count)
{
	return total / count * number + total % count * number / count;
}

static enum ncl_status add_up(struct part *part, struct walk *walk,
			      struct ncl_error *err)
{
	const struct output *out;
	enum ncl_status ret;
	const char *path;
	uint64_t size;

	do {
		ret = walk_next(walk, &path, err);
		if (path)
			part->total += length(path, ret, &size);
	} while (path);
	out = walk_left_out(walk);
	if (ret == NCL_OK && out)
		return ncl_error_set(err, NCL_USAGE, "--shard: %s is in a "
				     "folder of the inputs, where the other "
				     "runs would take it for one: write to "
				     "another place", output_part(out) ?
				     output_part(out) : "the output");
	return ret;
}

static enum ncl_status measure(struct part *part, const struct walk *walk,
			       struct ncl_error *err)
{
	struct walk *again = NULL;
	enum ncl_status ret = walk_again(&again, walk, err);

	if (ret == NCL_OK)
		ret = add_up(part, again, err);
	walk_free(again);
	part->begin = share(part->total, part->number - 1, part->count);
	part->end = share(part->total, part->number, part->count);
	part->measured = 1;
	return ret;
}

/* Whether something of the input that was laid at `at` may be the part's. */
static int is_in(struct part *part, uint64_t at, uint64_t size)
{
	part->from = part->begin > at ? part->begin - at : 0;
	part->to = part->whole ? UINT64_MAX : part->end - at;
	return part->from == 0 || (!part->whole && part->from < size);
}

enum ncl_status part_next(struct part *part, struct walk *walk,
			  const char **path, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	uint64_t at, size;

	*path = NULL;
	if (part->count && !part->measured)
		ret = measure(part, walk, err);
	while (ret == NCL_OK || *path) {
		if (part->count && part->at >= part->end) {
			*path = NULL;
			return NCL_OK;
		}
		ret = walk_next(walk, path, err);
		if (!*path || !part->count)
			break;
		at = part->at;
		part->at += length(*path, ret, &size);
		if (part->at > part->begin && is_in(part, at, size))
			break;
	}
	return ret;
}
