/* For fuzz targets of whole inputs: bytes as a file, and all that is in it. */
#ifndef TESTS_FUZZ_INPUTS_H
#define TESTS_FUZZ_INPUTS_H

#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "io/input.h"

/* Bytes as a file without a name; its path in `path`. */
static inline int fuzz_file(const void *bytes, size_t size, char path[32])
{
	int file = memfd_create("fuzz", 0);

	MUST(file >= 0);
	while (size) {
		ssize_t n = write(file, bytes, size);

		MUST(n > 0);
		bytes = (const char *)bytes + n;
		size -= (size_t)n;
	}
	snprintf(path, 32, "/proc/self/fd/%d", file);
	return file;
}

struct fuzz_counts {
	uint64_t good, bad;
	uint64_t sum; /* of the texts, whatever their order */
	int cut; /* one was told to be cut off */
};

static inline uint64_t text_sum(const ncl_doc *doc)
{
	size_t len = 0;
	const char *text = ncl_doc_text(doc, &len);

	return XXH3_64bits(text ? text : "", len);
}

/* Read a file to its end; every document is checked and written. */
static inline struct fuzz_counts fuzz_read(const char *path,
					   const struct input_options *how)
{
	struct fuzz_counts n = { 0 };
	struct ncl_error err = { 0 };
	struct ncl_buffer out = { 0 };
	enum input_result got;
	struct input *in = NULL;
	ncl_doc *doc = NULL;

	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	MUST(input_open(&in, &path, 1, how, &err) == NCL_OK);
	while ((got = input_next(in, doc, &err)) != INPUT_END) {
		MUST(got != INPUT_FATAL);
		MUST(ncl_doc_origin(doc)->index == n.good + n.bad);
		if (got == INPUT_DOC) {
			check_document(doc);
			n.sum += text_sum(doc);
			write_document(doc);
			n.good++;
		} else {
			MUST(err.text[0] && strstr(err.text, path));
			MUST(ncl_write_failed(&out, doc, err.text) == NCL_OK);
			n.cut |= strstr(err.text, "cut off") != NULL;
			n.bad++;
		}
	}
	ncl_buffer_release(&out);
	input_free(in);
	ncl_doc_free(doc);
	return n;
}

#endif
