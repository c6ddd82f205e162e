#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t caught;

static void note(int number)
{
	caught = number;
}

/* Unless the parent has it ignored, as a shell does for work behind. */
static void watch(int number, const struct sigaction *action)
{
	struct sigaction old;

	if (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
		sigaction(number, action, NULL);
}

void interrupt_watch(void)
{
	/* no SA_RESTART: a read that waits must return */
	struct sigaction action = { .sa_handler = note,
				    .sa_flags = SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	watch(SIGINT, &action);
	watch(SIGTERM, &action);
	/* a file that may grow no larger is an error of write */
	signal(SIGXFSZ, SIG_IGN);
}

int interrupt_caught(void)
{
	return caught;
}

static void end_by(int number)
{
	sigset_t set;

	signal(number, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, number);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(number);
}

void interrupt_end(void)
{
	if (caught)
		end_by(caught);
}

void interrupt_pipe(void)
{
	end_by(SIGPIPE);
}
