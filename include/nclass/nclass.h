/*
 * nclass/nclass.h: documents, plugins, models and their training, from a
 * program of your own. examples/embed.c is a complete one.
 *
 *	ncl_pipeline *p = NULL;
 *	ncl_worker *w = NULL;
 *	ncl_doc *doc = NULL;
 *	struct ncl_error err;
 *	struct ncl_config config = { .plugins = "section,boiler,lang,topic" };
 *
 *	if (ncl_pipeline_open(&p, &config, &err) ||
 *	    ncl_worker_new(&w, p, &err) || ncl_doc_new(&doc, &err) ||
 *	    ncl_read_text(doc, bytes, len, NULL, &err) ||
 *	    ncl_worker_run(w, doc, &err))
 *		fprintf(stderr, "%s\n", err.text);
 *
 * Rules
 *  - An `x **out` first argument gives you an object to free with its
 *    ncl_x_free; a pointer returned any other way lives with its parent.
 *    Every free takes NULL.
 *  - Functions that can fail return enum ncl_status (0 is success) and take
 *    a struct ncl_error last; it may be NULL. Nothing prints or exits.
 *  - An object is used by one thread at a time. Several pipelines may live in
 *    one process, each with its thread. A pipeline may be opened before a
 *    fork and its workers made after it.
 *  - Offsets are bytes of UTF-8, half-open, below 4 GiB; scores run from
 *    0 to 1.
 */
#ifndef NCLASS_NCLASS_H
#define NCLASS_NCLASS_H

#include <stddef.h>
#include <stdint.h>

#include "facts.h"
#include "measure.h"
#include "plugin.h"
#include "version.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define NCL_API __attribute__((visibility("default")))
#else
#define NCL_API
#endif

/* What went wrong, for a person to read. Yours; needs no set-up. */
struct ncl_error {
	enum ncl_status code;
	uint64_t at;    /* byte in the input; 0 where that means nothing */
	char text[504]; /* always ended by a NUL, cut on a code point */
};

NCL_API const char *ncl_version(void);
NCL_API const char *ncl_status_name(enum ncl_status status); /* "NOMEM" */
NCL_API const char *ncl_status_text(enum ncl_status status);
/* Fill an error (NULL is fine) and return its code. */
NCL_API enum ncl_status ncl_error_set(struct ncl_error *err,
				      enum ncl_status code,
				      const char *format, ...)
	NCL_PRINTF(3, 4);

/* A growing string of bytes. Start with { 0 }; data ends with a NUL that
 * len does not count, or is NULL when nothing was written. */
struct ncl_buffer {
	char *data;
	size_t len, size;
};
NCL_API enum ncl_status ncl_buffer_add(struct ncl_buffer *b,
				       const void *bytes, size_t len);
NCL_API void ncl_buffer_release(struct ncl_buffer *b); /* reusable then */

/* -------------------------------------------------------------- documents */

/* Make an empty document; it can hold one text after the other. */
NCL_API enum ncl_status ncl_doc_new(ncl_doc **out, struct ncl_error *err);
/* Forget the text and all about it; keep the memory for the next one. */
NCL_API void ncl_doc_clear(ncl_doc *doc);
NCL_API void ncl_doc_free(ncl_doc *doc);

/*
 * What a document may cost, kept over ncl_doc_clear: bytes of memory for what
 * is read and laid over it (0: no limit; past it the document fails with
 * NCL_NOMEM), and a flag that ends plugins' long loops once it is not 0: a
 * signal handler may set it. NULL: none.
 */
NCL_API void ncl_doc_set_limits(ncl_doc *doc, size_t bytes,
				const volatile int *stop);

/* Where a document comes from; strings are copied into the document. */
struct ncl_origin {
	const char *id;      /* its name in the output, or NULL */
	const char *id_json; /* the id as JSON bytes, or NULL: as it was */
	const char *source;  /* file name, "-" for standard input, or NULL */
	const char *charset; /* what it was converted from, or NULL: UTF-8 */
	uint64_t index;      /* its number in the run, from 0 */
	/* Of a record of a web archive: */
	int archived;    /* it is one */
	uint64_t offset; /* its first byte in the source, unpacked */
	const char *url, *date; /* what was asked for, and when; or NULL */
};
NCL_API enum ncl_status ncl_doc_set_origin(ncl_doc *doc,
					   const struct ncl_origin *origin,
					   struct ncl_error *err);
NCL_API const struct ncl_origin *ncl_doc_origin(const ncl_doc *doc);

/*
 * What goes from a document's input to its output unread; borrowed until
 * ncl_doc_clear. `fields` are members of a JSON object ("\"a\":1,\"b\":[2]"),
 * written as a key "fields". `record` is a JSON object that is written with a
 * member `key` added that holds what ncl_write_jsonl writes else. NULL: none.
 */
struct ncl_carried {
	const char *fields, *record, *key;
	size_t fields_len, record_len;
};
NCL_API void ncl_doc_set_carried(ncl_doc *doc, const struct ncl_carried *c);
NCL_API const struct ncl_carried *ncl_doc_carried(const ncl_doc *doc);

/* Memory that lives until ncl_doc_clear; zeroed; NULL when memory is short. */
NCL_API void *ncl_doc_alloc(ncl_doc *doc, size_t size);

/*
 * Set the text: valid UTF-8 below 4 GiB, with a NUL at text[len]. Not
 * copied: it must stay as it is until ncl_doc_clear (ncl_doc_alloc is a good
 * place for it). NCL_FORMAT with `at` where it is not UTF-8.
 */
