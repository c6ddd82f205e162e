#include "value.h"

#include "nearby.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE_MAX 9007199254740992.0 /* 2^53: doubles hold these exactly */

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static enum ncl_status keep(struct setting *s, const char *text,
			    struct ncl_error *err)
{
	s->text = strdup(text);
	return s->text ? NCL_OK : nomem(err);
}

/* `"x" is WANT`, then the choices, then the nearest of them. */
static enum ncl_status describe(struct ncl_buffer *out,
				const struct setting *s, const char *typed,
				const char *want)
{
	struct nearby choices = { 0 };
	enum ncl_status ret = nearby_split(&choices, s->option->choices);

	if (ret == NCL_OK)
		ret = nearby_print(out, "\"%.64s\" is %s", typed, want);
	if (ret == NCL_OK)
		ret = nearby_list(out, &choices);
	if (ret == NCL_OK)
		ret = nearby_hint(out, &choices, typed);
	nearby_release(&choices);
	return ret;
}

static enum ncl_status refuse(const struct setting *s, const char *typed,
			      const char *want, struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = describe(&text, s, typed, want);

	if (ret == NCL_OK)
		ret = ncl_error_set(err, NCL_USAGE, "%s", text.data);
	else
		ret = nomem(err);
	ncl_buffer_release(&text);
	return ret;
}

/* The word of "a,b,c" that is `typed`, as a yes or no. */
static int is_choice(const char *choices, const char *typed, size_t len)
{
	const char *end;

	for (; choices && *choices && len; choices = *end ? end + 1 : end) {
		end = choices + strcspn(choices, ",");
		if ((size_t)(end - choices) == len &&
		    memcmp(choices, typed, len) == 0)
			return 1;
	}
	return 0;
}

static enum ncl_status take_flag(struct setting *s, const char *typed,
				 struct ncl_error *err)
{
	static const char *const words[] = { "no",  "yes", "false", "true",
					     "off", "on",  "0",     "1" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(typed, words[i]) != 0)
			continue;
		s->number = (double)(i & 1);
		return keep(s, words[i & 1], err);
	}
	return ncl_error_set(err, NCL_USAGE, "\"%.64s\" is not yes or no",
			     typed);
}

/* Decimal digits only, with a dot whatever the program's locale. */
static int parse_number(const char *typed, double *out)
{
	locale_t old, plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	char *end;

	if (strspn(typed, "0123456789+-.eE") != strlen(typed) ||
	    !strpbrk(typed, "0123456789") || *typed == '+' ||
	    plain == (locale_t)0)
		return 0;
	old = uselocale(plain);
	*out = strtod(typed, &end);
	uselocale(old);
	freelocale(plain);
	*out += 0.0; /* -0 is 0 */
	return *end == '\0' && isfinite(*out);
}

static void print_number(char *out, size_t size, double number)
{
	locale_t old, plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);

	out[0] = '\0';
	if (plain == (locale_t)0)
		return;
	old = uselocale(plain);
	snprintf(out, size, "%.15g", number);
	if (strtod(out, NULL) != number)
		snprintf(out, size, "%.17g", number);
	uselocale(old);
	freelocale(plain);
}

static int in_range(const struct ncl_option *o, double number)
{
	if (o->type == NCL_INTEGER &&
	    (fabs(number) > WHOLE_MAX || number != floor(number)))
		return 0;
	if (o->min == 0 && o->max == 0)
		return 1;
	return number >= o->min && number <= o->max;
}

/* "from 0 to 1" */
static void print_range(char *out, size_t size, const struct ncl_option *o)
{
	char low[32], high[32];

	print_number(low, sizeof(low), o->min);
	print_number(high, sizeof(high), o->max);
	if (o->min == 0 && o->max == 0)
		out[0] = '\0';
	else if (isinf(o->max))
		snprintf(out, size, ", %s or more", low);
	else if (isinf(o->min))
		snprintf(out, size, ", %s or less", high);
	else
		snprintf(out, size, " from %s to %s", low, high);
}

static enum ncl_status wrong_number(const struct setting *s,
				    const char *typed, struct ncl_error *err)
{
	const struct ncl_option *o = s->option;
	char range[96], want[160];

	print_range(range, sizeof(range), o);
	snprintf(want, sizeof(want), "not a %s%s%s",
		 o->type == NCL_INTEGER ? "whole number" : "number", range,
		 o->choices && *o->choices ? ", nor one of " : "");
	return refuse(s, typed, want, err);
}

static enum ncl_status take_number(struct setting *s, const char *typed,
				   struct ncl_error *err)
{
	char text[32];
	double number;

	if (is_choice(s->option->choices, typed, strlen(typed)))
		return keep(s, typed, err);
	if (!parse_number(typed, &number) || !in_range(s->option, number))
		return wrong_number(s, typed, err);
	s->number = number;
	print_number(text, sizeof(text), number);
	return keep(s, text, err);
}

static enum ncl_status take_choice(struct setting *s, const char *typed,
				   struct ncl_error *err)
{
	if (is_choice(s->option->choices, typed, strlen(typed)))
		return keep(s, typed, err);
	return refuse(s, typed, "none of ", err);
}

/* The text of a list from its items. */
static enum ncl_status join(struct setting *s, size_t room,
			    struct ncl_error *err)
{
	char *at = malloc(room + 1);

	s->text = at;
	if (!at)
		return nomem(err);
	for (uint32_t i = 0; s->items[i]; i++)
		at += sprintf(at, "%s%s", i ? "," : "", s->items[i]);
	*at = '\0';
	return NCL_OK;
}

static enum ncl_status take_list(struct setting *s, const char *typed,
				 struct ncl_error *err)
{
	const char *choices = s->option->choices;
	struct nearby parts = { 0 };
	enum ncl_status ret = NCL_OK;
	uint32_t n;

	if (nearby_split(&parts, typed) != NCL_OK)
		return nomem(err);
	n = parts.count;
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++) {
		const char *item = parts.names[i];

		if (*item == '\0')
			ret = ncl_error_set(err, NCL_USAGE,
					    "\"%.64s\" has an empty item",
					    typed);
		else if (choices && *choices &&
			 !is_choice(choices, item, strlen(item)))
			ret = refuse(s, item, "none of ", err);
	}
	s->items = nearby_take(&parts);
	if (ret == NCL_OK && !s->items)
		ret = nomem(err);
	return ret == NCL_OK ? join(s, strlen(typed) + n, err) : ret;
}

enum ncl_status value_take(struct setting *s, const char *typed,
			   struct ncl_error *err)
{
	enum ncl_status ret;

	s->text = NULL;
	s->items = NULL;
	s->number = NAN;
	switch (s->option->type) {
	case NCL_FLAG:
		ret = take_flag(s, typed, err);
		break;
	case NCL_INTEGER:
	case NCL_NUMBER:
		ret = take_number(s, typed, err);
		break;
	case NCL_CHOICE:
		ret = take_choice(s, typed, err);
		break;
	case NCL_LIST:
		ret = take_list(s, typed, err);
		break;
	default:
		ret = keep(s, typed, err);
	}
	if (ret != NCL_OK)
		value_release(s);
	return ret;
}

void value_release(struct setting *s)
{
	free(s->text);
	for (uint32_t i = 0; s->items && s->items[i]; i++)
		free(s->items[i]);
	free(s->items);
	s->text = NULL;
	s->items = NULL;
}
