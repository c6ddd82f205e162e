#include "command.h"

#include <fcntl.h>
#include <unistd.h>

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

int main(int argc, char **argv)
{
	hold_places();
	return command_main(argc, argv);
}
