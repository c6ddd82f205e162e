/*
 * try-load OBJECT: load a plugin as the library would, constructors and all
 * that its constant points to, and say on descriptor PROBE_FD that it returned.
 * The library runs it before it loads the object itself; see ../probe.h.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/loader.h"
#include "core/probe.h"

static int say(char what)
{
	return write(PROBE_FD, &what, 1) == 1;
}

/* No core file, and no handlers that a sanitizer put there. */
static void die_quietly(void)
{
	const struct rlimit none = { 0, 0 };
	static const int fatal[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE,
				     SIGABRT, SIGTERM };

	setrlimit(RLIMIT_CORE, &none);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		signal(fatal[i], SIG_DFL);
}

int main(int argc, char **argv)
{
	struct loaded l;

	if (argc != 2 || !say(PROBE_BEGUN))
		return 2;
	/* the library ends it where it hangs, but may be ended before that */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	die_quietly();
	if (loader_load(&l, argv[1], NULL) == NCL_OK)
		loader_release(&l);
	say(PROBE_RETURNED);
	_exit(PROBE_STATUS);
}
