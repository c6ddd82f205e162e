#include "model.h"

#include <string.h>

#include "io/display.h"
#include "io/json_out.h"

#define FEATURES 8 /* told of for a label, where nobody says how many */

static uint32_t most(uint64_t asked, uint32_t usual)
{
	return asked == UINT64_MAX ? usual :
	       asked < UINT32_MAX ? (uint32_t)asked : UINT32_MAX;
}

/* ------------------------------------------------------------ for a person */

/* "key: value"; a value of several lines is put in under its key. */
static void write_fact(struct out *o, const char *key, const char *value)
{
	out_text(o, key);
	OUT(o, ": ");
	for (; *value; value++) {
		out_bytes(o, value, 1);
		if (*value == '\n')
			OUT(o, "    ");
	}
	OUT(o, "\n");
}

static void write_clean(struct out *o, const char *text)
{
	struct ncl_buffer valid = { 0 };
	struct out copy;

	out_start(&copy, &valid);
	out_valid(&copy, text, strlen(text));
	if (out_end(&copy))
		o->failed = 1;
	else
		display_clean(o, valid.data, valid.len);
	ncl_buffer_release(&valid);
}

/* "for: police | arrested | the police" */
static void write_strongest(struct out *o, const ncl_model *model,
			    uint32_t label, uint32_t n, int against)
{
	struct ncl_strong s;
	uint32_t written = 0;

	for (uint32_t i = 0; written < n &&
	     ncl_model_strongest(model, label, i, &s); i++) {
		if ((s.usual < 0) != against)
			continue;
		if (written++)
			OUT(o, " | ");
		else
			out_text(o, against ? "          against: " :
					      "          for: ");
		write_clean(o, s.name ? s.name : "?");
	}
	if (written)
		OUT(o, "\n");
}

static void write_label(struct out *o, const ncl_model *model, uint32_t i,
			const struct model_options *how)
{
	const struct ncl_model_label *label = ncl_model_label(model, i);
	uint32_t n = most(how->features, FEATURES);

	OUT(o, "  ");
	out_score(o, label->threshold);
	OUT(o, "  ");
	display_clean(o, label->name, strlen(label->name));
	if (label->id) {
		OUT(o, " (");
		display_clean(o, label->id, strlen(label->id));
		OUT(o, ")");
	}
	OUT(o, "\n");
	write_strongest(o, model, i, n, 0);
	write_strongest(o, model, i, (n + 2) / 4, 1);
}

static void write_text(struct out *o, const ncl_model *model,
		       const char *path, const struct model_options *how)
{
	const char *key, *value;
	struct ncl_model_size size = { 0 };
	uint32_t n = ncl_model_label_count(model);
	uint32_t told = most(how->labels, n);

	ncl_model_sizes(model, &size);
	out_format(o, "file: %s\nsize: %.1f MB\n", path,
		   (double)size.bytes / 1e6);
	out_format(o, "features: %u dense, %u hashed, in %u bits\n",
		   size.dense, size.features, size.weight_bits);
	for (uint32_t i = 0; ncl_model_fact(model, i, &key, &value); i++)
		write_fact(o, key, value);
	out_format(o, "labels: %u (each assigned from the score before it)\n",
		   n);
	for (uint32_t i = 0; i < n && i < told; i++)
		write_label(o, model, i, how);
	if (told < n)
		out_format(o, "  ... and %u more\n", n - told);
}

/* ------------------------------------------------------------------- JSON */

static void json_string(struct out *o, const char *key, const char *text)
{
	out_text(o, key);
	out_json_bytes(o, text, strlen(text));
}

static void json_strongest(struct out *o, const ncl_model *model,
			   uint32_t label, uint32_t n, int against)
{
	struct ncl_strong s;
	uint32_t written = 0;

	out_text(o, against ? ",\"against\":[" : ",\"for\":[");
	for (uint32_t i = 0; written < n &&
	     ncl_model_strongest(model, label, i, &s); i++) {
		if ((s.usual < 0) != against)
			continue;
		out_text(o, written++ ? "," : "");
		json_string(o, "{\"group\":", s.group ? s.group : "dense");
		if (s.name)
			json_string(o, ",\"name\":", s.name);
		else
			OUT(o, ",\"name\":null");
		OUT(o, ",\"weight\":");
		out_decimal(o, (double)s.weight);
		OUT(o, ",\"usual\":");
		out_decimal(o, (double)s.usual);
		OUT(o, "}");
	}
	OUT(o, "]");
}

static void json_label(struct out *o, const ncl_model *model, uint32_t i,
		       const struct model_options *how)
{
	const struct ncl_model_label *label = ncl_model_label(model, i);
	uint32_t n = most(how->features, UINT32_MAX);

	json_string(o, "{\"label\":", label->name);
	if (label->id)
		json_string(o, ",\"id\":", label->id);
	OUT(o, ",\"threshold\":");
	out_score(o, label->threshold);
	json_strongest(o, model, i, n, 0);
	json_strongest(o, model, i, n, 1);
	OUT(o, "}");
}

static void write_json(struct out *o, const ncl_model *model,
		       const char *path, const struct model_options *how)
{
	const char *key, *value;
	struct ncl_model_size size = { 0 };
	uint32_t n = ncl_model_label_count(model);
	uint32_t told = most(how->labels, n);

	ncl_model_sizes(model, &size);
	json_string(o, "{\"file\":", path);
	OUT(o, ",\"bytes\":");
	out_number(o, size.bytes);
	out_format(o, ",\"dense\":%u,\"features\":%u,\"weight_bits\":%u",
		   size.dense, size.features, size.weight_bits);
	OUT(o, ",\"facts\":[");
	for (uint32_t i = 0; ncl_model_fact(model, i, &key, &value); i++) {
		json_string(o, i ? ",[" : "[", key);
		json_string(o, ",", value);
		OUT(o, "]");
	}
	out_format(o, "],\"label_count\":%u,\"labels\":[", n);
	for (uint32_t i = 0; i < n && i < told; i++) {
		out_text(o, i ? "," : "");
		json_label(o, model, i, how);
	}
	OUT(o, "]}\n");
}

void model_info(struct out *o, const ncl_model *model, const char *path,
		const struct model_options *how)
{
	if (how->json)
		write_json(o, model, path, how);
	else
		write_text(o, model, path, how);
}
