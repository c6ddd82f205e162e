#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "languages.h"
#include "model.h"

#define VERDICT_LAYER "nclass.boiler/1"

/* ------------------------------------------------------------ opening */

/* "topic" of "topic", "mine=topic" is "mine", "./x/topic.so" is "topic". */
static int is_use(const struct stage *s, const char *plugin)
{
	const char *equals = strchr(plugin, '=');
	const char *slash = strrchr(plugin, '/');

	if (equals)
		return strlen(s->name) == (size_t)(equals - plugin) &&
		       !strncmp(s->name, plugin, strlen(s->name));
	if (slash)
		return s->path && !strcmp(s->path, plugin);
	return !strcmp(s->name, plugin);
}

static struct instance *find_use(const struct judge *j, const char *plugin)
{
	for (uint32_t i = 0; i < j->pipeline->count; i++)
		if (is_use(&j->pipeline->stages[i], plugin))
			return &j->worker->instances[i];
	return NULL;
}

/* Layers of the plugin's own that its answers stand in. */
static int is_answer(const struct stage *s, uint32_t i)
{
	const struct stage_layer *l = &s->layers[i];

	return l->use == NCL_WRITES &&
	       l->kind == (s->features.unit == NCL_UNIT_BLOCK ?
			   NCL_LAYER_BLOCKS : NCL_LAYER_DOCUMENT);
}

/* Whether some label that it may add is one of the model's. */
static int can_answer(const struct judge *j)
{
	const struct stage *s = j->it->stage;

	for (uint32_t i = 0; i < s->layer_count; i++) {
		const struct layer *l =
			layers_get(&j->pipeline->table, s->layers[i].handle);

		for (uint32_t k = 0; l && is_answer(s, i) &&
		     k < l->label_count; k++)
			if (gold_find(&j->names, &j->measure,
				      l->labels[k].name) != NAMES_NONE)
				return 1;
	}
	return j->verdict != 0;
}

static ncl_layer verdict_layer(const struct judge *j)
{
	const struct stage *s = j->it->stage;

	for (uint32_t i = 0; i < s->layer_count; i++)
		if (is_answer(s, i) && j->measure.verdict != NAMES_NONE &&
		    !strcmp(s->layers[i].declared, VERDICT_LAYER))
			return s->layers[i].handle;
	return 0;
}

static enum ncl_status take_plugin(struct judge *j, const char *plugin,
				   struct ncl_error *err)
{
	const struct stage *s;
	enum ncl_status ret;

	j->it = find_use(j, plugin);
	s = j->it ? j->it->stage : NULL;
	if (!s || !s->features.size)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s cannot be measured: it has no "
				     "extension " NCL_FEATURES, plugin);
	j->model = s->model_count ? s->models[0] : NULL;
	if (!j->model || !j->model->shape.labels)
		return ncl_error_set(err, NCL_REFUSED,
				     "%s cannot be measured: it opened no "
				     "model", plugin);
	ret = measure_start(&j->measure, s->features.unit == NCL_UNIT_BLOCK,
			    j->model->labels, j->model->shape.labels);
	if (ret == NCL_REFUSED)
		return ncl_error_set(err, ret, "the model of %s has a label "
				     "twice", plugin);
	if (ret == NCL_OK)
		ret = gold_open(&j->names, j->model);
	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "no memory for measures of %u "
				     "labels", j->model->shape.labels);
	j->verdict = verdict_layer(j);
	if (!can_answer(j))
		return ncl_error_set(err, NCL_REFUSED,
				     "%s cannot be measured: no label of the "
				     "layers that it writes is one of its "
				     "model's", plugin);
	return NCL_OK;
}

enum ncl_status judge_open(struct judge *j, const struct ncl_config *config,
			   const char *plugin, uint32_t mistakes,
			   struct ncl_error *err)
{
	enum ncl_status ret = ncl_pipeline_open(&j->pipeline, config, err);

	if (ret == NCL_OK)
		ret = ncl_worker_new(&j->worker, j->pipeline, err);
	if (ret == NCL_OK)
		ret = take_plugin(j, plugin, err);
	if (ret == NCL_OK && mistakes_init(&j->mistakes, mistakes) != NCL_OK)
		ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
	return ret;
}

