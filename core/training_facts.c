/* What a model says of its making. */
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tokens.h"

/* The day, or that of SOURCE_DATE_EPOCH for builds that are repeated. */
static enum ncl_status add_day(ncl_model *m)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm day;
	char text[32];

	if (!gmtime_r(&now, &day) ||
	    !strftime(text, sizeof(text), "%Y-%m-%d", &day))
		return NCL_OK;
	return model_add_fact(m, "date", text);
}

static enum ncl_status add_number(ncl_model *m, const char *key, double x)
{
	char text[32];

	snprintf(text, sizeof(text), "%.4f", x);
	return model_add_fact(m, key, text);
}

static enum ncl_status add_count(ncl_model *m, const char *key, uint32_t x)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", x);
	return model_add_fact(m, key, text);
}

static enum ncl_status add_options(ncl_model *m, const struct stage *s)
{
	enum ncl_status ret = NCL_OK;
	char key[128];

	for (uint32_t i = 0; i < s->settings.count && ret == NCL_OK; i++) {
		const struct setting *one = &s->settings.settings[i];

		if (!(one->option->flags & NCL_OPTION_FEATURES))
			continue;
		snprintf(key, sizeof(key), "option.%s", one->option->name);
		ret = model_add_fact(m, key, one->text);
	}
	return ret;
}

static enum ncl_status add_layers(ncl_model *m, const struct stage *s)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < s->layer_count && ret == NCL_OK; i++)
		if (s->layers[i].use != NCL_WRITES && s->layers[i].handle)
			ret = model_add_fact(m, "layer",
					     s->layers[i].declared);
	return ret;
}

/* "0.1 1839 0.1409 0.1485; ...": from which score on, how many pairs of item
 * and label, the mean score, the share that was so. */
static enum ncl_status add_reliability(ncl_model *m,
				       const struct ncl_measures *q)
{
	char text[NCL_BINS * 64] = "";
	size_t at = 0;

	for (int i = 0; i < NCL_BINS; i++) {
		const struct ncl_bin *b = &q->calibration.bins[i];

		if (b->pairs)
			at += (size_t)snprintf(text + at, sizeof(text) - at,
					       "%s%.1f %.0f %.4f %.4f",
					       at ? "; " : "",
					       (double)i / NCL_BINS,
					       (double)b->pairs, b->said,
					       (double)b->gold /
					       (double)b->pairs);
	}
	return model_add_fact(m, "held-out.reliability", text);
}

/* "accuracy: 0.7 0.8312; 5.6 0.8423; ...": what was tried. */
static enum ncl_status add_tries(ncl_model *m, const struct training *t)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = NCL_OK;
	const char *measure = tune_measure(t);

	if (!t->tune.count)
		return NCL_OK;
	ret = ncl_buffer_add(&text, measure, strlen(measure));
	if (ret == NCL_OK)
		ret = ncl_buffer_add(&text, ": ", 2);
	if (ret == NCL_OK)
		ret = tune_list(&t->tune, &text);
	if (ret == NCL_OK)
		ret = model_add_fact(m, "tuned", text.data);
	ncl_buffer_release(&text);
	return ret;
}

static enum ncl_status add_measures(ncl_model *m, const struct training *t,
				    const struct ncl_measures *q)
{
	int chain = t->decoder == MODEL_CHAIN;

	if (t->data.features->unit == NCL_UNIT_DOCUMENT &&
	    model_add_fact(m, "labels-each", chain ? "one" : "any"))
		return NCL_NOMEM;
	if (add_count(m, "documents", t->data.sequence_count) ||
	    add_count(m, "items", (uint32_t)q->items) ||
	    model_add_fact(m, "solver", solve_name(t->solve.solver)) ||
	    add_tries(m, t) ||
	    add_number(m, "cost", t->solve.cost) ||
	    add_count(m, "folds", t->solve.folds) ||
	    add_number(m, "held-out.micro-f1", q->micro.value) ||
	    add_number(m, "held-out.macro-f1", q->macro.value) ||
	    add_number(m, chain ? "held-out.accuracy" : "held-out.first",
		       q->first.value) ||
	    add_number(m, "held-out.calibration-error",
		       q->calibration.error_likely) ||
	    add_reliability(m, q))
		return NCL_NOMEM;
	return NCL_OK;
}

/* The languages that labels have names in: "en,de". */
static enum ncl_status add_languages(ncl_model *m, const struct taxonomy *t)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < t->language_count && ret == NCL_OK; i++) {
		const char *code = t->languages[i];

		if (*code && text.len)
			ret = ncl_buffer_add(&text, ",", 1);
		if (ret == NCL_OK)
			ret = ncl_buffer_add(&text, code, strlen(code));
	}
	if (ret == NCL_OK && text.len)
		ret = model_add_fact(m, "label-languages", text.data);
	ncl_buffer_release(&text);
	return ret;
}

enum ncl_status training_facts(const struct training *t,
			       const struct ncl_measures *q,
			       const struct stage *s, ncl_model *m)
{
	if (model_add_fact(m, "plugin", s->plugin.name) ||
	    model_add_fact(m, "plugin-version", s->plugin.version) ||
	    model_add_fact(m, "nclass", ncl_version()) || add_day(m) ||
	    add_count(m, "tokens", TOKEN_REVISION) ||
	    model_add_fact(m, "unicode", tokens_unicode()) ||
	    add_languages(m, &t->taxonomy) ||
	    add_layers(m, s) || add_options(m, s) ||
	    add_measures(m, t, q))
		return NCL_NOMEM;
	return NCL_OK;
}
