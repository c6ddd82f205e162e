/* A record as bytes, to be handed to another process. */
#ifndef IO_PARCEL_H
#define IO_PARCEL_H

#include "io/input.h"

/* Append to a buffer what a record's bytes have to follow to make a parcel:
 * its fields and strings. NCL_NOMEM. */
enum ncl_status parcel_head(struct ncl_buffer *to,
			    const struct input_record *record);
/* The record of a parcel, which stays as long as `bytes`; bytes[len] is 0. 0:
 * it is none. */
int parcel_open(struct input_record *record, const char *bytes, size_t len);

#endif
