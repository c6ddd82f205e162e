#include "run_resume.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/journal.h"
#include "message.h"
#include "run_facts.h"
#include "run_files.h"
#include "run_stats.h"

/* Documents in a member of compressed output; marks stand between members. */
#define MEMBER 1024

/* ------------------------------------------------------------------- places */

enum ncl_status resume_put(struct run *r, const struct input_record *record,
			   struct ncl_error *err)
{
	struct run_places *p = &r->places;
	struct run_place *last = &p->last, *more;

	if (!r->journal)
		return NCL_OK;
	if (record->input != last->input || !last->records) {
		*last = (struct run_place){ .input = record->input };
		if (journal_input(r->journal, record->input, record->source))
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
	}
	last->records++;
	last->offset = record->at;
	if (p->count == p->size) {
		size_t size = p->size ? 2 * p->size : 256;

		more = malloc(size * sizeof(*more));
		if (!more)
			return ncl_error_set(err, NCL_NOMEM, "out of memory");
		for (size_t i = 0; i < p->count; i++)
			more[i] = p->items[(p->first + i) % p->size];
		free(p->items);
		p->items = more;
		p->size = size;
		p->first = 0;
	}
	p->items[(p->first + p->count++) % p->size] = *last;
	return NCL_OK;
}

static void pop_place(struct run *r)
{
	struct run_places *p = &r->places;
	const struct run_place *place = &p->items[p->first];

	r->mark.input = place->input;
	r->mark.records = place->records;
	r->mark.offset = place->offset;
	p->first = (p->first + 1) % p->size;
	p->count--;
}

/* -------------------------------------------------------------------- marks */

static enum ncl_status mark(struct run *r, struct ncl_error *err)
{
	struct output *files[JOURNAL_FILES] = { r->output, r->quarantine,
						r->stats };
	enum ncl_status ret = NCL_OK;

	r->mark.done = r->done;
	r->mark.pages = r->pages;
	memcpy(r->mark.failures, r->failures, sizeof(r->failures));
	for (int i = 0; i < JOURNAL_FILES && !ret; i++)
		if (files[i])
			ret = output_sync(files[i], &r->mark.files[i], err);
	r->marked = progress_seconds(&r->progress);
	return ret ? ret : journal_mark(r->journal, &r->mark, err);
}

static enum ncl_status cut(struct run *r, struct ncl_error *err)
{
	enum ncl_status ret = output_cut(r->output, err);

	if (!ret && r->quarantine)
		ret = output_cut(r->quarantine, err);
	return ret || !r->stats ? ret : output_cut(r->stats, err);
}

/* Compressed members end at fixed counts: what is behind the last of them is
 * done again. */
static int can_mark(const struct run *r)
{
	return !run_files_packed(r) || r->done % MEMBER == 0;
}

enum ncl_status resume_taken(struct run *r, struct ncl_error *err)
{
	enum ncl_status ret = run_stats(r, 0, err);
	double since;

	if (!ret && r->done % MEMBER == 0)
		ret = cut(r, err);
	if (ret || !r->journal)
		return ret;
	pop_place(r);
	if (!can_mark(r))
		return NCL_OK;
	since = progress_seconds(&r->progress) - r->marked;
	return since < r->options->checkpoint ? NCL_OK : mark(r, err);
}

/* ---------------------------------------------------------------- going on */

/* What is needed to pass over inputs. */
struct passing {
	struct run *run;
	struct journal_past *past;
	uint64_t next; /* input */
};

/* An input that is done. */
static enum ncl_status pass_input(void *data, const struct input_record *at,
				  struct ncl_error *err)
{
	struct passing *p = data;
	enum ncl_status ret = journal_check_input(p->past, at->input,
						  at->source, err);
	const char *path;

	p->next = at->input + 1;
	if (!ret && p->run->mirror)
		ret = mirror_pass(p->run->mirror, at->source, at->below, &path,
				  err);
	return ret || !p->run->mirror ? ret :
	       journal_check_output(p->past, path, err);
}

/* An input that was there is not. */
static enum ncl_status miss_input(struct journal_past *past, uint64_t number,
				  struct ncl_error *err)
{
	const char *name = journal_past_input(past, number);

	return ncl_error_set(err, NCL_REFUSED, "%.200s, which was input %"
			     PRIu64 ", is not among the inputs",
			     name ? name : "a file", number + 1);
}

/* The input that the mark stands in. */
static enum ncl_status enter_input(struct run *r, struct journal_past *past,
				   const struct input_record *at,
				   struct ncl_error *err)
{
	const struct journal_mark *last = journal_last(past);
	enum ncl_status ret = journal_check_input(past, last->input,
						  at->source, err);

	return ret || !r->mirror ? ret :
	       mirror_go_on(r->mirror, at->source, at->below, &last->files[0],
			    &r->output, err);
}

/* Pass over what is done. */
static enum ncl_status pass_over(struct run *r, struct journal_past *past,
				 struct ncl_error *err)
{
	const struct journal_mark *last = journal_last(past);
	struct passing passing = { r, past, 0 };
	struct input_record record = { 0 };
	enum ncl_status ret = input_pass(r->input, last->input,
					 last->done - last->records,
					 pass_input, &passing, err);

