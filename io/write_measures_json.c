/* Measures as one JSON object. */
#include "json_out.h"
#include "report.h"

#include <math.h>

static void key(struct out *o, const char *name)
{
	out_format(o, ",\"%s\":", name);
}

static void write_real(struct out *o, const char *name, double x)
{
	key(o, name);
	if (isnan(x))
		OUT(o, "null");
	else
		out_format(o, "%.4f", x);
}

static void write_count(struct out *o, const char *name, uint64_t n)
{
	key(o, name);
	out_number(o, n);
}

/* {"value":0.7512,"low":0.7403,"high":0.7622}, or null where it is 0 of 0 */
static void write_rate(struct out *o, const char *name,
		       const struct ncl_estimate *e)
{
	key(o, name);
	if (isnan(e->value)) {
		OUT(o, "null");
		return;
	}
	out_format(o, "{\"value\":%.4f", e->value);
	if (e->low <= e->high)
		out_format(o, ",\"low\":%.4f,\"high\":%.4f", e->low, e->high);
	OUT(o, "}");
}

/* A string; U+007F to U+009F, which steer terminals, as escapes. */
static void write_string(struct out *o, const char *text)
{
	struct ncl_buffer plain = { 0 };
	struct out p;

	out_start(&p, &plain);
	out_json_bytes(&p, text, strlen(text));
	if (out_end(&p))
		o->failed = 1;
	for (size_t i = 0; !o->failed && i < plain.len; i++) {
		const unsigned char *c = (unsigned char *)plain.data + i;

		if (*c == 0x7f)
			OUT(o, "\\u007f");
		else if (*c == 0xc2 && c[1] < 0xa0)
			out_format(o, "\\u%04x", plain.data[++i] & 0xff);
		else
			out_bytes(o, plain.data + i, 1);
	}
	ncl_buffer_release(&plain);
}

static void write_tally(struct out *o, const struct ncl_tally *t)
{
	write_count(o, "right", t->right);
	write_count(o, "wrong", t->wrong);
	write_count(o, "missed", t->missed);
}

static void write_scores(struct out *o, const struct ncl_measures *m)
{
	const struct ncl_calibration *c = &m->calibration;

	OUT(o, ",\"calibration\":{\"unit\":");
	out_text(o, m->verdict ? "\"words\"" : "\"pairs\"");
	write_count(o, "pairs", c->pairs);
	write_real(o, "error", c->pairs ? c->error : NAN);
	write_count(o, "pairs_likely", c->pairs_likely);
	write_real(o, "error_likely", report_error(c));
	write_real(o, "brier_skill", c->brier_skill);
	OUT(o, ",\"bins\":[");
	for (int i = 0; i < NCL_BINS; i++) {
		const struct ncl_bin *b = &c->bins[i];

		out_format(o, "%s{\"from\":%.1f", i ? "," : "", i / 10.0);
		write_count(o, "pairs", b->pairs);
		write_count(o, "gold", b->gold);
		write_real(o, "said", b->pairs ? b->said : NAN);
		OUT(o, "}");
	}
	OUT(o, "]}");
}

static void write_pair(struct out *o, const struct ncl_tally *t,
		       double precision, double recall)
{
	write_real(o, "precision", report_precision(t, precision));
	write_real(o, "recall", report_recall(t, recall));
}

static void write_label(struct out *o, const struct ncl_label_measures *l)
{
	struct ncl_estimate f1 = l->f1;

	OUT(o, "{\"label\":");
	write_string(o, l->name);
	key(o, "known");
	out_text(o, l->known ? "true" : "false");
	write_count(o, "gold", l->gold);
	write_count(o, "documents", l->documents);
	write_tally(o, &l->tally);
	write_pair(o, &l->tally, l->precision, l->recall);
	f1.value = report_recall(&l->tally, f1.value);
	write_rate(o, "f1", &f1);
	write_real(o, "average_precision", l->with && l->gold ?
		   l->average_precision : NAN);
	write_real(o, "threshold", l->known ? (double)l->threshold : NAN);
	OUT(o, "}");
}

static void write_side(struct out *o, const struct ncl_measures *m,
		       uint32_t label)
{
	if (label < m->label_count)
		write_string(o, m->labels[label].name);
	else
		OUT(o, "null");
}

