/* Text: white space, references, and where each byte came from. */
#include <string.h>

#include "io/html_page.h"
#include "io/html_refs.h"

enum { LAST_STEP = 255 };

/* Put bytes that stand for source[at, at + size). A step of 1 and 1, or one
 * step for all of it. */
static int put(struct html_page *p, size_t at, size_t size, const char *bytes,
	       size_t len)
{
	int plain = size == len && bytes == p->t.s + at;
	struct converted *c = &p->out;

	if (at != p->expect)
		c->jump = 1;
	if (size > LAST_STEP && !plain)
		size = LAST_STEP;
	if (!converted_reserve(c, len) ||
	    !converted_run(c, at, plain ? 1 : len, plain ? 1 : size))
		return 0;
	memcpy(c->text + c->len, bytes, len);
	c->len += len;
	p->expect = at + size;
	return 1;
}

static void count(struct html_page *p, size_t len)
{
	const struct html_element *top = html_top(&p->stack);
	uint32_t n = (uint32_t)len;

	p->now.bytes += n;
	if (!top)
		return;
	if (top->state & HTML_IS_STRONG)
		p->now.strong_bytes += n;
	if (top->inside & NCL_IN_TIME)
		p->now.time_bytes += n;
	if (!(top->state & HTML_IS_LINK))
		return;
	p->now.link_bytes += n;
	if (p->now.first_link == 0)
		p->now.first_link = top->link;
	if (p->now.last_link != top->link)
		p->now.b.links += p->now.b.links < UINT16_MAX;
	p->now.last_link = top->link;
}

/* Put what stood before the text: a line break or a space. */
static int put_gap(struct html_page *p, size_t at)
{
	size_t from = p->space ? p->space - 1 : at;
	char gap = p->breaks ? '\n' : ' ';

	if (p->breaks > 1)
		html_break(p);
	if (p->started && p->breaks)
		p->now.b.flags |= NCL_BLOCK_LINES;
	if (p->started && (p->breaks || p->space)) {
		/* a step of its own, so that what follows is exact */
		p->out.jump = 1;
		if (from < p->expect)
			from = p->expect;
		if (!converted_reserve(&p->out, 1) ||
		    !converted_run(&p->out, from, 1, 1))
			return 0;
		p->out.text[p->out.len++] = gap;
		p->expect = p->breaks ? 0 : from + 1;
	}
	p->breaks = 0;
	p->space = 0;
	return 1;
}

static void put_run(struct html_page *p, size_t at, size_t size,
		    const char *bytes, size_t len)
{
	if (p->status != NCL_OK || len == 0)
		return;
	if (!put_gap(p, at) || !html_begin(p) ||
	    !put(p, at, size, bytes, len))
		p->status = NCL_NOMEM;
	else
		count(p, len);
}

void html_line_break(struct html_page *p)
{
	p->space = 0;
	p->breaks++;
}

/* Which bytes end a stretch that can be copied as it is. */
static const unsigned char stops[256] = {
	[0] = 1,    ['\t'] = 1, ['\n'] = 1, ['\f'] = 1,
	['\r'] = 1, [' '] = 1,	['&'] = 1,
};

static size_t stretch(const char *s, size_t i, size_t end)
{
	size_t begin = i;

	for (;;) {
		while (i < end && !stops[(unsigned char)s[i]])
			i++;
		/* one space between words is as it is */
		if (i > begin && i + 1 < end && s[i] == ' ' &&
		    !stops[(unsigned char)s[i + 1]])
			i++;
		else
			return i;
	}
}

/* What is no stretch, at s[i]; gives what is behind it. */
static size_t put_other(struct html_page *p, size_t i)
{
	const struct html_tokens *t = &p->t;
	int refs = t->text_mode <= HTML_RCDATA;
	struct html_ref r;

	if (t->s[i] == '&') {
		if (refs && html_ref_read(&r, t->s + i, t->end - i, 0)) {
			if (r.len == 1 && html_is_space(r.bytes[0]))
				p->space = i + 1;
			else
				put_run(p, i, r.size, r.bytes, r.len);
			return i + r.size;
		}
		put_run(p, i, 1, t->s + i, 1);
	} else if (t->s[i] && !p->space) {
		p->space = i + 1;
	}
	return i + 1;
}

/* In <pre>: spaces are text, newlines are line breaks. */
static size_t put_preformatted(struct html_page *p, size_t i)
{
	const struct html_tokens *t = &p->t;
	char c = t->s[i];

	if (c == '\r' && i + 1 < t->end && t->s[i + 1] == '\n')
		return i + 1;
	if (c == '\n' || c == '\r')
		html_line_break(p);
	else if (c == ' ' || c == '\t' || c == '\f')
		put_run(p, i, 1, t->s + i, 1);
	else
		return put_other(p, i);
	return i + 1;
}

void html_put_text(struct html_page *p)
{
	const struct html_tokens *t = &p->t;
	int pre = html_state(p, HTML_IS_PRE);
	size_t i = t->begin, end;

	if (p->pre_start && i < t->end && t->s[i] == '\r')
		i++;
	if (p->pre_start && i < t->end && t->s[i] == '\n')
		i++;
	p->pre_start = 0;
	while (i < t->end) {
		end = stretch(t->s, i, t->end);
		put_run(p, i, end - i, t->s + i, end - i);
		i = end;
		if (i < t->end)
			i = pre ? put_preformatted(p, i) : put_other(p, i);
	}
}
