#include "io/letters.h"

#include <math.h>
#include <string.h>

#include "io/charset_bytes.h"
#include "io/utf8.h"

typedef unsigned char uchar;

/* Where a byte over 127 stands. */
enum place {
	ALONE,    /* not between two letters */
	AMONG,    /* between letters over 127 */
	IN_ASCII, /* next to an ASCII letter, between letters or not */
	PLACES
};

struct counts {
	uint32_t n[PLACES][128];
};

struct row {
	const char *letters;  /* UTF-8, lower case */
	const char *charsets; /* joined by spaces, the likeliest first */
	int latin;
};

#define WEST "windows-1252 macintosh ibm850"
#define CENTRAL "windows-1250 iso-8859-2 ibm852"
#define BALTIC "windows-1257 iso-8859-4"
#define RUSSIAN "windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic"
#define CYRILLIC "windows-1251 koi8-u iso-8859-5 ibm866 x-mac-cyrillic"

static const struct row rows[] = {
	{ "", WEST, 1 }, /* English: what is not ASCII is quotes and dashes */
	{ "äöüß", WEST, 1 },
	{ "éàèêôîûçâùœï", WEST, 1 },
	{ "óíáéñúü", WEST, 1 },
	{ "èàùòéì", WEST, 1 },
	{ "ãçéáíêóõúâàô", WEST, 1 },
	{ "éóàíèòçúïü", WEST, 1 },
	{ "äåöé", WEST, 1 },
	{ "åøæé", WEST, 1 },
	{ "ëéïüöóèêç", WEST, 1 },
	{ "ðíáþóöæúýé", WEST, 1 },
	{ "äõüöšž", "windows-1257 windows-1252", 1 },
	{ "łąęóżśćńź", CENTRAL, 1 },
	{ "íáěéřžýčšůúóňďť", CENTRAL, 1 },
	{ "áíýéžčúšťľôóďäň", CENTRAL, 1 },
	{ "éáöóőíüúű", CENTRAL, 1 },
	{ "ăţîşâ", CENTRAL, 1 },
	{ "čšžćđ", CENTRAL, 1 },
	{ "ėųšžąįūčę", BALTIC, 1 },
	{ "āīēšūļņžģķč", BALTIC, 1 },
	{ "ıüşçğö", "windows-1254", 1 },
	{ "\u0301\u0300\u0323đưâôêơ\u0309\u0303ăáàéíóèúù", "windows-1258",
	  1 },
	{ "оеиатнсрвлкмпдуыягзьбчйхжюшцэфщё", RUSSIAN, 0 },
	{ "оаніитвресклдумпзяьбгчйхюжцшїєщф", CYRILLIC, 0 },
	{ "анірытсекломдяпвцузўгбьэчхйшжюёф", CYRILLIC, 0 },
	{ "аиоетнрсвклдпмзяъгубчжцйхщфшю", RUSSIAN, 0 },
	{ "аиеонртсукдвмјлпзгбчцшњхжљћфђџќѓѕ",
	  "windows-1251 iso-8859-5 ibm855", 0 },
	{ "αοτεινσρπκημςυλίόάέγδήωχύθφώβξζψ", "windows-1253 iso-8859-7", 0 },
	{ "יוהלרתמבאשםנעדקכחפסטגצןזךףץ", "windows-1255", 0 },
	{ "اليمنوتربةعدفسكأقهحجطشىصإخزضثذغًئءّظٍُآِؤ",
	  "windows-1256 iso-8859-6", 0 },
	{ "ایردنهومتبسکلشزگفقخجعحپآطصچغضظذئثژ", "windows-1256", 0 },
	{ "าน่รกองเ้มีัวยทลดสติบหะปแคจขใืไ์พ็ุชูโำึถซศผณภธ",
	  "windows-874", 0 },
};

/* -------------------------------------------------------------- counting */

static int is_ascii_letter(uchar c)
{
	return (uchar)((c | 0x20) - 'a') < 26;
}

