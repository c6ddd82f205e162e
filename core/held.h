/*
 * Models that never saw a document, for chains in training.
 *
 * Layers that a model lays over the documents it was trained on are better
 * than those it will lay over others, and whoever learns from them learns to
 * trust them too much. So training can leave one model more for each of its
 * folds, made without that fold:
 *
 *	section.ncm            trained on all documents
 *	section.folds/0.ncm    without those of fold 0, which its section "held"
 *	section.folds/1.ncm    names: hashes of their groups and of their texts
 *	...
 *
 * Where a chain runs over training data (nclass train --plugins), a document
 * that one of these was held out from is labelled by that one, all others by
 * the model itself.
 */
#ifndef CORE_HELD_H
#define CORE_HELD_H

#include "model.h"

/* What a document is known by: hashes, 0 for a group that it has not. */
struct held_key {
	uint64_t group, text;
};

/* The keys of a training's documents, in the order that they came. */
struct held_keys {
	struct held_key *keys;
	uint32_t count, size;
};

struct held_key held_key(const ncl_doc *doc, const char *group);
/* NCL_NOMEM. */
enum ncl_status held_note(struct held_keys *all, struct held_key key);
void held_release(struct held_keys *all);

/* Add the section "held" to the model of a fold: the keys of the documents
 * whose fold[] it is. NCL_NOMEM. */
enum ncl_status held_add(ncl_model *m, const struct held_keys *all,
			 const uint8_t *fold, uint8_t which);
/* A number that two models have in common only if they come from one
 * training, as text: the fact "training". `text` has room for 17 bytes. */
void held_training(const struct held_keys *all, uint64_t seed, char *text);

/* The path of fold k's model, for a model's path: free it. NULL: no memory. */
char *held_path(const char *path, uint32_t k);
/* Write the models of all folds, for the model's path, and take away those of
 * an older training with more folds. */
enum ncl_status held_write(ncl_model *const *models, uint32_t folds,
			   const char *path, struct ncl_error *err);
/* Open the models of folds that lie beside `path`, where there are any; the
 * error names a file that does not belong to the model. */
enum ncl_status held_open(ncl_model *m, const char *path,
			  struct ncl_error *err);
/* The model to label a document with: `m`, or the one that has not seen it. */
const ncl_model *held_choose(const ncl_model *m, struct held_key key);

#endif
