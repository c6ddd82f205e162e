/* A text in each of many languages, for tests of charsets. */
#ifndef TESTS_TEXTS_H
#define TESTS_TEXTS_H

struct text_in {
	const char *language;
	const char *text;     /* UTF-8, over 200 characters */
	const char *charsets; /* of iconv, joined by spaces */
};

/* Ends with a row of NULLs. */
extern const struct text_in texts[];

#endif
