/* CSV, TSV and fastText files: the first byte says which. */
#include "fuzz.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "io/labelled_input.h"

static void read_all(const char *path, const struct labelled_options *how)
{
	struct labelled_input *in = NULL;
	struct labelled_record r;
	struct ncl_error err = { 0 };
	enum labelled_result got;
	ncl_doc *doc = NULL;
	uint64_t line = 0;

	MUST(ncl_doc_new(&doc, NULL) == NCL_OK);
	MUST(labelled_open(&in, &path, 1, how, &err) == NCL_OK);
	while ((got = labelled_next(in, doc, &r, &err)) != LABELLED_END) {
		if (got == LABELLED_DOC) {
			check_document(doc);
			MUST(r.gold.known);
			MUST(r.line > line);
			line = r.line;
		} else {
			MUST(err.text[0]);
		}
		for (uint32_t i = 0; got == LABELLED_DOC && i < r.gold.n; i++)
			MUST(r.gold.labels[i][0]);
	}
	labelled_close(in);
	ncl_doc_free(doc);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const enum data_format formats[] = { DATA_CSV, DATA_TSV,
						    DATA_FASTTEXT,
						    DATA_AUTO };
	struct labelled_options how = {
		.record = { .unit = NCL_UNIT_DOCUMENT, .gold = "labels",
			    .guess_group = 1, .separator = "|" },
		.max_doc_bytes = 1000,
	};
	char path[40];
	int file;

	if (!size)
		return 0;
	how.format = formats[data[0] & 3];
	file = memfd_create("fuzz", 0);
	MUST(file >= 0 && write(file, data + 1, size - 1) ==
			  (ssize_t)(size - 1));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	read_all(path, &how);
	close(file);
	return 0;
}
