#include "record.h"

#include "json_out.h"

static void write_string(struct out *o, const char *key, const char *text)
{
	out_text(o, key);
	out_json_bytes(o, text, strlen(text));
}

void record_head(struct out *o, const struct ncl_origin *origin,
		 const char *status)
{
	OUT(o, "{\"id\":");
	if (origin->id_json) {
		out_text(o, origin->id_json);
	} else if (origin->id || origin->source) {
		write_string(o, "", origin->id ? origin->id : origin->source);
	} else {
		OUT(o, "\"");
		out_number(o, origin->index);
		OUT(o, "\"");
	}
	if (origin->source)
		write_string(o, ",\"source\":", origin->source);
	OUT(o, ",\"index\":");
	out_number(o, origin->index);
	OUT(o, ",\"status\":\"");
	out_text(o, status);
	OUT(o, "\"");
}
