#include "train.h"

static enum ncl_status add_record(struct train *t,
				  const struct labelled_record *record,
				  struct ncl_error *err)
{
	const struct labelled *gold = &record->gold;
	struct ncl_error why = { 0 };
	enum ncl_status status = ncl_trainer_add(t->trainer, t->doc,
						 gold->labels, gold->n,
						 gold->group, &why);

	if (status)
		ncl_error_set(err, status, "%s", why.text);
	return status;
}

enum ncl_status train_read(struct train *t, const char *const *paths,
			   size_t n, struct ncl_error *err)
{
	const struct labelled_record *record;
	struct data *data = NULL;
	enum ncl_status status;

	status = data_open(&data, paths, n, &t->options->data,
			   ncl_trainer_unit(t->trainer),
			   ncl_trainer_gold(t->trainer), err);
	if (status)
		return status;
	data_show(data, &t->progress);
	do {
		status = data_next(data, t->doc, &record, err);
		if (!status && record)
			status = add_record(t, record, err);
	} while (!status && record);
	if (!status)
		status = data_end(data, err);
	data_close(data);
	return status;
}