NCL_API enum ncl_status ncl_doc_set_text(ncl_doc *doc, const char *text,
					 size_t len, struct ncl_error *err);
NCL_API const char *ncl_doc_text(const ncl_doc *doc, size_t *len);

/* A document has no more blocks: what plugins keep of each, some 900 bytes in
 * the default chain, stays below 256 MiB. */
#define NCL_MAX_BLOCKS ((uint32_t)1 << 18)

/* Add a block behind the last: all but its tokens is taken. It is trimmed
 * here; a block of white space only is left out without an error. What it
 * points to must stay until ncl_doc_clear. NCL_LIMIT. */
NCL_API enum ncl_status ncl_doc_add_block(ncl_doc *doc,
					  const struct ncl_block *block,
					  struct ncl_error *err);
NCL_API uint32_t ncl_doc_block_count(const ncl_doc *doc);
NCL_API const struct ncl_block *ncl_doc_block(const ncl_doc *doc, uint32_t i);

/* Add a value of the input itself ("title", "url", "lang", "date"). */
NCL_API enum ncl_status ncl_doc_add_value(ncl_doc *doc, const char *name,
					  const char *text, size_t len,
					  struct ncl_error *err);
/* Value i of a name, of the input or of a layer; NULL past the last. */
NCL_API const char *ncl_doc_value(const ncl_doc *doc, const char *name,
				  uint32_t i, size_t *len);
/* The name of distinct value name i, in the order they came; NULL past. */
NCL_API const char *ncl_doc_value_name(const ncl_doc *doc, uint32_t i);

/*
 * Where text stood in the input. A run goes from `text` to the next run's;
 * in it, text_step bytes of text stand for source_step bytes of input.
 *
 *	input (windows-1251)   D0 E0  20  ...      2 letters, a space
 *	text (UTF-8)           D0A0D0B0 20 ...
 *	runs                   {0, 0, 2, 1} {4, 2, 1, 1}
 *
 * Runs rise in text and source. A document without runs is its input, moved
 * by nothing.
 */
struct ncl_run {
	uint32_t text, source;
	uint8_t text_step, source_step;
	uint16_t reserved;
};
NCL_API enum ncl_status ncl_doc_set_runs(ncl_doc *doc,
					 const struct ncl_run *runs, size_t n,
					 struct ncl_error *err);
/* The page that the text was read from, borrowed until ncl_doc_clear; NULL:
 * none. Source offsets are into it. */
NCL_API void ncl_doc_set_page(ncl_doc *doc, const char *page, size_t len);
NCL_API const char *ncl_doc_page(const ncl_doc *doc, size_t *len);
/* The input bytes of text [begin, end); 0 when they are the same numbers. */
NCL_API int ncl_doc_source(const ncl_doc *doc, uint32_t begin, uint32_t end,
			   uint32_t *source_begin, uint32_t *source_end);

/* ------------------------------------------------- what plugins laid over */

/* A layer that is visible on the document. */
struct ncl_layer_view {
	ncl_layer handle;
	const char *name;   /* "nclass.section/1" */
	const char *plugin; /* the use that wrote it: "section", "mine" */
	enum ncl_layer_kind kind;
};
/* Layer i in the order of the chain, 0 past the last. */
NCL_API int ncl_doc_layer(const ncl_doc *doc, uint32_t i,
			  struct ncl_layer_view *view);
/* The handle of a visible layer, 0 where there is none. */
NCL_API ncl_layer ncl_doc_find_layer(const ncl_doc *doc, const char *name);
NCL_API ncl_label ncl_doc_block_label(const ncl_doc *doc, ncl_layer layer,
				      uint32_t block, float *score);
NCL_API const struct ncl_mark *ncl_doc_labels(const ncl_doc *doc,
					      ncl_layer layer, uint32_t *n);
NCL_API const struct ncl_span *ncl_doc_spans(const ncl_doc *doc,
					     ncl_layer layer, uint32_t *n);
NCL_API const char *ncl_doc_label_name(const ncl_doc *doc, ncl_layer layer,
				       ncl_label label);
/* The label's id in its taxonomy, or NULL. */
NCL_API const char *ncl_doc_label_id(const ncl_doc *doc, ncl_layer layer,
				     ncl_label label);

/* ----------------------------------------------------- plugins and chains */

/* What to run. Zero is a fine start. Strings are copied. */
struct ncl_config {
	/* Uses, comma-separated: NAME, ALIAS=NAME, or a path (with a slash)
	 * in place of NAME. NULL: section,boiler,lang,topic. */
	const char *plugins;
	/* Folders that are searched before those of NCLASS_PLUGIN_PATH, the
	 * user's and the installed ones; colon-separated; or NULL. */
	const char *plugin_path;
	const char *const *settings; /* "NAME.KEY=VALUE", NULL-ended; or NULL */
	const char *const *models;   /* "NAME=FILE", NULL-ended; or NULL */
	/* Called for messages of plugins; NULL: they are dropped. */
	void (*log)(void *data, enum ncl_log_level level, const char *plugin,
		    const char *text);
	void *log_data;
	/* As plugin_path, for models (before NCLASS_MODEL_PATH); or NULL. */
	const char *model_path;
};

typedef struct ncl_pipeline ncl_pipeline; /* plugins opened, in order */
typedef struct ncl_worker ncl_worker;     /* their instances */

