#include "check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "core/catalogue.h"

static const struct {
	const char *name;
	void (*run)(ncl_checked *c);
} steps[] = {
	{ "running over documents", check_documents },
	{ "running over them again and again", check_leaks },
	{ "asked to stop", check_stop },
	{ "with its options at their ends", check_options },
	{ "where memory fails", check_shortage },
};

/* One line, lower case, no full stop. */
static void check_line(ncl_checked *c, const char *what, const char *text)
{
	size_t n = strlen(text);

	if (n && text[n - 1] == '.' && (n < 2 || text[n - 2] != '.'))
		check_find(c, RULE_STYLE, "%s ends with a full stop: "
			   "\"%.100s\"", what, text);
	if (isupper((unsigned char)text[0]) &&
	    (text[1] == ' ' || islower((unsigned char)text[1])))
		check_find(c, RULE_STYLE, "%s begins with a capital: "
			   "\"%.100s\"", what, text);
}

/* What it says of itself. In a child, since reading may crash. */
static void check_constant(ncl_checked *c)
{
	const struct ncl_found *found;
	ncl_catalogue *catalogue;
	const struct loaded *l;

	if (ncl_catalogue_new(&catalogue, c->how->plugin_path, NULL))
		return;
	if (ncl_catalogue_find(catalogue, c->how->plugin, &found, NULL) ==
	    NCL_OK) {
		l = catalogue_loaded(found);
		object_check_symbols(c, l->constant);
		check_line(c, "its summary", l->plugin.summary);
		for (uint32_t i = 0; i < l->plugin.option_count; i++) {
			const struct ncl_option *o = &l->plugin.options[i];

			check_line(c, o->name, o->help);
			if (!*o->help)
				check_find(c, RULE_STYLE, "option %.60s has no "
					   "help", o->name);
		}
	}
	ncl_catalogue_free(catalogue);
}

static void tell_refused(ncl_checked *c)
{
	check_refused(c, c->why.text);
}

/* "questions.ini" is the path of a file to who typed it. */
static enum ncl_status say_missing(const ncl_checked *c, enum ncl_status ret,
				   struct ncl_error *err)
{
	const char *name = c->how->plugin;

	if (!strchr(name, '/') && strchr(name, '.'))
		return ncl_error_set(err, ret, "\"%.64s\" is not the name of "
				     "a plugin (the path of one has a slash "
				     "in it, as ./%.64s)", name, name);
	return ncl_error_set(err, ret, "%s", c->why.text);
}

/* Find the object, or why it is refused: a finding, not an error. */
static enum ncl_status find(ncl_checked *c, ncl_catalogue *catalogue,
			    int *refused, struct ncl_error *err)
{
	const struct ncl_found *found = NULL;
	enum ncl_status ret = ncl_catalogue_find(catalogue, c->how->plugin,
						 &found, &c->why);

	*refused = ret == NCL_REFUSED;
	if (*refused)
		return check_step(c, "being loaded", tell_refused, err);
	if (ret != NCL_OK)
		return say_missing(c, ret, err);
	c->path = strdup(found->path);
	return c->path ? NCL_OK : ncl_error_set(err, NCL_NOMEM,
						"out of memory");
}

static int has_found(const ncl_checked *c, enum rule rule)
{
	for (uint32_t i = 0; i < c->count; i++)
		if (c->findings[i].api.rule == rules[rule].name)
			return 1;
	return 0;
}

static enum ncl_status run_steps(ncl_checked *c, struct ncl_error *err)
{
	enum ncl_status ret = check_step(c, "being read", check_constant, err);

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		if (ret == NCL_OK)
			ret = check_step(c, steps[i].name, steps[i].run, err);
		if (has_found(c, RULE_ANSWER))
			break; /* each wrong answer starts it anew */
		if (ret == NCL_OK && c->unable)
			return ncl_error_set(err, NCL_REFUSED, "%s",
					     c->why.text);
	}
	return ret;
}

enum ncl_status ncl_check_plugin(ncl_checked **out,
				 const struct ncl_check *how,
				 struct ncl_error *err)
{
	ncl_checked *c = calloc(1, sizeof(*c));
	ncl_catalogue *catalogue = NULL;
	enum ncl_status ret;
	int refused = 0;

	*out = c;
	if (!c)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	c->how = how;
	c->place = mmap(NULL, sizeof(*c->place), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (c->place == MAP_FAILED) {
		c->place = NULL;
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	ret = ncl_catalogue_new(&catalogue, how->plugin_path, err);
	if (ret == NCL_OK)
		ret = find(c, catalogue, &refused, err);
	if (ret == NCL_OK && !refused)
		ret = run_steps(c, err);
	ncl_catalogue_free(catalogue);
	return ret;
}

const struct ncl_finding *ncl_checked_finding(const ncl_checked *c, uint32_t i)
{
	struct finding *f;

	if (!c || i >= c->count)
		return NULL;
	f = &c->findings[i];
	f->api.what = f->what;
	f->api.document = f->document;
	return &f->api;
}

uint32_t ncl_checked_documents(const ncl_checked *c)
{
	return c->documents;
}

double ncl_checked_time(const ncl_checked *c)
{
	return c->time;
}

void ncl_checked_free(ncl_checked *c)
{
	if (!c)
		return;
	if (c->place)
		munmap(c->place, sizeof(*c->place));
	free((char *)c->path);
	free(c->findings);
	free(c);
}
