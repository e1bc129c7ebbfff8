/* ui/photo-changes.h
 *
 * Decisions about one or many photos, stored in a thread as one step, and undone and redone as one: what Ctrl+Z means. */
#pragma once

#include "photo-library.h"

G_BEGIN_DECLS

typedef enum {
  CHANGE_ATHLETE,      /* row: the athlete's; 0: nobody's */
  CHANGE_CALIBRATION,  /* row: the document's; 0: none */
  CHANGE_TEMPLATE,     /* row: the document's; 0: whichever fits */
  CHANGE_WORN,         /* number: minutes; NAN: not known */
  CHANGE_NOTE,         /* text */
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

/* An edit of one photo was stored by somebody else: the editor on the canvas. */
void                  saltline_photo_changes_note  (SaltlinePhotoChanges *self, gint64 photo);

/**
 * saltline_photo_changes_undo:
 * @shown: 0 or the photo that is shown: its last change is undone when nothing of this run is left, also after a restart
 * @what: (out) (transfer full) (nullable): what was undone or done again; NULL: there was nothing
 */
gboolean              saltline_photo_changes_undo  (SaltlinePhotoChanges *self, gboolean redo, gint64 shown, char **what, GError **error);

/* Signal: "failed" (string message) */

G_END_DECLS
