/* Lines as fastText has them: __label__a __label__b the text. */
#include <stdint.h>
#include <string.h>

#include "io/begin.h"
#include "io/labelled_reader.h"

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0;
}

static size_t word_end(const char *s, size_t i, size_t len)
{
	while (i < len && !is_space(s[i]))
		i++;
	return i;
}

/* How many words of the line are labels; SIZE_MAX where one has no name. */
static size_t count_labels(const char *s, size_t len, const char *prefix)
{
	size_t n = 0, size = strlen(prefix), end;

	for (size_t i = 0; i < len; i = end + 1) {
		end = word_end(s, i, len);
		if (end - i < size || memcmp(s + i, prefix, size))
			continue;
		if (size && end - i == size)
			return SIZE_MAX;
		n += end > i;
	}
	return n;
}

/* Take the labels out of the line, wherever they stand in it, as fastText
 * does; what is left of it is the text. Returns its length. */
static size_t split(char *s, size_t len, const char *prefix, char *labels,
		    struct labelled *out)
{
	size_t to = 0, size = strlen(prefix), end;
	const char **list = (const char **)out->labels;

	for (size_t i = 0; i < len; i = end) {
		end = word_end(s, i, len);
		if (end - i > size && !memcmp(s + i, prefix, size)) {
			list[out->n++] = labels;
			memcpy(labels, s + i + size, end - i - size);
			labels += end - i - size;
			*labels++ = 0;
		} else {
			memmove(s + to, s + i, end - i);
			to += end - i;
		}
		if (end < len && (to || !is_space(s[end])))
			s[to++] = s[end];
		end += end < len;
	}
	return to;
}

static enum ncl_status take_line(struct labelled_input *in, ncl_doc *doc,
				 char *line, size_t len,
				 struct labelled *out, struct ncl_error *err)
{
	const char *prefix = in->how.record.prefix;
	enum ncl_status ret = labelled_keep(in, doc, &line, &len, out, err);
	size_t n;
	char *labels;

	if (ret != NCL_OK)
		return ret;
	n = count_labels(line, len, prefix);
	if (n == SIZE_MAX)
		return ncl_error_set(err, NCL_FORMAT, "\"%s\" stands alone: "
				     "the label behind it is missing", prefix);
	out->labels = ncl_doc_alloc(doc, (n + 1) * sizeof(*out->labels));
	labels = ncl_doc_alloc(doc, len + n + 1);
	if (!out->labels || !labels)
		return ncl_error_set(err, NCL_NOMEM, "no memory for a line");
	len = split(line, len, prefix, labels, out);
	line[len] = 0;
	out->known = n > 0;
	return labelled_set_text(doc, line, len, err);
}

enum ncl_status labelled_read_fasttext(struct labelled_input *in,
				       ncl_doc *doc,
				       struct labelled_record *out, int *end,
				       struct ncl_error *err)
{
	struct piece line = { 0 };
	enum ncl_status ret = begin_line(&in->source, in->how.max_doc_bytes,
					 &in->line, &line, err);

	out->line = in->line;
	out->fault = ret == NCL_LIMIT ? FAULT_TOO_LARGE : FAULT_BROKEN;
	*end = ret == NCL_OK && !line.bytes;
	if (ret != NCL_OK || *end)
		return ret;
	return take_line(in, doc, (char *)line.bytes, line.len, &out->gold,
			 err);
}
