/* Records of a page whose blocks are ranges of it, or texts in it. */
#include <string.h>

#include "io/labelled_record.h"

/* What the numbers of the ranges count. */
enum counted {
	IN_TEXT,  /* bytes of the text that was read: "begin" and "end" */
	IN_SOURCE /* bytes of the page: "src", or where it is the same, those */
};

/* ---------------------------------------------------------------- ranges */

static int whole_number(const cJSON *value, uint32_t *out)
{
	double v = cJSON_IsNumber(value) ? value->valuedouble : -1;

	if (!(v >= 0 && v < UINT32_MAX) || v != (double)(uint32_t)v)
		return 0;
	*out = (uint32_t)v;
	return 1;
}

/* The numbers of a range; *there is 0 where the block has none. */
static enum ncl_status take_numbers(const cJSON *block, enum counted counted,
				    struct record_range *to, int *there,
				    struct ncl_error *err)
{
	const cJSON *src = counted == IN_SOURCE ?
		cJSON_GetObjectItemCaseSensitive(block, "src") : NULL;
	const cJSON *begin = src ? cJSON_GetArrayItem(src, 0) :
		cJSON_GetObjectItemCaseSensitive(block, "begin");
	const cJSON *end = src ? cJSON_GetArrayItem(src, 1) :
		cJSON_GetObjectItemCaseSensitive(block, "end");

	*there = src || begin || end;
	if (!*there)
		return NCL_OK;
	if ((src && cJSON_GetArraySize(src) != 2) ||
	    !whole_number(begin, &to->begin) ||
	    !whole_number(end, &to->end) || to->begin > to->end)
		return ncl_error_set(err, NCL_FORMAT, "%s are no range of "
				     "bytes",
				     src ? "the numbers of \"src\""
					 : "\"begin\" and \"end\"");
	return NCL_OK;
}

static enum ncl_status take_range(struct record *r, const cJSON *block,
				  enum counted counted,
				  struct record_range *to,
				  struct ncl_error *err)
{
	enum ncl_status ret;
	int there = 0;

	if (!cJSON_IsObject(block))
		return ncl_error_set(err, NCL_FORMAT, "no object");
	ret = json_check_keys(block, err);
	if (ret == NCL_OK)
		ret = record_block_label(r, block, &to->label, err);
	if (ret == NCL_OK)
		ret = take_numbers(block, counted, to, &there, err);
	if (ret == NCL_OK && !there)
		ret = json_string(block, "text", &to->text, err);
	if (ret == NCL_OK && !there && !to->text)
		return ncl_error_set(err, NCL_FORMAT, "it has no \"text\" and "
				     "no %s\"begin\" and \"end\"",
				     counted == IN_SOURCE ? "\"src\" or " :
							    "");
	return ret;
}

/* Ranges are in order and inside; all of them are numbers, or all texts. */
static enum ncl_status check_range(const struct record_range *all,
				   uint32_t i, size_t len,
				   struct ncl_error *err)
{
	if (i && !all[i].text != !all[i - 1].text)
		return ncl_error_set(err, NCL_FORMAT, "blocks have either "
				     "texts or ranges, not both");
	if (all[i].end > len)
		return ncl_error_set(err, NCL_FORMAT, "it ends at byte %u of "
				     "%zu", all[i].end, len);
	if (i && !all[i].text && all[i].begin < all[i - 1].end)
		return ncl_error_set(err, NCL_FORMAT, "it begins at byte %u, "
				     "before the one above it ends: blocks "
				     "stand in order and do not overlap",
				     all[i].begin);
	return NCL_OK;
}

static enum ncl_status take_ranges(struct record *r, const cJSON *blocks,
				   enum counted counted,
				   struct record_range *all,
				   struct ncl_error *err)
{
	const cJSON *block;
	uint32_t i = 0;
	size_t len;

	if (counted == IN_SOURCE)
		ncl_doc_page(r->doc, &len);
	else
		ncl_doc_text(r->doc, &len);
	cJSON_ArrayForEach(block, blocks) {
		enum ncl_status ret = take_range(r, block, counted, &all[i],
						 err);

		if (ret == NCL_OK)
			ret = check_range(all, i, len, err);
		if (ret != NCL_OK)
			return record_in_block(err, ret, i);
		i++;
	}
	return NCL_OK;
}

