/* --manifest: what a run was, as JSON, so that its output can be told from
 * that of another. docs/corpora.md. */
#ifndef CLI_RUN_MANIFEST_H
#define CLI_RUN_MANIFEST_H

#include "run.h"

/* Write the file, where one is asked for; the run is done. */
enum ncl_status run_manifest(const struct run *r, struct ncl_error *err);

#endif
