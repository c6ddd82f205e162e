#include "io/isolate.h"

#include <errno.h>
#include <seccomp.h>
#include <string.h>
#include <unistd.h>

/* What computing needs. All else is refused, so that a call which a later
 * kernel has is not allowed by forgetting it. */
static const int allowed[] = {
	/* files that are open */
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev),
	SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(lseek), SCMP_SYS(close),
	SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(fcntl), SCMP_SYS(dup),
	SCMP_SYS(dup2), SCMP_SYS(dup3), SCMP_SYS(pipe), SCMP_SYS(pipe2),
	SCMP_SYS(eventfd2), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select),
	SCMP_SYS(pselect6), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl),
	SCMP_SYS(epoll_wait), SCMP_SYS(epoll_pwait),
	/* memory */
	SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(mremap),
	SCMP_SYS(munmap), SCMP_SYS(madvise), SCMP_SYS(mlock),
	SCMP_SYS(munlock), SCMP_SYS(membarrier),
	/* threads and helpers */
	SCMP_SYS(clone), SCMP_SYS(clone3), SCMP_SYS(fork), SCMP_SYS(vfork),
	SCMP_SYS(wait4), SCMP_SYS(waitid), SCMP_SYS(futex),
	SCMP_SYS(set_robust_list), SCMP_SYS(set_tid_address), SCMP_SYS(rseq),
	SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sched_setaffinity), SCMP_SYS(gettid), SCMP_SYS(getpid),
	SCMP_SYS(getppid), SCMP_SYS(getcpu), SCMP_SYS(arch_prctl),
	/* signals */
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigpending),
	SCMP_SYS(rt_sigtimedwait), SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	/* time */
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
	SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(times),
	/* about itself */
	SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid),
	SCMP_SYS(getegid), SCMP_SYS(getrusage), SCMP_SYS(getrlimit),
	SCMP_SYS(setrlimit), SCMP_SYS(uname), SCMP_SYS(sysinfo),
	SCMP_SYS(getrandom),
	/* its end */
	SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/* Signals to itself only (abort), and limits of itself only. */
static int allow_own(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp to_self = {
		.arg = 0, .op = SCMP_CMP_EQ,
		.datum_a = (scmp_datum_t)getpid(),
	};
	const struct scmp_arg_cmp of_self = {
		.arg = 0, .op = SCMP_CMP_EQ, .datum_a = 0,
	};

	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
				      SCMP_SYS(tgkill), 1, &to_self) ||
	       seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(kill),
				      1, &to_self) ||
	       seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
				      SCMP_SYS(prlimit64), 1, &of_self);
}

enum ncl_status isolate_enter(struct ncl_error *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int bad = filter ? 0 : -ENOMEM;

	/* a call that this machine's architecture does not have is no harm */
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (bad == 0 && seccomp_rule_add(filter, SCMP_ACT_ALLOW,
						 allowed[i], 0) == -ENOMEM)
			bad = -ENOMEM;
	if (bad == 0 && allow_own(filter))
		bad = -ENOMEM;
	if (bad == 0)
		bad = seccomp_load(filter);
	seccomp_release(filter);
	if (bad == 0)
		return NCL_OK;
	return ncl_error_set(err, NCL_FATAL, "--isolate: the system has no "
			     "filter for system calls: %s", strerror(-bad));
}
