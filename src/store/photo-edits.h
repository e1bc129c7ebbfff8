/* store/photo-edits.h
 *
 * What a person decides about photos, kept when it is decided: an edit replaces a photo's PhotoState whole and is remembered with
 * the one before, so that it can be undone, also after a restart. What a decision asks for that takes long, a new reading, is
 * noted in the same transaction (PhotoState.due) and comes later. May include: base. */
#pragma once

#include "photos.h"

G_BEGIN_DECLS

typedef enum {
  CHANGE_ATHLETE,      /* row: the athlete's; 0: nobody's */
  CHANGE_CALIBRATION,  /* row: the document's; 0: none */
  CHANGE_TEMPLATE,     /* row: the document's; 0: whichever fits */
  CHANGE_WORN,         /* number: minutes; NAN: not known */
  CHANGE_NOTE,         /* text */
  CHANGE_WORKOUT,      /* text: the event's id, or NULL */
  CHANGE_PATCH,        /* row: the patch's that several photos show; 0: this is its only photo */
  CHANGE_DELETED,      /* row: 1 or 0 */
  CHANGE_BY_HAND,      /* text: JSON or NULL */
} PhotoChangeKind;

typedef struct {
  PhotoChangeKind kind;
  gint64 row;
  double number;
  char *text;
} PhotoChange;

/**
 * store_change_photos:
 * @ids: of photos, @n of them
 * @changes: @n_changes of them, made to each
 * @what: for the undo button: "Assign athlete"
 * @step: 0, or what edits that are undone together have in common (store_new_step)
 *
 * Changes what was decided about all photos, or about none; what else was decided meanwhile stays. A further edit of the same photo
 * in the same step goes on from the one before: both are one edit. Where the reading depends on a change, it is due from now on.
 */
gboolean     store_change_photos (Store *store, const gint64 *ids, guint n, const PhotoChange *changes, guint n_changes, const char *what,
                                  gint64 step, GError **error);

/* Sets the whole state, with its reading, and remembers @what was done; what had been undone can no longer be redone. */
gboolean     store_edit_photo    (Store *store, gint64 id, const PhotoState *state, const char *what, gint64 step, GError **error);
gint64       store_new_step      (void);

/**
 * store_let_reading_stand:
 * @made_from: what the photo's state said when @reading was made
 * @stands: (out): %FALSE when something that it depends on was decided meanwhile; then nothing changed
 *
 * A reading made by the program stands from now on. That is no edit; but edits that wait for this reading get it as theirs, so that
 * undoing and doing again find it.
 */
gboolean     store_let_reading_stand (Store *store, gint64 id, const PhotoState *made_from, gint64 reading, gboolean *stands, GError **error);

/* Photos that are not deleted and whose reading is due. (element-type gint64) */
GArray      *store_photos_due    (Store *store, GError **error);

/**
 * store_undo_step:
 * @photos: (out) (optional) (element-type gint64): what was changed
 * @what: (out): what was undone or done again; NULL with TRUE: there is nothing
 *
 * Undoes the last step of all photos, or does the first of those again that were undone: one history in the order in which
 * the edits were made. It is in the file and outlives the program.
 */
gboolean     store_undo_step     (Store *store, gboolean redo, GArray **photos, char **what, GError **error);

G_END_DECLS
