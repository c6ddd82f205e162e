/*
 * boiler: which blocks are article text, and how surely, learned from
 * plugins/common/blocks.h. Its features read no layer; where section ran,
 * what it says of a block is weighed with what boiler learned itself.
 */
#include <nclass/plugin.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boiler/course.h"
#include "boiler/groups.h"
#include "common/blocks.h"

#define LAYER "nclass.boiler/1"
#define ARTICLE "nclass.article/1"
#define ROLES "nclass.section/1"
#define ROLE_LIST                                                         \
	"headline,standfirst,byline,dateline,caption,heading,body,list,"  \
	"quote,table,code,related,promo,ad,share,tags,author-bio,"        \
	"comments,nav,footer"

/*
 * log-odds that there is an article at all, from what the scores expect: the
 * share of all words that are article text, the surest block (a short one
 * counts by its words), and that the text is short: whoever hands in a
 * paragraph means it. Fitted on full and light pages of held-out sites, the
 * same with their article cut to one to three paragraphs, these by themselves,
 * and the full ones with their article taken out.
 */
#define ARTICLE_SHARE 4.35f
#define ARTICLE_SUREST 5.63f /* times score * words / 40, 1 at most */
#define ARTICLE_BRIEF 6.94f /* times 60 / (60 + words) */
#define ARTICLE_NONE -6.15f
#define SURE_WORDS 40.0f
#define BRIEF_WORDS 60.0f

/*
 * What is added to the log-odds of running text in a brief document, for the
 * same reason: a headline and a paragraph look like a teaser. Times (60 / (60 +
 * words))^2, which is nothing for whole pages. Chosen on paragraphs of
 * held-out sites: docs/blocks.md.
 */
#define BRIEF_PROSE 2.0f
#define BRIEF_TOLD 0.05f /* to who asks why */

static const struct ncl_layer_decl layers[] = {
	{ LAYER, NCL_WRITES, NCL_LAYER_BLOCKS,
	  "keep or drop; the score is that of article text" },
	{ ARTICLE, NCL_WRITES, NCL_LAYER_DOCUMENT,
	  "article: how surely there is one at all" },
	{ ROLES, NCL_READS_OPTIONAL, NCL_LAYER_BLOCKS,
	  "weighed with the verdict, and for the option keep" },
};

static const struct ncl_option options[] = {
	{ .name = "keep", .type = NCL_LIST, .value = "",
	  .choices = ROLE_LIST,
	  .help = "roles that are kept whatever their score; needs section" },
	{ .name = "threshold", .type = NCL_NUMBER, .value = "0.5",
	  .min = 0, .max = 1,
	  .help = "keep blocks of this score or above" },
	{ .name = "article", .type = NCL_NUMBER, .value = "0.3",
	  .min = 0, .max = 1,
	  .help = "keep nothing of documents that are less surely an "
		  "article" },
	{ .name = "course", .type = NCL_FLAG, .value = "yes",
	  .help = "weigh anew by what stands around a block, and between "
		  "it and the article" },
};

#define ROLE_MOST 32
#define LABEL_MOST 4200 /* more than the layer of roles can have */

struct boiler {
	struct page_maker maker;
	ncl_model *model;
	ncl_layer layer, roles, whole;
	ncl_label keep, drop, has_article;
	uint32_t article; /* which label of the model is article text */
	float threshold, least_article;
	int course;
	const struct ncl_explain *why; /* or NULL */
	uint32_t role_count;
	struct role role[ROLE_MOST];
	/* Which of these a label is, + 1; 0: none that is known here. */
	unsigned char role_of[LABEL_MOST];
};

static int is_kept(const struct ncl_host *host, const ncl_settings *settings,
		   const char *role)
{
	const char *item;

	for (uint32_t i = 0;
	     (item = host->option_item(settings, "keep", i)) != NULL; i++)
		if (!strcmp(item, role))
			return 1;
	return 0;
}

static void open_roles(struct boiler *b, const ncl_settings *settings)
{
	const struct ncl_host *host = b->maker.host;
	const char *name = ROLE_LIST;

	b->roles = host->layer(host, ROLES);
	while (b->roles && *name && b->role_count < ROLE_MOST) {
		size_t len = strcspn(name, ",");
		char role[32] = { 0 };
		ncl_label label;

		memcpy(role, name, len < sizeof(role) ? len :
							sizeof(role) - 1);
		label = host->label(host, b->roles, role, NULL);
		b->role[b->role_count++] = (struct role){
			.sense = sense_of(role),
			.keep = is_kept(host, settings, role),
			.turns = turns_of(role),
		};
		if (label < LABEL_MOST)
			b->role_of[label] = (unsigned char)b->role_count;
		name += len + (name[len] == ',');
	}
}

