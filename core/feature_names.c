#include "feature_names.h"

#include <stdlib.h>
#include <string.h>

#include "dataset.h"
#include "model.h"
#include "tokens.h"
#include "utf8.h"

#define FREE_BYTES ((size_t)1 << 20)
#define ASK_FIRST 256 /* documents that plugins are asked in, */
#define ASK_EACH 8    /* and one of so many after them */

void feature_names_release(struct feature_names *n)
{
	free(n->text);
	free(n->at);
	*n = (struct feature_names){ 0 };
}

/* Is it the hash of these words, or word? */
static int is_words(uint64_t hash, const char *text, size_t len)
{
	const char *space = memchr(text, ' ', len);
	size_t first = space ? (size_t)(space - text) : len;

	if (!space)
		return tokens_hash(text, len) == hash;
	return ncl_hash_pair(tokens_hash(text, first),
			     tokens_hash(space + 1, len - first - 1)) == hash;
}

size_t feature_name(char *name, uint64_t hash, const char *text)
{
	size_t len = strnlen(text, FEATURE_NAME_MOST + 1), cut = len;

	if (len > FEATURE_NAME_MOST)
		for (cut = FEATURE_NAME_MOST; cut && !utf8_starts(text + cut);)
			cut--;
	cut = utf8_valid(text, cut);
	if (is_words(hash, text, cut))
		return tokens_fold(text, cut, name, FEATURE_NAME_MOST + 1);
	memcpy(name, text, cut);
	name[cut] = 0;
	return cut;
}

/* Should it be given a name now? */
static int wanted(const struct dataset *d, uint32_t id)
{
	const struct feature_names *n = &d->names;
	size_t data = d->entry_count * sizeof(*d->entries) +
		      d->known_count * sizeof(*d->known);

	return d->known[id].items >= 2 &&
	       (id >= n->at_size || !n->at[id]) &&
	       n->len < FREE_BYTES + data / 16 && n->len < UINT32_MAX / 2;
}

int feature_names_ask(const struct dataset *d)
{
	return d->sequence_count < ASK_FIRST ||
	       d->sequence_count % ASK_EACH == 0;
}

static int room(struct feature_names *n, size_t len)
{
	size_t size = n->size + n->size / 2 + 4096;
	char *more;

	if (n->len + len <= n->size)
		return 1;
	more = realloc(n->text, size);
	if (!more)
		return 0;
	n->text = more;
	n->size = size;
	return 1;
}

static int place(struct dataset *d, uint32_t id)
{
	struct feature_names *n = &d->names;
	uint32_t *more;

	if (id < n->at_size)
		return 1;
	more = realloc(n->at, d->known_size * sizeof(*more));
	if (!more)
		return 0;
	memset(more + n->at_size, 0,
	       (d->known_size - n->at_size) * sizeof(*more));
	n->at = more;
	n->at_size = d->known_size;
	return 1;
}

static int add(struct dataset *d, uint32_t id, const char *name, size_t len)
{
	struct feature_names *n = &d->names;

	if (!room(n, len + 1) || !place(d, id))
		return 0;
	memcpy(n->text + n->len, name, len);
	n->text[n->len + len] = 0;
	n->at[id] = (uint32_t)n->len + 1;
	n->len += len + 1;
	return 1;
}

int feature_names_words(struct dataset *d, uint32_t id, const ncl_doc *doc,
			const struct ncl_token *tokens, uint32_t n)
{
	char name[FEATURE_NAME_MOST + 1];
	size_t len = 0;

	if (!wanted(d, id))
		return 1;
	for (uint32_t i = 0; i < n; i++) {
		if (i)
			name[len++] = ' ';
		len += tokens_fold(doc->text + tokens[i].begin,
				   tokens[i].end - tokens[i].begin,
				   name + len, (sizeof(name) - 1) / n);
	}
	return add(d, id, name, len);
}

/* The id of a known key, or FEATURE_NONE. */
static uint32_t find(const struct dataset *d, uint64_t key)
{
	uint32_t at = (uint32_t)key & d->slot_mask;

	for (; d->slots && d->slots[at]; at = (at + 1) & d->slot_mask)
		if (d->known[d->slots[at] - 1].key == key)
			return d->slots[at] - 1;
	return FEATURE_NONE;
}

int feature_names_tell(struct dataset *d, uint32_t group, uint64_t hash,
		       const char *text)
{
	uint32_t id = find(d, model_key(group, hash));
	char name[FEATURE_NAME_MOST + 1];

	if (id == FEATURE_NONE || !wanted(d, id))
		return 1;
	return add(d, id, name, feature_name(name, hash, text));
}

const char *feature_names_get(const struct dataset *d, uint32_t id)
{
	const struct feature_names *n = &d->names;

	return id < n->at_size && n->at[id] ? n->text + n->at[id] - 1 : NULL;
}
