/*
 * The layers of a chain and their labels: names on one side, handles on the
 * other. One table a pipeline, made in open, grown by labels in open and
 * create, read only while documents run.
 */
#ifndef CORE_LAYERS_H
#define CORE_LAYERS_H

#include "nclass/nclass.h"

struct layer_label {
	char *name;
	char *id; /* or NULL */
};

struct layer {
	char *name;   /* "nclass.section/1"; "mine.topic/1" for an alias */
	char *plugin; /* the use that writes it */
	enum ncl_layer_kind kind;
	struct layer_label *labels; /* handle - 1 */
	uint32_t label_count, label_size;
};

struct layer_table {
	struct layer *layers; /* handle - 1, in the order of the chain */
	uint32_t count, size;
};

/* Add a layer; *out is its handle. NCL_REFUSED when it is there. */
enum ncl_status layers_add(struct layer_table *t, const char *name,
			   const char *plugin, enum ncl_layer_kind kind,
			   ncl_layer *out);
/* 0 when it is not there. */
ncl_layer layers_find(const struct layer_table *t, const char *name);
/* NULL for 0 and for handles that are not of this table. */
struct layer *layers_get(const struct layer_table *t, ncl_layer handle);
/* Find or make a label; 0 when memory is short. */
ncl_label layers_label(struct layer_table *t, ncl_layer layer,
		       const char *name, const char *id);
/* NULL where there is none. */
const struct layer_label *layers_label_get(const struct layer_table *t,
					   ncl_layer layer, ncl_label label);
void layers_release(struct layer_table *t);

#endif
