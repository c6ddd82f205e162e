/* The text reader with a charset that the caller says: the first byte picks
 * it, the others are the text. Source ranges rise and stay in the input. */
#include "fuzz.h"

static const char *const names[] = {
	"utf-8",	"utf-16le",	"utf-16be",    "utf-32le",
	"windows-1252", "windows-1251", "windows-1258", "koi8-u",
	"gb18030",	"big5",		"shift_jis",   "euc-jp",
	"euc-kr",	"euc-tw",	"iso-2022-jp", "iso-2022-kr",
	"iso-8859-2",	"utf-7",	"tcvn",	       "johab",
};

static void check_sources(const ncl_doc *doc, size_t size)
{
	uint32_t from, to, last = 0;
	const struct ncl_block *b;

	for (uint32_t i = 0; (b = ncl_doc_block(doc, i)); i++) {
		ncl_doc_source(doc, b->begin, b->end, &from, &to);
		MUST(from >= last && from <= to && to <= size);
		last = to;
	}
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct ncl_error err = { 0 };
	const char *name;
	ncl_doc *doc = NULL;
	char *bytes;

	if (size == 0)
		return 0;
	name = names[data[0] % (sizeof(names) / sizeof(*names))];
	bytes = input_copy(data + 1, size - 1);
	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	if (ncl_read_text(doc, bytes, size - 1, name, &err) == NCL_OK) {
		check_document(doc);
		check_sources(doc, size - 1);
	} else {
		MUST(err.text[0] && err.code != NCL_USAGE);
	}
	ncl_doc_free(doc);
	free(bytes);
	return 0;
}
