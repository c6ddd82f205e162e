#include "explain_text.h"

#include <stdlib.h>

#include "display.h"

#define INDENT 4
#define LINES_MAX 6   /* of a block; what is below is left out */
#define BLOCKS_MAX 30 /* the others are counted */
#define TEXT_MOST 8192 /* bytes of a block that are looked at */

struct mark {
	uint32_t begin, end;
	double adds;
};

/* Clean text of a block, in stretches of one style each. */
struct stretch {
	size_t end; /* in the clean text */
	enum page_style style;
};

struct view {
	struct page *p;
	struct mark *marks; /* sorted, none within another */
	uint32_t count;
	struct stretch *stretches;
	uint32_t stretch_count;
};

static int by_place(const void *left, const void *right)
{
	const struct mark *a = left, *b = right;

	if (a->begin != b->begin)
		return a->begin < b->begin ? -1 : 1;
	return a->end > b->end ? -1 : a->end < b->end;
}

/* Where a pair and its word are both reasons, the pair is shown. */
static int gather(struct view *v, const struct ncl_reasons *r)
{
	size_t n = 0;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < r->count; i++)
		n += r->reasons[i].place_count;
	v->marks = malloc((n + 1) * sizeof(*v->marks));
	v->stretches = malloc((2 * n + 2) * sizeof(*v->stretches));
	if (!v->marks || !v->stretches)
		return 0;
	for (uint32_t i = 0; i < r->count; i++)
		for (uint32_t k = 0; k < r->reasons[i].place_count; k++)
			v->marks[v->count++] = (struct mark){
				r->reasons[i].places[k].begin,
				r->reasons[i].places[k].end,
				r->reasons[i].value * r->reasons[i].weight,
			};
	qsort(v->marks, v->count, sizeof(*v->marks), by_place);
	for (uint32_t i = 0; i < v->count; i++)
		if (!kept || v->marks[i].begin >= v->marks[kept - 1].end)
			v->marks[kept++] = v->marks[i];
	v->count = kept;
	return 1;
}

static int is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Add a stretch of the text, clean, to the page's clean text; the spaces at
 * its ends, which cleaning takes away, are one each. */
static void add_stretch(struct view *v, uint32_t begin, uint32_t end,
			enum page_style style)
{
	struct out o;

	if (begin >= end)
		return;
	out_start(&o, &v->p->clean);
	if (is_space(v->p->text[begin]))
		OUT(&o, " ");
	display_clean(&o, v->p->text + begin, end - begin);
	if (is_space(v->p->text[end - 1]) && end - begin > 1)
		OUT(&o, " ");
	if (out_end(&o))
		v->p->o.failed = 1;
	v->stretches[v->stretch_count++] =
		(struct stretch){ v->p->clean.len, style };
}

/* Clean text from..to in the styles of its stretches. */
static void write_line(struct view *v, size_t from, size_t to)
{
	size_t at = from;

	out_fill(&v->p->o, ' ', INDENT);
	for (uint32_t i = 0; i < v->stretch_count && at < to; i++) {
		const struct stretch *s = &v->stretches[i];
		size_t end = s->end < to ? s->end : to;

		if (s->end <= at)
			continue;
		page_styled(v->p, s->style, v->p->clean.data + at, end - at);
		at = end;
	}
	OUT(&v->p->o, "\n");
}

static void write_block(struct view *v, const struct ncl_block *b,
			uint32_t first, uint32_t end)
{
	uint32_t at = b->begin, stop = b->end;
	size_t from = 0, shown, used;

	if (stop - at > TEXT_MOST) /* a long block: from its first word on */
		at = v->marks[first].begin;
	if (stop - at > TEXT_MOST)
		stop = v->marks[first].end;
	for (uint32_t i = first; stop < b->end && i < end; i++)
		if (v->marks[i].end - at <= TEXT_MOST)
			stop = v->marks[i].end;
	v->p->clean.len = 0;
	v->stretch_count = 0;
	for (uint32_t i = first; i < end && v->marks[i].end <= stop; i++) {
		const struct mark *m = &v->marks[i];

		add_stretch(v, at, m->begin, PAGE_FAINT);
		add_stretch(v, m->begin, m->end, m->adds > 0 ? PAGE_FOR :
							       PAGE_AGAINST);
		at = m->end;
	}
	add_stretch(v, at, stop, PAGE_FAINT);
	for (int n = 0; n < LINES_MAX && from < v->p->clean.len; n++) {
		used = display_line(v->p->clean.data + from,
				    v->p->clean.len - from,
				    v->p->width - INDENT, &shown);
		write_line(v, from, from + shown);
		from += used;
	}
	if (from < v->p->clean.len)
		OUT(&v->p->o, "    ...\n");
}

void explain_text(struct page *p, const struct ncl_reasons *reasons)
{
	struct view v = { .p = p };
	uint32_t n = ncl_doc_block_count(p->doc), at = 0, blocks = 0;

	if (!gather(&v, reasons))
		p->o.failed = 1;
	for (uint32_t i = 0; i < n && at < v.count; i++) {
		const struct ncl_block *b = ncl_doc_block(p->doc, i);
		uint32_t first;

		while (at < v.count && v.marks[at].begin < b->begin)
			at++;
		first = at;
		while (at < v.count && v.marks[at].begin < b->end)
			at++;
		if (first == at || blocks++ >= BLOCKS_MAX)
			continue;
		write_block(&v, b, first, at);
	}
	if (blocks > BLOCKS_MAX)
		out_format(&p->o, "    ... and in %u more blocks\n",
			   blocks - BLOCKS_MAX);
	free(v.marks);
	free(v.stretches);
}
