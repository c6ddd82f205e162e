#include "io/unpack.h"

#include <stdlib.h>
#include <string.h>

#include "io/unpack_codec.h"

#define FREE_BYTES (UINT64_C(256) << 20) /* no bomb up to here */

enum unpack_kind unpack_sniff(const void *bytes, size_t len)
{
	const unsigned char *s = bytes;

	if (len >= 3 && !memcmp(s, "\x1f\x8b\x08", 3))
		return UNPACK_GZIP;
	if (len >= 4 && (!memcmp(s, "\x28\xb5\x2f\xfd", 4) ||
			 ((s[0] & 0xf0) == 0x50 &&
			  !memcmp(s + 1, "\x2a\x4d\x18", 3))))
		return UNPACK_ZSTD;
	if (len >= 6 && !memcmp(s, "\xfd" "7zXZ\0", 6))
		return UNPACK_XZ;
	if (len >= 10 && !memcmp(s, "BZh", 3) &&
	    (!memcmp(s + 4, "1AY&SY", 6) ||
	     !memcmp(s + 4, "\x17\x72\x45\x38\x50\x90", 6)))
		return UNPACK_BZIP2;
	return UNPACK_NONE;
}

enum ncl_status unpack_new(struct unpack **out, enum unpack_kind kind,
			   struct ncl_error *err)
{
	struct unpack *u = calloc(1, sizeof(*u));

	*out = NULL;
	if (u)
		u->codec = &unpack_codecs[kind];
	if (!u || (u->codec->open && !u->codec->open(u))) {
		free(u);
		return ncl_error_set(err, NCL_NOMEM, "no memory to unpack %s",
				     unpack_codecs[kind].name);
	}
	u->kind = kind;
	*out = u;
	return NCL_OK;
}

void unpack_free(struct unpack *u)
{
	if (!u)
		return;
	u->codec->close(u);
	free(u);
}

int unpack_in_member(const struct unpack *u)
{
	return u->in_member;
}

int unpack_is_cut(const struct unpack *u)
{
	return u->cut;
}

void unpack_feed(struct unpack *u, const void *bytes, size_t len)
{
	u->in = bytes;
	u->in_len = len;
	u->fed_all = len == 0;
}

static enum ncl_status fail(struct unpack *u, enum ncl_status status,
			    const char *what, const char *why)
{
	return ncl_error_set(&u->failure, status, "%s: byte %llu of the %s "
			     "data: %s", what,
			     (unsigned long long)(u->start + u->eaten),
			     u->codec->name, why);
}

/* Whether another member may begin with the byte. */
static int begins_member(const struct unpack *u, unsigned char byte)
{
	static const unsigned char first[] = { 0, 0x1f, 0x28, 0xfd, 'B' };

	return u->kind >= UNPACK_DEFLATE || byte == first[u->kind] ||
	       (u->kind == UNPACK_ZSTD && (byte & 0xf0) == 0x50);
}

/* Go over the padding to the next member, if there is one. */
static enum ncl_status next_member(struct unpack *u)
{
	if (u->members && u->kind >= UNPACK_DEFLATE)
		u->in_len = 0; /* it is one stream, whatever stands behind */
	while (u->members && u->in_len && !*u->in) {
		u->in++;
		u->in_len--;
		u->eaten++;
	}
	if (!u->in_len)
		return NCL_OK;
	u->member = u->eaten;
	u->member_made = u->made;
	if (!begins_member(u, *u->in))
		return fail(u, NCL_READ, "damaged",
			    "other bytes stand behind its end");
	if (!u->codec->begin(u))
		return fail(u, NCL_NOMEM, "cannot be unpacked", "no memory");
	u->in_member = 1;
	u->members = 1;
	return NCL_OK;
}

/* Run the codec once. *stuck: nothing came of it. */
static enum ncl_status run_once(struct unpack *u, int *stuck)
{
	size_t in = u->in_len, out = u->out_len;
	enum run got = u->codec->run(u);

	if (got == RUN_BAD)
		return fail(u, NCL_READ, "damaged", u->why);
	if (got == RUN_NOMEM)
		return fail(u, NCL_NOMEM, "cannot be unpacked", "no memory");
	u->in_member = got != RUN_END;
	*stuck = got == RUN_ON && in == u->in_len && out == u->out_len;
	if (u->made > FREE_BYTES && u->made / UNPACK_RATIO > u->eaten)
		return fail(u, NCL_READ, "looks like a bomb",
			    "it unpacks to over 500 times its size");
	if (*stuck && u->in_len)
		return fail(u, NCL_READ, "damaged", "it does not go on");
	u->cut = *stuck && u->fed_all && !u->in_len;
	if (*stuck && u->fed_all)
		return fail(u, NCL_READ, "cut off",
			    "the data ends in the middle of it");
	return NCL_OK;
}

enum ncl_status unpack_read(struct unpack *u, void *to, size_t size,
			    size_t *n, int *hungry, struct ncl_error *err)
{
	enum ncl_status ret = u->failure.code;

	u->out = to;
	u->out_len = size;
	*hungry = 0;
	while (ret == NCL_OK && u->out_len && !*hungry) {
		if (!u->in_member)
			ret = next_member(u);
		if (ret == NCL_OK && !u->in_member) {
			*hungry = !u->fed_all;
			break;
		}
		if (ret == NCL_OK)
			ret = run_once(u, hungry);
	}
	*n = size - u->out_len;
	if (ret == NCL_OK || *n) {
		*hungry = *n ? 0 : *hungry;
		return NCL_OK;
	}
	return ncl_error_set(err, ret, "%s", u->failure.text);
}

/* ------------------------------------------------------- behind damage */

uint64_t unpack_member(const struct unpack *u, uint64_t *made)
{
	*made = u->made - u->member_made;
	return u->start + u->member;
}

/* Whether the header of a gzip member has only what such headers have: of
 * random bytes behind its three, one in 200 does. */
static int like_gzip(const unsigned char *s)
{
	return !(s[3] & 0xe0) && (s[8] == 0 || s[8] == 2 || s[8] == 4) &&
	       (s[9] <= 13 || s[9] == 255);
}

size_t unpack_find(const struct unpack *u, const void *bytes, size_t len)
{
	static const unsigned char first[] = { 0, 0x1f, 0x28, 0xfd, 'B' };
	const unsigned char *s = bytes, *end = s + len, *at = s;

	while ((size_t)(end - at) >= UNPACK_BYTES) {
		at = memchr(at, first[u->kind],
			    (size_t)(end - at) - (UNPACK_BYTES - 1));
		if (!at)
			break;
		if (unpack_sniff(at, UNPACK_BYTES) == u->kind &&
		    (u->kind != UNPACK_GZIP || like_gzip(at)))
			return (size_t)(at - s);
		at++;
	}
	return len;
}

uint64_t unpack_rest(const struct unpack *u, const unsigned char **bytes,
		     size_t *n)
{
	*bytes = u->in;
	*n = u->in_len;
	return u->start + u->eaten;
}

void unpack_restart(struct unpack *u, uint64_t at)
{
	u->start = at;
	u->eaten = u->made = u->member = u->member_made = 0;
	u->in_len = 0;
	u->fed_all = u->in_member = u->cut = 0;
	u->failure = (struct ncl_error){ 0 };
}
