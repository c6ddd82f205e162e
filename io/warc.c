#include "io/warc.h"

#include <string.h>

#include "io/source_more.h"
#include "io/warc_head.h"

enum {
	HEAD_MAX = 1 << 16,  /* bytes of a head, WARC's or HTTP's */
	HELD_MAX = 1 << 20,  /* up to here a record that is passed over is
			      * held, so that a wrong length costs little */
	MARK = 7             /* bytes of "WARC/1." */
};

static int is_mark(const char *s)
{
	return !memcmp(s, "WARC/1.", MARK) || !memcmp(s, "WARC/0.", MARK);
}

/* ---------------------------------------------------------- its beginning */

/* Pass over line ends, and hold the mark of the next record. *there is 0 at
 * the end of the input. */
static enum ncl_status hold_mark(struct source *s, int *there,
				 struct ncl_error *err)
{
	enum ncl_status ret;

	for (;;) {
		ret = source_fill(s, 1, err);
		*there = s->end > s->begin;
		if (ret != NCL_OK || !*there)
			return *there ? NCL_OK : ret;
		while (s->end > s->begin &&
		       (s->data[s->begin] == '\r' || s->data[s->begin] == '\n'))
			source_skip(s, 1);
		if (s->end > s->begin)
			return source_fill(s, MARK, err);
	}
}

/* Go to the next mark at the start of a line. */
static enum ncl_status find_mark(struct warc *w, struct source *s, int *there,
				 struct ncl_error *err)
{
	enum ncl_status ret = source_fill(s, MARK, err);
	int fresh = 1; /* here a line may begin */

	*there = 0;
	while (ret == NCL_OK && s->end - s->begin >= MARK) {
		const char *at = s->data + s->begin;
		const char *end = s->data + s->end;
		const char *lf;

		if (fresh && is_mark(at)) {
			w->lost = 0;
			*there = 1;
			return NCL_OK;
		}
		lf = memchr(at, '\n', (size_t)(end - at) - MARK + 1);
		fresh = lf != NULL;
		source_skip(s, fresh ? (size_t)(lf + 1 - at)
				     : (size_t)(end - at) - MARK + 1);
		ret = source_fill(s, MARK, err);
	}
	if (ret == NCL_OK) /* that was all */
		source_skip(s, s->end - s->begin);
	return ret;
}

/* Give a record up; the next one is looked for behind its mark. */
static enum ncl_status give_up(struct warc *w, struct source *s,
			       enum ncl_status why)
{
	size_t held = s->end - s->begin;

	w->lost = 1;
	source_skip(s, held < MARK ? held : MARK);
	return why;
}

static enum ncl_status find_begin(struct warc *w, struct source *s, int *there,
				  struct ncl_error *err)
{
	enum ncl_status ret;

	if (w->lost)
		return find_mark(w, s, there, err);
	ret = hold_mark(s, there, err);
	if (ret != NCL_OK || !*there)
		return ret;
	if (s->end - s->begin >= MARK && is_mark(s->data + s->begin))
		return NCL_OK;
	w->lost = 1;
	return ncl_error_set(err, NCL_FORMAT, "no WARC record begins here");
}

/* ------------------------------------------------------------------- head */

/* Hold a head that begins `at` bytes behind the record's begin, within `most`
 * bytes. *len is 0 where it does not end. */
static enum ncl_status hold_head(struct source *s, size_t at, uint64_t most,
				 size_t *len, struct ncl_error *err)
{
	enum ncl_status ret = NCL_OK;
	size_t held = 0;

	do {
		ret = source_fill(s, at + held + 1, err);
		held = s->end - s->begin;
		held = held > at ? held - at : 0;
		if (held > most)
			held = (size_t)most;
		*len = fields_end(s->data + s->begin + at, held);
	} while (ret == NCL_OK && !*len && held < most && !s->ended);
	return *len ? NCL_OK : ret;
}

static enum ncl_status read_head(struct source *s, struct warc_head *head,
				 struct ncl_error *err)
{
	size_t len;
	enum ncl_status ret = hold_head(s, 0, HEAD_MAX, &len, err);

	if (ret != NCL_OK)
		return ret;
	if (!len)
		return ncl_error_set(err, NCL_FORMAT,
				     s->ended ? "the record is cut off in "
						"its head"
					      : "the record's head does not "
						"end");
	ret = warc_head_read(head, s->data + s->begin, len, err);
	if (ret == NCL_OK && s->size_then && !s->unpack &&
	    head->content > s->size_then - s->at - len)
		return ncl_error_set(err, NCL_FORMAT, "cut off, or its length "
				     "is wrong: the record says %llu bytes, "
				     "the file has %llu more",
				     (unsigned long long)head->content,
				     (unsigned long long)(s->size_then -
							  s->at - len));
	return ret;
}

/* Hold what is needed to say how the record may be used, and say it. */
static enum ncl_status find_use(struct source *s, const struct warc_head *head,
				enum warc_use *use, struct ncl_error *err)
{
	uint64_t most = head->content < HEAD_MAX ? head->content : HEAD_MAX;
	enum ncl_status ret = NCL_OK;
	size_t len = 0, held;

