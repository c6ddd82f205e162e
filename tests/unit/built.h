/* Objects that make built, found from where the test's program stands. */
#ifndef TESTS_BUILT_H
#define TESTS_BUILT_H

/* The path of "plugins/template.so" in the build folder, a copy of 4095
 * bytes at most in `out`, which is returned. */
const char *built(char *out, const char *name);

/* A new empty folder, gone when the test's program ends; NULL: none. */
const char *built_folder(void);
/* A file in it, with these bytes; its path is in a buffer that the next call
 * fills again. */
const char *built_file(const char *name, const void *bytes, unsigned long n,
		       unsigned mode);
/* All bytes of a file: free it. */
void *built_read(const char *path, unsigned long *n);

#endif
