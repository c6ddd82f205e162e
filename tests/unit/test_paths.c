/* The folders that are searched, and their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "built.h"
#include "core/paths.h"
#include "oom.h"

static const struct {
	const char *given, *path, *data, *home;
	const char *want; /* the folders before the tree's and the installed */
} rows[] = {
	{ NULL, NULL, NULL, NULL, "" },
	{ "/a", "/b", "/c", "/d", "/a:/b:/c/nclass/plugins" },
	{ "/a:./b", NULL, NULL, NULL, "/a:./b" }, /* the user said so */
	{ "", ":", NULL, "/d", "/d/.local/share/nclass/plugins" },
	{ ":/a::/b:", "", NULL, NULL, "/a:/b" },
	{ "/a", "/a:/b:/a", NULL, NULL, "/a:/b" },
	{ "/usr", "/usr/.:/usr/", NULL, NULL, "/usr" }, /* one folder */
	{ NULL, NULL, "data", "/d", "/d/.local/share/nclass/plugins" },
	{ NULL, NULL, "", "home", "" },
};

static void set(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void surround(size_t i)
{
	set("NCLASS_PLUGIN_PATH", rows[i].path);
	set("XDG_DATA_HOME", rows[i].data);
	set("HOME", rows[i].home);
}

static void folders_come_in_their_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char got[400] = "", tree[PATH_MAX];
		struct paths p;

		surround(i);
		assert_int_equal(paths_init(&p, PATHS_PLUGINS, rows[i].given,
					    NULL), NCL_OK);
		assert_true(p.count > 1);
		for (uint32_t j = 0; j + 2 < p.count; j++) {
			strcat(got, j ? ":" : "");
			strcat(got, p.folders[j]);
		}
		assert_string_equal(p.folders[p.count - 2],
				    built(tree, "plugins"));
		assert_string_equal(got, rows[i].want);
		/* the last one is where nclass is installed */
		assert_int_equal(*p.folders[p.count - 1], '/');
		paths_release(&p);
	}
}

static void the_tree_has_models_and_solvers(void **state)
{
	struct ncl_error err;
	struct paths p;
	char want[PATH_MAX], *solvers;

	(void)state;
	surround(0);
	assert_int_equal(paths_part(&solvers, "solvers.so", &err), NCL_OK);
	assert_string_equal(solvers, built(want, "solvers.so"));
	free(solvers);
	assert_int_equal(paths_init(&p, PATHS_MODELS, NULL, &err), NCL_OK);
	assert_string_equal(p.folders[0], built(want, "models"));
	paths_release(&p);
}

static int find_folders(void *arg)
{
	struct paths p;
	enum ncl_status ret = paths_init(&p, PATHS_PLUGINS, arg, NULL);

	paths_release(&p);
	return (int)ret;
}

static void short_memory_is_told(void **state)
{
	char given[] = "/a:/b";

	(void)state;
	surround(1);
	assert_true(oom_each(find_folders, given, NCL_NOMEM) > 0);
}

static void what_nobody_else_writes_is_trusted(void **state)
{
	struct ncl_error err;

	(void)state;
	assert_int_equal(paths_trust("/etc/passwd", &err), NCL_OK);
	assert_int_equal(paths_trust("/proc/self/exe", &err), NCL_OK);
	assert_int_equal(paths_trust("/no/such/file", &err), NCL_READ);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_come_in_their_order),
		cmocka_unit_test(the_tree_has_models_and_solvers),
		cmocka_unit_test(short_memory_is_told),
		cmocka_unit_test(what_nobody_else_writes_is_trusted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
