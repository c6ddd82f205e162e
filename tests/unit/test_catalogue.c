/* Plugins found by search, and files that are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <elf.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "built.h"
#include "core/catalogue.h"
#include "oom.h"

static char *object; /* the bytes of template.so */
static unsigned long object_size;

static int set_up(void **state)
{
	char path[PATH_MAX];

	(void)state;
	object = built_read(built(path, "plugins/template.so"), &object_size);
	setenv("XDG_DATA_HOME", "/nowhere", 1);
	unsetenv("NCLASS_PLUGIN_PATH");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	free(object);
	return 0;
}

/* Find a name or a path in a catalogue of the test's folder. */
static enum ncl_status find(const char *name, struct ncl_error *err)
{
	const struct ncl_found *found;
	ncl_catalogue *c;
	enum ncl_status ret = ncl_catalogue_new(&c, built_folder(), err);

	if (ret == NCL_OK)
		ret = ncl_catalogue_find(c, name, &found, err);
	ncl_catalogue_free(c);
	return ret;
}

static void expect(const char *name, enum ncl_status want, const char *why)
{
	struct ncl_error err = { 0 };
	enum ncl_status ret = find(name, &err);

	if (ret != want || (why && !strstr(err.text, why)))
		fail_msg("%s: %s: %s", name, ncl_status_name(ret), err.text);
}

static void a_plugin_is_found_by_name_and_by_path(void **state)
{
	(void)state;
	chmod(built_folder(), 0755);
	built_file("template.so", object, object_size, 0755);
	expect("template", NCL_OK, NULL);
	expect(built_file("any.so", object, object_size, 0755), NCL_OK, NULL);
	expect("any", NCL_REFUSED,
	       "its name is \"template\": call the file template.so");
	expect("templte", NCL_MISSING,
	       "no plugin \"templte\"; did you mean \"template\"?");
	expect("./no/such.so", NCL_MISSING,
	       "./no/such.so: No such file or directory");
	unlink(built_file("any.so", "", 0, 0644));
}

static void what_others_can_write_is_refused(void **state)
{
	const char *path;

	(void)state;
	path = built_file("template.so", object, object_size, 0757);
	expect("template", NCL_REFUSED, "the file is writable by everybody");
	expect(path, NCL_OK, NULL); /* the user's choice */
	chmod(path, 0755);
	chmod(built_folder(), 0777);
	expect("template", NCL_REFUSED, "its folder is writable by everybody");
	chmod(built_folder(), 01777);
	expect("template", NCL_OK, NULL);
	chmod(built_folder(), 0755);
	if (geteuid() == 0 && chown(path, 12345, 0) == 0)
		expect("template", NCL_REFUSED, "belongs to user 12345");
	unlink(path);
}

static void a_link_is_followed_to_its_folder(void **state)
{
	char open_folder[PATH_MAX], target[PATH_MAX], link_path[PATH_MAX];

	(void)state;
	snprintf(open_folder, sizeof(open_folder), "%s/open", built_folder());
	mkdir(open_folder, 0755);
	chmod(open_folder, 0777);
	strcpy(target, built_file("open/template.so", object, object_size,
				  0755));
	snprintf(link_path, sizeof(link_path), "%s/template.so",
		 built_folder());
	assert_int_equal(symlink(target, link_path), 0);
	expect("template", NCL_REFUSED, "its folder is writable by everybody");
	unlink(link_path);
}

static void files_that_are_no_objects_are_refused(void **state)
{
	char path[PATH_MAX];

	(void)state;
	expect(built_file("text.so", "hello\n", 6, 0644), NCL_REFUSED,
	       "text.so: not a shared object (no ELF file)");
	expect(built_file("empty.so", "", 0, 0644), NCL_REFUSED, "no ELF");
	expect(built_file("magic.so", ELFMAG, 4, 0644), NCL_REFUSED,
	       "the file is cut short");
	snprintf(path, sizeof(path), "%s/pipe.so", built_folder());
	assert_int_equal(mkfifo(path, 0644), 0);
	expect(path, NCL_REFUSED, "not a regular file");
	expect("pipe", NCL_REFUSED, "not a regular file");
	expect("/", NCL_REFUSED, "/: a folder, not a shared object");
	expect("/proc/self/exe", NCL_REFUSED, "");
	if (geteuid() != 0)
		expect(built_file("secret.so", object, object_size, 0),
		       NCL_READ, "Permission denied");
}

/* Cut anywhere, an object must neither load nor kill the process. */
static void cut_objects_are_refused(void **state)
{
	const ElfW(Ehdr) *head = (const void *)object;
	const ElfW(Phdr) *part = (const void *)(object + head->e_phoff);
	unsigned long end = 0;

	(void)state;
	for (unsigned i = 0; i < head->e_phnum; i++)
		if (part[i].p_type == PT_LOAD &&
		    part[i].p_offset + part[i].p_filesz > end)
			end = part[i].p_offset + part[i].p_filesz;
	for (unsigned long n = 4; n < end; n += 251)
		expect(built_file("cut.so", object, n, 0644), NCL_REFUSED,
		       "the file is cut short");
	expect(built_file("cut.so", object, end - 1, 0644), NCL_REFUSED,
	       "the file is cut short");
}

static void other_machines_are_refused(void **state)
{
	ElfW(Ehdr) *head = (void *)object, keep = *head;

	(void)state;
	head->e_machine = 1;
	expect(built_file("machine.so", object, object_size, 0644),
	       NCL_REFUSED, "built for another kind of machine");
	*head = keep;
	head->e_type = ET_EXEC;
	expect(built_file("program.so", object, object_size, 0644),
	       NCL_REFUSED, "no shared object: build it with -shared");
	*head = keep;
	head->e_phoff = ~(ElfW(Off))0;
	expect(built_file("headers.so", object, object_size, 0644),
	       NCL_REFUSED, "the file is cut short");
	*head = keep;
}

