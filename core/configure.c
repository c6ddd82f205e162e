#include "configure.h"

#include "nearby.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static enum ncl_status describe(struct ncl_buffer *out, const ncl_pipeline *p,
				const char *given, const char *name)
{
	struct nearby names = { 0 };
	enum ncl_status ret;

	ret = nearby_print(out, "\"%.80s\": no \"%.64s\" in this chain (",
			   given, name);
	for (uint32_t i = 0; i < p->count && ret == NCL_OK; i++)
		ret = nearby_add(&names, p->stages[i].name);
	if (ret == NCL_OK)
		ret = nearby_list(out, &names);
	if (ret == NCL_OK)
		ret = nearby_print(out, ")");
	if (ret == NCL_OK)
		ret = nearby_hint(out, &names, name);
	nearby_release(&names);
	return ret;
}

/* The stage that a setting is for. */
static enum ncl_status find(struct stage **out, ncl_pipeline *p,
			    const char *given, const char *name,
			    struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret;

	for (uint32_t i = 0; i < p->count; i++)
		if (strcmp(p->stages[i].name, name) == 0) {
			*out = &p->stages[i];
			return NCL_OK;
		}
	ret = describe(&text, p, given, name);
	if (ret == NCL_OK)
		ret = ncl_error_set(err, NCL_USAGE, "%s", text.data);
	else
		ret = nomem(err);
	ncl_buffer_release(&text);
	return ret;
}

static enum ncl_status set(ncl_pipeline *p, const char *given, char *copy,
			   struct ncl_error *err)
{
	char *value = strchr(copy, '='), *key;
	struct stage *s;
	enum ncl_status ret;

	if (value)
		*value++ = '\0';
	key = strchr(copy, '.');
	if (key)
		*key++ = '\0';
	if (!value || !key || !*copy || !*key)
		return ncl_error_set(err, NCL_USAGE,
				     "\"%.80s\" is no setting: write "
				     "NAME.KEY=VALUE, as in "
				     "topic.at-least-one=no", given);
	ret = find(&s, p, given, copy, err);
	if (ret == NCL_OK)
		ret = settings_set(&s->settings, s->name, key, value, err);
	return ret;
}

enum ncl_status configure_settings(ncl_pipeline *p,
				   const char *const *settings,
				   struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (; settings && *settings && ret == NCL_OK; settings++) {
		char *copy = strdup(*settings);

		ret = copy ? set(p, *settings, copy, err) : nomem(err);
		free(copy);
	}
	return ret;
}

/* NAME.ncm is a file that the user names, also in the current folder; a name
 * without an ending is searched for. */
static char *model_path(const char *file)
{
	size_t len = strlen(file), end = strlen(".ncm");
	int named = len > end && !strcmp(file + len - end, ".ncm");
	char *path = malloc(len + 3);

	if (path)
		sprintf(path, "%s%s",
			named && !strchr(file, '/') ? "./" : "", file);
	return path;
}

static enum ncl_status give(ncl_pipeline *p, const char *given, char *copy,
			    struct ncl_error *err)
{
	char *file = strchr(copy, '='), *path;
	struct stage *s;
	enum ncl_status ret;

	if (file)
		*file++ = '\0';
	if (!file || !*copy || !*file)
		return ncl_error_set(err, NCL_USAGE,
				     "\"%.80s\" gives no model: write "
				     "NAME=FILE, as in topic=mine.ncm",
				     given);
	ret = find(&s, p, given, copy, err);
	if (ret != NCL_OK)
		return ret;
	if (s->training)
		return ncl_error_set(err, NCL_USAGE, "\"%.80s\": %s is what is "
				     "trained, so it has no model yet", given,
				     s->name);
	path = model_path(file);
	if (!path)
		return nomem(err);
	free(s->model_path);
	s->model_path = path;
	return NCL_OK;
}

enum ncl_status configure_models(ncl_pipeline *p, const char *const *models,
				 struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (; models && *models && ret == NCL_OK; models++) {
		char *copy = strdup(*models);

		ret = copy ? give(p, *models, copy, err) : nomem(err);
		free(copy);
	}
	return ret;
}
