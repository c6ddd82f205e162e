/* Plugins that an INI file declares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "built.h"
#include "core/declaration.h"
#include "oom.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	(void)self;
	(void)doc;
	return NCL_OK;
}

static const struct ncl_option own[] = {
	{ .name = "command", .type = NCL_TEXT, .value = "", .choices = "",
	  .help = "" },
	{ .name = "timeout", .type = NCL_NUMBER, .value = "10",
	  .choices = "", .help = "", .max = 60 },
};

static const struct ncl_plugin engine = {
	.name = "exec", .version = "1", .summary = "s", .licence = "MIT",
	.options = own, .option_size = sizeof(own[0]), .option_count = 2,
	.run = run,
};

#define GOOD "[plugin]\ncommand = a b\n\t'c d'\n" \
	     "[layer x.y/1]\nkind = spans\nlabels = a, b c\n"

static const char *file(const char *text)
{
	return built_file("names.ini", text, strlen(text), 0644);
}

static void a_declaration_is_a_plugin(void **state)
{
	struct declaration *d;
	const struct ncl_plugin *p;

	(void)state;
	assert_int_equal(declaration_read(&d, file(GOOD
		"[layer a.b/2]\nuse = reads-optional\nkind = document\n"
		"summary = what is read\n[plugin]\ntimeout = 3\n"
		"[option of-mine]\ntype = integer\nvalue = 4\nmin = -1\n"
		"max = 5 ; a comment\nhelp = how many\n"), &engine, NULL),
		NCL_OK);
	p = d->shown.plugin;
	assert_string_equal(p->name, "names");
	assert_int_equal(p->layer_count, 2);
	assert_int_equal(p->layers[0].use, NCL_WRITES);
	assert_int_equal(p->layers[0].kind, NCL_LAYER_SPANS);
	assert_string_equal(d->shown.labels[0][1], "b c");
	assert_null(d->shown.labels[0][2]);
	assert_int_equal(p->layers[1].use, NCL_READS_OPTIONAL);
	assert_null(d->shown.labels[1][0]);
	assert_int_equal(d->shown.own, 2);
	assert_int_equal(p->option_count, 3);
	assert_string_equal(p->options[0].value, "a b 'c d'");
	assert_string_equal(p->options[1].value, "3");
	assert_string_equal(p->options[2].name, "of-mine");
	assert_true(p->options[2].min < 0 && p->options[2].max > 4);
	assert_true(p->run == run);
	assert_int_equal(*d->shown.path, '/');
	declaration_free(d);
}

static const struct {
	const char *text, *why;
} mistakes[] = {
	{ "", "it declares no layer: begin with [layer NAME]" },
	{ "command = x\n", "line 1: in no section, but the sections of a "
			   "plugin are [plugin], [layer NAME]" },
	{ "[pluggin]\na = b\n", "line 2: in [pluggin], but" },
	{ "[plugin]\nnonsense\n", "line 2: neither [section] nor key" },
	{ "[plugin]\ntimeoot = 3\n", "line 2: [plugin] has no key "
	  "\"timeoot\"; did you mean \"timeout\"?" },
	{ GOOD "[plugin]\ntimeout = x\n", "line 8: timeout: \"x\" is not a "
	  "number" },
	{ GOOD "[plugin]\nname = No Name\n", "its name \"No Name\" is not" },
	{ GOOD "[plugin]\ncommand = e\n", "line 8: command of [plugin] "
	  "stands twice, in line 2 too" },
	{ "[plugin]\ncommand = a ; b\n", "line 2: a ; behind white space" },
	{ "[plugin]\ncommand = a\n\tb ; c\n", "line 3: a ; behind white" },
	{ "[layer x.y/1]\nkind = span\n", "line 2: kind is \"span\", which "
	  "is none of blocks,document,spans,values" },
	{ "[layer x.y]\nkind = spans\n", "its layer \"x.y\" is not named "
	  "like publisher.name/1" },
	{ "[layer x.y/1]\nlabels = a\n", "its layer \"x.y/1\" has no kind: " },
	{ "[layer x.y/1]\nkind = spans\n", "its layer \"x.y/1\" has no "
	  "labels: say labels = A,B" },
	{ "[layer x.y/1]\nkind = values\nlabels = a\n", "no use for labels" },
	{ GOOD "[layer x.y/1]\nlable = c\n", "has no key \"lable\"; did you "
	  "mean \"labels\"?" },
	{ GOOD "[option a]\ntype = int\n", "line 8: type is \"int\", which "
	  "is none of flag,integer" },
	{ GOOD "[option a]\nmax = many\n", "line 8: max: " },
	{ GOOD "[option timeout]\ntype = text\n", "its option \"timeout\" "
	  "is declared twice" },
	{ GOOD "[option a]\ntype = integer\nvalue = x\n", "names.a: " },
};

static void mistakes_are_told(void **state)
{
	struct declaration *d;
	struct ncl_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++)
		if (declaration_read(&d, file(mistakes[i].text), &engine,
				     &err) != NCL_REFUSED ||
		    d || !strstr(err.text, mistakes[i].why))
			fail_msg("%s: %s", mistakes[i].why, err.text);
}

static void what_is_no_file_is_told(void **state)
{
	char line[400] = "[plugin]\ncommand = ";
	struct declaration *d;
	struct ncl_error err;

	(void)state;
	memset(line + strlen(line), 'x', 300);
	assert_int_equal(declaration_read(&d, file(line), &engine, &err),
			 NCL_REFUSED);
	assert_non_null(strstr(err.text, "line 2: longer than 198 bytes: go "
					 "on in the next line, indented"));
	assert_int_equal(declaration_read(&d, "/no/such", &engine, &err),
			 NCL_MISSING);
	assert_int_equal(declaration_read(&d, "/tmp", &engine, &err),
			 NCL_REFUSED);
}

static int build(void *arg)
{
	struct declaration *d = NULL;
	enum ncl_status ret = declaration_read(&d, arg, &engine, NULL);

	declaration_free(d);
	return ret;
}

static void short_memory_is_no_harm(void **state)
{
	char *path = strdup(file(GOOD "[option a]\nmin = 1\nmax = 3\n"
				 "type = integer\nvalue = 2\n"));

	(void)state;
	assert_true(oom_each(build, path, NCL_NOMEM) > 0);
	unlink(path);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_declaration_is_a_plugin),
		cmocka_unit_test(mistakes_are_told),
		cmocka_unit_test(what_is_no_file_is_told),
		cmocka_unit_test(short_memory_is_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
