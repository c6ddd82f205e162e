/*
 * A page of HTML while it is read: tokens to text, runs and blocks.
 *
 *	html_read.c    charset, the document          ncl_read_html
 *	html_page.c    tags: the stack, what they do  html_page_read
 *	html_hidden.c  what a page does not show
 *	html_text.c    text, white space, runs
 *	html_blocks.c  blocks, rows of tables
 *	html_words.c   containers and their words
 *	html_values.c  what the page says of itself, gathered (html_json.c)
 *	html_facts.c   the document's values from that (html_title.c)
 */
#ifndef IO_HTML_PAGE_H
#define IO_HTML_PAGE_H

#include "io/convert.h"
#include "io/html_names.h"
#include "io/html_stack.h"
#include "io/html_tokens.h"

/* A block, with what its shares are made of. */
struct html_block {
	struct ncl_block b;
	uint32_t bytes, link_bytes, strong_bytes, time_bytes;
	uint32_t cell; /* number of its cell; 0: in none */
	uint32_t first_link, last_link;
};

/* What the page says of itself: the first of each that is not empty, as
 * UTF-8. Where one goes before another, it stands above. */
enum html_fact {
	HTML_FACT_OG_TITLE,
	HTML_FACT_HEADLINE, /* of JSON-LD */
	HTML_FACT_META_TITLE,
	HTML_FACT_TITLE, /* of <title> */
	HTML_FACT_JSON_DATE,
	HTML_FACT_META_DATE,
	HTML_FACT_ITEM_DATE, /* itemprop */
	HTML_FACT_TIME,
	HTML_FACT_JSON_MODIFIED,
	HTML_FACT_META_MODIFIED,
	HTML_FACT_ITEM_MODIFIED,
	HTML_FACT_JSON_AUTHORS, /* several, a line each */
	HTML_FACT_META_AUTHORS,
	HTML_FACT_JSON_GROUPS, /* organisations that are authors */
	HTML_FACT_CANONICAL,
	HTML_FACT_OG_URL,
	HTML_FACT_LANG,
	HTML_FACT_CONTENT_LANGUAGE,
	HTML_FACT_OG_LOCALE,
	HTML_FACT_OG_SITE,
	HTML_FACT_JSON_SITE,
	HTML_FACT_APP,
	HTML_FACT_OG_DESCRIPTION,
	HTML_FACT_DESCRIPTION,
	HTML_FACT_JSON_DESCRIPTION,
	HTML_FACT_COUNT
};

struct html_page {
	ncl_doc *doc;
	struct html_tokens t;
	/* values of the attributes of a start tag, by enum html_attr_name;
	 * NULL where it has none of the name */
	const struct html_attr *attr[HTML_ATTR_COUNT];
	struct html_stack stack;
	struct converted out;
	size_t expect; /* source byte behind the last that was put */
	enum ncl_status status;

	struct html_block *blocks;
	size_t count, size;
	struct html_block now; /* in progress */
	int started;
	uint32_t low, deep;     /* see html_blocks.c */
	size_t space;           /* source of a space to come, plus 1 */
	uint32_t breaks;        /* line breaks to come */
	uint32_t blanks;        /* of the block to come */
	uint32_t links, cells;  /* so many so far */
	size_t glue; /* source end of an end tag that may glue, or 0 */
	int pre_start;          /* a newline here is not text */
	unsigned raw;           /* tag of the raw text that comes */
	struct ncl_buffer facts[HTML_FACT_COUNT];
};

void html_page_read(struct html_page *p);

/* The value of an attribute of the start tag; "" where it is not there. */
const char *html_attr_value(const struct html_page *p, unsigned name,
			    size_t *len);
/* Whether it is there and is a word, in any case. */
int html_attr_is(const struct html_page *p, unsigned name, const char *word);
/* Whether the element of the start tag is hidden, with all that is in it. */
int html_hides(const struct html_page *p, unsigned tag);

/* Text of a token. */
void html_put_text(struct html_page *p);
/* A line break, of <br> or in <pre>. */
void html_line_break(struct html_page *p);

/* End the block in progress. */
void html_break(struct html_page *p);
/* Text is about to be put: begin a block, or see what it is still in. 0:
 * memory is short. */
int html_begin(struct html_page *p);
/* The stack is about to be cut to `depth`. */
void html_cut(struct html_page *p, uint32_t depth);
/* A row ends whose blocks begin at `first`. */
void html_end_row(struct html_page *p, const struct html_element *row);
/* Hand the blocks to the document. */
enum ncl_status html_add_blocks(struct html_page *p, struct ncl_error *err);

/* The container of the element at a depth (from 1). NULL: memory is short. */
const struct ncl_container *html_container(struct html_page *p,
					   uint32_t depth);

/* Facts of the head: of a start tag, of the text of <title> or of JSON-LD. */
void html_fact_tag(struct html_page *p, unsigned tag);
void html_fact_title(struct html_page *p);
void html_fact_script(struct html_page *p);
enum ncl_status html_add_values(struct html_page *p, struct ncl_error *err);

static inline int html_state(const struct html_page *p, unsigned state)
{
	const struct html_stack *s = &p->stack;

	return s->depth && s->at[s->depth - 1].state & state;
}

#endif
