/* Explanations for a person at a terminal. */
#include <nclass/nclass.h>

#include <stdio.h>

#include "display.h"
#include "explain_pick.h"
#include "explain_text.h"
#include "number.h"
#include "page.h"

#define FIRST_LINE 2048 /* bytes of a block that its first line is made of */

struct teller {
	struct page page;
	struct pick pick;
};

static unsigned percent(float score)
{
	return (score_units(score) + 50) / 100;
}

/* "+1.2034" */
static void write_signed(struct page *p, double x, enum page_style style)
{
	char text[40];
	int len = snprintf(text, sizeof(text), "%+.4f", x);

	page_styled(p, style, text, (size_t)len);
}

/* The name of a label as a person would say it. */
static const char *label_name(const struct pick *p, uint32_t i)
{
	const char *name = pick_name(p, i), *key, *value;

	for (uint32_t k = 0; ncl_model_fact(p->use.model, k, &key, &value);
	     k++)
		if (strcmp(key, "plugin") == 0 &&
		    strcmp(value, "boiler") == 0)
			return strcmp(name, "1") == 0 ? "article text" :
							"no article text";
	return name;
}

static void write_clean(struct page *p, enum page_style style,
			const char *text, size_t width)
{
	size_t shown;

	page_clean(p, text, strlen(text));
	display_line(p->clean.data ? p->clean.data : "", p->clean.len, width,
		     &shown);
	page_styled(p, style, p->clean.data, shown);
}

static void write_reason(struct page *p, const struct ncl_reason *r,
			 size_t indent)
{
	double adds = r->value * r->weight;
	char more[96];
	int len;

	out_fill(&p->o, ' ', indent);
	write_signed(p, adds, adds > 0 ? PAGE_FOR : PAGE_AGAINST);
	OUT(&p->o, "  ");
	write_clean(p, PAGE_PLAIN, r->name ? r->name : "?",
		    p->width > indent + 40 ? p->width - indent - 30 : 20);
	len = r->place_count > 1 ?
	      snprintf(more, sizeof(more), "  %.40s, %u places",
		       r->group, r->place_count) :
	      r->group ? snprintf(more, sizeof(more), "  %.40s", r->group) :
	      snprintf(more, sizeof(more), "  is %.4g", r->value);
	page_styled(p, PAGE_FAINT, more, (size_t)len);
	OUT(&p->o, "\n");
}

static void write_reasons(struct teller *t, const struct ncl_reasons *r,
			  const struct ncl_verdict *v, size_t indent)
{
	struct page *p = &t->page;
	double together;

	for (uint32_t i = 0; i < r->count; i++)
		write_reason(p, &r->reasons[i], indent);
	if (r->left) {
		out_fill(&p->o, ' ', indent);
		write_signed(p, r->left_worth, PAGE_FAINT);
		out_format(&p->o, "  %u more\n", r->left);
	}
	if (pick_together(&t->pick, v, r, &together)) {
		out_fill(&p->o, ' ', indent);
		write_signed(p, together, PAGE_FAINT);
		OUT(&p->o, "  only together\n");
	}
	out_fill(&p->o, ' ', indent);
	write_signed(p, v->bias, PAGE_FAINT);
	OUT(&p->o, "  to begin with\n");
	out_fill(&p->o, ' ', indent);
	write_signed(p, v->decision, PAGE_TITLE);
	OUT(&p->o, "  in all\n");
}

/* ------------------------------------------------------------- documents */

static enum ncl_status write_label(struct teller *t, uint32_t i)
{
	struct page *p = &t->page;
	struct ncl_verdict v;
	struct ncl_reasons r;
	const char *name = pick_name(&t->pick, i);
	int given = pick_assigned(p->doc, t->pick.use.plugin, name);

	if (pick_label(&t->pick, i, &v, &r))
		return NCL_NOMEM;
	OUT(&p->o, "  ");
	write_clean(p, PAGE_TITLE, label_name(&t->pick, i), p->width - 2);
	out_format(&p->o, "  %u%%", percent(v.p));
	if (percent(v.own) != percent(v.p))
		out_format(&p->o, ", without the other labels %u%%",
			   percent(v.own));
	if (!t->pick.use.single)
		out_format(&p->o, " (needs %u%%)", percent(v.threshold));
	out_text(&p->o, given ? ": given\n" : ": not given\n");
	write_reasons(t, &r, &v, 4);
	if (i == 0 && p->colour)
		explain_text(p, &r);
	return NCL_OK;
}

static void write_notes(struct teller *t, uint32_t block)
{
	struct ncl_note note;

	for (uint32_t i = 0;
	     ncl_explain_note(t->pick.why, block, i, &note); i++) {
		if (strcmp(note.plugin, t->pick.use.plugin) != 0)
			continue;
		OUT(&t->page.o, "; ");
		write_clean(&t->page, PAGE_PLAIN, note.what, 60);
		if (note.odds != 0)
			out_format(&t->page.o, " %+.2f", (double)note.odds);
	}
}

