/* The parts of an input (--shard) are the whole: the first byte says how many
 * they are, and the format; the rest is the file. */
#include "inputs.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct input_options how = { .max_doc_bytes = 200 };
	struct fuzz_counts whole, n = { 0 };
	unsigned char first = size ? *data : 0;
	char path[32];
	int file;

	how.format = first & 0x80 ? INPUT_AUTO : INPUT_JSONL;
	file = fuzz_file(data + (size > 0), size - (size > 0), path);
	whole = fuzz_read(path, &how);
	how.parts = first % 0x80 + 1u;
	for (how.part = 1; how.part <= how.parts; how.part++) {
		struct fuzz_counts part = fuzz_read(path, &how);

		n.good += part.good;
		n.bad += part.bad;
		n.sum += part.sum;
	}
	MUST(n.good == whole.good && n.bad == whole.bad && n.sum == whole.sum);
	close(file);
	return 0;
}
