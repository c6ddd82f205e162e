/* What travels: an item as the bytes that a worker gets. */
#include "io/fleet_lane.h"

#include <stdlib.h>
#include <string.h>

#define REPLY_KEPT ((size_t)1 << 20)

void fleet_reply_release(struct fleet_reply *reply)
{
	ncl_buffer_release(&reply->out);
	ncl_buffer_release(&reply->why);
	ncl_buffer_release(&reply->aside);
	ncl_buffer_release(&reply->notes);
}

static void clear(struct ncl_buffer *b)
{
	if (b->size > REPLY_KEPT)
		ncl_buffer_release(b);
	b->len = 0;
}

void fleet_reply_clear(struct fleet_reply *reply)
{
	clear(&reply->out);
	clear(&reply->why);
	clear(&reply->aside);
	clear(&reply->notes);
	reply->status = NCL_OK;
	reply->kind = 0;
	reply->fault = FLEET_FINE;
	reply->seconds = 0;
}

const char *item_bytes(const struct item *item)
{
	return item->frame + item->frame_len - item->len;
}

const char *item_why(const struct item *item)
{
	return item->frame + sizeof(struct request_head);
}

static char *make_frame(struct item *item, const struct fleet_parts *parts,
			const char *why)
{
	size_t n = why ? strlen(why) + 1 : 0;
	const struct request_head head = { .number = item->number,
					   .len = item->len, .why = n,
					   .condemned = why != NULL };
	char *frame = malloc(sizeof(head) + n + item->len), *at;

	if (!frame)
		return NULL;
	memcpy(frame, &head, sizeof(head));
	if (n)
		memcpy(frame + sizeof(head), why, n);
	at = frame + sizeof(head) + n;
	if (parts->head_len)
		memcpy(at, parts->head, parts->head_len);
	if (parts->len)
		memcpy(at + parts->head_len, parts->bytes, parts->len);
	item->frame_len = sizeof(head) + n + item->len;
	return frame;
}

int item_frame(struct item *item, const char *why)
{
	const struct fleet_parts parts = { .bytes = item_bytes(item),
					   .len = item->len };
	char *frame = make_frame(item, &parts, why);

	if (!frame)
		return 0;
	free(item->frame);
	item->frame = frame;
	return 1;
}

size_t item_reply_bytes(const struct fleet_reply *r)
{
	return r->out.size + r->why.size + r->aside.size + r->notes.size;
}

struct item *item_new(uint64_t number, const struct fleet_parts *parts)
{
	struct item *item = calloc(1, sizeof(*item));

	if (!item)
		return NULL;
	item->number = number;
	item->len = parts->head_len + parts->len;
	item->frame = make_frame(item, parts, NULL);
	if (item->frame)
		return item;
	free(item);
	return NULL;
}

void item_free(struct item *item)
{
	free(item->frame);
	fleet_reply_release(&item->reply);
	free(item);
}
