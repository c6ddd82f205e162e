/* What the terminal can show. */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdint.h>

/* The columns of the terminal, or what COLUMNS says, else 80. */
uint32_t terminal_columns(void);
/* Whether colours are wanted, where results go to a terminal. */
int terminal_colour(int terminal);

#endif
