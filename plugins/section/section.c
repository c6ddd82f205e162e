/*
 * section: the role of each block (headline, byline, caption, body, related,
 * ...), learned from plugins/common/blocks.h. Where the input has no title,
 * authors or date, they are taken from the blocks of those roles (facts.h).
 */
#include <nclass/plugin.h>

#include <stdlib.h>
#include <string.h>

#include "common/blocks.h"
#include "common/rows.h"
#include "section/facts.h"

#define LAYER "nclass.section/1"
#define FACTS "nclass.facts/1"

static const struct ncl_layer_decl layers[] = {
	{ LAYER, NCL_WRITES, NCL_LAYER_BLOCKS,
	  "the role of each block: headline, byline, body, related, ..." },
	{ FACTS, NCL_WRITES, NCL_LAYER_VALUES,
	  "title, authors and date, where the input has none" },
};

struct section {
	struct page_maker maker;
	ncl_model *model;
	ncl_layer layer;
	struct facts_maker facts;
	uint32_t roles;    /* labels of the model */
	ncl_label label[]; /* by role */
};

static enum ncl_status section_open(const struct ncl_host *host,
				    const ncl_settings *settings,
				    void **shared)
{
	struct section *s;
	ncl_model *model;
	enum ncl_status status = host->model_open(host, "section", &model);
	uint32_t n;

	(void)settings;
	if (status != NCL_OK)
		return status;
	n = host->model_labels(model);
	s = calloc(1, sizeof(*s) + n * sizeof(s->label[0]));
	if (!s)
		return NCL_NOMEM;
	blocks_open(&s->maker, host);
	s->model = model;
	s->layer = host->layer(host, LAYER);
	facts_open(&s->facts, host, host->layer(host, FACTS));
	s->roles = n;
	for (uint32_t i = 0; i < n; i++) {
		const struct ncl_model_label *l = host->model_label(model, i);

		s->label[i] = host->label(host, s->layer, l->name, l->id);
		facts_role(&s->facts, i, l->name);
	}
	*shared = s;
	return NCL_OK;
}

static uint32_t likeliest(const float *p, uint32_t n)
{
	uint32_t best = 0;
	float most = p[0];

	/* no branches, since none would be foreseen */
	for (uint32_t i = 1; i < n; i++) {
		best = p[i] > most ? i : best;
		most = p[i] > most ? p[i] : most;
	}
	return best;
}

/* The means of probabilities over blocks, by their words and one. */
static void mean_over(const struct section *s, const ncl_doc *doc,
		      const struct ncl_scores *scores, uint32_t first,
		      uint32_t end, float *to)
{
	float words = 0;

	memset(to, 0, scores->labels * sizeof(*to));
	for (uint32_t i = first; i < end; i++) {
		const float *p = scores->p + (size_t)i * scores->labels;
		float n = 1;

		n += (float)s->maker.host->block(doc, i)->token_count;
		words += n;
		for (uint32_t y = 0; y < scores->labels; y++)
			to[y] += n * p[y];
	}
	for (uint32_t y = 0; y < scores->labels; y++)
		to[y] /= words;
}

/* The blocks' roles, and those of a table's rows together: its header says
 * little by itself. */
static enum ncl_status add_roles(const struct section *s, ncl_doc *doc,
				 const struct ncl_scores *scores,
				 uint32_t *roles)
{
	const struct ncl_host *host = s->maker.host;
	float *mean = host->alloc(doc, (scores->labels + (size_t)1) *
				  sizeof(*mean));
	enum ncl_status status = mean ? NCL_OK : NCL_NOMEM;
	uint32_t end;

	for (uint32_t i = 0; status == NCL_OK && i < scores->items; i = end) {
		const float *p = scores->p + (size_t)i * scores->labels;
		uint32_t role;

		end = rows_end(host, doc, i, scores->items);
		if (end > i + 1) {
			mean_over(s, doc, scores, i, end, mean);
			p = mean;
		}
		role = likeliest(p, scores->labels);
		for (uint32_t k = i; status == NCL_OK && k < end; k++) {
			roles[k] = role;
			status = host->add_block_label(doc, s->layer, k,
						       s->label[role],
						       p[role]);
		}
	}
	return status;
}

static enum ncl_status section_run(void *shared, ncl_doc *doc)
{
	const struct section *s = shared;
	const struct ncl_host *host = s->maker.host;
	const struct ncl_scores *scores;
	enum ncl_status status = host->predict(doc, s->model, &scores);
	uint32_t *roles;

	if (status != NCL_OK)
		return status;
	roles = host->alloc(doc, (scores->items + (size_t)1) *
				 sizeof(*roles));
	status = roles ? add_roles(s, doc, scores, roles) : NCL_NOMEM;
	return status == NCL_OK ?
		       facts_add(&s->facts, doc, scores, roles) : status;
}

static void section_close(void *shared)
{
	free(shared);
}

static enum ncl_status section_features(void *shared, ncl_doc *doc,
					struct ncl_sink *sink)
{
	const struct section *s = shared;

	return blocks_features(&s->maker, doc, sink);
}

static const struct ncl_features features = {
	.size = sizeof(features),
	.revision = BLOCKS_REVISION,
	.unit = NCL_UNIT_BLOCK,
	.gold = "role",
	.dense = blocks_dense,
	.dense_count = BLOCKS_DENSE,
	.group_size = sizeof(blocks_groups[0]),
	.group_count = GROUP_COUNT,
	.groups = blocks_groups,
	.features = section_features,
	.same = BLOCKS_SAME,
};

static const void *section_extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &features;
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "section",
	.version = "1.0.0",
	.summary = "name the role of each block: headline, byline, body, ...",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.open = section_open,
	.run = section_run,
	.close = section_close,
	.extension = section_extension,
};
