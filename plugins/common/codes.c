#include "common/codes.h"

#include <stdarg.h>
#include <stdio.h>

#include "common/cues.h"

struct text {
	char *to;
	uint32_t size, len;
	uint64_t parts;
};

static void put(struct text *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void put(struct text *t, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(t->to + t->len, t->size - t->len, format, args);
	va_end(args);
	t->len += n > 0 ? (uint32_t)n : 0;
	if (t->len >= t->size)
		t->len = t->size - 1;
}

/* Digit i from the lowest. */
static uint32_t digit(const struct text *t, uint32_t i)
{
	return (uint32_t)(t->parts >> 4 * i) & 15;
}

static const char *pick(const char *const *names, uint32_t n, uint32_t i)
{
	return i < n ? names[i] : "?";
}

#define PICK(names, i) pick(names, sizeof(names) / sizeof(*names), i)

static const char *size_name(uint32_t size)
{
	static const char *const names[] = { "1 word", "2-3 words",
					     "4-6 words", "7-11 words",
					     "12-19 words", "20-39 words",
					     "40+ words" };

	return size == 15 ? "nothing" : PICK(names, size);
}

static const char *end_name(uint32_t end)
{
	static const char *const names[] = { "stop", "ellipsis", "bracket",
					     "colon", "comma", "quote",
					     "digit", "letter", "other sign" };

	return PICK(names, end);
}

static const char *side_name(uint32_t side)
{
	static const char *const names[] = { "in the text", "above the text",
					     "below the text" };

	return PICK(names, side);
}

static void put_shape(struct text *t, uint32_t size, uint32_t end)
{
	put(t, "%s", size_name(size));
	if (size != 15)
		put(t, " to a %s", end_name(end));
}

/* A number that stands for itself and, when it is the most, for more. */
static void put_number(struct text *t, uint32_t n, uint32_t most)
{
	put(t, "%u%s", n, n == most ? "+" : "");
}

static void put_cue(struct text *t)
{
	static const char *const names[] = {
#define CUE_NAME(name, low) #low,
		CUE_LIST(CUE_NAME)
#undef CUE_NAME
	};

	put(t, "%s", PICK(names, (uint32_t)(t->parts & 255)));
}

static void put_five(struct text *t)
{
	static const char *const sizes[] = { "1", "2-3", "4-6", "7-11",
					     "12-19", "20+" };
	static const char *const ends[] = { "", ".", ":", "..." };
	static const uint32_t at[] = { 7, 6, 4, 2, 0 };

	put(t, "words of five blocks:");
	for (uint32_t k = 0; k < 5; k++) {
		uint32_t size = digit(t, at[k]);
		int middle = k > 0 && k < 4;

		put(t, " %s%s", size == 15 ? "-" : PICK(sizes, size),
		    middle ? PICK(ends, digit(t, at[k] - 1)) : "");
	}
}

static void put_run(struct text *t)
{
	static const char *const starts[] = { "quote", "bullet", "bracket",
					      "# or @", "digit", "capitals",
					      "capital", "small letter",
					      "letter", "bar", "other sign" };

	put(t, "like blocks above ");
	put_number(t, digit(t, 3), 4);
	put(t, ", below ");
	put_number(t, digit(t, 2), 4);
	put(t, "; %s from a %s", size_name(digit(t, 1)),
	    PICK(starts, digit(t, 0)));
}

static void put_title(struct text *t)
{
	uint32_t at = digit(t, 2);

	if (at == 15)
		put(t, "no title");
	else if (at == 3)
		put(t, "the title");
	else if (at < 3)
		put(t, "%u%s above the title", 3 - at, at ? "" : "+");
	else
		put(t, "%u%s below the title", at - 3, at == 9 ? "+" : "");
	put(t, "; ");
	put_shape(t, digit(t, 1), digit(t, 0));
}

static void put_between(struct text *t)
{
	put(t, "running text ");
	put_number(t, digit(t, 3), 5);
	put(t, " above, ");
	put_number(t, digit(t, 2), 5);
	put(t, " below; ");
	put_shape(t, digit(t, 1), digit(t, 0));
}

static void put_like(struct text *t)
{
	put(t, "%u%% of its words in the text; %s, %s%s", digit(t, 3) * 20,
	    size_name(digit(t, 2)), side_name(digit(t, 1)),
	    digit(t, 0) ? ", running text" : "");
}

static void put_three(struct text *t)
{
	for (uint32_t k = 0; k < 3; k++) {
		put(t, "%s", k ? " | " : "");
		put_shape(t, digit(t, 5 - 2 * k), digit(t, 4 - 2 * k));
	}
}

static void put_header(struct text *t)
{
	uint32_t ago = digit(t, 3);

	if (ago < 10)
		put(t, "%u below", ago);
	else
		put(t, "%s below", ago == 10 ? "10-20" : "over 20");
	put(t, " a line of ");
	put_cue(t);
	put(t, "%s", digit(t, 2) ? "; running text" : "");
}

void code_write(char *to, uint32_t size, enum code code, uint64_t parts)
{
	struct text t = { to, size, 0, parts };

	switch (code) {
	case CODE_SHAPE:
		put_shape(&t, digit(&t, 2), digit(&t, 1));
		put(&t, ", %s", side_name(digit(&t, 0)));
		break;
	case CODE_THREE: put_three(&t); break;
	case CODE_FIVE: put_five(&t); break;
	case CODE_RUN: put_run(&t); break;
	case CODE_TITLE: put_title(&t); break;
	case CODE_BETWEEN: put_between(&t); break;
	case CODE_LIKE: put_like(&t); break;
	case CODE_CUE:
		put(&t, "says ");
		put_cue(&t);
		put(&t, "; %s%s", size_name(digit(&t, 3)),
		    digit(&t, 2) ? " to a stop" : "");
		break;
	case CODE_CUE_BEFORE:
	case CODE_CUE_AFTER:
		put(&t, "%s says ", code == CODE_CUE_BEFORE ? "above" :
								"below");
		put_cue(&t);
		put(&t, "; %s", size_name(digit(&t, 2)));
		break;
	case CODE_HEADER: put_header(&t); break;
	}
}
