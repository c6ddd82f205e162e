/* What is said of a run on standard error: while it lasts, and at its end. */
#ifndef CLI_RUN_REPORT_H
#define CLI_RUN_REPORT_H

#include "run.h"

/* Find out how much there is to read, and begin the clock. */
void report_start(struct run *r);
/* Draw the line of progress, where one is shown and it is time to. */
void report_progress(struct run *r);
/* How it went. */
void report_end(struct run *r);

#endif
