/*
 * Codes: flags of several small numbers joined, of a hexadecimal digit each.
 * What stands in which digit, the first one highest:
 *
 *	shape       size, end, side of the region
 *	three       size and end of the block above, of it, of the one below
 *	five        size of five blocks; the kinds of end of the middle three,
 *	            each behind its size
 *	run         like blocks above, below; size, start
 *	title       distance to the title (3 is itself), size, end
 *	between     blocks to running text above, below; size, end
 *	like        likeness to the region in fifths, size, side, running text
 *	cue         size, whether it ends with a stop, two of the cue's group
 *	cue-before, cue-after   size, two of the neighbour's group
 *	header      blocks since, running text, two of the header's group
 */
#ifndef COMMON_CODES_H
#define COMMON_CODES_H

#include <nclass/plugin.h>

enum code {
	CODE_SHAPE,
	CODE_THREE,
	CODE_FIVE,
	CODE_RUN,
	CODE_TITLE,
	CODE_BETWEEN,
	CODE_LIKE,
	CODE_CUE,
	CODE_CUE_BEFORE,
	CODE_CUE_AFTER,
	CODE_HEADER
};

/* The text of a code, for people. Cut to `size`. */
void code_write(char *to, uint32_t size, enum code code, uint64_t parts);

#endif
