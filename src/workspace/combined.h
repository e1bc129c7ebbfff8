/* workspace/combined.h
 *
 * What the photos of one worn patch say together (patch/combine.h): computed from the readings that stand, kept as a row that
 * names them, so that an undone edit finds what was said before. All functions may be called from a task's thread. */
#pragma once

#include "patch/combine.h"
#include "workspace.h"

G_BEGIN_DECLS

typedef struct {
  gint64 patch;
  GArray *photos;          /* of gint64: all of the patch */
  GPtrArray *names;        /* of char: theirs */
  GPtrArray *readings;     /* of PatchReading: numbers of each; refused where a photo was not read */
  char *rows;              /* of the readings that stand, ascending, separated by blanks */
  CombinedReading reading;
  char *result;            /* JSON, one line: as it is kept and as `saltline read --same-patch --json` prints it */
} CombinedPhotos;

void            combined_photos_free (CombinedPhotos *combined);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CombinedPhotos, combined_photos_free)

/**
 * saltline_workspace_combine:
 * @patch: PhotoState.patch
 *
 * Computes it, and keeps it unless it is kept already or the workspace is only for reading.
 *
 * Returns: (transfer full) (nullable): NULL without an error: fewer than two photos
 */
CombinedPhotos *saltline_workspace_combine (SaltlineWorkspace *self, gint64 patch, GError **error);

/* In words: which photo differs from the others, by how much, and what to do. (transfer full) (nullable): they agree */
char           *combined_photos_contradiction (const CombinedPhotos *combined);

/**
 * saltline_workspace_join_photos:
 * @ids: photos of one patch, two or more
 * @patch: (out) (optional): the one that a photo had already, else a new one
 *
 * One step of undo; nothing when they are one patch already.
 */
gboolean        saltline_workspace_join_photos     (SaltlineWorkspace *self, const gint64 *ids, guint n, gint64 *patch, GError **error);

/* Each is of a patch of its own again. */
gboolean        saltline_workspace_separate_photos (SaltlineWorkspace *self, const gint64 *ids, guint n, GError **error);

/**
 * saltline_workspace_likely_same_patch:
 *
 * Returns: a photo of the same athlete, taken within ten minutes of @photo by the cameras' clocks, that is not of the same patch
 * already; 0: none
 */
gint64          saltline_workspace_likely_same_patch (SaltlineWorkspace *self, gint64 photo);

/* (element-type utf8): a line for each kept row that differs when it is computed again from the readings that it names. */
GPtrArray      *saltline_workspace_verify_combined (SaltlineWorkspace *self, guint *checked, GError **error);

G_END_DECLS
