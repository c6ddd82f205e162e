/* Plain text to blocks; ncl_read_text of nclass.h is here. */
#ifndef IO_TEXT_H
#define IO_TEXT_H

#include <nclass/nclass.h>

/*
 * Add blocks for the text that the document has: a line is a block, and
 * hard-wrapped lines are one together (wrap.h). A NUL is a character like
 * others: it neither ends the text nor a line.
 */
enum ncl_status text_blocks(ncl_doc *doc, struct ncl_error *err);

#endif
