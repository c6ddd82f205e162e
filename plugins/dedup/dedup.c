/*
 * dedup: signatures of a document and of its long blocks, by which `nclass
 * dedup` finds near-duplicates afterwards (docs/dedup.md). Shingles are runs
 * of words of the kept text, hashed; minhash.h has the method.
 */
#include <nclass/plugin.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "minhash.h"

#define LAYER "nclass.dedup/1"
#define BOILER "nclass.boiler/1"

static const struct ncl_layer_decl layers[] = {
	{ LAYER, NCL_WRITES, NCL_LAYER_VALUES,
	  "minhash: the document's signature; minhash-blocks: those of its "
	  "long blocks" },
	{ BOILER, NCL_READS_OPTIONAL, NCL_LAYER_BLOCKS,
	  "only kept blocks are looked at" },
};

static const struct ncl_option options[] = {
	{ .name = "shingle", .type = NCL_INTEGER, .value = "5", .min = 1,
	  .max = 50, .help = "words in a row that make a shingle" },
	{ .name = "bins", .type = NCL_INTEGER, .value = "128", .min = 16,
	  .max = MINHASH_MOST,
	  .help = "bins of a document's signature, a byte each" },
	{ .name = "block-bins", .type = NCL_INTEGER, .value = "64", .min = 16,
	  .max = MINHASH_MOST, .help = "the same of a block's" },
	{ .name = "block-words", .type = NCL_INTEGER, .value = "40",
	  .max = 1000000, .help = "blocks of so many words and more have a "
				  "signature; 0: none has" },
};

struct dedup {
	const struct ncl_host *host;
	ncl_layer layer, boiler;
	ncl_label drop;
	uint32_t shingle, bins, block_bins, block_words;
};

static enum ncl_status dedup_open(const struct ncl_host *host,
				  const ncl_settings *settings, void **shared)
{
	struct dedup *d = calloc(1, sizeof(*d));

	if (!d)
		return NCL_NOMEM;
	d->host = host;
	d->layer = host->layer(host, LAYER);
	d->boiler = host->layer(host, BOILER);
	if (d->boiler)
		d->drop = host->label(host, d->boiler, "drop", NULL);
	d->shingle = (uint32_t)host->option_number(settings, "shingle");
	d->bins = (uint32_t)host->option_number(settings, "bins");
	d->block_bins = (uint32_t)host->option_number(settings, "block-bins");
	d->block_words = (uint32_t)host->option_number(settings,
						       "block-words");
	*shared = d;
	return NCL_OK;
}

static void dedup_close(void *shared)
{
	free(shared);
}

/* The last words, as many as a shingle has. */
struct window {
	uint64_t words[50];
	uint32_t count; /* words seen, */
	uint32_t size;  /* and those of a shingle */
};

static uint64_t shingle(const struct window *w, uint32_t n)
{
	uint64_t hash = n;

	for (uint32_t i = w->count - n; i < w->count; i++)
		hash = ncl_hash_pair(hash, w->words[i % w->size]);
	return hash;
}

static void add_words(struct minhash *m, struct window *w,
		      const struct ncl_token *tokens, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		w->words[w->count++ % w->size] = tokens[i].hash;
		if (w->count >= w->size)
			minhash_add(m, shingle(w, w->size));
	}
}

/* Add what was collected; a text shorter than a shingle is one. 0 words: no
 * signature. "5:..." is of shingles of 5 words. */
static enum ncl_status add_signature(const struct dedup *d, ncl_doc *doc,
				     struct minhash *m, const struct window *w,
				     long block)
{
	char text[2 * MINHASH_MOST + 40];
	int n = 0;

	if (w->count == 0)
		return NCL_OK;
	if (w->count < w->size)
		minhash_add(m, shingle(w, w->count));
	if (block >= 0)
		n = snprintf(text, sizeof(text), "%ld:", block);
	n += snprintf(text + n, sizeof(text) - (size_t)n, "%u:", d->shingle);
	minhash_text(m, text + n);
	return d->host->add_value(doc, d->layer, block < 0 ? "minhash" :
							     "minhash-blocks",
				  text, (size_t)n + 2 * m->bins);
}

static int is_kept(const struct dedup *d, const ncl_doc *doc, uint32_t block)
{
	return !d->boiler ||
	       d->host->block_label(doc, d->boiler, block, NULL) != d->drop;
}

static enum ncl_status run_block(const struct dedup *d, ncl_doc *doc,
				 uint32_t i, const struct ncl_token *words)
{
	uint32_t n = d->host->block(doc, i)->token_count;
	struct window w = { .size = d->shingle };
	struct minhash m;

	if (!d->block_words || n < d->block_words)
		return NCL_OK;
	minhash_start(&m, d->block_bins);
	add_words(&m, &w, words, n);
	return add_signature(d, doc, &m, &w, (long)i);
}

static enum ncl_status dedup_run(void *shared, ncl_doc *doc)
{
	const struct dedup *d = shared;
	const struct ncl_host *host = d->host;
	struct window w = { .size = d->shingle };
	enum ncl_status status = NCL_OK;
	struct minhash m;
	uint32_t n;
	const struct ncl_token *tokens = host->tokens(doc, &n);
	const struct ncl_block *b;

	minhash_start(&m, d->bins);
	for (uint32_t i = 0; n && status == NCL_OK &&
			     (b = host->block(doc, i)); i++) {
		if (!b->token_count || !is_kept(d, doc, i))
			continue;
		add_words(&m, &w, tokens + b->first_token, b->token_count);
		status = run_block(d, doc, i, tokens + b->first_token);
		if (host->should_stop(doc))
			return NCL_LIMIT;
	}
	return status == NCL_OK ? add_signature(d, doc, &m, &w, -1) : status;
}

const struct ncl_plugin ncl_plugin_main = {
	NCL_PLUGIN_HEAD,
	.name = "dedup",
	.version = "1.0.0",
	.summary = "signatures by which near-duplicates are found afterwards",
	.licence = "MIT",
	.layers = layers,
	.layer_size = sizeof(layers[0]),
	.layer_count = sizeof(layers) / sizeof(layers[0]),
	.options = options,
	.option_size = sizeof(options[0]),
	.option_count = sizeof(options) / sizeof(options[0]),
	.open = dedup_open,
	.run = dedup_run,
	.close = dedup_close,
};
