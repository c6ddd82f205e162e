/*
 * A file of results for each input, in a folder that mirrors the inputs':
 *
 *	in/a/x.jsonl    out/a/x.jsonl        nclass run --output-dir out in
 *	in/a/y.txt      out/a/y.txt.jsonl
 *
 * Inputs are begun long before their results come. Each is noted with the
 * number of its first document; its file is opened when the results get there.
 */
#ifndef CLI_MIRROR_H
#define CLI_MIRROR_H

#include <nclass/nclass.h>

#include "command.h"
#include "io/output.h"

struct mirror;

/* `ending` is put behind a file's name where it has not got it already
 * (".jsonl"); NULL: names stay as they are. NCL_WRITE, NCL_NOMEM. */
enum ncl_status mirror_new(struct mirror **out, const char *folder,
			   const char *ending, struct ncl_error *err);
/* Note that an input begins: its path, where in it the part begins that is
 * mirrored, and the number of its first document. NCL_NOMEM. */
enum ncl_status mirror_add(struct mirror *m, const char *source, size_t below,
			   uint64_t first);
/* `done` is told of each file that was put in its place: its path. Not NCL_OK
 * ends the run. */
void mirror_on_done(struct mirror *m,
		    enum ncl_status (*done)(void *data, const char *path),
		    void *data);
/*
 * The result of document `number` comes next: put *out, where it is another
 * input's, in its place, and open the file that is to be written. Inputs
 * without documents get empty files. *fresh: nothing stands in *out yet.
 * NCL_WRITE, NCL_NOMEM; NCL_USAGE where two inputs would have the same file,
 * or one its own.
 */
enum ncl_status mirror_turn(struct mirror *m, uint64_t number,
			    struct output **out, int *fresh,
			    struct ncl_error *err);
/*
 * To go on with a run that was cut short, in the order of the inputs: the file
 * of one that was done is put in place, where that was lost with the power,
 * and *path is its name until the next call. That of the one it stopped in
 * becomes *out, cut to the mark.
 */
enum ncl_status mirror_pass(struct mirror *m, const char *source,
			    size_t below, const char **path,
			    struct ncl_error *err);
enum ncl_status mirror_go_on(struct mirror *m, const char *source,
			     size_t below, const struct output_mark *mark,
			     struct output **out, struct ncl_error *err);
/* The journal of a run into a folder, which is made: named by the inputs and
 * by what else they depend on (NULLs are fine), so that runs over others can
 * write there at the same time. Appended to *name. NCL_WRITE, NCL_NOMEM. */
enum ncl_status mirror_journal(struct ncl_buffer *name, const char *folder,
			       const struct operands *inputs,
			       const char *const more[2],
			       struct ncl_error *err);
void mirror_free(struct mirror *m);

#endif
