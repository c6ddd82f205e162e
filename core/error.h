/* ncl_error_set for functions that have a `...` of their own. */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H

#include <stdarg.h>

#include "nclass/nclass.h"

enum ncl_status error_setv(struct ncl_error *err, enum ncl_status code,
			   const char *format, va_list args)
	NCL_PRINTF(3, 0);

#endif
