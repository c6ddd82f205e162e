#include "loader.h"

#include <pthread.h>
#include <stdlib.h>

struct claim {
	const void *constant;
	struct claim *next;
};

/*
 * The mutable state of the process in core, beside the lock of loading
 * (loader.c): which plugins flagged NCL_PLUGIN_SINGLE are open. Such a plugin
 * has globals, which are of the process too, so no pipeline can know alone;
 * and pipelines may live in threads of their own, so there is a mutex.
 */
static struct claim *claims;
static pthread_mutex_t claims_mutex = PTHREAD_MUTEX_INITIALIZER;

static struct claim **find(const void *constant)
{
	struct claim **at = &claims;

	while (*at && (*at)->constant != constant)
		at = &(*at)->next;
	return at;
}

enum ncl_status loader_claim(const void *constant, struct ncl_error *err)
{
	struct claim *fresh = malloc(sizeof(*fresh)), **at;

	if (!fresh)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	*fresh = (struct claim){ .constant = constant };
	pthread_mutex_lock(&claims_mutex);
	at = find(constant);
	if (!*at) {
		*at = fresh;
		fresh = NULL;
	}
	pthread_mutex_unlock(&claims_mutex);
	if (!fresh)
		return NCL_OK;
	free(fresh);
	return ncl_error_set(err, NCL_REFUSED,
			     "this plugin can be opened only once in a "
			     "process (it keeps global state), and it is open "
			     "already");
}

void loader_unclaim(const void *constant)
{
	struct claim **at, *old;

	pthread_mutex_lock(&claims_mutex);
	at = find(constant);
	old = *at;
	if (old)
		*at = old->next;
	pthread_mutex_unlock(&claims_mutex);
	free(old);
}