/* Find, check, order and open. The error names what to add or to change. */
NCL_API enum ncl_status ncl_pipeline_open(ncl_pipeline **out,
					  const struct ncl_config *config,
					  struct ncl_error *err);
/* Free its workers first. */
NCL_API void ncl_pipeline_free(ncl_pipeline *p);

NCL_API enum ncl_status ncl_worker_new(ncl_worker **out, ncl_pipeline *p,
				       struct ncl_error *err);
NCL_API void ncl_worker_free(ncl_worker *w);
/*
 * Run the chain over a document that has text and blocks. NCL_DOC, NCL_LIMIT,
 * NCL_NOMEM: this document failed, others may do; NCL_FATAL: none will. The
 * document keeps the layers of the plugins before the one that failed. The
 * pipeline must outlive the document's next ncl_doc_clear or ncl_doc_free.
 */
NCL_API enum ncl_status ncl_worker_run(ncl_worker *w, ncl_doc *doc,
				       struct ncl_error *err);

/*
 * Tell where ncl_worker_run is, for a process that watches this one: *use is
 * i + 1 while use i of the chain is at work, else 0. NULL: no more.
 */
NCL_API void ncl_worker_watch(ncl_worker *w, volatile uint32_t *use);
/* The name of use i, in the order of the chain ("topic"); NULL past the last.
 */
NCL_API const char *ncl_pipeline_use(const ncl_pipeline *p, uint32_t i);
/* Its plugin's constant (cut or filled with zeros to this header's size), and
 * where the shared object is (`path` may be NULL). */
NCL_API const struct ncl_plugin *ncl_pipeline_plugin(const ncl_pipeline *p,
						     uint32_t i,
						     const char **path);
/* The value of option j of its plugin's table, as text: what the user set, else
 * its model's, else the default. NULL past the last. */
NCL_API const char *ncl_pipeline_setting(const ncl_pipeline *p, uint32_t i,
					 uint32_t j);
/* Model j that use i has opened; NULL past the last. */
NCL_API const ncl_model *ncl_pipeline_model(const ncl_pipeline *p, uint32_t i,
					    uint32_t j);

/* A shared object that a search found. */
struct ncl_found {
	const char *name;                /* by its file's name */
	const char *path;
	const char *refused;             /* why, or NULL: it is fine */
	const struct ncl_plugin *plugin; /* NULL when refused */
	int shadowed;                    /* one of the same name came before */
};
typedef struct ncl_catalogue ncl_catalogue;
/* All plugins on the search path, in search order, none of them opened. */
NCL_API enum ncl_status ncl_catalogue_new(ncl_catalogue **out,
					  const char *plugin_path,
					  struct ncl_error *err);
NCL_API const struct ncl_found *ncl_catalogue_entry(const ncl_catalogue *c,
						    uint32_t i);
/* Look one up by name or path; NCL_MISSING suggests the nearest name. */
NCL_API enum ncl_status ncl_catalogue_find(const ncl_catalogue *c,
					   const char *name,
					   const struct ncl_found **out,
					   struct ncl_error *err);
/* The folders searched, in order; NULL past the last. */
NCL_API const char *ncl_catalogue_folder(const ncl_catalogue *c, uint32_t i);
NCL_API void ncl_catalogue_free(ncl_catalogue *c);

/* Whether a word may be a plugin's name, or a publisher's: a lower-case letter,
 * then letters, digits and single hyphens, 64 at most. */
NCL_API int ncl_is_plugin_name(const char *word);

/* Of `names` (NULL-ended), the one that `word` was most likely meant to be,
 * or NULL where none is near. */
NCL_API const char *ncl_nearest(const char *word, const char *const *names);

/* ----------------------------------------------------------------- models */

/* Open and check a model file; the error says what is wrong with it. */
NCL_API enum ncl_status ncl_model_open(ncl_model **out, const char *path,
				       struct ncl_error *err);
NCL_API void ncl_model_free(ncl_model *model);
/* The checksum that stands in its file (XXH3-64); 0: it was never in one. */
NCL_API uint64_t ncl_model_checksum(const ncl_model *model);
/* Append the path of the model that a plugin finds under a name; NCL_MISSING
 * names the nearest one, and the folders that were searched. */
NCL_API enum ncl_status ncl_model_find(struct ncl_buffer *path,
				       const char *name,
				       struct ncl_error *err);
/* Metadata i as a key and a value, in the order of the file; 0 past the
 * last. Keys are documented in docs/model-format.md. */
NCL_API int ncl_model_fact(const ncl_model *model, uint32_t i,
			   const char **key, const char **value);
NCL_API uint32_t ncl_model_label_count(const ncl_model *model);
NCL_API const struct ncl_model_label *ncl_model_label(const ncl_model *model,
						      uint32_t i);
/* The name of label i in a language ("de"; BCP 47, by its first part where
 * not as a whole), or NULL where the model has none. */
NCL_API const char *ncl_model_label_name(const ncl_model *model, uint32_t i,
					 const char *language);
/* A feature that moves a label's decision more than others: `usual` is its
 * weight times the deviation of its value over the items trained on. */
struct ncl_strong {
	const char *group; /* NULL: a dense feature */
	const char *name;  /* NULL: not known. Out of a file: any bytes */
	float weight, usual;
};
/* Feature i of a label: those that speak for it, the strongest first, then
 * those against; 0 past the last, or where the model does not say. */
NCL_API int ncl_model_strongest(const ncl_model *model, uint32_t label,
				uint32_t i, struct ncl_strong *out);