static enum ncl_status write_document(struct teller *t)
{
	struct page *p = &t->page;

	OUT(&p->o, "\n");
	write_clean(p, PAGE_TITLE, t->pick.use.plugin, p->width);
	write_notes(t, NCL_NO_BLOCK);
	OUT(&p->o, "\n");
	if (pick_item(&t->pick, 0))
		return NCL_NOMEM;
	for (uint32_t i = 0; i < t->pick.count; i++)
		if (write_label(t, i))
			return NCL_NOMEM;
	return NCL_OK;
}

/* ---------------------------------------------------------------- blocks */

/* "boiler: drop 4%" and what its model says, alone and among neighbours. */
static enum ncl_status write_use(struct teller *t, uint32_t block)
{
	struct page *p = &t->page;
	ncl_layer layer = pick_layer(p->doc, t->pick.use.plugin,
				     NCL_LAYER_BLOCKS);
	float score = 0;
	ncl_label label = layer ? ncl_doc_block_label(p->doc, layer, block,
						      &score) : 0;
	struct ncl_verdict v;
	struct ncl_reasons r;

	if (pick_item(&t->pick, block))
		return NCL_NOMEM;
	OUT(&p->o, "    ");
	write_clean(p, PAGE_TITLE, t->pick.use.plugin, 30);
	if (label) {
		OUT(&p->o, ": ");
		write_clean(p, PAGE_TITLE,
			    ncl_doc_label_name(p->doc, layer, label), 40);
		out_format(&p->o, " %u%%", percent(score));
	}
	write_notes(t, block);
	OUT(&p->o, "\n");
	for (uint32_t i = 0; i < t->pick.count; i++) {
		if (pick_label(&t->pick, i, &v, &r))
			return NCL_NOMEM;
		OUT(&p->o, "      ");
		write_clean(p, PAGE_PLAIN, label_name(&t->pick, i), 40);
		out_format(&p->o, " %u%%: alone %u%%, blocks above %+.2f, "
			   "below %+.2f\n", percent(v.p), percent(v.own),
			   (double)v.above, (double)v.below);
		write_reasons(t, &r, &v, 8);
	}
	return NCL_OK;
}

/* All that was said of a block, under its first line. */
static enum ncl_status write_block(struct teller *t, uint32_t i)
{
	const struct ncl_block *b = ncl_doc_block(t->page.doc, i);
	struct page *p = &t->page;
	enum ncl_status status = NCL_OK;
	size_t shown, len = b->end - b->begin;
	int over = 0;

	if (len > FIRST_LINE) /* cut on a code point */
		for (len = FIRST_LINE;
		     (p->text[b->begin + len] & 0xc0) == 0x80;)
			len--;
	out_format(&p->o, "\n%3u ", i);
	page_clean(p, p->text + b->begin, len);
	display_line(p->clean.data, p->clean.len, p->width - 4, &shown);
	page_styled(p, PAGE_HEAD, p->clean.data, shown);
	OUT(&p->o, "\n");
	for (uint32_t u = 0; !over && !status; u++)
		if (pick_use(&t->pick, u, &over) &&
		    t->pick.use.unit == NCL_UNIT_BLOCK)
			status = write_use(t, i);
	return status;
}

static int has_blocks(struct teller *t)
{
	int over = 0, found = 0;

	for (uint32_t u = 0; !over; u++)
		found |= pick_use(&t->pick, u, &over) &&
			 t->pick.use.unit == NCL_UNIT_BLOCK;
	return found;
}

enum ncl_status
ncl_write_explain_pretty(struct ncl_buffer *out, const ncl_doc *doc,
			 const ncl_explanation *why,
			 const struct ncl_explain_options *how)
{
	static const struct ncl_explain_options plain;
	struct teller t = { .page = { .doc = doc, .width = 80 } };
	enum ncl_status status = NCL_OK;
	uint32_t n = ncl_doc_block_count(doc);
	int over = 0;
	size_t len;

	t.pick = (struct pick){ .why = why, .how = how ? how : &plain };
	if (how && how->width)
		t.page.width = how->width > PAGE_WIDTH_MIN ? how->width :
							     PAGE_WIDTH_MIN;
	t.page.colour = how && how->colour;
	t.page.text = ncl_doc_text(doc, &len);
	house_find(&t.page.house, doc);
	out_start(&t.page.o, out);
	page_head(&t.page);
	for (uint32_t u = 0; !over && !status; u++)
		if (pick_use(&t.pick, u, &over) &&
		    t.pick.use.unit == NCL_UNIT_DOCUMENT &&
		    !t.pick.how->blocks)
			status = write_document(&t);
	for (uint32_t i = 0; has_blocks(&t) && i < n && !status; i++)
		if (pick_block(&t.pick, i))
			status = write_block(&t, i);
	t.page.o.failed |= status != NCL_OK;
	ncl_buffer_release(&t.page.clean);
	pick_release(&t.pick);
	return out_end(&t.page.o);
}
