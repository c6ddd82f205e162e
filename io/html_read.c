/* ncl_read_html: the charset of a page, and the document made of it. */
#include <stdlib.h>
#include <string.h>

#include "io/detect.h"
#include "io/html_page.h"
#include "io/html_read.h"
#include "io/utf8.h"

enum { LOOKED_AT = 65536 }; /* bytes in which <meta charset> is looked for */

/* --------------------------------------------------------------- charset */

size_t html_content_charset(const char **s, size_t len)
{
	const char *p = *s, *end = p + len;
	size_t n;

	while (end - p > 8 && !html_is_word(p, 7, "charset"))
		p++;
	if (end - p <= 8)
		return 0;
	for (p += 7; p < end && html_is_space(*p);)
		p++;
	if (p == end || *p++ != '=')
		return 0;
	while (p < end && (html_is_space(*p) || *p == '"' || *p == '\''))
		p++;
	for (n = 0; p + n < end && !strchr("\"'; \t\r\n", p[n]);)
		n++;
	*s = p;
	return n;
}

static int take_name(struct charset *out, const char *s, size_t len)
{
	char name[CHARSET_NAME];

	while (len && html_is_space(*s)) {
		s++;
		len--;
	}
	while (len && html_is_space(s[len - 1]))
		len--;
	if (len == 0 || len >= sizeof(name) || memchr(s, 0, len))
		return 0;
	memcpy(name, s, len);
	name[len] = 0;
	if (html_is_word(name, len, "x-user-defined"))
		strcpy(name, "windows-1252");
	if (charset_named(out, name, NULL) != NCL_OK)
		return 0;
	/* it was read as bytes, so it cannot be that */
	if (out->kind >= CHARSET_UTF16LE && out->kind <= CHARSET_UTF32BE)
		return charset_named(out, "utf-8", NULL) == NCL_OK;
	return 1;
}

static int meta_charset(struct charset *out, const struct html_tokens *t)
{
	for (uint32_t i = 0; i < t->attr_count; i++) {
		const struct html_attr *a = &t->attrs[i];
		const char *s = t->s + a->value;
		size_t len = a->value_end - a->value;
		unsigned name = html_name(&html_attrs, t->s + a->name,
					  a->name_end - a->name,
					  t->len - a->name);

		if (name == HTML_ATTR_CONTENT)
			len = html_content_charset(&s, len);
		else if (name != HTML_ATTR_CHARSET)
			continue;
		if (take_name(out, s, len))
			return 1;
	}
	return 0;
}

/* What <meta> says, before <body>. */
static int find_meta(struct charset *out, const struct raw *raw)
{
	struct html_tokens t;
	int found = 0;

	html_tokens_init(&t, (const char *)raw->bytes,
			 raw->len < LOOKED_AT ? raw->len : LOOKED_AT);
	while (!found && html_next(&t) != HTML_END) {
		unsigned tag;

		if (t.kind != HTML_START)
			continue;
		tag = html_name(&html_tags, t.s + t.name,
				t.name_end - t.name, t.len - t.name);
		if (tag == NCL_TAG_BODY)
			break;
		t.mode = html_mode_of(tag);
		if (tag == NCL_TAG_META)
			found = meta_charset(out, &t);
	}
	return found;
}

/* What the server says; UTF-8 it is not where this is asked. */
static int sent_charset(struct charset *out, const char *sent)
{
	return sent && take_name(out, sent, strlen(sent)) &&
	       out->kind != CHARSET_UTF8;
}

static enum ncl_status find_charset(struct charset *out, struct raw *raw,
				    const char *wanted, const char *sent,
				    struct ncl_error *err)
{
	const char *s = (const char *)raw->bytes;

	raw->skip = detect_mark(out, s, raw->len);
	if (raw->skip)
		return NCL_OK;
	if (wanted)
		return charset_named(out, wanted, err);
	if (detect_wide(out, s, raw->len) || detect_escapes(out, s, raw->len))
		return NCL_OK;
	*out = (struct charset){ .kind = CHARSET_UTF8 };
	if (utf8_valid_prefix(s, raw->len) == raw->len)
		return NCL_OK; /* whatever the page says */
	if (sent_charset(out, sent))
		return NCL_OK;
	if (find_meta(out, raw) && out->kind != CHARSET_UTF8)
		return NCL_OK;
	return detect_bytes(out, s, raw->len, err);
}

/* ------------------------------------------------------------------ runs */

/* The source byte of byte `at` of what was converted; *i goes along. */
static uint64_t source_of(const struct converted *c, size_t *i, uint32_t at)
{
	const struct ncl_run *r;

	while (*i + 1 < c->run_count && c->runs[*i + 1].text <= at)
		++*i;
	r = &c->runs[*i];
	return r->source +
	       (uint64_t)((at - r->text) / r->text_step) * r->source_step;
}

/*
 * Map runs of the text, whose source is what was converted, on to the source
 * of that: a run of single bytes is cut where a run of `first` begins.
 */