/* How large it is. */
struct ncl_model_size {
	uint32_t dense, features, labels, weight_bits;
	uint64_t bytes;
};
NCL_API void ncl_model_sizes(const ncl_model *model,
			     struct ncl_model_size *size);

/* ------------------------------------------------------------- explaining */

/*
 * Why a chain said what it said of a document.
 *
 *	ncl_worker_explain(w, doc, &why, &err);
 *	for (uint32_t u = 0; ncl_explained(why, u, &use); u++)
 *		for each item and label of interest:
 *			ncl_explain_verdict(why, &at, &verdict);
 *			ncl_explain_reasons(why, &at, top, &reasons, &err);
 *
 * A model is a sum: decision = bias + value * weight over the features that
 * the item has. A label's decision is what its threshold is about where a
 * document may have any number of labels; where an item has one label it is
 * the log-odds against the mean of the others, before neighbours are heard.
 *
 * One with a kernel is no sum: value * weight is then how much lower the
 * decision were without the feature, and what is left, decision - bias - all
 * of these, is what features do only together.
 */
typedef struct ncl_explanation ncl_explanation;

/* Run the chain as ncl_worker_run does, with the same scores, and note what
 * the models saw. *out lives with the document's text; it is there, with what
 * was noted so far, also where a plugin failed (NULL: no memory). */
NCL_API enum ncl_status ncl_worker_explain(ncl_worker *w, ncl_doc *doc,
					   const ncl_explanation **out,
					   struct ncl_error *err);

/* One use of a model by a plugin. */
struct ncl_explained {
	const char *plugin; /* the use in the chain: "topic", "mine" */
	const ncl_model *model;
	enum ncl_feature_unit unit;
	uint32_t items;  /* 1, or the blocks */
	uint32_t labels; /* of the model */
	int single;      /* an item has one label, the likeliest */
};
/* Use i in the order they came; 0 past the last. */
NCL_API int ncl_explained(const ncl_explanation *why, uint32_t i,
			  struct ncl_explained *use);

/* Which label of which item. */
struct ncl_explain_at {
	uint32_t use, item, label;
};

/* The labels' probabilities of an item, as the plugin got them; NULL where
 * there is no such use or item. */
NCL_API const float *ncl_explain_scores(const ncl_explanation *why,
					uint32_t use, uint32_t item);

struct ncl_verdict {
	double decision; /* bias and all values * weights */
	double bias;
	float own;   /* probability by this decision alone: without what is
		      * said of the neighbours, or of the other labels */
	float above; /* what the blocks above it add to the log-odds, */
	float below; /* and those below; 0 in a document */
	float p;     /* probability in the end, as the plugin got it */
	float threshold; /* of the label */
};
/* 0 where there is no such use, item or label, or memory is short. */
NCL_API int ncl_explain_verdict(const ncl_explanation *why,
				const struct ncl_explain_at *at,
				struct ncl_verdict *out);

struct ncl_place {
	uint32_t begin, end; /* bytes of the text */
};

/* A feature that the item has. */
struct ncl_reason {
	const char *group; /* "words"; NULL: a dense feature */
	const char *name;  /* "police"; NULL: nobody told it */
	double value, weight; /* their product is what it adds */
	const struct ncl_place *places; /* where it stands, in order */
	uint32_t place_count;
};

struct ncl_reasons {
	/* Falling by value * weight: those for the label, then those
	 * against it, at most `top` of either. */
	const struct ncl_reason *reasons;
	uint32_t count;
	uint32_t left;     /* how many were left out, */
	double left_worth; /* and what they add together */
};
/* What speaks for and against a label, the strongest. Lives as long as the
 * explanation. NCL_INVALID where there is no such use, item or label. */
NCL_API enum ncl_status ncl_explain_reasons(const ncl_explanation *why,
					    const struct ncl_explain_at *at,
					    uint32_t top,
					    struct ncl_reasons *out,
					    struct ncl_error *err);

/* What a plugin said it added to the log-odds beside its model. */
struct ncl_note {
	const char *plugin;
	const char *what;
	float odds;
};
/* Note i of a block (NCL_NO_BLOCK: of the document) in the order they came; 0
 * past the last. */
NCL_API int ncl_explain_note(const ncl_explanation *why, uint32_t block,
			     uint32_t i, struct ncl_note *note);

/* -------------------------------------------------------------- exporting */

/*
 * Models and items in the text formats of libsvm, all digits of them, so that
 * its svm-predict answers as nclass does.
 *
 *	an item has one label     one file: a class a label (1, 2, ... in the
 *	                          model's order), one support vector each; of
 *	                          a kernel, those with a part in it
 *	any number of labels      a file a label: 1 where its probability
 *	                          reaches the threshold, else -1
 *
 * Columns (from 1) are the dense features, then the hashed ones, then one a
 * label where the model weighs what is said of the other labels: how much that
 * brings the label nearer. Of blocks it
 * is the likeliest label of each by itself: libsvm knows no neighbours.
 */
struct ncl_writer {
	enum ncl_status (*write)(void *data, const char *bytes, size_t len,
				 struct ncl_error *err);
	void *data;
};
NCL_API uint32_t ncl_export_files(const ncl_model *m);
/* Write one of the files in pieces. What `write` returns ends it. */
NCL_API enum ncl_status ncl_export_model(const ncl_model *m, uint32_t file,
					 const struct ncl_writer *to,
					 struct ncl_error *err);
/* The feature of column i + 1; group NULL: dense; name NULL: of hashed ones
 * only items tell it. 0 past the last. */
