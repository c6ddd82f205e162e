/*
 * Models: what training made and scoring reads. A model is one file, read
 * whole (docs/model-format.md). Its large arrays are small there, and opening
 * it lays them out for look-ups (model_index.h).
 *
 *	feature (group, hash) --mix--> key --index--> row
 *	scales[row], idfs[row]    upper halves of floats
 *	weights[row]              a label's neighbours side by side, 8 or
 *	                          16 bits
 *
 *	decision[o] = bias[o] + sum of dense[i] * dense_weights[i][o]
 *	            + sum of value * scale * weights[row][o]
 *
 * (models with a kernel: vectors.h)
 * and the decisions become probabilities: by a sigmoid a label and a step that
 * labels share (joint.h; decoder MODEL_SIGMOID: documents with any number of
 * labels), or by a chain over
 * the items of a document (MODEL_CHAIN: blocks, and documents that have one
 * label, which are chains of one item). See sequence.h.
 *
 * The groups' rows stand one group after the other, in each group by rising
 * keys.
 */
#ifndef CORE_MODEL_H
#define CORE_MODEL_H

#include <string.h>

#include "arena.h"
#include "model_index.h"
#include "nclass/nclass.h"

struct stage;   /* pipeline.h */
struct vectors; /* vectors.h */

#define MODEL_FORMAT 2u
#define MODEL_LABELS_MAX 4096u
#define MODEL_DENSE_MAX 65536u
#define MODEL_GROUPS_MAX 64u
#define MODEL_FEATURES_MAX (1u << 26)
#define MODEL_SECTIONS_MAX 64u /* of others */
#define MODEL_HELD_MAX 20u     /* models of folds: held.h */
#define MODEL_NAME 12u         /* bytes of a section's name, with a NUL */

enum model_decoder { MODEL_SIGMOID = 1, MODEL_CHAIN };

/* The counts that all lengths follow from; stands in the file as it is. */
struct model_shape {
	uint32_t unit;       /* of enum ncl_feature_unit */
	uint32_t decoder;    /* of enum model_decoder */
	uint32_t labels;     /* K */
	uint32_t outputs;    /* decisions an item: K, or 1 where K is 2 */
	uint32_t stride;     /* outputs rounded up to a multiple of 8 */
	uint32_t dense;      /* dense features */
	uint32_t groups;
	uint32_t features;   /* rows */
	uint32_t weight_bits; /* 8 or 16 */
	uint32_t revision;   /* of the plugin's features */
	uint32_t flags;      /* MODEL_FLAT */
	uint32_t reserved;
};

/* The items of a chain stand alone (documents with one label each), and an
 * output speaks for its own label: emission has 2 numbers a label, there are no
 * transitions and ends. */
#define MODEL_FLAT 1u

struct model_group {
	uint32_t kind; /* of enum ncl_feature_kind */
	uint32_t first, count; /* its rows */
	uint32_t reserved;
};

struct model_fact {
	const char *key, *value;
};

/* What others keep in the file, told apart by name (model_add_section). */
struct model_section {
	char name[MODEL_NAME]; /* ended by a NUL, zero-filled */
	uint32_t flags;
	const void *data;
	size_t length;
};

struct ncl_model {
	struct arena arena; /* all arrays that do not stand in the file */
	void *file;         /* the file's bytes; NULL: made by training */
	size_t file_size;   /* bytes it has, or had when written */

	struct model_shape shape;
	struct model_fact *facts;
	uint32_t fact_count, fact_size;
	struct ncl_model_label *labels;
	const char **languages, **names; /* of labels: name of label i in
					  * language k at i * count + k */
	uint32_t language_count;
	const char **group_names, **dense_names;
	struct model_section *sections;
	uint32_t section_count;

