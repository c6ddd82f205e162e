#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "complete.h"
#include "completion.h"
#include "io/json_out.h"
#include "message.h"

static const struct opt options[] = { { 0 } };

static const char *const shells[] = { "bash", "zsh", "fish", NULL };
static const char *const scripts[] = { completion_bash, completion_zsh,
				       completion_fish };

static int print(const char *script)
{
	struct ncl_buffer text = { 0 };
	struct out o;

	out_start(&o, &text);
	out_text(&o, script);
	out_end(&o);
	return message_print(&text);
}

/* What may stand for the last of the words. */
static int say_words(int argc, char **argv)
{
	struct ncl_buffer text = { 0 };
	struct out o;

	if (argc && strcmp(argv[0], "--") == 0) {
		argc--;
		argv++;
	}
	out_start(&o, &text);
	complete(&o, (const char *const *)argv, (size_t)argc);
	out_end(&o);
	return message_print(&text);
}

static int completion_main(const struct command *self, int argc, char **argv)
{
	struct operands words = { 0 };
	int none = 0, status = CLI_OK, i = 0;
	const char *near;

	if (argc && strcmp(argv[0], "words") == 0)
		return say_words(argc - 1, argv + 1);
	if (!command_parse(self, &none, argc, argv, &words, &status))
		goto done;
	if (words.count != 1) {
		status = command_misused(self, "give one of bash, zsh, fish");
		goto done;
	}
	while (shells[i] && strcmp(shells[i], words.items[0]) != 0)
		i++;
	near = shells[i] ? NULL : ncl_nearest(words.items[0], shells);
	if (shells[i])
		status = print(scripts[i]);
	else if (near)
		status = command_misused(self, "no shell '%s'; did you mean "
					       "%s?", words.items[0], near);
	else
		status = command_misused(self, "no shell '%s'; it is bash, "
					       "zsh or fish", words.items[0]);
done:
	free(words.items);
	return status;
}

static const char *const usage[] = { "bash|zsh|fish", "words -- WORD...",
				     NULL };

static const char *const examples[] = {
	"source <(nclass completion bash)",
	"nclass completion zsh >~/.zfunc/_nclass",
	"nclass completion fish >~/.config/fish/completions/nclass.fish",
	"nclass completion words -- run --format ''",
	NULL
};

const struct command completion_command = {
	.name = "completion",
	.summary = "write a script that completes commands in a shell",
	.usage = usage,
	.about = "Write the script by which a shell completes commands, "
		 "options and their values, plugins, their options and files. "
		 "The script asks 'nclass completion words' what may stand "
		 "for the last WORD: a word a line, with a tab and what it "
		 "is, or ':files PREFIX' or ':folders PREFIX'.",
	.opts = options,
	.examples = examples,
	.statuses = "0 done; 2 wrong usage; 3 could not write.",
	.run = completion_main,
};
