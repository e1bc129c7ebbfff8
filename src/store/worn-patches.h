/* store/worn-patches.h
 *
 * Photos of one patch that was worn, and what their readings say together (rows, derived, never changed). May include: base. */
#pragma once

#include "photos.h"

G_BEGIN_DECLS

typedef struct {
  gint64 id;
  gint64 patch;
  char *readings;        /* rows, ascending, separated by blanks */
  gint64 made_us;
  char *program_version;
  char *result;          /* JSON */
} StoredCombined;

void            stored_combined_free   (StoredCombined *combined);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoredCombined, stored_combined_free)

/* A new identity, for PhotoState.patch. 0: error. */
gint64          store_new_worn_patch   (Store *store, GError **error);

/* Photos of the patch that are not deleted, as imported. (element-type StoredPhoto) */
GPtrArray      *store_photos_of_patch  (Store *store, gint64 patch, GError **error);

/* gint64: patches of which there are two photos or more. */
GArray         *store_shared_patches   (Store *store, GError **error);

/* What was kept for these readings; NULL without an error: nothing yet. */
StoredCombined *store_combined         (Store *store, gint64 patch, const char *readings, GError **error);
gboolean        store_keep_combined    (Store *store, StoredCombined *combined, GError **error); /* sets id, made_us */

G_END_DECLS
