/* Files that declare plugins: refused with a reason, or whole. */
#include "fuzz.h"

#include <stdio.h>
#include <unistd.h>

#include "core/declaration.h"

static enum ncl_status run(void *self, ncl_doc *doc)
{
	(void)self;
	(void)doc;
	return NCL_OK;
}

static const struct ncl_option own[] = {
	{ .name = "command", .type = NCL_TEXT, .value = "", .choices = "",
	  .help = "" },
};

static const struct ncl_plugin engine = {
	.name = "exec", .version = "1", .summary = "s", .licence = "MIT",
	.options = own, .option_size = sizeof(own[0]), .option_count = 1,
	.run = run,
};

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	char path[] = "/tmp/nclass-fuzz-XXXXXX";
	int file = mkstemp(path);
	struct ncl_error err = { 0 };
	struct declaration *d;

	MUST(file >= 0 && write(file, data, size) == (ssize_t)size);
	close(file);
	if (declaration_read(&d, path, &engine, &err) != NCL_OK) {
		MUST(!d && err.text[0]);
	} else {
		const struct ncl_plugin *p = d->shown.plugin;

		declaration_trust(d, NULL);
		for (uint32_t i = 0; i < p->layer_count; i++)
			MUST(p->layers[i].name && d->shown.labels[i]);
		MUST(p->layer_count && p->option_count >= d->shown.own);
	}
	declaration_free(d);
	unlink(path);
	return 0;
}
