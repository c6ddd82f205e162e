/*
 * nclass dedup: near-duplicates by their signatures, in bounded memory.
 *
 *	dedup_read.c    lines -> units: signature, id, place; bands -> sorter
 *	dedup_group.c   bands of equal bytes -> pairs held against each other
 *	                -> groups (union-find) -> sorter -> lines
 *
 * A unit is a document or a block, by its number in the order of reading. In
 * memory are the sorter's buffer (--memory) and a line; signatures, ids and
 * the groups' table are in files without names, mapped, so that the system
 * keeps of them in memory what there is room for.
 */
#ifndef CLI_DEDUP_H
#define CLI_DEDUP_H

#include "command.h"
#include "io/input.h"
#include "io/output.h"
#include "io/signatures.h"
#include "io/sorter.h"

struct dedup_options {
	double threshold;
	int of; /* documents, blocks */
	uint64_t bands, memory;
	const char *temp, *output;
	int quiet;
};

/* A file of records of one size, written in order, then mapped. */
struct dedup_file {
	int file;
	char *pending; /* not written yet */
	size_t pending_len;
	uint64_t len;
	unsigned char *map; /* NULL: not mapped */
};

struct dedup {
	const struct dedup_options *options;
	const char *folder; /* of temporary files */
	struct input *input;
	struct dedup_file signatures; /* bins bytes a unit */
	struct dedup_file places;     /* where in `names`, a uint64_t */
	struct dedup_file names;      /* dedup_name, and the id */
	uint32_t shingle, bins; /* of all signatures; 0: none yet */
	uint32_t bands, rows;
	struct sorter *sorter;
	uint32_t *parents; /* of groups: the first unit of each is its root */
	uint64_t units, documents, failed, bad, unsigned_documents;
	uint64_t groups, duplicates;
	int unreadable;
};

/* What is written of a unit, but for the id, which stands behind it. */
struct dedup_name {
	uint64_t line;
	uint32_t block, id_len, file_len, reserved; /* id, then the file */
};

/* dedup_file.c */
enum ncl_status dedup_file_open(struct dedup_file *f, const char *folder,
				struct ncl_error *err);
enum ncl_status dedup_file_add(struct dedup_file *f, const void *bytes,
			       size_t len, struct ncl_error *err);
/* Write all and map it, `len` bytes or more of it (zeros behind its end). */
enum ncl_status dedup_file_map(struct dedup_file *f, uint64_t len,
			       struct ncl_error *err);
void dedup_file_release(struct dedup_file *f);

/* Read all inputs. A line that is bad is reported and counted. */
enum ncl_status dedup_read(struct dedup *d, struct ncl_error *err);
/* Find the groups and write them. */
enum ncl_status dedup_group(struct dedup *d, struct output *out,
			    struct ncl_error *err);

#endif