void judge_release(struct judge *j)
{
	measure_release(&j->measure);
	gold_release(&j->names);
	mistakes_release(&j->mistakes);
	arena_release(&j->arena);
	ncl_worker_free(j->worker);
	ncl_pipeline_free(j->pipeline);
	*j = (struct judge){ 0 };
}

/* ------------------------------------------------------------ looking */

static int room(struct judge *j, size_t golds, size_t givens)
{
	size_t n = j->items;

	j->gold = arena_alloc(&j->arena, (golds + 1) * sizeof(*j->gold));
	j->given = arena_alloc(&j->arena, (givens + 1) * sizeof(*j->given));
	j->gold_at = arena_alloc(&j->arena, (n + 1) * sizeof(uint32_t));
	j->given_at = arena_alloc(&j->arena, (n + 1) * sizeof(uint32_t));
	j->score = arena_alloc(&j->arena, (n * j->measure.known + 1) *
			       sizeof(*j->score));
	j->right = arena_alloc(&j->arena, n + 1);
	return j->gold && j->given && j->gold_at && j->given_at && j->score &&
	       j->right;
}

/* What predict found; a document that was not scored has zeros. */
static void take_scores(struct judge *j)
{
	const struct ncl_scores *s = j->it->predicted;
	size_t n = (size_t)j->items * j->measure.known;

	if (!s || s->items != j->items || s->labels != j->measure.known)
		return;
	for (size_t i = 0; i < n; i++)
		j->score[i] = measure_score(s->p[i]);
}

/* A label of a layer, as one of the model. */
static uint32_t known_label(const struct judge *j, const ncl_doc *doc,
			    ncl_layer layer, ncl_label label)
{
	const char *name = ncl_doc_label_name(doc, layer, label);

	return name ? gold_find(&j->names, &j->measure, name) : NAMES_NONE;
}

static void take_verdict(struct judge *j, const ncl_doc *doc, uint32_t i)
{
	uint32_t yes = j->measure.verdict, y = NAMES_NONE;
	float score;
	ncl_label label = ncl_doc_block_label(doc, j->verdict, i, &score);
	const char *name = ncl_doc_label_name(doc, j->verdict, label);

	if (!name)
		return;
	y = strcmp(name, "keep") ? !yes : yes;
	j->given[j->given_at[i + 1]++] = y;
	j->score[2 * i + yes] = measure_score(score);
	j->score[2 * i + !yes] =
		(uint16_t)(MEASURE_ONE - measure_score(score));
}

static void take_block(struct judge *j, const ncl_doc *doc, uint32_t i)
{
	const struct stage *s = j->it->stage;
	uint32_t y = NAMES_NONE;
	float score;

	j->given_at[i + 1] = j->given_at[i];
	if (j->verdict) {
		take_verdict(j, doc, i);
		return;
	}
	for (uint32_t k = 0; k < s->layer_count && y == NAMES_NONE; k++) {
		ncl_layer l = s->layers[k].handle;

		if (is_answer(s, k))
			y = known_label(j, doc, l, ncl_doc_block_label(
						doc, l, i, &score));
	}
	if (y != NAMES_NONE)
		j->given[j->given_at[i + 1]++] = y;
}

static void take_document(struct judge *j, const ncl_doc *doc)
{
	const struct stage *s = j->it->stage;
	uint32_t found = 0, most = j->measure.known;

	for (uint32_t k = 0; k < s->layer_count; k++) {
		uint32_t n = 0;
		ncl_layer l = s->layers[k].handle;
		const struct ncl_mark *marks = is_answer(s, k) ?
			ncl_doc_labels(doc, l, &n) : NULL;

		for (uint32_t i = 0; i < n && found < 2 * most; i++) {
			uint32_t y = known_label(j, doc, l, marks[i].label);

			if (y != NAMES_NONE)
				j->given[found++] = y;
		}
		found = measure_unique(&j->measure, j->given, found);
	}
	j->given_at[1] = found;
	j->unserved = !found && !j->it->predicted &&
		      !languages_serve(model_fact(j->model, "languages"),
				       doc);
}

