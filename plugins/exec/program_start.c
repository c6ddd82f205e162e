/* The program's birth and death. */
#define _GNU_SOURCE
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void program_init(struct program *p, const struct program_how *how)
{
	*p = (struct program){ .how = how, .in = -1, .out = -1, .err = -1 };
}

/* In the child, where little may be called: another thread may have held any
 * lock. */
static void be_program(const struct program_how *how, pid_t parent,
		       const int files[3])
{
	char sh[] = "sh", c[] = "-c";
	char *const args[] = { sh, c, (char *)(uintptr_t)how->command, NULL };
	sigset_t none;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	for (int i = 0; i < 3; i++)
		dup2(files[i], i);
	if (chdir(how->folder) == 0)
		execve("/bin/sh", args, how->environment);
	_exit(127);
}

static void close_file(int *file)
{
	if (*file >= 0)
		close(*file);
	*file = -1;
}

/* A pipe whose ends are none of the three that a program has. */
static int make_pipe(int ends[2])
{
	int low[2];

	ends[0] = ends[1] = -1;
	if (pipe2(low, O_CLOEXEC) != 0)
		return 0;
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, 3);
		close(low[i]);
	}
	return ends[0] >= 0 && ends[1] >= 0;
}

static int fork_it(struct program *p, int pipes[3][2])
{
	const int files[3] = { pipes[0][0], pipes[1][1], pipes[2][1] };
	pid_t parent = getpid();

	p->pid = fork();
	if (p->pid == 0)
		be_program(p->how, parent, files);
	if (p->pid < 0) {
		p->pid = 0;
		return 0;
	}
	p->in = pipes[0][1];
	p->out = pipes[1][0];
	p->err = pipes[2][0];
	pipes[0][1] = pipes[1][0] = pipes[2][0] = -1;
	fcntl(p->in, F_SETFL, O_NONBLOCK);
	fcntl(p->out, F_SETFL, O_NONBLOCK);
	fcntl(p->err, F_SETFL, O_NONBLOCK);
	return 1;
}

int program_start(struct program *p)
{
	int pipes[3][2] = { { -1, -1 }, { -1, -1 }, { -1, -1 } }, ok = 1;

	if (p->pid)
		return 1;
	for (int i = 0; i < 3 && ok; i++)
		ok = make_pipe(pipes[i]);
	ok = ok && fork_it(p, pipes);
	if (!ok)
		snprintf(p->why, sizeof(p->why),
			 "its program cannot be started: %s", strerror(errno));
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 2; j++)
			close_file(&pipes[i][j]);
	p->answered = 0;
	p->line_len = 0;
	p->last[0] = 0;
	return ok;
}

/* ---------------------------------------------------------- its last words */

/* A line that is not blank is the last until there is another. */
static void end_line(struct program *p)
{
	size_t blank = 0;

	p->line[p->line_len] = 0;
	while (p->line[blank] == ' ')
		blank++;
	if (p->line[blank]) {
		memcpy(p->last, p->line, p->line_len + 1);
		if (p->how->show)
			p->how->host->log(p->how->host, NCL_LOG_WARNING, "%s",
					  p->line);
	}
	p->line_len = 0;
}

/* Control characters are not for a terminal to obey. */
static void take_byte(struct program *p, unsigned char c)
{
	if (c == '\n')
		end_line(p);
	else if (p->line_len + 1 < sizeof(p->line))
		p->line[p->line_len++] = (char)(c < ' ' || c == 127 ? ' ' : c);
}

void program_listen(struct program *p)
{
	char bytes[4096];
	ssize_t n = 0;

	while (p->err >= 0 && (n = read(p->err, bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n; i++)
			take_byte(p, (unsigned char)bytes[i]);
	if (n == 0)
		close_file(&p->err);
}

/* ------------------------------------------------------------------ its end */

void program_end(struct program *p, int *how)
{
	int unused;

	if (!p->pid)
		return;
	kill(p->pid, SIGKILL); /* one that is dead already does not mind */
	while (waitpid(p->pid, how ? how : &unused, 0) < 0 && errno == EINTR)
		;
	p->pid = 0;
	program_listen(p);
	if (p->line_len)
		end_line(p);
	close_file(&p->in);
	close_file(&p->out);
	close_file(&p->err);
}

int program_wait(const struct program *p, int milliseconds)
{
	const struct timespec moment = { .tv_nsec = 1000000 };
	siginfo_t info = { 0 };

	while (p->pid && waitid(P_PID, (id_t)p->pid, &info,
				WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       !info.si_pid && milliseconds-- > 0)
		nanosleep(&moment, NULL);
	return info.si_pid != 0;
}

void program_release(struct program *p)
{
	close_file(&p->in);
	program_wait(p, 500);
	program_end(p, NULL);
	text_release(&p->reply);
}
