/* The words that speak for and against a label, coloured in the text. */
#ifndef IO_EXPLAIN_TEXT_H
#define IO_EXPLAIN_TEXT_H

#include "page.h"

/* Blocks that have a place of the reasons, each in at most some lines. */
void explain_text(struct page *p, const struct ncl_reasons *reasons);

#endif
