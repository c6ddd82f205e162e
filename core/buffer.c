#include <stdlib.h>
#include <string.h>

#include "nclass/nclass.h"

static enum ncl_status grow(struct ncl_buffer *b, size_t need)
{
	size_t size = b->size ? b->size : 256;
	char *data;

	while (size < need)
		size = size > SIZE_MAX / 2 ? need : size * 2;
	data = realloc(b->data, size);
	if (!data)
		return NCL_NOMEM;
	b->data = data;
	b->size = size;
	return NCL_OK;
}

enum ncl_status ncl_buffer_add(struct ncl_buffer *b, const void *bytes,
			       size_t len)
{
	if (len >= b->size - b->len) {
		if (len >= SIZE_MAX - b->len ||
		    grow(b, b->len + len + 1) != NCL_OK)
			return NCL_NOMEM;
	}
	if (len)
		memcpy(b->data + b->len, bytes, len);
	b->len += len;
	b->data[b->len] = '\0';
	return NCL_OK;
}

void ncl_buffer_release(struct ncl_buffer *b)
{
	free(b->data);
	*b = (struct ncl_buffer){ 0 };
}
