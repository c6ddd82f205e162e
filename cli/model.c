#include "model.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/json_out.h"
#include "message.h"

#define AT(field) offsetof(struct model_options, field)

static const struct opt options[] = {
	{ 0, "format", OPT_CHOICE, AT(json), "text|json", "text",
	  "info: how it is printed; json: one line, for programs" },
	{ 0, "labels", OPT_COUNT, AT(labels), "N", NULL,
	  "info: tell of the first N labels [all]" },
	{ 0, "features", OPT_COUNT, AT(features), "N", NULL,
	  "info: tell of the N strongest features of each label, and of a "
	  "quarter as many that speak against it; in JSON of as many [8; in "
	  "JSON all that the model has]" },
	{ 'q', "quiet", OPT_FLAG, AT(quiet), NULL, NULL,
	  "verify: say nothing of models that are whole" },
	{ 0 },
};

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
		model_info(&o, model, path.data, how);
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
	struct model_options o = { .labels = UINT64_MAX,
				   .features = UINT64_MAX };
	struct operands words = { 0 };
	int status = CLI_OK;

	if (command_parse(self, &o, argc, argv, &words, &status))
		status = look_at_all(self, &words, &o);
	opts_release(options, &o);
	free(words.items);
	return status;
}

static const char *const usage[] = { "info [options] MODEL...",
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
		 "are assigned and the features that speak for and against "
		 "them. verify reads it whole and checks it. MODEL is "
		 "a file, or the name of a model that a plugin finds.",
	.opts = options,
	.examples = examples,
	.statuses = "0 all is well; 2 wrong usage; 3 a model cannot be read or "
		    "is damaged.",
	.run = model_main,
};
