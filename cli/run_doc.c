#include "run_doc.h"

#include "io/aside.h"

enum ncl_status run_doc_write(void *data, const ncl_doc *doc,
			      struct fleet_reply *reply)
{
	const struct run *r = data;

	if (r->format == RUN_JSONL)
		return ncl_write_jsonl(&reply->out, doc, &r->how);
	if (r->format == RUN_DOLMA)
		return ncl_write_dolma(&reply->out, doc, 0);
	if (r->format == RUN_PRETTY)
		return ncl_write_pretty(&reply->out, doc, &r->how);
	if (r->format == RUN_HTML)
		return ncl_write_html(&reply->out, doc);
	return ncl_write_text(&reply->out, doc);
}

enum ncl_status run_doc_fail(void *data, const struct input_record *record,
			     const ncl_doc *doc, struct fleet_reply *reply)
{
	const struct run *r = data;
	enum ncl_status status = NCL_OK;

	if (r->format == RUN_JSONL)
		status = ncl_write_failed(&reply->out, doc, reply->why.data);
	else if (r->format == RUN_DOLMA)
		status = ncl_write_dolma(&reply->out, doc, 1);
	return status || !r->options->quarantine ? status :
	       aside_write(&reply->aside, record, doc, reply->why.data);
}