NCL_API int ncl_export_feature(const ncl_model *m, uint32_t i,
			       const char **group, const char **name);

/* Told of the names of hashed features: of column i + 1. */
struct ncl_export_names {
	enum ncl_status (*name)(void *data, uint32_t i, const char *name);
	void *data;
};
/* Append an item's features, " column:value" each. `names` may be NULL. */
NCL_API enum ncl_status ncl_export_item(const ncl_explanation *why,
					uint32_t use, uint32_t item,
					const struct ncl_export_names *names,
					struct ncl_buffer *out,
					struct ncl_error *err);

/* --------------------------------------------------------------- training */

/* How many labels a document may have. */
enum ncl_labelling {
	NCL_LABELS_AUTO,   /* one, where each document of the data has one */
	NCL_LABELS_SINGLE, /* one: their probabilities add up to 1 */
	NCL_LABELS_MULTI   /* any number */
};

/* How to train. Zero is a fine start: every field has a good default. */
struct ncl_training {
	const char *plugin;      /* name or path of a trainable plugin */
	const char *chain;       /* plugins to run first, or NULL */
	const char *plugin_path; /* as in ncl_config */
	const char *const *settings; /* as in ncl_config */
	const char *const *models;   /* for the chain, as in ncl_config */
	const char *solver;  /* "auto" (NULL), "libsvm", "liblinear",
			      * "dual" */
	const char *kernel;  /* "linear" (NULL), "rbf": of libsvm alone */
	double gamma;        /* of rbf; 0: 1 / the mean square of the items'
			      * lengths */
	double cost;         /* C of the solvers; 0: 0.7 for documents,
			      * 0.1 for blocks */
	/* Not 0: `cost` is where a search for the best one begins, by
	 * cross-validation on the folds; it takes about eight times as long. */
	int tune;
	uint32_t folds;      /* held-out folds, 2 to 20; 0: 5 */
	uint32_t jobs;       /* solver processes; 0: the cores there are */
	uint32_t min_count;  /* items that a feature must stand in; 0: auto */
	uint32_t max_features; /* largest vocabulary; 0: auto */
	uint32_t weight_bits;  /* 8 or 16; 0: 8 */
	uint64_t seed;
	enum ncl_labelling labelling; /* of documents */
	/* What thresholds are chosen for: "macro-f1" (NULL), "micro-f1",
	 * "precision=0.9", "recall=0.9" (of each label). */
	const char *optimise;
	/* Languages that the model is for ("en,de", BCP 47), noted in it; or
	 * "any". NULL: those of at least a twentieth of the documents, if the
	 * documents name theirs (value "lang"). */
	const char *languages;
	/* Not 0: ncl_trainer_write also writes a model for each fold, made
	 * without it, for chains in training: docs/training.md. */
	int fold_models;
	/* So many of the worst mistakes on what was held out are kept for the
	 * measures, with stretches of their texts; 0: none. */
	uint32_t mistakes;
	/* Progress: `done` of `all` solver runs, and, when these are done, of
	 * one step that takes scores and measures. Return not 0 to stop; the
	 * training then ends with NCL_INTERRUPTED. May be NULL. */
	int (*progress)(void *data, const char *what, uint32_t done,
			uint32_t all);
	void *data;
};

typedef struct ncl_trainer ncl_trainer;

NCL_API enum ncl_status ncl_trainer_new(ncl_trainer **out,
					const struct ncl_training *how,
					struct ncl_error *err);
/* The training field that holds the plugin's labels, and its unit. */
NCL_API const char *ncl_trainer_gold(const ncl_trainer *t);
NCL_API enum ncl_feature_unit ncl_trainer_unit(const ncl_trainer *t);
/*
 * Run the chain over a document and collect its features. For document
 * plugins `labels` holds its n labels (n may be 0: none of them); for block
 * plugins n is the block count and labels[i] is block i's, or NULL where it
 * is not known. Documents of one `group` (a site, say) are held out together;
 * NULL: each for itself. The document can be cleared afterwards.
 */
NCL_API enum ncl_status ncl_trainer_add(ncl_trainer *t, ncl_doc *doc,
					const char *const *labels, uint32_t n,
					const char *group,
					struct ncl_error *err);
/* What was added so far: label i, in no order, NULL past the last, and how many
 * items have it. Documents of one title and text are held out together, in
 * whatever groups they stand. */
NCL_API const char *ncl_trainer_label(const ncl_trainer *t, uint32_t i,
				      uint32_t *examples);
/* A concept of a taxonomy. */
struct ncl_concept {
	const char *id;
	const char *parent; /* the id of another; NULL: at the top */
	/* Names, and the language of each ("en-GB"; "" where not known). */
	const char *const *languages, *const *names;
	uint32_t n;
	uint64_t line; /* where it stands, for errors */
};
/*
 * Make the labels concepts of a taxonomy, before or after documents are added:
 * a label is then the id, or a name in any language, of a concept, and a
 * document of a label is one of all above it. The model has all names and
 * parents, and no label gets a higher probability than the one above it. All
 * is copied; once. NCL_FORMAT (err->at: the line) where an id stands twice, a
 * parent is not there, parents go round in a ring, or a concept has no name.
 */
NCL_API enum ncl_status ncl_trainer_taxonomy(ncl_trainer *t,
					     const struct ncl_concept *all,
					     uint32_t n,
					     struct ncl_error *err);
/* The id of a label in its taxonomy, stored in the model. */
NCL_API enum ncl_status ncl_trainer_label_id(ncl_trainer *t,
					     const char *label,
					     const char *id,
					     struct ncl_error *err);
