/* The options of one use of a plugin: declared as data, set by the user. */
#ifndef CORE_SETTINGS_H
#define CORE_SETTINGS_H

#include "nclass/nclass.h"

struct setting {
	const struct ncl_option *option;
	char *text;     /* the value as text, never NULL */
	double number;  /* flags 0/1; numbers; NaN for a word */
	char **items;   /* lists: NULL-ended */
	int by_user;    /* set, not the default */
	/* What it was before, NULL at first: a plugin that is being opened
	 * may hold that text when a model's value takes its place. */
	struct setting *before;
};

struct ncl_settings {
	struct setting *settings;
	uint32_t count;
};

/* Take the defaults of a plugin's options, each checked. */
enum ncl_status settings_init(struct ncl_settings *s, const char *plugin,
			      const struct ncl_option *options, uint32_t size,
			      uint32_t count, struct ncl_error *err);
/* Set one; the error names the nearest option, or the choices. */
enum ncl_status settings_set(struct ncl_settings *s, const char *plugin,
			     const char *key, const char *value,
			     struct ncl_error *err);
const struct setting *settings_find(const struct ncl_settings *s,
				    const char *key);
void settings_release(struct ncl_settings *s);

#endif
