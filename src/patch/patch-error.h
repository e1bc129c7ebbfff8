/* patch/patch-error.h */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PATCH_ERROR (patch_error_quark ())
GQuark patch_error_quark (void);

typedef enum {
  PATCH_ERROR_UNREADABLE,  /* the file cannot be opened */
  PATCH_ERROR_MALFORMED,   /* not JSON, unknown format, key missing or of the wrong type; the message names the key */
  PATCH_ERROR_IMPOSSIBLE,  /* geometrically or physically impossible; the message names the key and the reason */
  PATCH_ERROR_CANCELLED,
} PatchError;

G_END_DECLS
