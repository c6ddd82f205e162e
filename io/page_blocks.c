#include "page.h"

#include <stdio.h>

#include "display.h"
#include "number.h"

#define LINES_MAX 12 /* of a block; more are counted */
#define TEXT_MAX 96  /* columns: longer lines are hard to read */

/* What stands left of the text:
 *
 *	standfirst  87 | text
 *	role       score mark
 */
struct gutter {
	size_t role;  /* columns of the role; 0: there is none */
	int score;    /* whether there is room for scores */
	ncl_layer layer; /* where roles come from */
	size_t width; /* of all of it */
};

/* Roles come from section, else from the first plugin that labels blocks. */
static ncl_layer role_layer(struct page *p)
{
	struct ncl_layer_view view;

	for (uint32_t i = 0; ncl_doc_layer(p->doc, i, &view); i++)
		if (!p->house.section && view.kind == NCL_LAYER_BLOCKS &&
		    view.handle != p->house.boiler)
			return view.handle;
	return p->house.section;
}

static void measure(struct page *p, struct gutter *g)
{
	g->layer = role_layer(p);
	g->role = !g->layer ? 0 : p->width >= 40 ? 10 : 8;
	g->score = p->house.boiler && p->width >= 60;
	g->width = (g->role ? g->role + 1 : 0) + (g->score ? 4 : 0) + 2;
}

static void write_role(struct page *p, const struct gutter *g, uint32_t i)
{
	float score;
	ncl_label label = ncl_doc_block_label(p->doc, g->layer, i, &score);
	const char *name = ncl_doc_label_name(p->doc, g->layer, label);
	size_t shown = 0;

	if (name) {
		page_clean(p, name, strlen(name));
		display_line(p->clean.data, p->clean.len, g->role, &shown);
		page_styled(p, PAGE_FAINT, p->clean.data, shown);
		shown = display_width(p->clean.data, shown);
	}
	out_fill(&p->o, ' ', g->role - shown + 1);
}

static void write_mark(struct page *p, int keep)
{
	if (p->house.boiler && keep)
		page_styled(p, PAGE_KEPT, "\xe2\x94\x83 ", 4);
	else
		out_fill(&p->o, ' ', 2);
}

/* The gutter of a block's first line, or of the lines below it. */
static void write_gutter(struct page *p, const struct gutter *g, uint32_t i,
			 int first)
{
	float score;
	int keep = house_keep(&p->house, p->doc, i, &score);
	unsigned percent = (score_units(score) + 50) / 100;

	if (g->role && first)
		write_role(p, g, i);
	else if (g->role)
		out_fill(&p->o, ' ', g->role + 1);
	if (g->score && first)
		out_format(&p->o, "%3u ", percent);
	else if (g->score)
		out_fill(&p->o, ' ', 4);
	write_mark(p, keep);
}

static enum page_style block_style(struct page *p, uint32_t i)
{
	float score;
	const char *role = house_role(&p->house, p->doc, i, &score);

	if (role && (strcmp(role, "headline") == 0 ||
		     strcmp(role, "heading") == 0))
		return PAGE_HEAD;
	return house_keep(&p->house, p->doc, i, &score) ? PAGE_PLAIN :
							  PAGE_FAINT;
}

static void write_more(struct page *p, const struct gutter *g, uint32_t i,
		       size_t lines)
{
	char text[48];
	int len = snprintf(text, sizeof(text), "... %zu more lines", lines);

	write_gutter(p, g, i, 0);
	page_styled(p, PAGE_FAINT, text, (size_t)len);
	OUT(&p->o, "\n");
}

static void write_block(struct page *p, const struct gutter *g, uint32_t i)
{
	const struct ncl_block *b = ncl_doc_block(p->doc, i);
	size_t width = p->width - g->width, lines = 0, at = 0, shown, used;
	enum page_style style = block_style(p, i);

	if (width > TEXT_MAX)
		width = TEXT_MAX;
	write_gutter(p, g, i, 1);
	page_clean(p, p->text + b->begin, b->end - b->begin);
	while (at < p->clean.len) {
		used = display_line(p->clean.data + at, p->clean.len - at,
				    width, &shown);
		if (lines && lines < LINES_MAX)
			write_gutter(p, g, i, 0);
		if (lines < LINES_MAX) {
			page_styled(p, style, p->clean.data + at, shown);
			OUT(&p->o, "\n");
		}
		at += used;
		lines++;
	}
	if (lines > LINES_MAX)
		write_more(p, g, i, lines - LINES_MAX);
}

void page_blocks(struct page *p)
{
	uint32_t n = ncl_doc_block_count(p->doc);
	struct gutter g;

	measure(p, &g);
	for (uint32_t i = 0; i < n; i++)
		write_block(p, &g, i);
}
