/* ncl_read_text: bytes of any charset to a document. */
#include <string.h>

#include "io/convert.h"
#include "io/detect.h"
#include "io/magic.h"
#include "io/text.h"

static enum ncl_status refuse_binary(const struct raw *raw,
				     struct ncl_error *err)
{
	const struct magic *magic = magic_find(raw->bytes, raw->len);

	if (!magic)
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT, "%s%s%s", magic->what,
			     magic->advice ? ": " : "",
			     magic->advice ? magic->advice : "");
}

static enum ncl_status refuse_controls(const struct raw *raw,
				       struct ncl_error *err)
{
	size_t controls = magic_controls(raw->bytes, raw->len);

	if (controls == 0)
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT, "looks binary: %zu control "
			     "bytes in the first %zu; if it is text, say its "
			     "charset (--charset NAME)", controls,
			     raw->len < MAGIC_BYTES ? raw->len
						    : (size_t)MAGIC_BYTES);
}

/* Find the charset from the bytes alone; its name is "" where they are UTF-8
 * or one of those charsets that detect_bytes tells apart. */
static enum ncl_status find_charset(struct charset *out,
				    const struct raw *raw,
				    struct ncl_error *err)
{
	if (detect_wide(out, raw->bytes, raw->len) ||
	    detect_escapes(out, raw->bytes, raw->len))
		return NCL_OK;
	*out = (struct charset){ .kind = CHARSET_UTF8 };
	return refuse_controls(raw, err);
}

static enum ncl_status choose_charset(struct charset *out, struct raw *raw,
				      const char *wanted,
				      struct ncl_error *err)
{
	enum ncl_status ret;

	raw->skip = detect_mark(out, raw->bytes, raw->len);
	if (raw->skip)
		return NCL_OK;
	ret = refuse_binary(raw, err);
	if (ret != NCL_OK)
		return ret;
	return wanted ? charset_named(out, wanted, err)
		      : find_charset(out, raw, err);
}

static enum ncl_status set_charset(ncl_doc *doc, const char *name,
				   struct ncl_error *err)
{
	struct ncl_origin origin = *ncl_doc_origin(doc);

	origin.charset = name;
	return ncl_doc_set_origin(doc, &origin, err);
}

/* Valid UTF-8 is borrowed; a mark before it is a shift. */
static enum ncl_status borrow(ncl_doc *doc, const struct raw *raw,
			      struct ncl_error *err)
{
	const struct ncl_run shift = { .source = (uint32_t)raw->skip,
				       .text_step = 1,
				       .source_step = 1 };
	enum ncl_status ret = ncl_doc_set_text(
		doc, (const char *)raw->bytes + raw->skip,
		raw->len - raw->skip, err);

	if (ret == NCL_OK && raw->skip && raw->len > raw->skip)
		ret = ncl_doc_set_runs(doc, &shift, 1, err);
	return ret;
}

static enum ncl_status take_converted(ncl_doc *doc,
				      const struct charset *charset,
				      const struct raw *raw,
				      struct ncl_error *err)
{
	struct converted c = { 0 };
	enum ncl_status ret = convert(&c, charset, raw, err);
	char *text = NULL;

	if (ret != NCL_OK)
		goto done;
	text = ncl_doc_alloc(doc, c.len + 1);
	if (!text) {
		ret = ncl_error_set(err, NCL_NOMEM, "no memory for the text");
		goto done;
	}
	memcpy(text, c.text, c.len);
	ret = ncl_doc_set_text(doc, text, c.len, err);
	if (ret == NCL_OK)
		ret = ncl_doc_set_runs(doc, c.runs, c.run_count, err);
	if (ret == NCL_OK)
		ret = set_charset(doc, charset->name, err);
done:
	converted_release(&c);
	return ret;
}

enum ncl_status ncl_read_text(ncl_doc *doc, const void *bytes, size_t len,
			      const char *charset, struct ncl_error *err)
{
	struct raw raw = { .bytes = bytes, .len = len };
	struct charset found;
	enum ncl_status ret;

	if (len >= UINT32_MAX)
		return ncl_error_set(err, NCL_LIMIT, "a text of %zu bytes: "
				     "it has to be under 4 GiB", len);
	ret = choose_charset(&found, &raw, charset, err);
	if (ret != NCL_OK)
		return ret;
	ret = NCL_FORMAT;
	if (found.kind == CHARSET_UTF8)
		ret = borrow(doc, &raw, err);
	if (ret == NCL_FORMAT) { /* not valid UTF-8 */
		ret = found.name[0] ? NCL_OK
				    : detect_bytes(&found, bytes, len, err);
		if (ret == NCL_OK)
			ret = take_converted(doc, &found, &raw, err);
	}
	return ret == NCL_OK ? text_blocks(doc, err) : ret;
}
