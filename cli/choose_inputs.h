/* The options that say what of the inputs is read, and how: rows for a
 * command's option table, and what they mean to the reader. */
#ifndef CLI_CHOOSE_INPUTS_H
#define CLI_CHOOSE_INPUTS_H

#include "io/input.h"
#include "opts.h"

struct choose_inputs {
	struct opt_list include, exclude;
	const char *files_from, *merge_key;
	int from0, merge;
	struct ncl_fields fields; /* `merge` of it is set by the two above */
};

/* Rows, for a command's struct with a `struct choose_inputs choose`; AT(field)
 * is its offset there. */
#define CHOOSE_INPUTS_OPTS                                                    \
	{ 0, "include", OPT_LIST, AT(choose.include), "PATTERN", NULL,        \
	  "of folders take only files that fit (*.html); may be repeated" },  \
	{ 0, "exclude", OPT_LIST, AT(choose.exclude), "PATTERN", NULL,        \
	  "leave out files and folders in folders that fit; may be "          \
	  "repeated" },                                                       \
	{ 0, "files-from", OPT_TEXT, AT(choose.files_from), "FILE", NULL,     \
	  "more inputs, one a line; - is standard input" },                   \
	{ '0', "from0", OPT_FLAG, AT(choose.from0), NULL, NULL,               \
	  "--files-from is separated by NULs (find -print0)" },               \
	{ 0, "text-field", OPT_TEXT, AT(choose.fields.text), "NAME", NULL,    \
	  "field of JSON lines with the text [text]" },                       \
	{ 0, "html-field", OPT_TEXT, AT(choose.fields.html), "NAME", NULL,    \
	  "... with a page, where there is no text [html]" },                 \
	{ 0, "id-field", OPT_TEXT, AT(choose.fields.id), "NAME", NULL,        \
	  "... with the id [id]" },                                           \
	{ 0, "title-field", OPT_TEXT, AT(choose.fields.title), "NAME", NULL,  \
	  "... with the title [title]" },                                     \
	{ 0, "url-field", OPT_TEXT, AT(choose.fields.url), "NAME", NULL,      \
	  "... with the URL [url]" },                                         \
	{ 0, "lang-field", OPT_TEXT, AT(choose.fields.lang), "NAME", NULL,    \
	  "... with the language [lang]" },                                   \
	{ 0, "date-field", OPT_TEXT, AT(choose.fields.date), "NAME", NULL,    \
	  "... with the date [date]" },                                       \
	{ 0, "keep-fields", OPT_TEXT, AT(choose.fields.keep), "NAMES", NULL,  \
	  "fields of JSON lines to write out again as they came, "            \
	  "comma-separated" },                                                \
	{ 0, "merge", OPT_FLAG, AT(choose.merge), NULL, NULL,                 \
	  "write each JSON line itself, with what is found added to it as "   \
	  "a field" },                                                        \
	{ 0, "merge-key", OPT_TEXT, AT(choose.merge_key), "NAME", NULL,       \
	  "what --merge calls that field [nclass]" }

/* NCL_USAGE where a name of a field is empty. */
enum ncl_status choose_inputs_check(const struct choose_inputs *c,
				    struct ncl_error *err);
/* Take them into the reader's options; the lists must stay. */
void choose_inputs(const struct choose_inputs *c, struct input_options *how);

#endif
