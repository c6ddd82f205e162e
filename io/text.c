#include "io/text.h"

#include "io/lines.h"
#include "io/wrap.h"

/* Add the block of the lines [first, last]. */
static enum ncl_status add_block(ncl_doc *doc, const struct text_line *first,
				 const struct text_line *last,
				 struct ncl_error *err)
{
	struct ncl_block block = {
		.begin = first->begin,
		.end = last->end,
		.blanks_before = first->blanks,
	};

	if (first->flags & LINE_PAGE_BREAK)
		block.flags |= NCL_BLOCK_PAGE_BREAK;
	if (first->flags & LINE_INDENTED)
		block.flags |= NCL_BLOCK_INDENTED;
	if (first != last)
		block.flags |= NCL_BLOCK_WRAPPED;
	return ncl_doc_add_block(doc, &block, err);
}

static enum ncl_status add_blocks(ncl_doc *doc, const struct text_lines *lines,
				  struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	size_t first = 0;

	for (size_t i = 0; i < lines->n && ret == NCL_OK; i++) {
		if (i + 1 < lines->n &&
		    (lines->line[i + 1].flags & LINE_CONTINUES))
			continue;
		ret = add_block(doc, &lines->line[first], &lines->line[i],
				err);
		first = i + 1;
	}
	return ret;
}

enum ncl_status text_blocks(ncl_doc *doc, struct ncl_error *err)
{
	struct text_lines lines = { 0 };
	enum ncl_status ret;
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	ret = lines_split(&lines, text, len);
	if (ret != NCL_OK) {
		ncl_error_set(err, ret, "out of memory for the lines");
		goto done;
	}
	wrap_find(&lines, text);
	ret = add_blocks(doc, &lines, err);
done:
	lines_release(&lines);
	return ret;
}
