/* Lists of plugins: names, aliases, order, refusals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "core/chain.h"
#include "oom.h"

#define BLOCKS NCL_LAYER_BLOCKS
#define DOCUMENT NCL_LAYER_DOCUMENT
#define LAYERS(array) \
	.layers = array, .layer_count = sizeof(array) / sizeof(array[0])

static const struct ncl_layer_decl section[] = {
	{ "nclass.section/1", NCL_WRITES, BLOCKS, "" },
	{ "nclass.facts/1", NCL_WRITES, NCL_LAYER_VALUES, "" },
};
static const struct ncl_layer_decl boiler[] = {
	{ "nclass.section/1", NCL_READS_OPTIONAL, BLOCKS, "" },
	{ "nclass.boiler/1", NCL_WRITES, BLOCKS, "" },
};
static const struct ncl_layer_decl topic[] = {
	{ "nclass.boiler/1", NCL_READS_OPTIONAL, BLOCKS, "" },
	{ "nclass.topic/1", NCL_WRITES, DOCUMENT, "" },
};
static const struct ncl_layer_decl needy[] = {
	{ "nclass.section/1", NCL_READS, BLOCKS, "" },
};
static const struct ncl_layer_decl newer[] = {
	{ "nclass.section/2", NCL_READS, BLOCKS, "" },
};
static const struct ncl_layer_decl wrong[] = {
	{ "nclass.section/1", NCL_READS_OPTIONAL, DOCUMENT, "" },
};
static const struct ncl_layer_decl rival[] = {
	{ "nclass.section/1", NCL_WRITES, BLOCKS, "" },
};
static const struct ncl_layer_decl egg[] = {
	{ "x.hen/1", NCL_READS, BLOCKS, "" },
	{ "x.egg/1", NCL_WRITES, BLOCKS, "" },
};
static const struct ncl_layer_decl hen[] = {
	{ "x.egg/1", NCL_READS_OPTIONAL, BLOCKS, "" },
	{ "x.hen/1", NCL_WRITES, BLOCKS, "" },
};
static const struct ncl_layer_decl fox[] = {
	{ "x.hen/1", NCL_READS, BLOCKS, "" },
};
static const struct ncl_layer_decl narcissus[] = {
	{ "mine.self/1", NCL_READS_OPTIONAL, BLOCKS, "" },
	{ "x.self/1", NCL_WRITES, BLOCKS, "" },
};

static const struct ncl_plugin plugins[] = {
	{ .name = "section", LAYERS(section) },
	{ .name = "boiler", LAYERS(boiler) },
	{ .name = "topic", LAYERS(topic) },
	{ .name = "needy", LAYERS(needy) },
	{ .name = "newer", LAYERS(newer) },
	{ .name = "wrong", LAYERS(wrong) },
	{ .name = "rival", LAYERS(rival) },
	{ .name = "egg", LAYERS(egg) },
	{ .name = "hen", LAYERS(hen) },
	{ .name = "fox", LAYERS(fox) },
	{ .name = "narcissus", LAYERS(narcissus) },
	{ .name = "plain" },
	{ .name = "other" },
};

/* What the catalogue does: a path is the plugin of its file's name. */
static const struct ncl_plugin *look_up(const char *source)
{
	const char *slash = strrchr(source, '/');
	const char *name = slash ? slash + 1 : source;

	for (size_t i = 0; i < sizeof(plugins) / sizeof(plugins[0]); i++)
		if (strcmp(plugins[i].name, name) == 0)
			return &plugins[i];
	return NULL;
}

static enum ncl_status order(struct chain *c, const char *list,
			     struct ncl_error *err)
{
	enum ncl_status ret = chain_parse(c, list, err);

	for (uint32_t i = 0; i < c->count && ret == NCL_OK; i++) {
		c->uses[i].plugin = look_up(c->uses[i].source);
		assert_non_null(c->uses[i].plugin);
		ret = chain_name(&c->uses[i], err);
	}
	return ret == NCL_OK ? chain_order(c, NULL, err) : ret;
}

