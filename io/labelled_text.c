/* Strings of CSV and fastText files: charset, text, labels. */
#include <string.h>

#include "io/convert.h"
#include "io/detect.h"
#include "io/labelled_reader.h"
#include "io/labelled_record.h"
#include "io/text.h"
#include "io/utf8.h"

enum { CHARSET_BYTES_SEEN = 1 << 16 };

enum ncl_status labelled_charset(struct labelled_input *in,
				 struct ncl_error *err)
{
	const char *name = in->how.record.charset;
	size_t n = in->source.end - in->source.begin;
	const char *bytes = in->source.data + in->source.begin;

	in->charset = (struct charset){ 0 };
	if (name)
		return charset_named(&in->charset, name, err);
	if (n > CHARSET_BYTES_SEEN)
		n = CHARSET_BYTES_SEEN;
	/* the last character may be cut */
	if (!n || utf8_valid_prefix(bytes, n) + 3 >= n)
		return NCL_OK;
	return detect_bytes(&in->charset, bytes, n, err);
}

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for a record");
}

static enum ncl_status copy_in(ncl_doc *doc, char **text, size_t len,
			       struct ncl_error *err)
{
	char *copy = ncl_doc_alloc(doc, len + 1);

	if (!copy)
		return no_memory(err);
	memcpy(copy, *text, len);
	copy[len] = 0;
	*text = copy;
	return NCL_OK;
}

/* Convert a string that is not UTF-8. */
static enum ncl_status convert_in(struct labelled_input *in, ncl_doc *doc,
				  char **text, size_t *len,
				  struct labelled *out, struct ncl_error *err)
{
	const struct raw raw = { .bytes = (unsigned char *)*text,
				 .len = *len };
	struct charset charset = in->charset;
	struct converted c = { 0 };
	enum ncl_status ret = NCL_OK;
	char *name;

	if (!charset.name[0])
		ret = detect_bytes(&charset, *text, *len, err);
	if (ret == NCL_OK)
		ret = convert(&c, &charset, &raw, err);
	if (ret == NCL_OK) {
		*text = c.text;
		*len = c.len;
		ret = copy_in(doc, text, *len, err);
	}
	converted_release(&c);
	if (ret != NCL_OK)
		return ret;
	name = charset.name;
	ret = copy_in(doc, &name, strlen(name), err);
	out->charset = name;
	return ret;
}

enum ncl_status labelled_keep(struct labelled_input *in, ncl_doc *doc,
			      char **text, size_t *len, struct labelled *out,
			      struct ncl_error *err)
{
	if (utf8_valid_prefix(*text, *len) == *len)
		return copy_in(doc, text, *len, err);
	return convert_in(in, doc, text, len, out, err);
}

enum ncl_status labelled_set_text(ncl_doc *doc, const char *text, size_t len,
				  struct ncl_error *err)
{
	enum ncl_status ret = ncl_doc_set_text(doc, text, len, err);

	return ret == NCL_OK ? text_blocks(doc, err) : ret;
}

char *labelled_trim(char *s, size_t len)
{
	size_t space, last = 0, size;

	while (len && (space = utf8_space(s, len))) {
		s += space;
		len -= space;
	}
	for (size_t i = 0; i < len; i += size) {
		space = utf8_space(s + i, len - i);
		if (space) {
			size = space;
			continue;
		}
		utf8_decode(s + i, &size);
		last = i + size;
	}
	s[last] = 0;
	return s;
}

/* How often the separator stands in the cell. */
static size_t count_separators(const char *cell, size_t len,
			       const char *separator)
{
	size_t n = 0, size = strlen(separator);

	for (const char *s = cell;
	     (s = memmem(s, len - (size_t)(s - cell), separator, size));
	     s += size)
		n++;
	return n;
}

enum ncl_status labelled_cell(ncl_doc *doc, char *cell, size_t len,
			      const char *separator, struct labelled *out,
			      struct ncl_error *err)
{
	size_t size = separator ? strlen(separator) : 0;
	size_t n = size ? count_separators(cell, len, separator) : 0;
	const char **labels = ncl_doc_alloc(doc, (n + 1) * sizeof(*labels));

	if (memchr(cell, 0, len))
		return ncl_error_set(err, NCL_FORMAT, "a NUL in its label");
	if (!labels)
		return no_memory(err);
	out->labels = labels;
	while (cell) {
		char *end = size ? strstr(cell, separator) : NULL;
		char *label = labelled_trim(cell, end ? (size_t)(end - cell) :
							strlen(cell));

		if (*label)
			labels[out->n++] = label;
		cell = end ? end + size : NULL;
	}
	out->known = out->n > 0;
	return NCL_OK;
}
