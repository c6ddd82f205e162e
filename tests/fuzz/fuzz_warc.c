/* The reader of web archives: a whole file, plain or compressed. */
#include "inputs.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const struct input_options how = { .format = INPUT_WARC,
					   .max_doc_bytes = 20000 };
	char path[32];
	int file = fuzz_file(data, size, path);

	fuzz_read(path, &how);
	close(file);
	return 0;
}
