/*
 * Failing allocations: every unit test is linked with malloc, calloc and
 * realloc wrapped, so that a test can let some of them pass and then none.
 *
 *	static int build(void *arg)             frees what it made, always
 *	{
 *		ncl_doc *doc = NULL;
 *		int ret = ncl_doc_new(&doc, arg, 5);
 *		ncl_doc_free(doc);
 *		return ret;
 *	}
 *	assert_true(oom_each(build, "hello", NCL_NOMEM) > 0);
 *
 * Under the address sanitizer this also shows what leaks on the way out. Only
 * calls from our own objects are wrapped, not those inside shared libraries.
 */
#ifndef TESTS_OOM_H
#define TESTS_OOM_H

/* How many more allocations pass; then all fail. -1: all pass (at start). */
extern long oom_after;

/* How many allocations have failed since oom_after was last set by hand. */
extern long oom_failed;

/*
 * Calls build(arg) with 0, 1, 2, ... allocations that pass, until one call
 * meets no failing allocation. Each call that meets one must return `nomem`.
 * Returns how many calls failed as they should; -1 (and says why on standard
 * error) where a failure was swallowed or the last call did not return 0.
 * All allocations pass again afterwards.
 */
long oom_each(int (*build)(void *arg), void *arg, int nomem);

#endif
