/* The document's values from what a page says of itself. */
#include <string.h>

#include "io/html_values.h"

enum {
	MOST_NAMES = 20, LONGEST_NAME = 200,
	BEFORE_HEADING = 60, BEHIND_HEADING = 12 /* blocks */
};

const struct ncl_buffer *html_fact_first(const struct html_page *p,
					 enum html_fact from,
					 enum html_fact to)
{
	for (int i = (int)from; i <= (int)to; i++)
		if (p->facts[i].len)
			return &p->facts[i];
	return NULL;
}

static int is_missing(const struct html_page *p, const char *name)
{
	size_t len;

	return !ncl_doc_value(p->doc, name, 0, &len);
}

static enum ncl_status add(struct html_page *p, const char *name,
			   const char *text, size_t len,
			   struct ncl_error *err)
{
	return len ? ncl_doc_add_value(p->doc, name, text, len, err) : NCL_OK;
}

static enum ncl_status add_first(struct html_page *p, const char *name,
				 enum html_fact from, enum html_fact to,
				 struct ncl_error *err)
{
	const struct ncl_buffer *b = html_fact_first(p, from, to);

	if (!b || !is_missing(p, name))
		return NCL_OK;
	return add(p, name, b->data, b->len, err);
}

static enum ncl_status add_title(struct html_page *p, struct ncl_error *err)
{
	size_t len = 0;
	const char *title = is_missing(p, "title") ? html_title(p, &len) :
						     NULL;

	return add(p, "title", title, len, err);
}

/* The first of some facts that is a language; "en_US" becomes "en-US". */
static enum ncl_status add_lang(struct html_page *p, struct ncl_error *err)
{
	for (int i = HTML_FACT_LANG; i <= HTML_FACT_OG_LOCALE; i++) {
		struct ncl_buffer *b = &p->facts[i];
		size_t k = 0;

		for (; k < b->len; k++) {
			char c = b->data[k] == '_' ? '-' : b->data[k];

			b->data[k] = c;
			if (c != '-' && (c < '0' || c > '9') &&
			    ((c | 0x20) < 'a' || (c | 0x20) > 'z'))
				break; /* a template's "{{lang}}" */
		}
		if (k < 2 || k < b->len || k > 35)
			continue;
		return is_missing(p, "lang") ?
			       add(p, "lang", b->data, b->len, err) : NCL_OK;
	}
	return NCL_OK;
}

/* The first of some facts that has a date, as ISO 8601. */
static enum ncl_status add_date(struct html_page *p, const char *name,
				enum html_fact from, enum html_fact to,
				struct ncl_error *err)
{
	const char *lang = ncl_doc_value(p->doc, "lang", 0, &(size_t){ 0 });
	struct ncl_date date;

	for (int i = (int)from; i <= (int)to && is_missing(p, name); i++)
		if (ncl_find_date(p->facts[i].data, p->facts[i].len, 0, lang,
				  0, &date))
			return add(p, name, date.iso, strlen(date.iso), err);
	return NCL_OK;
}

/* ---------------------------------------------------------------- authors */

/* The same but for case (ASCII) and what is no letter. */
static int same_letters(const char *a, size_t a_len, const char *b,
			size_t b_len)
{
	size_t i = 0, k = 0;

	for (;; i++, k++) {
		while (i < a_len && strchr(" .-&,'|", a[i]))
			i++;
		while (k < b_len && strchr(" .-&,'|", b[k]))
			k++;
		if (i == a_len || k == b_len)
			return i == a_len && k == b_len;
		if ((a[i] | 0x20) != (b[k] | 0x20))
			return 0;
	}
}

/* A name that is the site's says nothing of who wrote. */
static int is_site(const struct html_page *p, const char *name, size_t len)
{
	for (int i = HTML_FACT_OG_SITE; i <= HTML_FACT_APP; i++)
		if (p->facts[i].len &&
		    same_letters(name, len, p->facts[i].data,
				 p->facts[i].len))
			return 1;
	return 0;
}

static int is_known(const struct html_page *p, const char *name, size_t len)
{
	const char *author;
	size_t n;

	for (uint32_t i = 0;
	     (author = ncl_doc_value(p->doc, "authors", i, &n)); i++)
		if (same_letters(name, len, author, n))
			return 1;
	return 0;
}

/* Whether a name is of a person by its shape. */
static int is_person(const char *name, size_t len)
{
	struct ncl_name found;

	return ncl_find_names(name, len, 0, &found, 1) && !found.begin &&
	       found.end == len && !(found.flags & NCL_NAME_AGENCY);
}

