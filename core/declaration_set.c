/* One line of a declaration, by its section and key. */
#include "declaration.h"

#include "nearby.h"
#include "value.h"

#include <string.h>

/* While lines become a plugin. */
struct builder {
	struct declaration *d;
	const struct declaration_line *line;
	struct ncl_error *err;
};

/* A key of a section, and what it sets. */
struct key {
	const char *name;
	enum ncl_status (*set)(struct builder *b, uint32_t i,
			       const char *value);
};

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* ------------------------------------------------------------------ values */

/* The number of the word among `words`, from 1; the error lists them. */
static enum ncl_status one_of(struct builder *b, uint32_t *out,
			      const char *words, const char *value)
{
	size_t n = strlen(value);
	const char *at = words;

	for (*out = 1; *at; ++*out) {
		size_t len = strcspn(at, ",");

		if (len == n && memcmp(at, value, n) == 0)
			return NCL_OK;
		at += len + (at[len] == ',');
	}
	return ncl_error_set(b->err, NCL_REFUSED, "line %u: %s is \"%.40s\", "
			     "which is none of %s", b->line->line,
			     b->line->key, value, words);
}

static enum ncl_status number(struct builder *b, double *out,
			      const char *value)
{
	const struct ncl_option option = { .type = NCL_NUMBER,
					   .choices = "" };
	struct setting s = { .option = &option };
	struct ncl_error why;
	enum ncl_status ret = value_take(&s, value, &why);

	if (ret != NCL_OK)
		return ncl_error_set(b->err, NCL_REFUSED, "line %u: %s: %s",
				     b->line->line, b->line->key, why.text);
	*out = s.number;
	value_release(&s);
	return NCL_OK;
}

/* "a, b" as an array that ends with NULL. */
static enum ncl_status list(struct builder *b, const char *const **out,
			    const char *value)
{
	struct arena *arena = &b->d->arena;
	struct nearby items = { 0 };
	const char **names = NULL;

	if (nearby_split(&items, value) == NCL_OK)
		names = arena_alloc(arena,
				    (items.count + 1) * sizeof(*names));
	for (uint32_t i = 0; names && i < items.count; i++) {
		names[i] = arena_copy(arena, items.names[i],
				      strlen(items.names[i]));
		if (!names[i])
			names = NULL;
	}
	nearby_release(&items);
	*out = names;
	return names ? NCL_OK : nomem(b->err);
}

/* ------------------------------------------------------------------ layers */

static enum ncl_status set_use(struct builder *b, uint32_t i, const char *v)
{
	return one_of(b, &b->d->layers[i].use, "writes,reads,reads-optional",
		      v);
}

static enum ncl_status set_kind(struct builder *b, uint32_t i, const char *v)
{
	return one_of(b, &b->d->layers[i].kind,
		      "blocks,document,spans,values", v);
}

static enum ncl_status set_labels(struct builder *b, uint32_t i,
				  const char *v)
{
	return list(b, &b->d->labels[i], v);
}

static enum ncl_status set_summary(struct builder *b, uint32_t i,
				   const char *v)
{
	b->d->layers[i].summary = v;
	return NCL_OK;
}

static const struct key layer_keys[] = {
	{ "kind", set_kind }, { "use", set_use }, { "labels", set_labels },
	{ "summary", set_summary }, { NULL, NULL },
};

/* ----------------------------------------------------------------- options */

static enum ncl_status set_type(struct builder *b, uint32_t i, const char *v)
{
	return one_of(b, &b->d->options[i].type,
		      "flag,integer,number,text,choice,list,file", v);
}

static enum ncl_status set_value(struct builder *b, uint32_t i, const char *v)
{
	b->d->options[i].value = v;
	return NCL_OK;
}

static enum ncl_status set_min(struct builder *b, uint32_t i, const char *v)
{
	return number(b, &b->d->options[i].min, v);
}

static enum ncl_status set_max(struct builder *b, uint32_t i, const char *v)
{
	return number(b, &b->d->options[i].max, v);
}

static enum ncl_status set_choices(struct builder *b, uint32_t i,
				   const char *v)
{
	b->d->options[i].choices = v;
	return NCL_OK;
}

static enum ncl_status set_help(struct builder *b, uint32_t i, const char *v)
{
	b->d->options[i].help = v;
	return NCL_OK;
}

