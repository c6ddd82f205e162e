/*
 * Options of plugins: the first line names the option and gives the value,
 * the second is a list of plugins, the rest is an option that a plugin
 * declares: type, default, least, most and choices, a line each.
 */
#include "fuzz.h"

#include <math.h>

#include "core/chain.h"
#include "core/declare.h"
#include "core/settings.h"

static const struct ncl_option options[] = {
	{ "clean", NCL_FLAG, 0, "yes", 0, 0, "", "" },
	{ "lines", NCL_INTEGER, 0, "25", 1, 100, "", "" },
	{ "threshold", NCL_NUMBER, 0, "0.5", 0, 1, "auto,none", "" },
	{ "title", NCL_TEXT, 0, "", 0, 0, "", "" },
	{ "mode", NCL_CHOICE, 0, "fast", 0, 0, "fast,exact,none", "" },
	{ "keep", NCL_LIST, 0, "title, body", 0, 0, "title,body,list", "" },
	{ "words", NCL_LIST, 0, "", 0, 0, "", "" },
	{ "file", NCL_FILE, 0, "stop", 0, 0, "", "" },
};

/* The text up to the next newline; *at goes behind it. */
static char *line(char **at)
{
	char *start = *at, *end = strchr(start, '\n');

	*at = end ? end + 1 : start + strlen(start);
	if (end)
		*end = '\0';
	return start;
}

/* A kept text is taken again, and is the same then. */
static void check_again(const struct setting *s)
{
	struct ncl_option option = *s->option;
	struct ncl_settings again;

	option.value = s->text;
	MUST(settings_init(&again, "x", &option, sizeof(option), 1, NULL) ==
	     NCL_OK);
	MUST(strcmp(again.settings[0].text, s->text) == 0);
	MUST(isnan(s->number) ? isnan(again.settings[0].number) :
				again.settings[0].number == s->number);
	settings_release(&again);
}

static void set_one(char *text)
{
	struct ncl_settings s;
	struct ncl_error err = { 0 };
	char *value = strchr(text, '=');
	const struct setting *got;

	MUST(settings_init(&s, "x", options, sizeof(options[0]),
			   sizeof(options) / sizeof(options[0]),
			   &err) == NCL_OK);
	if (value)
		*value++ = '\0';
	if (settings_set(&s, "x", text, value ? value : "", &err) != NCL_OK) {
		MUST(err.code == NCL_USAGE && err.text[0]);
	} else {
		got = settings_find(&s, text);
		MUST(got && got->by_user);
		check_again(got);
	}
	settings_release(&s);
}

static void parse_list(const char *list)
{
	struct chain c = { 0 };
	struct ncl_error err = { 0 };

	if (chain_parse(&c, list, &err) != NCL_OK)
		MUST(err.code == NCL_USAGE && err.text[0]);
	else
		MUST(c.count > 0);
	chain_release(&c);
}

static void declare_one(char *rest)
{
	struct ncl_option option = { .name = "option", .help = "" };
	struct ncl_error err = { 0 };

	option.type = (uint32_t)strtoul(line(&rest), NULL, 10);
	option.value = line(&rest);
	option.min = strtod(line(&rest), NULL);
	option.max = strtod(line(&rest), NULL);
	option.choices = line(&rest);
	if (declare_check_options("x", &option, 1, &err) != NCL_OK)
		MUST(err.code == NCL_REFUSED && err.text[0]);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char *text = input_copy(data, size), *at = text;

	set_one(line(&at));
	parse_list(line(&at));
	declare_one(at);
	free(text);
	return 0;
}
