/* patch/patch-error.c */
#include "patch-error.h"

G_DEFINE_QUARK (saltline-patch-error, patch_error)
