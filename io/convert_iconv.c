/* Charsets of several bytes a character: iconv, a stretch at a time. */
#include "io/convert.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "io/utf8.h"

typedef unsigned char uchar;

enum {
	STRETCH = 1024,           /* bytes given to iconv at once */
	OUT = 4 * STRETCH + 64,   /* and room for what comes of them */
	LONGEST = 8               /* bytes a character may have, with escapes */
};

/* How many bytes a character has, told by its first ones. */
enum shape {
	SHAPE_STATE, /* not told: it depends on what came before */
	SHAPE_DOUBLE,
	SHAPE_SJIS,
	SHAPE_EUC,
	SHAPE_EUC_TW,
	SHAPE_GB
};

static const struct {
	const char *iconv;
	enum shape shape;
} shapes[] = {
	{ "GB18030", SHAPE_GB },     { "BIG5-HKSCS", SHAPE_DOUBLE },
	{ "UHC", SHAPE_DOUBLE },     { "JOHAB", SHAPE_DOUBLE },
	{ "CP932", SHAPE_SJIS },     { "EUC-JP-MS", SHAPE_EUC },
	{ "EUC-TW", SHAPE_EUC_TW },
};

struct job {
	iconv_t cd;
	enum shape shape;
	const uchar *s;
	size_t at, len;
	struct converted *out;
};

static enum shape find_shape(const char *iconv_name)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		if (!strcmp(shapes[i].iconv, iconv_name))
			return shapes[i].shape;
	return SHAPE_STATE;
}

static size_t char_size(enum shape shape, const uchar *s, size_t left)
{
	size_t size = 2;

	if (s[0] < 0x80)
		return 1;
	if (shape == SHAPE_SJIS && (s[0] == 0x80 || s[0] > 0xfc ||
				    (s[0] >= 0xa0 && s[0] < 0xe0)))
		size = 1;
	else if (shape == SHAPE_EUC && s[0] == 0x8f)
		size = 3;
	else if (shape == SHAPE_EUC_TW && s[0] == 0x8e)
		size = 4;
	else if (shape == SHAPE_GB && left > 1 && s[1] >= '0' && s[1] <= '9')
		size = 4;
	return size < left ? size : left;
}

/* Put in characters that iconv made of s[at, end), one for one. 0: they are
 * not one for one. -1: no memory. */
static int put_pairs(struct job *job, size_t end, const char *text, size_t n)
{
	size_t i = job->at, k = 0, size, len = job->out->len;
	size_t runs = job->out->run_count;

	if (!converted_reserve(job->out, n))
		return -1;
	while (i < end && k < n) {
		size_t step = char_size(job->shape, job->s + i, end - i);

		utf8_decode(text + k, &size);
		if (!converted_run(job->out, i, size, step))
			return -1;
		memcpy(job->out->text + job->out->len, text + k, size);
		job->out->len += size;
		i += step;
		k += size;
	}
	if (i == end && k == n)
		return 1;
	job->out->len = len;
	job->out->run_count = runs;
	return 0;
}

/* Put in what came of s[at, at + step): none, one or two characters. */
static int put_step(struct job *job, size_t at, size_t step,
		    const char *text, size_t n)
{
	size_t size;

	for (size_t k = 0; k < n; k += size, step = 0) {
		uint32_t c = utf8_decode(text + k, &size);

		if (!converted_put(job->out, at, step, c))
			return -1;
		at += step;
	}
	return 1;
}

/* Take the bytes that begin no character as one U+FFFD. */
static int put_broken(struct job *job)
{
	const uchar *s = job->s + job->at;
	size_t left = job->len - job->at;
	size_t step = job->shape == SHAPE_STATE
			      ? 1
			      : char_size(job->shape, s, left);

	if (step > 1 && s[1] < 0x80)
		step = 1;
	if (!converted_put(job->out, job->at, step, 0xfffd))
		return -1;
	job->at += step;
	if (job->shape != SHAPE_STATE)
		iconv(job->cd, NULL, NULL, NULL, NULL);
	return 1;
}

/* One character, with the escapes before it. */
static int convert_char(struct job *job)
{
	const uchar *start = job->s + job->at, *stop;
	char text[64], *out = text, *in = (char *)start;
	size_t left = sizeof(text), in_left = 0, n = 0, rest;
	int bad = 0;

	rest = job->len - job->at;
	while (out == text && !bad && n < LONGEST && n < rest) {
		n++;
		in_left++;
		bad = iconv(job->cd, &in, &in_left, &out, &left) ==
			      (size_t)-1 &&
		      errno != EINVAL;
	}
	if (out == text && !bad && n == rest && in_left == 0)
		iconv(job->cd, NULL, NULL, &out, &left);
	stop = (const uchar *)in;
	if (out == text && stop == start)
		return put_broken(job);
	job->at += (size_t)(stop - start);
	return put_step(job, (size_t)(start - job->s), (size_t)(stop - start),
			text, (size_t)(out - text));
}

/* A stretch, up to what cannot be decoded. */
static int convert_stretch(struct job *job)
{
	char text[OUT], *out = text, *in = (char *)job->s + job->at;
	size_t left = sizeof(text), in_left = job->len - job->at, end;
	int put;

	if (in_left > STRETCH)
		in_left = STRETCH;
	iconv(job->cd, &in, &in_left, &out, &left);
	iconv(job->cd, NULL, NULL, &out, &left); /* what it held back */
	end = (size_t)((const uchar *)in - job->s);
	if (end == job->at)
		return put_broken(job);
	put = put_pairs(job, end, text, (size_t)(out - text));
	if (put > 0)
		job->at = end;
	while (put == 0 && job->at < end) {
		put = convert_char(job);
		put = put > 0 ? 0 : put;
	}
	return put < 0 ? -1 : 1;
}

enum ncl_status convert_iconv(struct converted *out,
			      const struct charset *charset,
			      const struct raw *raw, struct ncl_error *err)
{
	struct job job = {
		.cd = iconv_open("UTF-8", charset->iconv),
		.shape = find_shape(charset->iconv),
		.s = raw->bytes,
		.at = raw->skip,
		.len = raw->len,
		.out = out,
	};
	int put = 1;

	if (job.cd == (iconv_t)-1)
		return ncl_error_set(err, NCL_NOMEM,
				     "iconv cannot convert from %s",
				     charset->name);
	while (put > 0 && job.at < job.len)
		put = job.shape == SHAPE_STATE ? convert_char(&job)
					       : convert_stretch(&job);
	iconv_close(job.cd);
	return put > 0 ? NCL_OK
		       : ncl_error_set(err, NCL_NOMEM,
				       "no memory to convert it from %s",
				       charset->name);
}
