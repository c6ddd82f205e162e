/*
 * A chain of plugins, opened; and a worker, which runs it.
 *
 *	ncl_pipeline                       ncl_worker (one a process)
 *	  stages[0] section  shared -----> instances[0] self
 *	  stages[1] boiler   shared -----> instances[1] self
 *	  table: layers and labels         error of the run
 *
 * A stage is one use of a plugin in a chain: its alias, settings, models and
 * a host table of its own, whose `stage` points back here.
 */
#ifndef CORE_PIPELINE_H
#define CORE_PIPELINE_H

#include "document.h"
#include "settings.h"

struct scratch; /* score.h: a worker's memory for scoring */

enum stage_phase { STAGE_OPENING = 1, STAGE_CREATING, STAGE_READY };

/* A layer a stage declared, resolved. */
struct stage_layer {
	const char *declared; /* the name in the plugin's constant */
	ncl_layer handle;     /* 0: optional and absent */
	enum ncl_layer_use use;
	enum ncl_layer_kind kind;
};

struct stage {
	char *name; /* alias, or the plugin's name */
	char *path; /* of the shared object */
	const void *constant; /* its own ncl_plugin_main (loader_claim) */
	const struct ncl_declaration *declaration; /* NULL: of no file */
	struct ncl_plugin plugin;  /* copy, cut or zero-filled to our size */
	struct ncl_features features; /* likewise; size 0: not trainable */
	struct ncl_host host;      /* its own table */
	void *beyond[64]; /* NULL: what a table of a later minor has there */
	ncl_settings settings;
	struct stage_layer *layers;
	uint32_t layer_count;
	char *model_path;   /* from --model, or NULL */
	ncl_model **models; /* opened by it; freed after close */
	uint32_t model_count;
	struct tandem *tandem; /* with a later stage; NULL: alone */
	int training; /* being trained: model_open gives an empty model */
	int opened;
	enum stage_phase phase;
	void *shared;
	struct ncl_pipeline *pipeline;
	/* Whose run (or features) is being called, or NULL: set and cleared
	 * together with doc->speaker; fail() notes the reason there. */
	struct instance *running;
	struct ncl_error error; /* of open and create, by fail() */
};

struct instance {
	struct stage *stage;
	void *self;
	int created;
	int scoring; /* inside features: no predict, nothing is written */
	struct scratch *scratch;
	const struct stage_layer *last; /* that was asked for by its handle */
	/* What predict found last on this document, or NULL. */
	const struct ncl_scores *predicted;
	struct ncl_error error; /* of run, by fail() or the host itself */
};

struct ncl_pipeline {
	struct stage *stages; /* in the order of the chain */
	uint32_t count;
	struct layer_table table;
	void (*log)(void *, enum ncl_log_level, const char *, const char *);
	void *log_data;
	struct ncl_catalogue *catalogue;
	char *model_path; /* folders for models, or NULL */
	int for_training; /* its documents may be those of its models */
};

struct ncl_worker {
	struct ncl_pipeline *pipeline;
	volatile uint32_t *watch; /* told which use is at work; or NULL */
	struct instance *instances;
};

/* As ncl_pipeline_open; the last use, named `trainee`, is opened for
 * training (NULL: none). It is not run by ncl_worker_run. */
enum ncl_status pipeline_open(ncl_pipeline **out,
			      const struct ncl_config *config,
			      const char *trainee, struct ncl_error *err);

/* The functions of the host table: host.c fills a stage's own. */
void host_fill(struct ncl_host *host, struct stage *stage, uint32_t size);
/* Around run and features: the instance speaks of the document. */
void host_enter(struct instance *instance, ncl_doc *doc);
void host_leave(struct instance *instance, ncl_doc *doc);

#endif
