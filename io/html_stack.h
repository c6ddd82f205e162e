/*
 * The elements that are open, for blocks: no tree is made. End tags that may
 * be left out are implied; a wrong end tag is passed over. Elements deeper
 * than HTML_DEPTH are not opened (browsers stop there too), so that no tag
 * costs more than that.
 */
#ifndef IO_HTML_STACK_H
#define IO_HTML_STACK_H

#include <nclass/nclass.h>

#include "io/html_tokens.h"

enum { HTML_DEPTH = 512, HTML_WORD_ATTRS = 6 };

/* What a tag does; of html_tag_does. */
enum html_does {
	HTML_BREAKS = 1,  /* begins and ends a line */
	HTML_VOID = 2,    /* has no end tag and no content */
	HTML_HIDES = 4,   /* its content is not shown */
	HTML_SCOPE = 8,   /* what is outside is not closed from inside */
	HTML_ENDS_P = 16, /* ends a paragraph that is open */
	HTML_LISTS = 32,
	HTML_FORMATS = 64, /* may be ended across others: a, b, font */
	HTML_RAW = 128     /* its content is text of some other kind */
};

/* What holds inside of an element: that of its parent and its own. */
enum html_state {
	HTML_IS_HIDDEN = 1,
	HTML_IS_PRE = 2,
	HTML_IS_LINK = 4,
	HTML_IS_STRONG = 8,
	HTML_IS_FOREIGN = 16, /* of svg or math */
	HTML_IS_SILENT = 32   /* aria-hidden */
};

struct html_element {
	uint8_t tag, state, heading, list_depth, table_depth;
	uint8_t line; /* tag of the innermost that breaks; 0: none */
	uint32_t inside;
	uint32_t link;      /* number of the link around; 0: none */
	uint32_t first;     /* of a row: how many blocks came before it */
	uint32_t cell;      /* number of the cell around; 0: none */
	/* Where in the source its words stand. */
	struct {
		uint32_t begin, end;
	} words[HTML_WORD_ATTRS];
	const struct ncl_container *made; /* NULL: not asked for yet */
};

struct html_stack {
	struct html_element at[HTML_DEPTH];
	uint32_t depth;
	uint32_t open[256]; /* of each tag */
};

unsigned html_tag_does(unsigned tag);
/* How the text behind a start tag is read. */
enum html_mode html_mode_of(unsigned tag);
static inline struct html_element *html_top(struct html_stack *s)
{
	return s->depth ? &s->at[s->depth - 1] : NULL;
}

/* The depth to cut the stack to so that a start tag can come in; the depth as
 * it is where nothing has to end. */
uint32_t html_before_start(const struct html_stack *s, unsigned tag);
/* The same for an end tag. Where it ends an element across others (a link
 * across paragraphs), that one is taken out and nothing is to be cut. */
uint32_t html_before_end(struct html_stack *s, unsigned tag);

#endif
