/* How the parts of a source (source.h) get at its bytes. */
#ifndef IO_SOURCE_MORE_H
#define IO_SOURCE_MORE_H

#include "io/source.h"

/* Read once, behind what is held. NCL_READ, NCL_NOMEM. */
enum ncl_status source_more(struct source *s, struct ncl_error *err);
/* Make room for n bytes behind those held, and for a NUL; 0: no memory. */
int source_room(struct source *s, size_t n);

/* Pass over n bytes of those held. */
static inline void source_skip(struct source *s, size_t n)
{
	s->begin += n;
	s->at += n;
}

#endif
