#include "command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "io/json_out.h"
#include "manual.h"
#include "message.h"

#define COMMANDS 10

static const struct command *const commands[COMMANDS + 1] = {
	&run_command, &train_command, &eval_command, &explain_command,
	&plugins_command, &model_command, &new_command, &check_command,
	&dedup_command, &completion_command, NULL
};

const struct command *command_at(size_t i)
{
	return i < COMMANDS ? commands[i] : NULL;
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int unknown(const char *name)
{
	const char *names[COMMANDS + 2] = { 0 };
	const char *near;

	for (size_t i = 0; commands[i]; i++)
		names[i] = commands[i]->name;
	names[COMMANDS] = "help";
	near = ncl_nearest(name, names);
	if (near)
		message("no command '%s'; did you mean '%s'?", name, near);
	else
		message("no command '%s'; 'nclass help' lists them", name);
	return CLI_USAGE;
}

static void write_overview(struct ncl_buffer *text)
{
	struct out o;

	out_start(&o, text);
	OUT(&o, "usage: nclass COMMAND [options] ...\n\n" COMMAND_ABOUT
		"\n\n");
	for (size_t i = 0; commands[i]; i++)
		out_format(&o, "  nclass %-10s  %s\n", commands[i]->name,
			   commands[i]->summary);
	OUT(&o, "\nnclass help COMMAND tells more; nclass --version tells "
		"the version.\n");
	out_end(&o);
}

/* nclass help [--man] [COMMAND] */
static int help(int argc, char **argv)
{
	int man = argc && strcmp(argv[0], "--man") == 0;
	const char *name = argc > man ? argv[man] : "help";
	const struct command *c = find(name);
	struct ncl_buffer text = { 0 };

	if (!c && strcmp(name, "help") != 0)
		return unknown(name);
	if (man && c)
		manual_command(&text, c);
	else if (man)
		manual_overview(&text);
	else if (c)
		help_command(&text, c);
	else
		write_overview(&text);
	return message_print(&text);
}

static int print_version(void)
{
	struct ncl_buffer text = { 0 };
	struct out o;

	out_start(&o, &text);
	out_format(&o, "nclass %s\n", ncl_version());
	out_end(&o);
	return message_print(&text);
}

static int is_one_of(const char *word, const char *one, const char *other)
{
	return strcmp(word, one) == 0 || strcmp(word, other) == 0;
}

int command_main(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2) {
		struct ncl_buffer text = { 0 };

		write_overview(&text);
		fputs(text.data ? text.data : "", stderr);
		ncl_buffer_release(&text);
		return CLI_USAGE;
	}
	if (is_one_of(argv[1], "help", "--help") || strcmp(argv[1], "-h") == 0)
		return help(argc - 2, argv + 2);
	if (is_one_of(argv[1], "--version", "-V"))
		return print_version();
	c = find(argv[1]);
	return c ? c->run(c, argc - 2, argv + 2) : unknown(argv[1]);
}

int command_misused(const struct command *c, const char *format, ...)
{
	char text[600];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	message("%s", text);
	fprintf(stderr, "nclass %s --help tells more\n", c->name);
	return CLI_USAGE;
}

int command_failed(const struct command *c, const struct ncl_error *err)
{
	if (err->code == NCL_USAGE)
		return command_misused(c, "%s", err->text);
	message("%s", err->text);
	return CLI_CANNOT;
}

int command_parse(const struct command *c, void *values, int argc,
		  char **argv, struct operands *operands, int *status)
{
	struct ncl_buffer text = { 0 };
	struct ncl_error err = { 0 };

	if (opts_defaults(c->opts, values, &err) ||
	    opts_parse(c->opts, values, argc, argv, operands, &err)) {
		*status = command_failed(c, &err);
		return 0;
	}
	if (!operands->help)
		return 1;
	help_command(&text, c);
	*status = message_print(&text);
	return 0;
}
