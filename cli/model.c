#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/display.h"
#include "io/json_out.h"
#include "message.h"

struct model_options {
	int quiet;
};

#define AT(field) offsetof(struct model_options, field)

static const struct opt options[] = {
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "verify: say nothing of models that are whole" },
	{ 0 },
};

/* "key: value"; a value of several lines is put in under its key. */
static void write_fact(struct out *o, const char *key, const char *value)
{
	out_text(o, key);
	OUT(o, ": ");
	for (; *value; value++) {
		out_bytes(o, value, 1);
		if (*value == '\n')
			OUT(o, "    ");
	}
	OUT(o, "\n");
}

static void write_label(struct out *o, const struct ncl_model_label *label)
{
	OUT(o, "  ");
	out_score(o, label->threshold);
	OUT(o, "  ");
	display_clean(o, label->name, strlen(label->name));
	if (label->id) {
		OUT(o, " (");
		display_clean(o, label->id, strlen(label->id));
		OUT(o, ")");
	}
	OUT(o, "\n");
}

static void write_info(struct out *o, const ncl_model *model,
		       const char *path)
{
	const char *key, *value;
	struct ncl_model_size size = { 0 };
	uint32_t n = ncl_model_label_count(model);

	ncl_model_sizes(model, &size);
	out_format(o, "file: %s\nsize: %.1f MB\n", path,
		   (double)size.bytes / 1e6);
	out_format(o, "features: %u dense, %u hashed, in %u bits\n",
		   size.dense, size.features, size.weight_bits);
	for (uint32_t i = 0; ncl_model_fact(model, i, &key, &value); i++)
		write_fact(o, key, value);
	out_format(o, "labels: %u (each assigned from the score before it)\n",
		   n);
	for (uint32_t i = 0; i < n; i++)
		write_label(o, ncl_model_label(model, i));
}

/* A file, or the name of a model that a plugin would find. */
static enum ncl_status open_model(ncl_model **model, const char *name,
				  struct ncl_buffer *path,
				  struct ncl_error *err)
{
	enum ncl_status status;

	if (!strchr(name, '/') && access(name, F_OK) != 0)
		status = ncl_model_find(path, name, err);
	else if (ncl_buffer_add(path, name, strlen(name)))
		status = ncl_error_set(err, NCL_NOMEM, "out of memory");
	else
		status = NCL_OK;
	return status ? status : ncl_model_open(model, path->data, err);
}

/* `info` or `verify` of one model. */
static int look(const struct command *self, const char *action,
		const char *name, const struct model_options *how)
{
	struct ncl_buffer text = { 0 }, path = { 0 };
	struct ncl_error err = { 0 };
	ncl_model *model = NULL;
	struct out o;
	int status;

	out_start(&o, &text);
	if (open_model(&model, name, &path, &err)) {
		status = command_failed(self, &err);
		goto done;
	}
	if (strcmp(action, "info") == 0)
		write_info(&o, model, path.data);
	else if (!how->quiet)
		out_format(&o, "%s: whole\n", path.data);
	out_end(&o);
	status = message_print(&text);
done:
	ncl_model_free(model);
	ncl_buffer_release(&path);
	ncl_buffer_release(&text);
	return status;
}

static int unknown(const struct command *self, const char *action)
{
	static const char *const actions[] = { "info", "verify", NULL };
	const char *near = ncl_nearest(action, actions);

	if (near)
		return command_misused(self, "no 'model %s'; did you mean "
					     "'model %s'?", action, near);
	return command_misused(self, "no 'model %s'; it is info or verify",
			       action);
}

static int look_at_all(const struct command *self,
		       const struct operands *words,
		       const struct model_options *o)
{
	int status = CLI_OK;

	if (!words->count)
		return command_misused(self, "give info or verify, and a "
					     "model file");
	if (strcmp(words->items[0], "info") != 0 &&
	    strcmp(words->items[0], "verify") != 0)
		return unknown(self, words->items[0]);
	if (words->count < 2)
		return command_misused(self, "give a model file");
	for (size_t i = 1; i < words->count; i++) {
		int got = look(self, words->items[0], words->items[i], o);

		status = got > status ? got : status;
	}
	return status;
}

static int model_main(const struct command *self, int argc, char **argv)
{
	struct model_options o = { 0 };
	struct operands words = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &words, &status))
		status = look_at_all(self, &words, &o);
	opts_release(options, &o);
	free(words.items);
	return status;
}

static const char *const usage[] = { "info MODEL...",
				     "verify [--quiet] MODEL...", NULL };

static const char *const examples[] = { "nclass model info topic",
					"nclass model verify models/*.ncm",
					NULL };

const struct command model_command = {
	.name = "model",
	.summary = "look into a model file",
	.usage = usage,
	.about = "info prints what a model file says of itself: plugin, data, "
		 "measured quality, labels with the scores from which they "
		 "are assigned. verify reads it whole and checks it. MODEL is "
		 "a file, or the name of a model that a plugin finds.",
	.opts = options,
	.examples = examples,
	.statuses = "0 all is well; 2 wrong usage; 3 a model cannot be read or "
		    "is damaged.",
	.run = model_main,
};
