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
 * is one document; a JSON lines file has one on each line; a web archive has
 * one in each record of HTML or text. Memory is bounded by the largest
 * document allowed. What is damaged is one bad document, and reading goes on
 * behind it: at the next line, record or compressed member that is whole.
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

#include "io/walk.h"

enum input_format {
	INPUT_AUTO, /* by the name (.txt, .jsonl, ...), else by the content:
		     * JSON lines where the first line that is not blank is an
		     * object with "text" or "html", WARC where it begins
		     * with WARC/, else text */
	INPUT_TEXT,
	INPUT_HTML,
	INPUT_JSONL,
	INPUT_WARC /* WARC and WET */
};

/* "auto", "text", "html", "jsonl", "warc", NULL: in the enum's order. */
extern const char *const input_format_names[];

#define INPUT_MAX_DOC_BYTES (UINT64_C(256) << 20)

/* Zero is a fine start. */
struct input_options {
	enum input_format format;
	const char *charset;    /* of text; NULL: found out (charset.h) */
	uint64_t max_doc_bytes; /* larger ones fail; 0: INPUT_MAX_DOC_BYTES */
	struct ncl_fields fields;
	struct walk_options walk; /* what is taken of folders; lists */
	/* Part `part` (from 1) of `parts` only, see part.h; parts 0: all. */
	uint32_t part, parts;
	int whole_files; /* no file is split among parts */
};

enum input_result {
	INPUT_DOC,        /* the document has text and blocks */
	INPUT_BAD,        /* it has an origin, and the error says why */
	INPUT_UNREADABLE, /* the same for a whole input */
	INPUT_END,        /* no more inputs */
	INPUT_FATAL       /* cannot go on */
};

#define INPUT_NOWHERE UINT64_MAX

/* A document's bytes in their input. Strings that are added here are added in
 * parcel.c too. */
struct input_record {
	enum input_format format; /* never INPUT_AUTO */
	const char *bytes;        /* bytes[len] is 0 */
	size_t len;
	/* The input's name, "-" for standard input; NULL: it has none. */
	const char *source;
	const char *id;      /* the document's name, or NULL */
	const char *charset; /* that goes before the options', or NULL */
	uint64_t line;       /* of JSON lines, from 1; 0: not known */
	/* Its first byte in the (unpacked) input, or INPUT_NOWHERE. */
	uint64_t at;
	uint64_t index;     /* its number in the run, from 0 */
	uint64_t input;     /* the number of its input, from 0 */
	/* Where in source the path begins that is below the folder that was
	 * named; its last part where it was named itself. */
	size_t below;
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

/* Call `begin` when an input begins, whatever becomes of it: with its path, and
 * where in that begins what input_record calls below. Not NCL_OK: INPUT_FATAL.
 */
void input_on_begin(struct input *in,
		    enum ncl_status (*begin)(void *data, const char *source,
					     size_t below),
		    void *data);
/* Pass over a folder of results, where it stands in a folder of inputs. */
void input_leave_folder(struct input *in, const char *path);

/* Call `wait` before reading from a file that may have to wait (a pipe, a
 * terminal); not 0: it is not read, and NCL_INTERRUPTED. */
void input_on_wait(struct input *in, int (*wait)(void *data, int file),
		   void *data);

/* Records of web archives that were passed over, since no page or text is in
 * them: no documents, and no failures. */
struct input_passed {
	uint64_t kind;    /* request, metadata, warcinfo, revisit, ... */
	uint64_t content; /* neither HTML nor plain text */
	uint64_t status;  /* the server answered with no 2xx: 404, 301, ... */
};
void input_passed(const struct input *in, struct input_passed *out);

/* Folders of the inputs that gave no file, so far. */
void input_empty(const struct input *in, struct walk_empty *out);

/* Bytes of files read or passed over so far, as they stand there (compressed);
 * of what is no file nothing is counted. */
uint64_t input_read(const struct input *in);
/* The same at the end, for showing progress; 0: not known, or not yet: each
 * call looks at some more of the inputs. */
uint64_t input_total(struct input *in);
/* The same of a part that was begun; all there are of all parts in *whole. */
uint64_t input_part(const struct input *in, uint64_t *whole);
/* Bytes read so far, unpacked, for showing progress. */
uint64_t input_bytes(const struct input *in);

/*
 * Pass over the next `n` inputs, without looking into them, as if they had
 * given `records` records; at the beginning. `seen` is told of each (source,
 * input and below), and may refuse. NCL_MISSING: there are fewer.
 */
enum ncl_status input_pass(struct input *in, uint64_t n, uint64_t records,
			   enum ncl_status (*seen)(
				   void *data, const struct input_record *,
				   struct ncl_error *err),
			   void *data, struct ncl_error *err);

/* The next record, which lives until the next call. As input_next; the record
 * has source, line, at and index also where it is bad. */
enum input_result input_frame(struct input *in, struct input_record *record,
			      struct ncl_error *err);
/* Clear `doc` and set its origin: what input_parse does first, and all that
 * can be done for a record that is bad. NCL_NOMEM. */
enum ncl_status input_set_origin(ncl_doc *doc,
				 const struct input_record *record,
				 const struct input_options *how,
				 struct ncl_error *err);
/* Clear `doc` and make it from a record, whose bytes it may borrow. The error
 * names file and line. Not NCL_OK: INPUT_BAD, and the origin is set. */
enum ncl_status input_parse(ncl_doc *doc, const struct input_record *record,
			    const struct input_options *how,
			    struct ncl_error *err);
/* "pages.jsonl:12: WHY", or with a byte where there is no line: an error about
 * a record, as input_parse has them. */
void input_name(struct ncl_error *err, const struct input_record *record,
		const char *why);

#endif