static void the_list_has_all_and_says_why(void **state)
{
	const struct ncl_found *found;
	char path[PATH_MAX];
	ncl_catalogue *c;
	int seen = 0, refused = 0, shadowed = 0;

	(void)state;
	chmod(built_folder(), 0755);
	built_file("template.so", object, object_size, 0755);
	built_file("notes.txt", "x", 1, 0644);
	built_file("text.so", "hello\n", 6, 0644);
	built(path, "plugins");
	setenv("NCLASS_PLUGIN_PATH", path, 1);
	assert_int_equal(ncl_catalogue_new(&c, built_folder(), NULL), NCL_OK);
	unsetenv("NCLASS_PLUGIN_PATH");
	assert_string_equal(ncl_catalogue_folder(c, 0), built_folder());
	assert_string_equal(ncl_catalogue_folder(c, 1), path);
	for (uint32_t i = 0; (found = ncl_catalogue_entry(c, i)); i++) {
		assert_true(!found->plugin == !!found->refused);
		seen += strcmp(found->name, "template") == 0;
		refused += strcmp(found->name, "text") == 0 &&
			   strstr(found->refused, "not a shared object");
		shadowed += found->shadowed;
		assert_string_not_equal(found->name, "notes");
	}
	assert_int_equal(seen, 2);
	assert_int_equal(refused, 1);
	assert_true(shadowed >= 1);
	ncl_catalogue_free(c);
}

static void nothing_is_opened_unasked(void **state)
{
	const struct ncl_found *found;
	struct ncl_error err;
	ncl_catalogue *c;

	(void)state;
	assert_int_equal(ncl_catalogue_new(&c, built_folder(), &err), NCL_OK);
	assert_int_equal(ncl_catalogue_find(c, "template", &found, &err),
			 NCL_OK);
	for (uint32_t i = 0; i < c->count; i++)
		assert_int_equal(c->entries[i]->looked,
				 &c->entries[i]->found == found);
	ncl_catalogue_free(c);
}

static void the_current_folder_is_not_searched(void **state)
{
	struct ncl_error err;
	char before[PATH_MAX];
	ncl_catalogue *c;

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(built_folder()), 0);
	assert_int_equal(ncl_catalogue_new(&c, "::", &err), NCL_OK);
	for (uint32_t i = 0; ncl_catalogue_folder(c, i); i++)
		assert_int_equal(*ncl_catalogue_folder(c, i), '/');
	ncl_catalogue_free(c);
	assert_int_equal(chdir(before), 0);
}

static void long_paths_leave_room_for_the_reason(void **state)
{
	char path[4000];

	(void)state;
	strcpy(path, ".");
	for (int i = 0; i < 60; i++)
		strcat(path, "/a-long-name-of-a-folder-deep-down");
	strcat(path, "/last.so");
	expect(path, NCL_MISSING, "/last.so: No such file or directory");
}

static int find_all(void *arg)
{
	struct ncl_error err;
	enum ncl_status ret = find("template", &err);

	(void)arg;
	if (ret == NCL_OK)
		ret = find("templat", &err) == NCL_NOMEM ? NCL_NOMEM : NCL_OK;
	return (int)ret;
}

static void short_memory_is_told(void **state)
{
	(void)state;
	assert_true(oom_each(find_all, NULL, NCL_NOMEM) > 0);
}

static void models_are_searched_alike(void **state)
{
	struct ncl_error err;
	char *path, want[PATH_MAX];

	(void)state;
	setenv("NCLASS_MODEL_PATH", built_folder(), 1);
	strcpy(want, built_file("tiny.ncm", "x", 1, 0644));
	assert_int_equal(paths_model(&path, "tiny", NULL, &err), NCL_OK);
	assert_string_equal(path, want);
	free(path);
	assert_int_equal(paths_model(&path, "tiny.ncm", NULL, &err), NCL_OK);
	assert_string_equal(path, want);
	free(path);
	assert_int_equal(paths_model(&path, "./any", NULL, &err), NCL_OK);
	assert_string_equal(path, "./any");
	free(path);
	assert_int_equal(paths_model(&path, "tniy", NULL, &err), NCL_MISSING);
	assert_non_null(strstr(err.text, "no model \"tniy\"; did you mean "
			       "\"tiny\"? (looked in "));
	chmod(want, 0666);
	assert_int_equal(paths_model(&path, "tiny", NULL, &err), NCL_REFUSED);
	assert_non_null(strstr(err.text, "tiny.ncm: the file is writable by"));
	assert_null(path);
	unsetenv("NCLASS_MODEL_PATH");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plugin_is_found_by_name_and_by_path),
		cmocka_unit_test(what_others_can_write_is_refused),
		cmocka_unit_test(a_link_is_followed_to_its_folder),
		cmocka_unit_test(files_that_are_no_objects_are_refused),
		cmocka_unit_test(cut_objects_are_refused),
		cmocka_unit_test(other_machines_are_refused),
		cmocka_unit_test(the_list_has_all_and_says_why),
		cmocka_unit_test(nothing_is_opened_unasked),
		cmocka_unit_test(the_current_folder_is_not_searched),
		cmocka_unit_test(long_paths_leave_room_for_the_reason),
		cmocka_unit_test(short_memory_is_told),
		cmocka_unit_test(models_are_searched_alike),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