static const struct key option_keys[] = {
	{ "type", set_type }, { "value", set_value }, { "min", set_min },
	{ "max", set_max }, { "choices", set_choices }, { "help", set_help },
	{ NULL, NULL },
};

/* ---------------------------------------------------------------- sections */

static enum ncl_status unknown(struct builder *b, const char *const *names)
{
	const char *near = ncl_nearest(b->line->key, names);

	return ncl_error_set(b->err, NCL_REFUSED, "line %u: [%.80s] has no "
			     "key \"%.40s\"%s%s%s", b->line->line,
			     b->line->section, b->line->key,
			     near ? "; did you mean \"" : "", near ? near : "",
			     near ? "\"?" : "");
}

static enum ncl_status set_key(struct builder *b, const struct key *keys,
			       uint32_t i)
{
	const char *names[8];
	uint32_t n = 0;

	for (; keys[n].name; n++) {
		if (strcmp(keys[n].name, b->line->key) == 0)
			return keys[n].set(b, i, b->line->value);
		names[n] = keys[n].name;
	}
	names[n] = NULL;
	return unknown(b, names);
}

static enum ncl_status set_layer(struct builder *b, const char *name)
{
	struct ncl_plugin *p = &b->d->plugin;
	uint32_t i = 0;

	while (i < p->layer_count && strcmp(b->d->layers[i].name, name) != 0)
		i++;
	if (i == p->layer_count) {
		p->layer_count++;
		b->d->layers[i] = (struct ncl_layer_decl){
			.name = name, .use = NCL_WRITES
		};
	}
	return set_key(b, layer_keys, i);
}

static enum ncl_status set_option(struct builder *b, const char *name)
{
	struct ncl_plugin *p = &b->d->plugin;
	uint32_t i = b->d->shown.own;

	while (i < p->option_count && strcmp(b->d->options[i].name, name) != 0)
		i++;
	if (i == p->option_count) {
		p->option_count++;
		b->d->options[i] = (struct ncl_option){
			.name = name, .type = NCL_TEXT, .value = "",
			.choices = "", .help = ""
		};
	}
	return set_key(b, option_keys, i);
}

/* The value of an option of the engine, which says all of it already. */
static enum ncl_status set_own(struct builder *b, uint32_t i)
{
	struct setting s = { .option = &b->d->options[i] };
	struct ncl_error why;
	enum ncl_status ret = value_take(&s, b->line->value, &why);

	if (ret != NCL_OK)
		return ncl_error_set(b->err, NCL_REFUSED, "line %u: %s: %s",
				     b->line->line, b->line->key, why.text);
	value_release(&s);
	return set_value(b, i, b->line->value);
}

/* [plugin]: what a plugin says of itself, and options of the engine. */
static enum ncl_status set_plugin(struct builder *b)
{
	struct declaration *d = b->d;
	const struct {
		const char *name;
		const char **at;
	} facts[] = { { "name", &d->plugin.name },
		      { "version", &d->plugin.version },
		      { "summary", &d->plugin.summary },
		      { "licence", &d->plugin.licence } };
	const char *names[32];
	uint32_t n = 0;

	for (uint32_t i = 0; i < 4; i++) {
		if (strcmp(facts[i].name, b->line->key) == 0) {
			*facts[i].at = b->line->value;
			return NCL_OK;
		}
		names[n++] = facts[i].name;
	}
	for (uint32_t i = 0; i < d->shown.own; i++) {
		if (strcmp(d->options[i].name, b->line->key) == 0)
			return set_own(b, i);
		if (n + 1 < sizeof(names) / sizeof(names[0]))
			names[n++] = d->options[i].name;
	}
	names[n] = NULL;
	return unknown(b, names);
}

enum ncl_status declaration_set(struct declaration *d,
				const struct declaration_line *line,
				struct ncl_error *err)
{
	struct builder builder = { d, line, err }, *b = &builder;
	const char *section = line->section;

	if (strcmp(section, "plugin") == 0)
		return set_plugin(b);
	if (strncmp(section, "layer ", 6) == 0)
		return set_layer(b, section + 6);
	if (strncmp(section, "option ", 7) == 0)
		return set_option(b, section + 7);
	return ncl_error_set(b->err, NCL_REFUSED, "line %u: in %s%.80s%s, but "
			     "the sections of a plugin are [plugin], "
			     "[layer NAME] and [option NAME]", b->line->line,
			     *section ? "[" : "no section", section,
			     *section ? "]" : "");
}
