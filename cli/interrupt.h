/*
 * SIGINT and SIGTERM: noted, so that work can end with whole records. A
 * second one ends the process at once.
 */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

/* Begin to note them. */
void interrupt_watch(void);
/* The signal that came, or 0. */
int interrupt_caught(void);
/* End the process by the signal that came; returns where none did. */
void interrupt_end(void);
/* End as a closed pipe ends a program: by SIGPIPE, saying nothing. */
void interrupt_pipe(void);

#endif
