/*
 * topic: what a document is about, from its words, pairs of words and what
 * words begin with, those of its title and of its first sentences more than
 * others. Where boiler ran, only the kept text counts.
 */
#include <nclass/plugin.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "beginnings.h"
#include "language.h"
#include "likeliest.h"
#include "title.h"

#define LAYER "nclass.topic/1"
#define BELOW "nclass.topic-below/1"
#define BOILER "nclass.boiler/1"
#define SECTION "nclass.section/1"
#define FACTS "nclass.facts/1"
#define LANG "nclass.lang-value/1"
#define NOTE "nclass.topic-note/1"

static const struct ncl_layer_decl layers[] = {
	{ LAYER, NCL_WRITES, NCL_LAYER_DOCUMENT,
	  "topics, the likeliest first" },
	{ BELOW, NCL_WRITES, NCL_LAYER_DOCUMENT,
	  "those of the topics that are below their thresholds" },
	{ BOILER, NCL_READS_OPTIONAL, NCL_LAYER_BLOCKS,
	  "only kept blocks are looked at" },
	{ SECTION, NCL_READS_OPTIONAL, NCL_LAYER_BLOCKS,
	  "so that the title it finds is known" },
	{ FACTS, NCL_READS_OPTIONAL, NCL_LAYER_VALUES, "the title" },
	{ LANG, NCL_READS_OPTIONAL, NCL_LAYER_VALUES, "the language" },
	{ NOTE, NCL_WRITES, NCL_LAYER_VALUES,
	  "no-topics: why a document has none" },
};

static const struct ncl_option options[] = {
	{ .name = "model", .type = NCL_FILE, .value = "topic",
	  .help = "the model: a name or a file" },
	{ .name = "min-score", .type = NCL_NUMBER, .value = "auto",
	  .max = 1, .choices = "auto",
	  .help = "give topics of this score or above; auto: each topic's "
		  "own threshold" },
	{ .name = "max-topics", .type = NCL_INTEGER, .value = "0",
	  .max = 1000, .help = "give at most so many; 0: no limit" },
	{ .name = "at-least-one", .type = NCL_FLAG, .value = "yes",
	  .help = "give the best topic where none reaches its threshold" },
	{ .name = "languages", .type = NCL_TEXT, .value = "model",
	  .help = "label texts in these languages: codes (en,de); model: "
		  "those that the model names; any: all" },
	{ .name = "names", .type = NCL_TEXT, .value = "model",
	  .help = "give the topics' names in this language (de); model: as "
		  "it was trained" },
};

enum group { GROUP_WORDS, GROUP_PAIRS, GROUP_BEGINNINGS, GROUP_COUNT };

static const struct ncl_feature_group groups[GROUP_COUNT] = {
	{ "words", NCL_COUNTS, 0, "words of text and title" },
	{ "pairs", NCL_COUNTS, 0.5f, "neighbouring words" },
	{ "beginnings", NCL_COUNTS, 0.5f, "what words begin with" },
};

#define BEGINNINGS_END 100 /* words of the text that they are taken of */

/* What a word counts: in the title, ... */
#define COUNT_TITLE 4

/* ... and by how many words stand before it in the text: about
 * 3 / sqrt(1 + n / 50). What an article is about stands at its beginning. */
static const struct step {
	uint32_t end; /* of the step, in words */
	float count;
} steps[] = {
	{ 25, 2.7f }, { 50, 2.3f }, { 100, 1.9f }, { 200, 1.5f },
	{ 400, 1.1f }, { 800, 0.8f }, { 1600, 0.6f }, { UINT32_MAX, 0.4f },
};

struct topic {
	const struct ncl_host *host;
	ncl_model *model;
	ncl_layer layer, below, boiler, note;
	const char *languages; /* NULL: any */
	ncl_label drop;
	double min_score; /* NaN: the model's thresholds */
	uint32_t max_topics;
	int at_least_one;
	uint32_t count;
	ncl_label label[]; /* those in layer, then those in below */
};

/* Labels of both layers, by their names in a language, else as the model has
 * them. */
static enum ncl_status make_labels(struct topic *t, const char *language)
{
	const struct ncl_host *host = t->host;
	int own = strcmp(language, "model") == 0, any = 0;
	const char *has = host->model_fact(t->model, "label-languages");

