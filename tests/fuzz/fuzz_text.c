/* The text reader: any bytes, any charset, binary files; then the writers. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *bytes = input_copy(data, size);
	struct ncl_error err = { 0 };
	ncl_doc *doc = NULL;

	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	if (ncl_read_text(doc, bytes, size, NULL, &err) == NCL_OK) {
		check_document(doc);
		write_document(doc);
	} else {
		MUST(err.text[0]);
	}
	ncl_doc_free(doc);
	free(bytes);
	return 0;
}
