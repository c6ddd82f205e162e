#include "held.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "vectors.h"

#define SECTION "held"
#define FACT "training"

/* ------------------------------------------------------------------- keys */

struct held_key held_key(const ncl_doc *doc, const char *group)
{
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	return (struct held_key){
		group && *group ? XXH3_64bits(group, strlen(group)) : 0,
		XXH3_64bits(text ? text : "", len),
	};
}

enum ncl_status held_note(struct held_keys *all, struct held_key key)
{
	if (all->count == all->size) {
		uint32_t size = all->size ? 2 * all->size : 256;
		struct held_key *more =
			realloc(all->keys, size * sizeof(*more));

		if (!more)
			return NCL_NOMEM;
		all->keys = more;
		all->size = size;
	}
	all->keys[all->count++] = key;
	return NCL_OK;
}

void held_release(struct held_keys *all)
{
	free(all->keys);
	*all = (struct held_keys){ 0 };
}

static int by_value(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

enum ncl_status held_add(ncl_model *m, const struct held_keys *all,
			 const uint8_t *fold, uint8_t which)
{
	uint64_t *hashes = malloc((2 * (size_t)all->count + 1) *
				  sizeof(*hashes));
	uint32_t n = 0, kept = 0;
	enum ncl_status ret;

	if (!hashes)
		return NCL_NOMEM;
	for (uint32_t i = 0; i < all->count; i++) {
		if (fold[i] != which)
			continue;
		hashes[n++] = all->keys[i].text;
		if (all->keys[i].group)
			hashes[n++] = all->keys[i].group;
	}
	qsort(hashes, n, sizeof(*hashes), by_value);
	for (uint32_t i = 0; i < n; i++)
		if (!i || hashes[i] != hashes[i - 1])
			hashes[kept++] = hashes[i];
	ret = model_add_section(m, SECTION, 0, hashes,
				kept * sizeof(*hashes));
	free(hashes);
	return ret;
}

void held_training(const struct held_keys *all, uint64_t seed, char *text)
{
	uint64_t sum = seed;

	/* whatever order they came in */
	for (uint32_t i = 0; i < all->count; i++)
		sum += XXH3_64bits(&all->keys[i], sizeof(all->keys[i]));
	snprintf(text, 17, "%016llx", (unsigned long long)sum);
}

/* ----------------------------------------------------------------- models */

char *held_path(const char *path, uint32_t k)
{
	size_t len = strlen(path), size = len + 32;
	char *text = malloc(size);

	if (len > 4 && !strcmp(path + len - 4, ".ncm"))
		len -= 4;
	if (text)
		snprintf(text, size, "%.*s.folds/%u.ncm", (int)len, path, k);
	return text;
}

static enum ncl_status make_folder(const char *file, struct ncl_error *err)
{
	const char *slash = strrchr(file, '/');
	char *folder = strndup(file, (size_t)(slash - file));
	enum ncl_status ret = NCL_OK;

	if (!folder)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	if (mkdir(folder, 0777) && errno != EEXIST)
		ret = ncl_error_set(err, NCL_WRITE, "%s: cannot be made: %s",
				    folder, strerror(errno));
	free(folder);
	return ret;
}

enum ncl_status held_write(ncl_model *const *models, uint32_t folds,
			   const char *path, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t k = 0; k < MODEL_HELD_MAX && ret == NCL_OK; k++) {
		char *name = held_path(path, k);

		if (!name)
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
		if (k >= folds) {
			unlink(name);
		} else {
			ret = k ? NCL_OK : make_folder(name, err);
			if (ret == NCL_OK)
				ret = model_write(models[k], name, err);
		}
		free(name);
	}
	return ret;
}

static enum ncl_status check(const ncl_model *m, const ncl_model *fold,
			     const char *path, struct ncl_error *err)
{
	const char *a = model_fact(m, FACT), *b = model_fact(fold, FACT);
	size_t len = 0;

	if (a && b && !strcmp(a, b) && model_section(fold, SECTION, &len) &&
	    fold->shape.labels == m->shape.labels &&
	    fold->shape.dense == m->shape.dense &&
	    fold->shape.groups == m->shape.groups &&
	    fold->shape.unit == m->shape.unit)
		return NCL_OK;
	return ncl_error_set(err, NCL_REFUSED,
			     "%s: it comes from another training than the "
			     "model beside its folder: train that again with "
			     "--fold-models, or remove the folder", path);
}

enum ncl_status held_open(ncl_model *m, const char *path,
			  struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;

	for (uint32_t k = 0; k < MODEL_HELD_MAX && ret == NCL_OK; k++) {
		char *name = held_path(path, k);
		ncl_model *fold = NULL;

		if (!name)
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
		if (access(name, F_OK)) {
			free(name);
			break;
		}
		ret = ncl_model_open(&fold, name, err);
		if (ret == NCL_OK)
			ret = check(m, fold, name, err);
		if (ret == NCL_OK)
			ret = vectors_load(fold, name, err);
		free(name);
		if (ret == NCL_OK)
			m->held[m->held_count++] = fold;
		else
			ncl_model_free(fold);
	}
	return ret;
}

static int has(const ncl_model *fold, uint64_t hash)
{
	size_t len;
	const uint64_t *all = model_section(fold, SECTION, &len);

	return bsearch(&hash, all, len / sizeof(*all), sizeof(*all),
		       by_value) != NULL;
}

/* The text goes before: one document may stand in two groups. */
const ncl_model *held_choose(const ncl_model *m, struct held_key key)
{
	for (uint32_t k = 0; k < m->held_count; k++)
		if (has(m->held[k], key.text))
			return m->held[k];
	for (uint32_t k = 0; key.group && k < m->held_count; k++)
		if (has(m->held[k], key.group))
			return m->held[k];
	return m;
}
