/* ncl_runner of nclass.h: a staff (staff.h) that writes JSON lines. */
#include <nclass/nclass.h>

#include <stdlib.h>
#include <string.h>

#include "io/staff.h"

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
	struct staff *staff;
	struct ncl_buffer bytes; /* of a document that is done here */
	uint64_t put, taken;
	struct done *first, *last;
	struct done *given; /* to the caller, until the next */
	struct ncl_error ended; /* why no document can be done */
};

/* ------------------------------------------------------------- a document */

static enum ncl_status write_doc(void *data, const ncl_doc *doc,
				 struct fleet_reply *reply)
{
	const ncl_runner *r = data;
	size_t len;
	const char *text = ncl_doc_text(doc, &len);

	if (r->with_text && ncl_buffer_add(&reply->aside, text, len))
		return NCL_NOMEM;
	return ncl_write_jsonl(&reply->out, doc, &r->write);
}

static enum ncl_status fail_doc(void *data, const struct input_record *record,
				const ncl_doc *doc, struct fleet_reply *reply)
{
	(void)data;
	(void)record;
	return ncl_write_failed(&reply->out, doc, reply->why.data);
}

/* Keep a result until it is taken; the reply is emptied. */
static enum ncl_status keep(void *data, struct fleet_reply *reply,
			    struct ncl_error *err)
{
	ncl_runner *r = data;
	struct done *done;

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

static enum ncl_status start(ncl_runner *r, ncl_pipeline *p,
			     const struct ncl_running *how,
			     struct ncl_error *err)
{
	const struct staff_how staff = {
		.pipeline = p,
		.input = &r->input,
		.fleet = {
			.jobs = how->jobs,
			.timeout = how->timeout > 0 ? how->timeout :
				   how->timeout < 0 ? 0 : TIMEOUT,
			.memory = how->memory == UINT64_MAX ? 0 :
				  how->memory ? how->memory : MEMORY,
			.isolate = how->isolate,
		},
		.option = "",
		.write = write_doc,
		.fail = fail_doc,
		.take = keep,
		.data = r,
	};

	return staff_new(&r->staff, &staff, err);
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
	ret = start(r, p, how, err);
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
	staff_free(r->staff);
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
	struct ncl_error text;

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
	ncl_error_set(&text, NCL_LIMIT, "larger than the %llu bytes allowed",
		      (unsigned long long)r->input.max_doc_bytes);
	input_name(why, record, text.text);
	why->code = NCL_LIMIT;
	return 0;
}

/* Readers need a NUL behind the bytes; to workers they go with one. */
static enum ncl_status put(ncl_runner *r, struct input_record *record,
			   struct ncl_error *err)
{
	r->bytes.len = 0;
	if (!staff_fleet(r->staff) &&
	    ncl_buffer_add(&r->bytes, record->bytes, record->len))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	if (!staff_fleet(r->staff))
		record->bytes = r->bytes.data ? r->bytes.data : "";
	return staff_put(r->staff, record, err);
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
	struct input_record record;
	struct ncl_error why, own;
	enum ncl_status ret;

	err = err ? err : &own;
	if (r->ended.code)
		return ended(r, NCL_OK, err);
	if ((unsigned)input->format > NCL_INPUT_JSON)
		return ncl_error_set(err, NCL_USAGE, "no input format %u",
				     (unsigned)input->format);
	if (make_record(r, input, &record, &why))
		ret = put(r, &record, err);
	else
		ret = staff_put_bad(r->staff, &record, &why, STAFF_BAD, err);
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
	if (!r->first && staff_fleet(r->staff) && wait)
		ret = ended(r, fleet_wait(staff_fleet(r->staff), err), err);
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
