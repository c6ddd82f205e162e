/* What a caller notes in the model that training makes. */
#include "trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

enum ncl_status ncl_trainer_label_id(ncl_trainer *t, const char *label,
				     const char *id, struct ncl_error *err)
{
	char key[300];

	if (snprintf(key, sizeof(key), "id.%s", label) >= (int)sizeof(key))
		return ncl_error_set(err, NCL_LIMIT,
				     "the label \"%.40s...\" is too long",
				     label);
	return model_add_fact(t->facts, key, id) == NCL_OK ? NCL_OK :
							     nomem(err);
}

/* What training or the format says itself. */
static int reserved(const char *key)
{
	static const char *const names[] = {
		"plugin", "plugin-version", "nclass", "date", "tokens",
		"unicode", "label-languages", "layer", "documents", "items",
		"solver", "cost", "folds", "training", "languages",
		"labels-each",
	};
	static const char *const starts[] = { "option.", "id.", "held-out." };

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (!strncmp(key, starts[i], strlen(starts[i])))
			return 1;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(key, names[i]))
			return 1;
	return 0;
}

enum ncl_status ncl_trainer_fact(ncl_trainer *t, const char *key,
				 const char *value, struct ncl_error *err)
{
	if (reserved(key))
		return ncl_error_set(err, NCL_USAGE, "a fact cannot be named "
				     "%.80s: training says that itself", key);
	return model_add_fact(t->facts, key, value) == NCL_OK ? NCL_OK :
								nomem(err);
}

enum ncl_status trainer_own_ids(struct ncl_trainer *t)
{
	struct dataset *d = &t->training.data;
	const char *key, *value;

	for (uint32_t i = 0; ncl_model_fact(t->facts, i, &key, &value); i++)
		for (uint32_t y = 0; y < d->label_count; y++)
			if (!strncmp(key, "id.", 3) && !d->ids[y] &&
			    !strcmp(key + 3, d->labels[y])) {
				d->ids[y] = strdup(value);
				if (!d->ids[y])
					return NCL_NOMEM;
			}
	return NCL_OK;
}
