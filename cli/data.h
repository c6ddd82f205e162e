/*
 * Labelled data of a command: the options that say how it is read, and the
 * reading, with what is wrong in it told, counted and passed over.
 *
 *	struct eval_options { ...; struct data_options data; };
 *	static const struct opt options[] = {
 *		DATA_OPTS(struct eval_options, data)
 *		...
 *	};
 *	struct data *data = NULL;
 *
 *	status = data_open(&data, paths, n, &o.data, unit, gold, &err);
 *	while (!status && !(status = data_next(data, doc, &record, &err)) &&
 *	       record)
 *		use(doc, record->gold.labels, record->gold.n, ...);
 *	if (!status)
 *		status = data_end(data, &err);
 *	data_close(data);
 */
#ifndef CLI_DATA_H
#define CLI_DATA_H

#include "io/labelled_input.h"
#include "opts.h"
#include "progress.h"
#include "reads.h"
#include "twins.h"

/* Zero but for the defaults of the table. */
struct data_options {
	const char *text_field, *label_field, *title_field, *id_field, *group,
		*separator, *prefix, *charset;
	struct opt_list masks;
	const char *const *values; /* fields to take along; NULL: none */
	int format, no_header, strict, drop_duplicates;
	uint64_t limit, max_doc_bytes;
};

#define DATA_AT(type, member, field) \
	(offsetof(type, member) + offsetof(struct data_options, field))

/* Rows of an option table; `member` is a struct data_options of `type`. */
#define DATA_OPTS(type, member)                                              \
	{ 'f', "data-format", OPT_CHOICE, DATA_AT(type, member, format),     \
	  "auto|jsonl|csv|tsv|fasttext|folders", "auto",                     \
	  "form of the data; auto goes by names and contents" },             \
	{ 0, "text-field", OPT_TEXT, DATA_AT(type, member, text_field),      \
	  "FIELD", NULL, "field of the text [text, content, body, ...]" },   \
	{ 'l', "label-field", OPT_TEXT, DATA_AT(type, member, label_field),  \
	  "FIELD", NULL, "field of the labels [as the plugin says; label, "  \
	  "category, topic, class]" },                                       \
	{ 0, "title-field", OPT_TEXT, DATA_AT(type, member, title_field),    \
	  "FIELD", NULL, "field of the title [title, headline]" },           \
	{ 0, "id-field", OPT_TEXT, DATA_AT(type, member, id_field),          \
	  "FIELD", NULL, "field of the id [id]" },                           \
	{ 'g', "group-by", OPT_TEXT, DATA_AT(type, member, group), "FIELD",  \
	  NULL, "hold out records of one FIELD together; url means its "     \
	  "host; none: each for itself [site where there is one, else "      \
	  "url]" },                                                          \
	{ 0, "label-separator", OPT_TEXT, DATA_AT(type, member, separator),  \
	  "TEXT", NULL, "what stands between labels in one cell of a CSV or "\
	  "TSV file [none: a cell is one label]" },                          \
	{ 0, "label-prefix", OPT_TEXT, DATA_AT(type, member, prefix),        \
	  "TEXT", NULL, "how a label begins in fastText files [__label__]" },\
	{ 0, "no-header", OPT_FLAG, DATA_AT(type, member, no_header), NULL,  \
	  NULL, "CSV and TSV begin with data; fields are columns 1, 2, ..." },\
	{ 0, "charset", OPT_TEXT, DATA_AT(type, member, charset), "NAME",    \
	  NULL, "charset of texts that are not UTF-8 [found out]" },         \
	{ 0, "mask", OPT_LIST, DATA_AT(type, member, masks),                 \
	  "FIELD[=VALUE,...]", NULL, "do not count records, or blocks, where "\
	  "FIELD is true, or one of the values; may be repeated" },          \
	{ 0, "strict", OPT_FLAG, DATA_AT(type, member, strict), NULL, NULL,  \
	  "end at the first record that cannot be used" },                   \
	{ 0, "drop-duplicates", OPT_FLAG,                                    \
	  DATA_AT(type, member, drop_duplicates), NULL, NULL,                \
	  "leave out records whose title, text and labels stood before" },   \
	{ 'n', "limit", OPT_COUNT, DATA_AT(type, member, limit), "N", NULL,  \
	  "stop reading after N records [all of them]" },                    \
	{ 0, "max-doc-bytes", OPT_SIZE,                                      \
	  DATA_AT(type, member, max_doc_bytes), "SIZE", "256M",              \
	  "pass over larger documents; 0: those over 4G" },

struct data;

/* The paths and options stay the caller's. `unit`, `gold`: of the trainer, or
 * of the model's plugin. `progress` may be NULL. */
enum ncl_status data_open(struct data **out, const char *const *paths,
			  size_t n, const struct data_options *o,
			  enum ncl_feature_unit unit, const char *gold,
			  struct ncl_error *err);
/* Draw how far the reading is there, and clear it before a message. */
void data_show(struct data *d, struct progress *progress);
/*
 * The next record that can be used; *record is NULL at the end, else it lives
 * until the next call. What cannot be used is told (the first few of each
 * kind) and counted; with --strict it is an error that names file and line.
 * NCL_INTERRUPTED after a signal.
 */
enum ncl_status data_next(struct data *d, ncl_doc *doc,
			  const struct labelled_record **record,
			  struct ncl_error *err);
/* The record given last was refused by a plugin: told, counted and passed over
 * if it is its own fault (NCL_DOC, NCL_LIMIT), else an error with its place. */
enum ncl_status data_refuse(struct data *d, const struct ncl_error *why,
			    struct ncl_error *err);
/* Say how many were left out, and why, and how many repeat a text. NCL_FORMAT
 * where none could be used. */
enum ncl_status data_end(struct data *d, struct ncl_error *err);
/* Whether a file that an option ("output") names may be written: NCL_USAGE
 * where its name is empty, or it is read. */
enum ncl_status data_check_output(const char *option, const char *path,
				  const struct reads *reads,
				  struct ncl_error *err);
/* Records that were read, and of those the ones that could be used. */
uint64_t data_records(const struct data *d);
uint64_t data_used(const struct data *d);
/* The texts of what was read, taken out of it: twins_release() them. */
struct twins data_twins(struct data *d);
void data_close(struct data *d);

#endif
