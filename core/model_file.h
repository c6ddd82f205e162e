/*
 * How a model stands in its file; docs/model-format.md tells it byte by byte.
 *
 *	struct model_head | sections' places | section | pad | section | ...
 *
 * The sections of enum model_part come first, all of them and in that order;
 * behind them those of others, told apart by name. Each stands at the next
 * multiple of 64 behind the one before, the gaps filled with zeros. So a file
 * has one form only, and the reader takes no other.
 */
#ifndef CORE_MODEL_FILE_H
#define CORE_MODEL_FILE_H

#include "model.h"

#define MODEL_MAGIC "\x89NCM\r\n\x1a\n"
#define MODEL_ORDER 0x01020304u
#define MODEL_ALIGN 64u

#define MODEL_PARTS(X) \
	X(SHAPE, "shape") X(FACTS, "facts") X(LABELS, "labels") \
	X(THRESHOLDS, "cuts") X(GROUPS, "groups") X(GROUP_NAMES, "gnames") \
	X(DENSE_NAMES, "dnames") X(KEYS, "keys") X(TAILS, "key-tails") \
	X(SCALES, "scales") X(IDFS, "idf") X(WEIGHTS, "weights") \
	X(DENSE, "dense") X(BIAS, "bias") X(SIGMOID, "sigmoid") \
	X(EMISSION, "emission") X(TRANSITIONS, "trans") X(ENDS, "ends")

enum model_part {
#define MODEL_PART_ENUM(id, name) PART_##id,
	MODEL_PARTS(MODEL_PART_ENUM)
#undef MODEL_PART_ENUM
	PART_COUNT
};

/* Names of others' sections that this version reads where they are there; add
 * one's own. Those of other names are kept and passed over, unless they are
 * marked as needed. */
#define MODEL_KNOWN_SECTIONS { "strongest", "joint", "taxonomy", \
				"kernel" }

struct model_head {
	char magic[8];
	uint32_t order, format;
	uint64_t length;   /* of the file */
	uint64_t checksum; /* XXH3-64, seed 0, of the bytes from 32 on */
	uint32_t parts;    /* sections: PART_COUNT and those of others */
	uint32_t reserved[7];
};

struct model_place {
	char name[MODEL_NAME]; /* ended by a NUL, zero-filled */
	uint32_t flags;        /* of enum model_section_flag; parts: 0 */
	uint64_t offset, length;
};

/* The name of a part in the file. */
const char *model_part_name(enum model_part part);
/* Bytes a part must have by the shape; UINT64_MAX for strings: any. */
uint64_t model_part_size(const struct model_shape *s, enum model_part part);
/* Where the part behind one that ends at `end` begins. */
static inline uint64_t model_align(uint64_t end)
{
	return (end + MODEL_ALIGN - 1) / MODEL_ALIGN * MODEL_ALIGN;
}

#define MODEL_PLACES_MAX (PART_COUNT + MODEL_SECTIONS_MAX)

/* Where the places of n sections end. */
static inline uint64_t model_places_end(uint32_t n)
{
	return sizeof(struct model_head) + n * sizeof(struct model_place);
}

/* May others give a section this name? */
int model_name_free(const char *name);

#endif
