/* Documents in several orders; leaks; should_stop. */
#include "check.h"

#include <dirent.h>
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/catalogue.h"

#define LEAK_ROUNDS 4
#define LEAK_TURNS 4 /* a round */

static void say_unable(ncl_checked *c, const char *why)
{
	struct word w = { .rule = -2 };

	snprintf(w.what, sizeof(w.what), "%.299s", why);
	if (write(c->pipe, &w, sizeof(w)) < 0)
		return;
}

static int entries_of(const char *folder)
{
	DIR *dir = opendir(folder);
	int n = 0;

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n;
}

/* Whether a failure has no reason that a user could read. */
static void check_reason(ncl_checked *c, const struct ncl_error *err)
{
	/* short memory and a limit say enough by themselves */
	if (err->code != NCL_NOMEM && err->code != NCL_LIMIT &&
	    strstr(err->text, "did not say why"))
		check_find(c, RULE_REASON, "%.280s", err->text);
}

static enum ncl_status open_chain(ncl_checked *c, struct opened *o,
				  const char *setting, struct ncl_error *err)
{
	const char *settings[2] = { setting, NULL };
	struct ncl_buffer list = { 0 };
	struct ncl_config config = {
		.plugin_path = c->how->plugin_path,
		.settings = setting && *setting ? settings :
			    c->how->settings,
		.models = c->how->models,
	};
	enum ncl_status ret = NCL_OK;

	if (c->how->chain) {
		ncl_buffer_add(&list, c->how->chain, strlen(c->how->chain));
		ncl_buffer_add(&list, ",", 1);
	}
	ret = ncl_buffer_add(&list, c->how->plugin, strlen(c->how->plugin));
	config.plugins = list.data;
	if (ret == NCL_OK)
		ret = ncl_pipeline_open(&o->pipeline, &config, err);
	ncl_buffer_release(&list);
	if (ret == NCL_OK)
		ret = ncl_worker_new(&o->worker, o->pipeline, err);
	for (uint32_t i = 0; ret == NCL_OK && i < o->pipeline->count; i++)
		if (!strcmp(o->pipeline->stages[i].path, c->path))
			o->use = i;
	return ret;
}

int check_open(ncl_checked *c, struct opened *o, const char *setting)
{
	struct ncl_error err = { 0 };
	enum ncl_status ret;

	*o = (struct opened){ 0 };
	ret = open_chain(c, o, setting, &err);
	if (ret == NCL_OK)
		return 1;
	check_close(o);
	check_reason(c, &err);
	if (!setting)
		say_unable(c, err.text);
	return 0;
}

void check_close(struct opened *o)
{
	ncl_worker_free(o->worker);
	ncl_pipeline_free(o->pipeline);
	*o = (struct opened){ 0 };
}

/* A declared program that was wrong, not one that says why it cannot. */
static int check_answer(ncl_checked *c, const struct ncl_error *err)
{
	if (!c->answers || err->code == NCL_NOMEM ||
	    !strstr(err->text, "its program"))
		return 0;
	check_find(c, RULE_ANSWER, "%.280s", err->text);
	c->wrong++;
	c->late |= strstr(err->text, "gave no answer") != NULL;
	return 1;
}

enum ncl_status check_run(ncl_checked *c, struct opened *o, ncl_doc *doc,
			  struct ncl_buffer *out, struct ncl_error *err)
{
	const struct instance *i = &o->worker->instances[o->use];
	const struct ncl_write_options plain = { 0 };
	enum ncl_status ret = ncl_worker_run(o->worker, doc, err);

	if (ret == NCL_OK)
		return ncl_write_jsonl(out, doc, &plain);
	if (check_answer(c, err))
		; /* all is said */
	else if (i->error.code == NCL_INVALID)
		check_find(c, RULE_CHECKED, "%.280s", err->text);
	else if (strstr(err->text, "which is no status"))
		check_find(c, RULE_STATUS, "%.280s", err->text);
	else
		check_reason(c, err);
	ncl_write_failed(out, doc, err->text);
	return ret;
}

/* Make and run document i in memory of its own. */
static enum ncl_status run_text(ncl_checked *c, struct opened *o, uint32_t i,
				struct ncl_buffer *out)
{
	struct ncl_error err = { 0 };
	enum ncl_status ret;
	char name[60] = "";
	ncl_doc *doc;

