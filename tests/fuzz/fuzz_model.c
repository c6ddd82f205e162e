/*
 * Model files: as they are, and with length and checksum put right, so that
 * what lies behind the checksum is reached.
 */
#include "fuzz.h"

#include <xxhash.h>

#include "core/model_file.h"

static void try_model(const char *bytes, size_t size)
{
	struct ncl_error err = { 0 };
	struct ncl_model_size sizes;
	struct ncl_buffer out = { 0 };
	const char *key, *value;
	ncl_model *model = NULL;

	if (model_read(&model, input_copy((const void *)bytes, size), size,
		       "fuzz.ncm", &err) != NCL_OK) {
		MUST(!model && err.text[0]);
		return;
	}
	for (uint32_t i = 0; i < ncl_model_label_count(model); i++)
		MUST(ncl_model_label(model, i)->name);
	for (uint32_t i = 0; ncl_model_fact(model, i, &key, &value); i++)
		MUST(key && value);
	ncl_model_sizes(model, &sizes);
	/* a file has one form only, so it is written as it was read */
	MUST(model_bytes(model, &out, &err) == NCL_OK);
	MUST(out.len == size && !memcmp(out.data, bytes, size));
	ncl_buffer_release(&out);
	ncl_model_free(model);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	size_t skip = offsetof(struct model_head, parts);
	struct model_head head;
	char *bytes = input_copy(data, size);

	try_model(bytes, size);
	if (size >= sizeof(head)) {
		memcpy(&head, bytes, sizeof(head));
		head.length = size;
		head.checksum = XXH3_64bits(bytes + skip, size - skip);
		memcpy(bytes, &head, sizeof(head));
		try_model(bytes, size);
	}
	free(bytes);
	return 0;
}
