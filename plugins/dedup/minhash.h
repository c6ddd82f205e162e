/*
 * Signatures of sets that agree in as large a share of their bins as the sets
 * have in common (their Jaccard similarity).
 *
 *	A. Z. Broder: On the resemblance and containment of documents. 1997.
 *	P. Li, A. Owen, C.-H. Zhang: One permutation hashing. NIPS 2012.
 *	A. Shrivastava: Optimal densification for fast and accurate minwise
 *	hashing. ICML 2017.
 *	P. Li, A. C. Koenig: b-bit minwise hashing. WWW 2010.
 *
 *	element   hash -> bin (upper half), value (lower half)
 *	bin       the least value of its elements
 *	empty bin the value of another, found by its own row of tries
 *	          signature: 8 bits of each value
 *
 * Two bins that hold different values agree by chance in one case of 256; who
 * compares takes that off: J = (share - 1/256) / (1 - 1/256).
 */
#ifndef DEDUP_MINHASH_H
#define DEDUP_MINHASH_H

#include <stddef.h>
#include <stdint.h>

#define MINHASH_MOST 512 /* bins */

struct minhash {
	uint32_t bins;
	uint64_t least[MINHASH_MOST]; /* UINT64_MAX: empty */
};

void minhash_start(struct minhash *m, uint32_t bins);
void minhash_add(struct minhash *m, uint64_t element);
/* The signature in hexadecimal, 2 * bins characters and a NUL. At least one
 * element was added. */
void minhash_text(const struct minhash *m, char *out);

#endif
