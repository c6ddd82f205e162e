#include "progress.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void progress_start(struct progress *p, int quiet)
{
	*p = (struct progress){ .on = !quiet && isatty(STDERR_FILENO) };
	p->start = p->last = now();
}

double progress_seconds(const struct progress *p)
{
	return now() - p->start;
}

int progress_due(struct progress *p)
{
	double t;

	if (!p->on)
		return 0;
	t = now();
	if (t - p->last < (p->shown ? 0.25 : 1))
		return 0;
	p->last = t;
	return 1;
}

void progress_draw(struct progress *p, const char *format, ...)
{
	char text[128];
	struct winsize size;
	va_list args;

	if (!p->on)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* a line that wraps could not be taken away again */
	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col &&
	    size.ws_col < sizeof(text))
		text[size.ws_col - 1] = 0;
	fprintf(stderr, "\r%s\033[K", text);
	p->shown = 1;
}

void progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = 0;
}
