/* What the fuzz targets share. A target that finds a wrong result aborts. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nclass/nclass.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

#define MUST(what)               \
	do {                     \
		if (!(what))     \
			abort(); \
	} while (0)

/* The input with a NUL behind it, in memory of its own, so that a sanitizer
 * sees a read past the end. */
static inline char *input_copy(const unsigned char *data, size_t size)
{
	char *copy = malloc(size + 1);

	MUST(copy);
	if (size)
		memcpy(copy, data, size);
	copy[size] = '\0';
	return copy;
}

/* What holds for every document that a reader has made. */
static inline void check_document(const ncl_doc *doc)
{
	const struct ncl_block *b;
	uint32_t i, n = ncl_doc_block_count(doc), end = 0, from, to;
	const char *text;
	size_t len;

	text = ncl_doc_text(doc, &len);
	MUST(text && text[len] == '\0');
	for (i = 0; i < n; i++) {
		b = ncl_doc_block(doc, i);
		MUST(b && b->begin >= end && b->begin < b->end);
		MUST(b->end <= len);
		MUST((text[b->begin] & 0xc0) != 0x80);
		MUST((text[b->end] & 0xc0) != 0x80);
		end = b->end;
		if (ncl_doc_source(doc, b->begin, b->end, &from, &to))
			MUST(from <= to);
	}
	MUST(!ncl_doc_block(doc, n));
}

/* Write a document in every form. */
static inline void write_document(const ncl_doc *doc)
{
	struct ncl_write_options how = { 0 };
	struct ncl_buffer out = { 0 };

	how.with_text = how.with_kept = 1;
	for (int i = NCL_OFFSETS_BYTE; i <= NCL_OFFSETS_UTF16; i++) {
		how.offsets = (enum ncl_offsets)i;
		MUST(ncl_write_jsonl(&out, doc, &how) == NCL_OK);
	}
	MUST(out.len && out.data[out.len - 1] == '\n');
	how.colour = 1;
	how.width = 20;
	MUST(ncl_write_pretty(&out, doc, &how) == NCL_OK);
	MUST(ncl_write_text(&out, doc) == NCL_OK);
	ncl_buffer_release(&out);
}

#endif
