/* What a plugin costs in a chain, over a call of its run function: prints the
 * nanoseconds of both, for each of the rounds. */
#include "core/pipeline.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define CALLS 200000
#define BATCH 100 /* runs over one document, before it is made again */
#define ROUNDS 5

static const char text[] = "One block of a few words.";

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* A document with its tokens made and the layers of the chain. */
static void ready(ncl_worker *w, ncl_doc *doc)
{
	const struct ncl_block block = { .begin = 0, .end = sizeof(text) - 1 };

	ncl_doc_clear(doc);
	ncl_doc_set_text(doc, text, sizeof(text) - 1, NULL);
	ncl_doc_add_block(doc, &block, NULL);
	ncl_worker_run(w, doc, NULL);
}

static double chain(ncl_worker *w, ncl_doc *doc)
{
	double took = 0, begin;

	for (int i = 0; i < CALLS / BATCH; i++) {
		ready(w, doc);
		begin = now();
		for (int k = 0; k < BATCH; k++)
			ncl_worker_run(w, doc, NULL);
		took += now() - begin;
	}
	return took / CALLS;
}

static double direct(ncl_worker *w, ncl_doc *doc)
{
	struct instance *instance = &w->instances[0];
	double took = 0, begin;

	for (int i = 0; i < CALLS / BATCH; i++) {
		ready(w, doc);
		host_enter(instance, doc);
		begin = now();
		for (int k = 0; k < BATCH; k++)
			instance->stage->plugin.run(instance->self, doc);
		took += now() - begin;
		host_leave(instance, doc);
	}
	return took / CALLS;
}

int main(void)
{
	const char *const settings[] = { "template.words=1", NULL };
	const struct ncl_config config = { .plugins = "template",
					   .settings = settings };
	ncl_pipeline *p = NULL;
	ncl_worker *w = NULL;
	ncl_doc *doc = NULL;
	struct ncl_error err;

	if (ncl_pipeline_open(&p, &config, &err) ||
	    ncl_worker_new(&w, p, &err) || ncl_doc_new(&doc, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	for (int i = 0; i < ROUNDS; i++) {
		double host = chain(w, doc);

		printf("%.1f %.1f\n", host, direct(w, doc));
	}
	ncl_doc_free(doc);
	ncl_worker_free(w);
	ncl_pipeline_free(p);
	return 0;
}
