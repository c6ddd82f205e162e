/* Memory that fails: the plugin's own, and what the host gives. */
#include "check.h"

#include <string.h>

#define MOST 200  /* failing allocations that are tried */
#define LIMITS 32 /* limits of a document's memory */

/* A document, and what comes of it when all is well. */
struct subject {
	uint32_t number;
	struct ncl_buffer well;
	size_t read, used; /* bytes of its memory, before and after */
};

/* How a run went that met short memory. */
static void judge(ncl_checked *c, enum ncl_status ret,
		  const struct ncl_buffer *out, const struct subject *s,
		  const struct ncl_error *err)
{
	if (ret == NCL_FATAL)
		check_find(c, RULE_NOMEM, "memory that is short for one "
			   "document ends the whole run: %.200s", err->text);
	else if (ret == NCL_OK && (out->len != s->well.len ||
				   memcmp(out->data, s->well.data, out->len)))
		check_find(c, RULE_NOMEM, "where memory is short it returns "
			   "NCL_OK, with other labels: return NCL_NOMEM");
}

/* With the n-th allocation of the plugin and all after it failing (n > 0),
 * or bytes of the document's memory (limit > 0). */
static long run_short(ncl_checked *c, struct opened *o, struct subject *s,
		      long n, size_t limit)
{
	const void *constant = o->pipeline->stages[o->use].constant;
	struct ncl_buffer out = { 0 };
	struct ncl_error err = { 0 };
	enum ncl_status ret;
	char name[60];
	ncl_doc *doc;
	long calls;

	if (ncl_doc_new(&doc, NULL))
		return 0;
	check_text(c, s->number, doc, name, sizeof(name));
	check_at(c, name);
	s->read = doc->arena.used;
	ncl_doc_set_limits(doc, limit, NULL);
	object_fail(constant, n);
	ret = check_run(c, o, doc, n || limit ? &out : &s->well, &err);
	calls = object_fail(constant, 0);
	s->used = doc->arena.used;
	if ((n && calls >= n) || limit)
		judge(c, ret, &out, s, &err);
	ncl_doc_free(doc);
	ncl_buffer_release(&out);
	return calls;
}

static void run_all_short(ncl_checked *c, struct opened *o, uint32_t number)
{
	struct subject s = { .number = number }, last = { .number = number };
	size_t read, used;
	long n = 0;

	run_short(c, o, &s, 0, 0);
	read = s.read;
	used = s.used;
	do
		n++;
	while (n < MOST && run_short(c, o, &s, n, 0) >= n);
	for (size_t i = 0; i < LIMITS && used > read; i++)
		run_short(c, o, &s, 0, read + 1 + (used - read) * i / LIMITS);
	/* and it is as good as new */
	run_short(c, o, &last, 0, 0);
	if (last.well.len != s.well.len ||
	    memcmp(last.well.data, s.well.data, s.well.len))
		check_find(c, RULE_PURE, "after memory was short it says other "
			   "things of the same document");
	ncl_buffer_release(&s.well);
	ncl_buffer_release(&last.well);
}

/* A chain that is opened with failing memory is opened, or refused. */
static void open_short(ncl_checked *c, const void *constant)
{
	struct opened o;
	long n = 0;

	do {
		object_fail(constant, ++n);
		check_at(c, "");
		if (check_open(c, &o, "")) {
			object_fail(constant, n);
			check_close(&o);
		}
	} while (n < MOST && object_fail(constant, 0) >= n);
}

void check_shortage(ncl_checked *c)
{
	static const uint32_t numbers[] = { 0, 5, 7, 1 };
	const void *constant;
	struct opened o;

	if (!check_open(c, &o, NULL))
		return;
	constant = o.pipeline->stages[o.use].constant;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		run_all_short(c, &o, numbers[i]);
	check_close(&o);
	open_short(c, constant);
}
