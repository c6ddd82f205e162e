/* CSV and TSV with a header to labelled documents. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "io/begin.h"
#include "io/labelled_names.h"
#include "io/labelled_reader.h"

enum { OPEN_QUOTES_MOST = 16 }; /* each may cost a look at all that follows */

/* ------------------------------------------------------------------- rows */

/* Scan a row, reading on as it needs. */
static enum ncl_status scan(struct labelled_input *in, enum csv_result *got,
			    struct ncl_error *err)
{
	struct source *s = &in->source;
	enum ncl_status ret;

	for (;;) {
		size_t held = s->end - s->begin;

		*got = csv_scan(&in->csv, s->data + s->begin, held, s->ended);
		if (*got != CSV_MORE)
			return NCL_OK;
		if (held > in->how.max_doc_bytes) {
			csv_give_up(&in->csv, s->data + s->begin, held);
			*got = CSV_BROKEN;
			return NCL_OK;
		}
		ret = source_fill(s, held + 1, err);
		if (ret != NCL_OK)
			return ret;
	}
}

/* What is wrong with the row; its first line is passed over. */
static enum ncl_status give_up(struct labelled_input *in,
			       struct labelled_record *out,
			       struct ncl_error *err)
{
	struct csv *c = &in->csv;
	struct source *s = &in->source;
	struct piece first;
	enum ncl_status ret = NCL_OK;

	out->line = in->line + 1 + c->broken_line;
	out->fault = c->open || c->first_line < s->end - s->begin
			     ? FAULT_BROKEN : FAULT_TOO_LARGE;
	in->open_quotes += c->open != 0;
	source_take(s, c->first_line, &first);
	if (!c->first_line || first.bytes[c->first_line - 1] != '\n')
		if (!memchr(first.bytes, '\r', c->first_line))
			ret = source_skip_line(s, err);
	in->line++;
	if (ret != NCL_OK)
		return ret;
	if (in->open_quotes > OPEN_QUOTES_MOST)
		return ncl_error_set(err, NCL_READ, "line %llu: %u quotes "
				     "that nothing ends; the rest is left out",
				     (unsigned long long)out->line,
				     in->open_quotes);
	return ncl_error_set(err, NCL_FORMAT, "%s", c->what);
}

/* A row that was held whole, and yet is larger than allowed. */
static enum ncl_status check_size(const struct labelled_input *in,
				  struct labelled_record *out,
				  struct ncl_error *err)
{
	if (in->csv.size <= in->how.max_doc_bytes)
		return NCL_OK;
	out->fault = FAULT_TOO_LARGE;
	return ncl_error_set(err, NCL_LIMIT, "larger than the %llu bytes "
			     "allowed (--max-doc-bytes)",
			     (unsigned long long)in->how.max_doc_bytes);
}

static int is_blank(const struct csv *c)
{
	return c->count == 1 && c->fields[0].begin == c->fields[0].end;
}

/* A row of a TSV file whose quotes do not fit is one without quotes. */
static enum ncl_status scan_plain(struct labelled_input *in,
				  enum csv_result *got,
				  struct ncl_error *err)
{
	enum ncl_status ret;

	in->open_quotes += in->csv.open != 0;
	csv_next(&in->csv);
	in->csv.plain = 1;
	ret = scan(in, got, err);
	in->csv.plain = in->open_quotes > OPEN_QUOTES_MOST;
	return ret;
}

/* The next row that is not blank; *end: there is none. */
static enum ncl_status next_row(struct labelled_input *in, struct piece *row,
				struct labelled_record *out, int *end,
				struct ncl_error *err)
{
	struct source *s = &in->source;
	enum csv_result got;
	enum ncl_status ret;

	do {
		csv_next(&in->csv);
		ret = source_fill(s, 1, err);
		*end = ret == NCL_OK && s->end == s->begin;
		if (*end || ret != NCL_OK)
			return ret;
		ret = scan(in, &got, err);
		if (ret == NCL_OK && got == CSV_BROKEN &&
		    in->csv.separator == '\t' && !in->csv.plain)
			ret = scan_plain(in, &got, err);
		if (ret != NCL_OK)
			return ret;
		if (got == CSV_NOMEM)
			return ncl_error_set(err, NCL_NOMEM,
					     "no memory for a row");
		if (got == CSV_BROKEN)
			return give_up(in, out, err);
		out->line = in->line + 1;
		in->line += in->csv.lines;
		source_take(s, in->csv.size, row);
	} while (is_blank(&in->csv));
	return check_size(in, out, err);
}

/* ----------------------------------------------------------------- header */

