/* Concepts taken, checked, and found again. */
#include "taxonomy.h"

#include <string.h>
#include <xxhash.h>

#include "utf8.h"

static enum ncl_status no_memory(struct ncl_error *err)
{
	return ncl_error_set(err, NCL_NOMEM, "no memory for the taxonomy");
}

void taxonomy_release(struct taxonomy *t)
{
	arena_release(&t->arena);
	*t = (struct taxonomy){ 0 };
}

static const char *copy(struct taxonomy *t, const char *text)
{
	return arena_copy(&t->arena, text, strlen(text));
}

/* ---------------------------------------------------------------- look-up */

static struct concept_slot *slot_of(const struct taxonomy *t, const char *text)
{
	size_t at = XXH3_64bits(text, strlen(text)) & (t->slot_count - 1);

	while (t->slots[at].text && strcmp(t->slots[at].text, text))
		at = (at + 1) & (t->slot_count - 1);
	return &t->slots[at];
}

uint32_t taxonomy_find(const struct taxonomy *t, const char *text,
		       uint32_t *other)
{
	const struct concept_slot *s = slot_of(t, text);

	*other = s->text && s->other ? s->other - 1 : UINT32_MAX;
	return s->text ? s->concept : UINT32_MAX;
}

static void add_name(struct taxonomy *t, const char *name, uint32_t concept)
{
	struct concept_slot *s = slot_of(t, name);

	if (!s->text)
		*s = (struct concept_slot){ name, concept, 0 };
	else if (s->concept != concept && !s->other &&
		 strcmp(t->concepts[s->concept].id, name) != 0)
		s->other = concept + 1;
}

static int make_slots(struct taxonomy *t, const struct ncl_concept *concepts)
{
	size_t texts = t->count, size = 64;

	for (uint32_t i = 0; i < t->count; i++)
		texts += concepts[i].n;
	while (size < 2 * texts)
		size *= 2;
	t->slots = arena_alloc(&t->arena, size * sizeof(*t->slots));
	t->slot_count = size;
	return t->slots != NULL;
}

/* --------------------------------------------------------------- taking */

static uint32_t language(struct taxonomy *t, const char *code)
{
	for (uint32_t i = 0; i < t->language_count; i++)
		if (!strcmp(t->languages[i], code))
			return i;
	return UINT32_MAX;
}

static enum ncl_status find_languages(struct taxonomy *t,
				      const struct ncl_concept *concepts,
				      struct ncl_error *err)
{
	t->languages = arena_alloc(&t->arena, TAXONOMY_LANGUAGES *
					      sizeof(*t->languages));
	if (!t->languages)
		return no_memory(err);
	for (uint32_t i = 0; i < t->count; i++)
		for (uint32_t k = 0; k < concepts[i].n; k++) {
			const char *code = concepts[i].languages[k];

			if (language(t, code) != UINT32_MAX)
				continue;
			if (t->language_count == TAXONOMY_LANGUAGES)
				return ncl_error_set(err, NCL_FORMAT,
						     "names in more than %u "
						     "languages",
						     TAXONOMY_LANGUAGES);
			code = copy(t, code);
			if (!code)
				return no_memory(err);
			t->languages[t->language_count++] = code;
		}
	return NCL_OK;
}

static enum ncl_status say(const struct concept *c, struct ncl_error *err,
			   const char *what, const char *more)
{
	ncl_error_set(err, NCL_FORMAT, "line %llu: \"%.80s\" %s%.80s",
		      (unsigned long long)c->line, c->id, what, more);
	if (err)
		err->at = c->line;
	return NCL_FORMAT;
}

static enum ncl_status take_names(struct taxonomy *t, struct concept *c,
				  const struct ncl_concept *from,
				  struct ncl_error *err)
{
	uint32_t n = 0;
	const char *name;

	c->names = arena_alloc(&t->arena, (t->language_count + (size_t)1) *
					  sizeof(*c->names));
	if (!c->names)
		return no_memory(err);
	for (uint32_t k = 0; k < from->n; k++) {
		name = from->names[k];
		if (!*name)
			continue;
		if (utf8_valid(name, strlen(name)) != strlen(name))
			return say(c, err, "has a name that is not valid "
				   "UTF-8", "");
		c->names[language(t, from->languages[k])] = copy(t, name);
		n++;
	}
	return n ? NCL_OK : say(c, err, "has no name", "");
}