	if (head->kind == WARC_RESPONSE)
		ret = hold_head(s, head->len, most, &len, err);
	if (ret != NCL_OK)
		return ret;
	held = s->end - s->begin - head->len;
	*use = warc_use(head, s->data + s->begin + head->len,
			held < most ? held : (size_t)most, &len);
	return NCL_OK;
}

/* ---------------------------------------------------------------- content */

static void count_passed(struct warc *w, enum warc_use use)
{
	if (use == WARC_PASS)
		w->passed.kind++;
	else if (use == WARC_PASS_STATUS)
		w->passed.status++;
	else
		w->passed.content++;
}

/* Hold the whole record and see that it ends where it says. */
static enum ncl_status hold_record(struct source *s, size_t size,
				   struct ncl_error *err)
{
	/* with the two line ends, and past the sum of its member */
	enum ncl_status ret = source_fill(s, size + 5, err);
	size_t held = s->end - s->begin;
	char behind;

	/* damage behind it is the next one's, if it is not the same member's,
	 * of which nothing is sure then */
	if (ret != NCL_OK &&
	    (held < size || (s->damaged && s->torn_at == s->at)))
		return ret;
	if (held < size)
		return ncl_error_set(err, NCL_FORMAT, "cut off, or its length "
				     "is wrong: the record has %zu bytes, %zu "
				     "are there", size, held);
	behind = held > size ? s->data[s->begin + size] : '\n';
	if (behind != '\r' && behind != '\n')
		return ncl_error_set(err, NCL_FORMAT, "the record's length is "
				     "wrong: no line ends behind it");
	return NCL_OK;
}

/* Pass over a record that is too large to be held. */
static enum ncl_status pass_large(struct source *s, uint64_t size,
				  struct ncl_error *err)
{
	uint64_t passed;
	enum ncl_status ret = source_pass(s, size, &passed, err);

	if (ret == NCL_OK && passed < size)
		return ncl_error_set(err, NCL_FORMAT, "cut off, or its length "
				     "is wrong: the record has %llu bytes, "
				     "%llu are there",
				     (unsigned long long)size,
				     (unsigned long long)passed);
	return ret;
}

/* Pass over one that is larger than what was allowed. */
static enum ncl_status refuse(struct source *s, uint64_t size, uint64_t max,
			      struct ncl_error *err)
{
	enum ncl_status ret = pass_large(s, size, err);

	if (ret != NCL_OK)
		return ret;
	return ncl_error_set(err, NCL_LIMIT, "the record is larger than the "
			     "%llu bytes allowed (--max-doc-bytes)",
			     (unsigned long long)max);
}

/* Give the record out; the byte behind it becomes its NUL. */
static void take(struct source *s, size_t size, struct piece *out)
{
	int more = s->end - s->begin > size;

	source_take(s, size, out);
	s->data[s->begin] = 0;
	if (more)
		source_skip(s, 1);
}

/* The record at hand. out->bytes stays NULL where it is passed over. */
static enum ncl_status next_record(struct warc *w, struct source *s,
				   uint64_t max, struct piece *out,
				   struct ncl_error *err)
{
	struct warc_head head;
	enum warc_use use = WARC_PASS;
	enum ncl_status ret = read_head(s, &head, err);
	uint64_t size;

	if (ret == NCL_OK)
		ret = find_use(s, &head, &use, err);
	if (ret != NCL_OK)
		return ret == NCL_FORMAT ? give_up(w, s, ret) : ret;
	size = head.len + head.content;
	if (use < WARC_HTML && size > HELD_MAX) {
		count_passed(w, use);
		return pass_large(s, size, err);
	}
	if (head.content > max)
		return refuse(s, size, max, err);
	ret = hold_record(s, (size_t)size, err);
	if (ret == NCL_NOMEM) {
		enum ncl_status passed = pass_large(s, size, NULL);

		return passed == NCL_OK ? ret : passed;
	}
	if (ret != NCL_OK)
		return ret == NCL_FORMAT ? give_up(w, s, ret) : ret;
	if (use >= WARC_HTML) {
		take(s, (size_t)size, out);
	} else {
		count_passed(w, use);
		source_skip(s, (size_t)size);
	}
	return NCL_OK;
}

/* Put the byte before an error's text. */
static enum ncl_status at_byte(uint64_t at, enum ncl_status ret,
			       struct ncl_error *err)
{
	char text[sizeof(err->text)];

	if (ret == NCL_OK || !err)
		return ret;
	memcpy(text, err->text, sizeof(text));
	ncl_error_set(err, ret, "byte %llu: %s", (unsigned long long)at, text);
	err->at = at;
	return ret;
}

enum ncl_status warc_next(struct warc *w, struct source *s, uint64_t max,
			  struct piece *out, struct ncl_error *err)
{
	enum ncl_status ret;
	int there;

	do {
		*out = (struct piece){ .at = s->at };
		ret = find_begin(w, s, &there, err);
		out->at = s->at;
		if (ret != NCL_OK || !there)
			break;
		ret = next_record(w, s, max, out, err);
	} while (ret == NCL_OK && !out->bytes);
	return at_byte(out->at, ret, err);
}