/* Whether a field of the header has a name, in any case. */
static int is_named(const char *row, const struct csv_field *f,
		    const char *name)
{
	size_t begin = f->begin, end = f->end;

	while (begin < end && row[begin] == ' ')
		begin++;
	while (begin < end && row[end - 1] == ' ')
		end--;
	return strlen(name) == end - begin &&
	       !strncasecmp(name, row + begin, end - begin);
}

static uint32_t find_column(const struct labelled_input *in, const char *row,
			    const char *name)
{
	uint32_t i;

	if (in->how.no_header)
		return sscanf(name, "%u", &i) == 1 && i >= 1 &&
				       i <= in->csv.count
			       ? i - 1
			       : UINT32_MAX;
	for (i = 0; i < in->csv.count; i++)
		if (is_named(row, &in->csv.fields[i], name))
			return i;
	return UINT32_MAX;
}

/* The names of the header, for a message. */
static void list_columns(const struct labelled_input *in, const char *row,
			 char *to, size_t size)
{
	size_t len = 0;

	*to = 0;
	for (uint32_t i = 0; i < in->csv.count && len + 1 < size; i++) {
		const struct csv_field *f = &in->csv.fields[i];

		len += (size_t)snprintf(to + len, size - len, "%s%.*s",
					i ? ", " : "",
					(int)(f->end - f->begin > 20
						      ? 20
						      : f->end - f->begin),
					row + f->begin);
	}
}

static enum ncl_status no_column(const struct labelled_input *in,
				 const char *row, enum labelled_role role,
				 struct ncl_error *err)
{
	static const char *const roles[] = { "text", "label", "title", "id" };
	char names[64], columns[80];

	list_columns(in, row, columns, sizeof(columns));
	labelled_list_names(names, sizeof(names), &in->how.record, role);
	if (in->how.no_header)
		return ncl_error_set(err, NCL_FORMAT, "--no-header: say the "
				     "number of the %s column, from 1 to %u: "
				     "--%s-field N", roles[role],
				     in->csv.count, roles[role]);
	return ncl_error_set(err, NCL_FORMAT,
			     "the header (%s) has no column %s: name it by "
			     "--%s-field", columns, names, roles[role]);
}

static enum ncl_status find_columns(struct labelled_input *in,
				    const char *row, struct ncl_error *err)
{
	static const char *const values[] = { "url", "lang", "date" };
	const struct labelled_format *how = &in->how.record;
	const char *name;

	in->width = in->csv.count;
	for (uint32_t i = 0; i < COLUMN_COUNT; i++)
		in->columns[i] = UINT32_MAX;
	for (int role = 0; role < LABELLED_ROLES; role++) {
		for (uint32_t i = 0;
		     in->columns[role] == UINT32_MAX &&
		     (name = labelled_name(how, (enum labelled_role)role, i));
		     i++) {
			in->columns[role] = find_column(in, row, name);
			if (role == LABELLED_GROUP)
				in->group = name;
		}
		if (in->columns[role] == UINT32_MAX &&
		    (role <= LABELLED_LABEL ||
		     (role == LABELLED_TITLE && how->title) ||
		     (role == LABELLED_ID && how->id)))
			return no_column(in, row, (enum labelled_role)role,
					 err);
	}
	in->found |= LABELLED_FOUND_TITLE | LABELLED_FOUND_ID;
	if (how->group && in->columns[LABELLED_GROUP] == UINT32_MAX)
		return ncl_error_set(err, NCL_FORMAT, "the header has no "
				     "column %s (--group-by)", how->group);
	for (uint32_t i = 0; i < 3; i++)
		in->columns[COLUMN_URL + i] = find_column(in, row, values[i]);
	return NCL_OK;
}

/* Which of , ; and tab stands most often in the first line. */
static char find_separator(const struct source *s)
{
	static const char separators[] = ",;\t";
	const char *bytes = s->data + s->begin;
	uint32_t counts[3] = { 0 };
	int quoted = 0, best = 0;

	for (size_t i = 0; i < s->end - s->begin; i++) {
		const char *found = memchr(separators, bytes[i], 3);

		quoted ^= bytes[i] == '"';
		if (!quoted && (bytes[i] == '\n' || bytes[i] == '\r'))
			break;
		if (!quoted && found)
			counts[found - separators]++;
	}
	for (int i = 1; i < 3; i++)
		if (counts[i] > counts[best])
			best = i;
	return separators[best];
}

enum ncl_status labelled_begin_csv(struct labelled_input *in,
				   struct ncl_error *err)
{
	struct labelled_record none;
	struct source *s = &in->source;
	struct piece row = { 0 };
	int end;
	enum ncl_status ret;

