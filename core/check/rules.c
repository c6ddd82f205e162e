#include "check.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FOR_ALL "A plugin's life: rules that hold for all of it"

/* `says` stands in plugin.h, or in docs/ where that is named, word for word:
 * tests/cli/check.sh looks. */
const struct rule_text rules[RULE_COUNT] = {
	[RULE_LOAD] = { "load", "the beginning",
		"A plugin is a shared object that exports one constant, "
		"`ncl_plugin_main`, and links with nothing of nclass" },
	[RULE_VERSION] = { "version", "Versions",
		"Structs grow at their end only, and each carries its size" },
	[RULE_NAME] = { "name", "struct ncl_plugin",
		"lower-case letters, digits, hyphens" },
	[RULE_LAYER] = { "layer", "struct ncl_layer_decl",
		"A layer that the plugin reads or writes." },
	[RULE_OPTION] = { "option", "struct ncl_option",
		"The host parses, checks and lists them." },
	[RULE_FEATURES] = { "features", "extension: nclass.features/1",
		"A trainable plugin is a feature function" },
	[RULE_EXPORTS] = { "exports", "struct ncl_plugin",
		"The one symbol that a plugin exports." },
	[RULE_STYLE] = { "style", "struct ncl_plugin",
		"one line, lower case, no full stop" },
	[RULE_CRASH] = { "crash", FOR_ALL,
		"never raise or handle signals" },
	[RULE_EXIT] = { "exit", FOR_ALL, "Never exit" },
	[RULE_OUTPUT] = { "output", FOR_ALL,
		"never write to standard output or error" },
	[RULE_SIGNALS] = { "signals", FOR_ALL,
		"never raise or handle signals" },
	[RULE_THREADS] = { "threads", "A plugin's life: open",
		"Start no thread or child process, keep no file position." },
	[RULE_PURE] = { "pure", FOR_ALL,
		"run is a pure function of the document, the declared layers "
		"and the settings: same input, same labels, on any worker, in "
		"any order." },
	[RULE_GLOBALS] = { "globals", FOR_ALL,
		"No mutable static or global variable" },
	[RULE_CHECKED] = { "checked", "struct ncl_host: layers to write",
		"Every index, offset, label and score is checked" },
	[RULE_REASON] = { "reason", "struct ncl_host: fail",
		"Note why a callback fails" },
	[RULE_STATUS] = { "status", "What run means by its status",
		"A plugin's callbacks return only the first six" },
	[RULE_LEAK] = { "leak", FOR_ALL,
		"Memory belongs to who made it." },
	[RULE_NOMEM] = { "memory", "What run means by its status",
		"memory ran out: as NCL_DOC" },
	[RULE_STOP] = { "stop", "struct ncl_host: should_stop",
		"Not 0 when run should give up soon and return NCL_LIMIT; ask "
		"in loops that may be long." },
	[RULE_DECLARED] = { "declared", "docs/exec.md, The file",
		"What is wrong in a file is told with its line." },
	[RULE_ANSWER] = { "answers", "docs/exec.md, What is said",
		"One request a document, one line each way" },
};

int check_declared(const char *path)
{
	size_t len = strlen(path);

	return len > 4 && !strcmp(path + len - 4, ".ini");
}

void check_find(ncl_checked *c, enum rule rule, const char *format, ...)
{
	struct word w = { .rule = (int)rule };
	va_list args;

	va_start(args, format);
	vsnprintf(w.what, sizeof(w.what), format, args);
	va_end(args);
	memcpy(w.document, c->place->document, sizeof(w.document));
	if (write(c->pipe, &w, sizeof(w)) < 0)
		return; /* nobody listens any more */
}

void check_refused(ncl_checked *c, const char *why)
{
	static const struct {
		const char *words;
		enum rule rule;
	} kinds[] = {
		{ "plugin ABI", RULE_VERSION },
		{ "says it has", RULE_VERSION },
		{ "host_size", RULE_VERSION },
		{ "NCL_PLUGIN_HEAD", RULE_VERSION },
		{ "crashes", RULE_CRASH },
		{ "ends the program", RULE_EXIT },
		{ "hangs", RULE_STOP },
		{ "its layer", RULE_LAYER },
		{ "layers", RULE_LAYER },
		{ "option", RULE_OPTION },
		{ "default", RULE_OPTION },
		{ "extension", RULE_FEATURES },
		{ "group", RULE_FEATURES },
		{ "its name", RULE_NAME },
		{ "its version", RULE_NAME },
		{ "its summary", RULE_NAME },
		{ "its licence", RULE_NAME },
	};

	if (check_declared(c->how->plugin) || strstr(why, ".ini: ")) {
		check_find(c, RULE_DECLARED, "it is refused: %s", why);
		return;
	}
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strstr(why, kinds[i].words)) {
			check_find(c, kinds[i].rule, "it is refused: %s", why);
			return;
		}
	check_find(c, RULE_LOAD, "it is refused: %s", why);
}
