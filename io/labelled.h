/*
 * Training records: a JSON line with a text and what is right for it.
 *
 *	unit      record
 *	document  {"text":"...", "labels":["sport","politics"], "site":"x.org"}
 *	          {"text":"...", "label":"rec.autos"}
 *	block     {"url":"http://x.org/1", "blocks":[
 *	              {"text":"...", "role":"headline", "content":1}, ...]}
 *	page      {"html":"...", "blocks":[
 *	              {"src":[120, 180], "role":"headline"}, ...]}
 *	          {"html":"...", "blocks":[
 *	              {"text":"...", "role":"headline"}, ...]}
 *	          {"text":"...", "blocks":[
 *	              {"begin":0, "end":60, "role":"headline"}, ...]}
 *
 * "id", "title", "url", "lang" and "date" may stand on each, with the meaning
 * that they have for ncl_read_json. Other fields are passed over. A label is a
 * string, a whole number, true or false.
 */
#ifndef IO_LABELLED_H
#define IO_LABELLED_H

#include <nclass/nclass.h>

/* How records are to be read. Fields that are NULL go by their usual names
 * (labelled_names.h): the first of them that a record has. */
struct labelled_format {
	enum ncl_feature_unit unit; /* of ncl_trainer_unit */
	const char *gold;  /* the plugin's field of labels: ncl_trainer_gold */
	const char *group; /* the field to hold out by, or NULL: none.
			    * "url" means its host. */
	int guess_group;   /* group is NULL: "site" where there is one, else
			    * "url" */
	const char *text, *label, *title, *id;
	const char *separator; /* between labels of one cell; NULL: none */
	const char *prefix;    /* of a fastText label; NULL: "__label__" */
	const char *charset;   /* of what is not UTF-8; NULL: found out */
	/* Of JSON records only, NULL-ended, at most LABELLED_MOST each; or
	 * NULL. */
	const char *const *values; /* fields to take as values, too */
	/* What is there, but must not count: "dup" where that field is true
	 * (not null, false, 0 or ""), "role=ad,nav" where it is one of
	 * those; of a record, or of one of its blocks. */
	const char *const *masks;
};

#define LABELLED_MOST 8u
/* What a record has of the fields that options name. */
#define LABELLED_FOUND_TITLE 1u
#define LABELLED_FOUND_ID 2u
#define LABELLED_FOUND_VALUE 4u /* << i, of values[i] */
#define LABELLED_FOUND_MASK (LABELLED_FOUND_VALUE << LABELLED_MOST)

/* What is right for a record; lives until the document's ncl_doc_clear. */
struct labelled {
	/*
	 * Document unit: the record's labels, `n` of them. Block unit: one
	 * for each block of the document, NULL where it is not known. true
	 * and 1 read as "1", false and 0 as "0".
	 */
	const char *const *labels;
	uint32_t n;
	uint32_t known;    /* how many are; document unit: 0 where the field
			    * is absent or null, else 1 (n may yet be 0) */
	const char *group; /* NULL where the record does not say */
	const char *charset; /* what it was converted from, or NULL */
	uint32_t masked;     /* blocks that are, and have no label here; or 1:
			      * the document is */
	uint32_t found;      /* LABELLED_FOUND_... */
};

/*
 * Read one record into `doc` (cleared first): text, blocks, values, and
 * origin.id. `len` does not count a newline. Hand the result to
 * ncl_trainer_add(t, doc, out->labels, out->n, out->group, err).
 *
 * Block unit: the text is the blocks joined by newlines (line ends inside a
 * block become spaces), one block each; those without a word are left out,
 * with their labels. Of a page, or of a text beside ranges, the blocks are
 * those that ncl_read_html or ncl_read_text makes; each has the label that
 * has most of it, if labels have at least half (docs/data-formats.md).
 * Document unit: the text is read as ncl_read_json does,
 * or, where the record has "blocks" and no "text", joined as above.
 *
 * NCL_FORMAT where the record is not of this form; the error names the field.
 */
enum ncl_status labelled_read(ncl_doc *doc, const char *line, size_t len,
			      const struct labelled_format *how,
			      struct labelled *out, struct ncl_error *err);

/* Take the value of a group's field; of "url" the host. The value is copied
 * into the document. NCL_NOMEM. For the readers of other formats. */
enum ncl_status labelled_group(ncl_doc *doc, const char *name,
			       const char *value, struct labelled *out,
			       struct ncl_error *err);

#endif
