#include "uses.h"

#include <string.h>

const char *use_at(const char *list, size_t i, size_t *len, const char **of,
		   size_t *of_len)
{
	for (; i && list; i--) {
		list = strchr(list, ',');
		list = list ? list + 1 : NULL;
	}
	if (!list || !*list)
		return NULL;
	*of = list;
	*of_len = *len = strcspn(list, ",");
	if (memchr(list, '=', *len)) {
		*len = strcspn(list, "=");
		*of = list + *len + 1;
		*of_len -= *len + 1;
	}
	return list;
}

int use_is_there(const char *list, const char *name, size_t len)
{
	const char *use, *of;
	size_t use_len, of_len;

	for (size_t i = 0; (use = use_at(list, i, &use_len, &of, &of_len)); i++)
		if (use_len == len && memcmp(use, name, len) == 0)
			return 1;
	return 0;
}
