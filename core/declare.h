/*
 * What a plugin declares about itself: does it make sense? Each function's
 * error says what does not, without the name of the file.
 */
#ifndef CORE_DECLARE_H
#define CORE_DECLARE_H

#include "nclass/nclass.h"

/* A name of a plugin, a use or an option: a lower-case letter, then letters,
 * digits and single hyphens, 64 at most. */
int declare_is_name(const char *name);
/* A name of a layer: "publisher.name/N", both as above, N from 1. */
int declare_is_layer(const char *name);

/* Name, version, summary, licence, run. */
enum ncl_status declare_check_plugin(const struct ncl_plugin *p,
				     struct ncl_error *err);
/* These take arrays of our own struct size (loader.c makes them). */
enum ncl_status declare_check_layers(const struct ncl_layer_decl *layers,
				     uint32_t count, struct ncl_error *err);
enum ncl_status declare_check_options(const char *plugin,
				      const struct ncl_option *options,
				      uint32_t count, struct ncl_error *err);
/* Unit, gold, dense and hashed features, the function. */
enum ncl_status declare_check_features(const struct ncl_features *f,
				       struct ncl_error *err);

#endif
