/* ui/photo-changes.h
 *
 * Decisions about one or many photos, stored in a thread as one step: what one Ctrl+Z undoes. */
#pragma once

#include "photo-library.h"

G_BEGIN_DECLS

typedef enum {
  CHANGE_ATHLETE,      /* row: the athlete's; 0: nobody's */
  CHANGE_CALIBRATION,  /* row: the document's; 0: none */
  CHANGE_TEMPLATE,     /* row: the document's; 0: whichever fits */
  CHANGE_WORN,         /* number: minutes; NAN: not known */
  CHANGE_NOTE,         /* text */
  CHANGE_WORKOUT,      /* text: the event's id, or NULL */
  CHANGE_DELETED,      /* row: 1 or 0 */
  CHANGE_BY_HAND,      /* text: JSON or NULL */
} PhotoChangeKind;

typedef struct {
  PhotoChangeKind kind;
  gint64 row;
  double number;
  char *text;
} PhotoChange;

#define SALTLINE_TYPE_PHOTO_CHANGES (saltline_photo_changes_get_type ())
G_DECLARE_FINAL_TYPE (SaltlinePhotoChanges, saltline_photo_changes, SALTLINE, PHOTO_CHANGES, GObject)

SaltlinePhotoChanges *saltline_photo_changes_new   (SaltlinePhotoLibrary *library);

/**
 * saltline_photo_changes_apply:
 * @items: of SaltlinePhotoItem; those without a photo in the workspace are passed over
 * @what: for undo and history: "Assign athlete"
 *
 * Returns: (transfer full): photos whose reading depends on the change are read again; NULL when there is nothing to do
 */
SaltlineJob          *saltline_photo_changes_apply (SaltlinePhotoChanges *self, GPtrArray *items, const PhotoChange *change, const char *what);

/* Signal: "failed" (string message) */

G_END_DECLS
