/* A line of JSON as labels of a document. */
#include "exec.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

struct reply {
	struct worker *w;
	const struct ncl_host *host;
	ncl_doc *doc;
	const struct units *units;
	const struct exec_layer *layer; /* whose labels are taken, or NULL */
	unsigned item; /* of the list, from 0 */
};

#define MEMBERS 4

/* ------------------------------------------------------------------- errors */

#define FAIL(r, ...) fail_in(r, __VA_ARGS__)

static enum ncl_status fail_in(const struct reply *r, const char *format, ...)
	NCL_PRINTF(2, 3);

/* The document fails: say where in the reply what is wrong. */
static enum ncl_status fail_in(const struct reply *r, const char *format, ...)
{
	char what[200];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (!r->layer)
		return r->host->fail(r->host, NCL_DOC, "the answer of its "
				     "program: %s", what);
	return r->host->fail(r->host, NCL_DOC, "the answer of its program: "
			     "%s, item %u: %s", r->layer->decl->name,
			     r->item + 1, what);
}

/* The members of an object by their names (NULL-ended); out[i] is NULL where
 * it has none. A name that is no member's, or twice, is a mistake. */
static enum ncl_status members(const struct reply *r, const cJSON *object,
			       const char *const *names, const cJSON **out)
{
	const cJSON *each;

	memset(out, 0, MEMBERS * sizeof(*out));
	if (!cJSON_IsObject(object))
		return FAIL(r, "no object with \"%s\"", names[0]);
	cJSON_ArrayForEach(each, object) {
		uint32_t i = 0;

		while (names[i] && strcmp(names[i], each->string) != 0)
			i++;
		if (!names[i] || out[i])
			return FAIL(r, "\"%.40s\" %s", each->string, names[i] ?
				    "stands twice" : "is not known");
		out[i] = each;
	}
	return NCL_OK;
}

/* ------------------------------------------------------------------- values */

static int by_name(const void *name, const void *label)
{
	return strcmp(name, ((const struct exec_label *)label)->name);
}

static enum ncl_status get_label(const struct reply *r, const cJSON *value,
				 ncl_label *out)
{
	const struct exec_label *found = NULL;

	if (!cJSON_IsString(value))
		return FAIL(r, "no \"label\"");
	found = bsearch(value->valuestring, r->layer->labels, r->layer->count,
			sizeof(*found), by_name);
	if (!found)
		return FAIL(r, "label \"%.60s\", which is not among those "
			    "declared", value->valuestring);
	*out = found->label;
	return NCL_OK;
}

/* A score is 1 where nobody says it; its range is the host's to check. */
static enum ncl_status get_score(const struct reply *r, const cJSON *value,
				 float *out)
{
	*out = 1;
	if (value && !cJSON_IsNumber(value))
		return FAIL(r, "\"score\" is no number");
	if (value)
		*out = (float)value->valuedouble;
	return NCL_OK;
}

static enum ncl_status get_offset(const struct reply *r, const cJSON *value,
				  const char *name, uint32_t *out)
{
	static const char *const kinds[] = { "bytes", "characters",
					     "UTF-16 units" };

	if (!cJSON_IsNumber(value))
		return FAIL(r, "no \"%s\"", name);
	if (units_byte(r->units, value->valuedouble, out))
		return NCL_OK;
	return FAIL(r, "\"%s\" is %.15g, but the text has %u %s", name,
		    value->valuedouble, r->units->count,
		    kinds[r->w->exec->offsets]);
}

/* -------------------------------------------------------------------- items */

static enum ncl_status take_span(const struct reply *r, const cJSON *item)
{
	static const char *const names[] = { "begin", "end", "label", "score",
					     NULL };
	const cJSON *m[MEMBERS];
	struct ncl_span span;
	enum ncl_status ret = members(r, item, names, m);

