/* ncl_runner of nclass.h: a fleet, or this process, that writes JSON lines. */
#include <nclass/nclass.h>

#include <stdlib.h>
#include <string.h>

#include "io/charset.h"
#include "io/labeller.h"
#include "io/parcel.h"

#define TIMEOUT 60.0
#define MEMORY ((uint64_t)512 << 20)

/* A result that waits to be taken. */
struct done {
	struct done *next;
	struct fleet_reply reply;
};

struct ncl_runner {
	struct input_options input;
	struct ncl_write_options write;
	int with_text; /* in a reply it is set aside */
	struct labeller labeller;
	struct fleet *fleet; /* NULL: no jobs */
	struct charset_held *held;
	struct ncl_buffer bytes; /* of a document, or the head of a parcel */
	uint64_t put, taken;
	struct done *first, *last;
	struct done *given; /* to the caller, until the next */
	struct ncl_error ended; /* why no document can be done */
};

/* ------------------------------------------------------------- a document */

struct form {
	struct fleet_reply *reply;
	const ncl_runner *runner;
};

static enum ncl_status write_line(void *data, const ncl_doc *doc)
{
	const struct form *form = data;
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	if (form->runner->with_text &&
	    ncl_buffer_add(&form->reply->aside, text, len))
		return NCL_NOMEM;
	return ncl_write_jsonl(&form->reply->out, doc, &form->runner->write);
}

static void fail(const ncl_doc *doc, const struct ncl_error *why,
		 struct fleet_reply *reply)
{
	reply->status = why->code;
	reply->out.len = reply->why.len = reply->aside.len = 0;
	if (ncl_buffer_add(&reply->why, why->text, strlen(why->text)) ||
	    ncl_write_failed(&reply->out, doc, why->text))
		reply->status = NCL_FATAL; /* not even this can be said */
}

static void label(ncl_runner *r, const struct input_record *record,
		  const char *condemned, struct fleet_reply *reply)
{
	struct form form = { reply, r };
	const struct labeller_writer writer = { write_line, &form };
	struct ncl_error why = { 0 };
	enum ncl_status status = labeller_read(&r->labeller, record, &why);

	if (!status)
		status = labeller_label(&r->labeller, condemned, &writer,
					&why);
	if (status)
		fail(r->labeller.doc, &why, reply);
	labeller_rest(&r->labeller);
}

/* The reply to a document of which nothing is known. */
static void label_unread(ncl_runner *r, const struct input_record *record,
			 const struct ncl_error *why,
			 struct fleet_reply *reply)
{
	struct ncl_error named;
	ncl_doc *doc = NULL;

	input_name(&named, record, why->text);
	named.code = why->code;
	if (ncl_doc_new(&doc, NULL) ||
	    input_set_origin(doc, record, &r->input, NULL))
		reply->status = NCL_FATAL;
	else
		fail(doc, &named, reply);
	ncl_doc_free(doc);
}

/* ---------------------------------------------------------------- workers */

static enum ncl_status begin(void *data, struct fleet_watch *watch,
			     struct ncl_error *err)
{
	ncl_runner *r = data;

	return labeller_begin(&r->labeller, watch, err);
}

static void work(void *data, const struct fleet_item *item,
		 struct fleet_reply *reply)
{
	struct input_record record;

	if (parcel_open(&record, item->bytes, item->len))
		label(data, &record, item->condemned, reply);
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
	ncl_error_set(&why, NCL_DOC, "%s", item->condemned);
	label_unread(data, &record, &why, reply);
}

static const char *stage(void *data, uint32_t number)
{
	const ncl_runner *r = data;

	return labeller_stage(&r->labeller, number);
}

/* Keep a result until it is taken; the reply is emptied. */
static enum ncl_status keep(void *data, struct fleet_reply *reply,
			    struct ncl_error *err)
{
	ncl_runner *r = data;
	struct done *done;

