/* One line on a terminal's standard error that tells how far work is. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <nclass/nclass.h>

/* Zero: off. */
struct progress {
	int on;
	int shown;    /* the line stands there now */
	double start; /* seconds */
	double last;  /* when it was drawn */
};

/* On where standard error is a terminal, unless `quiet`. */
void progress_start(struct progress *p, int quiet);
/* Whether it is time to draw again: a few times a second, not in the first. */
int progress_due(struct progress *p);
/* Draw "text"; seconds since the start come from progress_seconds. */
void progress_draw(struct progress *p, const char *format, ...)
	NCL_PRINTF(2, 3);
double progress_seconds(const struct progress *p);
/* Take the line away, before something else is written. */
void progress_clear(struct progress *p);

#endif