	for (uint32_t i = 0; i < t->count; i++) {
		const struct ncl_model_label *l = host->model_label(t->model,
								    i);
		const char *name = own ? NULL :
				   host->model_label_name(t->model, i,
							  language);

		any |= name != NULL;
		name = name ? name : l->name;
		t->label[i] = host->label(host, t->layer, name, l->id);
		t->label[t->count + i] = host->label(host, t->below, name,
						     l->id);
	}
	if (own || any || !t->count)
		return NCL_OK;
	return host->fail(host, NCL_USAGE,
			  "names: the model has none in \"%s\"; it has %s",
			  language, has ? has : "one name a topic");
}

static enum ncl_status topic_open(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	const char *name = host->option_text(settings, "model");
	struct topic *t;
	const char *each;
	ncl_model *model;
	enum ncl_status status = host->model_open(host, name, &model);
	uint32_t n;

	if (status != NCL_OK)
		return status;
	each = host->model_fact(model, "labels-each");
	n = host->model_labels(model);
	t = calloc(1, sizeof(*t) + 2 * (size_t)n * sizeof(t->label[0]));
	if (!t)
		return NCL_NOMEM;
	t->host = host;
	t->model = model;
	t->min_score = host->option_number(settings, "min-score");
	t->max_topics = (uint32_t)host->option_number(settings, "max-topics");
	/* of two that are as likely; who lowers min-score asks for both */
	if (each && strcmp(each, "one") == 0 && isnan(t->min_score))
		t->max_topics = 1;
	t->at_least_one = host->option_number(settings, "at-least-one") != 0;
	t->layer = host->layer(host, LAYER);
	t->below = host->layer(host, BELOW);
	t->boiler = host->layer(host, BOILER);
	t->note = host->layer(host, NOTE);
	t->languages = host->option_text(settings, "languages");
	if (strcmp(t->languages, "model") == 0)
		t->languages = host->model_fact(model, "languages");
	if (t->boiler)
		t->drop = host->label(host, t->boiler, "drop", NULL);
	t->count = n;
	status = make_labels(t, host->option_text(settings, "names"));
	if (status == NCL_OK)
		*shared = t;
	else
		free(t);
	return status;
}

static void topic_close(void *shared)
{
	free(shared);
}

/* ---------------------------------------------------------------- features */

/* Is a block's text looked at? */
static int is_kept(const struct topic *t, const ncl_doc *doc, uint32_t block)
{
	return !t->boiler ||
	       t->host->block_label(doc, t->boiler, block, NULL) != t->drop;
}

/* The first block that is, or the number of blocks. */
static uint32_t first_kept(const struct topic *t, const ncl_doc *doc)
{
	uint32_t i = 0, n = t->host->block_count(doc);

	while (i < n && !is_kept(t, doc, i))
		i++;
	return i;
}

static uint32_t min_len(uint32_t len)
{
	return len < 64 ? len : 64;
}

/* In scripts without spaces pairs of characters take the place of words. */
static enum group pair_group(const struct title_word *w)
{
	return w[-1].text + w[-1].len == w[0].text ? GROUP_WORDS : GROUP_PAIRS;
}

/* A title need not stand in the text, where the host finds words. */
static void name_word(const struct title_word *w, uint32_t i,
		      struct ncl_sink *sink)
{
	char name[2 * 64 + 2];

	snprintf(name, sizeof(name), "%.*s", (int)min_len(w[i].len),
		 w[i].text);
	sink->name(sink, GROUP_WORDS, w[i].hash, name);
	if (!i)
		return;
	snprintf(name, sizeof(name), "%.*s %.*s", (int)min_len(w[i - 1].len),
		 w[i - 1].text, (int)min_len(w[i].len), w[i].text);
	sink->name(sink, pair_group(w + i),
		   ncl_hash_pair(w[i - 1].hash, w[i].hash), name);
}

static void add_title(const struct topic *t, const char *text, size_t len,
		      struct ncl_sink *sink)
{
	struct title_word w[TITLE_MOST];
	uint32_t n = title_words(t->host, text, len, w);

	for (uint32_t i = 0; i < n; i++) {
		sink->add(sink, GROUP_WORDS, w[i].hash, COUNT_TITLE);
		if (i)
			sink->add(sink, pair_group(w + i),
				  ncl_hash_pair(w[i - 1].hash, w[i].hash),
				  COUNT_TITLE);
		beginning_add(t->host, sink, GROUP_BEGINNINGS, w[i].text,
			      w[i].len, COUNT_TITLE);
		if (sink->name)
			name_word(w, i, sink);
	}
}

/* Do most of n tokens stand without a space between? */
static int is_dense(const struct ncl_token *t, uint32_t n)
{
	uint32_t touching = 0;

	for (uint32_t i = 1; i < n; i++)
		touching += t[i - 1].end == t[i].begin;
	return 2 * touching > n;
}