	if (ncl_doc_new(&doc, NULL))
		return NCL_NOMEM;
	ret = check_text(c, i, doc, name, sizeof(name));
	check_at(c, name);
	if (ret == NCL_OK)
		ret = check_run(c, o, doc, out, &err);
	if (ret == NCL_FATAL && !c->answers)
		check_find(c, RULE_STATUS, "one document ends the whole run: "
			   "%.240s", err.text);
	ncl_doc_free(doc);
	return ret;
}

/* Run a document again: it has to come out as it did. */
static void again(ncl_checked *c, struct opened *o, uint32_t i,
		  const struct ncl_buffer *first, const char *when)
{
	struct ncl_buffer out = { 0 };
	size_t at = 0;

	run_text(c, o, i, &out);
	while (at < out.len && at < first->len &&
	       out.data[at] == first->data[at])
		at++;
	if (at < out.len || at < first->len) {
		at = at > 40 ? at - 40 : 0;
		check_find(c, RULE_PURE, "%s it says other things: ...%.80s, "
			   "and before ...%.80s", when,
			   out.data && at < out.len ? out.data + at : "",
			   first->data && at < first->len ? first->data + at :
							    "");
	}
	ncl_buffer_release(&out);
}

static void measure(ncl_checked *c, struct opened *o, uint32_t documents)
{
	struct word w = { .rule = -1, .documents = documents };
	clock_t begin = clock();

	for (int i = 0; i < 50; i++) {
		struct ncl_buffer out = { 0 };

		run_text(c, o, 0, &out);
		ncl_buffer_release(&out);
	}
	w.time = (double)(clock() - begin) * 1e6 / CLOCKS_PER_SEC / 50;
	if (write(c->pipe, &w, sizeof(w)) < 0)
		return;
}

static void all_orders(ncl_checked *c, struct opened *o,
		       struct ncl_buffer *first, uint32_t n)
{
	struct opened other;

	for (uint32_t i = 0; i < n; i++) {
		run_text(c, o, i, &first[i]);
		/* no use in starting it anew, or waiting, for each */
		if (c->late || (i > 1 && c->wrong > i))
			return;
	}
	for (uint32_t i = n; i-- > 0;)
		again(c, o, i, &first[i], "the second time, in another order,");
	/* what is new or given back is full of rubbish from now on */
	mallopt(M_PERTURB, 0x5a);
	if (!check_open(c, &other, NULL))
		return;
	for (uint32_t i = 0; i < n; i++)
		again(c, &other, i, &first[i], "on another worker");
	check_close(&other);
	mallopt(M_PERTURB, 0);
	measure(c, o, n);
}

void check_documents(ncl_checked *c)
{
	int files = entries_of("/proc/self/fd"), now;
	struct variables before = { 0 };
	struct ncl_buffer *first;
	const struct stage *s;
	uint32_t n = check_texts(c);
	struct opened o;

	check_at(c, "");
	if (!check_open(c, &o, NULL))
		return;
	s = &o.pipeline->stages[o.use];
	now = entries_of("/proc/self/fd");
	if (now > files && !s->plugin.create)
		check_find(c, RULE_THREADS, "open leaves %d files open",
			   now - files);
	if (entries_of("/proc/self/task") > 3 && !s->plugin.create)
		check_find(c, RULE_THREADS, "open leaves a thread behind");
	c->answers = check_declared(c->path);
	variables_take(&before, s->constant);
	first = calloc(n, sizeof(*first));
	if (first)
		all_orders(c, &o, first, n);
	check_at(c, "");
	if (variables_changed(&before, s->constant) &&
	    !(s->plugin.flags & NCL_PLUGIN_SINGLE))
		check_find(c, RULE_GLOBALS, "it changes a variable of its own "
			   "while it runs: keep it in what open makes, or "
			   "flag NCL_PLUGIN_SINGLE");
	check_close(&o);
}

/* ------------------------------------------------------------------ leaks */

extern size_t __sanitizer_get_current_allocated_bytes(void)
	__attribute__((weak));

