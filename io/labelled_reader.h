/*
 * What the readers of labelled documents share: labelled_input.c goes through
 * the inputs and asks the reader of a file's format for one record after the
 * other.
 */
#ifndef IO_LABELLED_READER_H
#define IO_LABELLED_READER_H

#include "io/charset.h"
#include "io/csv.h"
#include "io/labelled_input.h"
#include "io/source.h"

/* Columns of a header: of the roles of labelled_names.h, then of the values
 * url, lang and date; UINT32_MAX: there is none. */
enum { COLUMN_URL = 5, COLUMN_LANG, COLUMN_DATE, COLUMN_COUNT };

struct labelled_input {
	struct labelled_options how;
	const char *const *paths;
	size_t path_count, path_next;
	struct walk *walk; /* of the input */
	const char *root;  /* the input, as it was given */
	/* the file that is open */
	struct source source;
	const char *path; /* NULL: none is */
	enum data_format format;
	uint64_t line; /* that were read */
	struct charset charset; /* of what is not UTF-8; name[0] is 0: by the
				 * string itself */
	struct csv csv;
	uint32_t columns[COLUMN_COUNT], width;
	uint32_t open_quotes; /* met in it */
	const char *group; /* the name of the group's column */
	uint64_t index, bytes; /* records and bytes of the files before */
	uint64_t masked;
	uint32_t found; /* LABELLED_FOUND_..., in some record */
};

/*
 * A reader's next record: cleared document, origin and line set. *end is set
 * where there is none. A failure other than NCL_READ, NCL_NOMEM and
 * NCL_INTERRUPTED is the record's; out->fault says of what kind. Errors do
 * not name the file.
 */
typedef enum ncl_status labelled_reader(struct labelled_input *in,
					ncl_doc *doc,
					struct labelled_record *out, int *end,
					struct ncl_error *err);
labelled_reader labelled_read_csv, labelled_read_fasttext;

/* Go to the next file that can be read: LABELLED_DOC, with in->path. */
enum labelled_result labelled_next_file(struct labelled_input *in,
					struct labelled_record *out,
					struct ncl_error *err);
/* The file that is open cannot be read on: close it. LABELLED_UNREADABLE. */
enum labelled_result labelled_fail_file(struct labelled_input *in,
					struct labelled_record *out,
					struct ncl_error *err);
void labelled_close_file(struct labelled_input *in);

/* Read the header. NCL_FORMAT: it has no such column. */
enum ncl_status labelled_begin_csv(struct labelled_input *in,
				   struct ncl_error *err);

/* The format of a file by its name, with or without .gz and the like. */
enum data_format labelled_sniff_name(const char *path);
/* By its first bytes; DATA_AUTO: it is not clear. */
enum data_format labelled_sniff(const char *bytes, size_t len,
				const struct labelled_format *how);

/* The charset of a file by the bytes that are held. */
enum ncl_status labelled_charset(struct labelled_input *in,
				 struct ncl_error *err);
/* A copy of a string in the document, in UTF-8; *len becomes its length, and
 * out->charset what it was converted from. */
enum ncl_status labelled_keep(struct labelled_input *in, ncl_doc *doc,
			      char **text, size_t *len, struct labelled *out,
			      struct ncl_error *err);
/* Set the document's text, which it has, and make its blocks. */
enum ncl_status labelled_set_text(ncl_doc *doc, const char *text, size_t len,
				  struct ncl_error *err);
/* Take the labels in a cell that the document has: one, or more between
 * separators, without the white space around them. NCL_FORMAT for a NUL. */
enum ncl_status labelled_cell(ncl_doc *doc, char *cell, size_t len,
			      const char *separator, struct labelled *out,
			      struct ncl_error *err);

#endif
