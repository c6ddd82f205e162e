/* What every JSON line of a document begins with. */
#ifndef IO_RECORD_H
#define IO_RECORD_H

#include <nclass/nclass.h>

struct out; /* json_out.h */

/* {"id":...,"source":...,"index":...,"status":"..." and no end. */
void record_head(struct out *o, const struct ncl_origin *origin,
		 const char *status);

#endif
