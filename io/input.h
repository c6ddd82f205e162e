/*
 * The inputs of a command, one document after the other.
 *
 *	struct input *in = NULL;
 *	const struct input_options how = { .format = INPUT_AUTO };
 *
 *	if (input_open(&in, paths, n, &how, &err))
 *		...
 *	while ((got = input_next(in, doc, &err)) != INPUT_END)
 *		if (got == INPUT_DOC)
 *			ncl_worker_run(w, doc, &err); ...
 *		else if (got == INPUT_FATAL)
 *			break;
 *		else
 *			report(ncl_doc_origin(doc), err.text);
 *	input_free(in);
 *
 * An input is a file, a folder (taken with its folders, in byte order of the
 * names; hidden files and what is neither file nor folder are passed over), or
 * "-" for standard input; compressed ones (unpack.h) are unpacked. A text file
 * is one document; a JSON lines file has one on each line. Memory is bounded
 * by the largest document allowed.
 *
 * What a failure means for the exit status:
 *	INPUT_BAD         1   one document; the next one may do
 *	INPUT_UNREADABLE  3   a whole input: missing, no permission, a read
 *	                      error, damaged; the next one may do
 *	INPUT_FATAL       3   no memory to go on with
 *
 * How the pieces fit, for who needs them one by one (input_next does both):
 *
 *	input_frame   finds the next record's bytes; parses nothing
 *	input_parse   makes a document of a record; needs no struct input
 */
#ifndef IO_INPUT_H
#define IO_INPUT_H

#include <nclass/nclass.h>

enum input_format {
	INPUT_AUTO, /* by the name (.txt, .jsonl, ...), else by the content:
		     * JSON lines where the first line that is not blank is an
		     * object with "text" or "html", else text */
	INPUT_TEXT,
	INPUT_HTML,
	INPUT_JSONL,
	INPUT_WARC /* not read by this version */
};

/* "auto", "text", "html", "jsonl", "warc", NULL: in the enum's order. */
extern const char *const input_format_names[];

#define INPUT_MAX_DOC_BYTES (UINT64_C(256) << 20)

/* Zero is a fine start. */
struct input_options {
	enum input_format format;
	const char *charset;    /* of text; NULL: found out (charset.h) */
	uint64_t max_doc_bytes; /* larger ones fail; 0: INPUT_MAX_DOC_BYTES */
};

enum input_result {
	INPUT_DOC,        /* the document has text and blocks */
	INPUT_BAD,        /* it has an origin, and the error says why */
	INPUT_UNREADABLE, /* the same for a whole input */
	INPUT_END,        /* no more inputs */
	INPUT_FATAL       /* cannot go on */
};

/* A document's bytes in their input. */
struct input_record {
	enum input_format format; /* INPUT_TEXT, _HTML or _JSONL */
	const char *bytes;        /* bytes[len] is 0 */
	size_t len;
	const char *source; /* the input's name, "-" for standard input */
	uint64_t line;      /* from 1; 0 where it is the whole file */
	uint64_t at;        /* its first byte in the input */
	uint64_t index;     /* its number in the run, from 0 */
};

struct input;

/*
 * Begin with a list of inputs; it and the strings in it and in `how` must stay
 * until input_free. Looks at no file yet. NCL_USAGE for a format that this
 * version does not read, or a charset that does not exist (the error says
 * which one was meant).
 */
enum ncl_status input_open(struct input **out, const char *const *paths,
			   size_t n, const struct input_options *how,
			   struct ncl_error *err);
/*
 * Read the next document into `doc`, which is cleared first. It borrows
 * memory of `in`: done with it before the next call. Every result but
 * INPUT_END and INPUT_FATAL sets the origin, and counts one document, so that
 * indexes do not depend on what fails. Errors name the file (and the line);
 * err->code is NCL_READ, NCL_FORMAT, NCL_LIMIT, NCL_MISSING or NCL_NOMEM.
 */
enum input_result input_next(struct input *in, ncl_doc *doc,
			     struct ncl_error *err);
void input_free(struct input *in);

/* Pass over the files that `output` writes, where they stand in a folder of
 * the inputs. It must stay until input_free. */
struct output;
void input_leave_out(struct input *in, const struct output *output);

/* Bytes read so far, for showing progress. */
uint64_t input_bytes(const struct input *in);

/* The next record, which lives until the next call. As input_next; the record
 * has source, line, at and index also where it is bad. */
enum input_result input_frame(struct input *in, struct input_record *record,
			      struct ncl_error *err);
/* Clear `doc` and make it from a record, whose bytes it may borrow. The error
 * names file and line. Not NCL_OK: INPUT_BAD, and the origin is set. */
enum ncl_status input_parse(ncl_doc *doc, const struct input_record *record,
			    const struct input_options *how,
			    struct ncl_error *err);

#endif
