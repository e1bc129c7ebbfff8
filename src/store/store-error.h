/* store/store-error.h */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define STORE_ERROR (store_error_quark ())
GQuark store_error_quark (void);

typedef enum {
  STORE_ERROR_MISSING,   /* no such file, row or handle */
  STORE_ERROR_NEWER,     /* written by a newer Saltline; the message names both versions */
  STORE_ERROR_DAMAGED,   /* not a database, not a workspace, or integrity_check found faults */
  STORE_ERROR_READ_ONLY, /* somebody else has it open, or the file system says no */
  STORE_ERROR_EXISTS,    /* a file or row of that name is already there */
  STORE_ERROR_REFUSED,   /* a constraint of the schema */
  STORE_ERROR_IO,        /* disk full and the like */
} StoreError;

G_END_DECLS