	if (ret == NCL_MISSING)
		return miss_input(past, passing.next, err);
	for (uint64_t i = 0; i < last->records && !ret; i++) {
		struct ncl_error unused;
		enum input_result got = input_frame(r->input, &record,
						    &unused);

		if (got == INPUT_FATAL)
			return ncl_error_set(err, unused.code, "%s",
					     unused.text);
		if (i == 0 && got == INPUT_END)
			return miss_input(past, last->input, err);
		if (got == INPUT_END || record.input != last->input)
			return ncl_error_set(err, NCL_REFUSED, "input %" PRIu64
					     " has fewer documents than before",
					     last->input + 1);
		if (i == 0)
			ret = enter_input(r, past, &record, err);
	}
	r->places.last = (struct run_place){ last->input, last->records,
					     last->offset };
	return ret;
}

static enum ncl_status go_on(struct run *r, struct journal_past *past,
			     const struct run_facts *facts,
			     struct ncl_error *err)
{
	const struct journal_mark *last = journal_last(past);
	enum ncl_status ret = run_facts_check(facts, past, err);

	r->mark = *last;
	if (!ret)
		ret = journal_go_on(&r->journal, past, err);
	if (!ret)
		ret = run_files_open(r, last, err);
	if (!ret)
		ret = pass_over(r, past, err);
	if (ret)
		return ret;
	r->done = r->put = r->before = last->done;
	r->pages = last->pages;
	memcpy(r->failures, last->failures, sizeof(r->failures));
	for (int i = 0; i < JOURNAL_FAILURES; i++)
		r->failed += r->failures[i];
	r->unreadable = r->failures[RUN_FAILED_INPUT];
	if (!r->options->quiet)
		message("going on behind %" PRIu64 " document%s", r->done,
			message_s(r->done));
	return NCL_OK;
}

static enum ncl_status begin(struct run *r, const char *path,
			     const struct run_facts *facts,
			     struct ncl_error *err)
{
	struct ncl_error why = { 0 };
	enum ncl_status ret = journal_new(&r->journal, path, &why);

	if (ret) /* the user knows the output's name */
		return ncl_error_set(err, ret, "%s%s", run_files_name(r),
				     strncmp(why.text, path, strlen(path)) ?
				     "" : why.text + strlen(path));
	if (run_facts_note(facts, r->journal))
		ret = ncl_error_set(err, NCL_NOMEM, "out of memory");
	return ret ? ret : run_files_open(r, NULL, err);
}

/* `path` is the journal's. */
static enum ncl_status open_journalled(struct run *r, const char *path,
				       struct ncl_error *err)
{
	struct journal_past *past = NULL;
	struct run_facts facts = { 0 };
	struct ncl_error why;
	enum ncl_status ret = journal_load(&past, path, err);

	if (ret == NCL_MISSING)
		ret = NCL_OK;
	if (!ret && past && !r->options->resume)
		ret = ncl_error_set(err, NCL_USAGE, "%s: a run to it was cut "
				    "short after %" PRIu64 " document%s: go "
				    "on with --resume, or remove %s",
				    run_files_name(r),
				    journal_last(past)->done,
				    message_s(journal_last(past)->done), path);
	if (!ret)
		ret = run_facts(&facts, r, err);
	if (!ret && past) {
		ret = go_on(r, past, &facts, &why);
		r->refused = ret != NCL_OK;
		if (ret)
			ncl_error_set(err, ret, "--resume: %s; to begin anew, "
				      "remove %s", why.text, path);
	} else if (!ret) {
		ret = begin(r, path, &facts, err);
	}
	run_facts_release(&facts);
	journal_past_free(past);
	return ret;
}

enum ncl_status resume_open(struct run *r, struct ncl_error *err)
{
	struct ncl_buffer path = { 0 };
	enum ncl_status ret = run_files_journal(r, &path, err);

	if (!ret && path.len)
		ret = open_journalled(r, path.data, err);
	else if (!ret && r->options->resume)
		ret = ncl_error_set(err, NCL_USAGE, "--resume needs --output "
				    "FILE or --output-dir FOLDER: only files "
				    "can be gone on with");
	else if (!ret)
		ret = run_files_open(r, NULL, err);
	ncl_buffer_release(&path);
	return ret;
}

/* ------------------------------------------------------------------ closing */

static enum ncl_status close_all(struct run *r, struct ncl_error *err)
{
	enum ncl_status ret = run_stats(r, 1, err);

	if (!ret && r->stats)
		ret = output_close(r->stats, err);
	if (!ret && r->quarantine)
		ret = output_close(r->quarantine, err);
	if (!ret && r->output)
		ret = output_close(r->output, err);
	if (!ret) {
		journal_end(r->journal, 1);
		r->journal = NULL;
	}
	return ret;
}

enum ncl_status resume_close(struct run *r, enum ncl_status status,
			     struct ncl_error *err)
{
	struct ncl_error late = { 0 };
	const char *left;

	if (!status)
		return close_all(r, err);
	if (r->refused) /* all is as it was left */
		return status;
	if (r->journal && !r->torn && can_mark(r) && r->done > r->mark.done)
		mark(r, &late);
	if (r->output)
		output_flush(r->output, &late);
	if (r->quarantine)
		output_flush(r->quarantine, &late);
	left = r->mirror ? (r->done ? r->options->output_dir : NULL) :
	       r->output ? output_part(r->output) : NULL;
	if (left && r->mark.done)
		message("what was done is in %s; --resume goes on behind %"
			PRIu64 " documents", left, r->mark.done);
	else if (left)
		message("what was done is in %s", left);
	return status;
}

void resume_free(struct run *r)
{
	/* without a mark there is nothing to go on with */
	journal_end(r->journal, !r->mark.done);
	run_files_free(r);
	free(r->places.items);
}