	if (s->end - s->begin >= 3 &&
	    !memcmp(s->data + s->begin, "\xef\xbb\xbf", 3))
		source_take(s, 3, &row);
	in->csv.separator = in->format == DATA_TSV ? '\t' : find_separator(s);
	in->csv.plain = 0;
	in->open_quotes = 0;
	ret = next_row(in, &row, &none, &end, err);
	if (ret != NCL_OK)
		return ret;
	if (end)
		return ncl_error_set(err, NCL_FORMAT, "is empty: a header is "
				     "wanted");
	ret = find_columns(in, row.bytes, err);
	if (in->how.no_header) { /* the row is the first of the data */
		s->begin = (size_t)(row.bytes - s->data);
		s->at = row.at;
		in->line = 0;
	}
	return ret;
}

/* -------------------------------------------------------------- documents */

/* A field's string, in the document; NULL where there is no such column. */
static enum ncl_status take_field(struct labelled_input *in, ncl_doc *doc,
				  const char *row, uint32_t column,
				  struct labelled *out, struct piece *to,
				  struct ncl_error *err)
{
	struct csv_field *f = &in->csv.fields[column];
	char *text = (char *)row + f->begin;
	size_t len = csv_copy(text, row, f); /* in place: it gets shorter */
	enum ncl_status ret;

	f->end = f->begin + len;
	f->doubled = 0;
	ret = labelled_keep(in, doc, &text, &len, out, err);
	*to = (struct piece){ .bytes = text, .len = len };
	return ret;
}

/* Id and title, url, lang, date. */
static enum ncl_status take_facts(struct labelled_input *in, ncl_doc *doc,
				  const char *row, struct labelled *out,
				  struct ncl_error *err)
{
	static const struct { uint32_t column; const char *name; } values[] = {
		{ LABELLED_TITLE, "title" }, { COLUMN_URL, "url" },
		{ COLUMN_LANG, "lang" }, { COLUMN_DATE, "date" },
		{ LABELLED_ID, NULL },
	};
	struct ncl_origin origin = *ncl_doc_origin(doc);
	enum ncl_status ret = NCL_OK;

	for (size_t i = 0; i < 5 && ret == NCL_OK; i++) {
		uint32_t column = in->columns[values[i].column];
		struct piece p;

		if (column == UINT32_MAX)
			continue;
		ret = take_field(in, doc, row, column, out, &p, err);
		if (ret != NCL_OK || !p.len)
			continue;
		if (values[i].name) {
			ret = ncl_doc_add_value(doc, values[i].name, p.bytes,
						p.len, err);
		} else {
			origin.id = p.bytes;
			ret = ncl_doc_set_origin(doc, &origin, err);
		}
	}
	return ret;
}

static enum ncl_status take_row(struct labelled_input *in, ncl_doc *doc,
				const char *row, struct labelled *out,
				struct ncl_error *err)
{
	const uint32_t *columns = in->columns;
	struct piece p;
	enum ncl_status ret = take_facts(in, doc, row, out, err);

	if (ret == NCL_OK && columns[LABELLED_GROUP] != UINT32_MAX) {
		ret = take_field(in, doc, row, columns[LABELLED_GROUP], out,
				 &p, err);
		if (ret == NCL_OK && p.len)
			ret = labelled_group(doc, in->group, p.bytes, out,
					     err);
	}
	if (ret == NCL_OK)
		ret = take_field(in, doc, row, columns[LABELLED_LABEL], out,
				 &p, err);
	if (ret == NCL_OK)
		ret = labelled_cell(doc, (char *)p.bytes, p.len,
				    in->how.record.separator, out, err);
	if (ret == NCL_OK)
		ret = take_field(in, doc, row, columns[LABELLED_TEXT], out,
				 &p, err);
	return ret == NCL_OK ? labelled_set_text(doc, p.bytes, p.len, err)
			     : ret;
}

enum ncl_status labelled_read_csv(struct labelled_input *in, ncl_doc *doc,
				  struct labelled_record *out, int *end,
				  struct ncl_error *err)
{
	struct piece row = { 0 };
	enum ncl_status ret = next_row(in, &row, out, end, err);

	if (ret != NCL_OK || *end)
		return ret;
	out->fault = FAULT_BROKEN;
	if (in->csv.count != in->width)
		return ncl_error_set(err, NCL_FORMAT,
				     "%u fields where the header has %u",
				     in->csv.count, in->width);
	return take_row(in, doc, row.bytes, &out->gold, err);
}
