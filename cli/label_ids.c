#include "train.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/json_in.h"

#define LABEL_IDS_MAX ((size_t)16 << 20)

/* The whole file, with a NUL behind it. */
static enum ncl_status read_file(const char *path, struct ncl_buffer *out,
				 struct ncl_error *err)
{
	FILE *file = fopen(path, "re");
	enum ncl_status status = NCL_OK;
	char bytes[16384];
	size_t n;

	if (!file)
		return ncl_error_set(err, NCL_READ, "%s: cannot be read: %s",
				     path, strerror(errno));
	while (!status && (n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
		if (out->len + n > LABEL_IDS_MAX)
			status = ncl_error_set(err, NCL_FORMAT,
					       "%s: larger than 16 MB", path);
		else if (ncl_buffer_add(out, bytes, n))
			status = ncl_error_set(err, NCL_NOMEM,
					       "out of memory");
	}
	if (!status && ferror(file))
		status = ncl_error_set(err, NCL_READ, "%s: cannot be read: %s",
				       path, strerror(errno));
	fclose(file);
	return status;
}

static enum ncl_status add_ids(struct train *t, const char *path,
			       const cJSON *ids, struct ncl_error *err)
{
	enum ncl_status status = NCL_OK;
	const cJSON *item;

	cJSON_ArrayForEach(item, ids) {
		if (!cJSON_IsString(item))
			return ncl_error_set(err, NCL_FORMAT,
					     "%s: the id of '%s' is not a "
					     "string", path, item->string);
		status = ncl_trainer_label_id(t->trainer, item->string,
					      item->valuestring, err);
		if (status)
			break;
	}
	return status;
}

enum ncl_status train_label_ids(struct train *t, const char *path,
				struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	struct ncl_error why = { 0 };
	cJSON *ids = NULL;
	enum ncl_status status = read_file(path, &text, err);

	if (!status && json_open(&ids, text.data ? text.data : "", text.len,
				 &why))
		status = ncl_error_set(err, why.code, "%s: labels and their "
				       "ids: %s", path, why.text);
	if (!status)
		status = add_ids(t, path, ids, err);
	cJSON_Delete(ids);
	ncl_buffer_release(&text);
	return status;
}
