/*
 * A line that passed json_check, as a tree of cJSON. Long strings (a text, a
 * page) are left out of what cJSON is given and put in here: it looks at each
 * byte three times, this copies sixteen at a time.
 */
#ifndef IO_JSON_PARSE_H
#define IO_JSON_PARSE_H

#include <cjson/cJSON.h>

#include "io/json_scan.h"

/* NULL when memory is short. For cJSON_Delete. */
cJSON *json_parse(const char *line, size_t len,
		  const struct json_longs *longs);

#endif
