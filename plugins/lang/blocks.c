/*
 * The language of each block. The model speaks of a block alone as it does of
 * a document, which it is too sure of where the block is short; so what it
 * says is
 *
 *	1. flattened, below 20 letters: probabilities to the power
 *	   0.5 + letters / 40, which fits held-out texts of 1 to 10 words
 *	   best, and a part of it is taken to tell nothing (a name, a word
 *	   that the model never saw);
 *	2. weighed by the languages of the other blocks, and by the one that
 *	   the input names: a page may have several, each with the share that
 *	   the other blocks give it. Their shares and the blocks' languages
 *	   depend on each other, so both are found in a few rounds.
 *
 * A block never counts for itself: one that is alone keeps its own score.
 */
#include "lang.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "common/letters.h"

#define TOP 12u    /* languages of a block that are told apart */
#define CHUNK 128u /* blocks that are scored at a time */
#define ROUNDS 4
#define SURE 40.0   /* see 1. */
#define WHOLE 20.0  /* letters of a block that counts once, not less */
#define MISFIT 0.4  /* of a text of no letters: how much of it tells nothing */
#define NAMED 2.0   /* blocks that the input's own word counts for */

/* What a block alone says: the likeliest languages, and what is left for each
 * of the others. */
struct guess {
	uint32_t block;
	float weight;           /* it has for the others, 0 to 1 */
	float rest;             /* of each other language */
	uint16_t language[TOP];
	float alone[TOP], now[TOP]; /* now: with the others */
};

struct page {
	const struct lang *l;
	ncl_doc *doc;
	const struct ncl_token *tokens;
	const char *text;
	struct guess *guesses;
	uint32_t count, top;
	double *base;   /* of each language: before any block is heard */
	double *share;  /* with the blocks, weighted */
	double base_sum, share_sum;
	float *p;       /* of a chunk, rows of languages */
	uint32_t first; /* guess of the chunk */
};

/* Letters among the first words of a block: digits tell nothing. */
static uint32_t letters(const struct page *g, const struct ncl_block *b)
{
	uint32_t n = 0, len, most = g->l->block_words;

	if (b->token_count < most)
		most = b->token_count;
	for (uint32_t i = 0; i < most; i++) {
		const struct ncl_token *t = &g->tokens[b->first_token + i];

		for (uint32_t at = t->begin; at < t->end; at += len) {
			enum letter_kind kind = letter_kind(
				letter_read(g->text + at, &len));

			n += kind != LETTER_DIGIT && kind != LETTER_NONE;
		}
	}
	return n;
}

/* ------------------------------------------------------------------- alone */

static enum ncl_status features(void *arg, ncl_doc *doc,
				struct ncl_sink *sink)
{
	const struct page *g = arg;
	uint32_t last = g->count - g->first;

	for (uint32_t i = 0; i < last && i < CHUNK; i++) {
		const struct ncl_block *b = g->l->host->block(
			doc, g->guesses[g->first + i].block);
		uint32_t n = b->token_count, most = g->l->block_words;

		sink->item(sink, i);
		lang_add_words(g->text, g->tokens, b->first_token,
			       n < most ? n : most, sink);
	}
	return NCL_OK;
}

static uint32_t best_of(const float *p, uint32_t n)
{
	uint32_t best = 0;

	for (uint32_t i = 1; i < n; i++)
		if (p[i] > p[best])
			best = i;
	return best;
}

/* Flatten the row of a short block: see 1. above. */
static void flatten(const struct guess *guess, float *p, uint32_t n)
{
	float power = (float)(0.5 + guess->weight * WHOLE / SURE);
	float misfit = (float)(MISFIT * (1 - guess->weight)), sum = 0;

	if (guess->weight >= 1)
		return;
	for (uint32_t i = 0; i < n; i++) {
		p[i] = powf(p[i] > 1e-9f ? p[i] : 1e-9f, power);
		sum += p[i];
	}
	for (uint32_t i = 0; i < n; i++)
		p[i] = (1 - misfit) * p[i] / sum + misfit / (float)n;
}

/* Keep the best of a row, which is used up. */
static void take_row(const struct page *g, struct guess *guess, float *p)
{
	uint32_t n = g->l->count;
	double top = 0;

	flatten(guess, p, n);
	for (uint32_t k = 0; k < g->top; k++) {
		uint32_t best = best_of(p, n);

		guess->language[k] = (uint16_t)best;
		guess->alone[k] = guess->now[k] = p[best];
		top += guess->alone[k];
		p[best] = -1;
	}
	guess->rest = n > g->top && top < 1 ?
		      (float)((1 - top) / (n - g->top)) : 0;
}

static enum ncl_status score(struct page *g)
{
	enum ncl_status status = NCL_OK;

	for (; g->first < g->count && status == NCL_OK; g->first += CHUNK) {
		uint32_t left = g->count - g->first;
		const struct ncl_parts_call call = {
			features, g, left < CHUNK ? left : CHUNK
		};

		if (g->l->host->should_stop(g->doc))
			return NCL_LIMIT;
		status = g->l->parts->predict(g->doc, g->l->model, &call,
					      g->p);
		for (uint32_t i = 0; i < call.parts && status == NCL_OK; i++)
			take_row(g, &g->guesses[g->first + i],
				 g->p + (size_t)i * g->l->count);
	}
	return status;
}

/* ----------------------------------------------------------------- together */

/* What all but this block say of a language. */
static double prior(const struct page *g, const struct guess *guess,
		    uint32_t language, float own)
{
	double x = g->base[language] + g->share[language] -
		   (double)guess->weight * own;

	return x > g->base[language] ? x : g->base[language];
}

