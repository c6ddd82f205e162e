/* What is said on standard error, and text for standard output. */
#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

#include <nclass/nclass.h>

/* "nclass: ..." and a newline on standard error. What a terminal would take
 * for a command (control characters) is made visible. */
void message(const char *format, ...) NCL_PRINTF(1, 2);

/* Write text to standard output, control characters but line ends and tabs
 * made visible as in messages; CLI_OK, or CLI_CANNOT and said why. Takes
 * the buffer's memory. */
int message_print(struct ncl_buffer *text);

/* "" for 1, "s" for other numbers of things. */
static inline const char *message_s(uint64_t n)
{
	return n == 1 ? "" : "s";
}

#endif