/* A fact for the model's metadata ("data", "licence", "command"). */
NCL_API enum ncl_status ncl_trainer_fact(ncl_trainer *t, const char *key,
					 const char *value,
					 struct ncl_error *err);
/* Train, calibrate on held-out folds, and measure. Once. */
NCL_API enum ncl_status ncl_trainer_run(ncl_trainer *t,
					struct ncl_error *err);
/* What was trained on, in a line for a person, and what was measured on the
 * parts held out; NULL before ncl_trainer_run. */
NCL_API const char *ncl_trainer_summary(const ncl_trainer *t);
/* What was decided on the way, lines for a person; NULL: nothing. */
NCL_API const char *ncl_trainer_notes(const ncl_trainer *t);
NCL_API const struct ncl_measures *ncl_trainer_measures(const ncl_trainer *t);
/* Write the model: beside `path`, then moved into place. */
NCL_API enum ncl_status ncl_trainer_write(ncl_trainer *t, const char *path,
					  struct ncl_error *err);
NCL_API void ncl_trainer_free(ncl_trainer *t);

/* ------------------------------------------------------------- evaluating */

/* What to measure. Zero is a fine start, but for the plugin. */
struct ncl_evaluation {
	const char *plugin;      /* name or path of a trainable plugin */
	const char *chain;       /* plugins to run with it, or NULL */
	const char *plugin_path; /* as in ncl_config */
	const char *const *settings; /* as in ncl_config */
	const char *const *models;   /* as in ncl_config */
	/* Models ("NAME=FILE", NULL-ended) that take the place of those above
	 * in a second chain, to be compared with the first; or NULL. */
	const char *const *against;
	uint32_t rounds;   /* of the bootstrap; 0: 1000; 1: no intervals */
	uint32_t mistakes; /* to keep, the worst of them; 0: 50 */
	uint64_t seed;     /* of the bootstrap */
	/* Values of documents ("lang") to measure the documents of each apart
	 * by, too: at most 8, NULL-ended; or NULL. */
	const char *const *parts;
};

typedef struct ncl_evaluator ncl_evaluator;

NCL_API enum ncl_status ncl_evaluator_new(ncl_evaluator **out,
					  const struct ncl_evaluation *how,
					  struct ncl_error *err);
/* As ncl_trainer_gold and ncl_trainer_unit. */
NCL_API const char *ncl_evaluator_gold(const ncl_evaluator *e);
NCL_API enum ncl_feature_unit ncl_evaluator_unit(const ncl_evaluator *e);
/*
 * Run the chain over a document and count what it says against the labels,
 * which are as in ncl_trainer_add. What is given is what the plugin adds to
 * the layers that it writes: labels of the model, by name; in a layer
 * nclass.boiler/1, keep is "1" and drop "0", and its scores are those of "1".
 * Scores of the other labels are those of host->predict. After an error the
 * document is not counted; NCL_FATAL, NCL_NOMEM: nothing more can be.
 */
NCL_API enum ncl_status ncl_evaluator_add(ncl_evaluator *e, ncl_doc *doc,
					  const char *const *labels,
					  uint32_t n, const char *group,
					  struct ncl_error *err);
/* Take the measures. Once; NCL_FORMAT where nothing was counted. */
NCL_API enum ncl_status ncl_evaluator_run(ncl_evaluator *e,
					  struct ncl_error *err);
/* What was measured of the model, and (`second` not 0) of the one against it;
 * NULL before ncl_evaluator_run, or where there is no second. */
NCL_API const struct ncl_measures *
ncl_evaluator_measures(const ncl_evaluator *e, int second);
NCL_API const struct ncl_comparison *
ncl_evaluator_comparison(const ncl_evaluator *e);
NCL_API void ncl_evaluator_free(ncl_evaluator *e);

/* -------------------------------------------------------- checking plugins */

/*
 * A plugin held against the contract in plugin.h. All that is of the plugin
 * happens in child processes: it is opened, run over documents that are made
 * for it (empty, of one byte, huge, in odd scripts, at random) and over the
 * caller's, again in another order, with memory that fails and with
 * should_stop set. What it does against a rule is a finding.
 */
struct ncl_finding {
	const char *rule;     /* its short name: "pure" */
	/* The part of plugin.h that has the rule; "docs/exec.md, ..." where it
	 * is one for programs. */
	const char *where;
	const char *says;     /* what it says there */
	const char *what;     /* what the plugin does, a sentence */
	const char *document; /* the one it was seen on; "": none */
	uint32_t more;        /* as often it was seen besides */
};

/* How to check. Zero is a fine start, but for the plugin. */
struct ncl_check {
	const char *plugin;      /* a path, with a slash, or a name */
	const char *chain;       /* plugins whose layers it reads, or NULL */
	const char *plugin_path; /* as in ncl_config */
	const char *const *settings; /* as in ncl_config */
	const char *const *models;   /* as in ncl_config */
	double seconds; /* of processor time for a document; 0: 10 */
	uint32_t random; /* documents made at random; 0: 50 */
	uint64_t seed;   /* of those */
	/* The caller's documents: make number i of `documents` in `doc`, which
	 * is empty. May be NULL. */
	uint32_t documents;
	enum ncl_status (*document)(void *data, uint32_t i, ncl_doc *doc,
				    struct ncl_error *err);
	void *data;
	/* Called some times a second, with what is done and the document's
	 * name, or "". May be NULL. */
	void (*progress)(void *data, const char *step, const char *document);
};

