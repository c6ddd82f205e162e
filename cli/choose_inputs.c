#include "choose_inputs.h"

void choose_inputs(const struct choose_inputs *c, struct input_options *how)
{
	how->fields = c->fields;
	if (!how->max_doc_bytes) /* to the reader that is its default */
		how->max_doc_bytes = UINT32_MAX;
	if (c->merge || c->merge_key)
		how->fields.merge = c->merge_key ? c->merge_key : "nclass";
	how->walk = (struct walk_options){
		.include = c->include.items,
		.exclude = c->exclude.items,
		.list = c->files_from,
		.list_nul = c->from0,
	};
}
