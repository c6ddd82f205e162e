/* What a plugin's constant must be; files that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "core/loader.h"
#include "oom.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	(void)self;
	(void)doc;
	return NCL_OK;
}

static struct ncl_feature_group groups[2];
static struct ncl_features features;
static struct ncl_layer_decl layers[2];
static struct ncl_option options[2];
static const char *const dense[] = { "length", "" };

static const void *extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) == 0 ? &features : NULL;
}

static enum ncl_status featured(void *self, ncl_doc *doc,
				struct ncl_sink *sink)
{
	(void)self;
	(void)doc;
	(void)sink;
	return NCL_OK;
}

/* All in order, to be spoilt in one place. */
static struct ncl_plugin good(void)
{
	groups[0] = (struct ncl_feature_group){ "words", NCL_COUNTS, 0, "" };
	groups[1] = (struct ncl_feature_group){ "marks", NCL_FLAGS, 0, "" };
	features = (struct ncl_features){
		sizeof(features), 1, NCL_UNIT_BLOCK, 0, "role", dense, 1,
		sizeof(groups[0]), 2, groups, featured, NULL
	};
	layers[0] = (struct ncl_layer_decl){ "x.read/1", NCL_READS,
					     NCL_LAYER_BLOCKS, NULL };
	layers[1] = (struct ncl_layer_decl){ "x.written/12", NCL_WRITES,
					     NCL_LAYER_SPANS, "spans" };
	options[0] = (struct ncl_option){ "long-name", NCL_INTEGER, 0, "5", 1,
					  9, NULL, "help" };
	options[1] = (struct ncl_option){ "mode", NCL_CHOICE, 0, "a", 0, 0,
					  "a,b", NULL };
	return (struct ncl_plugin){
		NCL_PLUGIN_HEAD, "good-2", "1.0", "is good", "MIT", layers,
		sizeof(layers[0]), 2, options, sizeof(options[0]), 2, NULL,
		NULL, run, NULL, NULL, extension
	};
}

#define SPOIL(name, code)                            \
	static void name(struct ncl_plugin *p)       \
	{                                            \
		(void)p;                             \
		code;                                \
	}
SPOIL(no_magic, p->magic = 7)
SPOIL(older_major, p->abi_major = 0)
SPOIL(newer_major, p->abi_major = 2)
SPOIL(newer_minor, p->abi_minor = NCL_PLUGIN_ABI_MINOR + 3)
SPOIL(tiny, p->size = 32)
SPOIL(huge, p->size = 1u << 30)
SPOIL(no_table, p->host_size = 8)
SPOIL(no_name, p->name = NULL)
SPOIL(empty_name, p->name = "")
SPOIL(upper_name, p->name = "Topic")
SPOIL(digit_name, p->name = "2topic")
SPOIL(hyphen_name, p->name = "topic-")
SPOIL(path_name, p->name = "../topic")
SPOIL(no_version, p->version = NULL)
SPOIL(no_summary, p->summary = "")
SPOIL(long_summary, p->summary = "two\nlines")
SPOIL(bell_licence, p->licence = "\aMIT")
SPOIL(no_run, p->run = NULL)
SPOIL(no_layers, p->layers = NULL)
SPOIL(many_layers, p->layer_count = UINT32_MAX)
SPOIL(short_layers, p->layer_size = 8)
SPOIL(layer_name, layers[0].name = "read/1")
SPOIL(layer_null, layers[0].name = NULL)
SPOIL(layer_no_revision, layers[0].name = "x.read")
SPOIL(layer_zero, layers[0].name = "x.read/0")
SPOIL(layer_use, layers[0].use = 4)
SPOIL(layer_kind, layers[0].kind = 0)
SPOIL(layer_twice, layers[1].name = "x.read/1")
SPOIL(short_options, p->option_size = 8)
SPOIL(option_name, options[0].name = "Long_name")
SPOIL(option_null, options[0].name = NULL)
SPOIL(option_type, options[0].type = 99)
SPOIL(option_default, options[0].value = "10")
SPOIL(option_no_default, options[0].value = NULL)
SPOIL(option_range, options[0].min = 10)
SPOIL(option_choice, options[1].value = "c")
SPOIL(option_no_choices, options[1].choices = NULL)
SPOIL(option_twice, options[1].name = "long-name")
SPOIL(option_help, options[0].help = "\033[2J")
SPOIL(short_features, features.size = 16)
SPOIL(feature_unit, features.unit = 3)
SPOIL(feature_gold, features.gold = NULL)
SPOIL(feature_none, features.features = NULL)
SPOIL(feature_dense, features.dense = NULL)
SPOIL(feature_dense_name, features.dense_count = 2)
SPOIL(feature_nothing, features.dense_count = features.group_count = 0)
SPOIL(short_groups, features.group_size = 4)
SPOIL(group_kind, groups[1].kind = 0)
SPOIL(group_twice, groups[1].name = "words")

