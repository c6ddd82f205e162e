/* Breaks the rule that --set broken.how=WORD names, for nclass check. */
#include "bad.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct ncl_option options[] = {
	{ .name = "how", .type = NCL_TEXT, .value = "not",
	  .help = "what to do" },
};

struct broken {
	struct good good;
	const char *how;
	uint32_t runs;
};

static int global;
static void *volatile lost;

static int is(const struct broken *b, const char *how)
{
	return strcmp(b->how, how) == 0;
}

static enum ncl_status broken_open(const struct ncl_host *host,
				   const ncl_settings *settings,
				   void **shared)
{
	struct broken *b = calloc(1, sizeof(*b));
	void *good = NULL;

	if (!b || good_open(host, settings, &good)) {
		free(b);
		return NCL_NOMEM;
	}
	b->good = *(struct good *)good;
	free(good);
	b->how = host->option_text(settings, "how");
	*shared = b;
	if (is(b, "file") && open("/dev/null", O_RDONLY) < 0)
		return NCL_FATAL;
	if (is(b, "open-leak"))
		lost = malloc(100);
	return NCL_OK;
}

/* Marks the first block. */
static enum ncl_status mark(const struct broken *b, ncl_doc *doc)
{
	const struct ncl_host *host = b->good.host;

	if (host->block_count(doc) == 0)
		return NCL_OK;
	return host->add_block_label(doc, b->good.blocks, 0, b->good.block,
				     1.0f);
}

/* What is wrong with memory. */
static enum ncl_status waste(const struct broken *b, ncl_doc *doc)
{
	char *volatile memory = malloc(100);

	if (is(b, "leak")) {
		lost = memory;
		return NCL_OK;
	}
	if (is(b, "unchecked")) {
		memset(memory, 1, 100);
	} else if (!memory && is(b, "silent")) {
		return NCL_OK; /* without its label */
	} else if (!memory && is(b, "fatal")) {
		return NCL_FATAL;
	} else if (!memory) {
		return NCL_NOMEM;
	}
	free(memory);
	return mark(b, doc);
}

static enum ncl_status misbehave(struct broken *b, ncl_doc *doc)
{
	const struct ncl_host *host = b->good.host;
	const struct ncl_span span = { 0, 99999999, b->good.span, 0.5f };
	static volatile unsigned forever = 1;

	if (is(b, "span"))
		return host->add_span(doc, b->good.spans, &span);
	if (is(b, "score"))
		return host->add_block_label(doc, b->good.blocks, 0,
					     b->good.block, 7.0f);
	if (is(b, "crash"))
		raise(SIGSEGV);
	if (is(b, "exit"))
		exit(0);
	if (is(b, "print"))
		puts("hello");
	if (is(b, "signal"))
		signal(SIGPIPE, SIG_IGN);
	if (is(b, "global"))
		global++;
	while (is(b, "loop") && forever)
		forever |= 1;
	if (is(b, "counts") && ++b->runs % 2)
		return NCL_OK;
	if (is(b, "gives-up") && host->should_stop(doc))
		return NCL_OK;
	return mark(b, doc);
}

static enum ncl_status run(void *self, ncl_doc *doc)
{
	struct broken *b = self;

	if (is(b, "no-reason"))
		return NCL_DOC;
	if (is(b, "no-status"))
		return (enum ncl_status)4711;
	if (strstr("leak unchecked silent fatal", b->how))
		return waste(b, doc);
	return misbehave(b, doc);
}

PLUGIN("broken", .open = broken_open, .run = run, .options = options,
       .option_size = sizeof(options[0]), .option_count = 1);