static void open_model(struct boiler *b)
{
	const struct ncl_host *host = b->maker.host;
	uint32_t n = host->model_labels(b->model);

	for (uint32_t i = 0; i < n; i++)
		if (!strcmp(host->model_label(b->model, i)->name, "1"))
			b->article = i;
}

static enum ncl_status boiler_open(const struct ncl_host *host,
				   const ncl_settings *settings,
				   void **shared)
{
	struct boiler *b = calloc(1, sizeof(*b));
	enum ncl_status status;

	if (!b)
		return NCL_NOMEM;
	status = host->model_open(host, "boiler", &b->model);
	if (status != NCL_OK) {
		free(b);
		return status;
	}
	blocks_open(&b->maker, host);
	b->why = host->extension(host, NCL_EXPLAIN);
	b->threshold = (float)host->option_number(settings, "threshold");
	b->least_article = (float)host->option_number(settings, "article");
	b->course = host->option_number(settings, "course") != 0;
	b->layer = host->layer(host, LAYER);
	b->keep = host->label(host, b->layer, "keep", NULL);
	b->drop = host->label(host, b->layer, "drop", NULL);
	b->whole = host->layer(host, ARTICLE);
	b->has_article = host->label(host, b->whole, "article", NULL);
	open_model(b);
	open_roles(b, settings);
	*shared = b;
	return NCL_OK;
}

static const struct role *find_role(const struct boiler *b, ncl_label label)
{
	static const struct role unknown;

	return label && label < LABEL_MOST && b->role_of[label] ?
		       &b->role[b->role_of[label] - 1] : &unknown;
}

/* What is added to the log-odds of running text. */
static float prose_odds(const struct ncl_host *host, const ncl_doc *doc,
			uint32_t blocks)
{
	float words = BRIEF_WORDS;

	for (uint32_t i = 0; i < blocks; i++)
		words += (float)host->block(doc, i)->token_count;
	return BRIEF_PROSE * BRIEF_WORDS * BRIEF_WORDS / (words * words);
}

/* For who asks why: what the role did, and what is a copy. */
static void tell(const struct boiler *b, ncl_doc *doc, uint32_t block,
		 const struct verdict *v, int kept)
{
	const struct ncl_host *host = b->maker.host;
	const char *role = v->role ? host->label_name(host, b->roles,
						      v->role) : NULL;
	float odds = role_odds(v);
	char what[80];

	snprintf(what, sizeof(what), "role %s", role ? role : "?");
	if (odds != 0)
		b->why->note(doc, block, what, odds);
	if (v->sense->sense != SENSE_UNKNOWN)
		b->why->note(doc, block, "own score, less sure beside a role",
			     own_odds(v));
	snprintf(what, sizeof(what), "kept: boiler.keep has %s",
		 role ? role : "?");
	if (kept)
		b->why->note(doc, block, what, 0);
	if (v->prose_odds >= BRIEF_TOLD)
		b->why->note(doc, block, "in a brief text", v->prose_odds);
	if (v->anew_odds != 0)
		b->why->note(doc, block, "weighed anew: length, blocks around",
			     v->anew_odds);
	if (v->behind_odds != 0)
		b->why->note(doc, block, "what ends an article stands above",
			     v->behind_odds);
	if (v->before_odds != 0)
		b->why->note(doc, block, "the headline or a menu stands below",
			     v->before_odds);
	if (v->is_copy && !v->sense->keep)
		b->why->note(doc, block, "dropped: it stands above", 0);
}

static enum ncl_status judge(const struct boiler *b, ncl_doc *doc,
			     const struct ncl_scores *scores,
			     struct verdict *to)
{
	const struct ncl_host *host = b->maker.host;
	const struct page *page = page_get(&b->maker, doc);
	int roles = b->roles && host->layer_present(doc, b->roles);
	int known = 0; /* a user's own model may have other roles */
	float prose = prose_odds(host, doc, scores->items);

