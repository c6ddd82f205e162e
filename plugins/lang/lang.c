/*
 * lang: the language of a document, from the letters of its words. The first
 * words of the text tell it (of the kept text where boiler ran); a language
 * that the input names is believed.
 */
#include <nclass/plugin.h>

#include <stdlib.h>
#include <string.h>

#include "lang.h"

#define LAYER "nclass.lang/1"
#define BLOCKS "nclass.lang-blocks/1"
#define VALUE "nclass.lang-value/1"
#define BOILER "nclass.boiler/1"

static const struct ncl_layer_decl layers[] = {
	{ LAYER, NCL_WRITES, NCL_LAYER_DOCUMENT,
	  "languages by their codes (BCP 47), the likeliest first" },
	{ VALUE, NCL_WRITES, NCL_LAYER_VALUES,
	  "lang: the likeliest, where it is sure enough" },
	{ BLOCKS, NCL_WRITES, NCL_LAYER_BLOCKS,
	  "the language of each block, where that is asked for" },
	{ BOILER, NCL_READS_OPTIONAL, NCL_LAYER_BLOCKS,
	  "only kept blocks are looked at" },
};

static const struct ncl_option options[] = {
	{ .name = "model", .type = NCL_FILE, .value = "lang",
	  .help = "the model: a name or a file" },
	{ .name = "min-score", .type = NCL_NUMBER, .value = "0.5",
	  .max = 1, .help = "name a language of this score or above" },
	{ .name = "max-languages", .type = NCL_INTEGER, .value = "1",
	  .min = 1, .max = 1000, .help = "give at most so many" },
	{ .name = "always", .type = NCL_FLAG, .value = "no",
	  .help = "look also where the input names the language" },
	{ .name = "blocks", .type = NCL_FLAG, .value = "no",
	  .help = "look at each block too" },
	{ .name = "block-words", .type = NCL_INTEGER, .value = "24",
	  .min = 1, .max = 1000000,
	  .help = "words of a block that are looked at" },
	{ .name = "words", .type = NCL_INTEGER, .flags = NCL_OPTION_FEATURES,
	  .value = "60", .min = 1, .max = 1000000,
	  .help = "words that are looked at" },
};

static const struct ncl_feature_group groups[GROUP_COUNT] = {
	{ "grams", NCL_COUNTS, 0, "runs of 1 to 4 letters of a word" },
	{ "words", NCL_COUNTS, 0, "whole words" },
};

static enum ncl_status lang_open(const struct ncl_host *host,
				 const ncl_settings *settings, void **shared)
{
	const char *name = host->option_text(settings, "model");
	struct lang *l;
	ncl_model *model;
	enum ncl_status status = host->model_open(host, name, &model);
	uint32_t n;

	if (status != NCL_OK)
		return status;
	n = host->model_labels(model);
	l = calloc(1, sizeof(*l) + 2 * (size_t)n * sizeof(l->label[0]));
	if (!l)
		return NCL_NOMEM;
	l->host = host;
	l->model = model;
	l->min_score = host->option_number(settings, "min-score");
	l->most = (uint32_t)host->option_number(settings, "max-languages");
	l->always = host->option_number(settings, "always") != 0;
	l->words = (uint32_t)host->option_number(settings, "words");
	l->block_words = (uint32_t)host->option_number(settings,
						       "block-words");
	l->layer = host->layer(host, LAYER);
	l->value = host->layer(host, VALUE);
	if (host->option_number(settings, "blocks") != 0)
		l->blocks = host->layer(host, BLOCKS);
	l->parts = host->extension(host, NCL_PARTS);
	if (l->blocks && !l->parts) {
		free(l);
		return host->fail(host, NCL_FATAL, "the option blocks needs a "
				  "later nclass");
	}
	l->boiler = host->layer(host, BOILER);
	if (l->boiler)
		l->drop = host->label(host, l->boiler, "drop", NULL);
	l->count = n;
	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_model_label *label =
			host->model_label(model, i);

		l->label[i] = host->label(host, l->layer, label->name,
					  label->id);
		if (l->blocks)
			l->label[n + i] = host->label(host, l->blocks,
						      label->name, label->id);
	}
	*shared = l;
	return NCL_OK;
}

static void lang_close(void *shared)
{
	free(shared);
}

/* ---------------------------------------------------------------- features */

