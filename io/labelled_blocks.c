/* Records whose blocks have texts: the document is these, joined. */
#include <string.h>

#include "io/labelled_record.h"

enum ncl_status record_in_block(struct ncl_error *err, enum ncl_status ret,
				size_t i)
{
	char text[sizeof(err->text)];

	if (!err)
		return ret;
	memcpy(text, err->text, sizeof(text));
	return ncl_error_set(err, ret, "block %zu: %s", i, text);
}

/* The text of a block; it has to have one. */
static enum ncl_status block_text(const cJSON *block, const char **text,
				  struct ncl_error *err)
{
	enum ncl_status ret;

	if (!cJSON_IsObject(block))
		return ncl_error_set(err, NCL_FORMAT, "no object");
	ret = json_check_keys(block, err);
	if (ret == NCL_OK)
		ret = json_string(block, "text", text, err);
	if (ret == NCL_OK && !*text)
		ret = ncl_error_set(err, NCL_FORMAT, "it has no \"text\"");
	return ret;
}

/* How large the text of all blocks is, with a newline behind each. */
static enum ncl_status joined_size(const cJSON *blocks, size_t *size,
				   struct ncl_error *err)
{
	const cJSON *block;
	const char *text;
	size_t i = 0;

	*size = 0;
	cJSON_ArrayForEach(block, blocks) {
		enum ncl_status ret = block_text(block, &text, err);

		if (ret != NCL_OK)
			return record_in_block(err, ret, i);
		*size += strlen(text) + 1;
		i++;
	}
	return NCL_OK;
}

/* Copy a block's text; what ends a line becomes a space. */
static size_t copy_text(char *to, const char *from)
{
	size_t len = strlen(from);

	memcpy(to, from, len);
	for (size_t i = 0; i < len; i++)
		if (to[i] >= '\n' && to[i] <= '\r')
			to[i] = ' ';
	return len;
}

/* Join the texts of the blocks and set them as the document's. */
static enum ncl_status join_blocks(struct record *r, const cJSON *blocks,
				   struct ncl_error *err)
{
	const cJSON *block;
	enum ncl_status ret;
	size_t size, at = 0;
	char *text;

	ret = joined_size(blocks, &size, err);
	if (ret != NCL_OK)
		return ret;
	text = ncl_doc_alloc(r->doc, size + 1);
	if (!text)
		return record_no_memory(err);
	cJSON_ArrayForEach(block, blocks) {
		at += copy_text(text + at,
				cJSON_GetObjectItemCaseSensitive(block, "text")
					->valuestring);
		text[at++] = '\n';
	}
	if (size)
		text[--size] = 0;
	return ncl_doc_set_text(r->doc, text, size, err);
}

enum ncl_status record_block_label(struct record *r, const cJSON *block,
				   const char **out, struct ncl_error *err)
{
	const cJSON *value =
		cJSON_GetObjectItemCaseSensitive(block, r->gold);

	*out = NULL;
	if (record_is_masked(r, block)) {
		r->out->masked++;
		return NCL_OK;
	}
	/* as nclass run writes it */
	if (!value && !strcmp(r->gold, "content"))
		value = cJSON_GetObjectItemCaseSensitive(block, "keep");
	return record_label(r, value, out, err);
}

/* Add a block for [begin, end), and its label. */
static enum ncl_status add_block(struct record *r, const cJSON *block,
				 size_t begin, size_t end,
				 struct ncl_error *err)
{
	const struct ncl_block b = { .begin = (uint32_t)begin,
				     .end = (uint32_t)end };
	const char **labels = (const char **)r->out->labels;
	enum ncl_status ret = ncl_doc_add_block(r->doc, &b, err);

	if (ret != NCL_OK || ncl_doc_block_count(r->doc) == r->out->n)
		return ret;
	if (r->how->unit == NCL_UNIT_BLOCK) {
		ret = record_block_label(r, block, &labels[r->out->n], err);
		r->out->known += labels[r->out->n] != NULL;
	}
	r->out->n++;
	return ret;
}

static enum ncl_status add_blocks(struct record *r, const cJSON *blocks,
				  struct ncl_error *err)
{
	size_t n = (size_t)cJSON_GetArraySize(blocks), at = 0, i = 0;
	enum ncl_status ret = NCL_OK;
	const cJSON *block;

	r->out->labels = ncl_doc_alloc(r->doc,
				       (n + 1) * sizeof(*r->out->labels));
	if (!r->out->labels)
		return record_no_memory(err);
	cJSON_ArrayForEach(block, blocks) {
		size_t len = strlen(
			cJSON_GetObjectItemCaseSensitive(block, "text")
				->valuestring);

		ret = add_block(r, block, at, at + len, err);
		if (ret != NCL_OK)
			return record_in_block(err, ret, i);
		at += len + 1;
		i++;
	}
	return NCL_OK;
}

/* Whether the text is the reader's: a page, or one text beside blocks that
 * are ranges of it. */
static int is_page(const struct record *r, const cJSON *blocks)
{
	const cJSON *first = cJSON_GetArrayItem(blocks, 0);

	if (cJSON_IsString(cJSON_GetObjectItemCaseSensitive(r->page, "html")))
		return 1;
	return cJSON_IsString(cJSON_GetObjectItemCaseSensitive(r->page,
							       "text")) &&
	       cJSON_IsObject(first) &&
	       !cJSON_GetObjectItemCaseSensitive(first, "text");
}

enum ncl_status record_blocks(struct record *r, struct ncl_error *err)
{
	const cJSON *blocks =
		cJSON_GetObjectItemCaseSensitive(r->run, "blocks");
	enum ncl_status ret;

	if (!cJSON_IsArray(blocks))
		return ncl_error_set(err, NCL_FORMAT,
				     blocks ? "\"blocks\" is no array"
					    : "it has no \"blocks\"");
	if (r->how->unit == NCL_UNIT_BLOCK && is_page(r, blocks))
		return record_page(r, blocks, err);
	ret = join_blocks(r, blocks, err);
	return ret == NCL_OK ? add_blocks(r, blocks, err) : ret;
}