	if (!page)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < scores->items; i++) {
		struct verdict *v = &to[i];

		if (roles)
			v->role = host->block_label(doc, b->roles, i,
						    &v->role_score);
		v->sense = find_role(b, v->role);
		known |= v->sense->sense != SENSE_UNKNOWN;
		v->prose_odds = page->shapes[i].prose && !is_site(v) ? prose :
								       0;
		v->own = scores->p[(size_t)i * scores->labels + b->article];
		v->score = weigh(v);
		v->anew_odds = v->behind_odds = v->before_odds = 0;
	}
	return b->course ? course_weigh(host, doc, to, scores->items, known) :
			   NCL_OK;
}

/* How surely there is an article: where no block is more likely text than not,
 * no more than the likeliest block. */
static float weigh_article(const struct boiler *b, const ncl_doc *doc,
			   const struct verdict *v, uint32_t blocks)
{
	float words = 0, all = 0, surest = 0, best = 0, odds, p;

	for (uint32_t i = 0; i < blocks; i++) {
		const struct ncl_block *block = b->maker.host->block(doc, i);
		float n = (float)block->token_count, sure;

		words += v[i].score * n;
		all += n;
		sure = v[i].score * (n < SURE_WORDS ? n / SURE_WORDS : 1);
		surest = sure > surest ? sure : surest;
		best = v[i].score > best ? v[i].score : best;
	}
	odds = ARTICLE_SUREST * surest + ARTICLE_NONE +
	       ARTICLE_BRIEF * BRIEF_WORDS / (BRIEF_WORDS + all);
	if (all > 0)
		odds += ARTICLE_SHARE * words / all;
	p = 1 / (1 + expf(-odds));
	return best < 0.5f && best < p ? best : p;
}

static enum ncl_status add_verdict(const struct boiler *b, ncl_doc *doc,
				   uint32_t block, const struct verdict *v,
				   int article)
{
	int sure = article && v->score >= b->threshold && !v->is_copy;
	int keep = sure || v->sense->keep;

	if (b->why && b->why->wanted(doc))
		tell(b, doc, block, v, keep && !sure);
	return b->maker.host->add_block_label(doc, b->layer, block,
					      keep ? b->keep : b->drop,
					      v->score);
}

static enum ncl_status boiler_run(void *shared, ncl_doc *doc)
{
	const struct boiler *b = shared;
	const struct ncl_host *host = b->maker.host;
	const struct ncl_scores *scores;
	enum ncl_status status = host->predict(doc, b->model, &scores);
	struct verdict *v;
	float article;

	if (status != NCL_OK)
		return status;
	v = host->alloc(doc, (scores->items + (size_t)1) * sizeof(*v));
	if (!v)
		return NCL_NOMEM;
	status = judge(b, doc, scores, v);
	if (status != NCL_OK)
		return status;
	groups_join_rows(host, doc, v, scores->items);
	article = weigh_article(b, doc, v, scores->items);
	status = groups_mark_copies(host, doc, v, scores->items, b->threshold);
	for (uint32_t i = 0; status == NCL_OK && i < scores->items; i++)
		status = add_verdict(b, doc, i, &v[i],
				     article >= b->least_article);
	return status == NCL_OK ? host->add_doc_label(doc, b->whole,
						      b->has_article,
						      article) :
				  status;
}

static void boiler_close(void *shared)
{
	free(shared);
}

static enum ncl_status boiler_features(void *shared, ncl_doc *doc,
				       struct ncl_sink *sink)
{
	const struct boiler *b = shared;

	return blocks_features(&b->maker, doc, sink);
}

static const struct ncl_features features = {
	.size = sizeof(features),
	.revision = BLOCKS_REVISION,
	.unit = NCL_UNIT_BLOCK,
	.gold = "content",
	.dense = blocks_dense,
	.dense_count = BLOCKS_DENSE,
	.group_size = sizeof(blocks_groups[0]),
	.group_count = GROUP_COUNT,
	.groups = blocks_groups,
	.features = boiler_features,
	.same = BLOCKS_SAME,
};

static const void *boiler_extension(const char *name)
{
	return strcmp(name, NCL_FEATURES) ? NULL : &features;
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "boiler",
	.version = "1.0.0",
	.summary = "separate the article from menus, adverts and teasers",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = boiler_open,
	.run = boiler_run,
	.close = boiler_close,
	.extension = boiler_extension,
};