static void count(struct counts *c, const uchar *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		uchar before = i ? s[i - 1] : ' ';
		uchar after = i + 1 < len ? s[i + 1] : ' ';
		enum place place = ALONE;

		if (s[i] < 0x80)
			continue;
		if (is_ascii_letter(before) || is_ascii_letter(after))
			place = IN_ASCII;
		else if (before >= 0x80 && after >= 0x80)
			place = AMONG;
		c->n[place][s[i] - 0x80]++;
	}
}

unsigned letters_share(const void *bytes, size_t len)
{
	const uchar *s = bytes;
	size_t high = 0, all = 0;

	for (size_t i = 0; i < len; i++) {
		high += s[i] >= 0x80;
		all += s[i] > ' ';
	}
	return all ? (unsigned)(100 * high / all) : 0;
}

/* ------------------------------------------------------------- likelihood */

/* The other case of a capital; others as they are. */
static uint32_t lower(uint32_t c)
{
	if ((c >= 0xc0 && c < 0xdf && c != 0xd7) ||
	    (c >= 0x391 && c < 0x3ac && c != 0x3a2 && c != 0x390) ||
	    (c >= 0x410 && c < 0x430))
		return c + 32;
	if (c >= 0x400 && c < 0x410)
		return c + 80;
	if (c >= 0x100 && c < 0x138)
		return c | 1;
	if ((c >= 0x139 && c < 0x149) || (c >= 0x179 && c < 0x17f))
		return c + (c & 1);
	if (c >= 0x14a && c < 0x178)
		return c | 1;
	return c;
}

static int is_letter(uint32_t c)
{
	return c >= 0xc0 && c != 0xd7 && c != 0xf7 &&
	       (c < 0x2c0 || (c >= 0x300 && c < 0xe60));
}

/* Quotes, dashes and signs that prose has in any language. */
static int is_prose_sign(uint32_t c)
{
	static const uint32_t signs[] = {
		0xa0,	0xa7,	0xa9,	0xab,	0xad,	0xae,	0xb0,
		0xb4,	0xb7,	0xbb,	0x2013, 0x2014, 0x2018, 0x2019,
		0x201a, 0x201c, 0x201d, 0x201e, 0x2022, 0x2026, 0x20ac,
		0x2116, 0xa1,	0xbf,	0x60c,	0x61b,	0x61f,
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i] == c)
			return 1;
	return 0;
}

static int is_quote_or_dash(uint32_t c)
{
	return c == 0x2013 || c == 0x2014 || c == 0x2018 || c == 0x2019 ||
	       c == 0x201c || c == 0x201d || c == 0x2026;
}

/* Signs that also stand inside words. */
static int joins_words(uint32_t c)
{
	return c == 0x2019 || c == 0xb7 || c == 0xad || c == 0xa0 ||
	       c == 0xb4 || c == 0x2014 || c == 0x2013;
}

/* The rank of a letter in a row; -1: it has it not. */
static int rank_of(const char *letters, uint32_t c, int *n)
{
	int rank = -1;
	size_t size;

	*n = 0;
	for (; *letters; letters += size, ++*n)
		if (utf8_decode(letters, &size) == c)
			rank = *n;
	return rank;
}

/* The same of a row without letters. */
static double likelihood_of_sign(uint32_t c, enum place place)
{
	if (c == 0xfffd || c < 0xa0)
		return 1e-7;
	if (is_quote_or_dash(c))
		return 0.25;
	if (is_prose_sign(c) || is_letter(c))
		return 0.01;
	return place == ALONE ? 0.0003 : 0.00003;
}

/* How likely a character is in its place in text of a row. */
static double likelihood(const struct row *row, uint32_t c, enum place place)
{
	uint32_t small = lower(c);
	int n, rank = rank_of(row->letters, small, &n);
	double p;

	if (n == 0)
		return likelihood_of_sign(c, place);
	if (rank >= 0) {
		p = 0.85 / ((rank + 1.5) * log(n + 1.5));
		if (small != c)
			p *= place == AMONG ? 0.03 : 0.1;
		return place == IN_ASCII && !row->latin ? p * 0.02 : p;
	}
	if (c == 0xfffd || c < 0xa0)
		return 1e-7;
	if (is_prose_sign(c))
		return place == ALONE || joins_words(c) ? 0.02 : 0.0005;
	if (is_letter(c))
		return 0.0008;
	return place == ALONE ? 0.0003 : 0.00003;
}