static size_t heap(void)
{
	struct mallinfo2 m;

	if (__sanitizer_get_current_allocated_bytes)
		return __sanitizer_get_current_allocated_bytes();
	m = mallinfo2();
	return m.uordblks + m.hblkhd;
}

void check_run_some(ncl_checked *c, struct opened *o)
{
	for (uint32_t i = 0; i < 8; i++) {
		struct ncl_buffer out = { 0 };

		run_text(c, o, i, &out);
		ncl_buffer_release(&out);
	}
	check_at(c, "");
}

static void open_once(ncl_checked *c, struct opened *unused)
{
	struct opened o;

	(void)unused;
	if (check_open(c, &o, NULL)) {
		check_run_some(c, &o);
		check_close(&o);
	}
}

struct round {
	ncl_checked *c;
	struct opened *o;
	void (*turn)(ncl_checked *, struct opened *);
};

static void *turns(void *data)
{
	const struct round *r = data;

	for (int i = 0; i < LEAK_TURNS; i++)
		r->turn(r->c, r->o);
	return NULL;
}

/* The heap after some turns. They run in a thread of their own: what malloc
 * keeps for a thread counts as taken, and is given back when the thread
 * ends. */
static size_t heap_after(struct round *r)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, turns, r) == 0)
		pthread_join(thread, NULL);
	return heap();
}

/* The heap that still grows with every round, once the stores of others are
 * full, is never given back. */
static void look_for_leak(ncl_checked *c, struct opened *o,
			  void (*turn)(ncl_checked *, struct opened *),
			  const char *what)
{
	struct round r = { c, o, turn };
	size_t first, was, now = 0;
	int rounds = 0;

	for (int i = 0; i < 20 / LEAK_TURNS; i++)
		now = heap_after(&r);
	first = now;
	do {
		was = now;
		now = heap_after(&r);
	} while (now > was && ++rounds < LEAK_ROUNDS);
	if (rounds == LEAK_ROUNDS)
		check_find(c, RULE_LEAK, "%s leaves %zu bytes behind, each "
			   "time", what,
			   (now - first) / (LEAK_ROUNDS * LEAK_TURNS));
}

void check_leaks(ncl_checked *c)
{
	struct opened o;

	mallopt(M_ARENA_MAX, 1);
	if (!check_open(c, &o, NULL))
		return;
	look_for_leak(c, &o, check_run_some, "running over eight documents");
	check_close(&o);
	look_for_leak(c, NULL, open_once, "open to close");
}

/* ------------------------------------------------------------ should_stop */

static void stop_on(ncl_checked *c, struct opened *o, uint32_t i)
{
	const volatile int stop = 1;
	struct ncl_buffer whole = { 0 }, out = { 0 };
	struct ncl_error err = { 0 };
	enum ncl_status ret;
	clock_t begin, took;
	char name[60];
	ncl_doc *doc;

	/* what fails anyway is told elsewhere */
	if (run_text(c, o, i, &whole) || ncl_doc_new(&doc, NULL)) {
		ncl_buffer_release(&whole);
		return;
	}
	check_text(c, i, doc, name, sizeof(name));
	ncl_doc_set_limits(doc, 0, &stop);
	begin = clock();
	ret = check_run(c, o, doc, &out, &err);
	took = clock() - begin;
	if (took > CLOCKS_PER_SEC)
		check_find(c, RULE_STOP, "it goes on for %.1f s when "
			   "should_stop says that it is to end",
			   (double)took / CLOCKS_PER_SEC);
	if (ret != NCL_OK && ret != NCL_LIMIT)
		check_find(c, RULE_STOP, "asked to stop it does not return "
			   "NCL_LIMIT, but: %.220s", err.text);
	else if (ret == NCL_OK && (out.len != whole.len ||
				   memcmp(out.data, whole.data, out.len)))
		check_find(c, RULE_STOP, "asked to stop it returns NCL_OK, "
			   "with other labels: return NCL_LIMIT");
	ncl_doc_free(doc);
	ncl_buffer_release(&whole);
	ncl_buffer_release(&out);
}

void check_stop(ncl_checked *c)
{
	struct opened o;

	if (!check_open(c, &o, NULL))
		return;
	for (uint32_t i = 0; i < 12; i++)
		stop_on(c, &o, i);
	check_close(&o);
}
