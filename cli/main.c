#include "command.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "message.h"

/* Where standard input, output or error is closed, a file opened next would
 * take its place, and messages would go into results. What stands there
 * instead can be neither read nor written. */
static void hold_places(void)
{
	static const int useless[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", useless[fd]) < 0)
			return;
}

/* A handler of exit() can reach nothing else. */
static int finished;

/* No plugin may end the program as if all were done. */
static void check_end(int status, void *unused)
{
	(void)unused;
	if (finished)
		return;
	message("a plugin ended the program by exit(%d), which none may do",
		status);
	_exit(CLI_CANNOT);
}

int main(int argc, char **argv)
{
	int status;

	hold_places();
	on_exit(check_end, NULL);
	status = command_main(argc, argv);
	finished = 1;
	return status;
}