/* ---------------------------------------------------------------- laying */

static uint32_t shared(const struct record_range *r, uint32_t begin,
		       uint32_t end)
{
	uint32_t from = r->begin > begin ? r->begin : begin;
	uint32_t to = r->end < end ? r->end : end;

	return to > from ? to - from : 0;
}

/* The label of [begin, end): of the range that has most of it, where ranges
 * have at least half of it. *at: the first that may still matter. */
static const char *label_of(const struct record_range *all, uint32_t n,
			    uint32_t *at, uint32_t begin, uint32_t end)
{
	const char *label = NULL;
	uint64_t covered = 0;
	uint32_t most = 0;

	while (*at < n && all[*at].end <= begin)
		++*at;
	for (uint32_t i = *at; i < n && all[i].begin < end; i++) {
		uint32_t size = shared(&all[i], begin, end);

		covered += size;
		if (size <= most)
			continue;
		most = size;
		label = all[i].label;
	}
	return covered * 2 >= end - begin ? label : NULL;
}

static enum ncl_status lay(struct record *r, const struct record_range *all,
			   uint32_t n, enum counted counted,
			   struct ncl_error *err)
{
	uint32_t count = ncl_doc_block_count(r->doc), at = 0;
	const char **labels = ncl_doc_alloc(r->doc, (count + (size_t)1) *
							    sizeof(*labels));

	if (!labels)
		return record_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		const struct ncl_block *b = ncl_doc_block(r->doc, i);
		uint32_t begin = b->begin, end = b->end;

		if (counted == IN_SOURCE)
			ncl_doc_source(r->doc, b->begin, b->end, &begin, &end);
		labels[i] = label_of(all, n, &at, begin, end);
		r->out->known += labels[i] != NULL;
	}
	r->out->labels = labels;
	r->out->n = count;
	return NCL_OK;
}

/* ----------------------------------------------------------------- pages */

/* nclass run counts as it is told: bytes are wanted here. */
static enum ncl_status check_offsets(const struct record *r,
				     struct ncl_error *err)
{
	const char *offsets;
	enum ncl_status ret = json_string(r->run, "offsets", &offsets, err);

	if (ret != NCL_OK || !offsets || !strcmp(offsets, "byte"))
		return ret;
	return ncl_error_set(err, NCL_FORMAT, "its offsets count \"%.20s\": "
			     "run nclass with --offsets byte", offsets);
}

/* Drop what was not found, so that the ranges stand in order. */
static uint32_t drop_empty(struct record_range *all, uint32_t n)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < n; i++)
		if (all[i].begin < all[i].end)
			all[kept++] = all[i];
	return kept;
}

static enum ncl_status lay_ranges(struct record *r, const cJSON *blocks,
				  enum counted counted, struct ncl_error *err)
{
	uint32_t n = (uint32_t)cJSON_GetArraySize(blocks);
	struct record_range *all =
		ncl_doc_alloc(r->doc, (n + (size_t)1) * sizeof(*all));
	enum ncl_status ret;

	if (!all)
		return record_no_memory(err);
	ret = take_ranges(r, blocks, counted, all, err);
	if (ret == NCL_OK && n && all[0].text) {
		counted = IN_TEXT;
		ret = record_find(r->doc, all, n, err);
	}
	if (ret != NCL_OK)
		return ret;
	return lay(r, all, drop_empty(all, n), counted, err);
}

enum ncl_status record_page(struct record *r, const cJSON *blocks,
			    struct ncl_error *err)
{
	static const struct ncl_fields fields = { 0 };
	const cJSON *o = r->page;
	int html = cJSON_IsString(
		cJSON_GetObjectItemCaseSensitive(o, "html"));
	/* of a page that was converted, "src" counts bytes as it was before */
	int converted = cJSON_GetObjectItemCaseSensitive(r->run, "charset") !=
			NULL;
	enum ncl_status ret = check_offsets(r, err);

	if (ret == NCL_OK)
		ret = html ? json_html(r->doc, o, &fields, "html", err)
			   : json_text(r->doc, o, &fields, err);
	if (ret != NCL_OK)
		return ret;
	return lay_ranges(r, blocks, html && !converted ? IN_SOURCE : IN_TEXT,
			  err);
}
