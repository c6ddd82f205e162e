/*
 * Bytes from one process to another through shared memory, in order. One
 * process puts, one takes; neither waits here, so each call moves what it can.
 *
 *	data   [ free | held ............... | free ]
 *	              taken % RING_BYTES      put % RING_BYTES
 *
 * What was put stays there when the process that put it dies. The counts are
 * read with care: a process gone wild can harm its own ring alone.
 */
#ifndef IO_RING_H
#define IO_RING_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define RING_BYTES ((size_t)256 << 10)

/* In memory that is shared; zeroed, or after ring_reset, it is empty. */
struct ring {
	_Alignas(64) _Atomic uint64_t put;   /* bytes since the beginning */
	_Alignas(64) _Atomic uint64_t taken;
	_Alignas(64) char data[RING_BYTES];
};

/* Empty it; nobody else may use it meanwhile. */
void ring_reset(struct ring *r);
/* How many bytes are held; SIZE_MAX: the counts are nonsense. */
size_t ring_held(const struct ring *r);
/* Put as much as there is room for, or take as much as there is; how many
 * bytes that was. 0 also where the counts are nonsense. */
size_t ring_put(struct ring *r, const void *bytes, size_t len);
size_t ring_take(struct ring *r, void *to, size_t len);

#endif
