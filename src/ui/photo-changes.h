/* ui/photo-changes.h
 *
 * Decisions about one or many photos: kept at once, as one step that one Ctrl+Z undoes. Photos whose reading depends on them are
 * read again after that, on all cores. */
#pragma once

#include "photo-library.h"

G_BEGIN_DECLS

#define SALTLINE_TYPE_PHOTO_CHANGES (saltline_photo_changes_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoChanges, saltline_photo_changes, SALTLINE, PHOTO_CHANGES, GObject)

SaltlinePhotoChanges *saltline_photo_changes_new   (SaltlinePhotoLibrary *library);

/**
 * saltline_photo_changes_apply:
 * @items: of SaltlinePhotoItem; those without a photo in the workspace are passed over
 * @what: for undo and history: "Assign athlete"
 * @typing: 0; or the step of what is being typed: each key is kept, together they are one step, and what depends on it is read
 *   when the typing rests
 */
void                  saltline_photo_changes_apply (SaltlinePhotoChanges *self, GPtrArray *items, const PhotoChange *change, const char *what,
                                                    gint64 typing);

/* Reads those of @items again whose reading is due. */
void                  saltline_photo_changes_catch_up (SaltlinePhotoChanges *self, GPtrArray *items);

/* Signals: "failed" (string message); "job" (SaltlineJob *job): photos are read again */

G_END_DECLS
