/* ui/photo-library.h
 *
 * The photos of a workspace as a list model, kept in step with the workspace file; imports and readings run on all cores
 * while the window goes on, each item changes when its turn comes and when it is done. */
#pragma once

#include "job.h"
#include "photo-item.h"
#include "workspace/patches.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_LIBRARY (saltline_photo_library_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoLibrary, saltline_photo_library, SALTLINE, PHOTO_LIBRARY, GObject)

SaltlinePhotoLibrary *saltline_photo_library_new         (SaltlineWorkspace *workspace);
SaltlineWorkspace    *saltline_photo_library_get_workspace (SaltlinePhotoLibrary *self); /* (transfer none) */
GListModel           *saltline_photo_library_get_photos  (SaltlinePhotoLibrary *self);   /* (transfer none): of SaltlinePhotoItem */
SaltlinePhotoItem    *saltline_photo_library_find        (SaltlinePhotoLibrary *self, gint64 id); /* (transfer none) (nullable) */

/**
 * saltline_photo_library_import:
 * @files: of GFile, photos
 *
 * Brings photos into the workspace and reads those that are new. What is there already stays as it is; what is no photo
 * stays in the list until the window is closed, with its error.
 *
 * Returns: (transfer full): shows progress, stops it; its outcome counts.
 */
SaltlineJob          *saltline_photo_library_import      (SaltlinePhotoLibrary *self, GPtrArray *files);

/* Reads photos of the workspace again. @items: of SaltlinePhotoItem */
SaltlineJob          *saltline_photo_library_read_again  (SaltlinePhotoLibrary *self, GPtrArray *items);

/* Reads those of @items whose reading is due. Returns: (transfer full) (nullable): NULL when none is */
SaltlineJob          *saltline_photo_library_catch_up    (SaltlinePhotoLibrary *self, GPtrArray *items);

/* At the start: reads what was decided about and not read since; after a program that did not end in order also the photos that were
 * kept and never read. Returns: (transfer full) (nullable): NULL when nothing is left to do. What a person stopped stays stopped. */
SaltlineJob          *saltline_photo_library_resume      (SaltlinePhotoLibrary *self);

/* Signal: "known" (SaltlinePhotoItem *pending, SaltlinePhotoItem *known): the file of @pending is the photo of @known; @pending
 * leaves the list. */

G_END_DECLS
