/* What the user set for the uses of a chain: options and models. */
#ifndef CORE_CONFIGURE_H
#define CORE_CONFIGURE_H

#include "pipeline.h"

/* Apply "NAME.KEY=VALUE", NULL-ended; later ones win. A name that is not in
 * the chain and an option that is not there are errors. NULL: nothing. */
enum ncl_status configure_settings(ncl_pipeline *p,
				   const char *const *settings,
				   struct ncl_error *err);
/* The same for "NAME=FILE". */
enum ncl_status configure_models(ncl_pipeline *p, const char *const *models,
				 struct ncl_error *err);

#endif