/* The share of all languages that are not among the block's best. */
static double prior_rest(const struct page *g, const struct guess *guess)
{
	double x = g->base_sum + g->share_sum;

	for (uint32_t k = 0; k < g->top; k++)
		x -= g->base[guess->language[k]] +
		     g->share[guess->language[k]];
	return x > 0 ? x : 0;
}

/* Weigh what a block says by what the others do. Returns what its numbers were
 * divided by. */
static double weigh(const struct page *g, struct guess *guess)
{
	double sum = guess->rest * prior_rest(g, guess), now[TOP];

	for (uint32_t k = 0; k < g->top; k++) {
		now[k] = guess->alone[k] * prior(g, guess, guess->language[k],
						 guess->now[k]);
		sum += now[k];
	}
	for (uint32_t k = 0; k < g->top; k++)
		guess->now[k] = (float)(now[k] / sum);
	return sum;
}

static void add_shares(struct page *g)
{
	memset(g->share, 0, g->l->count * sizeof(*g->share));
	g->share_sum = 0;
	for (uint32_t i = 0; i < g->count; i++) {
		const struct guess *guess = &g->guesses[i];

		for (uint32_t k = 0; k < g->top; k++) {
			double x = (double)guess->weight * guess->now[k];

			g->share[guess->language[k]] += x;
			g->share_sum += x;
		}
	}
}

/* The likeliest: of a block's best, or one that the page has most of. */
static enum ncl_status label(const struct page *g, struct guess *guess,
			     uint32_t common)
{
	const struct lang *l = g->l;
	double sum = weigh(g, guess), score = 0, other;
	uint32_t best = 0, known = 0;

	for (uint32_t k = 0; k < g->top; k++) {
		known |= guess->language[k] == common;
		if (guess->now[k] > score) {
			score = guess->now[k];
			best = guess->language[k];
		}
	}
	other = guess->rest * (g->base[common] + g->share[common]) / sum;
	if (!known && other > score) {
		score = other;
		best = common;
	}
	if (score < l->min_score)
		return NCL_OK;
	return l->host->add_block_label(g->doc, l->blocks, guess->block,
					l->label[l->count + best],
					(float)(score < 1 ? score : 1));
}

static enum ncl_status label_all(struct page *g)
{
	enum ncl_status status = NCL_OK;
	uint32_t common = 0;

	for (int round = 0; round < ROUNDS; round++) {
		add_shares(g);
		for (uint32_t i = 0; i < g->count && round + 1 < ROUNDS; i++)
			weigh(g, &g->guesses[i]);
	}
	for (uint32_t i = 1; i < g->l->count; i++)
		if (g->base[i] + g->share[i] >
		    g->base[common] + g->share[common])
			common = i;
	for (uint32_t i = 0; i < g->count && status == NCL_OK; i++)
		status = label(g, &g->guesses[i], common);
	return status;
}

/* -------------------------------------------------------------------- begin */

/* Each language the same, and more for the one that the input names. */
static void set_base(struct page *g)
{
	const struct lang *l = g->l;
	size_t len;
	const char *said = l->host->value(g->doc, "lang", 0, &len);

	g->base_sum = 1;
	for (uint32_t i = 0; i < l->count; i++) {
		const char *name = l->host->model_label(l->model, i)->name;
		size_t n = strlen(name);

		g->base[i] = 1.0 / l->count;
		if (!said || n > len || strncmp(said, name, n) != 0 ||
		    (n < len && said[n] != '-' && said[n] != '_'))
			continue;
		g->base[i] += NAMED;
		g->base_sum += NAMED;
	}
}

static void find_blocks(struct page *g)
{
	const struct ncl_block *b;

	for (uint32_t i = 0; (b = g->l->host->block(g->doc, i)); i++) {
		uint32_t n = letters(g, b);

		if (!n)
			continue;
		g->guesses[g->count++] = (struct guess){
			.block = i, .weight = n < WHOLE ? n / (float)WHOLE : 1
		};
	}
}

/* Its own, since the document's would be held for longer. 0 when it is short;
 * release it in any case. */
static int take_memory(struct page *g, uint32_t blocks)
{
	uint32_t n = g->l->count, rows = blocks < CHUNK ? blocks : CHUNK;

	g->guesses = malloc(blocks * sizeof(*g->guesses));
	g->base = malloc(n * sizeof(*g->base));
	g->share = malloc(n * sizeof(*g->share));
	g->p = malloc((size_t)rows * n * sizeof(*g->p));
	return g->guesses && g->base && g->share && g->p;
}

static void release(struct page *g)
{
	free(g->guesses);
	free(g->base);
	free(g->share);
	free(g->p);
}

enum ncl_status blocks_run(const struct lang *l, ncl_doc *doc)
{
	struct page g = { .l = l, .doc = doc };
	const struct ncl_host *host = l->host;
	uint32_t n = host->block_count(doc), tokens;
	enum ncl_status status = NCL_NOMEM;
	size_t len;

	g.tokens = host->tokens(doc, &tokens);
	g.text = host->text(doc, &len);
	g.top = l->count < TOP ? l->count : TOP;
	if (!n || !tokens || !l->count)
		return NCL_OK;
	if (take_memory(&g, n)) {
		set_base(&g);
		find_blocks(&g);
		status = score(&g);
	}
	if (status == NCL_OK)
		status = label_all(&g);
	release(&g);
	return status;
}
