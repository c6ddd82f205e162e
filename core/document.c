/* A document's life, its text and its blocks. */
#include "document.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

#define SPARE ((size_t)16 << 20) /* bytes kept beyond twice the need */

enum ncl_status ncl_doc_new(ncl_doc **out, struct ncl_error *err)
{
	*out = calloc(1, sizeof(**out));
	if (!*out)
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for a document");
	return NCL_OK;
}

/* Give an array back that is far larger than what was used of it. */
static void *trim_array(void *array, uint32_t used, uint32_t *size,
			size_t element)
{
	if ((*size - used) * element <= SPARE + used * element)
		return array;
	free(array);
	*size = 0;
	return NULL;
}

void ncl_doc_clear(ncl_doc *doc)
{
	ncl_doc kept = {
		.arena = doc->arena,
		.block_size = doc->block_size,
		.token_size = doc->token_size,
		.stop = doc->stop,
	};

	kept.blocks = trim_array(doc->blocks, doc->block_count,
				 &kept.block_size, sizeof(*kept.blocks));
	kept.tokens = trim_array(doc->tokens, doc->token_count,
				 &kept.token_size, sizeof(*kept.tokens));
	arena_clear(&kept.arena);
	*doc = kept;
}

void ncl_doc_free(ncl_doc *doc)
{
	if (!doc)
		return;
	arena_release(&doc->arena);
	free(doc->blocks);
	free(doc->tokens);
	free(doc);
}

void *ncl_doc_alloc(ncl_doc *doc, size_t size)
{
	return arena_alloc(&doc->arena, size);
}

void ncl_doc_set_limits(ncl_doc *doc, size_t bytes, const volatile int *stop)
{
	doc->arena.limit = bytes;
	doc->stop = stop;
}

/* A copy in the document; NULL stays NULL. 0 when memory is short. */
static int copy_string(ncl_doc *doc, const char *from, const char **to)
{
	*to = from ? arena_copy(&doc->arena, from, strlen(from)) : NULL;
	return !from || *to;
}

enum ncl_status ncl_doc_set_origin(ncl_doc *doc,
				   const struct ncl_origin *origin,
				   struct ncl_error *err)
{
	struct ncl_origin copy = { .index = origin->index,
				   .archived = origin->archived,
				   .offset = origin->offset };

	if (!copy_string(doc, origin->id, &copy.id) ||
	    !copy_string(doc, origin->id_json, &copy.id_json) ||
	    !copy_string(doc, origin->source, &copy.source) ||
	    !copy_string(doc, origin->charset, &copy.charset) ||
	    !copy_string(doc, origin->url, &copy.url) ||
	    !copy_string(doc, origin->date, &copy.date))
		return ncl_error_set(err, NCL_NOMEM,
				     "no memory for the document's origin");
	doc->origin = copy;
	return NCL_OK;
}

const struct ncl_origin *ncl_doc_origin(const ncl_doc *doc)
{
	return &doc->origin;
}

void ncl_doc_set_carried(ncl_doc *doc, const struct ncl_carried *c)
{
	doc->carried = *c;
}

const struct ncl_carried *ncl_doc_carried(const ncl_doc *doc)
{
	return &doc->carried;
}

/* What belonged to the text before. */
static void forget_text(ncl_doc *doc)
{
	doc->block_count = 0;
	doc->token_count = 0;
	doc->tokens_made = 0;
	doc->runs = NULL;
	doc->run_count = 0;
	doc->table = NULL;
	doc->layers = NULL;
	doc->cache = NULL;
	doc->ahead_of = NULL;
}

enum ncl_status ncl_doc_set_text(ncl_doc *doc, const char *text, size_t len,
				 struct ncl_error *err)
{
	size_t valid;

	forget_text(doc);
	doc->text = NULL;
	doc->len = 0;
	if (len > UINT32_MAX - 1)
		return ncl_error_set(err, NCL_LIMIT,
				     "a document of %zu bytes: they have to "
				     "be under 4 GiB", len);
	valid = utf8_valid(text, len);
	if (valid < len) {
		ncl_error_set(err, NCL_FORMAT,
			      "byte %zu (0x%02x) is not valid UTF-8", valid,
			      (unsigned char)text[valid]);
		if (err)
			err->at = valid;
		return NCL_FORMAT;
	}
	doc->text = text;
	doc->len = (uint32_t)len;
	return NCL_OK;
}