typedef struct ncl_checked ncl_checked;

/*
 * Check. NCL_OK: it was done, whatever was found. Else the plugin could not
 * be run at all, though no rule is broken: the error says what is missing (a
 * model, a plugin before it). Free *out either way; it has what was found
 * until then.
 */
NCL_API enum ncl_status ncl_check_plugin(ncl_checked **out,
					 const struct ncl_check *how,
					 struct ncl_error *err);
/* Finding i, in the order of the checks; NULL past the last. */
NCL_API const struct ncl_finding *
ncl_checked_finding(const ncl_checked *c, uint32_t i);
/* How many documents it labelled, and the mean processor time of one of a
 * kilobyte, in microseconds. */
NCL_API uint32_t ncl_checked_documents(const ncl_checked *c);
NCL_API double ncl_checked_time(const ncl_checked *c);
NCL_API void ncl_checked_free(ncl_checked *c);

/* ------------------------------------------------------ reading documents */

/*
 * Take plain text in any charset: set text, blocks and runs, and the origin's
 * charset. `charset` is what the caller knows, or NULL: a byte order mark,
 * valid UTF-8, else detection. The bytes are copied where they have to be
 * changed and borrowed until ncl_doc_clear where not: bytes[len] must be 0.
 * NCL_FORMAT for what is no text (a binary file).
 */
NCL_API enum ncl_status ncl_read_text(ncl_doc *doc, const void *bytes,
				      size_t len, const char *charset,
				      struct ncl_error *err);
/*
 * Take a page of HTML: text, blocks with facts of their markup (plugin.h),
 * runs, the origin's charset, and as values what its metadata say of title,
 * authors, date, url, lang and site, where the document has none of the name
 * yet. `charset` is what the server said, or NULL; a byte order mark goes
 * before it, <meta> comes after it, then detection. The bytes are needed
 * until the call returns, and until ncl_doc_clear where the page is to be
 * written by ncl_write_html. What a browser would not show is left out. Any
 * bytes are a page; an unknown charset is NCL_USAGE.
 */
NCL_API enum ncl_status ncl_read_html(ncl_doc *doc, const void *bytes,
				      size_t len, const char *charset,
				      struct ncl_error *err);
/*
 * Take one JSON line: {"id","text"} or {"id","html"} (offsets into that
 * string then), and title, url, lang, date. `len` does not count a
 * newline. Unknown fields are passed over; duplicate keys, a missing text,
 * U+0000 and wrong types are NCL_FORMAT.
 */
NCL_API enum ncl_status ncl_read_json(ncl_doc *doc, const char *line,
				      size_t len, struct ncl_error *err);

/* ------------------------------------------------------ writing documents */

enum ncl_offsets { NCL_OFFSETS_BYTE, NCL_OFFSETS_CHAR, NCL_OFFSETS_UTF16 };

struct ncl_write_options {
	enum ncl_offsets offsets;
	int with_text, with_kept;
	/* of the pretty form */
	int colour;     /* ANSI colours */
	uint32_t width; /* columns; 0: 80 */
};
/* Append a document to a buffer: one JSON line. docs/output-format.md. */
NCL_API enum ncl_status ncl_write_jsonl(struct ncl_buffer *out,
					const ncl_doc *doc,
					const struct ncl_write_options *how);
/* A failed document's JSON line; `error` says why. */
NCL_API enum ncl_status ncl_write_failed(struct ncl_buffer *out,
					 const ncl_doc *doc,
					 const char *error);
/* Attributes in the layout of Dolma, one JSON line; `failed`: none. */
NCL_API enum ncl_status ncl_write_dolma(struct ncl_buffer *out,
					const ncl_doc *doc, int failed);
/*
 * The page of HTML that the document was read from, in its charset, with
 * spans of class nclass around the text of each block, kept or dropped, and
 * its role; of other documents a page made of their blocks. UTF-8 then.
 */
NCL_API enum ncl_status ncl_write_html(struct ncl_buffer *out,
				       const ncl_doc *doc);
/* For a terminal. */
NCL_API enum ncl_status ncl_write_pretty(struct ncl_buffer *out,
					 const ncl_doc *doc,
					 const struct ncl_write_options *how);
/* What of an explanation is told. Zero is a fine start. */
struct ncl_explain_options {
	const char *plugin;        /* of this use only; NULL: of all */
	const char *const *labels; /* these only, NULL-ended; NULL: those of
				    * a document that reach their thresholds,
				    * and the likeliest */
	uint32_t likeliest;        /* how many; 0: 3 of a document, 1 of a
				    * block */
	const uint32_t *blocks;    /* these only; NULL: all */
	uint32_t block_count;
	uint32_t top; /* reasons for, and as many against; 0: 10 of a
		       * document, 5 of a block */
	enum ncl_offsets offsets; /* of JSON lines */
	int colour;               /* of the pretty form, as below */
	uint32_t width;
};
/* Append an explanation: one JSON line (docs/output-format.md), or for a
 * terminal. The document is as ncl_worker_explain left it. NCL_NOMEM. */
NCL_API enum ncl_status
ncl_write_explain_jsonl(struct ncl_buffer *out, const ncl_doc *doc,
			const ncl_explanation *why,
			const struct ncl_explain_options *how);
NCL_API enum ncl_status
ncl_write_explain_pretty(struct ncl_buffer *out, const ncl_doc *doc,
			 const ncl_explanation *why,
			 const struct ncl_explain_options *how);
