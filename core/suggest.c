#include "nclass/nclass.h"

#include <string.h>

#define LONGEST 63

/* Case, and the choice of a joining mark, are not what people get wrong. */
static int plain(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	return c == '_' ? '-' : c;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Letters to add, drop, change, or swap with a neighbour. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned rows[3][LONGEST + 1], *two = rows[0], *one = rows[1],
		 *now = rows[2], *next;

	for (size_t j = 0; j <= m; j++)
		one[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		now[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			int same = plain(a[i - 1]) == plain(b[j - 1]);

			now[j] = least(one[j - 1] + !same,
				       least(one[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 &&
			    plain(a[i - 1]) == plain(b[j - 2]) &&
			    plain(a[i - 2]) == plain(b[j - 1]))
				now[j] = least(now[j], two[j - 2] + 1);
		}
		next = two;
		two = one;
		one = now;
		now = next;
	}
	return one[m];
}

/* Whether one was typed short of the other: "sect" for "section". */
static int begins(const char *word, size_t n, const char *name)
{
	size_t i = 0;

	while (i < n && name[i] && plain(word[i]) == plain(name[i]))
		i++;
	return n >= 3 && i == n;
}

const char *ncl_nearest(const char *word, const char *const *names)
{
	size_t n = strlen(word);
	unsigned best = (unsigned)(n < 3 ? 1 : n < 6 ? 2 : n / 3);
	const char *found = NULL;

	if (n == 0 || n > LONGEST)
		return NULL;
	/* as near as `best` at first, then nearer only; a swap of all the
	 * letters of a short word is another word */
	for (best++; *names; names++) {
		size_t m = strlen(*names);
		unsigned d;

		if (m > LONGEST)
			continue;
		d = distance(word, n, *names, m);
		if (d && begins(word, n, *names))
			d = 1;
		if (d < best && (d < n || d == 0)) {
			best = d;
			found = *names;
		}
	}
	return found;
}
