/* How far training is. */
#include "train.h"

#include <stdio.h>
#include <string.h>

#include "interrupt.h"
#include "message.h"

static void write_left(char *text, size_t size, double seconds)
{
	if (seconds < 120)
		snprintf(text, size, ", %.0f s left", seconds);
	else
		snprintf(text, size, ", %.0f min left", seconds / 60);
}

#define TOLD_AFTER 10.0 /* seconds */
#define TOLD_LEFT 60.0

/* Where no terminal shows the line, what will take long is told once. */
static void tell_long(struct train *t, const char *what, double so_far,
		      double left)
{
	const char *more = strstr(what, " (");

	if (t->progress.on || t->options->quiet || t->told ||
	    so_far < TOLD_AFTER || left < TOLD_LEFT)
		return;
	t->told = 1;
	message("%.*s will take some %.0f min", more ? (int)(more - what) :
		(int)strlen(what), what, (so_far + left) / 60);
}

/* What is known to take long says so in parentheses. */
static void tell_first(struct train *t, const char *what)
{
	if (t->progress.on || t->options->quiet || !strchr(what, '(') ||
	    !strcmp(what, t->told_of))
		return;
	snprintf(t->told_of, sizeof(t->told_of), "%s", what);
	message("%s", what);
}

int train_progress(void *data, const char *what, uint32_t done,
		   uint32_t all)
{
	struct train *t = data;
	double now = progress_seconds(&t->progress), left;
	char text[32] = "";

	if (!done) {
		tell_first(t, what);
		t->solving = now;
		t->told = 0;
	} else if (done < all) {
		left = (now - t->solving) / done * (all - done);
		write_left(text, sizeof(text), left);
		tell_long(t, what, now - t->solving, left);
	}
	if (progress_due(&t->progress) || (t->progress.shown && done == all))
		progress_draw(&t->progress, "%s: %u of %u, %.0f s%s", what,
			      done, all, now, text);
	return interrupt_caught();
}
