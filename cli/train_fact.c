#include "train.h"

#include <string.h>

#include "io/json_out.h"

/* What it does not depend on: the same data and options give the same model,
 * whatever it is called and however many processes there were. */
static int is_left_out(const struct opt *opt)
{
	static const char *const names[] = { "output", "jobs", "report",
					     "valid", "quiet" };

	for (size_t i = 0; opt && i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(opt->name, names[i]) == 0)
			return 1;
	return 0;
}

static void write_word(struct out *o, const char *word)
{
	int plain = *word && !strpbrk(word, " \t\n'\"$\\*?;&|");

	out_format(o, plain ? " %s" : " '%s'", word);
}

enum ncl_status train_command_fact(struct train *t, const struct opt *table,
				   int argc, char **argv,
				   struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status status;
	int words, ended = 0;
	struct out o;

	out_start(&o, &text);
	OUT(&o, "nclass train");
	for (int i = 0; i < argc; i += words) {
		const struct opt *opt = opts_option(table, argc - i, argv + i,
						    &words);

		if (ended) {
			opt = NULL;
			words = 1;
		}
		ended |= strcmp(argv[i], "--") == 0;
		for (int k = 0; k < words && !is_left_out(opt); k++)
			write_word(&o, argv[i + k]);
	}
	status = out_end(&o) ? ncl_error_set(err, NCL_NOMEM, "out of memory") :
			       ncl_trainer_fact(t->trainer, "command",
						text.data, err);
	ncl_buffer_release(&text);
	return status;
}
