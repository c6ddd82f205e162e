/* Where text stood in the input. */
#include "document.h"

#include <string.h>

static enum ncl_status check_run(const struct ncl_run *runs, size_t i,
				 struct ncl_error *err)
{
	if (runs[i].text_step == 0)
		return ncl_error_set(err, NCL_INVALID,
				     "run %zu stands for no text", i);
	if (i > 0 && (runs[i].text <= runs[i - 1].text ||
		      runs[i].source < runs[i - 1].source))
		return ncl_error_set(err, NCL_INVALID,
				     "run %zu does not rise", i);
	return NCL_OK;
}

enum ncl_status ncl_doc_set_runs(ncl_doc *doc, const struct ncl_run *runs,
				 size_t n, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	struct ncl_run *copy;

	doc->runs = NULL;
	doc->run_count = 0;
	for (size_t i = 0; i < n && ret == NCL_OK; i++)
		ret = check_run(runs, i, err);
	if (ret != NCL_OK || n == 0)
		return ret;
	copy = n > SIZE_MAX / sizeof(*copy) ? NULL :
	       arena_alloc(&doc->arena, n * sizeof(*copy));
	if (!copy)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for %zu runs", n);
	memcpy(copy, runs, n * sizeof(*copy));
	doc->runs = copy;
	doc->run_count = n;
	return NCL_OK;
}

/* The input byte where the step that text byte `at` is in begins, or, with
 * `after`, where it ends. */
static uint32_t map(const ncl_doc *doc, uint32_t at, uint32_t after)
{
	size_t low = 0, high = doc->run_count;
	const struct ncl_run *run;
	uint64_t source;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (doc->runs[middle].text <= at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return at + after;
	run = &doc->runs[low - 1];
	source = run->source + ((uint64_t)(at - run->text) / run->text_step +
				after) * run->source_step;
	return source > UINT32_MAX ? UINT32_MAX : (uint32_t)source;
}

int ncl_doc_source(const ncl_doc *doc, uint32_t begin, uint32_t end,
		   uint32_t *source_begin, uint32_t *source_end)
{
	*source_begin = begin;
	*source_end = end;
	if (doc->run_count == 0)
		return 0;
	*source_begin = map(doc, begin, 0);
	*source_end = end > begin ? map(doc, end - 1, 1) : *source_begin;
	return *source_begin != begin || *source_end != end;
}

void ncl_doc_set_page(ncl_doc *doc, const char *page, size_t len)
{
	doc->page = page;
	doc->page_len = len;
}

const char *ncl_doc_page(const ncl_doc *doc, size_t *len)
{
	*len = doc->page_len;
	return doc->page;
}