	if (reply->status == NCL_FATAL)
		return ncl_error_set(err, NCL_FATAL, "%s",
				     reply->why.len ? reply->why.data :
						      "out of memory");
	done = calloc(1, sizeof(*done));
	if (!done)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	done->reply = *reply;
	*reply = (struct fleet_reply){ 0 };
	if (r->last)
		r->last->next = done;
	else
		r->first = done;
	r->last = done;
	return NCL_OK;
}

/* ------------------------------------------------------------------- begin */

static enum ncl_status check_isolate(const ncl_runner *r,
				     const struct ncl_running *how,
				     struct ncl_error *err)
{
	const char *use = labeller_escapes(r->labeller.pipeline);

	if (!how->jobs)
		return ncl_error_set(err, NCL_USAGE, "isolate is for workers: "
				     "set jobs to 1 or more");
	return !use ? NCL_OK :
		      ncl_error_set(err, NCL_USAGE, "isolate: %s runs a "
				    "program of its own, which would not be "
				    "isolated", use);
}

static enum ncl_status start(ncl_runner *r, const struct ncl_running *how,
			     struct ncl_error *err)
{
	const struct fleet_work todo = { .begin = begin, .run = work,
					 .fallen = fallen, .take = keep,
					 .stage = stage, .data = r };
	const struct fleet_options fleet = {
		.jobs = how->jobs,
		.timeout = how->timeout > 0 ? how->timeout :
			   how->timeout < 0 ? 0 : TIMEOUT,
		.memory = r->labeller.memory,
		.isolate = how->isolate,
	};
	enum ncl_status ret = NCL_OK;

	if (how->isolate)
		ret = check_isolate(r, how, err);
	if (!how->jobs)
		return ret ? ret : labeller_begin(&r->labeller, NULL, err);
	if (how->isolate && !ret)
		ret = charset_hold(&r->held, NULL, err);
	return ret ? ret : fleet_new(&r->fleet, &todo, &fleet, err);
}

enum ncl_status ncl_runner_new(ncl_runner **out, ncl_pipeline *p,
			       const struct ncl_running *how,
			       struct ncl_error *err)
{
	static const struct ncl_running plain;
	ncl_runner *r = calloc(1, sizeof(*r));
	enum ncl_status ret;

	*out = NULL;
	if (!r)
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	how = how ? how : &plain;
	r->input = (struct input_options){
		.fields = how->fields,
		.max_doc_bytes = how->max_doc_bytes ? how->max_doc_bytes :
						      INPUT_MAX_DOC_BYTES,
	};
	r->write = how->write;
	r->with_text = how->with_text;
	r->labeller = (struct labeller){
		.pipeline = p,
		.how = &r->input,
		.memory = how->memory == UINT64_MAX ? 0 :
			  how->memory ? how->memory : MEMORY,
	};
	ret = start(r, how, err);
	if (ret)
		ncl_runner_free(r);
	else
		*out = r;
	return ret;
}

static void done_free(struct done *done)
{
	if (done)
		fleet_reply_release(&done->reply);
	free(done);
}

void ncl_runner_free(ncl_runner *r)
{
	struct done *next;

	if (!r)
		return;
	fleet_free(r->fleet);
	labeller_end(&r->labeller);
	charset_let_go(r->held);
	for (; r->first; r->first = next) {
		next = r->first->next;
		done_free(r->first);
	}
	done_free(r->given);
	ncl_buffer_release(&r->bytes);
	free(r);
}

/* --------------------------------------------------------- put and take */

/* A record of an input; 0: it is too large. */
static int make_record(const ncl_runner *r, const struct ncl_input *input,
		       struct input_record *record, struct ncl_error *why)
{
	static const enum input_format formats[] = {
		[NCL_INPUT_TEXT] = INPUT_TEXT,
		[NCL_INPUT_HTML] = INPUT_HTML,
		[NCL_INPUT_JSON] = INPUT_JSONL,
	};

