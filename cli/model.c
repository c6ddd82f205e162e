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
	  "verify: say nothing of models that are whole; export: nor of "
	  "documents that are left out" },
	{ 'o', "output", OPT_TEXT, AT(output), "DIR", NULL,
	  "export: the new folder of the files" },
	{ 'd', "data", OPT_LIST, AT(data), "FILE", NULL,
	  "export: labelled data, written as libsvm takes it; may be "
	  "repeated; the options below say how it is read, as for 'nclass "
	  "train'" },
	{ 'p', "plugins", OPT_TEXT, AT(plugins), "LIST", NULL,
	  "export: plugins to run over the data first [none]" },
	{ 0, "plugin-path", OPT_TEXT, AT(plugin_path), "FOLDERS", NULL,
	  "export: look for plugins in these folders first, colon-separated" },
	{ 'm', "model", OPT_LIST, AT(models), "NAME=FILE", NULL,
	  "export: use FILE as the model of plugin NAME of the chain; may be "
	  "repeated" },
	{ 's', "set", OPT_LIST, AT(settings), "NAME.KEY=VALUE", NULL,
	  "export: set an option of a plugin; may be repeated" },
	DATA_OPTS(struct model_options, how)
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

/* An action on one model. */
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
	if (strcmp(action, "export") == 0 &&
	    model_export(model, path.data, how, &err)) {
		status = command_failed(self, &err);
		goto done;
	}
	if (strcmp(action, "info") == 0)
		model_info(&o, model, path.data, how);
	else if (strcmp(action, "verify") == 0 && !how->quiet)
		out_format(&o, "%s: whole\n", path.data);
	out_end(&o);
	status = message_print(&text);
done:
	ncl_model_free(model);
	ncl_buffer_release(&path);
	ncl_buffer_release(&text);
	return status;
}

static const char *const actions[] = { "info", "verify", "export", NULL };

static int unknown(const struct command *self, const char *action)
{
	const char *near = ncl_nearest(action, actions);

	if (near)
		return command_misused(self, "no 'model %s'; did you mean "
					     "'model %s'?", action, near);
	return command_misused(self, "no 'model %s'; it is info, verify or "
				     "export",
			       action);
}

static int look_at_all(const struct command *self,
		       const struct operands *words,
		       const struct model_options *o)
{
	int status = CLI_OK, action = 0;

	if (!words->count)
		return command_misused(self, "give info, verify or export, "
					     "and a model file");
	while (actions[action] && strcmp(words->items[0], actions[action]))
		action++;
	if (!actions[action])
		return unknown(self, words->items[0]);
	if (words->count < 2)
		return command_misused(self, "give a model file");
	if (words->count > 2 && strcmp(words->items[0], "export") == 0)
		return command_misused(self, "export takes one model; data is "
					     "given by --data");
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
				     "verify [--quiet] MODEL...",
				     "export [options] MODEL -o DIR", NULL };

static const char *const examples[] = { "nclass model info topic",
					"nclass model verify models/*.ncm",
					"nclass model export topic.ncm --data "
					"news.jsonl -o topic-svm",
					NULL };

const struct command model_command = {
	.name = "model",
	.summary = "look into a model file",
	.usage = usage,
	.about = "info prints what a model file says of itself: plugin, data, "
		 "measured quality, labels with the scores from which they "
		 "are assigned and the features that speak for and against "
		 "them. verify reads it whole and checks it. export writes "
		 "it, and data, in the formats of libsvm, so that its "
		 "svm-predict answers as nclass does. MODEL is a file, or the "
		 "name of a model that a plugin finds.",
	.opts = options,
	.examples = examples,
	.statuses = "0 all is well; 2 wrong usage; 3 a model cannot be read or "
		    "is damaged.",
	.run = model_main,
};
