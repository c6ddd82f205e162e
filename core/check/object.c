/* The loaded object: its symbols, its variables, its calls of malloc. */
#include "check.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What the dynamic section of an object says. */
struct dynamic {
	uintptr_t base;
	const ElfW(Sym) *symbols;
	const char *strings;
	const ElfW(Rela) *relocations[2]; /* of calls, and others */
	size_t counts[2];
	const uint32_t *gnu_hash;
	const ElfW(Dyn) *entries;
};

static const void *at(const struct dynamic *d, const ElfW(Dyn) *e)
{
	uintptr_t p = e->d_un.d_ptr;

	return (const void *)(p < d->base ? p + d->base : p);
}

static int read_dynamic(struct dynamic *d, const void *constant)
{
	void *extra = NULL;
	struct link_map *map;
	Dl_info info;

	*d = (struct dynamic){ 0 };
	if (!dladdr1(constant, &info, &extra, RTLD_DL_LINKMAP) || !extra)
		return 0;
	map = extra;
	d->base = map->l_addr;
	d->entries = map->l_ld;
	for (const ElfW(Dyn) *e = map->l_ld; e->d_tag != DT_NULL; e++) {
		if (e->d_tag == DT_SYMTAB)
			d->symbols = at(d, e);
		else if (e->d_tag == DT_STRTAB)
			d->strings = at(d, e);
		else if (e->d_tag == DT_GNU_HASH)
			d->gnu_hash = at(d, e);
		else if (e->d_tag == DT_JMPREL)
			d->relocations[0] = at(d, e);
		else if (e->d_tag == DT_PLTRELSZ)
			d->counts[0] = e->d_un.d_val / sizeof(ElfW(Rela));
		else if (e->d_tag == DT_RELA)
			d->relocations[1] = at(d, e);
		else if (e->d_tag == DT_RELASZ)
			d->counts[1] = e->d_un.d_val / sizeof(ElfW(Rela));
	}
	return d->symbols && d->strings;
}

/* The table for look-ups has the symbols that are defined, and no others. */
static void check_exports(ncl_checked *c, const struct dynamic *d)
{
	uint32_t first, buckets, words;
	const uint32_t *bucket, *chain;

	if (!d->gnu_hash)
		return;
	buckets = d->gnu_hash[0];
	first = d->gnu_hash[1];
	words = d->gnu_hash[2] * (uint32_t)(sizeof(ElfW(Addr)) / 4);
	bucket = d->gnu_hash + 4 + words;
	chain = bucket + buckets;
	for (uint32_t b = 0; b < buckets; b++)
		for (uint32_t i = bucket[b]; i >= first && i; i++) {
			const char *name = d->strings + d->symbols[i].st_name;

			/* weak ones are of templates of C++ */
			if (d->symbols[i].st_info >> 4 == STB_GLOBAL &&
			    strcmp(name, "ncl_plugin_main") != 0 &&
			    strncmp(name, "__", 2) != 0 &&
			    strcmp(name, "_init") != 0 &&
			    strcmp(name, "_fini") != 0)
				check_find(c, RULE_EXPORTS,
					   "it exports %.80s too: build it "
					   "with -fvisibility=hidden", name);
			if (chain[i - first] & 1)
				break;
		}
}

void object_check_symbols(ncl_checked *c, const void *constant)
{
	struct dynamic d;

	if (!read_dynamic(&d, constant))
		return;
	check_exports(c, &d);
	for (const ElfW(Dyn) *e = d.entries; e->d_tag != DT_NULL; e++) {
		const char *name = d.strings + e->d_un.d_val;

		if (e->d_tag == DT_NEEDED && !strncmp(name, "libnclass", 9))
			check_find(c, RULE_LOAD, "it is linked with %.80s: "
				   "leave -lnclass out", name);
	}
}

/* -------------------------------------------------------------- variables */

struct walk {
	uintptr_t base;
	struct variables *v; /* to copy to, or... */
	size_t at;
	int changed; /* ...compare with */
	int compare;
};

/* Bytes that may be written to after the object was loaded. In a build with
 * AddressSanitizer there are guards among them, which are read as well: hence
 * not by memcmp and memcpy, which look out for guards (and volatile, for the
 * compiler would make these of the loop). */
