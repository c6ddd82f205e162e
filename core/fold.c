#include "fold.h"

#include <utf8proc.h>

#define UPPER(c) [c] = (c) + 32
#define SAME(c) [c] = (c)
#define FIVE(ROW, c) ROW(c), ROW(c + 1), ROW(c + 2), ROW(c + 3), ROW(c + 4)
#define LETTERS(ROW, c) FIVE(ROW, c), FIVE(ROW, c + 5), FIVE(ROW, c + 10), \
	FIVE(ROW, c + 15), FIVE(ROW, c + 20), ROW(c + 25)

const unsigned char fold_ascii[256] = {
	FIVE(SAME, '0'), FIVE(SAME, '5'),
	LETTERS(UPPER, 'A'), LETTERS(SAME, 'a'),
};

/* Blocks of scripts written without spaces between words, in order. */
static const struct {
	uint32_t first, last;
} solo[] = {
	{ 0x0e00, 0x0eff },   /* Thai, Lao */
	{ 0x1000, 0x109f },   /* Myanmar */
	{ 0x1780, 0x17ff },   /* Khmer */
	{ 0x1950, 0x19df },   /* Tai Le, New Tai Lue */
	{ 0x1a20, 0x1aaf },   /* Tai Tham */
	{ 0x1b00, 0x1b7f },   /* Balinese */
	{ 0x2e80, 0x312f },   /* Han radicals, Kana, Bopomofo */
	{ 0x31a0, 0x31ff },   /* Bopomofo and Katakana extensions */
	{ 0x3220, 0x33ff },   /* enclosed Han and Kana */
	{ 0x3400, 0xa4cf },   /* Han, Yi */
	{ 0xa980, 0xa9ff },   /* Javanese, Myanmar */
	{ 0xaa60, 0xaadf },   /* Myanmar, Tai Viet */
	{ 0xf900, 0xfaff },   /* Han */
	{ 0xff66, 0xff9f },   /* halfwidth Katakana */
	{ 0x11700, 0x1174f }, /* Ahom */
	{ 0x16fe0, 0x18dff }, /* Tangut, Khitan */
	{ 0x1aff0, 0x1b2ff }, /* Kana, Nushu */
	{ 0x20000, 0x3ffff }, /* Han */
};

static int is_solo(uint32_t c)
{
	for (size_t i = 0; i < sizeof(solo) / sizeof(solo[0]); i++)
		if (c <= solo[i].last)
			return c >= solo[i].first;
	return 0;
}

static unsigned other(uint32_t c)
{
	switch (c) {
	case '\'':
		return CHAR_JOINS;
	case 0x00ad: /* soft hyphen */
	case 0x200c: /* zero width non-joiner */
	case 0x200d: /* zero width joiner */
	case 0x2019: /* right single quotation mark */
		return CHAR_JOINS | CHAR_FOLDS;
	default:
		return CHAR_OTHER;
	}
}

static unsigned look_up(uint32_t c)
{
	const utf8proc_property_t *p = utf8proc_get_property((int32_t)c);
	unsigned folds = p->casefold_seqindex != UINT16_MAX ? CHAR_FOLDS : 0;

	switch (p->category) {
	case UTF8PROC_CATEGORY_LM:
		if (c == 0xff9e || c == 0xff9f) /* voiced sound marks */
			return CHAR_MARK;
		if (c == 0x02bc)
			folds = CHAR_FOLDS;
		/* fall through */
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LO:
		if (c < 0x0e00)
			return CHAR_LETTER | folds;
		return (is_solo(c) ? CHAR_SOLO : CHAR_LETTER) | folds;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return CHAR_MARK | folds;
	case UTF8PROC_CATEGORY_ND:
		return CHAR_DIGIT | folds;
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return (is_solo(c) ? CHAR_SOLO : CHAR_DIGIT) | folds;
	default:
		return other(c);
	}
}

unsigned fold_look(uint32_t c)
{
	if (c >= 0x4e00 && c <= 0x9fff) /* Han */
		return CHAR_SOLO;
	if (c >= 0x3041 && c <= 0x30ff) /* Kana, with marks among them */
		return c >= 0x30a1 && c != 0x30fb ? CHAR_SOLO : look_up(c);
	if (c >= 0xac00 && c <= 0xd7a3) /* Hangul */
		return CHAR_LETTER;
	return look_up(c);
}

void folder_spill(struct folder *f)
{
	if (!f->streaming)
		XXH3_64bits_reset(&f->stream);
	f->streaming = 1;
	XXH3_64bits_update(&f->stream, f->bytes, f->len);
	f->len = 0;
}

void folder_fold(struct folder *f, uint32_t c)
{
	utf8proc_int32_t folded[8];
	utf8proc_ssize_t n = 1;
	int boundary = 0;

	folder_room(f);
	if (c == 0x00ad || c == 0x200c || c == 0x200d)
		return;
	if (c == 0x2019 || c == 0x02bc)
		folded[0] = '\'';
	else
		n = utf8proc_decompose_char((int32_t)c, folded, 8,
					    UTF8PROC_CASEFOLD, &boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < 8; i++)
		f->len += (uint32_t)utf8proc_encode_char(folded[i],
							 f->bytes + f->len);
}
