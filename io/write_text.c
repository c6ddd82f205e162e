#include <nclass/nclass.h>

#include "house.h"
#include "json_out.h"

/* A hard-wrapped block: a line break and the blanks around it are a space. */
static void write_unwrapped(struct out *o, const char *text, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		size_t end = i;

		if (text[i] != '\n' && text[i] != '\r')
			continue;
		while (end > from && (text[end - 1] == ' ' ||
				      text[end - 1] == '\t'))
			end--;
		out_bytes(o, text + from, end - from);
		OUT(o, " ");
		while (i + 1 < len && strchr(" \t\r\n", text[i + 1]) &&
		       text[i + 1])
			i++;
		from = i + 1;
	}
	out_bytes(o, text + from, len - from);
}

enum ncl_status ncl_write_text(struct ncl_buffer *out, const ncl_doc *doc)
{
	size_t len;
	const char *text = ncl_doc_text(doc, &len);
	uint32_t n = ncl_doc_block_count(doc);
	struct house house;
	struct out o;
	float score;

	house_find(&house, doc);
	out_start(&o, out);
	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_block *b = ncl_doc_block(doc, i);

		if (!house_keep(&house, doc, i, &score))
			continue;
		if (b->flags & NCL_BLOCK_WRAPPED)
			write_unwrapped(&o, text + b->begin,
					b->end - b->begin);
		else
			out_bytes(&o, text + b->begin, b->end - b->begin);
		OUT(&o, "\n");
	}
	return out_end(&o);
}
