#include "settings.h"

#include "nearby.h"
#include "value.h"

#include <stdlib.h>
#include <string.h>

static enum ncl_status nomem(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "out of memory");
}

static const struct ncl_option *option_at(const struct ncl_option *options,
					  uint32_t size, uint32_t i)
{
	return (const struct ncl_option *)(const void *)
		((const char *)options + (size_t)size * i);
}

enum ncl_status settings_init(struct ncl_settings *s, const char *plugin,
			      const struct ncl_option *options, uint32_t size,
			      uint32_t count, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	*s = (struct ncl_settings){ 0 };
	if (count == 0)
		return NCL_OK;
	s->settings = calloc(count, sizeof(*s->settings));
	if (!s->settings)
		return nomem(err);
	for (; s->count < count && ret == NCL_OK; s->count++) {
		struct setting *each = &s->settings[s->count];
		struct ncl_error why;

		each->option = option_at(options, size, s->count);
		ret = value_take(each, each->option->value, &why);
		if (ret != NCL_OK)
			ncl_error_set(err, ret, "the default of %s.%s: %s",
				      plugin, each->option->name, why.text);
	}
	if (ret != NCL_OK)
		settings_release(s);
	return ret;
}

static enum ncl_status describe(struct ncl_buffer *out,
				const struct ncl_settings *s,
				const char *plugin, const char *key)
{
	struct nearby names = { 0 };
	enum ncl_status ret;

	ret = nearby_print(out, "%s.%.64s: no such option; %s has %s", plugin,
			   key, plugin, s->count ? "" : "none");
	for (uint32_t i = 0; i < s->count && ret == NCL_OK; i++)
		ret = nearby_add(&names, s->settings[i].option->name);
	if (ret == NCL_OK)
		ret = nearby_list(out, &names);
	if (ret == NCL_OK)
		ret = nearby_hint(out, &names, key);
	nearby_release(&names);
	return ret;
}

static enum ncl_status unknown(const struct ncl_settings *s,
			       const char *plugin, const char *key,
			       struct ncl_error *err)
{
	struct ncl_buffer text = { 0 };
	enum ncl_status ret = describe(&text, s, plugin, key);

	if (ret == NCL_OK)
		ret = ncl_error_set(err, NCL_USAGE, "%s", text.data);
	else
		ret = nomem(err);
	ncl_buffer_release(&text);
	return ret;
}

enum ncl_status settings_set(struct ncl_settings *s, const char *plugin,
			     const char *key, const char *value,
			     struct ncl_error *err)
{
	struct setting *old = NULL, fresh;
	struct ncl_error why;
	enum ncl_status ret;

	for (uint32_t i = 0; i < s->count; i++)
		if (strcmp(s->settings[i].option->name, key) == 0)
			old = &s->settings[i];
	if (!old)
		return unknown(s, plugin, key, err);
	fresh = (struct setting){ .option = old->option };
	ret = value_take(&fresh, value, &why);
	if (ret != NCL_OK)
		return ncl_error_set(err, ret, "%s.%s: %s", plugin, key,
				     why.text);
	fresh.before = malloc(sizeof(*fresh.before));
	if (!fresh.before) {
		value_release(&fresh);
		return nomem(err);
	}
	*fresh.before = *old;
	*old = fresh;
	old->by_user = 1;
	return NCL_OK;
}

const struct setting *settings_find(const struct ncl_settings *s,
				    const char *key)
{
	for (uint32_t i = 0; i < s->count; i++)
		if (strcmp(s->settings[i].option->name, key) == 0)
			return &s->settings[i];
	return NULL;
}

void settings_release(struct ncl_settings *s)
{
	for (uint32_t i = 0; i < s->count; i++) {
		struct setting *at = s->settings[i].before, *next;

		value_release(&s->settings[i]);
		for (; at; at = next) {
			next = at->before;
			value_release(at);
			free(at);
		}
	}
	free(s->settings);
	*s = (struct ncl_settings){ 0 };
}
