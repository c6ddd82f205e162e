/*
 * Seconds to read pages of HTML to blocks: FILE holds one page after the
 * other, each behind its length in decimal and a newline. For bench.py.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include <nclass/nclass.h>

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Read every page once; 0: one failed. */
static int read_all(ncl_doc *doc, char *s, const char *end, size_t *bytes)
{
	struct ncl_error err;

	*bytes = 0;
	while (s < end) {
		size_t len = strtoul(s, &s, 10);
		char *page = s + 1, kept = page[len];

		page[len] = 0;
		ncl_doc_clear(doc);
		if (ncl_read_html(doc, page, len, NULL, &err)) {
			fprintf(stderr, "%s\n", err.text);
			return 0;
		}
		page[len] = kept;
		*bytes += len;
		s = page + len;
	}
	return 1;
}

int main(int argc, char **argv)
{
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	struct stat st;
	ncl_doc *doc = NULL;
	size_t bytes = 0, len;
	char *all;

	if (!f || fstat(fileno(f), &st) || ncl_doc_new(&doc, NULL))
		return 3;
	all = malloc((size_t)st.st_size + 1);
	len = all ? fread(all, 1, (size_t)st.st_size, f) : 0;
	fclose(f);
	for (int i = 0; i < 3 && len; i++) {
		double start = now();

		if (!read_all(doc, all, all + len, &bytes))
			return 1;
		printf("%zu %.6f\n", bytes, now() - start);
	}
	ncl_doc_free(doc);
	free(all);
	return len ? 0 : 3;
}
