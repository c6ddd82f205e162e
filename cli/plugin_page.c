#include "plugin_page.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "help.h"
#include "io/json_out.h"

#define COLUMN 8

/* Text of a plugin's constant, which may leave it out. */
static const char *said(const char *text)
{
	return text ? text : "";
}

/* Element i of an array in the constant, whose elements may be shorter or
 * longer than ours; copied over a zeroed one. */
static void element(void *to, size_t size, const void *array,
		    uint32_t element_size, uint32_t i)
{
	size_t n = element_size < size ? element_size : size;

	memset(to, 0, size);
	memcpy(to, (const char *)array + (size_t)i * element_size, n);
}

void plugin_option(struct ncl_option *to, const struct ncl_plugin *p,
		   uint32_t i)
{
	element(to, sizeof(*to), p->options, p->option_size, i);
}

void plugin_layer_line(struct out *o, const struct ncl_plugin *p, uint32_t i,
		       size_t column)
{
	static const char *const uses[] = { "?", "writes", "reads",
					    "reads, if there," };
	static const char *const kinds[] = { "?", "blocks", "document",
					     "spans", "values" };
	struct ncl_layer_decl layer;
	char text[400];

	element(&layer, sizeof(layer), p->layers, p->layer_size, i);
	snprintf(text, sizeof(text), "%s %s (%s): %s",
		 uses[layer.use < 4 ? layer.use : 0], said(layer.name),
		 kinds[layer.kind < 5 ? layer.kind : 0], said(layer.summary));
	out_fill(o, ' ', column);
	help_wrap(o, text, column, column + 2);
}

/* "a,b" as "a, b", so that lines can end between them. */
static void write_choices(struct out *o, const char *choices)
{
	for (; *choices; choices++) {
		out_bytes(o, choices, 1);
		if (*choices == ',')
			OUT(o, " ");
	}
}

/* What an option takes: "number from 0 to 1, or auto". */
static void write_type(struct out *o, const struct ncl_option *option)
{
	static const char *const types[] = { "?", "yes or no", "whole number",
					     "number", "text", "one of",
					     "list", "file" };
	int number = option->type == NCL_INTEGER || option->type == NCL_NUMBER;

	out_text(o, types[option->type < 8 ? option->type : 0]);
	if (number && (option->min != 0 || option->max != 0))
		out_format(o, " from %g to %g", option->min, option->max);
	if (!option->choices || !*option->choices)
		return;
	out_text(o, number ? ", or " : option->type == NCL_LIST ? " of " : " ");
	write_choices(o, option->choices);
}

void plugin_option_help(struct out *o, const struct ncl_option *option)
{
	out_format(o, "%s (", said(option->help));
	write_type(o, option);
	out_text(o, option->flags & NCL_OPTION_FEATURES ?
			    "; part of a model: set it when training)" : ")");
}

static void write_option(struct out *o, const struct ncl_plugin *p,
			 uint32_t i)
{
	struct ncl_option option;
	struct ncl_buffer text = { 0 };
	struct out line;

	plugin_option(&option, p, i);
	out_format(o, "  --set %s.%s=%s\n", p->name, said(option.name),
		   said(option.value));
	out_start(&line, &text);
	plugin_option_help(&line, &option);
	if (out_end(&line))
		o->failed = 1;
	out_fill(o, ' ', COLUMN);
	help_wrap(o, text.data ? text.data : "", COLUMN, COLUMN);
	ncl_buffer_release(&text);
}

static void write_group(struct out *o, const struct ncl_features *f,
			uint32_t i)
{
	static const char *const kinds[] = { "?", "counts", "flags",
					     "numbers" };
	struct ncl_feature_group group;
	char text[400];

	element(&group, sizeof(group), f->groups, f->group_size, i);
	snprintf(text, sizeof(text), "%s (%s): %s", said(group.name),
		 kinds[group.kind < 4 ? group.kind : 0], said(group.summary));
	OUT(o, "  ");
	help_wrap(o, text, 2, COLUMN);
}

static void write_features(struct out *o, const struct ncl_features *f)
{
	out_format(o, "\nFeatures, revision %u, of a %s; right labels stand "
		   "in the field '%s':\n", f->revision,
		   f->unit == NCL_UNIT_BLOCK ? "block" : "document",
		   said(f->gold));
	if (f->dense_count)
		out_format(o, "  %u measures by number\n", f->dense_count);
	for (uint32_t i = 0; i < f->group_count; i++)
		write_group(o, f, i);
}

/* The first fact of a model that has the key, or NULL. */
static const char *fact(const ncl_model *model, const char *wanted)
{
	const char *key, *value;

	for (uint32_t i = 0; ncl_model_fact(model, i, &key, &value); i++)
		if (strcmp(key, wanted) == 0)
			return value;
	return NULL;
}

/* The model that is found under the plugin's name. */
static void write_model(struct out *o, const char *name)
{
	struct ncl_buffer path = { 0 };
	struct ncl_error err = { 0 };
	ncl_model *model = NULL;
	const char *date;

	if (ncl_model_find(&path, name, &err) ||
	    ncl_model_open(&model, path.data, &err)) {
		OUT(o, "\nModel: ");
		help_wrap(o, err.text, 7, COLUMN);
	} else {
		date = fact(model, "date");
		out_format(o, "\nModel: %s\n", path.data);
		out_format(o, "  %u labels%s%s; 'nclass model info %s' tells "
			   "more\n", ncl_model_label_count(model),
			   date ? ", made on " : "", date ? date : "", name);
	}
	ncl_model_free(model);
	ncl_buffer_release(&path);
}

void plugin_page(struct out *o, const struct ncl_found *f)
{
	const struct ncl_plugin *p = f->plugin;
	const struct ncl_features *features =
		p->extension ? p->extension(NCL_FEATURES) : NULL;

	out_format(o, "%s %s: %s\n", p->name, said(p->version),
		   said(p->summary));
	out_format(o, "%s, for plugin ABI %u.%u, licence %s\n", f->path,
		   p->abi_major, p->abi_minor, said(p->licence));
	OUT(o, "\nLayers:\n");
	for (uint32_t i = 0; i < p->layer_count; i++)
		plugin_layer_line(o, p, i, 2);
	if (p->option_count)
		OUT(o, "\nOptions, with their defaults:\n");
	for (uint32_t i = 0; i < p->option_count; i++)
		write_option(o, p, i);
	if (features) {
		write_features(o, features);
		write_model(o, p->name);
	}
}
