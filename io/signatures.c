#include "io/signatures.h"

#include <string.h>

#include "io/json_in.h"
#include "io/json_scan.h"

/* The status of a record of run, which has an index too; else NULL. */
static const char *status_of(const cJSON *record)
{
	if (!cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(record, "index")))
		return NULL;
	return cJSON_GetStringValue(
		cJSON_GetObjectItemCaseSensitive(record, "status"));
}

/* What run wrote of the document: the line, or the member that --merge added
 * to it; NULL: neither. *line and *len are of that then. */
static const cJSON *find_record(const cJSON *tree, const char **line,
				size_t *len)
{
	const cJSON *each;
	size_t i = 0;

	if (status_of(tree))
		return tree;
	cJSON_ArrayForEach(each, tree) {
		if (cJSON_IsObject(each) && status_of(each) &&
		    json_member(*line, *len, i, line, len))
			return each;
		i++;
	}
	return NULL;
}

enum ncl_status signatures_open(struct signatures *s, const char *line,
				size_t len, int blocks, struct ncl_error *err)
{
	const cJSON *record, *values, *each;
	size_t i = 0;
	enum ncl_status ret;

	*s = (struct signatures){ .blocks = blocks };
	ret = json_open(&s->tree, line, len, err);
	if (ret != NCL_OK)
		return ret;
	record = find_record(s->tree, &line, &len);
	if (!record)
		return ncl_error_set(err, NCL_FORMAT, "no line of nclass run "
				     "(it has no \"index\" and "
				     "\"status\")");
	s->failed = strcmp(status_of(record), "failed") == 0;
	cJSON_ArrayForEach(each, record) {
		if (strcmp(each->string, "id") == 0)
			json_member(line, len, i, &s->id, &s->id_len);
		i++;
	}
	values = cJSON_GetObjectItemCaseSensitive(record, "values");
	s->next = cJSON_GetObjectItemCaseSensitive(values, blocks ?
						   "minhash-blocks" :
						   "minhash");
	if (cJSON_IsArray(s->next))
		s->next = s->next->child;
	return NCL_OK;
}

/* A number and the colon behind it; 0: there is none. */
static int take_number(const char **at, uint32_t *out)
{
	const char *p = *at;
	uint64_t n = 0;

	while (*p >= '0' && *p <= '9' && p - *at < 9)
		n = n * 10 + (uint64_t)(*p++ - '0');
	if (p == *at || *p != ':')
		return 0;
	*out = (uint32_t)n;
	*at = p + 1;
	return 1;
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "3:5:9fa0..." or "5:9fa0..."; 0: it is none. */
static int take(struct signature *out, const char *text, int blocks)
{
	size_t len;

	*out = (struct signature){ 0 };
	if ((blocks && !take_number(&text, &out->block)) ||
	    !take_number(&text, &out->shingle))
		return 0;
	len = strlen(text);
	if (len == 0 || len % 2 || len > (size_t)2 * SIGNATURE_MOST)
		return 0;
	for (; *text; text += 2) {
		int high = digit(text[0]), low = digit(text[1]);

		if (high < 0 || low < 0)
			return 0;
		out->bytes[out->bins++] = (unsigned char)(high << 4 | low);
	}
	return 1;
}

enum ncl_status signatures_next(struct signatures *s, struct signature *out,
				int *more, struct ncl_error *err)
{
	const cJSON *value = s->next;
	int list = value && value->string == NULL;

	*more = value != NULL;
	if (!value)
		return NCL_OK;
	/* a member of "values" has a neighbour that is another value */
	s->next = list ? value->next : NULL;
	if (cJSON_IsString(value) &&
	    take(out, value->valuestring, s->blocks))
		return NCL_OK;
	return ncl_error_set(err, NCL_FORMAT, "\"%s\" holds no signature of "
			     "the plugin dedup", s->blocks ?
			     "minhash-blocks" : "minhash");
}

void signatures_release(struct signatures *s)
{
	cJSON_Delete(s->tree);
	*s = (struct signatures){ 0 };
}

double signatures_similarity(const unsigned char *a, const unsigned char *b,
			     uint32_t bins)
{
	const double chance = 1.0 / 256;
	uint32_t same = 0;
	double share;

	for (uint32_t i = 0; i < bins; i++)
		same += a[i] == b[i];
	share = (double)same / bins;
	return share > chance ? (share - chance) / (1 - chance) : 0;
}
