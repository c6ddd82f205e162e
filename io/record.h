/* What every JSON line of a document begins and ends with. */
#ifndef IO_RECORD_H
#define IO_RECORD_H

#include <nclass/nclass.h>

struct out; /* json_out.h */

/* {"id":...,"source":...,"index":...,"status":"..." and no end; before it the
 * record that it is added to, where there is one (struct ncl_carried). */
void record_head(struct out *o, const ncl_doc *doc, const char *status);
/* The id as JSON: as it was, or the name of the source, or the number. */
void record_id(struct out *o, const ncl_doc *doc);
/* The brace at the end, and the line's end. */
void record_end(struct out *o, const ncl_doc *doc);

#endif
