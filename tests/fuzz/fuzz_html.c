/* The HTML reader: any bytes, any charset; then the writers. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const char *const charsets[] = { NULL, "utf-8", "shift_jis",
						"windows-1252" };
	char *bytes = input_copy(data, size);
	struct ncl_error err = { 0 };
	struct ncl_buffer out = { 0 };
	ncl_doc *doc = NULL;
	uint32_t from, to;

	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	for (int i = 0; i < 4; i++) {
		const struct ncl_block *b;

		ncl_doc_clear(doc);
		MUST(ncl_read_html(doc, bytes, size, charsets[i], &err) ==
		     NCL_OK);
		check_document(doc);
		for (uint32_t k = 0; (b = ncl_doc_block(doc, k)); k++) {
			MUST(b->tag && b->link_share >= 0 &&
			     b->link_share <= 1);
			ncl_doc_source(doc, b->begin, b->end, &from, &to);
			MUST(from <= to && to <= size);
		}
	}
	write_document(doc);
	MUST(ncl_write_html(&out, doc) == NCL_OK && out.len);
	ncl_buffer_release(&out);
	ncl_doc_free(doc);
	free(bytes);
	return 0;
}