	if (ret == NCL_OK)
		ret = get_offset(r, m[0], "begin", &span.begin);
	if (ret == NCL_OK)
		ret = get_offset(r, m[1], "end", &span.end);
	if (ret == NCL_OK)
		ret = get_label(r, m[2], &span.label);
	if (ret == NCL_OK)
		ret = get_score(r, m[3], &span.score);
	return ret == NCL_OK ? r->host->add_span(r->doc, r->layer->layer,
						 &span) : ret;
}

static enum ncl_status take_block(const struct reply *r, const cJSON *item)
{
	static const char *const names[] = { "block", "label", "score", NULL };
	const cJSON *m[MEMBERS];
	uint32_t block = 0;
	ncl_label label;
	float score;
	enum ncl_status ret = members(r, item, names, m);

	if (ret == NCL_OK && !cJSON_IsNumber(m[0]))
		ret = FAIL(r, "no \"block\"");
	if (ret == NCL_OK && m[0]->valuedouble >= 0 &&
	    m[0]->valuedouble < r->host->block_count(r->doc))
		block = (uint32_t)m[0]->valuedouble;
	if (ret == NCL_OK && m[0]->valuedouble != block)
		ret = FAIL(r, "\"block\" is %.15g, but the document has %u "
			   "blocks", m[0]->valuedouble,
			   r->host->block_count(r->doc));
	if (ret == NCL_OK)
		ret = get_label(r, m[1], &label);
	if (ret == NCL_OK)
		ret = get_score(r, m[2], &score);
	return ret == NCL_OK ? r->host->add_block_label(r->doc,
							r->layer->layer,
							block, label, score) :
			       ret;
}

static enum ncl_status take_mark(const struct reply *r, const cJSON *item)
{
	static const char *const names[] = { "label", "score", NULL };
	const cJSON *m[MEMBERS];
	ncl_label label;
	float score;
	enum ncl_status ret = members(r, item, names, m);

	if (ret == NCL_OK)
		ret = get_label(r, m[0], &label);
	if (ret == NCL_OK)
		ret = get_score(r, m[1], &score);
	return ret == NCL_OK ? r->host->add_doc_label(r->doc, r->layer->layer,
						      label, score) : ret;
}

static enum ncl_status add_value(const struct reply *r, const char *name,
				 const cJSON *value)
{
	if (!cJSON_IsString(value))
		return FAIL(r, "\"%.40s\" is neither a string nor a list of "
			    "them", name);
	return r->host->add_value(r->doc, r->layer->layer, name,
				  value->valuestring,
				  strlen(value->valuestring));
}

/* A member of "values": a string, or a list of them. */
static enum ncl_status take_value(const struct reply *r, const cJSON *value)
{
	enum ncl_status ret = NCL_OK;
	const cJSON *each;

	if (!cJSON_IsArray(value))
		return add_value(r, value->string, value);
	cJSON_ArrayForEach(each, value)
		if (ret == NCL_OK)
			ret = add_value(r, value->string, each);
	return ret;
}

/* ------------------------------------------------------------------- layers */

/* How the labels of each kind of layer stand in the reply. */
static const struct {
	const char *names[2];
	int object; /* its items are the members of an object, not of a list */
	enum ncl_status (*take)(const struct reply *r, const cJSON *item);
} kinds[] = {
	[NCL_LAYER_BLOCKS] = { { "blocks" }, 0, take_block },
	[NCL_LAYER_DOCUMENT] = { { "labels" }, 0, take_mark },
	[NCL_LAYER_SPANS] = { { "spans" }, 0, take_span },
	[NCL_LAYER_VALUES] = { { "values" }, 1, take_value },
};

static enum ncl_status take_layer(struct reply *r, const cJSON *layer)
{
	uint32_t kind = r->layer->decl->kind;
	const char *const *names = kinds[kind].names;
	const cJSON *m[MEMBERS], *item;
	enum ncl_status ret = members(r, layer, names, m);

