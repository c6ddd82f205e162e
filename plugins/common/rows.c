#include "common/rows.h"

/* The table that a block is a row of, or NULL. */
static const struct ncl_container *table_of(const struct ncl_block *block)
{
	const struct ncl_container *c = block->container;

	if (block->tag != NCL_TAG_TR)
		return NULL;
	while (c && c->tag != NCL_TAG_TABLE)
		c = c->parent;
	return c;
}

uint32_t rows_end(const struct ncl_host *host, const ncl_doc *doc, uint32_t i,
		  uint32_t blocks)
{
	const struct ncl_container *t = table_of(host->block(doc, i));
	uint32_t end = i + 1;

	while (t && end < blocks && table_of(host->block(doc, end)) == t)
		end++;
	return end;
}
