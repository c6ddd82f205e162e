#include "help.h"

#include <stdio.h>

#include "io/json_out.h"

const struct opt help_option = { .letter = 'h', .name = "help",
				 .help = "show this" };

#define HELP_COLUMN 28 /* where the texts of options begin */

void help_wrap(struct out *o, const char *text, size_t at, size_t indent)
{
	size_t column = at;
	int space = 0; /* before the next word */

	while (*text) {
		size_t word = strcspn(text, " ");

		if (space && column + 1 + word > HELP_WIDTH) {
			OUT(o, "\n");
			out_fill(o, ' ', indent);
			column = indent;
			space = 0;
		}
		if (space)
			OUT(o, " ");
		out_bytes(o, text, word);
		column += word + (size_t)space;
		space = 1;
		text += word;
		text += strspn(text, " ");
	}
	OUT(o, "\n");
}

/* "  -o, --output FILE"; how many columns. */
static size_t write_names(struct out *o, const struct opt *opt)
{
	char text[128];
	int n;

	if (opt->letter)
		n = snprintf(text, sizeof(text), "  -%c, --%s", opt->letter,
			     opt->name);
	else
		n = snprintf(text, sizeof(text), "      --%s", opt->name);
	if (opt->value && n > 0 && (size_t)n < sizeof(text))
		snprintf(text + n, sizeof(text) - (size_t)n, " %s",
			 opt->value);
	out_text(o, text);
	return strlen(text);
}

static void write_option(struct out *o, const struct opt *opt)
{
	size_t column = write_names(o, opt);
	char text[400];

	if (opt->fallback)
		snprintf(text, sizeof(text), "%s [%s]", opt->help,
			 opt->fallback);
	else
		snprintf(text, sizeof(text), "%s", opt->help);
	if (column + 2 > HELP_COLUMN) {
		OUT(o, "\n");
		column = 0;
	}
	out_fill(o, ' ', HELP_COLUMN - column);
	help_wrap(o, text, HELP_COLUMN, HELP_COLUMN);
}

static void write_options(struct out *o, const struct command *c)
{
	OUT(o, "\nOptions (and their defaults):\n");
	for (const struct opt *opt = c->opts; opt->name; opt++)
		write_option(o, opt);
	write_option(o, &help_option);
}

enum ncl_status help_command(struct ncl_buffer *out, const struct command *c)
{
	struct out o;

	out_start(&o, out);
	for (size_t i = 0; c->usage[i]; i++)
		out_format(&o, "%s nclass %s %s\n", i ? "      " : "usage:",
			   c->name, c->usage[i]);
	OUT(&o, "\n");
	help_wrap(&o, c->about, 0, 0);
	write_options(&o, c);
	OUT(&o, "\nExamples:\n");
	for (size_t i = 0; c->examples[i]; i++)
		out_format(&o, "  %s\n", c->examples[i]);
	OUT(&o, "\nExit status: ");
	help_wrap(&o, c->statuses, 13, 0);
	return out_end(&o);
}
