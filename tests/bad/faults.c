/* Does what a document tells it to: "fault: crash" and the like in its text. */
#include "bad.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void crash(void)
{
	static int *volatile nowhere;

	*nowhere = 1;
}

static void loop(void)
{
	static volatile unsigned forever = 1;

	while (forever)
		forever |= 1;
}

/* All the memory that can be had, used; then it trips over its end. */
static void leak(void)
{
	size_t size = (size_t)1 << 20;
	char *block;

	do {
		block = malloc(size);
		memset(block, 1, size); /* also where it is NULL */
	} while (block);
}

static void shut(void)
{
	for (int fd = 0; fd < 1024; fd++)
		close(fd);
}

/* Into every file that is open: the workers' pipes are among them. */
static void scribble(void)
{
	static const char rubbish[] = "\1\2\3{rubbish}\n\377";

	for (int fd = 3; fd < 256; fd++)
		if (write(fd, rubbish, sizeof(rubbish)) < 0)
			continue;
}

/* What --isolate forbids; how many of them worked. */
static int reach(void)
{
	static char *const none[] = { NULL };
	int file = open("/etc/passwd", O_RDONLY), all = file >= 0;
	pid_t child = fork();

	if (child == 0) {
		execve("/bin/true", none, none);
		_exit(1);
	}
	if (child > 0) {
		int how = 1;

		waitpid(child, &how, 0);
		all += how == 0;
	}
	all += socket(AF_INET, SOCK_STREAM, 0) >= 0;
	all += unlink("/nclass/is/not/there") < 0 && errno == ENOENT;
	return all;
}

/* Says that it waits, until it is told to go on. */
static void await(void)
{
	const char *path = getenv("NCLASS_TEST_AWAIT");
	char here[4096];

	if (!path)
		return;
	snprintf(here, sizeof(here), "%s.here", path);
	close(open(here, O_WRONLY | O_CREAT, 0600));
	while (access(path, F_OK))
		poll(NULL, 0, 1);
}

static void leave(void)
{
	exit(7);
}

static const struct {
	const char *word;
	void (*act)(void);
} faults[] = {
	{ "crash", crash }, { "abort", abort },       { "loop", loop },
	{ "leak", leak },   { "exit", leave },        { "shut", shut },
	{ "sleep", (void (*)(void))pause },
	{ "scribble", scribble }, { "await", await },
};

static enum ncl_status run(void *self, ncl_doc *doc)
{
	const struct good *g = self;
	size_t len;
	const char *text = g->host->text(doc, &len);
	const char *word = strstr(text, "fault: ");

	if (!word)
		return NCL_OK;
	word += strlen("fault: ");
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (!strncmp(word, faults[i].word, strlen(faults[i].word)))
			faults[i].act();
	if (!strncmp(word, "reach", 5) && reach())
		return (g->host->fail)(g->host, NCL_DOC, "it reaches out");
	if (!strncmp(word, "nonsense", 8)) {
		struct ncl_span span = { 0, (uint32_t)len + 1000, g->span,
					 0.5f };

		return g->host->add_span(doc, g->spans, &span);
	}
	return strncmp(word, "status", 6) ? NCL_OK : (enum ncl_status)4711;
}

PLUGIN("faults", .open = good_open, .run = run);