static void write_confusions(struct out *o, const struct ncl_measures *m)
{
	OUT(o, ",\"confusions\":[");
	for (uint32_t i = 0; i < m->confusion_count; i++) {
		out_text(o, i ? ",{\"gold\":" : "{\"gold\":");
		write_side(o, m, m->confusions[i].gold);
		OUT(o, ",\"given\":");
		write_side(o, m, m->confusions[i].given);
		write_count(o, "items", m->confusions[i].items);
		OUT(o, "}");
	}
	OUT(o, "]");
}

static void write_some(struct out *o, const char *name,
		       const struct ncl_mistake_label *l, uint32_t n)
{
	key(o, name);
	OUT(o, "[");
	for (uint32_t i = 0; i < n; i++) {
		out_text(o, i ? ",{\"label\":" : "{\"label\":");
		write_string(o, l[i].name);
		write_real(o, "score", l[i].score);
		OUT(o, "}");
	}
	OUT(o, "]");
}

static void write_mistakes(struct out *o, const struct ncl_measures *m)
{
	OUT(o, ",\"mistakes\":[");
	for (uint32_t i = 0; i < m->mistake_count; i++) {
		const struct ncl_mistake *x = &m->mistakes[i];

		out_text(o, i ? ",{\"id\":" : "{\"id\":");
		write_string(o, x->id);
		write_real(o, "wrong", x->wrong);
		key(o, "title");
		write_string(o, x->title);
		key(o, "text");
		write_string(o, x->text);
		write_some(o, "gold", x->gold, x->gold_count);
		write_some(o, "given", x->given, x->given_count);
		OUT(o, "}");
	}
	OUT(o, "]");
}

static void write_rates(struct out *o, const struct ncl_measures *m)
{
	write_real(o, "precision", m->precision);
	write_real(o, "recall", m->recall);
	write_rate(o, "micro_f1", &m->micro);
	write_rate(o, "macro_f1", &m->macro);
	write_count(o, "macro_labels", m->macro_labels);
	write_count(o, "macro_from", m->macro_from);
	write_real(o, "macro_f1_all", m->macro_all);
	write_rate(o, "exact", &m->exact);
	write_rate(o, "primary", &m->primary);
	write_rate(o, "first", &m->first);
	if (!m->verdict)
		return;
	OUT(o, ",\"words\":{\"unit\":\"words\"");
	write_tally(o, &m->words);
	write_real(o, "precision", m->words_precision);
	write_real(o, "recall", m->words_recall);
	write_rate(o, "f1", &m->kept);
	write_real(o, "f1_documents", m->page);
	OUT(o, "}");
}

static void write_levels(struct out *o, const struct ncl_measures *m)
{
	OUT(o, ",\"levels\":[");
	for (uint32_t i = 0; i < m->level_count; i++) {
		const struct ncl_level_measures *l = &m->levels[i];

		out_format(o, "%s{\"level\":%u", i ? "," : "", l->level);
		write_count(o, "labels", l->labels);
		write_tally(o, &l->tally);
		write_pair(o, &l->tally, l->precision, l->recall);
		write_real(o, "micro_f1", report_recall(&l->tally, l->micro));
		write_real(o, "macro_f1", report_recall(&l->tally, l->macro));
		write_count(o, "macro_labels", l->macro_labels);
		OUT(o, "}");
	}
	OUT(o, "]");
}

static void write_part(struct out *o, const struct ncl_measures *m,
		       const struct ncl_part_measures *p)
{
	OUT(o, "{\"field\":");
	write_string(o, p->field);
	key(o, "value");
	if (*p->name)
		write_string(o, p->name);
	else
		OUT(o, "null");
	write_count(o, "documents", p->documents);
	write_count(o, "not_served", p->not_served);
	write_count(o, "items", p->items);
	write_tally(o, &p->tally);
	write_pair(o, &p->tally, p->precision, p->recall);
	write_real(o, "micro_f1", report_recall(&p->tally, p->micro));
	write_real(o, "exact", p->items ? p->exact : NAN);
	if (m->verdict) {
		OUT(o, ",\"words\":{\"unit\":\"words\"");
		write_tally(o, &p->words);
		write_pair(o, &p->words, p->words_precision, p->words_recall);
		write_real(o, "f1", report_recall(&p->words, p->kept));
		OUT(o, "}");
	}
	OUT(o, "}");
}

