#include "train.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "message.h"

enum { FEW = 20, NAMED_MOST = 8, NAME_BYTES = 60 };

/* ----------------------------------------------------- what stands in it */

struct label_count {
	const char *name;
	uint32_t examples;
};

static int fewest_first(const void *left, const void *right)
{
	const struct label_count *a = left, *b = right;

	if (a->examples != b->examples)
		return a->examples < b->examples ? -1 : 1;
	return strcmp(a->name, b->name);
}

/* The labels, the rarest first; NULL when memory is short. */
static struct label_count *count_labels(const struct train *t, uint32_t *n)
{
	struct label_count *all;
	uint32_t examples;

	for (*n = 0; ncl_trainer_label(t->trainer, *n, &examples);)
		++*n;
	all = malloc((*n + (size_t)1) * sizeof(*all));
	for (uint32_t i = 0; all && i < *n; i++)
		all[i].name = ncl_trainer_label(t->trainer, i,
						&all[i].examples);
	if (all)
		qsort(all, *n, sizeof(*all), fewest_first);
	return all;
}

/* How many bytes of a name are shown: whole characters. */
static int shown(const char *name)
{
	size_t len = strlen(name);

	if (len <= NAME_BYTES)
		return (int)len;
	for (len = NAME_BYTES; (name[len] & 0xc0) == 0x80;)
		len--;
	return (int)len;
}

/* "sport 40, money 12, and 3 more"; `step` is 1 or -1. */
static void list_labels(const struct label_count *first, uint32_t n, int step,
			char *to, size_t size)
{
	size_t len = 0;

	*to = 0;
	for (uint32_t i = 0; i < n && len < size; i++, first += step) {
		if (i == NAMED_MOST) {
			snprintf(to + len, size - len, " and %u more", n - i);
			break;
		}
		len += (size_t)snprintf(to + len, size - len, "%s%.*s%s %u",
					i ? ", " : "", shown(first->name),
					first->name,
					first->name[shown(first->name)] ?
					"..." : "", first->examples);
	}
}

/* Labels [first, end) have fewer examples than is good. */
static void tell_few(const struct label_count *all, uint32_t first,
		     uint32_t end, uint32_t fewer, const char *why)
{
	char list[800];

	if (first == end)
		return;
	list_labels(all + first, end - first, 1, list, sizeof(list));
	message("%u label%s fewer than %u examples, %s: %s", end - first,
		end - first == 1 ? " has" : "s have", fewer, why, list);
}

/* Say what the data is, before the work begins. */
static void tell_data(const struct train *t, const struct data *data)
{
	uint32_t folds = (uint32_t)t->options->folds;
	uint32_t n, i, none;
	struct label_count *all = count_labels(t, &n);
	char list[800];

	if (!all || !n) {
		free(all);
		return;
	}
	list_labels(all + n - 1, n, -1, list, sizeof(list));
	message("%" PRIu64 " document%s, %u label%s: %s", data_used(data),
		data_used(data) == 1 ? "" : "s", n, n == 1 ? "" : "s", list);
	for (none = 0; none < n && all[none].examples < folds;)
		none++;
	for (i = none; i < n && all[i].examples < FEW;)
		i++;
	tell_few(all, 0, none, folds, "too few for a part of each fold");
	tell_few(all, none, i, FEW, "so what is measured of them is rough");
	free(all);
}

/* ---------------------------------------------------------------- reading */

static enum ncl_status add_record(struct train *t, struct data *data,
				  const struct labelled_record *record,
				  struct ncl_error *err)
{
	const struct labelled *gold = &record->gold;
	struct ncl_error why = { 0 };

	if (ncl_trainer_add(t->trainer, t->doc, gold->labels, gold->n,
			    gold->group, &why) == NCL_OK)
		return NCL_OK;
	return data_refuse(data, &why, err);
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
			status = add_record(t, data, record, err);
	} while (!status && record);
	if (!status)
		status = data_end(data, err);
	if (!status && !t->options->quiet)
		tell_data(t, data);
	if (t->options->valid.count)
		t->seen = data_twins(data);
	data_close(data);
	return status;
}
