#include "manual.h"

#include <ctype.h>

#include "io/json_out.h"

/* Text as roff prints it: characters that it would take for its own, or show
 * as others, by their names. */
static void text(struct out *o, const char *s)
{
	static const struct {
		char c;
		const char *name;
	} names[] = { { '\\', "\\e" },	 { '-', "\\-" },   { '\'', "\\(aq" },
		      { '`', "\\(ga" },	 { '^', "\\(ha" }, { '~', "\\(ti" },
		      { '"', "\\(dq" } };
	size_t i, n = sizeof(names) / sizeof(*names);

	if (*s == '.')
		OUT(o, "\\&");
	for (; *s; s++) {
		for (i = 0; i < n && names[i].c != *s; i++)
			;
		if (i < n)
			out_text(o, names[i].name);
		else
			out_bytes(o, s, 1);
	}
}

static void line(struct out *o, const char *s)
{
	text(o, s);
	OUT(o, "\n");
}

static void head(struct out *o, const char *name, const char *summary)
{
	OUT(o, ".TH NCLASS");
	for (const char *s = name; s && *s; s++) {
		char upper = (char)toupper((unsigned char)*s);

		if (s == name)
			OUT(o, "\\-");
		out_bytes(o, &upper, 1);
	}
	out_format(o, " 1 \"\" \"nclass %s\" \"nclass\"\n.ad l\n",
		   ncl_version());
	out_format(o, ".SH NAME\nnclass%s", name ? "\\-" : "");
	out_text(o, name ? name : "");
	OUT(o, " \\- ");
	line(o, summary);
	OUT(o, ".SH SYNOPSIS\n");
}

static void option(struct out *o, const struct opt *opt)
{
	OUT(o, ".TP\n");
	if (opt->letter)
		out_format(o, "\\fB\\-%c\\fR, ", opt->letter);
	OUT(o, "\\fB\\-\\-");
	text(o, opt->name);
	OUT(o, "\\fR");
	if (opt->value) {
		OUT(o, " \\fI");
		text(o, opt->value);
		OUT(o, "\\fR");
	}
	OUT(o, "\n");
	text(o, opt->help);
	if (opt->fallback) {
		OUT(o, " [");
		text(o, opt->fallback);
		OUT(o, "]");
	}
	OUT(o, "\n");
}

static void examples(struct out *o, const struct command *c)
{
	OUT(o, ".SH EXAMPLES\n.nf\n");
	for (size_t i = 0; c->examples[i]; i++)
		line(o, c->examples[i]);
	OUT(o, ".fi\n");
}

enum ncl_status manual_command(struct ncl_buffer *out, const struct command *c)
{
	struct out o;

	out_start(&o, out);
	head(&o, c->name, c->summary);
	for (size_t i = 0; c->usage[i]; i++) {
		out_format(&o, "%s.B nclass %s\n", i ? ".br\n" : "", c->name);
		line(&o, c->usage[i]);
	}
	OUT(&o, ".SH DESCRIPTION\n");
	line(&o, c->about);
	OUT(&o, ".SH OPTIONS\nDefaults stand in brackets.\n");
	for (const struct opt *opt = c->opts; opt->name; opt++)
		option(&o, opt);
	option(&o, &help_option);
	examples(&o, c);
	OUT(&o, ".SH EXIT STATUS\n");
	line(&o, c->statuses);
	OUT(&o, ".\\\" docs\n.SH SEE ALSO\n.BR nclass (1)\n");
	return out_end(&o);
}

enum ncl_status manual_overview(struct ncl_buffer *out)
{
	const struct command *c;
	struct out o;

	out_start(&o, out);
	head(&o, NULL, "label documents");
	OUT(&o, ".B nclass\n.I COMMAND\n[options] ...\n.SH DESCRIPTION\n");
	line(&o, COMMAND_ABOUT);
	for (size_t i = 0; (c = command_at(i)); i++) {
		out_format(&o, ".TP\n.BR nclass\\-%s (1)\n", c->name);
		line(&o, c->summary);
	}
	OUT(&o, ".\\\" docs\n.SH SEE ALSO\n.\\\" pages\n");
	return out_end(&o);
}
