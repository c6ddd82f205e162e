#include "nearby.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN 12 /* names in a hint */

static enum ncl_status add(struct nearby *n, const char *name, size_t len)
{
	char **grown;

	if (n->count + 1 >= n->size) {
		uint32_t size = n->size ? 2 * n->size : 8;

		grown = realloc(n->names, size * sizeof(*grown));
		if (!grown)
			return NCL_NOMEM;
		n->names = grown;
		n->size = size;
	}
	n->names[n->count] = strndup(name, len);
	if (!n->names[n->count])
		return NCL_NOMEM;
	n->names[++n->count] = NULL;
	return NCL_OK;
}

enum ncl_status nearby_add(struct nearby *n, const char *name)
{
	return add(n, name, strlen(name));
}

enum ncl_status nearby_split(struct nearby *n, const char *list)
{
	static const char space[] = " \t\r\n";
	size_t len;

	if (!list || list[strspn(list, space)] == '\0')
		return NCL_OK;
	for (;; list++) {
		const char *item = list + strspn(list, space);

		list += strcspn(list, ",");
		len = item < list ? (size_t)(list - item) : 0;
		while (len && strchr(space, item[len - 1]))
			len--;
		if (add(n, item, len) != NCL_OK)
			return NCL_NOMEM;
		if (*list == '\0')
			return NCL_OK;
	}
}

char **nearby_take(struct nearby *n)
{
	char **names = n->names ? n->names : calloc(1, sizeof(*names));

	*n = (struct nearby){ 0 };
	return names;
}

enum ncl_status nearby_print(struct ncl_buffer *out, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return ncl_buffer_add(out, text, strlen(text));
}

enum ncl_status nearby_list(struct ncl_buffer *out, const struct nearby *n)
{
	uint32_t shown = n->count <= SHOWN ? n->count : SHOWN - 2;
	enum ncl_status ret = NCL_OK;

	for (uint32_t i = 0; i < shown && ret == NCL_OK; i++)
		ret = nearby_print(out, "%s%s", i ? ", " : "", n->names[i]);
	if (ret == NCL_OK && shown < n->count)
		ret = nearby_print(out, " and %u more", n->count - shown);
	return ret;
}

enum ncl_status nearby_hint(struct ncl_buffer *out, const struct nearby *n,
			    const char *word)
{
	const char *name = NULL;

	if (n->count)
		name = ncl_nearest(word, (const char *const *)n->names);
	return name ? nearby_print(out, "; did you mean \"%s\"?", name) :
		      NCL_OK;
}

void nearby_release(struct nearby *n)
{
	for (uint32_t i = 0; i < n->count; i++)
		free(n->names[i]);
	free(n->names);
	*n = (struct nearby){ 0 };
}