static const struct {
	const char *list;
	const char *want; /* the names in order, or what the error says */
	enum ncl_status status;
} rows[] = {
	{ "section,boiler,topic", "section boiler topic", NCL_OK },
	{ "topic,boiler,section", "section boiler topic", NCL_OK },
	{ "topic, section", "topic section", NCL_OK },
	{ "boiler", "boiler", NCL_OK },
	{ " plain , other ", "plain other", NCL_OK },
	/* only who has to wait moves */
	{ "other,topic,plain,boiler", "other plain boiler topic", NCL_OK },
	{ "needy,plain,section", "plain section needy", NCL_OK },
	{ "topic,mine=topic,boiler", "boiler topic mine", NCL_OK },
	{ "mine=section,section", "mine section", NCL_OK },
	{ "topic=./dir/topic", "topic", NCL_OK },
	{ "a=./dir/plain,b=plain", "a b", NCL_OK },
	{ "hen,fox", "hen fox", NCL_OK },
	{ "fox,hen", "hen fox", NCL_OK },

	{ "", "the list of plugins is empty", NCL_USAGE },
	{ " ", "the list of plugins is empty", NCL_USAGE },
	{ "section,,topic", "\"section,,topic\" has an empty item",
	  NCL_USAGE },
	{ "section,", "has an empty item", NCL_USAGE },
	{ "=topic", "\"\" cannot be the name of a use", NCL_USAGE },
	{ "Mine=topic", "\"Mine\" cannot be the name of a use", NCL_USAGE },
	{ "a.b=topic", "\"a.b\" cannot be the name of a use", NCL_USAGE },
	{ "topic.so", "\"topic.so\" is not the name of a plugin (the path of "
	  "one has a slash in it, as ./mine.so)", NCL_USAGE },
	{ "mine=", "\"\" is not the name of a plugin", NCL_USAGE },
	{ "a=b=topic", "\"b=topic\" is not the name of a plugin", NCL_USAGE },

	{ "topic,topic", "two plugins of this chain are named topic: give one "
	  "another name, as in mine=topic", NCL_REFUSED },
	{ "section,rival", "both section and rival write the layer "
	  "nclass.section/1: leave one out, or give one a name of its own, as "
	  "in mine=rival", NCL_REFUSED },
	{ "needy", "needy needs the layer nclass.section/1, and no plugin "
	  "that was found writes it", NCL_REFUSED },
	{ "needy,mine=section", "needy needs the layer nclass.section/1, but "
	  "here mine writes it under another name: add section without an "
	  "alias", NCL_REFUSED },
	{ "section,newer", "newer needs the layer nclass.section/2, but "
	  "section writes another revision, nclass.section/1", NCL_REFUSED },
	{ "section,wrong", "wrong reads the layer nclass.section/1 as labels "
	  "on the document, but section writes labels on blocks",
	  NCL_REFUSED },
	{ "plain,egg,hen", "so none can run first: egg reads x.hen/1 of hen, "
	  "hen reads x.egg/1 of egg; leave one out", NCL_REFUSED },
	{ "fox,hen,egg", "hen reads x.egg/1 of egg", NCL_REFUSED },
	{ "mine=narcissus", "mine reads mine.self/1 of mine", NCL_REFUSED },
};

static void check_row(size_t i)
{
	struct chain c = { 0 };
	struct ncl_error err = { 0 };
	char got[200] = "";
	enum ncl_status ret = order(&c, rows[i].list, &err);

	for (uint32_t j = 0; j < c.count && ret == NCL_OK; j++) {
		if (j)
			strcat(got, " ");
		strcat(got, c.uses[j].name);
	}
	if (ret != rows[i].status)
		fail_msg("%s: %s", rows[i].list, ret ? err.text : got);
	if (ret == NCL_OK)
		assert_string_equal(got, rows[i].want);
	else if (!strstr(err.text, rows[i].want))
		fail_msg("%s: %s", rows[i].list, err.text);
	chain_release(&c);
}

static void lists_are_ordered_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check_row(i);
}

static void only_written_layers_take_the_alias(void **state)
{
	struct chain c = { 0 };
	struct ncl_error err;

	(void)state;
	assert_int_equal(order(&c, "mine=topic,topic=./x/topic", &err),
			 NCL_OK);
	assert_string_equal(chain_find(&c, "mine")->layers[0],
			    "nclass.boiler/1");
	assert_string_equal(chain_find(&c, "mine")->layers[1],
			    "mine.topic/1");
	assert_string_equal(chain_find(&c, "topic")->layers[1],
			    "nclass.topic/1");
	assert_null(chain_find(&c, "other"));
	chain_release(&c);
}

static int order_list(void *arg)
{
	struct chain c = { 0 };
	struct ncl_error err;
	enum ncl_status ret = order(&c, arg, &err);

	chain_release(&c);
	return (int)(ret == NCL_REFUSED ? NCL_OK : ret);
}

static void short_memory_is_told(void **state)
{
	char good[] = "topic,mine=topic,boiler,section", bad[] = "egg,hen";

	(void)state;
	assert_true(oom_each(order_list, good, NCL_NOMEM) > 0);
	assert_true(oom_each(order_list, bad, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_ordered_or_refused),
		cmocka_unit_test(only_written_layers_take_the_alias),
		cmocka_unit_test(short_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
