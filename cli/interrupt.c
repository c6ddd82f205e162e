#include "interrupt.h"

#include <signal.h>
#include <stddef.h>

/* A signal handler can reach nothing else. */
static volatile sig_atomic_t caught;

static void note(int number)
{
	caught = number;
}

void interrupt_watch(void)
{
	/* no SA_RESTART: a read that waits must return */
	struct sigaction action = { .sa_handler = note,
				    .sa_flags = SA_RESETHAND };

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
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