/* "Doe, Jane", as libraries have it, turned round into `to`; 0: it is not. */
static size_t turn_round(const char *line, size_t len, char *to, size_t room)
{
	const char *comma = memchr(line, ',', len);
	size_t last = comma ? (size_t)(comma - line) : 0;
	size_t first = len - last;

	if (!last || first < 4 || len >= room || comma[1] != ' ' ||
	    memchr(line, ' ', last) || memchr(comma + 1, ',', first - 1))
		return 0;
	memcpy(to, comma + 2, first - 2);
	to[first - 2] = ' ';
	memcpy(to + first - 1, line, last);
	return is_person(to, len - 1) && !is_person(comma + 2, first - 2) ?
		       len - 1 : 0;
}

/* Add the persons in a line, or (weak) what else it has: organisations,
 * names of accounts, the site. */
static enum ncl_status add_names(struct html_page *p, const char *line,
				 size_t len, int weak, struct ncl_error *err)
{
	struct ncl_name names[MOST_NAMES];
	char turned[LONGEST_NAME];
	enum ncl_status ret = NCL_OK;
	uint32_t n = 0;

	if (turn_round(line, len, turned, sizeof(turned))) {
		line = turned;
		len--;
	}
	n = ncl_find_names(line, len, NCL_NAMES_ALL, names, MOST_NAMES);
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++) {
		const char *name = line + names[i].begin;
		size_t size = names[i].end - names[i].begin;
		int is_weak = names[i].flags & NCL_NAME_AGENCY ||
			      (is_site(p, name, size) &&
			       !is_person(name, size));

		if (!is_weak == !weak && !is_known(p, name, size))
			ret = add(p, "authors", name, size, err);
	}
	return ret;
}

/* The names of a fact, a line each. Organisations are not taken apart. */
static enum ncl_status add_lines(struct html_page *p, enum html_fact fact,
				 int weak, struct ncl_error *err)
{
	const struct ncl_buffer *b = &p->facts[fact];
	enum ncl_status ret = NCL_OK;
	size_t end;

	for (size_t i = 0; i < b->len && ret == NCL_OK; i = end + 1) {
		const char *s = b->data + i;
		const char *line = memchr(s, '\n', b->len - i);

		end = line ? (size_t)(line - b->data) : b->len;
		if (fact != HTML_FACT_JSON_GROUPS)
			ret = add_names(p, s, end - i, weak, err);
		else if (weak)
			ret = add(p, "authors", s, end - i, err);
	}
	return ret;
}

/* Whether a person signs near the heading: then who signs is better known
 * from there, by the roles of blocks. */
static int is_signed(const struct html_page *p)
{
	const char *text = ncl_doc_text(p->doc, NULL);
	const struct ncl_block *b;
	uint32_t left = BEFORE_HEADING;
	struct ncl_name name;

	for (uint32_t i = 0; left && (b = ncl_doc_block(p->doc, i));
	     i++, left--) {
		size_t len = b->end - b->begin;

		if (b->heading == 1)
			left = BEHIND_HEADING;
		else if (len <= LONGEST_NAME &&
			 ncl_find_names(text + b->begin, len, 0, &name, 1) &&
			 name.flags == NCL_NAME_CUE)
			return 1;
	}
	return 0;
}

/* Persons of the first fact that has one; else, where nobody signs on the
 * page, what else is said. */
static enum ncl_status add_authors(struct html_page *p,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	if (!is_missing(p, "authors"))
		return NCL_OK;
	for (int weak = 0; weak < 2; weak++) {
		if (weak && (!is_missing(p, "authors") || is_signed(p)))
			break;
		for (int k = HTML_FACT_JSON_AUTHORS;
		     k <= HTML_FACT_JSON_GROUPS && ret == NCL_OK &&
		     is_missing(p, "authors"); k++)
			ret = add_lines(p, (enum html_fact)k, weak, err);
	}
	return ret;
}

enum ncl_status html_add_values(struct html_page *p, struct ncl_error *err)
{
	enum ncl_status ret = add_lang(p, err);

	if (ret == NCL_OK)
		ret = add_first(p, "url", HTML_FACT_CANONICAL,
				HTML_FACT_OG_URL, err);
	if (ret == NCL_OK)
		ret = add_title(p, err);
	if (ret == NCL_OK)
		ret = add_authors(p, err);
	if (ret == NCL_OK)
		ret = add_date(p, "date", HTML_FACT_JSON_DATE, HTML_FACT_TIME,
			       err);
	if (ret == NCL_OK)
		ret = add_date(p, "date_modified", HTML_FACT_JSON_MODIFIED,
			       HTML_FACT_ITEM_MODIFIED, err);
	if (ret == NCL_OK)
		ret = add_first(p, "site", HTML_FACT_OG_SITE, HTML_FACT_APP,
				err);
	if (ret == NCL_OK)
		ret = add_first(p, "description", HTML_FACT_OG_DESCRIPTION,
				HTML_FACT_JSON_DESCRIPTION, err);
	return ret;
}