static void write_parts(struct out *o, const struct ncl_measures *m)
{
	write_count(o, "not_served", m->not_served);
	write_real(o, "micro_f1_with_those", m->with_those);
	OUT(o, ",\"parts\":[");
	for (uint32_t i = 0; i < m->part_count; i++) {
		out_text(o, i ? "," : "");
		write_part(o, m, &m->parts[i]);
	}
	OUT(o, "]");
}

static void write_own(struct out *o, const char *name,
		      const struct ncl_own_measures *x)
{
	key(o, name);
	out_format(o, "{\"items\":%.0f", (double)x->items);
	write_tally(o, &x->tally);
	write_pair(o, &x->tally, x->precision, x->recall);
	write_real(o, "micro_f1", report_recall(&x->tally, x->micro));
	write_real(o, "macro_f1", report_recall(&x->tally, x->macro));
}

static void write_unknown(struct out *o, const struct ncl_measures *m)
{
	write_count(o, "unknown", m->unknown);
	write_count(o, "unknown_items", m->unknown_items);
	write_count(o, "unseen", m->unseen);
	if (!m->unknown)
		return;
	write_own(o, "own", &m->own);
	OUT(o, "}");
	write_own(o, "inside", &m->inside);
	write_real(o, "exact", m->inside.exact);
	OUT(o, "}");
}

static void write_measures(struct out *o, const struct ncl_measures *m,
			   int mistakes)
{
	OUT(o, "{\"model\":");
	write_string(o, m->model);
	key(o, "unit");
	out_text(o, m->blocks ? "\"block\"" : "\"document\"");
	key(o, "single");
	out_text(o, m->single ? "true" : "false");
	write_count(o, "items", m->items);
	write_count(o, "documents", m->documents);
	write_count(o, "groups", m->groups);
	write_count(o, "rounds", m->rounds);
	write_tally(o, &m->tally);
	write_rates(o, m);
	write_scores(o, m);
	write_levels(o, m);
	write_parts(o, m);
	OUT(o, ",\"labels\":[");
	for (uint32_t y = 0; y < m->label_count; y++) {
		out_text(o, y ? "," : "");
		write_label(o, &m->labels[y]);
	}
	OUT(o, "]");
	write_unknown(o, m);
	write_confusions(o, m);
	if (mistakes)
		write_mistakes(o, m);
	OUT(o, "}");
}

static void write_compared(struct out *o, const struct ncl_report *r)
{
	const struct ncl_comparison *c = r->compared;

	OUT(o, ",\"second\":");
	write_measures(o, r->second, 0);
	OUT(o, ",\"compared\":{\"differences\":[");
	for (uint32_t i = 0; i < c->count; i++) {
		const struct ncl_difference *d = &c->differences[i];

		out_text(o, i ? ",{\"measure\":" : "{\"measure\":");
		write_string(o, d->name);
		write_real(o, "first", d->first);
		write_real(o, "second", d->second);
		write_rate(o, "change", &d->change);
		write_real(o, "p", d->p);
		OUT(o, "}");
	}
	OUT(o, "]");
	if (r->measures->single && r->second->single) {
		OUT(o, ",\"mcnemar\":{\"test\":\"exact\"");
		write_count(o, "only_first", c->only_first);
		write_count(o, "only_second", c->only_second);
		write_real(o, "p", c->mcnemar);
		OUT(o, "}");
	}
	OUT(o, "}");
}

enum ncl_status ncl_write_measures_json(struct ncl_buffer *out,
					const struct ncl_report *r)
{
	struct out o;

	out_start(&o, out);
	OUT(&o, "{\"plugin\":");
	write_string(&o, r->title ? r->title : "");
	key(&o, "about");
	write_string(&o, r->about ? r->about : "");
	OUT(&o, ",\"measures\":");
	write_measures(&o, r->measures, 1);
	if (r->compared && r->second)
		write_compared(&o, r);
	OUT(&o, "}\n");
	return out_end(&o);
}