/* `at`: how many words stand before the block; moved on. */
static void add_block(const struct ncl_host *host, ncl_doc *doc,
		      const struct ncl_block *b, uint32_t *at,
		      struct ncl_sink *sink)
{
	uint32_t all;
	const struct ncl_token *tokens = host->tokens(doc, &all);
	const struct step *s = steps;
	uint32_t first = b->first_token, left = b->token_count;

	while (left) {
		uint32_t n, pairs;

		while (*at >= s->end)
			s++;
		n = left < s->end - *at ? left : s->end - *at;
		pairs = n < left ? n + 1 : n;
		sink->add_tokens(sink, GROUP_WORDS, first, n, s->count);
		sink->add_pairs(sink, is_dense(tokens + first, n) ?
				GROUP_WORDS : GROUP_PAIRS, first, pairs,
				s->count);
		if (s->end <= BEGINNINGS_END)
			beginnings_add(host, doc, sink, GROUP_BEGINNINGS,
				       first, n, s->count);
		first += n;
		left -= n;
		*at += n;
	}
}

static enum ncl_status topic_features(void *shared, ncl_doc *doc,
				      struct ncl_sink *sink)
{
	const struct topic *t = shared;
	const struct ncl_host *host = t->host;
	size_t len;
	const char *text = host->value(doc, "title", 0, &len);
	uint32_t at = 0, title = title_block(host, doc, first_kept(t, doc));

	if (!text && title != UINT32_MAX) {
		const struct ncl_block *b = host->block(doc, title);

		text = host->text(doc, &len) + b->begin;
		len = b->end - b->begin;
	}
	if (text)
		add_title(t, text, len, sink);
	for (uint32_t i = 0; i < host->block_count(doc); i++) {
		if (host->should_stop(doc))
			return NCL_LIMIT;
		if (i != title && is_kept(t, doc, i))
			add_block(host, doc, host->block(doc, i), &at, sink);
	}
	return NCL_OK;
}

/* --------------------------------------------------------------------- run */

static int reaches(const struct topic *t, uint32_t label, float p)
{
	return p >= (isnan(t->min_score) ?
		     t->host->model_label(t->model, label)->threshold :
		     t->min_score);
}

static enum ncl_status add_topics(const struct topic *t, ncl_doc *doc,
				  const float *p, unsigned char *given)
{
	const struct ncl_host *host = t->host;
	enum ncl_status status = NCL_OK;
	uint32_t best = likeliest(p, given, t->count), n = 0;

	for (uint32_t i = 0; i < t->count; i++)
		given[i] = !reaches(t, i, p[i]);
	while (status == NCL_OK) {
		uint32_t i = likeliest(p, given, t->count);

		if (i == t->count)
			break;
		given[i] = 1;
		if (t->max_topics && n >= t->max_topics)
			break;
		status = host->add_doc_label(doc, t->layer, t->label[i],
					     p[i]);
		n++;
	}
	if (status != NCL_OK || n || !t->at_least_one || best == t->count)
		return status;
	status = host->add_doc_label(doc, t->layer, t->label[best], p[best]);
	if (status == NCL_OK)
		status = host->add_doc_label(doc, t->below,
					     t->label[t->count + best],
					     p[best]);
	return status;
}

static enum ncl_status topic_run(void *shared, ncl_doc *doc)
{
	const struct topic *t = shared;
	const struct ncl_scores *scores;
	unsigned char *given;
	enum ncl_status status;
	char why[160];

	if (!language_fits(t->host, doc, t->languages, why, sizeof(why)))
		return t->host->add_value(doc, t->note, "no-topics", why,
					  strlen(why));
	if (first_kept(t, doc) == t->host->block_count(doc))
		return NCL_SKIP;
	status = t->host->predict(doc, t->model, &scores);
	if (status != NCL_OK)
		return status;
	given = t->host->alloc(doc, t->count + 1);
	return given ? add_topics(t, doc, scores->p, given) : NCL_NOMEM;
}

static const struct ncl_features features = {
	.size = sizeof(features),
	.revision = 3,
	.unit = NCL_UNIT_DOCUMENT,
	.gold = "labels",
	.group_size = sizeof(groups[0]),
	.group_count = GROUP_COUNT,
	.groups = groups,
	.features = topic_features,
};

static const void *topic_extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &features;
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "topic",
	.version = "1.0.0",
	.summary = "say what a document is about",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = topic_open,
	.run = topic_run,
	.close = topic_close,
	.extension = topic_extension,
};
