/* Training records, for document and for block plugins. */
#include "fuzz.h"

#include "io/labelled.h"

static void read_record(ncl_doc *doc, const char *line, size_t size,
			const struct labelled_format *how)
{
	struct ncl_error err = { 0 };
	struct labelled got;

	if (labelled_read(doc, line, size, how, &got, &err) != NCL_OK) {
		MUST(err.text[0]);
		return;
	}
	check_document(doc);
	if (how->unit == NCL_UNIT_BLOCK)
		MUST(got.n == ncl_doc_block_count(doc));
	for (uint32_t i = 0; i < got.n; i++)
		MUST(got.labels[i] ? got.labels[i][0]
				   : how->unit == NCL_UNIT_BLOCK);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct labelled_format hows[] = {
		{ .unit = NCL_UNIT_DOCUMENT, .gold = "labels",
		  .guess_group = 1 },
		{ .unit = NCL_UNIT_BLOCK, .gold = "role", .group = "url" },
	};
	char *line = input_copy(data, size);
	ncl_doc *doc = NULL;

	MUST(ncl_doc_new(&doc, NULL) == NCL_OK);
	read_record(doc, line, size, &hows[0]);
	read_record(doc, line, size, &hows[1]);
	ncl_doc_free(doc);
	free(line);
	return 0;
}
