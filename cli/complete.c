#include "complete.h"

#include <ctype.h>

static const char *typed(const struct complete *c)
{
	return c->words[c->count - 1];
}

void complete_add(struct complete *c, const char *prefix, size_t prefix_len,
		  const char *word, size_t len, const char *end,
		  const char *what)
{
	const char *is = typed(c);
	size_t given = strlen(is);

	if (strncmp(is, prefix, prefix_len < given ? prefix_len : given) != 0)
		return;
	if (given > prefix_len &&
	    (given - prefix_len > len ||
	     memcmp(is + prefix_len, word, given - prefix_len) != 0))
		return;
	out_bytes(c->o, prefix, prefix_len);
	out_bytes(c->o, word, len);
	out_text(c->o, end);
	if (what)
		out_format(c->o, "\t%s", what);
	OUT(c->o, "\n");
}

void complete_files(struct complete *c, const char *kind, const char *prefix,
		    size_t prefix_len)
{
	out_format(c->o, ":%s %.*s\n", kind, (int)prefix_len, prefix);
}

void complete_choices(struct complete *c, const char *prefix,
		      size_t prefix_len, const char *words,
		      const char *between)
{
	while (*words) {
		size_t len = strcspn(words, between);

		complete_add(c, prefix, prefix_len, words, len, "", NULL);
		words += len;
		words += strspn(words, between);
	}
}

static void add_commands(struct complete *c)
{
	const struct command *each;

	for (size_t i = 0; (each = command_at(i)); i++)
		complete_add(c, "", 0, each->name, strlen(each->name), "",
			     each->summary);
	complete_add(c, "", 0, "help", 4, "", "tell of a command");
	if (*typed(c) == '-')
		complete_choices(c, "", 0, "--help|--version", "|");
}

static const struct opt *find_option(const struct command *command,
				     const char *name, size_t len)
{
	for (const struct opt *o = command->opts; o->name; o++)
		if (strlen(o->name) == len && !strncmp(o->name, name, len))
			return o;
	return NULL;
}

/* The option of "--plugins", "-p" or "-qp" whose value is the next word. */
static const struct opt *waiting(const struct command *command,
				 const char *word)
{
	const struct opt *o = command->opts;

	if (word[0] != '-' || !word[1])
		return NULL;
	if (word[1] == '-') {
		o = find_option(command, word + 2, strlen(word + 2));
		return o && o->kind != OPT_FLAG ? o : NULL;
	}
	for (word++; *word; word++) {
		for (o = command->opts; o->name && o->letter != *word; o++)
			;
		if (!o->name || o->kind != OPT_FLAG)
			return o->name && !word[1] ? o : NULL;
	}
	return NULL;
}

static void add_options(struct complete *c, const struct command *command)
{
	for (const struct opt *o = command->opts; o->name; o++)
		complete_add(c, "--", 2, o->name, strlen(o->name), "",
			     o->help);
	complete_add(c, "--", 2, "help", 4, "", help_option.help);
}

/* The next word of a usage line that is an operand: not [options], [--quiet]
 * or -o DIR. NULL at the end. */
static const char *next_operand(const char *usage, size_t *len)
{
	for (;; usage += *len) {
		usage += strspn(usage, " ");
		*len = strcspn(usage, " ");
		if (!*len)
			return NULL;
		if (*usage == '-') {
			usage += *len;
			usage += strspn(usage, " ");
			*len = strcspn(usage, " ");
		} else if (strncmp(usage, "[-", 2) != 0 &&
			   strncmp(usage, "[options]", 9) != 0) {
			return usage;
		}
	}
}

/* "[NAME...]" is NAME, and repeated. */
static int is_word(const char *word, size_t len, const char *name)
{
	while (len && *word == '[') {
		word++;
		len--;
	}
	return strncmp(word, name, strlen(name)) == 0 &&
	       (len == strlen(name) || !isupper((unsigned char)
						word[strlen(name)]));
}

static void add_operand(struct complete *c, const char *word, size_t len)
{
	char text[64];

	if (islower((unsigned char)*word) && len < sizeof(text)) {
		memcpy(text, word, len);
		text[len] = 0;
		complete_choices(c, "", 0, text, "|");
	} else if (is_word(word, len, "PLUGIN")) {
		complete_plugins(c, "", 0, "");
		complete_files(c, "files", "", 0);
	} else if (is_word(word, len, "MODEL")) {
		complete_models(c, "", 0);
	} else if (is_word(word, len, "FOLDER") || is_word(word, len, "DIR")) {
		complete_files(c, "folders", "", 0);
	} else if (!is_word(word, len, "NAME")) {
		complete_files(c, "files", "", 0);
	}
}

/* What one line of the usage has behind the operands that are there. */
static void add_operands(struct complete *c, const char *usage,
			 const char *const *given, size_t count)
{
	const char *word = usage, *last = NULL;
	size_t len = 0, last_len = 0;

	for (size_t i = 0; (word = next_operand(word + len, &len)); i++) {
		if (i == count) {
			add_operand(c, word, len);
			return;
		}
		if (islower((unsigned char)*word) &&
		    (strlen(given[i]) != len || memcmp(given[i], word, len)))
			return;
		last = word;
		last_len = len;
	}
	if (last && memchr(last, '.', last_len))
		add_operand(c, last, last_len);
}

static void note(struct complete *c, const struct opt *o, const char *value)
{
	if (strcmp(o->name, "plugins") == 0)
		c->plugins = value;
	else if (strcmp(o->name, "plugin-path") == 0)
		c->plugin_path = value;
}

static void complete_command(struct complete *c, const struct command *command)
{
	const char *given[8], *last = typed(c), *value;
	const struct opt *o = NULL;
	size_t count = 0;
	int ended = 0;

	for (size_t i = 1; i + 1 < c->count; i++) {
		const char *word = c->words[i];

		if (o) {
			note(c, o, word);
			o = NULL;
		} else if (!ended && !strcmp(word, "--")) {
			ended = 1;
		} else if (!ended && word[0] == '-' && word[1]) {
			o = waiting(command, word);
		} else if (count < sizeof(given) / sizeof(*given)) {
			given[count++] = word;
		}
	}
	value = strchr(last, '=');
	if (!o && !ended && value && !strncmp(last, "--", 2)) {
		o = find_option(command, last + 2, (size_t)(value - last) - 2);
		last = value + 1;
	}
	if (o)
		complete_value(c, o, last);
	else if (!ended && *last == '-')
		add_options(c, command);
	else
		for (size_t i = 0; command->usage[i]; i++)
			add_operands(c, command->usage[i], given, count);
}

void complete(struct out *o, const char *const *words, size_t count)
{
	struct complete c = { .o = o, .words = words, .count = count };
	const struct command *each;

	if (!count)
		return;
	if (count == 1 || (count == 2 && strcmp(words[0], "help") == 0))
		add_commands(&c);
	else
		for (size_t i = 0; (each = command_at(i)); i++)
			if (strcmp(each->name, words[0]) == 0)
				complete_command(&c, each);
	ncl_catalogue_free(c.catalogue);
}
