#include "io/html_decode.h"

#include "io/html_refs.h"

/* What stands at s in place of itself; gives how many bytes it takes. */
static size_t replace(struct html_ref *out, const char *s, size_t left,
		      enum html_mode mode, int in_attribute)
{
	out->len = 0;
	if (*s == '&' && mode <= HTML_RCDATA &&
	    html_ref_read(out, s, left, in_attribute))
		return out->size;
	if (*s == '\r') {
		out->bytes[out->len++] = '\n';
		return left > 1 && s[1] == '\n' ? 2 : 1;
	}
	if (*s == 0 && (in_attribute || (mode != HTML_DATA &&
					 mode != HTML_CDATA))) {
		out->len = 3;
		out->bytes[0] = '\xef';
		out->bytes[1] = '\xbf';
		out->bytes[2] = '\xbd';
		return 1;
	}
	out->bytes[out->len++] = *s;
	return 1;
}

enum ncl_status html_decode(struct ncl_buffer *out, const char *s, size_t len,
			    enum html_mode mode, int in_attribute)
{
	enum ncl_status ret = NCL_OK;
	size_t i = 0, begin = 0;
	struct html_ref r;

	while (i < len && ret == NCL_OK) {
		if (s[i] != '&' && s[i] != '\r' && s[i]) {
			i++;
			continue;
		}
		ret = ncl_buffer_add(out, s + begin, i - begin);
		i += replace(&r, s + i, len - i, mode, in_attribute);
		begin = i;
		if (ret == NCL_OK)
			ret = ncl_buffer_add(out, r.bytes, r.len);
	}
	return ret == NCL_OK ? ncl_buffer_add(out, s + begin, len - begin)
			     : ret;
}