const char *ncl_doc_text(const ncl_doc *doc, size_t *len)
{
	if (len)
		*len = doc->len;
	return doc->text ? doc->text : "";
}

/* Move begin and end to the characters inside that are no white space. */
static void trim(const char *text, uint32_t *begin, uint32_t *end)
{
	uint32_t len, last;

	while (*begin < *end &&
	       utf8_is_space(utf8_read(text + *begin, &len)))
		*begin += len;
	while (*begin < *end) {
		last = *end - 1;
		while (!utf8_starts(text + last))
			last--;
		if (!utf8_is_space(utf8_read(text + last, &len)))
			break;
		*end = last;
	}
}

static enum ncl_status check_block(const ncl_doc *doc,
				   const struct ncl_block *block,
				   struct ncl_error *err)
{
	uint32_t last = doc->block_count ?
			doc->blocks[doc->block_count - 1].end : 0;

	if (doc->tokens_made || doc->table)
		return ncl_error_set(err, NCL_INVALID,
				     "blocks come before tokens and layers");
	if (block->begin > block->end || block->end > doc->len)
		return ncl_error_set(err, NCL_INVALID,
				     "block [%u, %u) in a text of %u bytes",
				     block->begin, block->end, doc->len);
	if (block->begin < last)
		return ncl_error_set(err, NCL_INVALID,
				     "block [%u, %u) begins before the end "
				     "of the last one, %u", block->begin,
				     block->end, last);
	if (block->begin < block->end &&
	    (!utf8_starts(doc->text + block->begin) ||
	     (block->end < doc->len && !utf8_starts(doc->text + block->end))))
		return ncl_error_set(err, NCL_INVALID,
				     "block [%u, %u) cuts a character",
				     block->begin, block->end);
	return NCL_OK;
}

static int grow_blocks(ncl_doc *doc)
{
	size_t size = doc->block_size ? (size_t)doc->block_size * 2 : 64;
	struct ncl_block *blocks;

	if (size > UINT32_MAX)
		size = UINT32_MAX;
	blocks = realloc(doc->blocks, size * sizeof(*blocks));
	if (!blocks)
		return 0;
	doc->blocks = blocks;
	doc->block_size = (uint32_t)size;
	return 1;
}

enum ncl_status ncl_doc_add_block(ncl_doc *doc, const struct ncl_block *block,
				  struct ncl_error *err)
{
	enum ncl_status ret = check_block(doc, block, err);
	uint32_t begin = block->begin, end = block->end;
	struct ncl_block *added;

	if (ret != NCL_OK)
		return ret;
	trim(doc->text, &begin, &end);
	if (begin == end)
		return NCL_OK;
	if (doc->block_count == NCL_MAX_BLOCKS)
		return ncl_error_set(err, NCL_LIMIT,
				     "over %u blocks (lines, paragraphs): a "
				     "document has no more; if it is many "
				     "documents, give each its own JSON line",
				     (unsigned)NCL_MAX_BLOCKS);
	if (doc->block_count == doc->block_size && !grow_blocks(doc))
		return ncl_error_set(err, NCL_NOMEM, "no memory for block %u",
				     doc->block_count);
	added = &doc->blocks[doc->block_count++];
	*added = *block;
	added->begin = begin;
	added->end = end;
	added->first_token = added->token_count = 0;
	return NCL_OK;
}

uint32_t ncl_doc_block_count(const ncl_doc *doc)
{
	return doc->block_count;
}

const struct ncl_block *ncl_doc_block(const ncl_doc *doc, uint32_t i)
{
	return i < doc->block_count ? &doc->blocks[i] : NULL;
}

void *doc_cache(ncl_doc *doc, uint64_t key, size_t size, int *fresh)
{
	struct doc_cache *c = doc->cache;

	*fresh = 0;
	while (c && c->key != key)
		c = c->next;
	if (c)
		return c->size == size ? c->memory : NULL;
	c = arena_alloc(&doc->arena, sizeof(*c));
	if (!c)
		return NULL;
	c->memory = arena_alloc(&doc->arena, size);
	if (!c->memory)
		return NULL;
	c->key = key;
	c->size = size;
	c->next = doc->cache;
	doc->cache = c;
	*fresh = 1;
	return c->memory;
}
