#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

uint32_t terminal_columns(void)
{
	const char *text = getenv("COLUMNS");
	struct winsize size;
	unsigned long n = text ? strtoul(text, NULL, 10) : 0;

	if (n == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	return n > 0 && n < 10000 ? (uint32_t)n : 80;
}

int terminal_colour(int terminal)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	return terminal && !(no && *no) && term && strcmp(term, "dumb") != 0;
}
