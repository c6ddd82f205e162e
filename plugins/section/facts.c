#include "section/facts.h"

#include <string.h>

enum {
	LINE = 300,    /* bytes of a line that may have a date */
	NEAR = 6,      /* blocks from the headline */
	BESIDE = 2,    /* blocks between bylines that belong together */
	MOST_NAMES = 16
};

/* A document while its facts are looked for. */
struct finder {
	const struct facts_maker *f;
	const struct ncl_host *host;
	ncl_doc *doc;
	const struct ncl_scores *scores;
	const uint32_t *likeliest; /* role of each block */
	const char *text, *language;
	uint32_t title; /* block; items: none */
	unsigned rules; /* of enum ncl_date_rule */
	enum ncl_status status;
};

void facts_open(struct facts_maker *f, const struct ncl_host *host,
		ncl_layer layer)
{
	f->host = host;
	f->reading = host->extension(host, NCL_READING);
	f->layer = layer;
}

void facts_role(struct facts_maker *f, uint32_t i, const char *name)
{
	static const char *const names[FACTS_ROLES] = { "headline", "byline",
							"dateline",
							"author-bio" };

	for (int k = 0; k < FACTS_ROLES; k++)
		if (!strcmp(name, names[k]))
			f->role[k] = i + 1;
}

static int has_role(const struct finder *d, uint32_t block,
		    enum facts_role role)
{
	return d->likeliest[block] + 1 == d->f->role[role];
}

static int is_missing(const struct finder *d, const char *name)
{
	size_t len;

	return !d->host->value(d->doc, name, 0, &len);
}

static void add(struct finder *d, const char *name, const char *text,
		size_t len)
{
	if (d->status == NCL_OK)
		d->status = d->host->add_value(d->doc, d->f->layer, name, text,
					       len);
}

static const char *line_of(const struct finder *d, uint32_t block,
			   size_t *len)
{
	const struct ncl_block *b = d->host->block(d->doc, block);

	*len = b->end - b->begin;
	return d->text + b->begin;
}

/* ----------------------------------------------------------------- title */

/* The marks that a heading of Markdown begins with: "## Rain stops market". */
static size_t heading_mark(const char *line, size_t len)
{
	size_t n = 0, marks;

	while (n < len && n < 6 && line[n] == '#')
		n++;
	for (marks = n; n < len && line[n] == ' '; n++)
		;
	return marks && n > marks && n < len ? n : 0;
}

static void find_title(struct finder *d)
{
	float best = 0;
	size_t len, mark;
	const char *line;

	d->title = d->scores->items;
	for (uint32_t i = 0; i < d->scores->items; i++) {
		const float *p = d->scores->p + (size_t)i * d->scores->labels;

		if (has_role(d, i, FACTS_HEADLINE) &&
		    p[d->f->role[FACTS_HEADLINE] - 1] > best) {
			best = p[d->f->role[FACTS_HEADLINE] - 1];
			d->title = i;
		}
	}
	if (d->title == d->scores->items || !is_missing(d, "title"))
		return;
	line = line_of(d, d->title, &len);
	mark = heading_mark(line, len);
	add(d, "title", line + mark, len - mark);
}

/* --------------------------------------------------------------- authors */

static uint32_t add_names(struct finder *d, uint32_t block)
{
	struct ncl_name names[MOST_NAMES];
	size_t len;
	const char *line = line_of(d, block, &len);
	uint32_t n = d->f->reading->names(line, len, 0, names, MOST_NAMES);

	for (uint32_t i = 0; i < n; i++)
		add(d, "authors", line + names[i].begin,
		    names[i].end - names[i].begin);
	return n;
}

/* "Jane Doe is a reporter ...": who a note on the author begins with. */
static void add_noted(struct finder *d)
{
	struct ncl_name name;
	const char *line;
	size_t len;

	for (uint32_t i = 0; i < d->scores->items; i++) {
		if (!has_role(d, i, FACTS_BIO))
			continue;
		line = line_of(d, i, &len);
		if (!d->f->reading->names(line, len, 0, &name, 1) ||
		    name.begin || name.flags & NCL_NAME_AGENCY)
			continue;
		add(d, "authors", line, name.end);
		return;
	}
}

static void find_authors(struct finder *d)
{
	uint32_t last = 0, found = 0;

	if (!is_missing(d, "authors"))
		return;
	for (uint32_t i = 0; i < d->scores->items; i++) {
		if (!has_role(d, i, FACTS_BYLINE) &&
		    (found || !has_role(d, i, FACTS_DATELINE)))
			continue;
		if (found && i - last > BESIDE)
			break;
		if (add_names(d, i)) {
			found = 1;
			last = i;
		}
	}
	if (!found)
		add_noted(d);
}

