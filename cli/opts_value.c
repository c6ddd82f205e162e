#include "opts_value.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHOICES_MAX 16
#define WORD_MAX 24

static enum ncl_status wrong(const struct opt *opt, const char *text,
			     const char *wanted, struct ncl_error *err)
{
	return ncl_error_set(err, NCL_USAGE, "--%s: '%s' is not %s",
			     opt->name, text, wanted);
}

static enum ncl_status set_flag(const struct opt *opt, int *to,
				const char *text, struct ncl_error *err)
{
	static const char *const words[] = { "no", "yes", "false", "true",
					     "0", "1", "off", "on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(text, words[i]) == 0) {
			*to = i & 1;
			return NCL_OK;
		}
	return wrong(opt, text, "yes or no", err);
}

/* Digits only: no sign, no space. *end is what follows them. */
static int read_count(const char *text, uint64_t *n, const char **end)
{
	char *stop;

	if (!isdigit((unsigned char)*text))
		return 0;
	errno = 0;
	*n = strtoull(text, &stop, 10);
	*end = stop;
	return errno == 0;
}

static enum ncl_status set_count(const struct opt *opt, uint64_t *to,
				 const char *text, struct ncl_error *err)
{
	int may_be_auto = opt->fallback && !strcmp(opt->fallback, "auto");
	const char *end;
	uint64_t n = OPT_AUTO;

	if (!(may_be_auto && !strcmp(text, "auto")) &&
	    (!read_count(text, &n, &end) || *end))
		return wrong(opt, text, may_be_auto ?
			     "a whole number, or auto" : "a whole number", err);
	*to = n;
	return NCL_OK;
}

static enum ncl_status set_size(const struct opt *opt, uint64_t *to,
				const char *text, struct ncl_error *err)
{
	static const char units[] = "KMGT";
	const char *end, *unit = NULL;
	uint64_t n;
	int shift = 0;

	if (!read_count(text, &n, &end))
		return wrong(opt, text, "a size, as 500K, 16M or 2G", err);
	if (*end)
		unit = strchr(units, toupper((unsigned char)*end));
	if (unit)
		shift = 10 * (int)(unit - units + 1);
	if ((*end && (!unit || end[1])) || n > UINT64_MAX >> shift)
		return wrong(opt, text, "a size, as 500K, 16M or 2G", err);
	*to = n << shift;
	return NCL_OK;
}

static int read_number(const char *text, double *n, const char **end)
{
	char *stop;

	if (!isdigit((unsigned char)*text) && *text != '.')
		return 0;
	*n = strtod(text, &stop);
	*end = stop;
	return stop != text && isfinite(*n);
}

static enum ncl_status set_number(const struct opt *opt, double *to,
				  const char *text, struct ncl_error *err)
{
	const char *end;
	double n;

	if (!read_number(text, &n, &end) || *end || n <= 0)
		return wrong(opt, text, "a number above 0", err);
	*to = n;
	return NCL_OK;
}

static enum ncl_status set_share(const struct opt *opt, struct opt_share *to,
				 const char *text, struct ncl_error *err)
{
	const char *end;
	double n;
	int percent;

	if (!read_number(text, &n, &end))
		return wrong(opt, text, "a number, as 20, or a share, as 5%",
			     err);
	percent = *end == '%';
	if (end[percent] || (percent ? n > 100 : n != floor(n)))
		return wrong(opt, text, "a number, as 20, or a share, as 5%",
			     err);
	to->value = n;
	to->percent = percent;
	return NCL_OK;
}

const char *opt_choice(const char *words, int i, size_t *len)
{
	for (; i > 0 && words; i--) {
		words = strchr(words, '|');
		words = words ? words + 1 : NULL;
	}
	*len = words ? strcspn(words, "|") : 0;
	return words;
}

/* The choice nearest to a word, copied to `near`; 0: none is. */
static int nearest_choice(const char *words, const char *text,
			  char near[WORD_MAX])
{
	char copies[CHOICES_MAX][WORD_MAX];
	const char *names[CHOICES_MAX + 1] = { 0 };
	const char *word, *found;
	size_t len;

	for (int i = 0; i < CHOICES_MAX &&
			(word = opt_choice(words, i, &len)); i++) {
		snprintf(copies[i], WORD_MAX, "%.*s", (int)len, word);
		names[i] = copies[i];
	}
	found = ncl_nearest(text, names);
	if (found)
		snprintf(near, WORD_MAX, "%s", found);
	return found != NULL;
}

