/* Documents to check with: made, and the caller's. */
#include "check.h"

#include <stdio.h>
#include <string.h>

#define HUGE_BYTES ((size_t)1 << 20)
#define LONG_BYTES ((size_t)1 << 16)
#define RANDOM_MOST 50u

static const char article[] =
	"Harwick council votes to sell old tram depot\n"
	"By Marian Oakes\n14 March 2025\n"
	"Harwick's town council voted by 19 to 16 on Thursday to sell the "
	"disused tram depot on Quay Street to a housing developer.\n"
	"The decision was reached shortly before midnight. \"We waited long "
	"enough,\" the mayor said.\nRead more\n"
	"© 2025 The Harwick Courier. All rights reserved.\n";

static const char scripts[] =
	"Η κυβέρνηση ανακοίνωσε\nПравительство сообщило 2024\n"
	"قال الوزير إن الحكومة\nהממשלה הודיעה היום\n"
	"政府は火曜日に発表した。\n정부는 화요일에 발표했다\nรัฐบาลประกาศวันนี้\n"
	"सरकार ने मंगलवार को\n\U0001F468\u200d\U0001F469\u200d\U0001F467 "
	"\U0001F1E9\U0001F1EA\n\U00010348\U00010330 \U0001D518\U0001D52B\n"
	"\ufeffmark\u200b\u2060 \u202eright to left\u202c\n\ufffd\U0010ffff\n";

static const char marks[] =
	"Z\u0351\u036b\u0343a\u0321\u0353l\u0334\u0308g\u0322o\u0327\u0301\n"
	"e\u0301e\u0301 \u00e9 A\u030a \u212b \ufb01 \u1e9e \u0130\n"
	"tab\there\fform feed\vend\x01\x1b[31m\x7f\r\ncarriage\rreturn\n";

static const char page[] =
	"<title>A page</title><nav><ul><li><a href=a>Home</a><li><a href=b>"
	"News</a></ul></nav><main><h1 class=headline>A page</h1><p>The "
	"council voted on <b>Tuesday</b>.<table><tr><th>a<th>b<tr><td>1<td>2"
	"</table><blockquote><p>We waited.</blockquote></main><footer>"
	"&copy; 2025</footer>";

static uint64_t next(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static size_t put(char *out, uint32_t c)
{
	if (c < 0x80)
		return out[0] = (char)c, (size_t)1;
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 63));
		out[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 63));
	out[2] = (char)(0x80 | (c >> 6 & 63));
	out[3] = (char)(0x80 | (c & 63));
	return 4;
}

/* Any character: mostly letters and ends of lines, now and then odd ones. */
static uint32_t character(uint64_t *state)
{
	uint64_t x = next(state);
	uint32_t c = (uint32_t)(x >> 32);

	switch (x & 15) {
	case 0:
		return '\n';
	case 1: case 2:
		return ' ';
	case 3:
		c = 0x80 + c % 0x10ff80;
		return c >= 0xd800 && c < 0xe000 ? 0x4e00 : c;
	case 4:
		return 0xa0 + c % 0x2000;
	case 5:
		return '!' + c % 32;
	default:
		return ((x & 16) ? 'a' : 'A') + c % 26;
	}
}

/* Text made of a piece, or (NULL) at random. */
static char *fill(ncl_doc *doc, const char *piece, size_t len, uint64_t seed)
{
	char *text = ncl_doc_alloc(doc, len + 1);
	size_t n = piece ? strlen(piece) : 0, at = 0;

	if (!text)
		return NULL;
	while (piece && at + n <= len) {
		memcpy(text + at, piece, n);
		at += n;
	}
	while (!piece && at + 4 <= len)
		at += put(text + at, character(&seed));
	while (at < len)
		text[at++] = '.';
	return text;
}

static const struct {
	const char *name, *text;
	size_t size; /* repeated up to this; 0: as it is */
} made[] = {
	{ "an article", article, 0 },
	{ "an empty document", "", 0 },
	{ "one byte", "a", 0 },
	{ "one letter of four bytes", "\U0001D518", 0 },
	{ "one line end", "\n", 0 },
	{ "odd scripts", scripts, 0 },
	{ "odd marks", marks, 0 },
	{ "a page of HTML", NULL, 0 },
	{ "one long word", "abcdefgh", LONG_BYTES },
	{ "one long line", "It was said again. ", LONG_BYTES },
	{ "many short lines", "a\n", LONG_BYTES },
	{ "a huge document", article, HUGE_BYTES },
};
#define MADE (uint32_t)(sizeof(made) / sizeof(made[0]))

static uint32_t at_random(const ncl_checked *c)
{
	return c->how->random ? c->how->random : RANDOM_MOST;
}

uint32_t check_texts(const ncl_checked *c)
{
	return MADE + at_random(c) + c->how->documents;
}

enum ncl_status check_text(const ncl_checked *c, uint32_t i, ncl_doc *doc,
			   char *name, size_t size)
{
	uint64_t seed = c->how->seed + i;
	const char *text;
	size_t len;

	if (i >= MADE + at_random(c)) {
		i -= MADE + at_random(c);
		snprintf(name, size, "document %u of yours", i + 1);
		return c->how->document(c->how->data, i, doc, NULL);
	}
	if (i < MADE && !made[i].text) {
		snprintf(name, size, "%s", made[i].name);
		return ncl_read_html(doc, page, sizeof(page) - 1, "UTF-8",
				     NULL);
	}
	if (i < MADE) {
		snprintf(name, size, "%s", made[i].name);
		len = made[i].size ? made[i].size : strlen(made[i].text);
		text = made[i].size ? fill(doc, made[i].text, len, 0) :
				      made[i].text;
	} else {
		snprintf(name, size, "random document %u", i - MADE + 1);
		len = next(&seed) % 2000;
		text = fill(doc, NULL, len, seed);
	}
	return text ? ncl_read_text(doc, text, len, "UTF-8", NULL) :
		      NCL_NOMEM;
}
