/* One document of a run, written into a reply where the work is done: what the
 * run's staff calls (staff.h). `data` is the run. */
#ifndef CLI_RUN_DOC_H
#define CLI_RUN_DOC_H

#include "run.h"

enum ncl_status run_doc_write(void *data, const ncl_doc *doc,
			      struct fleet_reply *reply);
/* What stands in the results for one that failed, and how it is set aside. */
enum ncl_status run_doc_fail(void *data, const struct input_record *record,
			     const ncl_doc *doc, struct fleet_reply *reply);

#endif
