/*
 * Blocks. One in progress knows the innermost element that all of its text
 * was in so far: the one at depth `deep`; `low` is how far the stack was cut
 * since text was put.
 */
#include <stdlib.h>
#include <string.h>

#include "io/html_page.h"

static int grow(struct html_page *p)
{
	size_t size = p->size ? p->size * 2 : 256;
	struct html_block *blocks = realloc(p->blocks, size * sizeof(*blocks));

	if (!blocks)
		return 0;
	p->blocks = blocks;
	p->size = size;
	return 1;
}

/* Take the facts of the element that holds the block. */
static int take_facts(struct html_page *p)
{
	struct ncl_block *b = &p->now.b;
	const struct html_element *e;

	p->deep = p->low;
	if (p->deep == 0) {
		b->tag = NCL_TAG_BODY;
		b->container = NULL;
		b->inside = 0;
		return 1;
	}
	e = &p->stack.at[p->deep - 1];
	b->tag = e->line ? e->line : NCL_TAG_BODY;
	b->heading = e->heading;
	b->list_depth = e->list_depth;
	b->table_depth = e->table_depth;
	b->inside = e->inside;
	b->flags &= ~(uint32_t)NCL_BLOCK_ARIA_HIDDEN;
	if (e->state & HTML_IS_SILENT)
		b->flags |= NCL_BLOCK_ARIA_HIDDEN;
	p->now.cell = e->cell;
	b->container = html_container(p, p->deep);
	return b->container != NULL;
}

int html_begin(struct html_page *p)
{
	if (p->started)
		return p->low == p->deep || take_facts(p);
	if (p->count) { /* a newline between blocks */
		if (!converted_reserve(&p->out, 1))
			return 0;
		p->out.jump = 1;
		if (!converted_run(&p->out, p->expect, 1, 1))
			return 0;
		p->out.text[p->out.len++] = '\n';
		p->expect = SIZE_MAX; /* the next run begins anew */
	}
	p->now = (struct html_block){ 0 };
	p->now.b.begin = (uint32_t)p->out.len;
	p->now.b.blanks_before = p->blanks;
	p->blanks = 0;
	p->started = 1;
	p->low = p->stack.depth;
	return take_facts(p);
}

void html_cut(struct html_page *p, uint32_t depth)
{
	if (depth < p->low)
		p->low = depth;
}

void html_break(struct html_page *p)
{
	if (p->breaks > 1)
		p->blanks = p->breaks - 1;
	p->space = 0;
	p->breaks = 0;
	p->glue = 0;
	if (!p->started)
		return;
	p->started = 0;
	if (p->count == p->size && !grow(p)) {
		p->status = NCL_NOMEM;
		return;
	}
	p->now.b.end = (uint32_t)p->out.len;
	p->blocks[p->count++] = p->now;
}

/* ------------------------------------------------------------------ rows */

/* Whether the blocks of a row are a line: one a cell, and plain ones. */
static int is_line(const struct html_page *p, const struct html_element *row)
{
	const struct html_block *before = NULL;

	if (p->count - row->first < 2 || p->count - row->first > 255)
		return 0;
	for (size_t i = row->first; i < p->count; i++) {
		const struct html_block *b = &p->blocks[i];

		if (!b->cell || (before && before->cell == b->cell) ||
		    b->b.table_depth != row->table_depth ||
		    b->b.list_depth != row->list_depth || b->b.heading)
			return 0;
		before = b;
	}
	return 1;
}

void html_end_row(struct html_page *p, const struct html_element *row)
{
	struct html_block *first;
	int header = 1;

	html_break(p);
	if (p->status != NCL_OK || !is_line(p, row))
		return;
	first = &p->blocks[row->first];
	first->b.cells = (uint8_t)(p->count - row->first);
	for (size_t i = row->first; i < p->count; i++) {
		struct html_block *b = &p->blocks[i];

		header &= b->b.tag == NCL_TAG_TH;
		if (b == first)
			continue;
		p->out.text[b->b.begin - 1] = '\t';
		first->b.end = b->b.end;
		first->bytes += b->bytes;
		first->link_bytes += b->link_bytes;
		first->strong_bytes += b->strong_bytes;
		first->time_bytes += b->time_bytes;
		first->b.links += b->b.links;
		first->b.flags |= b->b.flags;
		first->b.inside &= b->b.inside;
	}
	first->b.tag = NCL_TAG_TR;
	if (header)
		first->b.flags |= NCL_BLOCK_HEADER_CELLS;
	first->b.container = row->made;
	p->count = row->first + 1;
}

/* ------------------------------------------------------------------- all */

static void finish(struct html_block *b)
{
	float bytes = b->bytes ? (float)b->bytes : 1;

	b->b.link_share = (float)b->link_bytes / bytes;
	b->b.strong_share = (float)b->strong_bytes / bytes;
	b->b.inside &= ~(uint32_t)(NCL_IN_TIME | NCL_IN_LINK |
				   NCL_IN_STRONG);
	if (b->time_bytes == b->bytes)
		b->b.inside |= NCL_IN_TIME;
	if (b->link_bytes == b->bytes && b->b.links == 1)
		b->b.inside |= NCL_IN_LINK;
	if (b->strong_bytes == b->bytes)
		b->b.inside |= NCL_IN_STRONG;
}

enum ncl_status html_add_blocks(struct html_page *p, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (size_t i = 0; i < p->count && ret == NCL_OK; i++) {
		finish(&p->blocks[i]);
		ret = ncl_doc_add_block(p->doc, &p->blocks[i].b, err);
	}
	return ret;
}
