/* What the parts of the host table share. */
#ifndef CORE_HOST_H
#define CORE_HOST_H

#include "pipeline.h"

/* Fill the functions that take a document: reading, writing, memory. */
void host_fill_document(struct ncl_host *host);

/* The layer that a stage declared and a handle stands for, or NULL. */
const struct stage_layer *host_declared(const struct stage *stage,
					ncl_layer handle);

/* NCL_PARTS. */
extern const struct ncl_parts parts_host;

#endif