/* The kept blocks, one a line (all of them where boiler did not run). */
NCL_API enum ncl_status ncl_write_text(struct ncl_buffer *out,
				       const ncl_doc *doc);

/* --------------------------------------------------------- many documents */

/*
 * Documents in, JSON lines out: what `nclass run` does, and the same bytes.
 *
 *	ncl_runner_new(&r, pipeline, &how, &err);
 *	while (there is another document) {
 *		if (ncl_runner_put(r, &input, &err))
 *			break;
 *		while (ncl_runner_take(r, 0, &result, &err) == NCL_OK)
 *			fwrite(result.json, 1, result.json_len, stdout);
 *	}
 *	while (ncl_runner_take(r, 1, &result, &err) == NCL_OK)
 *		fwrite(result.json, 1, result.json_len, stdout);
 *	ncl_runner_free(r);
 *
 * With jobs, worker processes are forked from this one, as they are needed:
 * what crashes, hangs or eats memory in a plugin costs its document, which
 * becomes a failed one. They run no code but that of nclass and its plugins,
 * close the files that were opened since ncl_runner_new, and end with it. A
 * runner with jobs is for the thread that made it, which must outlive it.
 */
enum ncl_input_format { NCL_INPUT_TEXT, NCL_INPUT_HTML, NCL_INPUT_JSON };

/* Which fields of JSON lines mean what; NULL: as they are called here. */
struct ncl_fields {
	const char *text, *html, *id, *title, *url, *lang, *date;
	/* Comma-separated: written out again as they came; or NULL. */
	const char *keep;
	/* Write the line itself, with what is found added to it as a field of
	 * this name; NULL: do not. */
	const char *merge;
};

/* How to run. Zero is a fine start; strings must stay. */
struct ncl_running {
	uint32_t jobs; /* worker processes; 0: all is done in this one, where
			* a plugin that crashes ends the program */
	/* Workers open no network, files or programs once they have begun. */
	int isolate;
	/* A document fails that takes a worker more seconds of processor
	 * time, or ten times that by the clock; 0: 60; below 0: any. */
	double timeout;
	/* Bytes for a document, and 12 times its own on top; 0: 512 MiB;
	 * UINT64_MAX: any. */
	uint64_t memory;
	uint64_t max_doc_bytes; /* a larger one fails; 0: 256 MiB */
	struct ncl_fields fields;
	struct ncl_write_options write;
	int with_text; /* results have the text, beside what is written */
};

/* A document to be. Zero is a fine start, but for the bytes. */
struct ncl_input {
	enum ncl_input_format format;
	const char *bytes; /* copied; no NUL is needed behind them */
	size_t len;
	const char *charset; /* what is known of it, or NULL; not of JSON */
	/* In the output: what it is called (not of JSON, which has its own;
	 * NULL: the source, else its number) and where it is from. */
	const char *id, *source;
	uint64_t line; /* of the source, for errors; 0: none */
};

/* What came of one. Lives until the next ncl_runner_take. */
struct ncl_result {
	enum ncl_status status; /* NCL_OK, or why it failed */
	uint64_t index;         /* its number, from 0, in order of put */
	const char *json;       /* the line of the output, with its end */
	size_t json_len;
	const char *error; /* why it failed, for a person; NULL: it did not */
	/* The text that offsets refer to; NULL: not asked for, or it failed. */
	const char *text;
	size_t text_len;
};

typedef struct ncl_runner ncl_runner;

/* The pipeline must outlive the runner. */
NCL_API enum ncl_status ncl_runner_new(ncl_runner **out, ncl_pipeline *p,
				       const struct ncl_running *how,
				       struct ncl_error *err);
/* Give it a document. With jobs it may wait until there is room; without, the
 * document is done when it returns. An error means that no document can be
 * done any more: one that fails is a result. */
NCL_API enum ncl_status ncl_runner_put(ncl_runner *r,
				       const struct ncl_input *input,
				       struct ncl_error *err);
/* The next result, in order of put. NCL_SKIP: there is none, and with `wait`
 * there will be none before another is put. Other errors as above. */
NCL_API enum ncl_status ncl_runner_take(ncl_runner *r, int wait,
					struct ncl_result *result,
					struct ncl_error *err);
/* Its workers end; results that were not taken are lost. */
NCL_API void ncl_runner_free(ncl_runner *r);

/* ------------------------------------------------------- writing measures */

/* What a report is about. */
struct ncl_report {
	const char *title;   /* "topic" */
	const char *about;   /* a line: what was measured on what */
	const char *notes;   /* lines that follow the tables, or NULL */
	const struct ncl_measures *measures;
	const struct ncl_measures *second;     /* or NULL: nothing compared */
	const struct ncl_comparison *compared; /* or NULL */
	uint32_t most; /* rows of a table of labels, as text; 0: all */
};
/* Append tables for a terminal or a log; labels are made harmless. */
NCL_API enum ncl_status ncl_write_measures(struct ncl_buffer *out,
					   const struct ncl_report *report);
/* One JSON object and a newline. docs/evaluation.md. */
NCL_API enum ncl_status ncl_write_measures_json(struct ncl_buffer *out,
						const struct ncl_report *r);
/* A page of its own: tables, charts and the worst mistakes; it needs no
 * script and no other file. */
NCL_API enum ncl_status ncl_write_measures_html(struct ncl_buffer *out,
						const struct ncl_report *r);

#ifdef __cplusplus
}
#endif

#endif /* NCLASS_NCLASS_H */
