/* The version of nclass: the one place where it stands. */
#ifndef NCLASS_VERSION_H
#define NCLASS_VERSION_H

#define NCL_VERSION_MAJOR 0
#define NCL_VERSION_MINOR 1
#define NCL_VERSION_PATCH 0
#define NCL_VERSION "0.1.0"

#endif
