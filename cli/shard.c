#include "shard.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define PARTS_MOST 1000000

/* A number from 1 to the most; *end is what follows it. */
static int read_number(const char *text, uint32_t *n, const char **end)
{
	char *stop;
	unsigned long value;

	if (!isdigit((unsigned char)*text))
		return 0;
	value = strtoul(text, &stop, 10);
	*n = (uint32_t)value;
	*end = stop;
	return value >= 1 && value <= PARTS_MOST;
}

static int names_stdin(const struct operands *inputs, const char *list)
{
	if (list && !strcmp(list, "-"))
		return 1;
	for (size_t i = 0; i < inputs->count; i++)
		if (!strcmp(inputs->items[i], "-"))
			return 1;
	return 0;
}

enum ncl_status shard_take(struct input_options *how, const char *text,
			   const struct operands *inputs,
			   struct ncl_error *err)
{
	const char *end;

	if (!text)
		return NCL_OK;
	if (!read_number(text, &how->part, &end) || *end != '/' ||
	    !read_number(end + 1, &how->parts, &end) || *end ||
	    how->part > how->parts)
		return ncl_error_set(err, NCL_USAGE, "--shard: '%s' is not "
				     "I/N, part I of N, as 1/8 or 8/8 (N at "
				     "most %d)", text, PARTS_MOST);
	if (names_stdin(inputs, how->walk.list))
		return ncl_error_set(err, NCL_USAGE, "--shard: standard input "
				     "cannot be split: name files");
	return NCL_OK;
}
