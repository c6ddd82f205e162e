/* JSON lines with fields that are carried through: what is written is JSON
 * that begins with the line itself, and the kept fields stand in it. */
#include "fuzz.h"

#include <cjson/cJSON.h>

#include "io/json_in.h"

/* The output is an object with all of the input's members and one more. */
static void check_merged(const cJSON *in, const cJSON *out)
{
	const cJSON *was, *is = out->child;

	cJSON_ArrayForEach(was, in) {
		MUST(is && !strcmp(was->string, is->string));
		MUST(cJSON_Compare(was, is, 1) || cJSON_IsNumber(was) ||
		     was->child);
		is = is->next;
	}
	MUST(is && !strcmp(is->string, "nclass") && !is->next);
	MUST(cJSON_GetObjectItemCaseSensitive(is, "status"));
}

static void check_kept(const cJSON *in, const cJSON *out)
{
	const cJSON *is =
		cJSON_GetObjectItemCaseSensitive(out->child, "fields");
	const cJSON *was = cJSON_GetObjectItemCaseSensitive(in, "a");

	out = out->child;
	while (out->next)
		out = out->next;
	is = cJSON_GetObjectItemCaseSensitive(out, "fields");
	MUST((was != NULL) ==
	     (cJSON_GetObjectItemCaseSensitive(is, "a") != NULL));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct ncl_fields fields = { .text = "body",
						    .keep = "a,b",
						    .merge = "nclass" };
	char *line = input_copy(data, size);
	struct ncl_buffer written = { 0 };
	struct ncl_error err = { 0 };
	cJSON *in, *out;
	ncl_doc *doc = NULL;

	MUST(ncl_doc_new(&doc, &err) == NCL_OK);
	if (json_read(doc, line, size, &fields, &err) == NCL_OK) {
		check_document(doc);
		MUST(ncl_write_jsonl(&written, doc, NULL) == NCL_OK);
		MUST(json_open(&in, line, size, &err) == NCL_OK);
		MUST(json_open(&out, written.data, written.len - 1, &err) ==
		     NCL_OK);
		check_merged(in, out);
		check_kept(in, out);
		cJSON_Delete(in);
		cJSON_Delete(out);
	}
	ncl_buffer_release(&written);
	ncl_doc_free(doc);
	free(line);
	return 0;
}
