#include "declare.h"

#include "settings.h"

#include <math.h>
#include <string.h>

#define NAME_MAX_BYTES 64
#define LINE_MAX_BYTES 300

static enum ncl_status refuse(struct ncl_error *err, const char *what,
			      const char *name, const char *why)
{
	char shown[80];
	size_t n = 0;

	for (name = name ? name : "(none)"; name[n] && n < 79; n++)
		shown[n] = name[n];
	shown[n] = '\0';
	while (n-- > 0)
		if ((unsigned char)shown[n] < ' ' || shown[n] == 127)
			shown[n] = '?'; /* not for a terminal to obey */
	return ncl_error_set(err, NCL_REFUSED, "%s \"%s\" %s", what, shown,
			     why);
}

static int is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many bytes at the start of `s` are a name. */
static size_t name_len(const char *s)
{
	size_t n = 0;

	if (!is_lower(*s))
		return 0;
	while (is_lower(s[n]) || is_digit(s[n]) ||
	       (s[n] == '-' && (is_lower(s[n + 1]) || is_digit(s[n + 1]))))
		n++;
	return n <= NAME_MAX_BYTES ? n : 0;
}

int declare_is_name(const char *name)
{
	return name && *name && name[name_len(name)] == '\0';
}

int ncl_is_plugin_name(const char *word)
{
	return declare_is_name(word);
}

int declare_is_layer(const char *name)
{
	size_t n;

	n = name ? name_len(name) : 0;
	if (n == 0 || name[n] != '.')
		return 0;
	name += n + 1;
	n = name_len(name);
	if (n == 0 || name[n] != '/')
		return 0;
	name += n + 1;
	n = strspn(name, "0123456789");
	return n > 0 && n < 10 && name[n] == '\0' && name[0] != '0';
}

/* One line that can be shown on a terminal. */
static int is_line(const char *text)
{
	size_t n;

	if (!text)
		return 0;
	for (n = 0; text[n] && n <= LINE_MAX_BYTES; n++)
		if ((unsigned char)text[n] < ' ' || text[n] == 127)
			return 0;
	return n > 0 && n <= LINE_MAX_BYTES;
}

enum ncl_status declare_check_plugin(const struct ncl_plugin *p,
				     struct ncl_error *err)
{
	static const char line[] = "is not one line of text";
	static const char name[] = "is not lower-case letters, digits and "
				   "hyphens, a letter first";

	if (!declare_is_name(p->name))
		return refuse(err, "its name", p->name, name);
	if (!is_line(p->version))
		return refuse(err, "its version", p->version, line);
	if (!is_line(p->summary))
		return refuse(err, "its summary", p->summary, line);
	if (!is_line(p->licence))
		return refuse(err, "its licence", p->licence, line);
	if (!p->run)
		return ncl_error_set(err, NCL_REFUSED,
				     "it has no run function");
	return NCL_OK;
}

static const char *layer_fault(const struct ncl_layer_decl *l)
{
	if (!declare_is_layer(l->name))
		return "is not named like publisher.name/1";
	if (l->use < NCL_WRITES || l->use > NCL_READS_OPTIONAL)
		return "has a use that is no enum ncl_layer_use";
	if (l->kind < NCL_LAYER_BLOCKS || l->kind > NCL_LAYER_VALUES)
		return "has a kind that is no enum ncl_layer_kind";
	if (l->summary && *l->summary && !is_line(l->summary))
		return "has a summary that is not one line of text";
	return NULL;
}

enum ncl_status declare_check_layers(const struct ncl_layer_decl *layers,
				     uint32_t count, struct ncl_error *err)
{
	for (uint32_t i = 0; i < count; i++) {
		const char *fault = layer_fault(&layers[i]);

		for (uint32_t j = 0; j < i && !fault; j++)
			if (strcmp(layers[i].name, layers[j].name) == 0)
				fault = "is declared twice";
		if (fault)
			return refuse(err, "its layer", layers[i].name,
				      fault);
	}
	return NCL_OK;
}

static const char *option_fault(const struct ncl_option *o)
{
	if (!declare_is_name(o->name))
		return "is not named in lower-case words joined by hyphens";
	if (o->type < NCL_FLAG || o->type > NCL_FILE)
		return "has a type that is no enum ncl_option_type";
	if (*o->help && !is_line(o->help))
		return "has a help that is not one line of text";
	if (o->type == NCL_CHOICE && !*o->choices)
		return "is a choice without choices";
	if (*o->choices && !is_line(o->choices))
		return "has choices that are not one line of text";
	if (isnan(o->min) || isnan(o->max) || o->min > o->max)
		return "has a range that holds nothing (min is above max)";
	return NULL;
}

enum ncl_status declare_check_options(const char *plugin,
				      const struct ncl_option *options,
				      uint32_t count, struct ncl_error *err)
{
	struct ncl_settings defaults;
	struct ncl_error why;
	enum ncl_status ret;

	for (uint32_t i = 0; i < count; i++) {
		const char *fault = option_fault(&options[i]);

		for (uint32_t j = 0; j < i && !fault; j++)
			if (strcmp(options[i].name, options[j].name) == 0)
				fault = "is declared twice";
		if (fault)
			return refuse(err, "its option", options[i].name,
				      fault);
	}
	ret = settings_init(&defaults, plugin, options, sizeof(*options),
			    count, &why);
	if (ret == NCL_OK)
		settings_release(&defaults);
	else
		ret = ncl_error_set(err, ret == NCL_NOMEM ? ret : NCL_REFUSED,
				    "%s", why.text);
	return ret;
}

static const char *group_fault(const struct ncl_feature_group *g)
{
	if (!is_line(g->name))
		return "has no name of one line";
	if (g->kind < NCL_COUNTS || g->kind > NCL_NUMBERS)
		return "has a kind that is no enum ncl_feature_kind";
	if (!(g->share >= 0 && g->share <= 100))
		return "has a share that is not from 0 to 100";
	return NULL;
}

static enum ncl_status check_groups(const struct ncl_features *f,
				    struct ncl_error *err)
{
	const struct ncl_feature_group *g = f->groups;

	for (uint32_t i = 0; i < f->group_count; i++) {
		const char *fault = group_fault(&g[i]);

		for (uint32_t j = 0; j < i && !fault; j++)
			if (strcmp(g[i].name, g[j].name) == 0)
				fault = "is declared twice";
		if (fault)
			return refuse(err, "its feature group", g[i].name,
				      fault);
	}
	return NCL_OK;
}

enum ncl_status declare_check_features(const struct ncl_features *f,
				       struct ncl_error *err)
{
	const char *fault = NULL;

	if (!f->features)
		fault = "no features function";
	else if (f->unit != NCL_UNIT_DOCUMENT && f->unit != NCL_UNIT_BLOCK)
		fault = "a unit that is no enum ncl_feature_unit";
	else if (!is_line(f->gold))
		fault = "no name of the gold field";
	else if (f->dense_count > 0 && !f->dense)
		fault = "dense features without names";
	else if (f->dense_count == 0 && f->group_count == 0)
		fault = "neither dense features nor groups";
	for (uint32_t i = 0; !fault && i < f->dense_count; i++)
		if (!is_line(f->dense[i]))
			fault = "a dense feature without a name of one line";
	if (fault)
		return ncl_error_set(err, NCL_REFUSED,
				     "its extension " NCL_FEATURES " has %s",
				     fault);
	return check_groups(f, err);
}
