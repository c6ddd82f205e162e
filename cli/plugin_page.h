/* What a plugin's constant says, as text. */
#ifndef CLI_PLUGIN_PAGE_H
#define CLI_PLUGIN_PAGE_H

#include <nclass/nclass.h>

struct out;

/* Option i of a plugin's table, whose rows may be of another size. */
void plugin_option(struct ncl_option *to, const struct ncl_plugin *p,
		   uint32_t i);
/* "give at most so many; 0: no limit (whole number from 0 to 1000)" */
void plugin_option_help(struct out *o, const struct ncl_option *option);
/* All about one plugin. */
void plugin_page(struct out *o, const struct ncl_found *f);
/* "writes nclass.topic/1: what the document is about", at a column. */
void plugin_layer_line(struct out *o, const struct ncl_plugin *p, uint32_t i,
		       size_t column);

#endif
