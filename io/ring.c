#include "io/ring.h"

#include <string.h>

void ring_reset(struct ring *r)
{
	atomic_store(&r->put, 0);
	atomic_store(&r->taken, 0);
}

size_t ring_held(const struct ring *r)
{
	uint64_t taken = atomic_load(&r->taken);
	uint64_t held = atomic_load(&r->put) - taken;

	return held <= RING_BYTES ? (size_t)held : SIZE_MAX;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t ring_put(struct ring *r, const void *bytes, size_t len)
{
	uint64_t put = atomic_load_explicit(&r->put, memory_order_relaxed);
	size_t held = ring_held(r), at = (size_t)(put % RING_BYTES), first;

	if (held > RING_BYTES || !len)
		return 0;
	len = least(len, RING_BYTES - held);
	first = least(len, RING_BYTES - at);
	memcpy(r->data + at, bytes, first);
	memcpy(r->data, (const char *)bytes + first, len - first);
	atomic_store(&r->put, put + len);
	return len;
}

size_t ring_take(struct ring *r, void *to, size_t len)
{
	uint64_t taken = atomic_load_explicit(&r->taken, memory_order_relaxed);
	size_t held = ring_held(r), at = (size_t)(taken % RING_BYTES), first;

	if (held > RING_BYTES || !len)
		return 0;
	len = least(len, held);
	first = least(len, RING_BYTES - at);
	memcpy(to, r->data + at, first);
	memcpy((char *)to + first, r->data, len - first);
	atomic_store(&r->taken, taken + len);
	return len;
}
