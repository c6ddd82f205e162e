/* Dates and names in any text, and JSON-LD of any bytes. */
#include "fuzz.h"

#include "core/utf8.h"

static int starts(const char *text, size_t len, size_t at)
{
	return at == len || (text[at] & 0xc0) != 0x80;
}

static void check_dates(const char *text, size_t len)
{
	static const char *const languages[] = { NULL, "en-GB", "zh" };

	for (int i = 0; i < 3; i++) {
		size_t from = 0;
		struct ncl_date d;

		while (ncl_find_date(text, len, from, languages[i], 0, &d)) {
			MUST(d.begin >= from && d.begin < d.end &&
			     d.end <= len);
			MUST(starts(text, len, d.begin) &&
			     starts(text, len, d.end));
			MUST(strlen(d.iso) >= 10 &&
			     memchr(d.iso, 0, sizeof(d.iso)));
			from = d.end;
		}
	}
}

static void check_names(const char *text, size_t len)
{
	struct ncl_name names[5];

	for (unsigned rules = 0; rules < 2; rules++) {
		uint32_t n = ncl_find_names(text, len, rules, names, 5);

		MUST(n <= 5);
		for (uint32_t i = 0; i < n; i++) {
			MUST(names[i].begin < names[i].end &&
			     names[i].end <= len);
			MUST(starts(text, len, names[i].begin) &&
			     starts(text, len, names[i].end));
		}
	}
}

/* As the JSON-LD of a page. */
static void read_page(const char *bytes, size_t len)
{
	static const char open[] = "<script type=application/ld+json>";
	size_t size = sizeof(open) - 1 + len;
	char *page = malloc(size + 1);
	struct ncl_error err = { 0 };
	ncl_doc *doc = NULL;

	MUST(page && ncl_doc_new(&doc, &err) == NCL_OK);
	memcpy(page, open, sizeof(open) - 1);
	memcpy(page + sizeof(open) - 1, bytes, len);
	MUST(ncl_read_html(doc, page, size, NULL, &err) == NCL_OK);
	check_document(doc);
	write_document(doc);
	ncl_doc_free(doc);
	free(page);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *bytes = input_copy(data, size), *valid;
	size_t len = utf8_valid(bytes, size);

	/* a copy of its own, so that a read past the end is seen */
	valid = input_copy(data, len);
	check_dates(valid, len);
	check_names(valid, len);
	read_page(bytes, size);
	free(valid);
	free(bytes);
	return 0;
}