	if (ret != NCL_OK)
		return ret;
	if (!m[0] || (kinds[kind].object ? !cJSON_IsObject(m[0]) :
					   !cJSON_IsArray(m[0])))
		return FAIL(r, "\"%s\" is %s", names[0], m[0] ?
			    kinds[kind].object ? "no object" : "no list" :
			    "missing");
	cJSON_ArrayForEach(item, m[0]) {
		ret = kinds[kind].take(r, item);
		if (ret != NCL_OK)
			return ret;
		r->item++;
	}
	return NCL_OK;
}

static const struct exec_layer *find_layer(const struct exec *e,
					   const char *name)
{
	for (uint32_t i = 0; i < e->layer_count; i++)
		if (e->layers[i].decl->use == NCL_WRITES &&
		    strcmp(e->layers[i].decl->name, name) == 0)
			return &e->layers[i];
	return NULL;
}

static enum ncl_status take_layers(struct reply *r, const cJSON *layers)
{
	enum ncl_status ret = NCL_OK;
	const cJSON *each;

	if (layers && !cJSON_IsObject(layers))
		return FAIL(r, "\"layers\" is no object");
	cJSON_ArrayForEach(each, layers) {
		r->layer = find_layer(r->w->exec, each->string);
		r->item = 0;
		if (!r->layer)
			return FAIL(r, "layer \"%.60s\", which it does not "
				    "declare to write", each->string);
		ret = take_layer(r, each);
		if (ret != NCL_OK)
			return ret;
	}
	return NCL_OK;
}

/* -------------------------------------------------------------------- whole */

static enum ncl_status take(struct reply *r, const cJSON *line)
{
	static const char *const names[] = { "n", "layers", "error", NULL };
	const cJSON *m[MEMBERS];
	enum ncl_status ret = members(r, line, names, m);

	if (ret != NCL_OK)
		return ret;
	if (m[2] && !cJSON_IsString(m[2]))
		return FAIL(r, "\"error\" is no string");
	if (m[2])
		return r->host->fail(r->host, NCL_DOC, "%s",
				     m[2]->valuestring);
	return take_layers(r, m[1]);
}

/* cJSON ends a string there. */
static int has_nul(const char *line)
{
	const char *at = line;

	while ((at = strstr(at, "\\u0000"))) {
		const char *first = at;

		while (first > line && first[-1] == '\\')
			first--;
		if ((at - first) % 2 == 0)
			return 1;
		at++;
	}
	return 0;
}

/* Parse the line; NULL: why[] says what it is. */
static cJSON *parse(const struct text *line, uint64_t number, char why[160])
{
	cJSON *tree = NULL;
	const cJSON *n;

	if (strlen(line->data) == line->len && !has_nul(line->data))
		tree = cJSON_ParseWithOpts(line->data, NULL, 1);
	n = cJSON_GetObjectItemCaseSensitive(tree, "n");
	if (cJSON_IsNumber(n) && n->valuedouble == (double)number)
		return tree;
	if (cJSON_IsNumber(n))
		snprintf(why, 160, "its program answered request %.15g, when "
			 "%llu was asked", n->valuedouble,
			 (unsigned long long)number);
	else
		snprintf(why, 160, "its program's answer is %s: %.70s",
			 cJSON_IsObject(tree) ? "without the number \"n\" of "
						"the request" :
						"no JSON object", line->data);
	cJSON_Delete(tree);
	return NULL;
}

enum ncl_status reply_take(struct worker *w, ncl_doc *doc,
			   const struct units *units, int *wrong,
			   char why[160])
{
	struct reply r = { .w = w, .host = w->exec->host, .doc = doc,
			   .units = units };
	cJSON *tree = parse(&w->program.reply, w->number, why);
	enum ncl_status ret;

	*wrong = tree == NULL;
	ret = tree ? take(&r, tree) : NCL_DOC;
	cJSON_Delete(tree);
	return ret;
}
