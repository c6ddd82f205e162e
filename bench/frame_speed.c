/*
 * Seconds to unpack inputs and find the records in them, as the main process of
 * `nclass run` does: nothing is parsed. For bench.py.
 */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "io/input.h"

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	const struct input_options how = { 0 };
	struct input_record record;
	struct input *in = NULL;
	struct ncl_error err;
	enum input_result got = INPUT_END;
	uint64_t records = 0;
	double start = now();

	if (argc < 2 || input_open(&in, (const char *const *)argv + 1,
				   (size_t)argc - 1, &how, &err))
		return 3;
	while ((got = input_frame(in, &record, &err)) == INPUT_DOC)
		records++;
	if (got == INPUT_END)
		printf("%" PRIu64 " %" PRIu64 " %.6f\n", input_bytes(in),
		       records, now() - start);
	else
		fprintf(stderr, "%s\n", err.text);
	input_free(in);
	return got == INPUT_END ? 0 : 1;
}