	*record = (struct input_record){
		.format = formats[input->format],
		.bytes = input->bytes ? input->bytes : "",
		.len = input->len,
		.source = input->source,
		.id = input->id,
		.charset = input->charset,
		.line = input->line,
		.at = INPUT_NOWHERE,
		.index = r->put,
	};
	if (input->len <= r->input.max_doc_bytes)
		return 1;
	ncl_error_set(why, NCL_LIMIT, "larger than the %llu bytes allowed",
		      (unsigned long long)r->input.max_doc_bytes);
	return 0;
}

static enum ncl_status put_reply(ncl_runner *r, struct fleet_reply *reply,
				 struct ncl_error *err)
{
	enum ncl_status ret;

	if (r->fleet)
		return fleet_put_reply(r->fleet, reply, err);
	ret = keep(r, reply, err);
	fleet_reply_release(reply);
	return ret;
}

/* In this process: readers need a NUL behind the bytes. */
static enum ncl_status put_here(ncl_runner *r, struct input_record *record,
				struct ncl_error *err)
{
	struct fleet_reply reply = { 0 };

	if (ncl_buffer_add(&r->bytes, record->bytes, record->len))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	record->bytes = r->bytes.data ? r->bytes.data : "";
	label(r, record, NULL, &reply);
	return put_reply(r, &reply, err);
}

static enum ncl_status put_there(ncl_runner *r,
				 const struct input_record *record,
				 struct ncl_error *err)
{
	struct fleet_parts item = { .bytes = record->bytes,
				    .len = record->len };

	if (parcel_head(&r->bytes, record))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	item.head = r->bytes.data;
	item.head_len = r->bytes.len;
	return fleet_put(r->fleet, &item, err);
}

static enum ncl_status ended(ncl_runner *r, enum ncl_status status,
			     struct ncl_error *err)
{
	if (status && !r->ended.code && err)
		r->ended = *err;
	if (r->ended.code && err)
		*err = r->ended;
	return r->ended.code ? r->ended.code : status;
}

enum ncl_status ncl_runner_put(ncl_runner *r, const struct ncl_input *input,
			       struct ncl_error *err)
{
	struct fleet_reply reply = { 0 };
	struct input_record record;
	struct ncl_error why, own;
	enum ncl_status ret;

	err = err ? err : &own;
	if (r->ended.code)
		return ended(r, NCL_OK, err);
	if ((unsigned)input->format > NCL_INPUT_JSON)
		return ncl_error_set(err, NCL_USAGE, "no input format %u",
				     (unsigned)input->format);
	r->bytes.len = 0;
	if (!make_record(r, input, &record, &why)) {
		label_unread(r, &record, &why, &reply);
		ret = put_reply(r, &reply, err);
	} else {
		ret = r->fleet ? put_there(r, &record, err) :
				 put_here(r, &record, err);
	}
	r->put += ret == NCL_OK;
	return ended(r, ret, err);
}

enum ncl_status ncl_runner_take(ncl_runner *r, int wait,
				struct ncl_result *result,
				struct ncl_error *err)
{
	struct fleet_reply *reply;
	struct ncl_error own;
	enum ncl_status ret = NCL_OK;

	err = err ? err : &own;
	*result = (struct ncl_result){ 0 };
	done_free(r->given);
	r->given = NULL;
	if (!r->first && r->fleet && wait)
		ret = ended(r, fleet_wait(r->fleet, err), err);
	if (!r->first)
		return ret ? ret : NCL_SKIP;
	r->given = r->first;
	r->first = r->given->next;
	r->last = r->first ? r->last : NULL;
	reply = &r->given->reply;
	*result = (struct ncl_result){
		.status = reply->status,
		.index = r->taken++,
		.json = reply->out.data,
		.json_len = reply->out.len,
		.error = reply->status ? reply->why.data : NULL,
		.text = reply->status ? NULL : reply->aside.data,
		.text_len = reply->aside.len,
	};
	return NCL_OK;
}