/* The logarithm for all bytes; given up where it falls under `floor`. */
static double score(const struct row *row, const struct counts *counts,
		    const uint32_t table[256], double floor)
{
	double sum = 0;

	for (int place = PLACES - 1; place >= 0; place--)
		for (int b = 0; b < 128 && sum >= floor; b++)
			if (counts->n[place][b])
				sum += counts->n[place][b] *
				       log(likelihood(row, table[b + 128],
						      place));
	return sum;
}

/* --------------------------------------------------------------- choosing */

struct choice {
	char name[CHARSET_NAME];
	double score;
};

/* What is known before a byte is seen: how common the charset is. A hint that
 * names a rare one is not worth much. */
static double prior(const char *name, const char *hint)
{
	int hinted = hint && !strcmp(hint, name);

	if (!strcmp(name, "windows-1252"))
		return hinted ? 6 : 2;
	if (!strncmp(name, "windows", 7) || !strncmp(name, "koi8", 4))
		return hinted ? 4 : 0;
	if (!strncmp(name, "iso", 3) || !strcmp(name, "x-mac-cyrillic"))
		return hinted ? 3 : -1;
	return hinted ? -2 : -4;
}

static void consider(struct choice *best, const char *name, double score)
{
	if (!best->name[0] || score > best->score) {
		strcpy(best->name, name);
		best->score = score;
	}
}

/* Copy the next word of a list; returns what is behind it, NULL at its end. */
static const char *next_word(const char *list, char word[CHARSET_NAME])
{
	size_t n = strcspn(list, " ");

	if (n == 0)
		return NULL;
	memcpy(word, list, n);
	word[n] = 0;
	return list + n + (list[n] == ' ');
}

static int is_written_in(const struct row *row, const char *name)
{
	const char *list = row->charsets;
	char word[CHARSET_NAME];

	while ((list = next_word(list, word)))
		if (!strcmp(word, name))
			return 1;
	return 0;
}

/* Let all rows that are written in a charset have their say. */
static void consider_rows(struct choice *best, const char *name,
			  const uint32_t table[256],
			  const struct counts *counts, const char *hint)
{
	double before = prior(name, hint), floor;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (!is_written_in(&rows[i], name))
			continue;
		floor = best->name[0] ? best->score - before : -HUGE_VAL;
		consider(best, name,
			 before + score(&rows[i], counts, table, floor));
	}
}

/* Whether two charsets make the same text of the bytes that were counted. */
static int make_the_same(const struct counts *counts, const char *a,
			 const char *b)
{
	uint32_t one[256], other[256];

	if (!charset_bytes(one, a) || !charset_bytes(other, b))
		return 0;
	for (int i = 0; i < 128; i++)
		for (int place = 0; place < PLACES; place++)
			if (counts->n[place][i] &&
			    one[i + 128] != other[i + 128])
				return 0;
	return 1;
}

enum ncl_status letters_guess(struct charset *out, const void *bytes,
			      size_t len, const char *hint,
			      struct ncl_error *err)
{
	const char *all = WEST " " CENTRAL " " BALTIC
			       " windows-1254 windows-1258 koi8-u " RUSSIAN
			       " ibm855 windows-1253 iso-8859-7 windows-1255"
			       " windows-1256 iso-8859-6 windows-874";
	struct counts counts = { 0 };
	struct choice best = { 0 };
	char name[CHARSET_NAME];
	uint32_t table[256];

	count(&counts, bytes, len);
	if (hint && charset_bytes(table, hint)) /* others give up sooner */
		consider_rows(&best, hint, table, &counts, hint);
	while ((all = next_word(all, name)))
		if (charset_bytes(table, name))
			consider_rows(&best, name, table, &counts, hint);
	if (make_the_same(&counts, "windows-1252", best.name))
		return charset_named(out, "windows-1252", err);
	return charset_named(out, best.name, err);
}
