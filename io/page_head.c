#include "page.h"

#include <stdio.h>
#include <string.h>

#include "number.h"

/* Facts in one line, with dots between them, gathered before it is shown. */
struct facts {
	struct out o;
	struct ncl_buffer text;
};

static void add(struct facts *f, const char *before, const char *text,
		size_t len)
{
	if (f->text.len)
		OUT(&f->o, " \xc2\xb7 ");
	out_text(&f->o, before);
	out_valid(&f->o, text, len);
}

static void add_source(struct page *p, struct facts *f)
{
	const struct ncl_origin *origin = ncl_doc_origin(p->doc);
	const char *source = origin->source;

	if (source && strcmp(source, "-") == 0)
		source = "standard input";
	if (source)
		add(f, "", source, strlen(source));
	if (origin->id && (!origin->source ||
			   strcmp(origin->id, origin->source) != 0))
		add(f, "", origin->id, strlen(origin->id));
	if (origin->charset)
		add(f, "", origin->charset, strlen(origin->charset));
}

/* "Jo Doe, Ann Other" */
static void add_authors(struct page *p, struct facts *f)
{
	const char *author;
	size_t len;

	for (uint32_t i = 0;
	     (author = ncl_doc_value(p->doc, "authors", i, &len)); i++) {
		if (i == 0) {
			add(f, "by ", author, len);
		} else {
			OUT(&f->o, ", ");
			out_bytes(&f->o, author, len);
		}
	}
}

/* "2025-03-14 21:42" */
static void add_date(struct page *p, struct facts *f)
{
	size_t len;
	const char *date = ncl_doc_value(p->doc, "date", 0, &len);
	const char *time = date ? memchr(date, 'T', len) : NULL;

	if (!date)
		return;
	add(f, "", date, time ? (size_t)(time - date) : len);
	if (time) {
		OUT(&f->o, " ");
		out_bytes(&f->o, time + 1, len - (size_t)(time + 1 - date));
	}
}

/* Values that have no place of their own, under their names. What the page
 * says of itself at length is left to the other formats. */
static int has_place(const char *name)
{
	static const char *const names[] = { "title", "authors", "date",
					     "description" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(name, names[i]))
			return 1;
	return 0;
}

static void add_values(struct page *p, struct facts *f)
{
	const char *name, *value;
	char before[64];
	size_t len;

	for (uint32_t i = 0; (name = ncl_doc_value_name(p->doc, i)); i++) {
		if (has_place(name))
			continue;
		value = ncl_doc_value(p->doc, name, 0, &len);
		if (!value)
			continue;
		snprintf(before, sizeof(before), "%s ", name);
		if (strcmp(name, "date_modified") == 0)
			snprintf(before, sizeof(before), "changed ");
		add(f, before, value, len);
	}
}

static void add_counts(struct page *p, struct facts *f)
{
	uint32_t n = ncl_doc_block_count(p->doc), kept = 0;
	char text[64];
	float score;
	int len;

	for (uint32_t i = 0; i < n; i++)
		kept += (uint32_t)house_keep(&p->house, p->doc, i, &score);
	len = p->house.boiler ?
		      snprintf(text, sizeof(text), "%u of %u blocks kept",
			       kept, n) :
		      snprintf(text, sizeof(text), "%u block%s", n,
			       n == 1 ? "" : "s");
	add(f, "", text, (size_t)len);
	if (!house_article(&p->house, p->doc, &score))
		return;
	len = snprintf(text, sizeof(text), "an article by %u%%",
		       (score_units(score) + 50) / 100);
	add(f, "", text, (size_t)len);
}

void page_head(struct page *p)
{
	struct facts f = { 0 };
	size_t len;
	const char *title = ncl_doc_value(p->doc, "title", 0, &len);

	if (title) {
		page_clean(p, title, len);
		page_lines(p, PAGE_TITLE, 0);
	}
	out_start(&f.o, &f.text);
	add_source(p, &f);
	add_authors(p, &f);
	add_date(p, &f);
	add_values(p, &f);
	add_counts(p, &f);
	if (out_end(&f.o))
		p->o.failed = 1;
	else
		page_clean(p, f.text.data, f.text.len);
	page_lines(p, PAGE_FAINT, 0);
	ncl_buffer_release(&f.text);
}
