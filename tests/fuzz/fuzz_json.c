/* The reader of JSON lines: one line; then the writers. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *line = input_copy(data, size);
	struct ncl_error err = { 0 };
	ncl_doc *doc = NULL;

	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	if (ncl_read_json(doc, line, size, &err) == NCL_OK) {
		check_document(doc);
		write_document(doc);
	} else {
		struct ncl_buffer out = { 0 };

		MUST(err.text[0]);
		MUST(ncl_write_failed(&out, doc, err.text) == NCL_OK);
		ncl_buffer_release(&out);
	}
	ncl_doc_free(doc);
	free(line);
	return 0;
}