static enum ncl_status take(struct taxonomy *t, uint32_t i,
			    const struct ncl_concept *from,
			    struct ncl_error *err)
{
	struct concept *c = &t->concepts[i];
	struct concept_slot *s;

	c->line = from->line;
	c->id = copy(t, from->id);
	if (!c->id)
		return no_memory(err);
	if (!*c->id)
		return say(c, err, "is no id: it is empty", "");
	if (utf8_valid(c->id, strlen(c->id)) != strlen(c->id))
		return ncl_error_set(err, NCL_FORMAT, "line %llu: the id is "
				     "not valid UTF-8",
				     (unsigned long long)c->line);
	s = slot_of(t, c->id);
	if (s->text) {
		ncl_error_set(err, NCL_FORMAT, "line %llu: the id \"%.80s\" "
			      "stands on line %llu already",
			      (unsigned long long)c->line, c->id,
			      (unsigned long long)t->concepts[s->concept].line);
		if (err)
			err->at = c->line;
		return NCL_FORMAT;
	}
	*s = (struct concept_slot){ c->id, i, 0 };
	return take_names(t, c, from, err);
}

/* --------------------------------------------------------------- parents */

static enum ncl_status find_parent(struct taxonomy *t, uint32_t i,
				   const char *parent, struct ncl_error *err)
{
	const struct concept_slot *s;

	if (!parent || !*parent)
		return NCL_OK;
	s = slot_of(t, parent);
	if (!s->text)
		return say(&t->concepts[i], err, "has a parent that is not "
			   "there: ", parent);
	t->concepts[i].parent = s->concept + 1;
	return NCL_OK;
}

/* Levels, from the top, of a concept and of those above it. A ring of parents
 * has none. */
static enum ncl_status find_level(struct taxonomy *t, uint32_t i,
				  struct ncl_error *err)
{
	uint32_t way[TAXONOMY_LEVELS + 1], n = 0, at = i + 1, level = 0;

	for (; at && !t->concepts[at - 1].level;
	     at = t->concepts[at - 1].parent) {
		if (n && at == i + 1)
			return say(&t->concepts[i], err,
				   "is above itself: a ring of parents", "");
		if (n == TAXONOMY_LEVELS)
			return say(&t->concepts[i], err, "is more than 64 "
				   "levels down, or below a ring of parents",
				   "");
		way[n++] = at - 1;
	}
	if (at)
		level = t->concepts[at - 1].level;
	if (level + n > TAXONOMY_LEVELS)
		return say(&t->concepts[i], err, "is more than 64 levels down",
			   "");
	while (n)
		t->concepts[way[--n]].level = ++level;
	return NCL_OK;
}

/* After the ids of all: a name that is an id of another means that other. */
static void add_names(struct taxonomy *t)
{
	for (uint32_t i = 0; i < t->count; i++)
		for (uint32_t k = 0; k < t->language_count; k++)
			if (t->concepts[i].names[k])
				add_name(t, t->concepts[i].names[k], i);
}

enum ncl_status taxonomy_make(struct taxonomy *t,
			      const struct ncl_concept *concepts, uint32_t n,
			      struct ncl_error *err)
{
	enum ncl_status ret;

	*t = (struct taxonomy){ .count = n };
	t->concepts = arena_alloc(&t->arena, (n + (size_t)1) *
					     sizeof(*t->concepts));
	if (!t->concepts || !make_slots(t, concepts))
		return no_memory(err);
	ret = find_languages(t, concepts, err);
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++)
		ret = take(t, i, &concepts[i], err);
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++)
		ret = find_parent(t, i, concepts[i].parent, err);
	for (uint32_t i = 0; i < n && ret == NCL_OK; i++)
		ret = find_level(t, i, err);
	if (ret == NCL_OK && t->arena.failed)
		ret = no_memory(err);
	if (ret == NCL_OK)
		add_names(t);
	return ret;
}
