/*
 * A plain main for a fuzz target: runs it over the files that are named, and
 * over nothing at all. So each input that once did harm is tried again by
 * `make check`, with any compiler.
 */
#include "fuzz.h"

#include <stdio.h>

static unsigned char *read_file(const char *path, size_t *size)
{
	unsigned char *data = NULL;
	FILE *file = fopen(path, "rb");
	long end = -1;

	if (file && fseek(file, 0, SEEK_END) == 0)
		end = ftell(file);
	if (end >= 0 && fseek(file, 0, SEEK_SET) == 0)
		data = malloc(end ? (size_t)end : 1);
	if (data && fread(data, 1, (size_t)end, file) != (size_t)end) {
		free(data);
		data = NULL;
	}
	if (file)
		fclose(file);
	*size = (size_t)end;
	return data;
}

int main(int argc, char **argv)
{
	LLVMFuzzerTestOneInput((const unsigned char *)"", 0);
	for (int i = 1; i < argc; i++) {
		size_t size;
		unsigned char *data = read_file(argv[i], &size);

		if (!data) {
			fprintf(stderr, "%s: cannot be read\n", argv[i]);
			return 1;
		}
		fprintf(stderr, "# %s\n", argv[i]);
		LLVMFuzzerTestOneInput(data, size);
		free(data);
	}
	return 0;
}