enum ncl_status judge_look(struct judge *j, ncl_doc *doc,
			   const char *const *labels, uint32_t n,
			   struct ncl_error *err)
{
	int blocks = j->measure.blocks;
	enum ncl_status ret;

	j->items = blocks ? ncl_doc_block_count(doc) : 1;
	if (blocks && n != j->items)
		return ncl_error_set(err, NCL_INVALID, "%u labels for %u "
				     "blocks", n, j->items);
	ret = ncl_worker_run(j->worker, doc, err);
	if (ret != NCL_OK)
		return ret;
	arena_clear(&j->arena);
	j->unserved = 0;
	if (!room(j, blocks ? n : (size_t)n * j->names.levels,
		  blocks ? j->items : 2 * (size_t)j->measure.known))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	take_scores(j);
	if (blocks)
		for (uint32_t i = 0; i < j->items; i++)
			take_block(j, doc, i);
	else
		take_document(j, doc);
	return gold_take(&j->names, &j->measure, labels, n, j->gold,
			 j->gold_at) ? NCL_OK :
	       ncl_error_set(err, NCL_NOMEM, "out of memory");
}

/* ------------------------------------------------------------ counting */

static struct measure_item item_of(const struct judge *j, const ncl_doc *doc,
				   uint32_t i)
{
	const struct ncl_block *b = ncl_doc_block(doc, i);
	const char *text = ncl_doc_text(doc, NULL);

	return (struct measure_item){
		.gold = j->gold + j->gold_at[i],
		.gold_count = j->gold_at[i + 1] - j->gold_at[i],
		.given = j->given + j->given_at[i],
		.given_count = j->given_at[i + 1] - j->given_at[i],
		.score = j->score + (size_t)i * j->measure.known,
		.words = j->measure.verdict != NAMES_NONE && b ?
			 measure_words(text + b->begin, b->end - b->begin) :
			 0,
	};
}

static int is_right(const struct measure_item *x)
{
	for (uint32_t i = 0; i < x->given_count; i++)
		if (!measure_has(x->gold, x->gold_count, x->given[i]))
			return 0;
	return x->given_count == x->gold_count;
}

static enum ncl_status count_items(struct judge *j, const ncl_doc *doc,
				   const char *const *labels, uint32_t group)
{
	int blocks = j->measure.blocks;
	struct mistake_text text;

	for (uint32_t i = 0; i < j->items; i++) {
		struct measure_item x = item_of(j, doc, i);

		if (blocks && !labels[i])
			continue;
		j->right[i] = (unsigned char)is_right(&x);
		if (measure_item(&j->measure, group, &x) != NCL_OK)
			return NCL_NOMEM;
		if (j->right[i])
			continue;
		mistake_text(&text, doc, blocks ? i : UINT32_MAX);
		if (mistakes_take(&j->mistakes, &j->measure, &x, &text))
			return NCL_NOMEM;
	}
	return NCL_OK;
}

static enum ncl_status take_values(struct judge *j, const ncl_doc *doc)
{
	const struct measure_parts *p = &j->measure.parts;
	const char *values[MEASURE_FIELDS];

	for (uint32_t i = 0; i < p->fields; i++)
		values[i] = ncl_doc_value(doc, p->field[i], 0, NULL);
	return measure_values(&j->measure, values);
}

enum ncl_status judge_count(struct judge *j, const ncl_doc *doc,
			    const char *const *labels, const char *group,
			    int served)
{
	enum ncl_status ret = take_values(j, doc);
	uint32_t held = NAMES_NONE;

	if (ret != NCL_OK)
		return ret;
	if (!served) {
		measure_not_served(&j->measure, j->gold_at[1]);
		return NCL_OK;
	}
	held = measure_group(&j->measure, group);
	if (held == NAMES_NONE || count_items(j, doc, labels, held) != NCL_OK)
		return NCL_NOMEM;
	measure_document(&j->measure);
	return NCL_OK;
}
