/* workspace/athlete-archive.h
 *
 * An athlete's own data: given away whole, or erased whole. Given away are all rows about the athlete as JSON Lines, the photos
 * as they came, and the readings as a table; what a service only lends is left out. Erased means gone: from the tables, the
 * photo folder, the thumbnails and the snapshots. In: an athlete. Out: a folder or a ZIP file; or nothing. May include:
 * everything below, libarchive. */
#pragma once

#include "services/secrets.h"
#include "store/athlete-rows.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef struct {
  guint n_rows, n_photos;
  guint n_photos_missing;    /* whose files are gone */
} AthleteArchived;

/**
 * saltline_workspace_export_athlete:
 * @path: of a folder to be made, or of a file that ends in ".zip"; must not be there yet
 *
 * Written beside and renamed: an export that fails leaves nothing. May be called from a task's thread.
 */
gboolean saltline_workspace_export_athlete (SaltlineWorkspace *self, const Athlete *athlete, const char *path, AthleteArchived *archived,
                                            GCancellable *cancellable, GError **error);

/**
 * saltline_workspace_erase_athlete:
 * @keeper: where tokens lie
 *
 * See store_erase_athlete; and the thumbnails of the photos, and the access to Strava with its tokens (saltline_workspace_forget_strava). May be
 * called from a task's thread.
 */
gboolean saltline_workspace_erase_athlete  (SaltlineWorkspace *self, gint64 athlete, SecretKeeper *keeper, AthleteErasure *erasure, GError **error);

G_END_DECLS
