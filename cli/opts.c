#include "opts.h"

#include <stdlib.h>
#include <string.h>

#include "opts_value.h"

#define OPTS_MAX 64 /* most options of a command */

static const struct opt help_opt = { 'h', "help", OPT_FLAG, 0, NULL, NULL,
				     NULL };

static const struct opt *find_letter(const struct opt *table, char letter)
{
	for (; table->name; table++)
		if (table->letter == letter)
			return table;
	return letter == 'h' ? &help_opt : NULL;
}

static const struct opt *find_name(const struct opt *table, const char *name,
				   size_t len)
{
	for (; table->name; table++)
		if (strlen(table->name) == len &&
		    strncmp(table->name, name, len) == 0)
			return table;
	return len == 4 && strncmp("help", name, 4) == 0 ? &help_opt : NULL;
}

int opts_in_file(const char *name)
{
	static const char *const no[] = { "help", "config", "print-config" };

	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		if (strcmp(name, no[i]) == 0)
			return 0;
	return 1;
}

/* "no option --oputput; did you mean --output?" */
static enum ncl_status unknown(const struct opt *table, const char *dashes,
			       const char *name, struct ncl_error *err)
{
	const char *names[OPTS_MAX + 2] = { 0 };
	const char *near;
	size_t n = 0;

	for (; table->name && n < OPTS_MAX; table++)
		if (*dashes || opts_in_file(table->name))
			names[n++] = table->name;
	names[n] = *dashes ? "help" : NULL;
	near = ncl_nearest(name, names);
	if (!near)
		return ncl_error_set(err, NCL_USAGE, "no option %s%s", dashes,
				     name);
	return ncl_error_set(err, NCL_USAGE,
			     "no option %s%s; did you mean %s%s?", dashes,
			     name, dashes, near);
}

enum ncl_status opts_defaults(const struct opt *table, void *values,
			      struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;

	for (; table->name && !status; table++)
		if (table->fallback)
			status = opt_value_set(table, values, table->fallback,
					       err);
	return status;
}

enum ncl_status opts_set(const struct opt *table, void *values,
			 const char *name, const char *text,
			 struct ncl_error *err)
{
	const struct opt *opt = find_name(table, name, strlen(name));

	if (opt && !opts_in_file(name))
		return ncl_error_set(err, NCL_USAGE, "'%s' is for the command "
				     "line only", name);
	if (!opt)
		return unknown(table, "", name, err);
	return opt_value_set(opt, values, text, err);
}

/* Where an argument is being read. */
struct reader {
	const struct opt *table;
	void *values;
	int argc;
	char **argv;
	int *help;
};

/* Set an option to `text`, or to the next argument where it is NULL. */
static enum ncl_status take(struct reader *r, const struct opt *opt,
			    const char *text, struct ncl_error *err)
{
	if (opt == &help_opt) {
		*r->help = 1;
		return NCL_OK;
	}
	if (opt->kind == OPT_FLAG && !text)
		text = "yes";
	if (!text && r->argc > 0) {
		text = *r->argv++;
		r->argc--;
	}
	if (!text)
		return ncl_error_set(err, NCL_USAGE,
				     "--%s needs a value: %s", opt->name,
				     opt->value);
	return opt_value_set(opt, r->values, text, err);
}

static enum ncl_status take_long(struct reader *r, const char *arg,
				 struct ncl_error *err)
{
	size_t len = strcspn(arg, "=");
	const struct opt *opt = find_name(r->table, arg, len);
	char name[64];

	if (opt)
		return take(r, opt, arg[len] ? arg + len + 1 : NULL, err);
	if (len >= sizeof(name))
		len = sizeof(name) - 1;
	memcpy(name, arg, len);
	name[len] = 0;
	return unknown(r->table, "--", name, err);
}

/* -q, -qo FILE, -oFILE */
static enum ncl_status take_short(struct reader *r, const char *arg,
				  struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;

	while (*arg && !status && !*r->help) {
		const struct opt *opt = find_letter(r->table, *arg++);

		if (!opt)
			return ncl_error_set(err, NCL_USAGE, "no option -%c",
					     arg[-1]);
		if (opt->kind == OPT_FLAG)
			status = take(r, opt, NULL, err);
		else
			return take(r, opt, *arg ? arg : NULL, err);
	}
	return status;
}

enum ncl_status opts_parse(const struct opt *table, void *values, int argc,
			   char **argv, struct operands *operands,
			   struct ncl_error *err)
{
	struct reader r = { table, values, argc, argv, &operands->help };
	enum ncl_status status = NCL_OK;
	int ended = 0;

	operands->help = 0;
	operands->count = 0;
	operands->items = calloc((size_t)argc + 1, sizeof(*operands->items));
	if (!operands->items)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	while (r.argc > 0 && !status && !operands->help) {
		const char *arg = *r.argv++;

		r.argc--;
		if (ended || arg[0] != '-' || !arg[1])
			operands->items[operands->count++] = arg;
		else if (strcmp(arg, "--") == 0)
			ended = 1;
		else if (arg[1] == '-')
			status = take_long(&r, arg + 2, err);
		else
			status = take_short(&r, arg + 1, err);
	}
	return status;
}

const struct opt *opts_option(const struct opt *table, int argc, char **argv,
			      int *words)
{
	const char *arg = argv[0], *rest = "";
	const struct opt *opt = NULL;

	*words = 1;
	if (arg[0] != '-' || !arg[1])
		return NULL;
	if (arg[1] == '-') {
		size_t len = strcspn(arg + 2, "=");

		opt = find_name(table, arg + 2, len);
		rest = arg + 2 + len;
	} else {
		do
			opt = find_letter(table, *++arg);
		while (opt && opt->kind == OPT_FLAG && arg[1]);
		rest = arg + 1;
	}
	if (opt && opt->kind != OPT_FLAG && !*rest && argc > 1)
		*words = 2;
	return opt;
}

uint32_t opts_count32(uint64_t n)
{
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

void opts_release(const struct opt *table, void *values)
{
	for (; table->name; table++)
		if (table->kind == OPT_LIST)
			opt_list_release((struct opt_list *)((char *)values +
							     table->at));
}
