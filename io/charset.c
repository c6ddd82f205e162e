#include "io/charset.h"

#include <ctype.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/charset_table.h"

/* A head (iconv is set) and the labels that mean it. */
struct row {
	const char *name, *iconv;
	enum charset_kind kind;
};

#define HEAD(name, iconv, kind) { name, iconv, CHARSET_##kind },
#define LABEL(label) { label, NULL, CHARSET_OTHER },
#define NOTHING(name, iconv, kind)
#define ONLY(label) label,

static const struct row rows[] = {
	/* clang-format off */
	CHARSET_TABLE(HEAD, LABEL)
	/* clang-format on */
};

static const char *const labels[] = { CHARSET_TABLE(NOTHING, ONLY) NULL };

static const struct row *find_row(const char *label)
{
	const struct row *head = NULL;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].iconv)
			head = &rows[i];
		else if (!strcasecmp(rows[i].name, label))
			return head;
	}
	return NULL;
}

/* What iconv may be asked for: no path, no option of its own. */
static int is_plain(const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)name[i]) &&
		    !strchr("._:+-", name[i]))
			return 0;
	return len > 0 && len < CHARSET_NAME;
}

static int iconv_knows(const char *name)
{
	iconv_t cd = iconv_open("UTF-8", name);

	if (cd == (iconv_t)-1)
		return 0;
	iconv_close(cd);
	return 1;
}

static void lower(char *s)
{
	for (; *s; s++)
		*s = (char)tolower((unsigned char)*s);
}

enum ncl_status charset_named(struct charset *out, const char *name,
			      struct ncl_error *err)
{
	const struct row *row = find_row(name);
	const char *near;

	*out = (struct charset){ .kind = CHARSET_OTHER };
	if (row) {
		snprintf(out->name, sizeof(out->name), "%s", row->name);
		snprintf(out->iconv, sizeof(out->iconv), "%s", row->iconv);
		out->kind = row->kind;
		return NCL_OK;
	}
	if (is_plain(name) && iconv_knows(name)) {
		snprintf(out->name, sizeof(out->name), "%s", name);
		snprintf(out->iconv, sizeof(out->iconv), "%s", name);
		lower(out->name);
		return NCL_OK;
	}
	near = ncl_nearest(name, labels);
	if (near)
		return ncl_error_set(err, NCL_USAGE, "no charset \"%.60s\"; "
				     "did you mean %s?", name, near);
	return ncl_error_set(err, NCL_USAGE, "no charset \"%.60s\"; iconv -l "
			     "lists those there are", name);
}

enum ncl_status charset_check(const char *name, struct ncl_error *err)
{
	struct charset charset;

	return charset_named(&charset, name, err);
}

/* ------------------------------------------------------------- held open */

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

struct charset_held {
	size_t count;
	iconv_t open[ROWS + 1];
};

/* Charsets that this system's iconv does not have are no matter here. */
static void hold(struct charset_held *held, const char *name)
{
	iconv_t cd = iconv_open("UTF-8", name);

	if (cd != (iconv_t)-1)
		held->open[held->count++] = cd;
}

enum ncl_status charset_hold(struct charset_held **out, const char *name,
			     struct ncl_error *err)
{
	struct charset_held *held = calloc(1, sizeof(*held));

	*out = held;
	if (!held)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].iconv && rows[i].kind == CHARSET_OTHER)
			hold(held, rows[i].iconv);
	if (name && is_plain(name))
		hold(held, name);
	return NCL_OK;
}

void charset_let_go(struct charset_held *held)
{
	for (size_t i = 0; held && i < held->count; i++)
		iconv_close(held->open[i]);
	free(held);
}