/* ------------------------------------------------------------------ date */

/* ".../2021/03/04/..." */
static int date_by_url(struct finder *d, struct ncl_date *out)
{
	size_t len;
	const char *url = d->host->value(d->doc, "url", 0, &len);

	return url && d->f->reading->date(url, len, 0, NULL, 0, out) &&
	       out->begin + 7 < len &&
	       url[out->begin + 4] == url[out->begin + 7];
}

/* Which way round the address has the first date of a text: a rule, or 0. */
static unsigned order_of_url(struct finder *d, const char *line, size_t len)
{
	struct ncl_date url, date;

	if (!date_by_url(d, &url))
		return 0;
	for (unsigned rule = NCL_DAY_FIRST; rule <= NCL_MONTH_FIRST; rule++)
		if (d->f->reading->date(line, len, 0, NULL, rule, &date) &&
		    !memcmp(date.iso, url.iso, 10))
			return rule;
	return 0;
}

/* Which way round the dates in a line are, by one that can be only so. */
static unsigned order_of_line(struct finder *d, const char *line, size_t len)
{
	struct ncl_date date;
	size_t from = 0;

	for (; d->f->reading->date(line, len, from, NULL, 0, &date);
	     from = date.end) {
		const char *s = line + date.begin;

		if (date.flags & NCL_DATE_AMBIGUOUS ||
		    date.end - date.begin < 8 || s[0] < '0' || s[0] > '9' ||
		    (s[1] != '/' && s[2] != '/'))
			continue;
		return s[1] != '/' && (s[0] - '0') * 10 + s[1] - '0' > 12 ?
			       NCL_DAY_FIRST : NCL_MONTH_FIRST;
	}
	return 0;
}

static void learn_order(struct finder *d, const char *seen, size_t seen_len)
{
	size_t len;

	d->rules = order_of_url(d, seen, seen_len);
	for (uint32_t i = 0; i < d->scores->items && !d->rules; i++) {
		const char *line = line_of(d, i, &len);

		if (len <= LINE && memchr(line, '/', len))
			d->rules = order_of_line(d, line, len);
	}
}

/* The first date in a block that is, or is not, of an update. */
static int date_in(struct finder *d, uint32_t block, unsigned modified,
		   struct ncl_date *out)
{
	size_t len, from = 0;
	const char *line = line_of(d, block, &len);

	for (; d->f->reading->date(line, len, from, d->language, d->rules,
				   out); from = out->end) {
		if (!(out->flags & NCL_DATE_MODIFIED) != !modified)
			continue;
		if (out->flags & NCL_DATE_AMBIGUOUS && !d->rules) {
			learn_order(d, line + from, len - from);
			if (d->rules)
				d->f->reading->date(line, len, from,
						    d->language, d->rules,
						    out);
		}
		return 1;
	}
	return 0;
}

/* In datelines, then in bylines. */
static int date_by_role(struct finder *d, unsigned modified,
			struct ncl_date *out)
{
	for (int role = FACTS_DATELINE; role >= FACTS_BYLINE; role--)
		for (uint32_t i = 0; i < d->scores->items; i++)
			if (has_role(d, i, (enum facts_role)role) &&
			    date_in(d, i, modified, out))
				return 1;
	return 0;
}

static int date_by_title(struct finder *d, struct ncl_date *out)
{
	uint32_t i = d->title > NEAR ? d->title - NEAR : 0;
	size_t len;

	for (; i < d->scores->items && i <= d->title + NEAR; i++) {
		line_of(d, i, &len);
		if (i != d->title && len <= LINE && date_in(d, i, 0, out) &&
		    2 * (out->end - out->begin) >= len)
			return 1;
	}
	return 0;
}

static void find_date(struct finder *d)
{
	struct ncl_date date;

	if (is_missing(d, "date") &&
	    (date_by_role(d, 0, &date) || date_by_title(d, &date) ||
	     date_by_url(d, &date) || date_by_role(d, 1, &date)))
		add(d, "date", date.iso, strlen(date.iso));
	if (is_missing(d, "date_modified") && date_by_role(d, 1, &date))
		add(d, "date_modified", date.iso, strlen(date.iso));
}

enum ncl_status facts_add(const struct facts_maker *f, ncl_doc *doc,
			  const struct ncl_scores *scores,
			  const uint32_t *likeliest)
{
	struct finder d = { .f = f, .host = f->host, .doc = doc,
			    .scores = scores, .likeliest = likeliest };
	size_t len;

	d.text = f->host->text(doc, &len);
	d.language = f->host->value(doc, "lang", 0, &len);
	find_title(&d);
	if (f->reading && d.status == NCL_OK) {
		find_authors(&d);
		find_date(&d);
	}
	return d.status;
}