	const struct model_group *groups;
	const uint32_t *keys;       /* features: bits 32 to 63 of their keys */
	const uint8_t *tails;       /* features: bits 24 to 31 */
	const uint16_t *scales, *idfs;
	const void *weights;        /* features * outputs, 8 or 16 bits */
	const float *dense;         /* dense * stride */
	const float *bias;          /* stride */
	const float *sigmoid;       /* labels * 2: p = 1 / (1 + exp(a f + b)) */
	const float *joint;         /* JOINT_SIZE of joint.h; NULL: none */
	const float *emission;      /* labels * (outputs + 1), the last: bias;
				     * flat: labels * 2, the second: bias */
	const float *transitions;   /* labels * labels, from row to column */
	const float *ends;          /* labels * 2: start, end */

	struct vectors *vectors;    /* of a kernel; NULL: it is linear */

	struct model_index index;   /* made of the above by model_index */

	/* In training: those of its folds, which it frees (held.h). */
	struct ncl_model *held[MODEL_HELD_MAX];
	uint32_t held_count;
};

/* What a feature is looked up by. */
static inline uint64_t model_key(uint32_t group, uint64_t hash)
{
	uint64_t x = (hash + group * 0x9e3779b97f4a7c15u) *
		     0xd6e8feb86659fd93u;

	return x ^ x >> 32;
}

/* Half of a float: its upper 16 bits. */
static inline float model_float(uint16_t half)
{
	uint32_t bits = (uint32_t)half << 16;
	float x;

	memcpy(&x, &bits, sizeof(x));
	return x;
}

/* What the value of a row's feature is multiplied by, with its weights. */
static inline float model_scale(const ncl_model *m, uint32_t row)
{
	return model_float(m->scales[row]);
}

/* Of counts: the feature's part in the length; else 0. */
static inline float model_idf(const ncl_model *m, uint32_t row)
{
	return model_float(m->idfs[row]);
}

static inline int model_weight(const ncl_model *m, uint32_t row,
			       uint32_t output)
{
	size_t at = (size_t)row * m->shape.outputs + output;

	return m->shape.weight_bits == 8 ? ((const int8_t *)m->weights)[at] :
					   ((const int16_t *)m->weights)[at];
}

/* An empty model, to be filled; without labels it is what host->model_open
 * gives in training. */
enum ncl_status model_new(ncl_model **out, struct ncl_error *err);
/* Add a fact; both are copied. NCL_NOMEM. */
enum ncl_status model_add_fact(ncl_model *m, const char *key,
			       const char *value);
/* The value of the first fact of a key, or NULL. */
const char *model_fact(const ncl_model *m, const char *key);

enum model_section_flag {
	/* Without it the model's scores would be others: a reader that does
	 * not know the name (model_file.h) refuses the file. */
	MODEL_NEEDED = 1
};

/*
 * Add a section to what is written: bytes under a name of 1 to 11 lower-case
 * letters, digits and hyphens that no other section has. They are copied.
 * NCL_INVALID: the name or the flags are not such, it is there already, or
 * there are MODEL_SECTIONS_MAX. NCL_NOMEM.
 */
enum ncl_status model_add_section(ncl_model *m, const char *name,
				  uint32_t flags, const void *bytes,
				  size_t len);
/*
 * The bytes of such a section, *len of them, or NULL where there is none. They
 * live with the model and are aligned to 16. They come from a file: whoever
 * reads them checks every number.
 */
const void *model_section(const ncl_model *m, const char *name, size_t *len);

/* Read a model from memory that it takes over (malloc; freed on error too).
 * `name` is for errors. */
enum ncl_status model_read(ncl_model **out, void *bytes, size_t len,
			   const char *name, struct ncl_error *err);
/* Write beside `path` and move into place. */
enum ncl_status model_write(ncl_model *m, const char *path,
			    struct ncl_error *err);
/* The file's bytes; free with ncl_buffer_release. */
enum ncl_status model_bytes(const ncl_model *m, struct ncl_buffer *out,
			    struct ncl_error *err);

/*
 * host->model_open, after the search: open `path` for a stage and hold it
 * against the stage's plugin: name, revision of features and tokens, dense
 * features and groups. The values that the model has for the options of
 * features become the stage's; a contrary one by the user is NCL_USAGE.
 */
enum ncl_status model_open_for(struct stage *stage, const char *path,
			       ncl_model **out, struct ncl_error *err);

#endif
