#include "io/staff.h"

#include <stdlib.h>
#include <string.h>

#include "io/charset.h"
#include "io/labeller.h"
#include "io/parcel.h"

struct staff {
	struct staff_how how;
	struct labeller labeller;
	struct fleet *fleet;       /* NULL: no jobs */
	struct charset_held *held; /* for workers that may open no files */
	struct ncl_buffer head;    /* of a parcel */
	struct fleet_reply reply;  /* what is made in this process */
	struct ncl_buffer *notes;
};

/* -------------------------------------------------------------- a document */

/* The reply to a document that failed; what was written of it is dropped. */
static void fail(struct staff *s, const struct input_record *record,
		 const ncl_doc *doc, const struct ncl_error *why,
		 struct fleet_reply *reply)
{
	const char *text = *why->text ? why->text : "it failed";

	reply->status = why->code;
	reply->out.len = reply->why.len = reply->aside.len = 0;
	if (ncl_buffer_add(&reply->why, text, strlen(text)) ||
	    s->how.fail(s->how.data, record, doc, reply))
		reply->status = NCL_FATAL; /* not even this can be said */
}

/* What the writer needs. */
struct form {
	const struct staff *staff;
	struct fleet_reply *reply;
};

static enum ncl_status write_doc(void *data, const ncl_doc *doc)
{
	const struct form *form = data;
	const struct staff_how *how = &form->staff->how;

	return how->write(how->data, doc, form->reply);
}

static void do_record(struct staff *s, const struct input_record *record,
		      const char *condemned, struct fleet_reply *reply)
{
	struct form form = { s, reply };
	const struct labeller_writer writer = { write_doc, &form };
	struct ncl_error why = { 0 };
	enum ncl_status status;

	s->notes = &reply->notes;
	reply->kind = STAFF_DOC;
	status = labeller_read(&s->labeller, record, &why);
	if (status)
		reply->kind = STAFF_BAD;
	else
		status = labeller_label(&s->labeller, condemned, &writer,
					&why);
	if (status)
		fail(s, record, s->labeller.doc, &why, reply);
	labeller_rest(&s->labeller);
	s->notes = NULL;
}

/* The reply to what no document can be made of. */
static void do_bad(struct staff *s, const struct input_record *record,
		   const struct ncl_error *why, enum staff_kind kind,
		   struct fleet_reply *reply)
{
	ncl_doc *doc = NULL;

	reply->kind = kind;
	if (ncl_doc_new(&doc, NULL) ||
	    input_set_origin(doc, record, s->how.input, NULL))
		reply->status = NCL_FATAL;
	else
		fail(s, record, doc, why, reply);
	ncl_doc_free(doc);
}

/* ----------------------------------------------------------------- workers */

static enum ncl_status begin(void *data, struct fleet_watch *watch,
			     struct ncl_error *err)
{
	struct staff *s = data;

	return labeller_begin(&s->labeller, watch, err);
}

static void work(void *data, const struct fleet_item *item,
		 struct fleet_reply *reply)
{
	struct input_record record;

	if (parcel_open(&record, item->bytes, item->len))
		do_record(data, &record, item->condemned, reply);
	else
		reply->status = NCL_FATAL;
}

static void fallen(void *data, const struct fleet_item *item,
		   struct fleet_reply *reply)
{
	struct input_record record;
	struct ncl_error why;

	if (!parcel_open(&record, item->bytes, item->len)) {
		reply->status = NCL_FATAL;
		return;
	}
	input_name(&why, &record, item->condemned);
	do_bad(data, &record, &why, STAFF_BAD, reply);
}

static enum ncl_status take(void *data, struct fleet_reply *reply,
			    struct ncl_error *err)
{
	struct staff *s = data;

	if (reply->status == NCL_FATAL)
		return ncl_error_set(err, NCL_FATAL, "%s", reply->why.len ?
				     reply->why.data : "out of memory");
	return s->how.take(s->how.data, reply, err);
}

static enum ncl_status tick(void *data, struct ncl_error *err)
{
	struct staff *s = data;

	return s->how.tick ? s->how.tick(s->how.data, err) : NCL_OK;
}

static const char *stage(void *data, uint32_t number)
{
	const struct staff *s = data;

	return labeller_stage(&s->labeller, number);
}

/* ------------------------------------------------------------------- begin */

static enum ncl_status isolate(struct staff *s, struct ncl_error *err)
{
	const char *use = labeller_escapes(s->how.pipeline);

	if (!s->how.fleet.jobs)
		return ncl_error_set(err, NCL_USAGE, "%sisolate is for "
				     "workers: set %sjobs to 1 or more",
				     s->how.option, s->how.option);
	if (use)
		return ncl_error_set(err, NCL_USAGE, "%sisolate: %s runs a "
				     "program of its own, which would not be "
				     "isolated; leave one of the two out",
				     s->how.option, use);
	return charset_hold(&s->held, s->how.input->charset, err);
}

static enum ncl_status start(struct staff *s, struct ncl_error *err)
{
	const struct fleet_work todo = { .begin = begin, .run = work,
					 .fallen = fallen, .take = take,
					 .tick = tick, .stage = stage,
					 .data = s };
	enum ncl_status ret = NCL_OK;

	if (s->how.fleet.isolate)
		ret = isolate(s, err);
	if (!ret && !s->how.fleet.jobs)
		ret = labeller_begin(&s->labeller, NULL, err);
	else if (!ret)
		ret = fleet_new(&s->fleet, &todo, &s->how.fleet, err);
	return ret;
}

enum ncl_status staff_new(struct staff **out, const struct staff_how *how,
			  struct ncl_error *err)
{
	struct staff *s = calloc(1, sizeof(*s));
	enum ncl_status ret;

	*out = NULL;
	if (!s)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	s->how = *how;
	s->labeller = (struct labeller){ .pipeline = how->pipeline,
					 .how = how->input,
					 .memory = how->fleet.memory };
	ret = start(s, err);
	if (ret)
		staff_free(s);
	else
		*out = s;
	return ret;
}

void staff_free(struct staff *s)
{
	if (!s)
		return;
	fleet_free(s->fleet);
	labeller_end(&s->labeller);
	charset_let_go(s->held);
	ncl_buffer_release(&s->head);
	fleet_reply_release(&s->reply);
	free(s);
}

struct fleet *staff_fleet(const struct staff *s)
{
	return s->fleet;
}

struct ncl_buffer *staff_notes(const struct staff *s)
{
	return s ? s->notes : NULL;
}

/* --------------------------------------------------------------- documents */

enum ncl_status staff_put_bad(struct staff *s,
			      const struct input_record *record,
			      const struct ncl_error *why,
			      enum staff_kind kind, struct ncl_error *err)
{
	fleet_reply_clear(&s->reply);
	do_bad(s, record, why, kind, &s->reply);
	return s->fleet ? fleet_put_reply(s->fleet, &s->reply, err) :
			  take(s, &s->reply, err);
}

enum ncl_status staff_put(struct staff *s, const struct input_record *record,
			  struct ncl_error *err)
{
	struct fleet_parts item = { .bytes = record->bytes,
				    .len = record->len };

	if (!s->fleet) {
		fleet_reply_clear(&s->reply);
		do_record(s, record, NULL, &s->reply);
		return take(s, &s->reply, err);
	}
	s->head.len = 0;
	if (parcel_head(&s->head, record))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	item.head = s->head.data;
	item.head_len = s->head.len;
	return fleet_put(s->fleet, &item, err);
}
