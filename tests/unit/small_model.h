/*
 * A small model made by hand: two groups ("words": counts, "marks": flags),
 * two dense features, and labels of one's choice.
 *
 *	feature           row  weights (of output o)
 *	words, hash 11      0  (o + 1) * scale 0.5, idf 2
 *	words, hash 12      1  -(o + 1) * scale 1,  idf 1
 *	marks, hash 11      2  10 * (o + 1) * scale 0.25
 *	dense 0, dense 1       1 + o, 2
 *	bias                   0.5
 *
 * Sigmoid: a = -1, b = 0. Chain: output o speaks for label o (an only one:
 * against label 0, for label 1); transitions 0.5 from a label to itself.
 */
#ifndef TESTS_SMALL_MODEL_H
#define TESTS_SMALL_MODEL_H

#include "core/model_file.h"

/* NULL when memory is short. */
ncl_model *small_model(enum ncl_feature_unit unit, enum model_decoder decoder,
		       uint32_t labels, uint32_t weight_bits);

/* As a file, with the sections "extra" ("more") and "empty-2" (nothing). It is
 * released with ncl_buffer_release. */
struct ncl_buffer small_bytes(enum model_decoder decoder, uint32_t labels,
			      uint32_t weight_bits);
/* Put the checksum right. */
void small_seal(struct ncl_buffer *b);
/* The place of a section in it. */
struct model_place *small_place(struct ncl_buffer *b, uint32_t i);
/* model_read of a copy, under the name x.ncm. */
enum ncl_status small_read(ncl_model **out, const void *bytes, size_t len,
			   struct ncl_error *err);

#endif