__attribute__((no_sanitize("address")))
static void part(struct walk *w, const volatile char *from, size_t size)
{
	char *copy;

	if (!w->compare) {
		copy = realloc(w->v->copy, w->at + size + 1);
		if (!copy)
			return;
		w->v->copy = copy;
		w->v->size = w->at + size;
	}
	copy = w->v->copy + w->at;
	for (size_t i = 0; i < size; i++)
		if (w->compare)
			w->changed |= copy[i] != from[i];
		else
			copy[i] = from[i];
	w->at += size;
}

static int segments(struct dl_phdr_info *info, size_t size, void *data)
{
	uintptr_t from = 0, to = 0;
	struct walk *w = data;

	(void)size;
	if (info->dlpi_addr != w->base)
		return 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_GNU_RELRO) {
			from = p->p_vaddr;
			to = p->p_vaddr + p->p_memsz;
		}
	}
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];
		uintptr_t begin = p->p_vaddr, end = begin + p->p_memsz;

		if (p->p_type != PT_LOAD || !(p->p_flags & PF_W))
			continue;
		if (from <= begin && to > begin)
			begin = to; /* constant since it was loaded */
		if (begin < end)
			part(w, (const char *)w->base + begin, end - begin);
	}
	return 1;
}

static int walk(struct walk *w, const void *constant)
{
	struct dynamic d;

	if (!read_dynamic(&d, constant))
		return 0;
	w->base = d.base;
	dl_iterate_phdr(segments, w);
	return w->changed;
}

void variables_take(struct variables *v, const void *constant)
{
	struct walk w = { .v = v };

	walk(&w, constant);
}

int variables_changed(const struct variables *v, const void *constant)
{
	struct variables copy = *v;
	struct walk w = { .v = &copy, .compare = 1 };

	return v->copy && walk(&w, constant);
}

/* ----------------------------------------------------------------- malloc */

/* In the child that fails memory, and there alone: malloc has no argument to
 * hand a state to. */
static long passes = -1, calls;

static int fails(void)
{
	return ++calls >= passes && passes > 0;
}

static void *my_malloc(size_t size)
{
	return fails() ? NULL : malloc(size);
}

static void *my_calloc(size_t n, size_t size)
{
	return fails() ? NULL : calloc(n, size);
}

static void *my_realloc(void *p, size_t size)
{
	return fails() ? NULL : realloc(p, size);
}

static char *my_strdup(const char *text)
{
	return fails() ? NULL : strdup(text);
}

typedef void (*function)(void);

static const struct {
	const char *name;
	function ours;
} taken[] = {
	{ "malloc", (function)my_malloc }, { "calloc", (function)my_calloc },
	{ "realloc", (function)my_realloc },
	{ "strdup", (function)my_strdup },
};

/* The word that a call of the object goes through becomes ours. */
static void take_slot(const struct dynamic *d, const ElfW(Rela) *r)
{
#if UINTPTR_MAX > UINT32_MAX
	size_t symbol = ELF64_R_SYM(r->r_info);
#else
	size_t symbol = ELF32_R_SYM(r->r_info);
#endif
	const char *name = d->strings + d->symbols[symbol].st_name;
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	uintptr_t slot = d->base + r->r_offset;

	for (size_t i = 0; symbol && i < sizeof(taken) / sizeof(taken[0]); i++)
		if (!strcmp(name, taken[i].name) && !r->r_addend &&
		    !mprotect((void *)(slot & ~(page - 1)), page,
			      PROT_READ | PROT_WRITE))
			memcpy((void *)slot, &taken[i].ours,
			       sizeof(taken[i].ours));
}

long object_fail(const void *constant, long n)
{
	long made = calls;
	struct dynamic d;

	if (passes < 0 && read_dynamic(&d, constant))
		for (int k = 0; k < 2; k++)
			for (size_t i = 0; d.relocations[k] &&
					   i < d.counts[k]; i++)
				take_slot(&d, &d.relocations[k][i]);
	passes = n;
	calls = 0;
	return made;
}