static const struct {
	void (*spoil)(struct ncl_plugin *p);
	const char *why;
} rows[] = {
	{ no_magic, "the magic number is not there" },
	{ older_major, "built for plugin ABI 0, this nclass has 1.0: build" },
	{ newer_major, "built for plugin ABI 2, this nclass has 1.0: it wan" },
	{ newer_minor, "it needs plugin ABI 1.3, this nclass has 1.0" },
	{ tiny, "ncl_plugin_main says it has 32 bytes" },
	{ huge, "ncl_plugin_main says it has 1073741824 bytes" },
	{ no_table, "host_size is 8 bytes" },
	{ no_name, "its name \"(none)\" is not lower-case letters" },
	{ empty_name, "its name \"\" is not lower-case letters" },
	{ upper_name, "its name \"Topic\" is not" },
	{ digit_name, "its name \"2topic\" is not" },
	{ hyphen_name, "its name \"topic-\" is not" },
	{ path_name, "its name \"../topic\" is not" },
	{ no_version, "its version \"(none)\" is not one line" },
	{ no_summary, "its summary \"\" is not one line of text" },
	{ long_summary, "is not one line of text" },
	{ bell_licence, "its licence \"?MIT\" is not one line of text" },
	{ no_run, "it has no run function" },
	{ no_layers, "it declares 2 layers, but has no array" },
	{ many_layers, "it declares 4294967295 layers, and 1000 is the most" },
	{ short_layers, "its layer_size is 8" },
	{ layer_name, "its layer \"read/1\" is not named like pub" },
	{ layer_null, "its layer \"(none)\" is not named like" },
	{ layer_no_revision, "its layer \"x.read\" is not named like" },
	{ layer_zero, "its layer \"x.read/0\" is not named like" },
	{ layer_use, "its layer \"x.read/1\" has a use that is no enum" },
	{ layer_kind, "its layer \"x.read/1\" has a kind that is no enum" },
	{ layer_twice, "its layer \"x.read/1\" is declared twice" },
	{ short_options, "its option_size is 8" },
	{ option_name, "its option \"Long_name\" is not named in" },
	{ option_null, "its option \"(none)\" is not named in" },
	{ option_type, "its option \"long-name\" has a type that is no enum" },
	{ option_default, "the default of good-2.long-name: \"10\" is not a "
	  "whole number from 1 to 9" },
	{ option_no_default, "good-2.long-name: \"\" is not a whole number" },
	{ option_range, "its option \"long-name\" has a range that holds no" },
	{ option_choice, "good-2.mode: \"c\" is none of a, b" },
	{ option_no_choices, "its option \"mode\" is a choice without choi" },
	{ option_twice, "its option \"long-name\" is declared twice" },
	{ option_help, "its option \"long-name\" has a help that is not one" },
	{ short_features, "its extension nclass.features/1 has 16 bytes" },
	{ feature_unit, "nclass.features/1 has a unit that is no enum" },
	{ feature_gold, "nclass.features/1 has no name of the gold field" },
	{ feature_none, "nclass.features/1 has no features function" },
	{ feature_dense, "has dense features without names" },
	{ feature_dense_name, "has a dense feature without a name" },
	{ feature_nothing, "has neither dense features nor groups" },
	{ short_groups, "its group_size is 4" },
	{ group_kind, "its feature group \"marks\" has a kind that is no" },
	{ group_twice, "its feature group \"words\" is declared twice" },
};

static void what_makes_no_sense_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ncl_plugin p = good();
		struct ncl_error err = { 0 };
		struct loaded l;

		rows[i].spoil(&p);
		if (loader_take(&l, &p, sizeof(p), &err) != NCL_REFUSED ||
		    !strstr(err.text, rows[i].why))
			fail_msg("row %zu, want %s: %s", i, rows[i].why,
				 err.text);
	}
}

