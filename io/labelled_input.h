/*
 * Labelled documents from files: what training, measuring and exporting read.
 *
 *	struct labelled_input *in = NULL;
 *	struct labelled_options how = {
 *		.record = { .unit = ncl_trainer_unit(t),
 *			    .gold = ncl_trainer_gold(t) },
 *	};
 *
 *	if (labelled_open(&in, paths, n, &how, &err))
 *		...
 *	while ((got = labelled_next(in, doc, &l, &err)) != LABELLED_END)
 *		if (got == LABELLED_DOC)
 *			ncl_trainer_add(t, doc, l.gold.labels, l.gold.n,
 *					l.gold.group, &err);
 *		else if (got == LABELLED_FATAL)
 *			break;
 *		else
 *			report(err.text);  ("news.csv:12: it has no label")
 *	labelled_close(in);
 *
 * An input is a file, a folder or "-" for standard input. The format is told
 * by the name of a file, else by its content; compressed files are unpacked.
 * docs/data-formats.md says what the formats look like.
 */
#ifndef IO_LABELLED_INPUT_H
#define IO_LABELLED_INPUT_H

#include "io/labelled.h"

enum data_format {
	DATA_AUTO,
	DATA_JSONL,
	DATA_CSV,      /* , or ; or a tab, as the header has it */
	DATA_TSV,
	DATA_FASTTEXT, /* __label__a __label__b text */
	DATA_FOLDERS   /* FOLDER/LABEL/FILE, a text each */
};

/* Zero is a fine start, but for what is to be found (record.unit, .gold). */
struct labelled_options {
	struct labelled_format record; /* strings stay the caller's */
	enum data_format format;
	int no_header;          /* CSV, TSV: columns are called 1, 2, ... */
	uint64_t max_doc_bytes; /* 0: INPUT_MAX_DOC_BYTES */
};

enum labelled_result {
	LABELLED_DOC,        /* a document with what is right for it */
	LABELLED_BAD,        /* a record that cannot be used */
	LABELLED_UNREADABLE, /* an input, or the rest of it */
	LABELLED_END,
	LABELLED_FATAL       /* no memory to go on with */
};

/* What is wrong with a record. */
#define LABELLED_FAULTS(X)                               \
	X(NO_LABEL, "without a label")                   \
	X(NO_TEXT, "without a text")                     \
	X(BROKEN, "broken")                              \
	X(TOO_LARGE, "too large")                        \
	X(BINARY, "no text in them")                     \
	X(UNREADABLE_FILE,                               \
	  "could not be read, or not to the end")
enum labelled_fault {
#define X(name, text) FAULT_##name,
	LABELLED_FAULTS(X)
#undef X
	FAULT_COUNT
};
extern const char *const labelled_fault_names[FAULT_COUNT];

/* A record; its strings live until the next call or the ncl_doc_clear. */
struct labelled_record {
	struct labelled gold;
	const char *source; /* file, "-" for standard input */
	uint64_t line;      /* where it begins, from 1; 0: it is a file */
	enum labelled_fault fault; /* where it is LABELLED_BAD */
};

struct labelled_input;

/* `paths`, its strings and those of *how stay the caller's, and as they are.
 * NCL_USAGE, NCL_NOMEM. */
enum ncl_status labelled_open(struct labelled_input **out,
			      const char *const *paths, size_t n,
			      const struct labelled_options *how,
			      struct ncl_error *err);
/*
 * The next record into `doc`. LABELLED_DOC: it has a text with a word in it
 * (or a title), and a label is known. Errors name file and line.
 */
enum labelled_result labelled_next(struct labelled_input *in, ncl_doc *doc,
				   struct labelled_record *out,
				   struct ncl_error *err);
/* Which of the fields that options name some record had: LABELLED_FOUND_... */
uint32_t labelled_found(const struct labelled_input *in);
/* Documents, or blocks, that a mask meant so far. */
uint64_t labelled_masked(const struct labelled_input *in);
/* Bytes read so far (unpacked), for showing progress. */
uint64_t labelled_bytes(const struct labelled_input *in);
void labelled_close(struct labelled_input *in);

#endif
