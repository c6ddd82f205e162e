/*
 * Compressed bytes to what they were: gzip, zstd, xz and bzip2, told by their
 * first bytes. Members and frames that stand one behind the other are one
 * stream, as their own tools read them; zeros behind the last are padding.
 *
 * A stream that ends too early, is damaged, has other bytes behind its end, or
 * unpacks to more than UNPACK_RATIO times its size (a bomb) is an error that
 * names the offset in the compressed bytes. The members behind can be had all
 * the same: unpack_find.
 */
#ifndef IO_UNPACK_H
#define IO_UNPACK_H

#include <nclass/nclass.h>

enum unpack_kind {
	UNPACK_NONE,
	UNPACK_GZIP,
	UNPACK_ZSTD,
	UNPACK_XZ,
	UNPACK_BZIP2,
	/* of HTTP only; they have no mark to be told by, and end once */
	UNPACK_DEFLATE,
	UNPACK_BROTLI
};

enum { UNPACK_BYTES = 10 }; /* of a beginning that unpack_sniff wants */

/* Above 256 MiB; text that repeats itself comes to about 100. */
#define UNPACK_RATIO 500
/* Memory that a stream may ask for: xz -9 takes 65 MiB, zstd --long 128. */
#define UNPACK_MEMORY (UINT64_C(256) << 20)

/* What the beginning of an input says that it is. */
enum unpack_kind unpack_sniff(const void *bytes, size_t len);

struct unpack;

/* NCL_NOMEM. */
enum ncl_status unpack_new(struct unpack **out, enum unpack_kind kind,
			   struct ncl_error *err);
/* Give it the next compressed bytes, after which it asks (UNPACK_HUNGRY);
 * they stay the caller's, and as they are, until it asks again. len is 0 at
 * the end of the input. */
void unpack_feed(struct unpack *u, const void *bytes, size_t len);
/*
 * Unpack up to `size` bytes into `to`; *n is how many. *hungry is set where it
 * has to be fed before it can go on; *n is 0 with *hungry 0 at the end of the
 * stream. NCL_READ, NCL_NOMEM.
 */
enum ncl_status unpack_read(struct unpack *u, void *to, size_t size,
			    size_t *n, int *hungry, struct ncl_error *err);
/* Whether it is in the middle of a member; whether the failure was that the
 * bytes end there. */
int unpack_in_member(const struct unpack *u);
int unpack_is_cut(const struct unpack *u);
void unpack_free(struct unpack *u);

/*
 * Behind damage. unpack_member: where in the compressed input the member
 * began that was read last, and how many bytes have come out of it.
 * unpack_find: where in `bytes` something stands that looks like the beginning
 * of a member; `len`: nowhere. It wants UNPACK_BYTES of a beginning.
 * unpack_rest: what was fed and not read yet, and where in the input it stands.
 * unpack_restart: go on with a member at a byte of the compressed input,
 * which is fed next.
 */
uint64_t unpack_member(const struct unpack *u, uint64_t *made);
size_t unpack_find(const struct unpack *u, const void *bytes, size_t len);
uint64_t unpack_rest(const struct unpack *u, const unsigned char **bytes,
		     size_t *n);
void unpack_restart(struct unpack *u, uint64_t at);

#endif
