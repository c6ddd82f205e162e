#include "choose_inputs.h"

enum ncl_status choose_inputs_check(const struct choose_inputs *c,
				    struct ncl_error *err)
{
	const struct {
		const char *option, *value;
	} names[] = {
		{ "text-field", c->fields.text },
		{ "html-field", c->fields.html },
		{ "id-field", c->fields.id },
		{ "title-field", c->fields.title },
		{ "url-field", c->fields.url },
		{ "lang-field", c->fields.lang },
		{ "date-field", c->fields.date },
		{ "merge-key", c->merge_key },
		{ "files-from", c->files_from },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].value && !*names[i].value)
			return ncl_error_set(err, NCL_USAGE, "--%s: the name "
					     "is empty", names[i].option);
	return NCL_OK;
}

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
