/*
 * Words and characters of a document, folded and hashed once for all plugins.
 *
 * Rules, revision NCL_TOKEN_REVISION: docs/tokens.md. Models store the
 * revision and the Unicode version they were trained with.
 */
#ifndef CORE_TOKENS_H
#define CORE_TOKENS_H

#include "document.h"

#define TOKEN_REVISION 1u

/* Make the tokens of a document, and the blocks' ranges. NCL_NOMEM. */
enum ncl_status tokens_make(ncl_doc *doc);
/* Fold and hash one word as tokens_make does. */
uint64_t tokens_hash(const char *word, size_t len);
/* The folded form of a word, for people: at most `room` - 1 bytes, cut on a
 * code point, and a NUL. How many it has. */
size_t tokens_fold(const char *word, size_t len, char *to, size_t room);
/* The Unicode version of the tables in use: "14.0.0". */
const char *tokens_unicode(void);

#endif
