#include "run_files.h"

#include <string.h>

static enum pack_kind pack_kind(const struct run_options *o, const char *path)
{
	static const enum pack_kind kinds[] = { PACK_NONE, PACK_NONE,
						PACK_GZIP, PACK_ZSTD };

	return o->compress ? kinds[o->compress] :
			     path ? pack_by_name(path) : PACK_NONE;
}

/* Files of their own for the inputs. */
static enum ncl_status open_mirror(struct run *r, struct ncl_error *err)
{
	static const char *const endings[] = {
		[RUN_PRETTY] = ".txt", [RUN_JSONL] = ".jsonl",
		[RUN_TEXT] = ".txt",   [RUN_HTML] = ".html",
		[RUN_DOLMA] = NULL,
	};
	const char *folder = r->options->output_dir;

	input_leave_folder(r->input, folder);
	return mirror_new(&r->mirror, folder, endings[r->format], err);
}

enum ncl_status run_files_open(struct run *r, const struct journal_mark *last,
			       struct ncl_error *err)
{
	const struct run_options *o = r->options;
	const char *paths[JOURNAL_FILES] = { o->output, o->quarantine,
					     o->stats };
	struct output **files[JOURNAL_FILES] = { &r->output, &r->quarantine,
						 &r->stats };
	enum ncl_status ret = NCL_OK;

	for (int i = 0; i < JOURNAL_FILES && !ret; i++) {
		const struct output_how how = {
			.pack = pack_kind(i ? &(struct run_options){ 0 } : o,
					  paths[i]),
			.goes_on = last ? &last->files[i] : NULL,
		};

		if (i && !paths[i])
			continue;
		if (!i && o->output_dir) {
			ret = open_mirror(r, err);
			continue;
		}
		ret = output_open_as(files[i], paths[i], &how, err);
		if (!ret)
			input_leave_out(r->input, *files[i]);
	}
	return ret;
}

const char *run_files_name(const struct run *r)
{
	const struct run_options *o = r->options;

	return o->output_dir ? o->output_dir : o->output;
}

enum ncl_status run_files_journal(const struct run *r, struct ncl_buffer *path,
				  struct ncl_error *err)
{
	const struct run_options *o = r->options;
	const char *const more[] = { o->choose.files_from, o->shard };

	if (o->output_dir)
		return mirror_journal(path, o->output_dir, r->inputs, more,
				      err);
	if (output_part_name(path, o->output) ||
	    (path->len && ncl_buffer_add(path, OUTPUT_JOURNAL,
					 strlen(OUTPUT_JOURNAL))))
		return ncl_error_set(err, NCL_NOMEM, "out of memory");
	return NCL_OK;
}

int run_files_packed(const struct run *r)
{
	return (r->output && output_packs(r->output)) ||
	       (r->quarantine && output_packs(r->quarantine)) ||
	       (r->stats && output_packs(r->stats));
}

void run_files_free(struct run *r)
{
	output_free(r->output);
	output_free(r->quarantine);
	output_free(r->stats);
	mirror_free(r->mirror);
}
