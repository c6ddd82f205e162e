/* Which labels of an item are told of, for both forms of explanations. */
#ifndef IO_EXPLAIN_PICK_H
#define IO_EXPLAIN_PICK_H

#include <nclass/nclass.h>

struct pick {
	const ncl_explanation *why;
	const struct ncl_explain_options *how;
	struct ncl_explained use;
	struct ncl_explain_at at; /* of the label now told of */
	uint32_t *labels;         /* the likeliest first */
	uint32_t count;
};

/* Take use `u`. 0: there is none (past the last, or not asked for; then
 * *over says whether it is past the last). */
int pick_use(struct pick *p, uint32_t u, int *over);
/* Take an item of it: fill the labels. NCL_NOMEM. */
enum ncl_status pick_item(struct pick *p, uint32_t item);
/* Reasons of label i, with its verdict. NCL_NOMEM. */
enum ncl_status pick_label(struct pick *p, uint32_t i,
			   struct ncl_verdict *verdict,
			   struct ncl_reasons *reasons);
/* Whether the model has a kernel. Then a reason adds what the decision falls by
 * without it, and *together is what is left: what features do only together. */
int pick_together(const struct pick *p, const struct ncl_verdict *verdict,
		  const struct ncl_reasons *reasons, double *together);
const char *pick_name(const struct pick *p, uint32_t i);
/* Whether a block is asked for. */
int pick_block(const struct pick *p, uint32_t block);
void pick_release(struct pick *p);

/* The layer with labels of a kind that a use of a plugin wrote: the first,
 * or 0. */
ncl_layer pick_layer(const ncl_doc *doc, const char *plugin,
		     enum ncl_layer_kind kind);
/* Whether a plugin gave the document a label of this name. */
int pick_assigned(const ncl_doc *doc, const char *plugin, const char *label);

#endif
