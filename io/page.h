/* The parts of the pretty form (write_pretty.c). */
#ifndef IO_PAGE_H
#define IO_PAGE_H

#include "house.h"
#include "json_out.h"

enum page_style {
	PAGE_PLAIN,
	PAGE_TITLE, /* bold */
	PAGE_FAINT, /* what is not the article, and facts */
	PAGE_KEPT,  /* the mark of kept blocks */
	PAGE_BAR,   /* of a topic */
	PAGE_HEAD,  /* a headline or heading in the text */
	PAGE_FOR,   /* what speaks for a label, and against it */
	PAGE_AGAINST
};

struct page {
	struct out o;
	const ncl_doc *doc;
	struct house house;
	int colour;
	size_t width;        /* columns of the page */
	const char *text;    /* of the document */
	struct ncl_buffer clean; /* the stretch being shown */
};

#define PAGE_WIDTH_MIN 24 /* columns: narrower terminals wrap by themselves */

/* Append text in a style; the style ends with it. */
void page_styled(struct page *p, enum page_style style, const char *text,
		 size_t len);
/* Make text harmless, in p->clean until the next call. */
void page_clean(struct page *p, const char *text, size_t len);
/* Lines of p->clean in a style, each behind `indent` columns. */
void page_lines(struct page *p, enum page_style style, size_t indent);

/* Title, source, facts. */
void page_head(struct page *p);
/* Document labels of a layer with bars; topics that are unsure say so. */
void page_marks(struct page *p, ncl_layer layer);
/* All blocks with their roles. */
void page_blocks(struct page *p);
/* Layers that have no place of their own. */
void page_layers(struct page *p);

#endif
