#include "command.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/json_out.h"
#include "message.h"
#include "new_folder.h"

struct new_options {
	const char *publisher, *output;
	int kind;
};

#define AT(field) offsetof(struct new_options, field)

static const char *const kinds[] = { "blocks", "document", "spans",
				     "trainable" };

static const struct opt options[] = {
	{ 'k', "kind", OPT_CHOICE, AT(kind),
	  "blocks|document|spans|trainable", "blocks",
	  "what it labels; trainable: documents, with a model that learns from "
	  "examples" },
	{ 0, "publisher", OPT_TEXT, AT(publisher), "WORD", "example",
	  "your own or your organisation's name: the first word of the names "
	  "of its layers" },
	{ 'o', "output", OPT_TEXT, AT(output), "FOLDER", NULL,
	  "make this folder [NAME, in the current one]" },
	{ 0 },
};

/* The nearest right name: lower case, hyphens, a letter first. */
static void mend(char *out, size_t size, const char *name)
{
	size_t n = 0;

	for (; *name && n + 1 < size && n < 64; name++) {
		int c = tolower((unsigned char)*name);

		if (c < 128 && (isalpha(c) || (n && isdigit(c))))
			out[n++] = (char)c;
		else if (n && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
}

static enum ncl_status check_name(const char *what, const char *name,
				  struct ncl_error *err)
{
	char better[80];

	if (ncl_is_plugin_name(name))
		return NCL_OK;
	mend(better, sizeof(better), name);
	return ncl_error_set(err, NCL_USAGE, "'%.100s' cannot be the name of a "
			     "%s: at most 64 lower-case letters, digits and "
			     "single hyphens, a letter first%s%s%s", name,
			     what, *better ? "; '" : "", better,
			     *better ? "' would do" : "");
}

/* A plugin that a search finds would be hidden by the new one, or hide it. */
static enum ncl_status check_taken(const char *name, struct ncl_error *err)
{
	const struct ncl_found *found = NULL;
	ncl_catalogue *c = NULL;
	enum ncl_status ret = ncl_catalogue_new(&c, NULL, err);

	if (ret == NCL_OK && ncl_catalogue_find(c, name, &found, NULL) ==
			     NCL_OK)
		ret = ncl_error_set(err, NCL_REFUSED, "there is a plugin '%s' "
				    "already, %s: give yours a name of its "
				    "own", name, found->path);
	ncl_catalogue_free(c);
	return ret;
}

/* Whether `nclass` is found where programs are, and is this very program. */
static int is_on_path(const char *self)
{
	const char *path = getenv("PATH");
	char tried[PATH_MAX], real[PATH_MAX];

	while (path && *path) {
		size_t n = strcspn(path, ":");

		snprintf(tried, sizeof(tried), "%.*s/nclass", (int)n, path);
		if (access(tried, X_OK) == 0)
			return realpath(tried, real) && !strcmp(real, self);
		path += n + (path[n] == ':');
	}
	return 0;
}

/* How a Makefile can call this program. */
static void find_command(char *out, size_t size)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789/._-+@,";
	ssize_t n = readlink("/proc/self/exe", out, size - 1);

	out[n > 0 ? n : 0] = '\0';
	if (n <= 0 || is_on_path(out) || out[strspn(out, safe)])
		snprintf(out, size, "nclass");
}

static int tell(const char *folder, const struct new_plugin *p)
{
	struct ncl_buffer text = { 0 };
	struct out o;

	out_start(&o, &text);
	out_format(&o, "%s is a plugin that works. Begin with %s/%s.c; "
		   "try it:\n\n    cd %s\n    make\n", p->name, folder,
		   p->name, folder);
	if (!strcmp(p->kind, "trainable"))
		OUT(&o, "    make train\n");
	OUT(&o, "    make check\n    make run\n");
	out_end(&o);
	return message_print(&text);
}

static int make(const struct command *self, const struct new_options *o,
		const char *name)
{
	const char *folder = o->output ? o->output : name;
	char command[PATH_MAX];
	const struct new_plugin p = { kinds[o->kind], name, o->publisher,
				      command };
	struct ncl_error err = { 0 };

	find_command(command, sizeof(command));
	if (check_name("plugin", name, &err) ||
	    check_name("publisher", o->publisher, &err) ||
	    check_taken(name, &err) || new_folder(folder, &p, &err))
		return command_failed(self, &err);
	return tell(folder, &p);
}

static int new_main(const struct command *self, int argc, char **argv)
{
	struct new_options o = { 0 };
	struct operands names = { 0 };
	int status = CLI_OK;

	if (!command_parse(self, &o, argc, argv, &names, &status))
		;
	else if (names.count == 0)
		status = command_misused(self, "give the new plugin a name");
	else if (names.count > 1)
		status = command_misused(self, "one plugin at a time: '%s' and "
					 "'%s'", names.items[0],
					 names.items[1]);
	else
		status = make(self, &o, names.items[0]);
	opts_release(options, &o);
	free(names.items);
	return status;
}

static const char *const usage[] = { "[options] NAME", NULL };

static const char *const examples[] = {
	"nclass new shouting",
	"nclass new --kind trainable --publisher acme letters", NULL
};

const struct command new_command = {
	.name = "new",
	.summary = "begin a plugin of your own",
	.usage = usage,
	.about = "Make a folder with a plugin that works: its source with "
		 "comments, a Makefile, a test and a README; for a trainable "
		 "one data of a few lines, too. Nothing is written over.",
	.opts = options,
	.examples = examples,
	.statuses = "0 done; 2 wrong usage, or no name for a plugin; 3 the "
		    "folder or the plugin is there already, or cannot be "
		    "written.",
	.run = new_main,
};