static int compose(struct converted *out, const struct converted *text,
		   const struct converted *first)
{
	size_t k = 0;

	for (size_t i = 0; i < text->run_count; i++) {
		const struct ncl_run *r = &text->runs[i];
		uint32_t end = i + 1 < text->run_count ? r[1].text
						       : (uint32_t)text->len;
		uint64_t from = source_of(first, &k, r->source), to;
		size_t j = k;

		out->len = r->text;
		if (r->source_step != 1 || r->text_step != 1) {
			to = source_of(first, &j, r->source + r->source_step);
			to = to - from > 255 ? 255 : to - from;
			if (!converted_new_run(out, from, r->text_step, to))
				return 0;
			continue;
		}
		if (!converted_new_run(out, from, first->runs[k].text_step,
				       first->runs[k].source_step))
			return 0;
		while (k + 1 < first->run_count &&
		       first->runs[k + 1].text - r->source < end - r->text) {
			const struct ncl_run *f = &first->runs[++k];

			out->len = r->text + (f->text - r->source);
			if (!converted_new_run(out, f->source, f->text_step,
					       f->source_step))
				return 0;
		}
	}
	return 1;
}

static enum ncl_status set_runs(struct html_page *p,
				const struct converted *first,
				struct ncl_error *err)
{
	struct converted both = { 0 };
	enum ncl_status ret;

	if (!first->run_count)
		return ncl_doc_set_runs(p->doc, p->out.runs, p->out.run_count,
					err);
	ret = compose(&both, &p->out, first)
		      ? ncl_doc_set_runs(p->doc, both.runs, both.run_count,
					 err)
		      : ncl_error_set(err, NCL_NOMEM,
				      "no memory for a page's places");
	converted_release(&both);
	return ret;
}

/* ------------------------------------------------------------------- all */

static enum ncl_status make_document(struct html_page *p,
				     const struct converted *first,
				     struct ncl_error *err)
{
	char *text;
	enum ncl_status ret = p->status;

	text = ret == NCL_OK ? ncl_doc_alloc(p->doc, p->out.len + 1) : NULL;
	if (!text)
		return ncl_error_set(err, ret == NCL_OK ? NCL_NOMEM : ret,
				     "no memory for the text of a page");
	if (p->out.len)
		memcpy(text, p->out.text, p->out.len);
	ret = ncl_doc_set_text(p->doc, text, p->out.len, err);
	if (ret == NCL_OK)
		ret = set_runs(p, first, err);
	if (ret == NCL_OK)
		ret = html_add_blocks(p, err);
	return ret == NCL_OK ? html_add_values(p, err) : ret;
}

static enum ncl_status read_page(ncl_doc *doc, const char *s, size_t len,
				 const struct converted *first,
				 struct ncl_error *err)
{
	struct html_page *p = malloc(sizeof(*p));
	enum ncl_status ret;

	if (!p)
		return ncl_error_set(err, NCL_NOMEM, "no memory for a page");
	memset(p, 0, sizeof(*p));
	p->doc = doc;
	html_tokens_init(&p->t, s, len);
	html_page_read(p);
	ret = make_document(p, first, err);
	converted_release(&p->out);
	free(p->blocks);
	for (int i = 0; i < HTML_FACT_COUNT; i++)
		ncl_buffer_release(&p->facts[i]);
	free(p);
	return ret;
}

static enum ncl_status set_charset(ncl_doc *doc, const char *name,
				   struct ncl_error *err)
{
	struct ncl_origin origin = *ncl_doc_origin(doc);

	origin.charset = name;
	return ncl_doc_set_origin(doc, &origin, err);
}

enum ncl_status html_read_sent(ncl_doc *doc, const void *bytes, size_t len,
			       const char *wanted, const char *sent,
			       struct ncl_error *err)
{
	struct raw raw = { .bytes = bytes, .len = len };
	struct converted first = { 0 };
	struct charset found;
	enum ncl_status ret;

	if (len >= UINT32_MAX)
		return ncl_error_set(err, NCL_LIMIT, "a page of %zu bytes: "
				     "it has to be under 4 GiB", len);
	ncl_doc_set_page(doc, bytes, len);
	ret = find_charset(&found, &raw, wanted, sent, err);
	if (ret != NCL_OK)
		return ret;
	if (found.kind == CHARSET_UTF8 && !raw.skip &&
	    utf8_valid_prefix(bytes, len) == len)
		return read_page(doc, bytes, len, &first, err);
	ret = convert(&first, &found, &raw, err);
	if (ret == NCL_OK)
		ret = read_page(doc, first.text, first.len, &first, err);
	if (ret == NCL_OK && found.kind != CHARSET_UTF8)
		ret = set_charset(doc, found.name, err);
	converted_release(&first);
	return ret;
}

enum ncl_status ncl_read_html(ncl_doc *doc, const void *bytes, size_t len,
			      const char *charset, struct ncl_error *err)
{
	return html_read_sent(doc, bytes, len, charset, NULL, err);
}
