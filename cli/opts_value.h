/* The values of options: text to what the command's struct holds. */
#ifndef CLI_OPTS_VALUE_H
#define CLI_OPTS_VALUE_H

#include "opts.h"

/* Set an option's value. The error says what is wanted. NCL_USAGE. */
enum ncl_status opt_value_set(const struct opt *opt, void *values,
			      const char *text, struct ncl_error *err);
/* Append an option's value as text, the same for the same value. NCL_NOMEM. */
enum ncl_status opt_value_text(const struct opt *opt, const void *values,
			       struct ncl_buffer *to);
/* Add to a list; NCL_NOMEM. */
enum ncl_status opt_list_add(struct opt_list *list, const char *text);
void opt_list_release(struct opt_list *list);
/* Word i of "auto|pretty|jsonl", and its length; NULL past the last. */
const char *opt_choice(const char *words, int i, size_t *len);

#endif