static int is_kept(const struct lang *l, const ncl_doc *doc, uint32_t block)
{
	return !l->boiler ||
	       l->host->block_label(doc, l->boiler, block, NULL) != l->drop;
}

/* Words [first, first + n): those that touch are one, so that scripts written
 * without spaces have n-grams too. */
void lang_add_words(const char *text, const struct ncl_token *tokens,
		      uint32_t first, uint32_t n, struct ncl_sink *sink)
{
	const struct grams grams = { GROUP_GRAMS, 1, 4, 1 };

	sink->add_tokens(sink, GROUP_WORDS, first, n, 1);
	for (uint32_t i = first, end = first + n; i < end;) {
		uint32_t begin = tokens[i].begin, stop = tokens[i].end;

		while (++i < end && tokens[i].begin == stop)
			stop = tokens[i].end;
		while (begin < stop)
			begin = grams_add(&grams, sink, text, begin, stop);
	}
}

static enum ncl_status lang_features(void *shared, ncl_doc *doc,
				     struct ncl_sink *sink)
{
	const struct lang *l = shared;
	const struct ncl_host *host = l->host;
	uint32_t n, left = l->words;
	const struct ncl_token *tokens = host->tokens(doc, &n);
	size_t len;
	const char *text = host->text(doc, &len);

	for (uint32_t i = 0; left && i < host->block_count(doc); i++) {
		const struct ncl_block *b = host->block(doc, i);
		uint32_t take = b->token_count < left ? b->token_count : left;

		if (!take || !is_kept(l, doc, i))
			continue;
		lang_add_words(text, tokens, b->first_token, take, sink);
		left -= take;
	}
	return NCL_OK;
}

/* --------------------------------------------------------------------- run */

/* The likeliest label below `than` and its place, or l->count. */
static uint32_t next_best(const struct lang *l, const float *p, uint32_t last)
{
	uint32_t best = l->count;

	for (uint32_t i = 0; i < l->count; i++) {
		int later = last == l->count || p[i] < p[last] ||
			    (p[i] == p[last] && i > last);

		if (later && (best == l->count || p[i] > p[best]))
			best = i;
	}
	return best;
}

static enum ncl_status add_languages(const struct lang *l, ncl_doc *doc,
				     const float *p)
{
	const struct ncl_host *host = l->host;
	uint32_t best = next_best(l, p, l->count), i = best;
	enum ncl_status status = NCL_OK;

	for (uint32_t n = 0; status == NCL_OK && n < l->most && i < l->count;
	     n++) {
		if (p[i] < l->min_score)
			break;
		status = host->add_doc_label(doc, l->layer, l->label[i], p[i]);
		i = next_best(l, p, i);
	}
	if (status == NCL_OK && best < l->count && p[best] >= l->min_score) {
		const char *name = host->model_label(l->model, best)->name;

		status = host->add_value(doc, l->value, "lang", name,
					 strlen(name));
	}
	return status;
}

/* Whether any word can be looked at. */
static int has_words(const struct lang *l, ncl_doc *doc)
{
	uint32_t n;

	l->host->tokens(doc, &n);
	for (uint32_t i = 0; n && i < l->host->block_count(doc); i++)
		if (is_kept(l, doc, i) &&
		    l->host->block(doc, i)->token_count)
			return 1;
	return 0;
}

static enum ncl_status lang_run(void *shared, ncl_doc *doc)
{
	const struct lang *l = shared;
	const struct ncl_scores *scores;
	enum ncl_status status = NCL_OK;
	size_t len;

	if ((l->always || !l->host->value(doc, "lang", 0, &len)) &&
	    has_words(l, doc)) {
		status = l->host->predict(doc, l->model, &scores);
		if (status == NCL_OK)
			status = add_languages(l, doc, scores->p);
	}
	return status == NCL_OK && l->blocks ? blocks_run(l, doc) : status;
}

static const struct ncl_features features = {
	.size = sizeof(features),
	.revision = 1,
	.unit = NCL_UNIT_DOCUMENT,
	.gold = "lang",
	.group_size = sizeof(groups[0]),
	.group_count = GROUP_COUNT,
	.groups = groups,
	.features = lang_features,
};

static const void *lang_extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &features;
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "lang",
	.version = "1.0.0",
	.summary = "say which language a document is in",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = lang_open,
	.run = lang_run,
	.close = lang_close,
	.extension = lang_extension,
};
