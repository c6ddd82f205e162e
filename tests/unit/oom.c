#include "oom.h"

#include <stddef.h>
#include <stdio.h>

/* The linker gives the names: --wrap=malloc and so on. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);

long oom_after = -1;
long oom_failed;

static int pass(void)
{
	if (oom_after < 0)
		return 1;
	if (oom_after > 0) {
		oom_after--;
		return 1;
	}
	oom_failed++;
	return 0;
}

void *__wrap_malloc(size_t size)
{
	return pass() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size)
{
	return pass() ? __real_calloc(n, size) : NULL;
}

void *__wrap_realloc(void *old, size_t size)
{
	return pass() ? __real_realloc(old, size) : NULL;
}

long oom_each(int (*build)(void *arg), void *arg, int nomem)
{
	int ret;
	long n;

	for (n = 0; n < 1000000; n++) {
		oom_after = n;
		oom_failed = 0;
		ret = build(arg);
		oom_after = -1;
		if (oom_failed == 0 && ret == 0)
			return n;
		if (oom_failed == 0 || ret != nomem)
			break;
	}
	fprintf(stderr, "# allocation %ld: %s, returned %d\n", n,
		oom_failed ? "failed" : "no failure", ret);
	return -1;
}
