/*
 * A plugin that learns: it labels documents with what a model, trained on
 * data.jsonl, knows. Here: what kind of letter one is.
 *
 * `make train` trains it, `make check` tests it, README.md tells the rest.
 * What it has to say itself is what can be seen of a document, in features;
 * nclass collects, trains, calibrates and scores. All that a plugin can use is
 * in nclass/plugin.h, which is also the manual.
 */
#include <nclass/plugin.h>

#include <stdlib.h>
#include <string.h>

/* The layers that it reads and writes: publisher, name, revision. Labels of
 * a layer may be on blocks, on the document, on spans, or be values. */
static const struct ncl_layer_decl layers[] = {
	{ .name = "example.template/1", .use = NCL_WRITES,
	  .kind = NCL_LAYER_DOCUMENT, .summary = "what kind of letter it is" },
};

/* What a user can set: --set template.least=0.8. The host checks the values
 * and lists the options, so there is no code for them here. */
static const struct ncl_option options[] = {
	{ .name = "least", .type = NCL_NUMBER, .value = "0", .min = 0,
	  .max = 1, .help = "give no label with a lower probability" },
};

/* All that it knows. There are no globals: a chain may use it twice. */
struct learner {
	const struct ncl_host *host; /* the functions of nclass */
	ncl_layer layer;             /* our layer, by its handle */
	ncl_model *model;
	float least;
	uint32_t count;
	ncl_label labels[]; /* the model's labels, by their handles */
};

/* Look up the labels of the model. */
static enum ncl_status look_up(struct learner *self)
{
	const struct ncl_host *host = self->host;

	for (uint32_t i = 0; i < self->count; i++) {
		const struct ncl_model_label *label =
			host->model_label(self->model, i);

		self->labels[i] = host->label(host, self->layer, label->name,
					      label->id);
		if (!self->labels[i])
			return NCL_NOMEM;
	}
	return NCL_OK;
}

/* Once, before the first document: look names up, read what is needed. While
 * it is being trained the model has no labels yet. */
static enum ncl_status learner_open(const struct ncl_host *host,
				    const ncl_settings *settings,
				    void **shared)
{
	enum ncl_status status;
	struct learner *self;
	ncl_model *model;
	uint32_t count;

	/* template.ncm where models are looked for, or what --model says */
	status = host->model_open(host, "template", &model);
	if (status != NCL_OK)
		return status; /* the host knows why */
	count = host->model_labels(model);
	self = calloc(1, sizeof(*self) + count * sizeof(self->labels[0]));
	if (!self)
		return NCL_NOMEM;
	self->host = host;
	self->model = model;
	self->count = count;
	self->least = (float)host->option_number(settings, "least");
	self->layer = host->layer(host, "example.template/1");
	status = look_up(self);
	if (status != NCL_OK) {
		free(self);
		return status;
	}
	*shared = self;
	return NCL_OK;
}

/* ---------------------------------------------------- what it learns from */

enum group { WORDS, PAIRS };

static const struct ncl_feature_group groups[] = {
	[WORDS] = { .name = "words", .kind = NCL_COUNTS,
		    .summary = "the words of the document" },
	[PAIRS] = { .name = "pairs", .kind = NCL_COUNTS, .share = 0.5f,
		    .summary = "neighbouring words" },
};

enum measure { ASKING, LINES, MEASURES };

static const char *const measures[MEASURES] = {
	[ASKING] = "share of blocks that end with a question mark",
	[LINES] = "words of a block, a tenth of the mean",
};

/* What can be seen of a document: the same in training and afterwards. */
static enum ncl_status learner_features(void *shared, ncl_doc *doc,
					struct ncl_sink *sink)
{
	const struct learner *self = shared;
	const struct ncl_host *host = self->host;
	const char *text = host->text(doc, NULL);
	uint32_t blocks = host->block_count(doc), words, asking = 0;
	float dense[MEASURES] = { 0 };

	host->tokens(doc, &words);
	for (uint32_t i = 0; i < blocks; i++) {
		const struct ncl_block *block = host->block(doc, i);

		asking += text[block->end - 1] == '?';
		sink->add_tokens(sink, WORDS, block->first_token,
				 block->token_count, 1);
		sink->add_pairs(sink, PAIRS, block->first_token,
				block->token_count, 1);
	}
	if (blocks > 0) {
		dense[ASKING] = (float)asking / (float)blocks;
		dense[LINES] = (float)words / (float)blocks / 10;
	}
	sink->dense(sink, 0, dense, MEASURES);
	return NCL_OK;
}

/* Raise .revision when a feature changes its meaning: models that were
 * trained before are then refused. */
static const struct ncl_features features = {
	.size = sizeof(features),
	.revision = 1,
	.unit = NCL_UNIT_DOCUMENT,
	.gold = "labels", /* the field of the data that has the right label */
	.dense = measures,
	.dense_count = MEASURES,
	.groups = groups,
	.group_size = sizeof(groups[0]),
	.group_count = sizeof(groups) / sizeof(groups[0]),
	.features = learner_features,
};

static const void *learner_extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &features;
}

/* ------------------------------------------------------------------------ */

/* Once a document: look at it, and add labels. */
static enum ncl_status learner_run(void *shared, ncl_doc *doc)
{
	const struct learner *self = shared;
	const struct ncl_host *host = self->host;
	const struct ncl_scores *scores;
	enum ncl_status status;

	if (host->block_count(doc) == 0)
		return NCL_SKIP; /* nothing to say of an empty document */
	status = host->predict(doc, self->model, &scores);
	for (uint32_t i = 0; status == NCL_OK && i < scores->labels; i++) {
		const struct ncl_model_label *label =
			host->model_label(self->model, i);

		if (scores->p[i] >= label->threshold &&
		    scores->p[i] >= self->least)
			status = host->add_doc_label(doc, self->layer,
						     self->labels[i],
						     scores->p[i]);
	}
	return status;
}

/* Once, at the end: free what open made. The model is the host's. */
static void learner_close(void *shared)
{
	free(shared);
}

/* The one thing that a plugin exports. */
const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "template",
	.version = "1.0.0",
	.summary = "say what kind of letter a document is",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = learner_open,
	.run = learner_run,
	.close = learner_close,
	.extension = learner_extension,
};