static void what_is_right_is_taken(void **state)
{
	struct ncl_plugin p = good();
	struct ncl_error err;
	struct loaded l;

	(void)state;
	assert_int_equal(loader_take(&l, &p, sizeof(p), &err), NCL_OK);
	assert_ptr_equal(l.constant, &p);
	assert_ptr_not_equal(l.plugin.layers, layers);
	assert_string_equal(l.plugin.layers[1].name, "x.written/12");
	assert_string_equal(l.plugin.options[0].choices, "");
	assert_string_equal(l.plugin.options[1].help, "");
	assert_int_equal(l.features.group_count, 2);
	assert_string_equal(l.features.groups[1].name, "marks");
	loader_release(&l);
}

/* A later minor: all structs longer, with something behind ours. */
struct later {
	struct ncl_plugin p;
	void *more[4];
};

static void longer_structs_are_taken(void **state)
{
	struct {
		struct ncl_layer_decl l;
		uint64_t more[2];
	} long_layers[2];
	struct {
		struct ncl_feature_group g;
		const char *more;
	} long_groups[2];
	struct later later = { good(), { &later, &later, &later, &later } };
	struct ncl_error err;
	struct loaded l;

	(void)state;
	memset(long_layers, 0xff, sizeof(long_layers));
	memset(long_groups, 0xff, sizeof(long_groups));
	for (int i = 0; i < 2; i++) {
		long_layers[i].l = layers[i];
		long_groups[i].g = groups[i];
	}
	later.p.size = sizeof(later);
	later.p.host_size = sizeof(struct ncl_host) + 64;
	later.p.layers = &long_layers[0].l;
	later.p.layer_size = sizeof(long_layers[0]);
	features.groups = &long_groups[0].g;
	features.group_size = sizeof(long_groups[0]);
	assert_int_equal(loader_take(&l, &later, sizeof(later), &err), NCL_OK);
	assert_int_equal(l.plugin.size, sizeof(l.plugin));
	assert_int_equal(l.plugin.layer_size, sizeof(layers[0]));
	assert_string_equal(l.plugin.layers[1].name, "x.written/12");
	assert_string_equal(l.features.groups[1].name, "marks");
	loader_release(&l);
}

static void shorter_structs_are_filled_with_zeros(void **state)
{
	size_t size = offsetof(struct ncl_plugin, extension);
	struct ncl_plugin p = good(), *cut = malloc(size);
	struct ncl_error err;
	struct loaded l;

	(void)state;
	assert_non_null(cut);
	p.size = (uint32_t)size;
	p.host_size = offsetof(struct ncl_host, predict);
	memcpy((void *)cut, &p, size); /* a sanitizer sees a step too far */
	assert_int_equal(loader_take(&l, cut, size, &err), NCL_OK);
	assert_null(l.plugin.extension);
	assert_int_equal(l.features.size, 0);
	loader_release(&l);
	free(cut);
}

static void single_plugins_are_claimed_once(void **state)
{
	struct ncl_error err;
	int one = 0, two = 0;

	(void)state;
	assert_int_equal(loader_claim(&one, &err), NCL_OK);
	assert_int_equal(loader_claim(&two, &err), NCL_OK);
	assert_int_equal(loader_claim(&one, &err), NCL_REFUSED);
	assert_non_null(strstr(err.text, "only once"));
	loader_unclaim(&one);
	assert_int_equal(loader_claim(&one, &err), NCL_OK);
	loader_unclaim(&one);
	loader_unclaim(&two);
	loader_unclaim(&two);
}

static int take_good(void *arg)
{
	struct ncl_error err;
	struct loaded l;
	enum ncl_status ret = loader_take(&l, arg, 0, &err);

	loader_release(&l);
	return (int)ret;
}

static void short_memory_is_told(void **state)
{
	struct ncl_plugin p = good();

	(void)state;
	assert_true(oom_each(take_good, &p, NCL_NOMEM) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(what_is_right_is_taken),
		cmocka_unit_test(longer_structs_are_taken),
		cmocka_unit_test(shorter_structs_are_filled_with_zeros),
		cmocka_unit_test(single_plugins_are_claimed_once),
		cmocka_unit_test(short_memory_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
