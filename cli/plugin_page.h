/* What a plugin's constant says, as text. */
#ifndef CLI_PLUGIN_PAGE_H
#define CLI_PLUGIN_PAGE_H

#include <nclass/nclass.h>

struct out;

/* All about one plugin. */
void plugin_page(struct out *o, const struct ncl_found *f);
/* "writes nclass.topic/1: what the document is about", at a column. */
void plugin_layer_line(struct out *o, const struct ncl_plugin *p, uint32_t i,
		       size_t column);

#endif
