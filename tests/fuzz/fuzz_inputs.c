/* Inputs of all formats: the first byte says which, and which fields of JSON
 * lines are called otherwise; the rest is the file. */
#include "inputs.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct input_options how = { .max_doc_bytes = 5000 };
	unsigned char first = size ? *data : 0;
	char path[32];
	int file;

	how.format = (enum input_format)(first % 5);
	how.fields.keep = first & 0x10 ? "id,a,text" : NULL;
	how.fields.merge = first & 0x20 ? "nclass" : NULL;
	how.fields.text = first & 0x40 ? "body" : NULL;
	how.fields.id = first & 0x80 ? "nr" : NULL;
	file = fuzz_file(data + (size > 0), size - (size > 0), path);
	fuzz_read(path, &how);
	close(file);
	return 0;
}