static enum ncl_status set_choice(const struct opt *opt, int *to,
				  const char *text, struct ncl_error *err)
{
	char near[WORD_MAX];
	const char *word;
	size_t len;

	for (int i = 0; (word = opt_choice(opt->value, i, &len)); i++)
		if (strlen(text) == len && strncmp(text, word, len) == 0) {
			*to = i;
			return NCL_OK;
		}
	if (nearest_choice(opt->value, text, near))
		return ncl_error_set(err, NCL_USAGE,
				     "--%s: no '%s'; did you mean %s? (%s)",
				     opt->name, text, near, opt->value);
	return ncl_error_set(err, NCL_USAGE, "--%s: no '%s', it is one of %s",
			     opt->name, text, opt->value);
}

enum ncl_status opt_list_add(struct opt_list *list, const char *text)
{
	const char **items = realloc(list->items, (list->count + 2) *
							  sizeof(*items));

	if (!items)
		return NCL_NOMEM;
	list->items = items;
	items[list->count++] = text;
	items[list->count] = NULL;
	return NCL_OK;
}

void opt_list_release(struct opt_list *list)
{
	free(list->items);
	*list = (struct opt_list){ 0 };
}

enum ncl_status opt_value_set(const struct opt *opt, void *values,
			      const char *text, struct ncl_error *err)
{
	void *to = (char *)values + opt->at;

	switch (opt->kind) {
	case OPT_FLAG:
		return set_flag(opt, to, text, err);
	case OPT_TEXT:
		*(const char **)to = text;
		return NCL_OK;
	case OPT_LIST:
		if (opt_list_add(to, text))
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
		return NCL_OK;
	case OPT_CHOICE:
		return set_choice(opt, to, text, err);
	case OPT_COUNT:
		return set_count(opt, to, text, err);
	case OPT_SIZE:
		return set_size(opt, to, text, err);
	case OPT_NUMBER:
		return set_number(opt, to, text, err);
	case OPT_SHARE:
		return set_share(opt, to, text, err);
	}
	return NCL_OK;
}

static enum ncl_status add_text(struct ncl_buffer *to, const char *text)
{
	return text ? ncl_buffer_add(to, text, strlen(text)) : NCL_OK;
}

/* With as few digits as give the same number back. */
static void number_text(char *to, size_t size, double x)
{
	snprintf(to, size, "%.15g", x);
	if (strtod(to, NULL) != x)
		snprintf(to, size, "%.17g", x);
}

static void count_text(char *to, size_t size, uint64_t n)
{
	if (n == OPT_AUTO)
		snprintf(to, size, "auto");
	else
		snprintf(to, size, "%" PRIu64, n);
}

/* 268435456 is 256M. */
static void size_text(char *to, size_t size, uint64_t n)
{
	static const char *const units[] = { "", "K", "M", "G", "T" };
	size_t unit = 0;

	for (; n && n % 1024 == 0 && unit < 4; unit++)
		n /= 1024;
	snprintf(to, size, "%" PRIu64 "%s", n, units[unit]);
}

static enum ncl_status add_list(struct ncl_buffer *to,
				const struct opt_list *list)
{
	enum ncl_status ret = NCL_OK;

	for (size_t i = 0; i < list->count && !ret; i++) {
		ret = add_text(to, i ? " " : "");
		if (!ret)
			ret = add_text(to, list->items[i]);
	}
	return ret;
}

enum ncl_status opt_value_text(const struct opt *opt, const void *values,
			       struct ncl_buffer *to)
{
	const void *at = (const char *)values + opt->at;
	const struct opt_share *share = at;
	const char *word;
	char text[64];
	size_t len;

	switch (opt->kind) {
	case OPT_TEXT:
		return add_text(to, *(const char *const *)at);
	case OPT_LIST:
		return add_list(to, at);
	case OPT_FLAG:
		return add_text(to, *(const int *)at ? "yes" : "no");
	case OPT_CHOICE:
		word = opt_choice(opt->value, *(const int *)at, &len);
		return word ? ncl_buffer_add(to, word, len) : NCL_OK;
	case OPT_COUNT:
		count_text(text, sizeof(text), *(const uint64_t *)at);
		break;
	case OPT_SIZE:
		size_text(text, sizeof(text), *(const uint64_t *)at);
		break;
	case OPT_NUMBER:
		number_text(text, sizeof(text), *(const double *)at);
		break;
	case OPT_SHARE:
		number_text(text, sizeof(text) - 1, share->value);
		strcat(text, share->percent ? "%" : "");
		break;
	}
	return add_text(to, text);
}
