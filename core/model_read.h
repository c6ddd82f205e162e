/*
 * A model on its way out of a file: what the parts of the reader share.
 */
#ifndef CORE_MODEL_READ_H
#define CORE_MODEL_READ_H

#include "model_file.h"

struct model_reader {
	ncl_model *m;
	const char *name; /* of the file, for errors */
	const char *data;
	size_t len;
	struct model_place places[MODEL_PLACES_MAX];
	uint32_t count; /* of places */
	struct ncl_error *err;
};

/* NCL_FORMAT, with the file's name and what is damaged; in section i. */
enum ncl_status reader_bad(const struct model_reader *r, const char *what);
enum ncl_status reader_bad_at(const struct model_reader *r, uint32_t i,
				 const char *what);
int reader_is_zero(const char *bytes, uint64_t n);
/* Take the sections of others; names and flags are checked. */
enum ncl_status reader_sections(struct model_reader *r);
/* Then: take what is in them for the labels' probabilities. */
enum ncl_status reader_joint(struct model_reader *r);
enum ncl_status reader_taxonomy(struct model_reader *r);
/* And a kernel's support vectors. */
enum ncl_status reader_vectors(struct model_reader *r);

#endif
